import { describe, expect, test } from "vitest";
import { loadEngine } from "../../../src/engine/load.ts";
import { Evaluator } from "../../../src/model/evaluator.ts";
import { euclidean } from "../../../src/model/inspection/distance.ts";
import { likeness } from "../../../src/model/inspection/likeness.ts";
import { meanRow, occlusionMap } from "../../../src/model/inspection/occlusion.ts";
import { initialState } from "../../../src/nn/training/training.ts";

const [height, width] = [12, 15];
const good = (channels: number) =>
  Float64Array.from({ length: height * width * channels }, (_, i) => Math.sin(i) / 2);

/** A good part with a scratch of three pixels at row 7, columns 9 to 11. */
function scratched(channels: number): Float64Array {
  const row = good(channels);
  for (let x = 9; x < 12; x++) row[(7 * width + x) * channels] = 4;
  return row;
}

/** Judges each row by itself, with the pixels as embedding. */
const byPixels = (channels: number) => async (rows: Float64Array) => {
  const size = height * width * channels;
  return Array.from({ length: rows.length / size }, (_, i) =>
    euclidean(rows.subarray(i * size, (i + 1) * size), good(channels)),
  );
};

describe("covering an image with a good part's pixels", () => {
  test.each([1, 3])("finds a scratch, %d channels", async (channels) => {
    const options = { distances: byPixels(channels), height, width, channels, patch: 5, stride: 1 };
    const found = await occlusionMap(scratched(channels), good(channels), options);
    const whole = found.distance;
    expect(whole).toBeCloseTo(euclidean(scratched(channels), good(channels)), 12);
    // The middle of the scratch is what most of the patches that cover any of it have in common.
    expect([found.peak.row, found.peak.column]).toEqual([7, 10]);
    const at = (y: number, x: number) => found.map[y * width + x]!;
    expect(found.map).toHaveLength(height * width);
    expect(found.peak.fall).toBe(at(7, 10));
    expect(Math.max(...found.map)).toBe(at(7, 10));
    expect(at(7, 10)).toBeLessThan(whole);
    // Above the scratch as below it, no matter how near the edge is.
    expect(at(5, 10)).toBeCloseTo(at(9, 10), 12);
    expect(at(6, 10)).toBeCloseTo(at(8, 10), 12);
    // No patch reaches from row 2 to row 7: nothing falls there.
    for (let x = 0; x < width; x++) expect(at(2, x)).toBe(0);
    for (let x = 6; x < width; x++) expect(at(3, x)).toBeGreaterThan(0);
  });

  test("each pixel has the mean fall of the patches upon it, also of those that reach beyond the edges", async () => {
    const options = { distances: byPixels(1), height, width, patch: 4, stride: 3 };
    const [row, reference] = [scratched(1), good(1)];
    const { map, distance } = await occlusionMap(row, reference, options);
    const tops = [-1, 2, 5, 8, 11];
    const lefts = [-1, 2, 5, 8, 11, 14];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const falls: number[] = [];
        for (const top of tops.filter((t) => t <= y && y < t + 4)) {
          for (const left of lefts.filter((l) => l <= x && x < l + 4)) {
            const covered = row.map((value, i) => {
              const [py, px] = [Math.floor(i / width), i % width];
              return py >= top && py < top + 4 && px >= left && px < left + 4 ? reference[i]! : value;
            });
            falls.push(distance - euclidean(covered, reference));
          }
        }
        expect(falls.length).toBeGreaterThan(0);
        expect(map[y * width + x]).toBeCloseTo(falls.reduce((sum, f) => sum + f, 0) / falls.length, 12);
      }
    }
  });

  test("by a network on an engine, against several references", async () => {
    const engine = await loadEngine("wasm");
    const network = { sizes: [height * width, 20, 8], activation: "relu", normalize: true };
    const plan = {
      network,
      optimizer: { name: "sgd" },
      initializer: "heUniform",
      seed: 2,
      dtype: "float64",
    } as const;
    const evaluator = new Evaluator(engine, { network, dtype: "float64", loss: "triplet" });
    evaluator.set(initialState(plan));
    const shifted = good(1).map((value) => value + 0.05);
    const references = await evaluator.embeddings(Float64Array.of(...shifted, ...good(1)));
    const distances = async (rows: Float64Array) =>
      likeness(await evaluator.embeddings(rows), references).map(({ distance }) => distance);
    const found = await occlusionMap(scratched(1), good(1), {
      distances,
      height,
      width,
      patch: 5,
      stride: 1,
    });
    evaluator.dispose();
    // A network weighs its pixels: the hottest is one of the scratch.
    expect(found.peak.row).toBe(7);
    expect([9, 10, 11]).toContain(found.peak.column);
    expect(found.peak.fall).toBeGreaterThan(found.distance / 2);
  });

  test("patch and stride by the size of the image; nothing to find where the image is good", async () => {
    const options = { distances: byPixels(1), height, width };
    const found = await occlusionMap(good(1), good(1), options);
    expect(found.distance).toBe(0);
    expect(new Set(found.map)).toEqual(new Set([0]));
  });

  test("the mean of good parts", () => {
    expect([...meanRow([1, 2, 3, 3, 4, 8], 3)]).toEqual([2, 3, 5.5]);
  });

  test("what does not fit is refused", async () => {
    const known = { distances: byPixels(1), height, width };
    const run = (more: object) => occlusionMap(good(1), good(1), { ...known, ...more });
    await expect(run({ pacth: 3 })).rejects.toThrow(
      'occlusionMap: there is no setting "pacth"; did you mean "patch"?',
    );
    await expect(run({ channels: 3 })).rejects.toThrow("12×15 with 3 channels has 540 numbers, found 180");
    await expect(run({ patch: 13 })).rejects.toThrow("from 1 to 12, found 13");
    await expect(run({ patch: 3, stride: 4 })).rejects.toThrow(
      "to the patch of 3, so that none is passed over, found 4",
    );
  });
});
