import { expect, test } from "vitest";
import { picturesAtOnce, side } from "../../../src/data/images/images.ts";

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
