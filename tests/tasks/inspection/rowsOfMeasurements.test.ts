import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { embed } from "../../../src/tasks/embed.ts";
import { type JudgedParts, type JudgeRule, judge } from "../../../src/tasks/judge.ts";

// Rows of measurements that a model of distances judges or embeds: a lot in another unit is told, as predict and evaluate tell it.

const run = "tests/golden/models/siamese";
const home = mkdtempSync(join(tmpdir(), "kiso-rows-"));
afterAll(() => rmSync(home, { recursive: true }));

const [header, ...rows] = readFileSync(`${run}/rows.csv`, "utf8").trim().split("\n") as [string, ...string[]];

function lot(name: string, change: (cells: string[]) => string[]): string {
  const path = join(home, name);
  const lines = rows.map((row) => change(row.split(",")).join(","));
  writeFileSync(path, `${[header, ...lines].join("\n")}\n`);
  return path;
}

async function judged(...parts: string[]): Promise<{ rule: JudgeRule; found: JudgedParts }> {
  let rule: JudgeRule | undefined;
  let found: JudgedParts | undefined;
  for await (const report of judge({ run, parts, aim: { name: "fixed", threshold: 0.5 } }))
    if (report.kind === "rule") rule = report;
    else if (report.kind === "judged") found = report;
  return { rule: rule!, found: found! };
}

const far = (notes: readonly string[]) => notes.filter((note) => note.includes("lie"));

describe("rows of measurements", () => {
  test("far from what the model learned from are said, of the file that has them, by judge and by embed", async () => {
    const same = lot("same.csv", (cells) => cells);
    const unit = lot("unit.csv", ([first, ...more]) => [`${Number(first) * 1000}`, ...more]);
    const { rule, found } = await judged(same, unit);
    expect(rule.each).toBe("row");
    const column = header.split(",")[0];
    expect(far(found.notes)).toEqual([
      expect.stringMatching(
        new RegExp(`unit\\.csv: columns? ${column} \\(about .* The verdicts are guesses$`),
      ),
    ]);
    expect(far((await embed({ run, data: unit })).notes)).toEqual([
      expect.stringMatching(/The embeddings mean little$/),
    ]);
    expect(far((await embed({ run, data: same })).notes)).toEqual([]);
  });

  test("all of which fail are rows, no pictures", async () => {
    const off = lot("off.csv", (cells) => cells.map((cell, j) => (j < 2 ? `${Number(cell) + 1e4}` : cell)));
    const { found } = await judged(off);
    expect(found.failed).toBe(found.parts.length);
    expect(found.notes.at(-1)).toBe(
      `all ${found.failed} rows fail: look whether product, gauge and columns are as in training before they are sorted out`,
    );
  });

  test("of which there are none are refused, also beside others", async () => {
    const empty = join(home, "empty.csv");
    writeFileSync(empty, `${header}\n`);
    const line = `${empty}: has a header but no rows; add rows of data`;
    await expect(judged(empty)).rejects.toThrow(line);
    await expect(
      judged(
        lot("beside.csv", (cells) => cells),
        empty,
      ),
    ).rejects.toThrow(line);
  });
});

test.each([
  ["x.foo", "its name must end in .csv"],
  ["x", "its name must end in .csv"],
  ["x.csv.gz", "its name must end in .csv"],
  ["x.npz", "it would hold text, and .npz holds numbers; write .csv or .parquet."],
])("judge refuses --out %s before it reads anything", async (out, line) => {
  const reports = judge({ run: join(home, "no run"), parts: [join(home, "no.csv")], out });
  await expect(reports.next()).rejects.toThrow(`Cannot write ${out}: ${line}`);
});

test("so does embed", async () => {
  const asked = { run: join(home, "no run"), data: "no.csv" };
  await expect(embed({ ...asked, out: "x.foo" })).rejects.toThrow("its name must end in .csv");
  await expect(embed({ ...asked, out: "x.npz" })).rejects.toThrow("there is no run folder");
});
