import { expect, test } from "vitest";
import { inFamily, SeenColumn } from "../../../src/data/columns/columnKinds.ts";
import { type Column, Table } from "../../../src/data/table.ts";

test("which of 20,000 columns belong together is known in the time of counting them", () => {
  const cells: Column = { kind: "number", values: Float64Array.of(1, 2), gap: undefined };
  const pixels = Array.from({ length: 20_000 }, (_, j) => [`pixel_${j}`, cells] as const);
  const columns = new Map([...pixels, ["x1", cells], ["x2", cells], ["width", cells]]);
  const table = new Table(columns, [{ file: "wide.csv", rows: 2 }]);
  const start = performance.now();
  const family = table.columnNames.filter((name) => inFamily(table, name));
  expect(family).toEqual(pixels.map(([name]) => name));
  expect(performance.now() - start).toBeLessThan(5000);
}, 60_000);

test("lists that hold nothing are no feature", () => {
  const column: Column = { kind: "list", values: new Float64Array(), width: 0 };
  const table = new Table(new Map([["l", column]]), [{ file: "a.jsonl", rows: 2 }]);
  const seen = new SeenColumn(table, "l");
  seen.add(table);
  expect(seen.judgement()).toMatchObject({ kind: "left out", why: "its lists are empty" });
});
