import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { writeTable } from "../../../src/data/formats/write.ts";
import { threefry2x32 } from "../../../src/data/random/threefry.ts";
import { kiso, kisoJson, workshop } from "../kiso.ts";

const { root, folder } = workshop("stream");
const rows = 30_000;
/** Three classes that lie apart in two of three numbers, and a category that one row in a thousand has another word of. */
const columns = (bad?: { row: number; value: number }) => {
  const label = Float64Array.from({ length: rows }, (_, i) => (i * 7919) % 3);
  const at = (j: number) =>
    Float64Array.from({ length: rows }, (_, i) => {
      const value = (label[i] === j ? 2 : 0) + Math.sin(i * (j + 1) * 1.7) * 1.2 + 5 * j;
      return bad && j === 1 && i === bad.row ? bad.value : value;
    });
  return [
    { name: "x0", values: at(0) },
    { name: "x1", values: at(1) },
    { name: "colour", text: Array.from(label, (_, i) => (i % 1000 === 7 ? "grey" : i % 2 ? "red" : "blue")) },
    { name: "x2", values: at(2) },
    { name: "label", values: label, integer: true },
  ];
};
const [parquet, csv] = [join(root, "rows.parquet"), join(root, "rows.csv")];
const training = ["--epochs", "3", "--batch", "64", "--seed", "3", "--progress", "none"];
const stream = ["--stream", "--shuffle-buffer", "5000", ...training];
const model = (out: string) => readFileSync(join(out, "model.safetensors"), "base64");

interface Result {
  accuracy: number;
  loss: number;
  confusion: number[][];
  rows: { train: number; test: number };
}

interface Evaluated {
  accuracy: number;
  confusion: number[][];
  rows: number;
  split: string;
}

async function trained(file: string, flags: readonly string[] = []): Promise<{ out: string; found: Result }> {
  const out = join(folder(), "run");
  return {
    out,
    found: await kisoJson<Result>(["train", file, ...stream, ...flags, "--out", out], { cwd: root }),
  };
}

/** A run to its end on each file, which tests of runs that were killed and of `evaluate` are held to. */
const whole = new Map<string, { out: string; found: Result; takes: number }>();

beforeAll(async () => {
  for (const file of [parquet, csv]) {
    await writeTable(file, columns());
    const began = performance.now();
    whole.set(file, { ...(await trained(file)), takes: performance.now() - began });
  }
});

