import { expect, test } from "vitest";
import { asFlagOf } from "../../../src/cli/terminal/spelling.ts";
import { checkNoGaps } from "../../../src/data/columns/gaps.ts";
import { notNumbersOf } from "../../../src/data/columns/notNumbers.ts";
import { readLabels } from "../../../src/data/rows/labels.ts";
import { type Column, Table } from "../../../src/data/table.ts";
import { SettingError } from "../../../src/errors.ts";

const cells = ["a", "", "b", "a"];
const table = new Table(new Map<string, Column>([["c", { kind: "text", values: cells }]]), [
  { file: "a.csv", rows: cells.length },
]);
const mistakes = {
  "a label": () => readLabels(table, { label: "c", task: "classify" }),
  "a cell": () =>
    checkNoGaps(table, { columns: [{ kind: "category", name: "c", categories: ["a", "b"] }], leftOut: [] }),
  "a word": () => {
    throw notNumbersOf(table, "c", ["?!", "?!", "?!"]).error(4);
  },
};
const thrown = (run: () => unknown): SettingError => {
  try {
    run();
  } catch (error) {
    if (error instanceof SettingError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
};

test.each([
  ["a label", ["missing", "onError"], "or leave such rows out with --missing drop"],
  ["a label", ["onError"], "or leave such rows out with --on-error skip"],
  ["a label", [], "fill in the class or delete the row"],
  ["a cell", ["missing", "onError"], "or train with --missing mean, median or drop"],
  ["a cell", ["onError"], "fill it in or delete the row, or leave such rows out with --on-error skip"],
  ["a cell", [], "fill it in or delete the row"],
  ["a word", ["missing"], "leave the cells empty, and --missing mean, median or drop takes care of them"],
  ["a word", ["onError"], "leave the cells empty, or leave such rows out with --on-error skip"],
  ["a word", [], "if it says that there is no value, leave the cells empty"],
] as const)("%s that is missing, in a command with %j: what it has is offered", (what, flags, end) => {
  const message = thrown(mistakes[what]).spelled(asFlagOf(flags));
  expect(message.endsWith(end)).toBe(true);
});
