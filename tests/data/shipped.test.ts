import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeAssets } from "../../scripts/make-assets.ts";
import { assetPath } from "../../src/assets.ts";
import { loadDataset } from "../../src/data/loadDataset.ts";

const tables = "/usr/lib/python3/dist-packages/sklearn/datasets/data";

describe("data sets that ship with kiso, by name", () => {
  test("digits: 1797 images of 8 x 8 pixels from 0 to 16", async () => {
    const digits = await loadDataset("digits", { split: "train" });
    expect(digits.features.shape).toEqual([1797, 64]);
    expect(digits.featureNames.slice(0, 9)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map((k) => `pixel_0_${k}`).concat("pixel_1_0"),
    );
    // load_digits(): target counts and X.sum()
    const counts = Array(10).fill(0);
    for (const label of digits.labels.data) counts[Number(label)]++;
    expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
    expect((digits.features.data as Float64Array).reduce((sum, x) => sum + x, 0)).toBe(561718);
  });

  test("iris: three species, fifty flowers each", async () => {
    const iris = await loadDataset("iris", { split: "train" });
    expect(iris.classNames).toEqual(["setosa", "versicolor", "virginica"]);
    expect(iris.features.shape).toEqual([150, 4]);
    expect(iris.features.slice("0").tolist()).toEqual([5.1, 3.5, 1.4, 0.2]);
    expect(Array.from(iris.labels.data)).toEqual([0, 1, 2].flatMap((species) => Array(50).fill(species)));
  });

  test("lesson: the schema of the lesson's set, train and test", async () => {
    const { splits } = await loadDataset("lesson");
    expect(Object.keys(splits)).toEqual(["train", "test"]);
    expect(splits.train!.features.shape).toEqual([5000, 10]);
    expect(splits.test!.features.shape).toEqual([1000, 10]);
    expect(splits.test!.featureNames[9]).toBe("features[9]");
    expect(splits.train!.classNames).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  });

  test("each has its licence beside it", async () => {
    for (const [name, licence] of [
      ["digits", "CC BY 4.0"],
      ["iris", "CC BY 4.0"],
      ["lesson", "MIT"],
    ] as const) {
      expect(await readFile(assetPath("data", `LICENSE-${name}.txt`), "utf8")).toContain(licence);
    }
  });

  test.skipIf(!existsSync(tables))(
    "scripts/make-assets.ts makes the same bytes (needs Debian's python3-sklearn)",
    async () => {
      const out = await mkdtemp(join(tmpdir(), "kiso-assets-"));
      await makeAssets(tables, out);
      for (const name of ["digits.parquet", "iris.parquet", "lesson/train.parquet", "lesson/test.parquet"]) {
        expect((await readFile(join(out, name))).equals(await readFile(assetPath("data", name))), name).toBe(
          true,
        );
      }
      await rm(out, { recursive: true });
    },
  );
});
