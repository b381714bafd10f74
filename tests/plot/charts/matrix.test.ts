import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { matrixChart } from "../../../src/plot/charts/matrix.ts";
import { hasClearBorder, mark, parse, texts } from "../svgReading.ts";

const ramp = (rows: number, columns: number) =>
  Array.from({ length: rows }, (_, i) =>
    Float64Array.from({ length: columns }, (_, j) => i * columns + j - 3),
  );

/** Fills of a panel's cells in row-major order. */
function fills(svg: string, panel = 0): string[] {
  return [...mark(parse(svg), "cell")[panel]!.children].map((cell) => cell.getAttribute("fill")!);
}

const channels = (fill: string) => fill.match(/\d+/g)!.map(Number) as [number, number, number];

describe("matrixChart", () => {
  it("draws one cell for each weight: purple below zero, light at zero, orange above", async () => {
    const cells = fills(await matrixChart({ panels: [{ title: "W", values: [[-2, -1, 0, 1, 2]] }] })).map(
      channels,
    );
    expect(cells).toHaveLength(5);
    const [negative, , zero, , positive] = cells;
    expect(negative![2]).toBeGreaterThan(negative![1]!); // purple: more blue than green
    expect(positive![0]).toBeGreaterThan(positive![2]! + 50); // orange: more red than blue
    expect(Math.min(...zero!)).toBeGreaterThan(230);
    expect(Math.max(...zero!) - Math.min(...zero!)).toBeLessThan(10); // neutral
  });

  it("centres the scale on zero when all weights lie on one side", async () => {
    const svg = await matrixChart({ panels: [{ title: "b", values: [[0, 0.5, 1]] }] });
    expect(Math.min(...channels(fills(svg)[0]!))).toBeGreaterThan(230);
    expect(texts(svg)).toEqual(expect.arrayContaining(["−1", "0", "+1"]));
  });

  it("places cell (i, j) in row i and column j", async () => {
    const svg = parse(await matrixChart({ panels: [{ title: "W", values: ramp(3, 4) }] }));
    const cells = [...mark(svg, "cell")[0]!.children].map((cell) => [
      Number(cell.getAttribute("x")),
      Number(cell.getAttribute("y")),
    ]);
    expect(cells).toHaveLength(12);
    expect(cells[5]![0]).toBe(cells[1]![0]); // (1, 1) is under (0, 1)
    expect(cells[5]![1]).toBe(cells[4]![1]); // and in line with (1, 0)
    expect(cells[5]![1]).toBeGreaterThan(cells[1]![1]!);
    expect(cells[5]![0]).toBeGreaterThan(cells[4]![0]!);
  });

  it("writes shape, least and greatest weight, names, and each panel's own scale", async () => {
    const svg = await matrixChart({
      panels: [
        { title: "重み", values: ramp(2, 3), rowNames: ["がく片", "花弁 & <b>"] },
        { title: "bias", values: [[0.001, -0.002, 0.0005]], columnNames: ["良品", "不良品", "保留"] },
      ],
      title: "Weights and biases",
    });
    expect(texts(svg)).toEqual(
      expect.arrayContaining([
        "Weights and biases",
        "重み",
        "bias",
        "2 × 3 · min −3 · max 2",
        "1 × 3 · min −0.002 · max 0.001",
        "がく片",
        "花弁 & <b>",
        "良品",
        "不良品",
        "保留",
        "+3",
        "+0.002",
      ]),
    );
    expect(await hasClearBorder(svg)).toBe(true);
  });

  it("draws a matrix too large to see by blocks, without losing the strongest weight", async () => {
    const values = Array.from({ length: 784 }, () => new Float32Array(100).fill(0.01));
    values[613]![42] = -5;
    const svg = await matrixChart({ panels: [{ title: "hidden.weight", values }] });
    const cells = fills(svg);
    expect(cells).toHaveLength(157 * 100); // blocks of 5 × 1
    const dark = cells.flatMap((fill, i) => (Math.max(...channels(fill)) < 130 ? [i] : []));
    expect(dark).toEqual([Math.floor(613 / 5) * 100 + 42]);
    expect(texts(svg)).toContain("784 × 100 (1 ▪ = max |·| / 5 × 1) · min −5 · max 0.01");
  });

  it("shows a weight that is lost (NaN) in grey, and survives a matrix of zeros", async () => {
    const svg = await matrixChart({
      panels: [
        { title: "W", values: [[1, Number.NaN, -1]] },
        { title: "0", values: [[0, 0]] },
      ],
    });
    expect(fills(svg)[1]).toBe("#888888");
    const zeros = fills(svg, 1).map(channels);
    for (const zero of zeros) expect(Math.min(...zero!)).toBeGreaterThan(230);
  });

  it("sets the lesson's network side by side and uncut", async () => {
    const shapes = [
      [10, 32],
      [1, 32],
      [32, 10],
      [1, 10],
    ] as const;
    const svg = await matrixChart({
      panels: shapes.map(([r, c]) => ({ title: `${r} × ${c}`, values: ramp(r, c) })),
    });
    expect([0, 1, 2, 3].map((panel) => fills(svg, panel).length)).toEqual([320, 32, 320, 10]);
    expect(await hasClearBorder(svg)).toBe(true);
  });
});

