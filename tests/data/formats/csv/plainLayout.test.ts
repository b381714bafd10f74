import { expect, test } from "vitest";
import { plainLayout, wholeLayout } from "../../../../src/data/formats/csv/layout.ts";

const words = [
  "x",
  "x1",
  "x 2",
  "width",
  "e",
  "inf",
  "a.b",
  "pixel[0]",
  "Label",
  "mm",
  "kg",
  "total",
  "T",
  "NaN",
];
const odd = ["", "word", "1,5", "5 mm", "2024-01-01", "-", "1e5", "0x1f", "007"];

test("the quick way for plain files answers as the whole one, or declines", () => {
  let seed = 7;
  const next = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  let answered = 0;
  for (let i = 0; i < 4000; i++) {
    const width = 1 + below(5);
    const name = () => (next() < 0.9 ? `${words[below(words.length)]}` : String(below(9)));
    const number = () => {
      if (next() < 0.01) return odd[below(odd.length)]!;
      return next() < 0.5 ? String(below(50) - 10) : (next() * 100).toFixed(below(5));
    };
    const rows = Array.from({ length: 1 + below(14) }, (_, row) => ({
      cells: Array.from({ length: next() < 0.01 ? 1 + below(6) : width }, row === 0 ? name : number),
      line: row + 1,
    }));
    const known = next() < 0.3 ? [...rows[0]!.cells, "label"] : undefined;
    const quick = plainLayout(rows, { known });
    if (!quick) continue;
    answered++;
    expect({ rows, layout: quick }).toEqual({ rows, layout: wholeLayout(rows, "a.csv", { known }) });
  }
  expect(answered).toBeGreaterThan(500);
});
