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
