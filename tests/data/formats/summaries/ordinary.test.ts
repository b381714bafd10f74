import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readCsv } from "../../../../src/data/formats/csv/csv.ts";
import { randomState } from "../../../../src/data/random/randomState.ts";

const ordinary: Record<string, string> = JSON.parse(
  gunzipSync(readFileSync(new URL("../../../golden/ordinary.json.gz", import.meta.url))).toString(),
);

const ofSums = /total|mean|limit|sums? up|beside|far beyond|another table|its side/;

/** The table as it may be met: all rows or the first few, without its last column, with ids, a cell missing at the end. */
function variants(header: string, rows: string[]): Record<string, string> {
  const cut = (row: string) => row.slice(0, row.lastIndexOf(","));
  const text = (lines: string[]) => `${lines.join("\n")}\n`;
  const named = rows.map((row, i) => `P${String(i).padStart(4, "0")},${row}`);
  return {
    whole: text([header, ...rows]),
    "few rows": text([header, ...rows.slice(0, 20)]),
    "without its label": text([header, ...rows].map(cut)),
    "of named parts": text([`part,${header}`, ...named]),
    "the last row's label is missing": text([header, ...rows.slice(0, 60), `${cut(rows.at(-1)!)},`]),
  };
}

test.each(Object.keys(ordinary))(
  "no row of an ordinary table is taken for a total or a limit: %s",
  async (name) => {
    const [header, ...rows] = ordinary[name]!.trim().split("\n");
    for (let seed = 0; seed < 6; seed++) {
      const order = randomState(seed).permutation(rows.length);
      const shuffled = Array.from(order, (row) => rows[row]!);
      for (const [variant, text] of Object.entries(variants(header!, shuffled))) {
        const { traits, rows: read } = await readCsv(text);
        expect(read, `${variant}, seed ${seed}`).toBe(text.trim().split("\n").length - 1);
        expect(
          (traits.notes ?? []).filter((note) => ofSums.test(note)),
          `${variant}, seed ${seed}`,
        ).toEqual([]);
      }
    }
  },
);

/** A plan of experiments: the corners of `factors` factors, and the middle of all at its end. */
function plan(factors: number, last: string): string {
  const levels = [1000, 40, 200, 8, 0.5, 60].slice(0, factors);
  const corners = Array.from({ length: 2 ** factors }, (_, i) =>
    levels.map((level, k) => level * ((i >> k) % 2 === 0 ? 0.5 : 1.5)),
  );
  const rows = corners.map((corner, i) => `${corner.join(",")},${i % 3 ? "OK" : "NG"}`);
  return [`${levels.map((_, k) => `f${k}`).join(",")},result`, ...rows, `${levels.join(",")},${last}`].join(
    "\n",
  );
}

test.each([
  ["the middle of a plan of experiments", plan(4, "OK")],
  ["of one with more factors", plan(6, "NG")],
  ["of one that has no result yet", plan(5, "")],
  [
    "the middle of even steps, without a name",
    `t,id,y\n${[0, 1, 2, 3, 4, 5, 6, 7, 8].map((i) => `${0.1 * i},${i === 4 ? "" : `a${i}`},${10 * i}`).join("\n")}\n`,
  ],
  [
    "growth",
    `year,a,b,grade\n${Array.from({ length: 30 }, (_, i) => `${1990 + i},${Math.round(100 * 1.2 ** i)},${Math.round(70 * 1.25 ** i)},${i % 2 ? "OK" : "NG"}`).join("\n")}\n`,
  ],
  [
    "marks from 1 to 5, the last the highest",
    `a,b,c,grade\n${Array.from({ length: 30 }, (_, i) => `${(i % 5) + 1},${((i * 2) % 5) + 1},${((i * 3) % 5) + 1},${i % 2 ? "OK" : "NG"}`).join("\n")}\n5,5,5,\n`,
  ],
])("%s is a row", async (_, text) => {
  const { rows, traits } = await readCsv(text);
  expect(rows).toBe(text.trim().split("\n").length - 1);
  expect((traits.notes ?? []).filter((note) => ofSums.test(note))).toEqual([]);
});
