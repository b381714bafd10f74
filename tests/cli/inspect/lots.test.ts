import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { loadTables } from "../../../src/data/load.ts";
import { kiso, kisoJson, workshop } from "../kiso.ts";

// What a person hands to `kiso judge`: folders in which anything may lie, and lots that are unlike the good parts as a whole.

const { folder } = workshop("lots");

interface Judgement {
  parts: { file: string; verdict: string }[];
  errors: { file: string; message: string }[];
  passedOver: string[];
  files: number;
  folders?: { folder: string; parts: number; failed: number }[];
  light?: { lot: { brightness: number[] }; good: { brightness: number[] }; shifts: string[] };
  notes: string[];
  failed: number;
}

let home = "";
const part = (name: string) => readFileSync(join(home, "parts", name));
const judge = async (...argv: string[]) => {
  const { code, stdout, stderr } = await kiso(["judge", join(home, "run"), ...argv, "--json"], { cwd: home });
  return { code, stderr, found: JSON.parse(stdout) as Judgement };
};

beforeAll(async () => {
  home = folder();
  await kisoJson(["parts", "--good", "40", "--bad", "12", "--size", "32", "--seed", "3", "--out", "parts"], {
    cwd: home,
  });
  const flags = ["--task", "siamese", "--conv", "4,8", "--embedding", "8", "--epochs", "6"];
  await kisoJson(["train", "parts", ...flags, "--out", "run"], { cwd: home });
});

