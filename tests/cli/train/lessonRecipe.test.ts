import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { array } from "numpy-ts";
import { describe, expect, test } from "vitest";
import { writeTable } from "../../../src/data/formats/write.ts";
import { numbers } from "../../../src/data/numbers/numbers.ts";
import { type BlobsOptions, blobs } from "../../../src/data/numpy/blobs.ts";
import { Dataset } from "../../../src/data/numpy/dataset.ts";
import { decodeSafetensors } from "../../../src/model/file/safetensors.ts";
import { kisoJson, workshop } from "../kiso.ts";

type Source =
  | { blobs: BlobsOptions; trainRows: number; shuffle: number; take: number }
  | { table: string; divisor: number; trainRows: number };
interface Golden {
  name: string;
  source: Source;
  options: { hidden: number; seed: number; rate: number; l2: number; epochs: number; batchSize: number };
  losses: number[];
  accuracy: number;
  parameters: Record<string, string>;
}
/** What NumPy computed with the lesson's formulas; see tests/golden/lesson.py. */
const golden: {
  tables: Record<string, { values: string; labels: string; features: number }>;
  cases: Golden[];
} = JSON.parse(gunzipSync(readFileSync("tests/golden/lesson.json.gz")).toString());

const range = (start: number, stop: number) => Array.from({ length: stop - start }, (_, i) => start + i);
const float64 = (base64: string) => new Float64Array(Uint8Array.from(Buffer.from(base64, "base64")).buffer);

function rowsOf(source: Source): { train: Dataset; test: Dataset } {
  if ("table" in source) {
    const { values, labels, features } = golden.tables[source.table]!;
    const X = array(Array.from(Buffer.from(values, "base64"), (value) => value / source.divisor));
    const y = array(Array.from(Buffer.from(labels, "base64")), "int32");
    return cut(new Dataset({ features: X.reshape(y.size, features), labels: y }), source.trainRows);
  }
  const { X, y } = blobs(source.blobs);
  const { train, test } = cut(new Dataset({ features: X, labels: y }), source.trainRows);
  return { train: train.shuffle(source.shuffle).select(range(0, source.take)), test };
}

const cut = (rows: Dataset, at: number) => ({
  train: rows.select(range(0, at)),
  test: rows.select(range(at, rows.nSamples)),
});

function write(path: string, { features, labels, nFeatures }: Dataset): Promise<void> {
  return writeTable(path, [
    { name: "features", values: numbers(features), width: nFeatures },
    { name: "labels", values: Int32Array.from(numbers(labels)) },
  ]);
}

const layers = {
  weightsInputHidden: "dense1.weight",
  biasHidden: "dense1.bias",
  weightsHiddenOutput: "dense2.weight",
  biasOutput: "dense2.bias",
};

const { folder } = workshop("recipe");

/** From rows in a file to a run's folder, the numbers that NumPy computes. */
describe("train --recipe lesson", () => {
  test.concurrent.for(golden.cases)("$name", async ({ source, options, losses, accuracy, parameters }) => {
    const cwd = folder();
    const { train, test } = rowsOf(source);
    await write(join(cwd, "train.parquet"), train);
    await write(join(cwd, "test.parquet"), test);
    const { hidden, seed, rate, l2, epochs, batchSize } = options;
    const flags = { hidden, seed, lr: rate, l2, epochs, batch: batchSize, test: "test.parquet", out: "run" };
    const result = await kisoJson<{ epochs: { loss: number }[]; accuracy: number }>(
      [
        ...["train", "train.parquet", "--recipe", "lesson"],
        ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]),
      ],
      { cwd },
    );
    expect(result.accuracy).toBe(accuracy);
    const path = join(cwd, "run", "model.safetensors");
    const { tensors } = decodeSafetensors(readFileSync(path), path);
    for (const [name, layer] of Object.entries(layers)) {
      const wanted = float64(parameters[name]!);
      const found = tensors[layer]!.data;
      expect(found.length).toBe(wanted.length);
      const apart = wanted.reduce((most, w, i) => Math.max(most, Math.abs(w - found[i]!)), 0);
      expect(apart, layer).toBeLessThanOrEqual(1e-9);
    }
    // NumPy's losses hold the penalty too, a run's metrics the cross-entropy alone.
    expect(result.epochs).toHaveLength(losses.length);
    if (l2 > 0) return;
    const apart = result.epochs.map(({ loss }, i) => Math.abs(loss / losses[i]! - 1));
    expect(Math.max(...apart), "largest relative difference of a loss").toBeLessThanOrEqual(1e-9);
  });
});
