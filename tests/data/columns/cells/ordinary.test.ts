import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { calendarNotes } from "../../../../src/data/columns/cells/dates/calendar.ts";
import { readingNotes } from "../../../../src/data/columns/cells/readingNotes.ts";
import { fitEncoder } from "../../../../src/data/columns/encoder.ts";
import { readCsv } from "../../../../src/data/formats/csv/csv.ts";
import { asProgram } from "../../../../src/errors.ts";

const ordinary: Record<string, string> = JSON.parse(
  gunzipSync(readFileSync(new URL("../../../golden/ordinary.json.gz", import.meta.url))).toString(),
);

test.each(Object.keys(ordinary))(
  "every column of an ordinary table is numbers, and nothing is said of them: %s",
  async (name) => {
    for (const dates of [false, true]) {
      const table = await readCsv(ordinary[name]!, { name });
      const label = table.columnNames.at(-1)!;
      const encoder = fitEncoder(table, { label, dates });
      expect(
        encoder.columns.filter((column) => column.kind !== "number" || column.dress || column.within),
      ).toEqual([]);
      expect(encoder.leftOut.filter(({ why }) => !why.startsWith("every row is"))).toEqual([]);
      expect([...readingNotes(table, encoder, asProgram), ...calendarNotes(table, encoder, {})]).toEqual([]);
    }
  },
);
