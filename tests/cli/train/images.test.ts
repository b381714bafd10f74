import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { loadTables } from "../../../src/data/load.ts";
import { loadDataset } from "../../../src/data/loadDataset.ts";
import { drawPart } from "../../../src/data/parts/parts.ts";
import { kiso, kisoJson, snapshot, workshop } from "../kiso.ts";

const { folder } = workshop("images");

/** 36 good and 24 bad parts of 32 pixels, and a run on them. */
let home = "";
beforeAll(async () => {
  home = folder();
  await kisoJson(["parts", "--good", "36", "--bad", "24", "--size", "32", "--seed", "5", "--out", "parts"], {
    cwd: home,
  });
  await kisoJson(["train", "parts", "--hidden", "16", "--epochs", "5", "--out", "run"], { cwd: home });
});

describe("kiso parts", () => {
  test("writes the drawn pixels, and what is wrong with each part", async () => {
    const train = await loadDataset(join(home, "parts"), { split: "train" });
    expect(train.image).toEqual({ height: 32, width: 32, channels: 1 });
    expect(train.classNames).toEqual(["bad", "good"]);
    const row = (name: string) => train.rowNames!.indexOf(join(home, "parts", name));
    const pixels = (name: string) => [
      ...(train.features.data as Uint8Array).subarray(row(name) * 1024, (row(name) + 1) * 1024),
    ];
    expect(pixels("good/0035.png")).toEqual([...drawPart({ seed: 5, number: 35, size: 32 }).pixels]);
    const bad = drawPart({ seed: 5, number: 1_000_002, size: 32 }, "stain");
    expect(pixels("bad/0002.png")).toEqual([...bad.pixels]);
    const lines = readFileSync(join(home, "parts", "parts.csv"), "utf8")
      .trim()
      .split("\n");
    expect(lines).toHaveLength(61);
    expect(lines[0]).toBe("file,label,defect,x,y,width,height");
    expect(lines[1]).toBe("good/0000.png,good,none,,,,");
    const { x, y, width, height } = bad.defect!.box;
    expect(lines).toContain(`bad/0002.png,bad,stain,${x},${y},${width},${height}`);
  });

  test("the same seed, the same files; more good parts leave the bad ones as they are", async () => {
    const cwd = folder();
    const flags = ["--bad", "4", "--size", "32", "--seed", "5"];
    for (const [out, good] of [
      ["a", "3"],
      ["b", "3"],
      ["c", "5"],
    ] as const)
      await kisoJson(["parts", "--good", good, ...flags, "--out", out], { cwd });
    expect(snapshot(join(cwd, "a"))).toEqual(snapshot(join(cwd, "b")));
    expect(snapshot(join(cwd, "c", "bad"))).toEqual(snapshot(join(cwd, "a", "bad")));
  });

  test("of another kind, in colour, with masks", async () => {
    const cwd = folder();
    const flags = ["--kind", "leather", "--good", "1", "--bad", "2", "--size", "32", "--seed", "5"];
    const said = await kisoJson<{ kind: string }>(["parts", ...flags, "--masks", "--out", "hides"], { cwd });
    expect(said.kind).toBe("leather");
    const drawn = drawPart({ kind: "leather", seed: 5, number: 1_000_001, size: 32 }, "fold");
    const raw = (file: string) =>
      sharp(join(cwd, "hides", file))
        .raw()
        .toBuffer({ resolveWithObject: true });
    const picture = await raw("bad/0001.png");
    expect(picture.info.channels).toBe(3);
    expect([...picture.data]).toEqual([...drawn.pixels]);
    const mask = sharp(join(cwd, "hides", "masks/bad/0001.png"))
      .toColourspace("b-w")
      .raw();
    expect([...(await mask.toBuffer())]).toEqual([...drawn.defect!.mask]);
    expect(readFileSync(join(cwd, "hides", "parts.csv"), "utf8")).toContain("\nbad/0001.png,bad,fold,");
  });

  test.each([
    [["--out", "run"], "run exists and is not empty; give a new folder, or remove it first"],
    [["--out", "run/model.json"], "run/model.json is a file; give the path of a new folder"],
    [
      ["--good", "0", "--bad", "0", "--out", "x"],
      "--good 0 and --bad 0 leave nothing to draw; ask for some parts",
    ],
    [["--size", "8", "--out", "x"], '--size: expected a whole number of at least 32 up to 1024, got "8"'],
  ])("%j is refused in one line", async (argv, message) => {
    const before = snapshot(home);
    const { code, stderr } = await kiso(["parts", ...argv], { cwd: home });
    expect(stderr).toBe(`kiso: ${message}\n`);
    expect(code).toBe(2);
    expect(snapshot(home)).toEqual(before);
  });
});

