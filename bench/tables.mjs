// Five real tables, the same rows, network and settings as scikit-learn: npm run bench:tables (after npm run build).
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fitScaler, MLPClassifier, MLPRegressor, trainTestSplit } from "kiso";
import { applyScaler, Dataset, np } from "kiso/numpy";

const seeds = [0, 1, 2, 3, 4];
const testSize = 0.25;
const common = { hidden: [64], alpha: 0.0001, rate: 0.003, epochs: 100, batch: 32, task: "classify" };
const tables = {
  iris: common,
  wine: common,
  breast_cancer: common,
  digits: common,
  diabetes: { ...common, task: "regress", hidden: [32], alpha: 1, epochs: 30 },
};
/** How far below scikit-learn's mean score kiso's may be. */
const allowed = 0.005;

const script = new URL("peers/tables.py", import.meta.url).pathname;
const answer = execFileSync("/usr/bin/python3", ["-B", script, JSON.stringify({ seeds, testSize, tables })], {
  maxBuffer: 1 << 28,
  env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
});

/** Both parts standardised by the training rows. */
function standardised(train, test) {
  const scaler = fitScaler("standard", train);
  return [applyScaler(scaler, train), applyScaler(scaler, test)];
}
const column = (labels) => labels.reshape(labels.size, 1);

async function trained({ X, y }, { hidden, alpha, rate, epochs, batch, task }, seed) {
  const regress = task === "regress";
  const labels = np.array(y, regress ? "float64" : "int32");
  const all = new Dataset({ features: np.array(X), labels, ...(regress ? { classNames: [] } : {}) });
  const { train, test } = trainTestSplit(all, { testSize, seed, stratify: !regress });
  const [Xtrain, Xtest] = standardised(train.features, test.features);
  const [ytrain, ytest] = regress
    ? standardised(column(train.labels), column(test.labels)).map((part) => part.reshape(part.size))
    : [train.labels, test.labels];
  const model = new (regress ? MLPRegressor : MLPClassifier)({
    hiddenLayerSizes: hidden,
    alpha,
    learningRateInit: rate,
    maxIter: epochs,
    batchSize: batch,
    seed,
  });
  const began = performance.now();
  await model.fit(Xtrain, ytrain);
  const seconds = (performance.now() - began) / 1000;
  const [score, predicted] = [await model.score(Xtest, ytest), await model.predict(Xtest)];
  return { score, predicted, epochs: model.nIter, seconds };
}

const mean = (values) => values.reduce((sum, x) => sum + x, 0) / values.length;
const f = (x) => x.toFixed(4);
const signed = (x) => (Number(f(x)) === 0 ? f(0) : `${x < 0 ? "−" : "+"}${f(Math.abs(x))}`);
const lines = [];
let failed = 0;
for (const [name, { runs: theirs, ...table }] of Object.entries(JSON.parse(answer))) {
  const { task } = tables[name];
  const ours = [];
  for (const { seed } of theirs) ours.push(await trained(table, tables[name], seed));
  const difference = mean(ours.map(({ score }) => score)) - mean(theirs.map(({ score }) => score));
  if (!(difference >= -allowed)) failed++;
  const pairs = ours.flatMap((own, i) =>
    own.predicted.map((value, row) => [value, theirs[i].predicted[row]]),
  );
  const differing =
    task === "regress"
      ? `by ${Math.max(...pairs.map(([a, b]) => Math.abs(a - b))).toExponential(0)} at most`
      : `${pairs.filter(([a, b]) => a !== b).length} of ${pairs.length}`;
  const sum = (runs) => runs.reduce((total, { epochs }) => total + epochs, 0);
  const row = [
    name.replace("_", " "),
    task === "regress" ? "R²" : "accuracy",
    f(mean(ours.map(({ score }) => score))),
    f(mean(theirs.map(({ score }) => score))),
    signed(difference),
    difference >= -allowed ? "met" : "below",
    differing,
    `${sum(ours)}, ${sum(theirs)}`,
    mean(ours.map(({ seconds }) => seconds)).toFixed(2),
    mean(theirs.map(({ seconds }) => seconds)).toFixed(2),
  ];
  console.log(row.join("  "));
  lines.push(`| ${row.join(" | ")} |`);
}
const page = `# Real tables, beside scikit-learn

Made by \`npm run bench:tables\`: for each of the seeds ${seeds.join(", ")}, a quarter of the rows held out (train_test_split with that
seed, stratified where there are classes), features standardised on the training rows, diabetes's label too; one hidden layer
(64 units, for diabetes 32), relu, adam at ${common.rate}, batches of ${common.batch}, at most ${common.epochs} epochs (diabetes ${tables.diabetes.epochs}, with alpha ${tables.diabetes.alpha}), and
that seed as scikit-learn's random_state and kiso's seed. Scores and seconds are means over the seeds, epochs their sum; kiso's score may be at most ${allowed} below.

kiso draws scikit-learn's own initial weights and batches, so the two go through the same steps: what differs is the order in
which sums are rounded. For diabetes the column of predictions has their largest difference, in standard deviations.

| table | score | kiso | scikit-learn | difference | target | predictions that differ | epochs in all, kiso and scikit-learn | kiso, s | scikit-learn, s |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${lines.join("\n")}
`;
writeFileSync(new URL("TABLES.md", import.meta.url), page);
process.exitCode = failed > 0 ? 1 : 0;
