import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { loadTables } from "../../../src/data/load.ts";
import { pngChunk } from "../../../src/plot/pngFormat.ts";
import { kiso, kisoJson, snapshot, workshop } from "../kiso.ts";

const { folder } = workshop("siamese");

interface Judgement {
  threshold: number;
  references: number;
  parts: { file: string; verdict: string; distance: number; nearest: string }[];
  passed: number;
  failed: number;
  errors: { file: string; message: string }[];
}

const flags = ["--task", "siamese", "--conv", "4,8", "--embedding", "8", "--epochs", "6", "--batch", "16"];

/** 40 good and 20 bad parts of 32 pixels, and a Siamese network trained on them. */
let home = "";
let trained: Record<string, unknown> = {};
beforeAll(async () => {
  home = folder();
  await kisoJson(["parts", "--good", "40", "--bad", "20", "--size", "32", "--seed", "2", "--out", "parts"], {
    cwd: home,
  });
  trained = await kisoJson(["train", "parts", ...flags, "--references", "6", "--out", "run"], { cwd: home });
});

const judge = (...argv: string[]) => kisoJson<Judgement>(["judge", "run", ...argv], { cwd: home });

describe("kiso train --task siamese", () => {
  test("writes a model that keeps its references, its threshold and what that was chosen on", () => {
    const card = JSON.parse(readFileSync(join(home, "run", "model.json"), "utf8"));
    expect(card.objective).toBe("contrastive");
    expect(card.network).toMatchObject({ sizes: [1024, 8], normalize: true });
    const { good, references, known, chosen, aim } = card.inspection;
    expect([good, references, aim]).toEqual(["good", 6, { name: "recall", recall: 1 }]);
    expect([known.good.length, known.defects.length]).toEqual([8, 4]); // the validation rows
    expect(known.defects.every((distance: number) => distance > chosen.threshold)).toBe(true);
    expect(chosen.missRate).toMatchObject({ wrong: 0, of: 4 });
    expect(existsSync(join(home, "run", "references.safetensors"))).toBe(true);
    for (const picture of ["embeddings", "distances", "roc", "curves", "weights"])
      expect(existsSync(join(home, "run", "plots", `${picture}.png`))).toBe(true);
  });

  test("writes a report with its sentences, its threshold and the parts that it judged wrongly or nearly so", () => {
    expect(trained.report).toBe(join("run", "report.html"));
    const page = readFileSync(join(home, "run", "report.html"), "utf8");
    const judged = trained.judged as Record<string, { wrong: number; of: number }>;
    const { missRate, falseRejectRate } = judged;
    expect(page).toContain("Asked was whether a part is like the good ones, &quot;good&quot;: learned from");
    expect(page).toContain("Passing every part would be right in 66.7% and miss all 4 defects.");
    expect(page).toContain(`misses ${missRate!.wrong} of 4 defects (`);
    expect(page).toContain(`over-rejects ${falseRejectRate!.wrong} of 8 good parts (`);
    expect(page.match(/<svg aria-label="verdicts"/g)).toHaveLength(8);
    const readme = readFileSync(join(home, "run", "README.md"), "utf8");
    expect(readme).toContain("1. Asked was whether a part is like the good ones");
  });

  test("says in JSON what the test rows made of it", () => {
    const judged = trained.judged as Record<string, { wrong: number; of: number }>;
    expect([judged.missRate!.of, judged.falseRejectRate!.of]).toEqual([4, 8]);
    const wrong = judged.missRate!.wrong + judged.falseRejectRate!.wrong;
    expect(trained.accuracy).toBeCloseTo(1 - wrong / 12, 12);
    expect(trained.auroc).toBe((trained.epochs as { auroc: number }[]).at(-1)!.auroc);
  });

  test("the same flags, the same model", async () => {
    await kisoJson(["train", "parts", ...flags, "--references", "6", "--out", "again"], { cwd: home });
    for (const file of ["model.safetensors", "references.safetensors"])
      expect(readFileSync(join(home, "again", file))).toEqual(readFileSync(join(home, "run", file)));
  });

  test.each([
    ["triplet", ["--mining", "batch-hard", "--margin", "soft"]],
    ["triplet", ["--mining", "semi-hard", "--margin", "0.5"]],
    ["verification", []],
  ])("also trains %s %j", async (loss, more) => {
    const out = `${loss}-${more.length}-${more[1]}`;
    const argv = ["train", "parts", ...flags, "--epochs", "1", "--loss", loss, ...more, "--out", out];
    await kisoJson(argv, { cwd: home });
    const { objective } = JSON.parse(readFileSync(join(home, out, "model.json"), "utf8"));
    expect(objective).toBe(loss);
    const { distance } = await kisoJson<{ distance: number }>(
      ["match", out, "parts/good/0000.png", "parts/bad/0003.png"],
      { cwd: home },
    );
    expect(distance).toBeGreaterThan(0);
  });

  test("takes the directions in which good parts vary out first; what is left points at the defect", async () => {
    const argv = ["train", "parts", ...flags, "--background", "4", "--out", "behind"];
    await kisoJson(argv, { cwd: home });
    const { network } = JSON.parse(readFileSync(join(home, "behind", "model.json"), "utf8"));
    expect(network.background).toEqual({ components: 4, class: 1 });
    const judged = await kisoJson<Judgement & { heat: { x: number; y: number; picture: string }[] }>(
      ["judge", "behind", "parts/bad/0003.png", "--aim", "0", "--heat", "warm"],
      { cwd: home },
    );
    const [{ x, y, picture }] = judged.heat as [{ x: number; y: number; picture: string }];
    expect([x, y].every((at) => at >= 0 && at < 32)).toBe(true);
    expect(existsSync(join(home, picture))).toBe(true);
    const { stderr, code } = await kiso([...argv.slice(0, -1), "b2", "--background", "40"], { cwd: home });
    expect(stderr).toMatch(
      /a background of 40 components needs at least 82 rows of its class, found 24; ask for fewer/,
    );
    expect(code).toBe(2);
  });

  test("measurements: a table whose good rows are named", async () => {
    const cwd = folder();
    const json = await kisoJson<{ inspection: { good: string } }>(
      ["train", "iris", "--task", "siamese", "--epochs", "3", "--good", "setosa", "--out", "run"],
      { cwd },
    );
    expect(json.inspection.good).toBe("setosa");
    const judged = await kisoJson<Judgement>(["judge", "run", "iris", "--aim", "0.5"], { cwd });
    expect(judged.parts).toHaveLength(150);
  });

  test("no good class: distances alone", async () => {
    const cwd = folder();
    const { stdout, code } = await kiso(
      ["train", "iris", "--task", "siamese", "--epochs", "2", "--out", "r"],
      {
        cwd,
      },
    );
    expect(code).toBe(0);
    expect(stdout).toContain("no class of setosa, versicolor, virginica is called good; name it with --good");
    const { stderr } = await kiso(["judge", "r", "iris"], { cwd });
    expect(stderr).toMatch(/^kiso: r knows no threshold, since no class of its data was called good; .*\n$/);
  });

  test.each([
    [["--balance"], "--balance is for classes, and --task siamese learns distances; leave out one of them"],
    [["--mining", "batch-all"], "--mining chooses triplets; add --loss triplet, or leave it out"],
    [
      ["--good", "fine"],
      'there is no class "fine" of good parts; the classes are bad, good: name one of them with --good',
    ],
    [["--aim", "recall=2"], "--aim recall=2: expected a share from 0 to 1, as recall=1"],
    [["--aim", "cost"], "--aim cost needs both --miss-cost and --false-reject-cost, such as 50 and 1"],
    [
      ["--miss-cost", "3"],
      "--miss-cost and --false-reject-cost belong to --aim cost; add it, or leave them out",
    ],
    [
      ["--aim", "best"],
      "--aim best: expected recall=1.0, f1, cost, false-reject=0.01 or a distance of at least 0",
    ],
  ])("%j is refused in one line", async (more, message) => {
    const { stderr, code } = await kiso(["train", "parts", ...flags, ...more, "--out", "bad"], { cwd: home });
    expect(stderr).toBe(`kiso: ${message}\n`);
    expect(code).toBe(2);
    expect(existsSync(join(home, "bad"))).toBe(false);
  });

  test("what is Siamese is refused elsewhere", async () => {
    const { stderr } = await kiso(["train", "iris", "--margin", "1"], { cwd: home });
    expect(stderr).toBe("kiso: --margin belongs to --task siamese; add that, or leave --margin out\n");
    const { stderr: predicted } = await kiso(["predict", "run", "parts"], { cwd: home });
    expect(predicted).toContain("run learns distances and names no classes; judge parts with kiso judge");
    await kisoJson(["train", "iris", "--epochs", "1", "--out", "classes"], { cwd: home });
    const { stderr: judged } = await kiso(["judge", "classes", "iris"], { cwd: home });
    expect(judged).toContain("the model names classes, it makes no embeddings; train one with");
  });

  test("good parts that are all copies of one are refused before a folder is made", async () => {
    const png = readFileSync(join(home, "parts", "good", "0000.png"));
    const cwd = folder({ "p/good/a.png": png, "p/good/b.png": png, "p/good/c.png": png });
    const { stderr, code } = await kiso(["train", "p", ...flags, "--out", "none"], { cwd });
    expect(stderr).toBe(
      'kiso: p: the 3 parts of class "good" are copies of one, or of one group, and it takes two to show how good parts differ; add good parts\n',
    );
    expect(code).toBe(2);
    expect(existsSync(join(cwd, "none"))).toBe(false);
  });
});

