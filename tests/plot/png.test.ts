import { inflateSync, crc32 as zlibCrc32 } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { scatterChart } from "../../src/plot/charts/scatter.ts";
import { svgToPixels, svgToPng } from "../../src/plot/png.ts";
import { luminances } from "./svgReading.ts";

const page = (text: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60" font-family="sans-serif" font-size="32"><text x="10" y="42">${text}</text></svg>`;

/** Dark pixels of a text, as a bitmap. */
async function bitmap(text: string): Promise<Uint8Array> {
  const { luminance } = await luminances(page(text));
  return Uint8Array.from(luminance, (value) => (value < 128 ? 1 : 0));
}
const ink = (bits: Uint8Array) => bits.reduce((sum, bit) => sum + bit, 0);
const differing = (a: Uint8Array, b: Uint8Array) => a.reduce((sum, bit, i) => sum + (bit ^ b[i]!), 0);

describe("text in a PNG", () => {
  const unassigned = "\u{40000}\u{40001}\u{40002}\u{40003}"; // plane 4: no font has them
  let boxes: Uint8Array;
  beforeAll(async () => {
    boxes = await bitmap(unassigned);
  });

  it("is Japanese where it is Japanese: neither blank nor boxes, and each word its own", async () => {
    const words = ["学習曲線", "混同行列", "良品不良", "外観検査", "エポック", "しきい値", "髙﨑瑕疵"];
    const bitmaps = await Promise.all(words.map(bitmap));
    for (const [i, bits] of bitmaps.entries()) {
      expect(ink(bits), words[i]).toBeGreaterThan(300);
      expect(differing(bits, boxes), words[i]).toBeGreaterThan(300);
      for (const other of bitmaps.slice(i + 1)) expect(differing(bits, other), words[i]).toBeGreaterThan(300);
    }
  });

  it("has each of the signs that charts use", async () => {
    const signs = [..."−→×·…±≤≥≠∂∇∑√αβσμ℃㎜①②〜、。「」％＝"];
    const box = await bitmap("\u{40000}");
    const drawn = await Promise.all(signs.map(bitmap));
    signs.forEach((sign, i) => {
      expect(ink(drawn[i]!), sign).toBeGreaterThan(3);
      expect(differing(drawn[i]!, box), sign).toBeGreaterThan(20);
    });
  });

  it("shows a character that the font lacks as a box, and does not fail", async () => {
    expect(ink(boxes)).toBeGreaterThan(200);
    expect(differing(await bitmap("말말말말"), boxes)).toBe(0);
  });
});

describe("svgToPng", () => {
  it("draws at 250 dpi and says so in the file", async () => {
    const png = await svgToPng(page("250"), { dpi: 250 });
    const chunks = chunksOf(png);
    expect(chunks.map(({ type }) => type).slice(0, 2)).toEqual(["IHDR", "pHYs"]);
    const [header, physical] = chunks.map(({ data }) => new DataView(data.buffer, data.byteOffset));
    expect(header!.getUint32(0)).toBe(Math.round((200 * 250) / 96));
    // 250 dpi = 9842.5 pixels per metre, in both directions.
    expect([physical!.getUint32(0), physical!.getUint32(4), physical!.getUint8(8)]).toEqual([9843, 9843, 1]);
  });

  it.runIf(typeof zlibCrc32 === "function")("closes each chunk with zlib's CRC-32", async () => {
    for (const { crc, body } of chunksOf(await svgToPng(page("crc")))) expect(crc).toBe(zlibCrc32(body));
  });

  it("holds the pixels of svgToPixels", async () => {
    const svg = page("学習");
    const chunks = chunksOf(await svgToPng(svg));
    const rows = inflateSync(
      Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data)),
    );
    const { width, height, data } = await svgToPixels(svg);
    expect([width, height]).toEqual([200, 60]);
    expect(rows.length).toBe(height * (1 + 4 * width)); // RGBA, and a filter byte a row
    expect(data.length).toBe(height * 4 * width);
    expect(data.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true); // white paper, not transparent
  });

  it("gives the same bytes for the same SVG", async () => {
    const svg = await scatterChart({ facets: [{ x: [1, 2], y: [3, 4], label: [0, 1] }], title: "良品" });
    expect(Buffer.compare(await svgToPng(svg), await svgToPng(svg))).toBe(0);
  });
});

function chunksOf(png: Uint8Array): { type: string; data: Uint8Array; body: Uint8Array; crc: number }[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks = [];
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at);
    const body = png.subarray(at + 4, at + 8 + length);
    const type = String.fromCharCode(...body.subarray(0, 4));
    chunks.push({ type, data: body.subarray(4), body, crc: view.getUint32(at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

describe("the small font", () => {
  const ranges = [
    [0x20, 0x7e],
    [0xa0, 0x17f],
    [0x370, 0x3ff],
    [0x2010, 0x2027],
    [0x2030, 0x203a],
    [0x2070, 0x209f],
    [0x2190, 0x22ff],
  ] as const;

  it("has the pixels of the whole one, which a single Japanese letter outside the page calls for", async () => {
    const escaped = (char: string) => `&#${char.codePointAt(0)};`;
    for (const [first, last] of ranges) {
      for (let code = first; code <= last; code += 16) {
        const letters = Array.from({ length: Math.min(16, last - code + 1) }, (_, i) =>
          String.fromCodePoint(code + i),
        );
        // As letters for the choice of the font, escaped for XML.
        const text = letters.map((char) => (/[&<>]/.test(char) ? escaped(char) : char)).join("A");
        const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="40" font-family="sans-serif" font-size="15"><text x="2" y="25">${text}</text></svg>`;
        const small = await svgToPixels(svg);
        const whole = await svgToPixels(svg.replace("</svg>", '<text x="-900" y="25">外</text></svg>'));
        expect(Buffer.compare(small.data, whole.data), text).toBe(0);
      }
    }
  });
});
