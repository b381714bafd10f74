import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Content, folderOf, pictures } from "../../data/images/layouts/pictures.ts";
import { kiso, kisoJson, workshop } from "../kiso.ts";

const { root } = workshop("layouts");

const mvtec = (good: number, tested: number): Record<string, Content> => ({
  ...pictures(good, (n) => `train/good/${n}.png`),
  ...pictures(tested, (n) => `test/good/${n}.png`),
  ...pictures(tested, (n) => `test/broken/${n}.png`, "bad"),
  ...pictures(tested, (n) => `ground_truth/broken/${n}_mask.png`, "mask"),
});

/** A lot of two cameras, with a list as a Windows program writes it. */
function lot(count: number, list: string): Record<string, Content> {
  const rows = Array.from({ length: count }, (_, i) => ({ file: `cam${i % 2}\\${i}.PNG`, bad: i % 3 === 0 }));
  return {
    ...Object.fromEntries(
      rows.map(({ bad }, i) => [`cam${i % 2}/${i}.png`, bad ? "bad" : "picture"] as const),
    ),
    [list]: {
      text: `picture,label\n${rows.map(({ file, bad }) => `${file},${bad ? "NG" : "OK"}`).join("\n")}\n`,
    },
  };
}

describe("the next lot of a layout", () => {
  test("MVTec AD's: trained on good parts, measured and judged on parts that no training saw, masks never as parts", async () => {
    const run = join(root, "mvtec");
    const trained = await kiso(
      ["train", folderOf(mvtec(80, 6)), "--task", "siamese", "--epochs", "40", "--out", run],
      { cwd: root },
    );
    expect(trained.code).toBe(0);
    expect(trained.stdout).toMatch(
      /note +\S+: 6 masks of 6 pictures \(in ground_truth\/\) are no pictures and no classes/,
    );
    const next = folderOf({ ...mvtec(0, 8), "readme.txt": { text: "the next lot" } });
    const found = await kisoJson<{
      rows: number;
      judged: { auroc: number };
      heat: { pictures: number; hit: number };
    }>(["evaluate", run, next], { cwd: root });
    expect(found).toMatchObject({ rows: 16, heat: { pictures: 8, of: 8 } });
    expect(found.judged.auroc).toBeGreaterThan(0.9);
    expect(found.heat.hit).toBeGreaterThan(0.5);
    const judged = await kisoJson<{ parts: { file: string; verdict: string }[] }>(["judge", run, next], {
      cwd: root,
    });
    expect(judged.parts.length).toBe(16);
    expect(judged.parts.filter(({ file }) => file.includes("ground_truth"))).toEqual([]);
    const bad = judged.parts.filter(({ file }) => file.includes("broken"));
    expect(bad.filter(({ verdict }) => verdict === "fail").length).toBeGreaterThanOrEqual(7);
  });

  test("a list with the other slash: another lot in class folders, and pictures without any, are answered right", async () => {
    const run = join(root, "listed");
    const trained = await kiso(
      ["train", folderOf(lot(60, "Liste.csv")), "--epochs", "40", "--lr", "0.1", "--out", run],
      { cwd: root },
    );
    expect(trained.code).toBe(0);
    expect(trained.stdout).toMatch(
      /the classes are those of Liste\.csv \(column label\), not the folders cam0, cam1; these are read as classes with --labels folders/,
    );
    const folders = folderOf({
      ...pictures(8, (n) => `OK/${n}.png`),
      ...pictures(8, (n) => `NG/${n}.png`, "bad"),
    });
    expect((await kisoJson<{ accuracy: number }>(["evaluate", run, folders], { cwd: root })).accuracy).toBe(
      1,
    );
    const again = folderOf(lot(20, "next lot.csv"));
    expect(
      await kisoJson<{ accuracy: number; rows: number }>(["evaluate", run, again], { cwd: root }),
    ).toMatchObject({ accuracy: 1, rows: 20 });
    const plain = folderOf({ "a.png": "picture", "b.png": "bad", "c.png": "bad" });
    const out = join(root, "answers.csv");
    expect((await kiso(["predict", run, plain, "--out", out], { cwd: root })).code).toBe(0);
  });

  test("--labels names another list, or the folders", async () => {
    const folder = folderOf({ ...lot(12, "first.csv") });
    const second = Array.from({ length: 12 }, (_, i) => `cam${i % 2}/${i}.png,${i < 6 ? "early" : "late"}`);
    writeFileSync(join(folder, "second.csv"), `picture,label\n${second.join("\n")}\n`);
    const asked = (...flags: string[]) =>
      kiso(
        [
          "train",
          folder,
          "--epochs",
          "1",
          "--out",
          join(root, `l-${flags.length}-${flags.at(-1)?.slice(0, 3)}`),
          ...flags,
        ],
        { cwd: root },
      );
    const { code, stderr } = await asked();
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /first\.csv and \S+second\.csv name the same pictures; choose one: --labels second\.csv\n$/,
    );
    expect((await asked("--labels", "second.csv")).stdout).toMatch(/2 classes \(early, late\)/);
    expect((await asked("--labels", "folders")).stdout).toMatch(/2 classes \(cam0, cam1\)/);
  });

  test("what holds several data sets, and pictures in both classes, are one line and exit 2", async () => {
    const sets = folderOf({
      ...Object.fromEntries(
        ["bottle", "cable"].flatMap((set) =>
          Object.entries(mvtec(2, 1)).map(([name, content]) => [`${set}/${name}`, content] as const),
        ),
      ),
    });
    const several = await kiso(["train", sets], { cwd: root });
    expect(several).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^kiso: \S+: holds 2 data sets, one in each of bottle, cable; name one of them, such as \S+\/bottle, [^\n]+\n$/,
      ),
    });
    const both = await kiso(
      ["train", folderOf({ "good/1.png": 1, "good/2.png": 2, "bad/1.png": 1, "bad/2.png": 2 })],
      { cwd: root },
    );
    expect(both).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /class bad has no picture of its own: all 2 stand in class good too \(the first: bad\/1\.png is good\/1\.png\); a picture has one class/,
      ),
    });
  });
});
