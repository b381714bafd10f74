// Fashion-MNIST beside PyTorch, epoch by epoch in turn: npm run bench:fashion (after npm run build).
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fit, initialState, loadEngine } from "kiso";
import { loadDataset } from "kiso/node";

const folder = "/usr/share/datasets/fashion-mnist";
if (!existsSync(folder)) throw new Error(`${folder} is not there: apt-get install dataset-fashion-mnist`);
const sizes = [784, 256, 128, 100, 10];
const seed = 0;
/** The figure in the data set's own README for this network. */
const wanted = 0.8833;
const only = process.argv[2]; // the number of one setting, which is then only printed
const settings = [
  { optimizer: "sgd", rate: 0.01, momentum: 0.9, batch: 16, epochs: 8 },
  { optimizer: "sgd", rate: 0.1, momentum: 0, batch: 16, epochs: 2 },
  { optimizer: "adam", rate: 0.001, batch: 32, epochs: 2 },
  { optimizer: "adam", rate: 0.001, batch: 128, epochs: 2 },
].filter((_, i) => only === undefined || i === Number(only));

async function samples(split) {
  const { features, labels } = await loadDataset(folder, { split });
  return {
    features: Float32Array.from(features.data, (pixel) => pixel / 255),
    labels: Int32Array.from(labels.data, Number),
  };
}
const [train, test] = [await samples("train"), await samples("test")];
const engine = await loadEngine("auto");

/** PyTorch in a process of its own, with OpenBLAS's kernel as the environment names it or as OpenBLAS itself chooses. */
function torch(plan, { chosen }) {
  const environment = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  if (chosen) for (const name of ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"]) delete environment[name];
  const script = new URL("peers/fashion.py", import.meta.url).pathname;
  const child = spawn("/usr/bin/python3", ["-B", script, JSON.stringify(plan)], {
    env: environment,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("PyTorch's program ended");
    return JSON.parse(value);
  };
  return {
    about: async () => (await read()).about,
    epoch: () => {
      child.stdin.write("epoch\n");
      return read();
    },
    close: () => child.stdin.end(),
  };
}

/** kiso's own `fit`; seconds are of the steps, as its report counts them. */
function kiso({ optimizer, rate, momentum, batch, epochs }) {
  const network = { sizes, activation: "relu", initializer: "heUniform" };
  const training = {
    epochs,
    batch,
    learningRate: rate,
    optimizer: momentum > 0 ? { name: optimizer, momentum, nesterov: true } : { name: optimizer },
    schedule: { name: "cosine" },
    l2: 0,
    shuffle: true,
    reduction: "mean",
    dtype: "float32",
  };
  let processor = 0;
  const onStep = (_, step) => {
    if (step === Math.ceil(train.labels.length / batch)) processor = processorSeconds();
  };
  const reports = fit({ network, training, seed }, { engine, train, test, onStep });
  let before = 0;
  return {
    first: initialState({ ...network, ...training, network, seed }),
    async epoch() {
      const began = performance.now();
      const processorBegan = processorSeconds();
      const { seconds, loss, accuracy } = (await reports.next()).value;
      const own = seconds - before;
      before = seconds;
      const wall = (performance.now() - began) / 1000;
      return { seconds: own, processor: processor - processorBegan, wall, loss, accuracy };
    },
    close: () => reports.return(),
  };
}

function processorSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const sum = (epochsOf, what) => epochsOf.reduce((total, epoch) => total + epoch[what], 0);
const temporary = mkdtempSync(join(tmpdir(), "kiso-fashion-"));
const lines = [];
let failed = 0;
let abouts = [];
for (const setting of settings) {
  const own = kiso(setting);
  const first = join(temporary, "first.f32");
  const parameters = Object.entries(own.first).filter(([name]) => !name.startsWith("optimizer."));
  writeFileSync(
    first,
    Buffer.from(Float32Array.from(parameters.flatMap(([, { data }]) => [...data])).buffer),
  );
  const plan = { ...setting, folder, sizes, seed, first };
  const peers = [torch(plan, { chosen: true }), torch(plan, { chosen: false })];
  abouts = await Promise.all(peers.map((peer) => peer.about()));
  const contenders = { kiso: own, "PyTorch, OpenBLAS's choice": peers[0], "PyTorch, as set": peers[1] };
  const found = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let epoch = 0; epoch < setting.epochs; epoch++)
    for (const [name, contender] of Object.entries(contenders)) found[name].push(await contender.epoch());
  for (const contender of Object.values(contenders)) contender.close();
  const { optimizer, rate, momentum, batch, epochs } = setting;
  for (const [name, of] of Object.entries(found)) {
    const seconds = sum(of, "seconds");
    const beside = (what) => `${(sum(of, what) / sum(found.kiso, what)).toFixed(2)}×`;
    const row = [
      `${optimizer} ${rate}${momentum > 0 ? `, momentum ${momentum}` : ""}, batch ${batch}, ${epochs} epochs`,
      name,
      of.at(-1).accuracy.toFixed(4),
      of.at(-1).loss.toFixed(4),
      seconds.toFixed(1),
      sum(of, "processor").toFixed(1),
      sum(of, "wall").toFixed(1),
      name === "kiso" ? "" : beside("seconds"),
      name === "kiso" ? "" : beside("processor"),
    ];
    console.log(row.join("  "));
    lines.push(`| ${row.join(" | ")} |`);
  }
  if (setting === settings[0] && found.kiso.at(-1).accuracy < wanted) failed++;
}
rmSync(temporary, { recursive: true });

const page = `# Fashion-MNIST, beside PyTorch

Made by \`npm run bench:fashion\`: ${sizes.join("-")}, relu, cross-entropy, float32, on the 60 000 rows, pixels divided by 255, the
learning rate along half a cosine to 0. The accuracy is of the 10 000 test rows after the last epoch; the data set's README has
${wanted} for an MLP 256-128-100. The first setting is trained for its accuracy, the others for the time of an epoch; momentum is
Nesterov's. All begin with the same weights (He's uniform), each shuffles by itself, on one thread. They take turns, an epoch
each, so that whatever else the machine does falls on all alike.

"Steps" are the seconds of all steps, the gathering of batches included; "processor" how long a core worked for them, which says
more where others work beside; "with evaluation" is also the loss on the training rows and the accuracy on the test rows after
each epoch. PyTorch gathers batches by index from one tensor, its fastest way. Once OpenBLAS chooses its kernel, once the
environment does (OPENBLAS_CORETYPE ${process.env.OPENBLAS_CORETYPE ?? "is not set here"}). The last two columns are PyTorch's seconds by kiso's, of steps
and of the processor: above 1, kiso is faster.

OpenBLAS's vectors have 512 bits, WebAssembly's 128, and so the larger the batch, and with it the share of the products, the
better for PyTorch; the smaller the batch, the more a step's own cost counts, in which kiso is the cheaper. (bench/NOTES.md has
what was tried.)

${cpus()[0].model.trim()}, load ${loadavg()[0].toFixed(1)} at the end. Node ${process.version}; ${abouts[0]}; as set: ${abouts[1].split(", ").slice(-2).join(", ")}.

| settings | | test accuracy | training loss | steps, s | processor, s | with evaluation, s | steps | processor |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${lines.join("\n")}
`;
if (only === undefined) writeFileSync(new URL("FASHION.md", import.meta.url), page);
process.exitCode = failed > 0 ? 1 : 0;
