// Lesson 1. Data that we make ourselves: five groups of points, drawn four times, ever wider.
import { writeChart } from "kiso/node";
import { blobs } from "kiso/numpy";
import { scatterChart } from "kiso/plot";

const stds = [0.8, 1.3, 1.6, 1.9];

// X (300, 2): a point a row. y (300,): the number of the group that the point was drawn around.
const sets = stds.map((clusterStd) =>
  blobs({ nSamples: 300, centers: 5, nFeatures: 2, clusterStd, seed: 0 }),
);

// The same seed gives the same points, everywhere; and the same as scikit-learn's make_blobs.
console.log(sets[0].X.slice("0:3").tolist());
console.log(sets[0].y.slice("0:3").tolist());

// One panel for each set. All share their axes, so that they can be compared.
const facets = sets.map(({ X, y }, i) => ({
  title: `std_samples=${stds[i]}`,
  x: X.slice(":", "0").tolist() as number[],
  y: X.slice(":", "1").tolist() as number[],
  label: y.tolist() as number[],
}));
await writeChart("std_samples.png", await scatterChart({ facets, palette: "turbo" }), { dpi: 250 });
