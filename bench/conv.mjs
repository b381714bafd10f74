// A small convolutional network on Fashion-MNIST, beside PyTorch: npm run bench:conv [FOLDER] (after npm run build).
// FOLDER holds MNIST's four files (Debian's dataset-fashion-mnist when left out).
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { createInterface } from "node:readline";
import { buildNetwork, fit, fitScaler, initialState, loadEngine, toSamples, trainingGraph } from "kiso";
import { loadDataset } from "kiso/node";

const folder = process.argv[2] ?? "/usr/share/datasets/fashion-mnist";
const plan = { folder, channels: [16, 32], hidden: 64, batch: 64, rate: 0.003 };
const epochs = 5;
/** Turns of each, and the rows that a turn learns from; once in batches as trained, once in larger ones. */
const rounds = 11;
const perRound = 3840;
const batches = [plan.batch, 128];
const wanted = { accuracy: 0.91, parameters: 120_000, minutes: 20 };

const {
  splits: { train, test },
} = await loadDataset(folder);
const scaler = fitScaler("standard", train.features, { image: train.image });
const scaled = (part) => {
  const { features, labels } = toSamples(part, scaler);
  return { features: Float32Array.from(features), labels };
};
const [samples, tested] = [scaled(train), scaled(test)];

const { height, width, channels } = train.image;
const network = {
  sizes: [train.nFeatures, plan.hidden, train.nClasses],
  activation: "relu",
  initializer: "heNormal",
  convolution: { image: { height, width, channels }, channels: plan.channels },
};
const training = {
  epochs,
  batch: plan.batch,
  learningRate: plan.rate,
  optimizer: { name: "adam" },
  schedule: { name: "oneCycle" },
  l2: 0,
  shuffle: true,
  reduction: "mean",
  dtype: "float32",
};
const engine = await loadEngine("wasm");

/** PyTorch, one thread, its libraries' own choice of kernels. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(OPENBLAS|GOTO|MKL|OMP|DNNL|PYTHON)/.test(name)),
);
const script = new URL("peers/conv.py", import.meta.url).pathname;
const peer = spawn("/usr/bin/python3", ["-B", script, JSON.stringify(plan)], {
  env: { ...environment, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" },
  stdio: ["pipe", "pipe", "inherit"],
});
const answers = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();
const answer = async () => JSON.parse((await answers.next()).value);
const ask = (question) => {
  peer.stdin.write(`${JSON.stringify(question)}\n`);
  return answer();
};

const rows = samples.labels.length;

/** kiso's side of the turns: a program of its own, rows at random. */
function ownTurns(batch) {
  const program = engine.compile(trainingGraph({ ...training, batch, network }));
  const state = initialState({ ...training, network, initializer: network.initializer, seed: 0 });
  for (const [name, { data }] of Object.entries(state)) program.set(name, data);
  program.set("learningRate", [plan.rate]);
  const order = new Int32Array(perRound);
  let turn = 0;
  return () => {
    turn++;
    // 7919 is prime to the number of rows, so that a turn takes no row twice
    for (let i = 0; i < perRound; i++) order[i] = ((turn * perRound + i) * 7919) % rows;
    const began = performance.now();
    for (let start = 0; start < perRound; start += batch) {
      program.setRows("x", samples.features, order, start, batch);
      program.setRows("y", samples.labels, order, start, batch);
      program.run();
    }
    return (performance.now() - began) / 1000;
  };
}

const quantile = (values, share) => values.toSorted((a, b) => a - b)[Math.round(share * (values.length - 1))];
const inWords = (times) => {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) =>
    ((quantile(times, share) / perRound) * rows).toFixed(1),
  );
  return `${middle} s (${low} to ${high})`;
};

const greeting = await answer();
const count = Object.values(buildNetwork(network).parameters).reduce(
  (sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1),
  0,
);
if (count !== greeting.parameters) throw new Error(`${count} parameters here, ${greeting.parameters} there`);

const load = loadavg()[0];
const timed = [];
for (const batch of batches) {
  const turn = ownTurns(batch);
  const [own, theirs] = [[], []];
  turn();
  await ask({ rows: perRound, batch });
  for (let round = 0; round < rounds; round++) {
    own.push(turn());
    theirs.push((await ask({ rows: perRound, batch })).seconds);
  }
  const ratio = quantile(
    own.map((seconds, i) => seconds / theirs[i]),
    0.5,
  ).toFixed(2);
  timed.push({ batch, own: inWords(own), theirs: inWords(theirs), ratio });
  console.log(timed.at(-1));
}

const began = performance.now();
let last;
for await (const report of fit({ network, training, seed: 0 }, { engine, train: samples, test: tested })) {
  last = report;
  console.log(`epoch ${report.epoch}: loss ${report.loss.toFixed(4)}, test accuracy ${report.accuracy}`);
}
const minutes = (performance.now() - began) / 60_000;
const there = await ask({ epochs });
peer.stdin.end();
console.log(`kiso ${last.accuracy} in ${minutes.toFixed(1)} min; PyTorch ${there.accuracy}`);

const verdict = (met) => (met ? "met" : "**not met**");
const seconds = (s) => `${s.toFixed(0)} s`;
writeFileSync(
  new URL("CONV.md", import.meta.url),
  `# A convolutional network on Fashion-MNIST, beside PyTorch

Made by \`npm run bench:conv\` on ${cpus()[0].model.trim()}, Node ${process.version}, PyTorch ${greeting.version}, one thread each; load
before it ${load.toFixed(2)}. The network: ${plan.channels.map((n) => `3 × 3 convolution to ${n} channels, relu, 2 × 2 maximum`).join("; ")}; dense ${plan.hidden}, relu, dense 10.
float32, adam, 60,000 images of 28 × 28. Times are of the steps alone: medians (quartiles) of ${rounds} turns of ${perRound.toLocaleString("en")} rows each, taken
in turn, and the ratio is the median of the turns' ratios. Trained in batches of ${plan.batch}.

| | kiso | PyTorch |
| --- | --- | --- |
| parameters | ${count.toLocaleString("en")} | ${greeting.parameters.toLocaleString("en")} |
${timed
  .map(
    ({ batch, own, theirs, ratio }) =>
      `| an epoch in batches of ${batch} | ${own} | ${theirs} |\n| as a ratio | ${ratio} | 1 |`,
  )
  .join("\n")}
| ${epochs} epochs, one cycle of the learning rate up to ${plan.rate}: test accuracy | ${last.accuracy.toFixed(4)} | ${there.accuracy.toFixed(4)} |
| their steps | ${seconds(last.seconds)} | ${seconds(there.seconds)} |

| wanted | found | |
| --- | --- | --- |
| fewer than ${wanted.parameters.toLocaleString("en")} parameters | ${count.toLocaleString("en")} | ${verdict(count < wanted.parameters)} |
| test accuracy of at least ${wanted.accuracy} | ${last.accuracy.toFixed(4)} | ${verdict(last.accuracy >= wanted.accuracy)} |
| less than ${wanted.minutes} minutes, evaluation after each epoch included | ${minutes.toFixed(1)} minutes | ${verdict(minutes < wanted.minutes)} |

kiso's wasm engine has vectors of 128 bits, PyTorch's kernels the processor's own; see NOTES.md. On the command line:

\`\`\`
kiso train ${folder} --conv ${plan.channels} --hidden ${plan.hidden} --optimizer adam --lr ${plan.rate} --schedule oneCycle --epochs ${epochs} --batch ${plan.batch} --dtype float32
\`\`\`
`,
);
