import { describe, expect, test } from "vitest";
import { addLight, lightOf, lightShifts, type PictureLight } from "../../../src/model/inspection/light.ts";

const pictures = (...rows: number[][]) => {
  const light: PictureLight = { brightness: [], contrast: [] };
  for (const row of rows) addLight(light, Float64Array.from(row), row.length);
  return light;
};
const of = (...rows: number[][]) => lightOf(pictures(...rows))!;

describe("the light of pictures", () => {
  test("is the mean of the pixels and their standard deviation: lowest, median and highest", () => {
    expect(of([10, 20, 30, 40], [0, 0, 0, 4], [7, 7, 7, 7])).toEqual({
      brightness: [1, 7, 25],
      contrast: [0, Math.sqrt(3), Math.sqrt(125)],
    });
    expect(lightOf({ brightness: [], contrast: [] })).toBeUndefined();
  });

  test.each([
    [[[30, 50]], ["brighter"]],
    [[[0, 20]], ["darker"]],
    [[[10, 40]], ["more contrast"]],
    [[[24, 26]], ["less contrast"]],
    [[[15, 35]], []],
    [
      [
        [90, 150],
        [15, 35],
        [16, 34],
      ],
      [],
    ], // one picture is no lot
  ])("%j is %j beside good parts", (lot, shifts) =>
    expect(lightShifts(pictures(...lot), of([14, 34], [15, 36], [17, 35]))).toEqual(shifts),
  );
});
