// What is read: rows, columns, cells and files in great numbers.
import { writeMeasurements } from "./inputs.mjs";

const once = ["--epochs", "1"];

/** One cell in a hundred is empty: of three columns, 1 - 0.99³ of the rows have a gap. */
const gaps = (folder, n) =>
  writeMeasurements(folder, n, (x, random) => (random() < 0.01 ? "" : x.toFixed(3)));
const all = ({ rows, accuracy }, n) => rows.train + rows.test === n && accuracy > 0.9;

export const tables = [
  {
    what: "rows with gaps, --missing drop",
    sizes: [250_000, 1_000_000],
    make: (folder, n) => ["train", gaps(folder, n), "--missing", "drop", ...once],
    right: ({ rows, accuracy }, n) =>
      Math.abs((rows.train + rows.test) / n - 0.99 ** 3) < 0.001 && accuracy > 0.9,
  },
  ...["mean", "median"].map((how) => ({
    what: `rows with gaps, --missing ${how}`,
    sizes: [250_000, 1_000_000],
    make: (folder, n) => ["train", gaps(folder, n), "--missing", how, ...once],
    right: all,
  })),
  {
    what: "rows with gaps, no flag",
    sizes: [250_000, 1_000_000],
    make: (folder, n) => ["train", gaps(folder, n)],
    says: /--missing/,
  },
];