describe("kiso judge of a folder", () => {
  test("judges each picture by its content, names what it cannot judge, counts what is no picture: the sums add up", async () => {
    const good = part("good/0000.png");
    const image = sharp(good);
    const cwd = folder({
      "lot/a.png": good,
      "lot/b.JPG": await image.clone().jpeg().toBuffer(),
      "lot/c.jfif": await image.clone().jpeg().toBuffer(),
      "lot/d.tif": await image.clone().tiff().toBuffer(),
      "lot/e.gif": await image.clone().gif().toBuffer(),
      "lot/f.avif": await image.clone().avif().toBuffer(),
      "lot/g.png.bak": good,
      "lot/h.png ": good,
      "lot/noext": good,
      "lot/called.txt": good, // a picture, whatever its name
      "lot/sub/deep/i.webp": await image.clone().webp({ lossless: true }).toBuffer(),
      "lot/部品 1.png": good,
      "lot/cut.png": good.subarray(0, 60),
      "lot/empty.png": "",
      "lot/words": "no picture at all",
      "lot/lot.zip": "PK\u0003\u0004",
      "lot/readme.txt": "notes",
      "lot/list.csv": "file,label\n",
      "lot/Thumbs.db": "x",
      "lot/.hidden.png": good,
      "lot/.DS_Store": "x",
      "lot/@eaDir/a.png": good,
    });
    symlinkSync("a.png", join(cwd, "lot", "link.png"));
    symlinkSync("gone.png", join(cwd, "lot", "nowhere.png"));
    symlinkSync(".", join(cwd, "lot", "sub", "loop"));
    mkdirSync(join(cwd, "elsewhere"));
    writeFileSync(join(cwd, "elsewhere", "z.png"), good);
    symlinkSync(join("..", "elsewhere"), join(cwd, "lot", "linked"));
    const { code, found, stderr } = await judge(join(cwd, "lot"));
    const short = (file: string) => file.slice(join(cwd, "lot").length + 1);
    expect(code).toBe(2);
    expect(found.parts.map(({ file }) => short(file)).sort()).toEqual(
      [
        ...["a.png", "b.JPG", "c.jfif", "called.txt", "d.tif", "e.gif", "f.avif", "g.png.bak", "h.png "],
        ...["linked/z.png", "noext", "sub/deep/i.webp", "部品 1.png"],
      ].sort(),
    );
    expect(found.errors.map(({ file }) => short(file)).sort()).toEqual(
      ["cut.png", "empty.png", "lot.zip", "nowhere.png", "words"].sort(),
    );
    expect(found.passedOver.map(short).sort()).toEqual(
      [
        ...[
          ".DS_Store",
          ".hidden.png (hidden, or a thumbnail)",
          "@eaDir/",
          "Thumbs.db",
          "list.csv",
          "readme.txt",
        ],
        `link.png (the same file as ${join(cwd, "lot", "a.png")})`,
        "sub/loop (a link that leads back to a folder that it lies in)",
      ].sort(),
    );
    expect(found.files).toBe(found.parts.length + found.errors.length + found.passedOver.length);
    expect(stderr.trim().split("\n")).toHaveLength(found.errors.length);
    expect(stderr).toContain("nowhere.png: is a link that leads nowhere; mend it, or take it out");
  });

  test("says in one line what it passed over, and how many parts of each folder fail", async () => {
    const cwd = folder({
      "lot/a.txt": "",
      "lot/b.csv": "",
      "lot/c.json": "",
      "lot/d.xml": "",
      "lot/good/1.png": part("good/0001.png"),
      "lot/bad/1.png": part("bad/0001.png"),
    });
    const { stdout, code } = await kiso(["judge", join(home, "run"), "lot"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain(
      "note   passed over 4 files that are no pictures: lot/a.txt, lot/b.csv, lot/c.json and 1 more\n",
    );
    expect(stdout).toMatch(/\n {7}lot\/bad: \d of 1 fail\n {7}lot\/good: \d of 1 fail\n/);
  });

  test("a file that is named itself is tried, whatever it is; a folder without any picture is an error", async () => {
    const cwd = folder({ "none/readme.txt": "x", "notes.txt": "x", ".hidden.png": part("good/0002.png") });
    const { code, found } = await judge(join(cwd, "none"), join(cwd, "notes.txt"), join(cwd, ".hidden.png"));
    expect(code).toBe(2);
    expect(found.parts).toHaveLength(1);
    expect(found.errors.map(({ message }) => message.slice(cwd.length + 1))).toEqual([
      "none: the folder holds no images; put pictures there, or name another",
      expect.stringMatching(/^notes\.txt: holds no image/),
    ]);
  });

  test("the table of verdicts has a row for each error", async () => {
    const cwd = folder({ "lot/a.png": part("good/0003.png"), "lot/words": "none" });
    await judge(join(cwd, "lot"), "--out", join(cwd, "v.jsonl"));
    const rows = readFileSync(join(cwd, "v.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows.map(({ verdict }) => verdict)).toEqual([expect.stringMatching(/^(pass|fail)$/), "error"]);
    expect(rows[1].error).toMatch(/words: holds no image/);
    const { tables } = await loadTables(join(cwd, "v.jsonl"));
    expect(tables.train!.rows).toBe(2);
  });
});

describe("kiso embed, predict and match of a folder", () => {
  const lot = async () => {
    const good = part("good/0004.png");
    return folder({
      "lot/a.png": good,
      "lot/b.bak": await sharp(good).tiff({ compression: "lzw" }).toBuffer(),
      "lot/sub/c.png": good,
      "lot/cut.png": good.subarray(0, 60),
      "lot/readme.txt": "x",
    });
  };

  test("answer each picture that can be read, and name those that cannot", async () => {
    const cwd = await lot();
    const embedded = await kiso(["embed", join(home, "run"), "lot", "--out", "e.jsonl", "--json"], { cwd });
    expect(embedded.code).toBe(2);
    const found = JSON.parse(embedded.stdout);
    expect(found.rows).toBe(3);
    expect(found.errors).toEqual([{ file: "lot/cut.png", message: expect.stringMatching(/damaged/) }]);
    expect(found.notes).toEqual(["lot: passed over 1 file that is no picture: lot/readme.txt"]);
    await kisoJson(["train", join(home, "parts"), "--epochs", "1", "--out", "classes"], { cwd });
    const predicted = await kiso(["predict", "classes", "lot", "--json"], { cwd });
    expect(predicted.code).toBe(2);
    const { predictions, errors } = JSON.parse(predicted.stdout);
    expect(predictions.map(({ file }: { file: string }) => file)).toEqual([
      "lot/a.png",
      "lot/b.bak",
      "lot/sub/c.png",
    ]);
    expect(errors).toHaveLength(1);
    expect(predicted.stderr).toContain("kiso: lot/cut.png: the image is damaged");
  });

  test("of none that can be read, say what is wrong with the first", async () => {
    const cwd = folder({ "lot/cut.png": part("good/0004.png").subarray(0, 60) });
    const { code, stderr } = await kiso(["embed", join(home, "run"), "lot", "--out", "e.jsonl"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^kiso: lot\/cut\.png: the image is damaged .*\n$/);
  });

  test("match takes a folder with one picture, whatever its name", async () => {
    const cwd = await lot();
    const { distance } = await kisoJson<{ distance: number }>(
      ["match", join(home, "run"), "lot/sub", "lot/b.bak"],
      { cwd },
    );
    expect(distance).toBeLessThan(1e-3);
  });
});

describe("kiso judge of a lot", () => {
  /** The good parts, each grey level made another. */
  const lot = async (level: (value: number) => number) => {
    const cwd = folder();
    mkdirSync(join(cwd, "lot"));
    for (let i = 0; i < 8; i++) {
      const { data, info } = await sharp(part(`good/000${i}.png`))
        .toColourspace("b-w")
        .raw()
        .toBuffer({ resolveWithObject: true });
      const changed = Uint8Array.from(data, (value) => Math.max(0, Math.min(255, Math.round(level(value)))));
      const { width, height } = info;
      await sharp(changed, { raw: { width, height, channels: 1 } })
        .toColourspace("b-w")
        .png()
        .toFile(join(cwd, "lot", `${i}.png`));
    }
    return (await judge(join(cwd, "lot"))).found;
  };

  test("in the light of the good parts says nothing of it, and gives it in JSON", async () => {
    const { light, notes } = await lot((value) => value);
    expect(light!.shifts).toEqual([]);
    expect(notes).toEqual([]);
    const [low, , high] = light!.good.brightness;
    expect(light!.lot.brightness[1]).toBeGreaterThan(low!);
    expect(light!.lot.brightness[1]).toBeLessThan(high!);
  });

  test.each([
    [
      "brighter",
      (value: number) => value + 60,
      /^most of these pictures are brighter than all good ones that the model knows: a brightness of \d+\.\d grey levels, where good parts have \d+\.\d to \d+\.\d; parts may fail for the light alone/,
    ],
    ["darker", (value: number) => 0.5 * value, /^most of these pictures are darker than all good ones/],
    [
      "more contrast",
      (value: number) => 110 + 2.2 * (value - 110),
      /^most of these pictures have more contrast than all good ones/,
    ],
    [
      "less contrast",
      (value: number) => 110 + 0.2 * (value - 110),
      /^most of these pictures have less contrast than all good ones/,
    ],
  ])("that is %s says so in one line", async (shift, level, message) => {
    const { light, notes } = await lot(level);
    expect(light!.shifts).toContain(shift);
    expect(notes.filter((note) => message.test(note))).toHaveLength(1);
  });

  test("of which every part fails, in good light, is doubted", async () => {
    const { found } = await judge("parts/bad", "--aim", "0");
    expect(found.failed).toBe(12);
    expect(
      found.notes.some((note) =>
        /^all 12 parts fail, in the light of good parts: look whether place, focus and product are as in training before they are sorted out; --sheet verdicts\.png shows them$/.test(
          note,
        ),
      ),
    ).toBe(true);
  });

  test("of another size names each picture, and the lot in one line", async () => {
    const cwd = folder();
    mkdirSync(join(cwd, "lot"));
    for (const name of ["a", "b"])
      await sharp(part("good/0000.png"))
        .resize(20, 20)
        .png()
        .toFile(join(cwd, "lot", `${name}.png`));
    const { code, found } = await judge(join(cwd, "lot"));
    expect(code).toBe(2);
    expect(found.errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/a\.png: has 20×20 pixels, but the model takes images of 32×32 grey/),
      expect.stringMatching(/b\.png: has 20×20 pixels/),
    ]);
    expect(found.notes).toEqual(["none of 2 files could be judged"]);
  });

  test("a model of an earlier kiso knows no light, and says nothing of it", async () => {
    const cwd = folder();
    mkdirSync(join(cwd, "old"));
    for (const name of ["model.safetensors", "references.safetensors", "config.json"])
      writeFileSync(join(cwd, "old", name), readFileSync(join(home, "run", name)));
    const { sha256: _, ...card } = JSON.parse(readFileSync(join(home, "run", "model.json"), "utf8"));
    const { light, ...inspection } = card.inspection;
    expect(light.brightness).toHaveLength(3);
    writeFileSync(join(cwd, "old", "model.json"), JSON.stringify({ ...card, inspection }));
    const { stdout } = await kiso(["judge", "old", join(home, "parts", "good"), "--json"], { cwd });
    expect(JSON.parse(stdout).light).toBeUndefined();
    for (const bad of [{ brightness: [1, 2], contrast: [1, 2, 3] }, { brightness: [1, 2, 3] }, 7]) {
      writeFileSync(
        join(cwd, "old", "model.json"),
        JSON.stringify({ ...card, inspection: { ...inspection, light: bad } }),
      );
      const { code, stderr } = await kiso(["judge", "old", join(home, "parts", "good")], { cwd });
      expect(code).toBe(2);
      expect(stderr).toMatch(/inspection\.light/);
    }
  });
});
