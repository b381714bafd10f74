import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { encodeRows, fitEncoder } from "../../../../src/data/columns/encoder.ts";
import { csvTable } from "../../../../src/data/formats/csv/csv.ts";
import { findLabel } from "../../../../src/data/rows/chooseLabel.ts";
import { readLabels } from "../../../../src/data/rows/labels.ts";
import { source } from "./reads.ts";

/** A file, and what pandas reads of it when it is told everything: tests/golden/csv_matrix.py. */
interface Case {
  name: string;
  file: string;
  bytes: string;
  rows: number;
  classes: Record<string, number>;
  /** of the first row's first number and of the last row's second, Python's float.hex */
  cells: [string, string];
}

const cases: Case[] = JSON.parse(
  gunzipSync(readFileSync(join(import.meta.dirname, "../../../golden/csv-matrix.json.gz"))).toString(),
);

/** -0x1.8p+3 -> -12 */
function fromHex(text: string): number {
  const [, sign, fraction, exponent] = /^(-?)0x1\.([0-9a-f]+)p([+-]\d+)$/.exec(text)!;
  const value = (1 + Number.parseInt(fraction!, 16) / 16 ** fraction!.length) * 2 ** Number(exponent);
  return sign ? -value : value;
}

/** What kiso, told nothing, makes of a file: its rows, classes and two cells. */
async function found({ file, bytes }: Case): Promise<Pick<Case, "rows" | "classes"> & { cells: number[] }> {
  const table = await csvTable(source(new Uint8Array(Buffer.from(bytes, "base64")), file));
  const label = findLabel(table);
  const { labels, classNames } = readLabels(table, { label, task: "classify" });
  const classes: Record<string, number> = {};
  for (const of of labels) classes[classNames[of]!] = (classes[classNames[of]!] ?? 0) + 1;
  const { data, shape } = encodeRows(table, fitEncoder(table, { label }));
  return { rows: table.rows, classes, cells: [data[0]!, data[shape[0] * shape[1] - 1]!] };
}

test("12 encodings, 6 dialects, 4 headers and 5 kinds of labels: rows, classes and cells are pandas', one and all", async () => {
  expect(cases).toHaveLength(12 * 6 * 4 * 5);
  const wrong: string[] = [];
  for (const one of cases) {
    const wanted = { rows: one.rows, classes: one.classes, cells: one.cells.map(fromHex) };
    try {
      expect(await found(one)).toEqual(wanted);
    } catch (error) {
      wrong.push(`${one.name}: ${(error as Error).message.split("\n")[0]}`);
    }
  }
  expect(wrong).toEqual([]);
});
