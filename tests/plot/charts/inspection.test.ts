import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { distancesChart } from "../../../src/plot/charts/distances.ts";
import { embeddingChart } from "../../../src/plot/charts/embedding.ts";
import { verdictsChart } from "../../../src/plot/charts/verdicts.ts";
import { calm, inspectionStyles, warning } from "../../../src/plot/palette.ts";
import { heated, type Picture, pictureUrl } from "../../../src/plot/picture.ts";
import { svgToPixels } from "../../../src/plot/png.ts";
import { hasClearBorder, mark, parse, texts, translation } from "../svgReading.ts";

const hard = 'a <b> & "c" \u0001 良品 with a name that goes on and on and on and on and on';

const picture = (width: number, height: number, channels: number, value: (i: number) => number): Picture => ({
  width,
  height,
  channels,
  data: Float64Array.from({ length: width * height * channels }, (_, i) => value(i)),
});
const grey = (value: number) => picture(4, 4, 1, () => value);

describe("pictureUrl", () => {
  it.each([1, 3])("is a PNG that others read to the same pixels, %i channels", async (channels) => {
    const made = picture(7, 5, channels, (i) => (i * 37) % 256);
    const url = await pictureUrl(made);
    const { data, info } = await sharp(Buffer.from(url.split(",")[1]!, "base64"))
      .toColourspace(channels === 1 ? "b-w" : "srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([7, 5, channels]);
    expect([...data]).toEqual([...(made.data as Float64Array)]);
  });

  it("rounds, and holds to 0 … 255", async () => {
    const url = await pictureUrl(picture(4, 1, 1, (i) => [-3, 10.6, 255.2, 999][i]!));
    const data = await sharp(Buffer.from(url.split(",")[1]!, "base64"))
      .toColourspace("b-w")
      .raw()
      .toBuffer();
    expect([...data]).toEqual([0, 11, 255, 255]);
  });

  it("refuses two channels", async () => {
    await expect(pictureUrl(picture(2, 2, 2, () => 0))).rejects.toThrow("1 or 3 channels, found 2");
  });
});

describe("heated", () => {
  it("covers what is hot, and leaves what is cold as it was", () => {
    const { channels, data } = heated(
      picture(3, 1, 1, () => 100),
      [0, 2, -1],
    );
    expect(channels).toBe(3);
    expect(Array.from(data).slice(0, 3)).toEqual([100, 100, 100]);
    expect(data[3]).toBeCloseTo(100 + 0.8 * (213 - 100), 9);
    expect(data[5]).toBeCloseTo(20, 9);
    expect(Array.from(data).slice(6)).toEqual([100, 100, 100]);
  });

  it("is the picture itself where nothing is hot", () => {
    expect(Array.from(heated(grey(7), new Float64Array(16)).data)).toEqual(new Array(48).fill(7));
  });
});

describe("distancesChart", () => {
  it("draws each kind in shares of its own, same upwards, different downwards", async () => {
    const svg = parse(
      await distancesChart({ same: [0.1, 0.1, 0.9, 0.9], different: [2, 2], threshold: 1.5 }),
    );
    const [bars] = mark(svg, "rect");
    const zero = Number(mark(svg, "rule")[0]!.querySelector("line")!.getAttribute("y1"));
    const boxes = [...bars!.children].map((bar) =>
      ["x", "y", "width", "height"].map((name) => Number(bar.getAttribute(name))),
    );
    expect(boxes).toHaveLength(3);
    const [first, second, far] = boxes as [number[], number[], number[]];
    expect(first[3]).toBeCloseTo(second[3]!, 2);
    expect(far[3]).toBeCloseTo(2 * first[3]!, 2); // all of the different, half of the same
    expect(first[1]! + first[3]!).toBeCloseTo(zero, 2);
    expect(far[1]).toBeCloseTo(zero, 2);
    const line = Number(mark(svg, "rule")[1]!.querySelector("line")!.getAttribute("x1"));
    expect(line).toBeGreaterThan(second[0]! + second[2]!);
    expect(line).toBeLessThan(far[0]!);
  });

  it.each([
    ["no different ones", [0.2, 0.4], []],
    ["none at all", [], []],
    ["values that are not finite", [Number.NaN, 1], [Infinity, 2]],
    ["zeros alone", [0, 0], [0]],
  ])("draws %s", async (_, same, different) => {
    const svg = await distancesChart({ same, different, threshold: 0.5, title: hard });
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(await hasClearBorder(svg)).toBe(true);
  });
});

describe("embeddingChart", () => {
  const many = {
    x: [0, 10, 10.05, 5],
    y: [0, 0, 0.05, 5],
    label: [0, 1, 1, 0],
    classNames: ["良品", hard],
    picture: (row: number) => grey(50 * row),
  };

  it("has one scale for both axes, so that nearness is true", async () => {
    const svg = parse(await embeddingChart(many));
    const dots = [...mark(svg, "dot").at(-2)!.children].map(translation);
    const distance = (a: number, b: number) =>
      Math.hypot(dots[a]![0] - dots[b]![0], dots[a]![1] - dots[b]![1]);
    expect(distance(0, 3) / distance(0, 1)).toBeCloseTo(Math.SQRT1_2, 2);
    expect(dots[3]![1]).toBeLessThan(dots[0]![1]); // a larger y stands higher
  });

  it("shows a picture where there is room, and not over another", async () => {
    const svg = await embeddingChart({ ...many, title: hard });
    expect([...parse(svg).querySelectorAll("image")]).toHaveLength(3); // rows 1 and 2 lie in one place
    expect(await hasClearBorder(svg)).toBe(true);
  });

  it.each([
    ["no rows", [], [], []],
    ["one row", [3], [4], [0]],
    ["equal rows", [1, 1], [1, 1], [0, 1]],
    ["rows that are not finite", [Number.NaN, 1], [0, 1], [0, 1]],
  ])("draws %s", async (_, x, y, label) => {
    const svg = await embeddingChart({ ...many, x, y, label });
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  it("refuses a label that has no name", async () => {
    await expect(embeddingChart({ ...many, label: [0, 1, 2, 0] })).rejects.toThrow("label 2 has no name");
  });
});

describe("the colours of an inspection", () => {
  /** The fills of the marks that stand for points or swatches, by what the legend calls them. */
  const legendColours = (svg: string) => {
    const root = parse(svg);
    const [swatches] = mark(root, "dot");
    return Object.fromEntries(
      [...swatches!.children].map((dot, i) => [texts(svg)[i], dot.getAttribute("fill")]),
    );
  };

  it("are calm for good parts and warm for the rest, wherever their names stand in the alphabet", async () => {
    const classNames = ["bent", "good", "scratched"];
    const svg = await embeddingChart({ x: [0, 1, 2], y: [0, 1, 0], label: [0, 1, 2], classNames, good: 1 });
    const found = legendColours(svg);
    expect(found).toEqual({ bent: warning, good: calm, scratched: expect.any(String) });
    expect([calm, warning]).not.toContain(found.scratched);
    const distances = legendColours(
      await distancesChart({ same: [0.1], different: [2], sameName: "good", differentName: "defects" }),
    );
    expect(distances).toEqual({ "good (1)": calm, "defects (1)": warning });
    const part = { name: "a.png", picture: grey(0), distance: 1 };
    const sheet = await verdictsChart({
      verdicts: [
        { ...part, passed: true },
        { ...part, passed: false },
      ],
      threshold: 1,
    });
    const words = [...parse(sheet).querySelectorAll("text")].filter((text) => / · /.test(text.textContent!));
    expect(words.map((text) => text.getAttribute("fill"))).toEqual([calm, warning]);
  });

  it("differ, or their shapes do, for as many kinds of defects as one has", () => {
    const looks = inspectionStyles(31, 12).map(({ colour, shape }) => `${colour} ${shape}`);
    expect(new Set(looks).size).toBe(31);
    expect(looks.filter((look) => look.startsWith(calm))).toEqual([`${calm} circle`]);
  });
});

describe("verdictsChart", () => {
  const verdict = { name: hard, picture: grey(0), passed: true, distance: 0.25 };

  it("says verdict, distance and threshold under each part, in words and signs", async () => {
    const verdicts = [verdict, { ...verdict, name: "b.png", passed: false, distance: 2 }];
    const svg = await verdictsChart({ verdicts, threshold: 1, title: hard });
    const read = texts(svg);
    expect(read).toContain("○ pass · 0.25 ≤ 1");
    expect(read).toContain("× fail · 2 > 1");
    expect(read).toContain("b.png");
    expect(await hasClearBorder(svg)).toBe(true);
  });

  it("draws the part's own pixels", async () => {
    const svg = await verdictsChart({ verdicts: [{ ...verdict, reference: grey(255) }], threshold: 1 });
    const { width, data } = await svgToPixels(svg);
    const at = (x: number, y: number) => data[4 * (y * width + x)];
    expect(at(14 + 50, 14 + 50)).toBe(0); // the part is black, its reference beside it white
    expect(at(14 + 116 + 50, 14 + 50)).toBe(255);
  });

  it("draws a sheet of many, and of none", async () => {
    for (const count of [0, 40]) {
      const svg = await verdictsChart({
        verdicts: new Array(count).fill(verdict),
        threshold: 1,
        subtitle: hard,
      });
      expect([...parse(svg).querySelectorAll("image")]).toHaveLength(count);
      expect(svg).not.toMatch(/NaN|Infinity|-\d+"/);
    }
  });
});
