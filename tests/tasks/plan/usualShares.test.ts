import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { fileReader } from "../../../src/tasks/rows/files.ts";
import { prepare } from "../../../src/tasks/rows/prepare.ts";

const home = mkdtempSync(join(tmpdir(), "kiso-shares-"));
afterAll(() => rmSync(home, { recursive: true }));

const rowsOf = (counts: readonly number[]): string =>
  `x,y,label\n${counts.flatMap((count, k) => Array.from({ length: count }, (_, i) => `${k + i / 8 + 0.01},${i / 4 + 0.3},${"abcdefgh"[k]}`)).join("\n")}\n`;

let made = 0;

/** How rows of such counts by class are divided where nobody says how: to learn from, to validate on, to test on, and what is said. */
async function divided(
  counts: readonly number[],
  how: "classes" | "distances",
  parts?: Record<string, number[]>,
) {
  const folder = join(home, `${made++}`);
  const files = { "train.csv": counts, ...parts };
  for (const [name, own] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), rowsOf(own));
  }
  const source = parts ? folder : join(folder, "train.csv");
  const distances = how === "distances" ? {} : undefined;
  const spec = {
    source,
    scale: "standard",
    testSize: 0.2,
    validation: distances ? 0.25 : undefined,
    distances,
  } as const;
  const usual = { testSize: true, validation: true };
  const found = await prepare({ ...spec, usual }, 0, fileReader(source));
  const { train, validation, test: tested, data, notes } = found;
  return {
    rows: [train.nSamples, validation?.nSamples ?? 0, tested?.nSamples ?? 0],
    test: [...(tested?.labels ?? [])].sort(),
    shares: [data.testSize, data.validation],
    data,
    notes: notes.filter((note) => /held out|not used/.test(note)),
    tested: found.tested,
  };
}

describe("few rows of each class", () => {
  test.each([
    // the usual share does, and nothing is said
    [[50, 50], "classes", [80, 0, 20], 0],
    [[5, 5], "classes", [8, 0, 2], 0],
    [[50, 50], "distances", [60, 20, 20], 0],
    [[90, 10], "distances", [60, 20, 20], 0],
    // it does not
    [[2, 2], "classes", [2, 0, 2], 1],
    [[2, 2, 2, 2, 2], "classes", [5, 0, 5], 1],
    [[3, 3, 3, 3, 3, 3], "classes", [12, 0, 6], 1],
    [[5, 5], "distances", [6, 0, 4], 2],
    [[5, 5, 5, 5, 5, 5], "distances", [18, 0, 12], 2],
    [[6, 6], "distances", [4, 4, 4], 2],
    [[2, 2, 2], "distances", [6, 0, 0], 2],
    [[1, 9, 9], "distances", [19, 0, 0], 2],
  ] as const)("%j, %s", async (counts, how, rows, said) => {
    const found = await divided(counts, how);
    expect([found.rows, found.notes.length]).toEqual([rows, said]);
    if (how === "classes") expect(new Set(found.test).size).toBe(counts.length);
    expect(found.tested).toBe(rows[2] > 0 ? "heldOut" : "training");
    expect(found.data).not.toHaveProperty("usual");
  });

  test("the line says the share that was taken, which gives the same rows when it is asked for", async () => {
    const found = await divided([2, 2, 2, 2, 2], "classes");
    expect(found.notes).toEqual([
      "5 of 10 rows are held out to test on (testSize: 0.5), one or more for each of the 5 classes",
    ]);
    expect(found.shares).toEqual([0.5, undefined]);
    const none = await divided([2, 2, 2], "distances");
    expect(none.notes[0]).toBe(
      "none of 6 rows is held out to test on: a class has only 2, and each part needs two of a class to compare",
    );
  });

  test("a share that was asked for stays as it is", async () => {
    const file = join(home, "asked.csv");
    writeFileSync(file, rowsOf([2, 2, 2, 2, 2]));
    const spec = { source: file, scale: "standard", testSize: 0.2 } as const;
    await expect(prepare(spec, 0, fileReader(file))).rejects.toThrow(
      /testSize: 0\.2 holds out 2 of 10 rows, but both parts need at least one row of each of the 5 classes; say testSize: 0\.5, name test rows with test, or /,
    );
  });

  test("parts that came with the data, of which nothing can be compared, are not used", async () => {
    const found = await divided([4, 4], "distances", { "validation.csv": [1, 1], "test.csv": [1, 1] });
    expect(found.rows).toEqual([8, 0, 0]);
    expect(found.notes).toEqual([
      "the 2 rows of the test split are not used: no two are of one class, and distances are measured between two",
      "the 2 rows of the validation split are not used: no two are of one class, and distances are measured between two",
    ]);
  });
});
