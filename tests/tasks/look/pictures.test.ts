import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { encodePng } from "../../../src/plot/pngFormat.ts";
import type { PictureLook } from "../../../src/report/look/lookReport.ts";
import { lightIn } from "../../../src/tasks/look/light.ts";
import { type LookOptions, lookedAt } from "../../../src/tasks/look/look.ts";
import { ownFolder } from "./sensors.ts";

const fileOf = ownFolder();

const golden: { picture: number[][]; light: number[] } = JSON.parse(
  readFileSync("tests/golden/look.json", "utf8"),
);

test("brightness, contrast and sharpness are those of NumPy and SciPy", () => {
  const [height, width] = [golden.picture.length, golden.picture[0]!.length];
  const data = Uint8Array.from(golden.picture.flat());
  const { brightness, contrast, sharpness } = lightIn({ height, width, channels: 1, data }).within([0, 255]);
  [brightness, contrast, sharpness].forEach((value, i) => {
    expect(Math.abs(value / golden.light[i]! - 1)).toBeLessThan(1e-12);
  });
  const colour = Uint8Array.from(golden.picture.flat().flatMap((v) => [v, v, v, 255]));
  const same = lightIn({ height, width, channels: 4, data: colour }).within([0, 255]);
  expect(same.sharpness).toBeCloseTo(sharpness, 8);
});

interface Drawn {
  name: string;
  side?: number;
  light?: number;
  colour?: boolean;
}

/** A folder of pictures, each with a square of its own; as many as are named. */
async function folderOf(name: string, pictures: readonly Drawn[]): Promise<string> {
  const folder = fileOf(name);
  for (const { name, side = 12, light = 100, colour = false } of pictures) {
    const path = join(folder, name);
    mkdirSync(join(path, ".."), { recursive: true });
    const seed = [...name].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 997, 7);
    const channels = colour ? 3 : 1;
    const data = new Uint8Array(side * side * channels).fill(light);
    for (let k = 0; k < 20 * channels; k++) data[(seed * (k + 3)) % data.length] = light + 40 + (k % 9);
    writeFileSync(path, await encodePng(side, side, channels, data));
  }
  return folder;
}

const lookAt = async (data: string, options: Omit<LookOptions, "data"> = {}) => {
  const { report, plots } = await lookedAt({ data, ...options });
  if (report.kind !== "pictures") throw new Error(report.kind);
  return { report: report as PictureLook, plots };
};
const many = (folder: string, count: number, of: Omit<Drawn, "name"> = {}) =>
  Array.from({ length: count }, (_, i) => ({ name: `${folder}/${i}.png`, ...of }));

describe("a folder of pictures", async () => {
  const folder = await folderOf("lot", [...many("good", 14), ...many("bad", 6, { light: 180 })]);
  writeFileSync(join(folder, "good", "copy.png"), readFileSync(join(folder, "good", "3.png")));
  writeFileSync(join(folder, "bad", "torn.png"), readFileSync(join(folder, "bad", "2.png")).subarray(0, 60));
  writeFileSync(join(folder, "bad", "text.png"), "no picture");
  const { report, plots } = await lookAt(folder);

  it("counts its classes, and says which is to be found", () => {
    expect(report.label!.classes).toEqual([
      { name: "bad", rows: 6 },
      { name: "good", rows: 15 },
    ]);
    expect(report.label!.positive!.name).toBe("bad");
    expect([report.rows, report.lookedAt]).toEqual([21, 21]);
  });

  it("measures the light of each class", () => {
    const [bad, good] = report.groups;
    expect(bad!.brightness.mean - good!.brightness.mean).toBeGreaterThan(0.25);
    expect(good!.brightness.std).toBeLessThan(0.01);
    expect(report.sizes).toEqual([{ width: 12, height: 12, rows: 21 }]);
    expect(report.modes).toEqual([{ mode: "grey", rows: 21 }]);
  });

  it("names copies, and what is broken with the reason, and looks at the rest", () => {
    expect(report.copies.pictures).toBe(1);
    expect(report.copies.pairs[0]!.map((path) => path.split(/[\\/]/).at(-1))).toEqual(["copy.png", "3.png"]);
    expect(report.broken.map(({ file }) => file.split(/[\\/]/).at(-1)).toSorted()).toEqual([
      "text.png",
      "torn.png",
    ]);
    expect(report.stops[0]).toMatch(/the first of 2 such files$/);
    expect(report.notes.join("\n")).toContain("1 of 21 pictures are copies of others");
  });

  it("draws some of each class, their mean and their deviation", () => {
    const [bad, good] = plots.pictures!;
    expect([bad!.shown.length, good!.shown.length]).toEqual([6, 12]);
    const level = ({ data }: { data: ArrayLike<number> }) => data[0]!;
    expect(level(bad!.mean) - level(good!.mean)).toBeGreaterThan(60);
    expect(good!.deviation.data).toHaveLength(144);
  });
});

test("several sizes and colours: all are looked at, and training's word on it is said", async () => {
  const folder = await folderOf("sizes", [
    ...many("a", 4),
    ...many("b", 3, { colour: true }),
    { name: "b/large.png", side: 30 },
  ]);
  const { report } = await lookAt(folder);
  expect(report.ofSizes).toBe(2);
  expect(report.sizes[0]).toEqual({ width: 12, height: 12, rows: 7 });
  expect(report.modes).toEqual([
    { mode: "grey", rows: 5 },
    { mode: "colour", rows: 3 },
  ]);
  expect(report).toMatchObject({ resized: true, measuredAt: { width: 64, height: 64, channels: 3 } });
  expect(report.stops).toEqual([expect.stringContaining("images must have one size")]);
  const asked = await lookAt(folder, { size: { width: 12, height: 12 } });
  expect(asked.report).toMatchObject({ resized: false, stops: [] });
});

test("one class alone, as of good parts, is looked at too", async () => {
  const { report } = await lookAt(await folderOf("alone", many("good", 5)));
  expect(report.groups.map(({ name, rows }) => [name, rows])).toEqual([["good", 5]]);
  expect(report.stops[0]).toContain("at least two classes");
});

test("no picture that can be read is an error", async () => {
  const folder = fileOf("none");
  mkdirSync(join(folder, "a"), { recursive: true });
  writeFileSync(join(folder, "a", "x.png"), "");
  await expect(lookAt(folder)).rejects.toThrow(/x\.png/);
});