describe("a run on images", () => {
  test("keeps how images become rows, and the scale of the one channel", () => {
    const card = JSON.parse(readFileSync(join(home, "run", "model.json"), "utf8"));
    expect(card.image).toEqual({ height: 32, width: 32, channels: 1 });
    expect(card.scaler).toMatchObject({ kind: "standard", repeat: 1024 });
    expect(card.scaler.offset).toHaveLength(1);
    const { data } = JSON.parse(readFileSync(join(home, "run", "config.json"), "utf8"));
    expect(data.image).toEqual(card.image);
  });

  test("is measured on the parts that it was not trained on, and on all", async () => {
    const held = await kisoJson<{ rows: number }>(["evaluate", "run", "parts"], { cwd: home });
    expect(held.rows).toBe(12);
    const all = await kisoJson<{ rows: number }>(["evaluate", "run", "parts", "--split", "train"], {
      cwd: home,
    });
    expect(all.rows).toBe(60);
  });

  test("predict names each file: of a folder, and of single ones", async () => {
    const some = ["parts/good/0000.png", "parts/bad/0001.png"];
    const { predictions } = await kisoJson<{ predictions: { file: string; label: string }[] }>(
      ["predict", "run", ...some],
      { cwd: home },
    );
    expect(predictions.map(({ file }) => file)).toEqual(some);
    const { stdout } = await kiso(["predict", "run", "parts/bad"], { cwd: home });
    const lines = stdout.trim().split("\n");
    expect(lines[0]).toBe("file,label,probability,p(bad),p(good)");
    expect(lines).toHaveLength(25);
    expect(lines[2]!.startsWith(`${join("parts", "bad", "0001.png")},${predictions[1]!.label},`)).toBe(true);
  });

  test("a stopped and resumed run must find the same images", async () => {
    const cwd = folder();
    await kisoJson(["parts", "--good", "6", "--bad", "6", "--size", "32", "--out", "p"], { cwd });
    const argv = ["train", "p", "--size", "16x8", "--epochs", "2", "--hidden", "4", "--out", "r"];
    await kisoJson(argv, { cwd });
    const { image } = JSON.parse(readFileSync(join(cwd, "r", "model.json"), "utf8"));
    expect(image).toEqual({ height: 8, width: 16, channels: 1, resize: "pad" });
    const { tables } = await loadTables(join(cwd, "p"), { image });
    expect(tables.train!.column("image")).toMatchObject({ width: 128 });
  });

  test.each([
    [["train", "iris", "--augment", "shift=2"], "--augment varies images, and iris holds none; leave it out"],
    [["train", "iris", "--size", "8"], "iris: holds no images; leave out --size, --grey and --colour"],
    [
      ["train", "parts/good", "--epochs", "1"],
      "parts/good: its images have no classes; put those of each class into a folder of its own, or list them in labels.csv with the columns file and label",
    ],
    [
      ["train", "parts", "--size", "0x3"],
      '--size: expected pixels from 1 to 4096, as 32 or width x height, as 48x32, got "0x3"',
    ],
    [
      ["train", "parts", "--grey", "--colour"],
      "option '--grey' cannot be used with option '--colour'; see kiso train --help",
    ],
  ])("%j is refused in one line", async (argv, message) => {
    const { code, stderr } = await kiso(argv, { cwd: home });
    expect(stderr).toBe(`kiso: ${message}\n`);
    expect(code).toBe(2);
  });
});
