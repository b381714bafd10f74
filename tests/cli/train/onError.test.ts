import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { kiso, kisoJson } from "../kiso.ts";

const root = mkdtempSync(join(tmpdir(), "kiso-on-error-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** 60 rows of which the lines 6, 11, 16, 21, 26 are wrong, each in its own way. */
const rows = Array.from({ length: 60 }, (_, i) => [
  `${(i * 7) % 60}.5`,
  `${(i * 11) % 60} mm`,
  ["red", "blue"][i % 2]!,
  (i * 7) % 60 > 30 ? "OK" : "NG",
]);
const wrong: Record<number, string[]> = {
  4: ["broken", "1 mm", "red", "OK"],
  9: ["1.5", "2 cm", "red", "OK"],
  14: ["1.5", "3 mm", "red", "OK", "more"],
  19: ["", "4 mm", "red", "OK"],
  24: ["1.5", "5 mm", "red", ""],
};
const csv = (all: readonly string[][], columns = 4) =>
  `${[["d", "w", "colour", "judge"].slice(0, columns), ...all].map((cells) => cells.slice(0, Math.max(columns, cells.length > 4 ? 5 : 0)).join(",")).join("\n")}\n`;
const bad = rows.map((cells, i) => wrong[i] ?? cells);
const good = rows.filter((_, i) => !wrong[i]);
writeFileSync(join(root, "bad.csv"), csv(bad));
writeFileSync(join(root, "good.csv"), csv(good));
writeFileSync(join(root, "new.csv"), csv(bad, 3));
writeFileSync(join(root, "one.csv"), "d,w,colour\nbroken,1 mm,red\n");

const cwd = root;
const flags = ["--epochs", "3", "--test-size", "0", "--label", "judge"];
const bom = (text: string) => text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");

describe("rows with mistakes", () => {
  test("stop the training, in a line that names the first", async () => {
    const { code, stderr } = await kiso(["train", "bad.csv", ...flags, "--out", "stopped"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("bad.csv, line 16: 5 cells");
    expect(existsSync(join(cwd, "stopped"))).toBe(false);
  });

  test("are set aside when asked for: counted, said and listed, and the model is that of the other rows", async () => {
    const found = await kisoJson<{
      notes: string[];
      skipped: { line: number; reason: string }[];
      accuracy: number;
    }>(["train", "bad.csv", ...flags, "--on-error", "skip", "--out", "run"], { cwd });
    expect(found.skipped.map(({ line, reason }) => [line, reason])).toEqual([
      [6, '"broken" is not a number'],
      [11, '"2 cm" has the unit cm, the others have mm'],
      [16, expect.stringContaining("5 cells")],
      [21, "the cell is empty"],
      [26, "the label is missing"],
    ]);
    expect(found.notes).toContainEqual(
      expect.stringMatching(/^--on-error skip set aside 5 of 60 rows \(the first: /),
    );
    // The line with a wrong number of cells is said with the rows, and not a second time by the reader.
    expect(found.notes.filter((note) => note.includes("set aside"))).toHaveLength(1);
    const list = bom(readFileSync(join(cwd, "run", "skipped.csv"), "utf8"))
      .trim()
      .split("\n");
    expect(list).toHaveLength(6);
    expect(list[1]).toBe('bad.csv,5,6,d,"""broken"" is not a number",broken,1 mm,red,OK,');
    await kisoJson(["train", "good.csv", ...flags, "--out", "clean"], { cwd });
    const card = (run: string) => JSON.parse(readFileSync(join(cwd, run, "model.json"), "utf8"));
    expect(card("run")).toEqual(card("clean"));
    expect(readFileSync(join(cwd, "run", "model.safetensors"))).toEqual(
      readFileSync(join(cwd, "clean", "model.safetensors")),
    );
  });

  test("of new files: the answers keep their numbers, and a list stands beside them", async () => {
    const stopped = await kiso(["predict", "run", "new.csv"], { cwd });
    expect(stopped.code).toBe(2);
    const { predictions, skipped } = await kisoJson<{
      predictions: { row: number }[];
      skipped: { row?: number; line: number; column?: string }[];
    }>(["predict", "run", "new.csv", "--on-error", "skip"], { cwd });
    // Of 60 lines one has too many cells, which is no row; of the other 59 three are wrong. A missing label is none here.
    expect(skipped.map(({ row, line, column }) => [row, line, column])).toEqual([
      [5, 6, "d"],
      [10, 11, "w"],
      [undefined, 16, undefined],
      [19, 21, "d"],
    ]);
    expect(predictions.map(({ row }) => row)).toEqual(
      Array.from({ length: 59 }, (_, row) => row).filter((row) => ![4, 9, 18].includes(row)),
    );
    const { code, stderr } = await kiso(
      ["predict", "run", "new.csv", "--on-error", "skip", "--out", "out.csv"],
      {
        cwd,
      },
    );
    expect(code).toBe(0);
    expect(stderr).toContain("4 rows set aside, listed in out.csv.skipped.csv");
    expect(stderr.match(/ set aside/g)).toHaveLength(1);
    expect(
      bom(readFileSync(join(cwd, "out.csv"), "utf8"))
        .trim()
        .split("\n"),
    ).toHaveLength(57);
    expect(
      bom(readFileSync(join(cwd, "out.csv.skipped.csv"), "utf8"))
        .trim()
        .split("\n"),
    ).toHaveLength(5);
  });

  test("alone leave no answer", async () => {
    const { code, stdout, stderr } = await kiso(["predict", "run", "one.csv", "--on-error", "skip"], { cwd });
    expect(code).toBe(0);
    expect(stdout.trim()).toBe("label,probability,p(NG),p(OK)");
    expect(stderr).toContain('set aside: one.csv, row 1 (line 2), column d: "broken" is not a number');
  });

  test("do not count in an evaluation", async () => {
    const found = await kisoJson<{ rows: number; skipped: object[] }>(
      ["evaluate", "run", "bad.csv", "--on-error", "skip", "--split", "train"],
      { cwd },
    );
    expect(found.rows).toBe(55);
    expect(found.skipped).toHaveLength(5);
    // A run that was trained so reads its own file so.
    const own = await kisoJson<{ rows: number }>(["evaluate", "run", "bad.csv", "--split", "train"], { cwd });
    expect(own.rows).toBe(55);
  });

  test("of a streamed file are set aside as well", async () => {
    const found = await kisoJson<{ notes: string[]; skipped: { line: number }[] }>(
      ["train", "bad.csv", ...flags, "--stream", "--on-error", "skip", "--out", "streamed"],
      { cwd },
    );
    expect(found.skipped.map(({ line }) => line).sort((a, b) => a - b)).toEqual([6, 11, 16, 21, 26]);
    expect(found.notes.filter((note) => note.includes("set aside"))).toHaveLength(1);
    const card = (run: string) => JSON.parse(readFileSync(join(cwd, run, "model.json"), "utf8"));
    expect(card("streamed").encoder).toEqual(card("clean").encoder);
  });
});
