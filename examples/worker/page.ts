// The page's side of a training in a Worker: it sends a file, shows what comes back, and stays smooth meanwhile.
const input = document.querySelector("input")!;
const output = document.querySelector("output")!;
const worker = new Worker("worker.js", { type: "module" });

worker.addEventListener("message", ({ data }) => {
  if (data.error) output.value = data.error;
  else if (data.model) {
    const link = Object.assign(document.createElement("a"), {
      textContent: "the model",
      download: "model.safetensors",
    });
    link.href = URL.createObjectURL(new Blob([data.model]));
    output.after(" ", link);
  } else
    output.value = `epoch ${data.epoch + 1}: loss ${data.loss.toFixed(4)}, accuracy ${data.accuracy.toFixed(3)}`;
});

input.addEventListener("change", () => worker.postMessage(input.files![0]));