describe("what has a number for each pixel", () => {
  const size = { height: 2, width: 3, channels: 1 };
  const pixelsOf = async (image: Element) => {
    const png = Buffer.from(image.getAttribute("href")!.split(",")[1]!, "base64");
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    return {
      ...info,
      at: (x: number, y: number) => [...data.subarray(3 * (y * info.width + x))].slice(0, 3),
    };
  };
  const drawn = async (...panels: Parameters<typeof matrixChart>[0]["panels"]) => {
    const svg = await matrixChart({ panels });
    expect(await hasClearBorder(svg)).toBe(true);
    const images = [...parse(svg).querySelectorAll("image")];
    return { svg, pictures: await Promise.all(images.map(pixelsOf)) };
  };

  it("is drawn as pictures of the image's size, in the colours of the matrices and on one scale", async () => {
    const pictures = [
      [-4, 0, 0, 0, 0, 4],
      [0, 0, 2, Number.NaN, 0, 0],
    ];
    const { svg, pictures: found } = await drawn({ title: "axes", size, pictures });
    expect(found.map(({ width, height }) => [width, height])).toEqual([
      [3, 2],
      [3, 2],
    ]);
    const cells = fills(await matrixChart({ panels: [{ title: "", values: [[-4, 0, 4]] }] })).map(channels);
    const [first, second] = found as [(typeof found)[0], (typeof found)[0]];
    expect([first.at(0, 0), first.at(1, 0), first.at(2, 1)]).toEqual(cells);
    const [light, dark] = [second.at(2, 0), first.at(2, 1)].map((rgb) => rgb[2]!);
    expect(light).toBeGreaterThan(dark!); // half as far from zero
    expect(second.at(0, 1)).toEqual([0x88, 0x88, 0x88]); // lost
    expect(texts(svg)).toEqual(expect.arrayContaining(["axes", "2 × 3×2 · min −4 · max 4", "0", "1"]));
  });

  it("has the channels of one below each other", async () => {
    const { svg, pictures } = await drawn({
      title: "colour",
      size: { ...size, channels: 3 },
      pictures: [Array.from({ length: 18 }, (_, i) => (i === 3 * 5 + 1 ? 1 : 0))], // green, of the last pixel
      names: ["良品"],
    });
    const [one] = pictures as [(typeof pictures)[0]];
    expect([one.width, one.height]).toEqual([3, 6]);
    const strong = Array.from({ length: 18 }, (_, i) => i).filter(
      (i) => one.at(i % 3, Math.floor(i / 3))[2]! < 100,
    );
    expect(strong).toEqual([6 + 5]);
    expect(texts(svg)).toContain("1 × 3×2 × 3 · min 0 · max 1");
  });

  it("stands beside matrices, with names, and of very many with the first alone", async () => {
    const some = {
      title: "few",
      size,
      pictures: [[0, 1, 2, 3, 4, 5], new Float32Array(6)],
      names: ["良品", "不良品"],
    };
    const many = { title: "many", size: { height: 200, width: 10, channels: 1 } };
    const { svg, pictures } = await drawn(
      some,
      { title: "bias", values: ramp(1, 4) },
      { ...many, pictures: Array.from({ length: 100 }, () => new Float32Array(2000)) },
    );
    expect(pictures).toHaveLength(2 + 64);
    expect(fills(svg)).toHaveLength(4);
    expect(texts(svg)).toEqual(
      expect.arrayContaining(["良品", "不良品", "100 × 10×200 (the first 64) · min 0 · max 0"]),
    );
  });
});
