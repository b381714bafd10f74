// TensorFlow.js on its cpu or wasm backend (one thread): model.fit, or a loop of one's own over optimizer.minimize.
import { readArray } from "../job.ts";
import { serve } from "./serve.ts";
import { fitTraining, loopTraining } from "./tfjsTraining.mjs";

const [backend, style] = process.argv.slice(2);
const training = style === "fit" ? fitTraining : loopTraining;

serve(async () => {
  console.log = console.warn = console.error; // its greetings must not come between the answers
  const tf = await import("@tensorflow/tfjs");
  if (backend === "wasm") {
    const wasm = await import("@tensorflow/tfjs-backend-wasm");
    wasm.setThreadsCount(1);
    wasm.setWasmPaths(
      new URL("../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).pathname,
    );
  }
  if (!(await tf.setBackend(backend))) throw new Error(`its ${backend} backend does not start`);
  await tf.ready();
  const simd = backend === "wasm" && (await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT"));
  return {
    about: {
      version: `TensorFlow.js ${tf.version["tfjs-core"]}`,
      runtime: `Node ${process.version}, ${backend}${simd ? " with SIMD" : ""}`,
    },
    prepare: (job, folder) =>
      job.kind === "training" ? training(tf, job, folder) : product(tf, job, folder),
  };
});

function product(tf, { size }, folder) {
  const [A, B] = ["A", "B"].map((name) => tf.tensor2d(f32(folder, name), [size, size]));
  let C = tf.matMul(A, B);
  return {
    reset() {},
    run() {
      C.dispose();
      C = tf.matMul(A, B);
      C.dataSync();
    },
    result() {
      const data = C.dataSync();
      return { first: data.slice(0, size), last: data.slice(-size) };
    },
  };
}

const f32 = (folder, name) => Float32Array.from(readArray(folder, name));
