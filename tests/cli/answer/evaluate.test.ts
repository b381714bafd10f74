import { expect, test } from "vitest";
import { heatInWords } from "../../../src/cli/answer/evaluate.ts";
import { pairsInWords } from "../../../src/tasks/training/result.ts";

test("pairs of one sort have no AUROC, and that is said", () => {
  expect(pairsInWords(undefined)).toBe(
    "no AUROC of pairs: it takes pairs of one class and pairs of two, and these rows have one sort alone",
  );
  expect(pairsInWords(0.75)).toBe("AUROC 0.75 of same and different pairs");
});

test("pictures that are marked all over have no AUROC of pixels, and that is said", () => {
  const heat = { pictures: 4, of: 5, hit: 0.5 };
  const start = "the hottest pixel lies in the mask or box of 2 of 4 of 5 marked pictures (50 %); ";
  expect(heatInWords({ ...heat, pixelAuroc: 0.9 })).toBe(`${start}AUROC 0.900 of their pixels`);
  expect(heatInWords(heat)).toBe(`${start}every pixel of them is marked, so that there is no AUROC`);
});
