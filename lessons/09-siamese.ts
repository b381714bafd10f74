// Lesson 9. A Siamese network: two rows go through one set of weights, and the distance says same or different.
import {
  aurocOf,
  buildNetwork,
  chooseThreshold,
  compile,
  initialize,
  op,
  pairDistances,
  pairOrder,
  ratesAt,
  type Value,
  valueAndGrad,
} from "kiso";
import { loadDataset } from "kiso/node";
import type { Dataset } from "kiso/numpy";

const range = (start: number, stop: number) => Array.from({ length: stop - start }, (_, i) => start + i);
const labelsOf = (rows: Dataset) => rows.labels.tolist() as number[];
const classesOf = (rows: Dataset, wanted: (label: number) => boolean): Dataset => {
  const labels = labelsOf(rows);
  return rows.select(range(0, rows.nSamples).filter((i) => wanted(labels[i])));
};

// Seven classes to learn from; the test rows of these, and of the three others, to look at.
const { train, test } = (await loadDataset("lesson")).splits;
const learned = classesOf(train.shuffle(42).select(range(0, 1000)), (label) => label < 7);
const heldOut = classesOf(test, (label) => label < 7);
const unseen = classesOf(test, (label) => label >= 7);

// 10 columns in, an embedding of 2 numbers out. These arrays are all the weights there are, for both rows of a pair.
const twin = buildNetwork({ sizes: [10, 32, 2], activation: "sigmoid" });
const shared = initialize(twin.parameters, { initializer: "glorotUniform", seed: 0, dtype: "float64" });
const forward = compile((w: Record<string, Value>, x: Value) => twin.forward(x, w));
const embed = (rows: Dataset): ArrayLike<number> => {
  const points = forward(shared, rows.features); // (n, 2)
  return typeof points === "number" ? [points] : points.data;
};

// ½ D² for a pair of one class, ½ max(0, 1 − D)² for a pair of two: R. Hadsell, S. Chopra and Y. LeCun (2006).
const contrastiveLoss = (w: Record<string, Value>, a: Value, b: Value, same: Value): Value => {
  const difference = op.subtract(twin.forward(a, w), twin.forward(b, w)); // w and w: this is the sharing
  const D = op.sqrt(op.sum(op.multiply(difference, difference), 1));
  const short = op.maximum(op.subtract(1, D), 0);
  return op.multiply(op.sum(op.where(same, op.multiply(D, D), op.multiply(short, short))), 0.5);
};

// How far apart pairs of rows are, and how often a pair of two classes is further apart than a pair of one.
const distances = (rows: Dataset, values: ArrayLike<number>) => {
  const embeddings = { values: Float64Array.from(values), dimensions: values.length / rows.nSamples };
  return pairDistances(embeddings, labelsOf(rows), { order: pairOrder(labelsOf(rows), 0).of(0) });
};
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const look = (what: string, rows: Dataset, values: ArrayLike<number>): void => {
  const { same, different } = distances(rows, values);
  const means = `same ${mean(same).toFixed(2)}, different ${mean(different).toFixed(2)}`;
  console.log(`${what}: ${means}, AUROC ${aurocOf({ same, different }).toFixed(3)}`);
};
const columns = (rows: Dataset) => (rows.features.tolist() as number[][]).flat();
look("learned classes, first weights", heldOut, embed(heldOut));

const slope = valueAndGrad(contrastiveLoss);
const labels = labelsOf(learned);
const pairs = pairOrder(labels, 0);
for (let epoch = 0; epoch < 30; epoch++) {
  const order = pairs.of(epoch); // rows 2i and 2i + 1 are a pair
  for (let start = 0; start < order.length; start += 32) {
    const batch = order.slice(start, start + 32);
    const [left, right] = [0, 1].map((side) => batch.filter((_, i) => i % 2 === side));
    const same = Float64Array.from(left, (row, i) => Number(labels[row] === labels[right[i]]));
    const [, gradients] = slope(shared, learned.select(left).features, learned.select(right).features, same);
    for (const [name, gradient] of Object.entries(gradients)) {
      if (typeof gradient === "number") continue;
      gradient.data.forEach((g, i) => {
        shared[name].data[i] -= 0.01 * g;
      });
    }
  }
}
look("learned classes, embedding", heldOut, embed(heldOut));
look("learned classes, columns", heldOut, columns(heldOut));
look("unseen classes, embedding", unseen, embed(unseen));
look("unseen classes, columns", unseen, columns(unseen));

// The border between same and different is chosen on rows learned from, and tried on others.
const { same: good, different: defects } = distances(learned, embed(learned));
const { threshold } = chooseThreshold({ name: "f1" }, { good, defects });
const tried = distances(heldOut, embed(heldOut));
const { missRate, falseRejectRate } = ratesAt(threshold, { good: tried.same, defects: tried.different });
console.log(`threshold ${threshold.toFixed(3)}`);
console.log(`called same, but different: ${missRate?.wrong} of ${missRate?.of}`);
console.log(`called different, but same: ${falseRejectRate?.wrong} of ${falseRejectRate?.of}`);
