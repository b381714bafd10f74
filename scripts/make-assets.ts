/**
 * Makes the data sets that ship with kiso, under assets/data/: the same bytes at every run (a test compares them).
 * digits.csv and iris.csv are the tables that scikit-learn carries (Debian: python3-sklearn); see the LICENSE
 * files beside the data.
 */
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { writeTable } from "../src/data/formats/write.ts";
import { blobs } from "../src/data/numpy/blobs.ts";

/** `tables`: the folder of digits.csv.gz and iris.csv; `out`: assets/data */
export async function makeAssets(tables: string, out: string): Promise<void> {
  await mkdir(join(out, "lesson"), { recursive: true });
  await makeDigits(join(tables, "digits.csv.gz"), join(out, "digits.parquet"));
  await makeIris(join(tables, "iris.csv"), join(out, "iris.parquet"));
  await makeLesson(join(out, "lesson"));
}

/** 1797 images of 8 x 8 pixels from 0 to 16; the columns as scikit-learn names them. */
async function makeDigits(from: string, to: string): Promise<void> {
  const rows = numbers(gunzipSync(await readFile(from)).toString("latin1"));
  const names = Array.from({ length: 64 }, (_, k) => `pixel_${Math.floor(k / 8)}_${k % 8}`);
  const columns = [...names, "target"].map((name, k) => ({
    name,
    values: rows.map((row) => row[k]!),
    integer: true,
  }));
  await writeTable(to, columns);
}

/** 150 flowers; the first line of the source holds the counts and the species' names. */
async function makeIris(from: string, to: string): Promise<void> {
  const text = await readFile(from, "latin1");
  const header = text.slice(0, text.indexOf("\n")).trim();
  const species = header.split(",").slice(2);
  const rows = numbers(text.slice(text.indexOf("\n") + 1));
  const names = ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"];
  await writeTable(to, [
    ...names.map((name, k) => ({ name, values: rows.map((row) => row[k]!) })),
    { name: "species", text: rows.map((row) => species[row[4]!]!) },
  ]);
}

/** A stand-in for the lesson's set, with its schema: 10 features, 10 classes, standard deviation 3. */
async function makeLesson(folder: string): Promise<void> {
  const { X, y } = blobs({ nSamples: 6000, centers: 10, nFeatures: 10, clusterStd: 3.0, seed: 0 });
  const features = X.data as Float64Array;
  const labels = Array.from(y.data, Number);
  for (const [name, start, end] of [
    ["train", 0, 5000],
    ["test", 5000, 6000],
  ] as const) {
    await writeTable(join(folder, `${name}.parquet`), [
      { name: "features", values: features.slice(start * 10, end * 10), width: 10 },
      { name: "labels", values: labels.slice(start, end), integer: true },
    ]);
  }
}

function numbers(text: string): number[][] {
  return text
    .trim()
    .split("\n")
    .map((line) => line.split(",").map(Number));
}