describe("kiso train --stream", () => {
  test("learns as well as in memory, of Parquet and of CSV the same scale and categories", async () => {
    const [{ out: p, found }, { out: c, found: ofCsv }] = [whole.get(parquet)!, whole.get(csv)!];
    const m = join(root, "m");
    const inMemory = await kisoJson<Result>(["train", csv, ...training, "--out", m], { cwd: root });
    expect(found.rows.train + found.rows.test).toBe(rows);
    expect(Math.abs(found.rows.test / rows - 0.2)).toBeLessThan(0.01);
    expect(ofCsv.rows).toEqual(found.rows);
    for (const { accuracy } of [found, ofCsv])
      expect(Math.abs(accuracy - inMemory.accuracy)).toBeLessThan(0.01);
    const [streamed, streamedCsv, memory] = [p, c, m].map((out) =>
      JSON.parse(readFileSync(join(out, "model.json"), "utf8")),
    );
    // The rows that train are others, and so are the ends of their ranges.
    const withoutRanges = ({ encoder }: { encoder: { columns: { seen?: unknown }[] } }) => ({
      ...encoder,
      columns: encoder.columns.map(({ seen: _, ...column }) => column),
    });
    expect(withoutRanges(streamed)).toEqual(withoutRanges(memory));
    for (const [j, { seen }] of streamed.encoder.columns.entries())
      if (seen) expect(seen.most).toBeCloseTo(memory.encoder.columns[j].seen.most, 0);
    for (const [j, offset] of memory.scaler.offset.entries()) {
      expect(streamed.scaler.offset[j]).toBeCloseTo(offset, 1);
      expect(streamed.scaler.scale[j]).toBeCloseTo(memory.scaler.scale[j], 1);
      expect(streamedCsv.scaler.offset[j]).toBeCloseTo(streamed.scaler.offset[j], 9);
    }
  });

  test("says what is in memory", async () => {
    const out = join(root, "said");
    const { stdout } = await kiso(["train", parquet, ...stream, "--out", out], { cwd: root });
    expect(stdout).toMatch(/stream 24,\d{3} training rows, 4,992 in memory and shuffled at a time/);
    expect(model(out)).toBe(model(whole.get(parquet)!.out));
  });

  test.each([parquet, csv])("killed and resumed ends with the same bits: %s", async (file) => {
    const out = join(folder(), "killed");
    const previous = join(out, "checkpoint", "previous.safetensors");
    const killed = await kiso(["train", file, ...stream, "--checkpoint-every", "0", "--out", out], {
      cwd: root,
      kill: { signal: "SIGKILL", when: () => existsSync(previous) },
    });
    expect(killed).toMatchObject({ signal: "SIGKILL", stderr: "" });
    expect(existsSync(join(out, "model.safetensors")), "killed while it trained").toBe(false);
    const resumed = await kiso(["train", "--resume", out, "--progress", "none"], { cwd: root });
    expect(resumed).toMatchObject({ code: 0, stderr: "" });
    expect(resumed.stdout).toContain("resume after epoch");
    expect(model(out)).toBe(model(whole.get(file)!.out));
  });

  test.each([parquet, csv])("killed again and again, at any instant: %s", async (file) => {
    const out = join(folder(), "run");
    const often = [...stream, "--checkpoint-every", "0.02"];
    const { out: wholeRun, takes } = whole.get(file)!;
    const wanted = model(wholeRun);
    const seed = Date.now() % 1_000_000;
    const latest = join(out, "checkpoint", "latest.safetensors");
    const ended = () => existsSync(join(out, "README.md"));
    for (let kill = 0; kill < 5 && !ended(); kill++) {
      const argv = existsSync(out) ? ["--resume", out, ...often.slice(-4)] : [file, ...often, "--out", out];
      // The first as soon as there is a checkpoint, the others from their process's start to the training's end.
      const [random] = threefry2x32([seed, 0], [kill, 0]);
      const wait = kill === 0 ? 0 : (0.6 * takes * random) / 2 ** 32;
      let from: number | undefined;
      const when = () => {
        if (!existsSync(latest)) return false;
        from ??= performance.now();
        return performance.now() >= from + wait;
      };
      await kiso(["train", ...argv], { cwd: root, kill: { signal: "SIGKILL", when } });
      if (kill === 0)
        expect(existsSync(join(out, "model.safetensors")), "killed while it trained").toBe(false);
    }
    if (!ended()) {
      const resumed = await kiso(["train", "--resume", out, "--progress", "none"], { cwd: root });
      expect(resumed, `seed ${seed}`).toMatchObject({ code: 0, stderr: "" });
    }
    expect(model(out), `seed ${seed}`).toBe(wanted);
  });

  test.each(["parquet", "csv"])("names a bad cell of a late row: %s", async (kind) => {
    const file = join(folder(), `bad.${kind}`);
    await writeTable(file, columns({ row: 28_765, value: Number.POSITIVE_INFINITY }));
    const { code, stderr } = await kiso(["train", file, ...stream], { cwd: root });
    const line = kind === "csv" ? " (line 28767)" : "";
    expect(stderr).toContain(`bad.${kind}, row 28766${line}, column x1: `);
    expect(code).toBe(2);
  });

  test("drops rows that lack a cell, and tests on rows of another file", async () => {
    const count = 20_000; // more than a piece of the file
    const lines = readFileSync(csv, "utf8").split("\n", count + 1);
    const gap = (line: string, i: number) => (i % 100 === 50 ? line.replace(/^[^,]*/, "") : line);
    const [file, tests] = [join(folder(), "gaps.csv"), join(root, "tests.csv")];
    writeFileSync(file, `${lines.map(gap).join("\n")}\n`);
    writeFileSync(tests, lines.slice(0, 201).map(gap).join("\n"));
    const refused = await kiso(["train", file, ...stream], { cwd: root });
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("row 50 (line 51), column x0"),
    });
    const argv = ["train", file, ...stream, "--missing", "drop", "--test", tests];
    const { rows: found } = await kisoJson<Result>([...argv, "--out", join(root, "dropped")], { cwd: root });
    expect(found).toEqual({ train: count - count / 100, test: 198 });
  });

  test.each([
    { file: parquet, flags: [], holdsOut: true },
    { file: csv, flags: ["--missing", "drop", "--validation", "0.1"], holdsOut: true },
    { file: parquet, flags: ["--test-size", "0"], holdsOut: false },
  ])("evaluate finds what train said: $flags", async ({ file, flags, holdsOut }) => {
    const { out, found } = flags.length === 0 ? whole.get(file)! : await trained(file, flags);
    const evaluate = ["evaluate", out, file];
    const { accuracy, confusion, rows, split } = await kisoJson<Evaluated>(evaluate, { cwd: root });
    expect({ accuracy, confusion }).toEqual({ accuracy: found.accuracy, confusion: found.confusion });
    expect(rows).toBe(holdsOut ? found.rows.test : found.rows.train);
    expect(split).toBe(holdsOut ? "test" : "train");
    const learned = await kiso(["evaluate", out, file, "--split", "train"], { cwd: root });
    expect(learned.stdout).toContain("some of the rows that the network learned from");
    const none = await kiso(["evaluate", out, file, "--split", "dev"], { cwd: root });
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('has no split "dev"') });
  });

  test("is refused to what can only be read whole, and to folds", async () => {
    const image = await kiso(["train", "digits", "--stream"], { cwd: root });
    expect(image).toMatchObject({ code: 2, stderr: expect.stringContaining("--stream reads a .parquet") });
    const folds = await kiso(["train", csv, "--stream", "--folds", "3"], { cwd: root });
    expect(folds).toMatchObject({ code: 2, stderr: expect.stringContaining("--folds needs all rows") });
  });
});