describe("kiso judge", () => {
  test("a part fails where it is further from the nearest reference than the threshold", async () => {
    const { threshold, parts, passed, failed, references } = await judge("parts/bad", "parts/good/0001.png");
    expect(references).toBe(6);
    expect(parts.map(({ file }) => file).slice(-2)).toEqual(["parts/bad/0019.png", "parts/good/0001.png"]);
    for (const { verdict, distance } of parts) expect(verdict).toBe(distance > threshold ? "fail" : "pass");
    expect([passed, failed]).toEqual([
      parts.filter(({ verdict }) => verdict === "pass").length,
      parts.filter(({ verdict }) => verdict === "fail").length,
    ]);
  });

  test("a reference is no distance from itself, and match gives the same distances", async () => {
    const reference = ["parts/good/0001.png", "parts/good/0002.png"];
    const { parts } = await judge("parts/good/0001.png", "parts/bad/0000.png", "--reference", ...reference);
    expect(parts[0]!.distance).toBeLessThan(1e-6);
    expect(parts[0]!.nearest).toBe("parts/good/0001.png");
    const distances = await Promise.all(
      reference.map(async (good) => {
        const argv = ["match", "run", good, "parts/bad/0000.png"];
        return (await kisoJson<{ distance: number }>(argv, { cwd: home })).distance;
      }),
    );
    expect(parts[1]!.distance).toBeCloseTo(Math.min(...distances), 6);
  });

  test("another aim needs no training", async () => {
    const { inspection } = JSON.parse(readFileSync(join(home, "run", "model.json"), "utf8"));
    const recall = await judge("parts/bad", "--aim", "recall=1.0");
    expect(recall.threshold).toBe(inspection.chosen.threshold);
    const lax = await judge("parts/bad", "--aim", "false-reject=0.0");
    expect(lax.threshold).toBe(Math.max(...inspection.known.good));
    const given = await judge("parts/bad", "--aim", "0");
    expect(given.failed).toBe(20);
    const cheap = ["--aim", "cost", "--miss-cost", "0", "--false-reject-cost", "1"];
    expect((await judge("parts/good", ...cheap)).threshold).toBeGreaterThanOrEqual(
      Math.max(...inspection.known.good),
    );
  });

  test("what good parts vary in is drawn as pictures: their mean and each axis", async () => {
    const argv = ["train", "parts", "--task", "siamese", "--conv", "4", "--background", "7", "--epochs", "1"];
    await kisoJson([...argv, "--batch", "16", "--out", "axes"], { cwd: home });
    await kisoJson(["weights", "axes", "--out", "w.svg"], { cwd: home });
    const svg = readFileSync(join(home, "w.svg"), "utf8");
    expect(svg.match(/<image/g)).toHaveLength(1 + 7);
    expect(svg).toContain("7 × 32×32 · min");
  });

  test("writes tables, a sheet of the borderline parts and heat maps", async () => {
    const { parts, failed } = await judge(
      ...["parts/bad", "--aim", "0.01", "--out", "v.csv", "--sheet", "v.svg", "--sheet-parts", "5"],
      ...["--heat", "heat"],
    );
    const { tables } = await loadTables(join(home, "v.csv"));
    expect(tables.train!.columnNames).toEqual(["file", "verdict", "distance", "threshold", "nearest"]);
    expect(tables.train!.rows).toBe(20);
    const sheet = readFileSync(join(home, "v.svg"), "utf8");
    expect(sheet.match(/<image /g)).toHaveLength(15); // part, heat map and reference of five
    const nearest = [...parts].sort((a, b) => Math.abs(a.distance - 0.01) - Math.abs(b.distance - 0.01));
    for (const { file } of nearest.slice(0, 5)) expect(sheet).toContain(file);
    expect(Object.keys(snapshot(join(home, "heat")))).toHaveLength(failed);
  });

  test("bad images are named one by one; the good ones are judged all the same", async () => {
    const good = readFileSync(join(home, "parts", "good", "0000.png"));
    const raw = (width: number, height: number, channels: 1 | 3, value: number[]) =>
      sharp(Buffer.from(Array.from({ length: width * height }, () => value).flat()), {
        raw: { width, height, channels },
      });
    const cwd = folder({
      "in/cut.png": good.subarray(0, good.length / 2),
      "in/good.png": good,
      "in/pretends.png": "I am text",
      "in/empty.jpg": "",
      "in/one.png": await raw(1, 1, 1, [9]).toColourspace("b-w").png().toBuffer(),
      "in/wide.png": await raw(64, 32, 1, [9]).toColourspace("b-w").png().toBuffer(),
      "in/red.png": await raw(32, 32, 3, [200, 10, 10]).png().toBuffer(),
      "in/equal.png": await raw(32, 32, 3, [70, 70, 70]).png().toBuffer(), // three channels, yet grey
      "in/bomb.png": bomb(),
    });
    const argv = ["judge", join(home, "run"), "in", "gone.png", "--json"];
    const { stdout, stderr, code } = await kiso(argv, { cwd });
    expect(code).toBe(2);
    const { parts, errors } = JSON.parse(stdout) as Judgement;
    expect(parts.map(({ file }) => file)).toEqual(["in/equal.png", "in/good.png"]);
    const saying = Object.fromEntries(errors.map(({ file, message }) => [file, message]));
    expect(Object.keys(saying).sort()).toEqual([
      ...["gone.png", "in/bomb.png", "in/cut.png", "in/empty.jpg", "in/one.png", "in/pretends.png"],
      ...["in/red.png", "in/wide.png"],
    ]);
    expect(saying["gone.png"]).toBe("gone.png: there is no such file; correct the name");
    expect(saying["in/bomb.png"]).toMatch(/^in\/bomb\.png: .*100 million/);
    expect(saying["in/cut.png"]).toMatch(/^in\/cut\.png: the image is damaged/);
    expect(saying["in/empty.jpg"]).toMatch(/^in\/empty\.jpg: the image is empty/);
    expect(saying["in/pretends.png"]).toMatch(/^in\/pretends\.png: holds no image/);
    expect(saying["in/red.png"]).toMatch(
      /^in\/red\.png: is in colour, but the model takes images of 32×32 grey/,
    );
    for (const [name, size] of [
      ["one", "1×1"],
      ["wide", "64×32"],
    ])
      expect(saying[`in/${name}.png`]).toMatch(
        new RegExp(`^in/${name}\\.png: has ${size} pixels, but the model takes images of 32×32 grey`),
      );
    expect(stderr.trimEnd().split("\n")).toHaveLength(errors.length);
  });

  test("an empty folder of references, and references of one image", async () => {
    const cwd = folder({ "refs/readme.txt": "none" });
    const part = join(home, "parts", "good", "0000.png");
    const argv = ["judge", join(home, "run"), part, "--reference"];
    const { stderr, code } = await kiso([...argv, "refs"], { cwd });
    expect(stderr).toBe("kiso: refs: the folder holds no images; put pictures there, or name another\n");
    expect(code).toBe(2);
    const { stdout } = await kiso([...argv, part], { cwd });
    expect(stdout).toContain("by 1 good part;");
    expect(stdout).toContain("the threshold was chosen with 6 references; with 1 distances are greater");
    const { stderr: many } = await kiso([...argv, part, "--neighbours", "2"], { cwd });
    expect(many).toContain("neighbours must be a whole number from 1 to the 1 references");
  });
});

