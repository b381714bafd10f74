import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { threefry2x32 } from "../../../src/data/random/threefry.ts";
import { decodeSafetensors } from "../../../src/model/file/safetensors.ts";
import { kiso, kisoJson, workshop } from "../kiso.ts";

const { folder } = workshop("convolution");

/** 240 noisy images of 8 × 8 pixels in MNIST's format: upright stripes are 0, lying ones 1, at any place. */
function stripes(): Record<string, Uint8Array> {
  const rows = 240;
  const header = (type: number, ...sizes: number[]) => {
    const bytes = new DataView(new ArrayBuffer(4 + 4 * sizes.length));
    bytes.setUint32(0, type);
    sizes.forEach((size, i) => {
      bytes.setUint32(4 + 4 * i, size);
    });
    return new Uint8Array(bytes.buffer);
  };
  const label = (row: number) => row % 2;
  const pixels = Uint8Array.from({ length: rows * 64 }, (_, i) => {
    const row = Math.floor(i / 64);
    const along = label(row) === 0 ? i % 8 : Math.floor(i / 8) % 8;
    const [phase] = threefry2x32([7, 0], [row, 0]);
    const [noise] = threefry2x32([7, 1], [i, 0]);
    return ((along + (phase % 4)) % 4 < 2 ? 150 : 60) + (noise % 60);
  });
  return {
    "data/train-images-idx3-ubyte": Buffer.concat([header(0x803, rows, 8, 8), pixels]),
    "data/train-labels-idx1-ubyte": Buffer.concat([
      header(0x801, rows),
      Uint8Array.from({ length: rows }, (_, row) => label(row)),
    ]),
  };
}

const flags = ["--conv", "4,6", "--batch-norm", "--hidden", "8", "--epochs", "12", "--progress", "none"];

test("kiso train --conv: a network that looks at images, from its flags to its saved model", async () => {
  const cwd = folder(stripes());
  const { code, stderr, stdout } = await kiso(["train", "data", ...flags, "--out", "run"], { cwd });
  expect(code, stderr).toBe(0);
  // (9 + 1)·4 + (9·4 + 1)·6 + 2·(4 + 6) of batchNorm + (2·2·6 + 1)·8 + (8 + 1)·2
  expect(stdout + stderr).toContain(
    "64 → conv 4 + batchNorm → conv 6 + batchNorm → 8 → 2, relu, 500 parameters",
  );

  const card = JSON.parse(readFileSync(join(cwd, "run/model.json"), "utf8"));
  expect(card.network).toEqual({
    sizes: [64, 8, 2],
    activation: "relu",
    convolution: { image: { height: 8, width: 8, channels: 1 }, channels: [4, 6], batchNorm: true },
  });
  const { tensors } = decodeSafetensors(
    readFileSync(join(cwd, "run/model.safetensors")),
    "model.safetensors",
  );
  expect(tensors["conv2d2.weight"]!.shape).toEqual([3, 3, 4, 6]);
  expect([...tensors["batchNorm1.runningVar"]!.data].some((v) => v !== 1)).toBe(true);

  // What evaluate measures stands on the saved statistics.
  const { accuracy } = await kisoJson<{ accuracy: number }>(["evaluate", "run", "data"], { cwd });
  expect(accuracy).toBeGreaterThan(0.95);

  const weights = await kisoJson<{ parameters: Record<string, number[][]> }>(
    ["weights", "run", "--out", "w.svg"],
    { cwd },
  );
  expect(weights.parameters["conv2d2.weight"]).toHaveLength(36);
  // filters side by side: 4 channels of 3 rows, 6 filters of 3 columns
  expect(readFileSync(join(cwd, "w.svg"), "utf8")).toContain("12 × 18");
});

test("kiso weights: of a network without --conv that sees images, each unit's weights as a picture", async () => {
  const cwd = folder(stripes());
  const argv = ["train", "data", "--hidden", "5", "--epochs", "1", "--progress", "none", "--out", "run"];
  await kisoJson(argv, { cwd });
  const { parameters } = await kisoJson<{ parameters: Record<string, number[][]> }>(
    ["weights", "run", "--out", "w.svg"],
    { cwd },
  );
  const svg = readFileSync(join(cwd, "w.svg"), "utf8");
  expect(svg.match(/<image/g)).toHaveLength(5);
  const [least, greatest] = [Math.min, Math.max].map((of) => of(...parameters["dense1.weight"]!.flat()));
  const range = [least!, greatest!].map((v) => String(Number(v.toPrecision(3))).replace("-", "−"));
  expect(svg).toContain(`5 × 8×8 · min ${range[0]} · max ${range[1]}`);
  const first = await sharp(Buffer.from(/<image [^>]*href="[^,]*,([^"]*)"/.exec(svg)![1]!, "base64"))
    .raw()
    .toBuffer();
  // The pixel is orange where the first unit's weight is above zero, purple where it is below.
  for (const [pixel, weights] of parameters["dense1.weight"]!.entries()) {
    const [red, , blue] = first.subarray(3 * pixel);
    if (Math.abs(weights[0]!) > 0.2 * greatest!) expect(red! > blue!).toBe(weights[0]! > 0);
  }
});

test.each([
  [["--batch-norm"], "--batch-norm normalises the blocks of --conv; add --conv 16,32, or leave it out"],
  [
    ["--conv", "2,2,2,2"],
    "--conv 2,2,2,2: each block halves the image, and of 8×8 pixels nothing is left after 3; use at most 3 blocks",
  ],
])("kiso train data %j is refused in one line", async (more, message) => {
  const cwd = folder(stripes());
  const { code, stderr } = await kiso(["train", "data", ...more, "--progress", "none"], { cwd });
  expect(code).toBe(2);
  expect(stderr.trim()).toBe(`kiso: ${message}`);
});

test("kiso train --conv of rows that are no images", async () => {
  const cwd = folder({
    "a.csv": "width,height,label\n1.5,2,a\n3.5,4,b\n1.25,3,a\n3.5,5,b\n1,2.5,a\n3,4.5,b\n",
  });
  const { code, stderr } = await kiso(
    ["train", "a.csv", "--label", "label", "--conv", "4", "--progress", "none"],
    { cwd },
  );
  expect(code).toBe(2);
  expect(stderr).toContain("kiso: --conv looks at images, and the rows of a.csv are none; leave it out");
});
