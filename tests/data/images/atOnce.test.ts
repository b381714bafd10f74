import { expect, test } from "vitest";
import { decodeTables, picturesAtOnce, side } from "../../../src/data/images/images.ts";
import { Table } from "../../../src/data/table.ts";
import { pngBomb } from "./writers.ts";

test("large pictures are decoded one by one, small ones as many as there are processors for", async () => {
  expect(picturesAtOnce([{ height: 9800, width: 10_000 }])).toBe(1);
  expect(
    picturesAtOnce([
      { height: 100, width: 100 },
      { height: 5000, width: 5000 },
    ]),
  ).toBe(4);
  let [now, most] = [0, 0];
  const work = async (item: number) => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 1));
    now--;
    return item;
  };
  expect(await side([1, 2, 3, 4, 5], work, 1)).toEqual([1, 2, 3, 4, 5]);
  expect(most).toBe(1);
});

test("pictures that say they are larger than there is memory are refused", async () => {
  const bytes = pngBomb(9000, 9000, 8);
  const images = Array.from({ length: 1000 }, (_, i) => ({ name: `${i}.png`, read: async () => bytes }));
  const column = { kind: "unusable", reason: "images", rows: 1000, images } as const;
  const table = new Table(new Map([["image", column]]), [{ file: "a.parquet", rows: 1000 }]);
  await expect(decodeTables({ train: table })).rejects.toThrow(
    "1000 images of 9000×9000 grey are 81.0 GB of pixels, more than fit in memory; bring them to a smaller size: size: ",
  );
});