describe("kiso embed, match and evaluate", () => {
  test.each(["parquet", "npz"])("embeddings of every row as .%s", async (extension) => {
    const out = `e.${extension}`;
    const json = await kisoJson<{ rows: number; dimensions: number }>(
      ["embed", "run", "parts", "--out", out],
      { cwd: home },
    );
    expect(json).toMatchObject({ rows: 60, dimensions: 8 });
    const { tables } = await loadTables(join(home, out));
    const column = tables.train!.column("embedding");
    expect(column.kind).toBe("list");
    if (column.kind !== "list") return;
    for (let row = 0; row < 60; row++) {
      const numbers = Array.from({ length: 8 }, (_, j) => Number(column.values[row * 8 + j]));
      expect(Math.hypot(...numbers)).toBeCloseTo(1, 5);
    }
  });

  test("match knows no order, and of a part and itself it is 0", async () => {
    const distance = async (a: string, b: string) =>
      (await kisoJson<{ distance: number }>(["match", "run", a, b], { cwd: home })).distance;
    const [good, bad] = ["parts/good/0000.png", "parts/bad/0000.png"];
    expect(await distance(good, bad)).toBe(await distance(bad, good));
    expect(await distance(good, good)).toBe(0);
    const { stderr } = await kiso(["match", "run", "parts/good", bad], { cwd: home });
    expect(stderr).toBe("kiso: parts/good: holds 40 parts; match compares two, so name one of them\n");
  });

  test("evaluate gives what training said of the held-out rows", async () => {
    const found = await kisoJson<Record<string, unknown>>(["evaluate", "run", "parts"], { cwd: home });
    expect(found.accuracy).toBe(trained.accuracy);
    expect(found.judged).toEqual(trained.judged);
    const [[gg, gd], [dg, dd]] = found.confusion as [[number, number], [number, number]];
    expect(gg + gd).toBe(8);
    expect(dg + dd).toBe(4);
  });

  test("references of another model are refused", async () => {
    const cwd = folder();
    await kiso(["train", "iris", "--task", "siamese", "--epochs", "1", "--good", "setosa", "--out", "r"], {
      cwd,
    });
    writeFileSync(
      join(cwd, "r", "references.safetensors"),
      readFileSync(join(home, "run", "references.safetensors")),
    );
    const { stderr, code } = await kiso(["judge", "r", "iris"], { cwd });
    expect(stderr).toContain("references.safetensors does not fit the model beside it; name the good parts");
    expect(code).toBe(2);
  });
});

/** A PNG whose header claims 50,000 × 50,000 pixels, all else of it whole. */
function bomb(): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(50_000, 0);
  header.writeUInt32BE(50_000, 4);
  header[8] = 8;
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  const pixels = pngChunk("IDAT", deflateSync(Buffer.alloc(50_001)));
  return Buffer.concat([signature, pngChunk("IHDR", header), pixels, pngChunk("IEND")]);
}
