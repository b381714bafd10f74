import { expect, test } from "vitest";
import { Turns } from "../../../../src/data/images/pixels/turns.ts";

test("works wait for room, in their order, and what takes more than all of it comes alone", async () => {
  const turns = new Turns(100);
  let [taken, most] = [0, 0];
  const began: number[] = [];
  const works = [60, 50, 50, 250, 10, 10, 90, 100].map((size, i) =>
    turns.take(size, async () => {
      began.push(i);
      taken += Math.min(size, 100);
      most = Math.max(most, taken);
      await new Promise((resolve) => setTimeout(resolve, 2));
      taken -= Math.min(size, 100);
      if (i === 4) throw new Error("of the work's own");
      return i;
    }),
  );
  const ended = await Promise.allSettled(works);
  expect(ended.map((one) => (one.status === "fulfilled" ? one.value : undefined))).toEqual([
    0,
    1,
    2,
    3,
    undefined,
    5,
    6,
    7,
  ]);
  expect(began).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(100);
  expect(await turns.take(100, async () => "free again")).toBe("free again");
});
