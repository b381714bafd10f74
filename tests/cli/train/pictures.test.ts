import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { floatTiff, pgm, png16, tiff } from "../../data/images/writers.ts";
import { kiso, kisoJson, workshop } from "../kiso.ts";

const { folder } = workshop("pictures");

/** A part of 12 × 12 pixels by a camera of 12 bits: a bad one has a faint spot, 30 of 4095 brighter. */
function part(number: number, bad: boolean, light = 0): number[] {
  let state = number * 2654435761 + 1;
  const noise = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 29;
  };
  const [left, top] = [3 + (number % 3), 4 + (number % 2)];
  return Array.from({ length: 144 }, (_, i) => {
    const [x, y] = [i % 12, Math.floor(i / 12)];
    const spot = bad && Math.abs(x - left) <= 1 && Math.abs(y - top) <= 1;
    return 150 + light + 2 * x + noise() + (spot ? 30 : 0);
  });
}

type Write = (values: number[]) => Uint8Array | Promise<Uint8Array>;

const bytes = (values: readonly number[]) => values.map((value) => Math.min(255, value));

/** What one writes pictures with, and the ending of its files: all of the same parts. */
const ways: Readonly<Record<string, [ending: string, write: Write]>> = {
  "PNG, 12 bits in 16": [".png", (values) => png16(12, values)],
  "PGM of 12 bits": [".pgm", (values) => pgm(12, values, 4095)],
  "TIFF of 16 bits": [
    ".tif",
    (values) => tiff(12, 12, new Uint8Array(Uint16Array.from(values).buffer), { 258: 16 }),
  ],
  "TIFF of decimal numbers": [
    ".tiff",
    (values) =>
      floatTiff(
        12,
        values.map((value) => value / 3.7),
      ),
  ],
  "BMP without an ending": [
    "",
    (values) => {
      const rgb = Buffer.from(bytes(values).flatMap((value) => [value, value, value]));
      const head = Buffer.from("424d000000000000000036000000280000000c0000000c00000001001800", "hex");
      return Buffer.concat([head, Buffer.alloc(54 - head.length), rgb]);
    },
  ],
  "JPEG called .jfif": [
    ".jfif",
    (values) =>
      sharp(Buffer.from(bytes(values)), { raw: { width: 12, height: 12, channels: 1 } })
        .jpeg({ quality: 100 })
        .toBuffer(),
  ],
  "GIF called .GIF": [
    ".GIF",
    (values) =>
      sharp(Buffer.from(bytes(values)), { raw: { width: 12, height: 12, channels: 1 } })
        .gif()
        .toBuffer(),
  ],
};

async function writeLot(home: string, lot: string, write: Write, ending: string, from: number, light = 0) {
  for (const [label, bad] of [
    ["bad", true],
    ["good", false],
  ] as const) {
    mkdirSync(join(home, lot, label), { recursive: true });
    for (let i = 0; i < 30; i++)
      writeFileSync(join(home, lot, label, `${i}${ending}`), await write(part(from + i, bad, light)));
  }
}

describe.each(Object.entries(ways))("%s", (_, [ending, write]) => {
  test("trains on one lot, and answers the next one right", async () => {
    const home = folder();
    await writeLot(home, "lot1", write, ending, 0);
    await writeLot(home, "lot2", write, ending, 1000, 3);
    await kisoJson(["train", "lot1", "--hidden", "8", "--epochs", "150", "--lr", "0.05", "--out", "run"], {
      cwd: home,
    });
    const { accuracy, rows } = await kisoJson<{ accuracy: number; rows: number }>(
      ["evaluate", "run", "lot2", "--split", "train"],
      { cwd: home },
    );
    expect(rows).toBe(60);
    expect(accuracy).toBeGreaterThanOrEqual(0.95);
  });
});

describe("12 bits in files of 16, on the command line", () => {
  let home = "";
  beforeAll(async () => {
    home = folder();
    await writeLot(home, "lot", (values) => png16(12, values), ".png", 0);
  });

  test.each([
    [
      [],
      "note   the 60 images have 16 bits a channel and use 8 of them (the largest number is 199): 0 is taken for black, 255 for white; --bits 16 takes them as they are\n",
      [0, 255],
    ],
    [["--bits", "12"], undefined, [0, 4095]],
    [["--bits", "12", "--size", "24x12"], "--stretch stretches them instead\n", [0, 4095]],
  ])("train %j", async (flags, note, range) => {
    const run = `run${flags.length}`;
    const argv = ["train", "lot", "--epochs", "2", "--progress", "none", "--out", run, ...flags];
    const { code, stdout, stderr } = await kiso(argv, { cwd: home });
    expect(stderr).toBe("");
    expect(code).toBe(0);
    if (note) expect(stdout).toContain(note);
    else expect(stdout).not.toContain("note ");
    const { image } = JSON.parse(readFileSync(join(home, run, "model.json"), "utf8"));
    expect(image.range).toEqual(range);
  });

  test.each([
    [["--bits", "7"], '--bits: expected a whole number of at least 8 up to 16, got "7"'],
    [["--stretch"], "--stretch says how images are brought to --size; add that, or leave it out"],
  ])("train %j is refused in one line", async (flags, message) => {
    const { code, stderr } = await kiso(["train", "lot", "--epochs", "2", "--out", "no", ...flags], {
      cwd: home,
    });
    expect(stderr).toBe(`kiso: ${message}\n`);
    expect(code).toBe(2);
  });
});
