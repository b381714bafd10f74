import type { Spell } from "../../../errors.ts";
import type { Table } from "../../table.ts";
import { isCodeName } from "../cells/excelHabits.ts";
import { isCensored, plainText, readFraction } from "../cells/numerals.ts";
import type { Encoder } from "../encoding.ts";
import { isGap, isGapWord } from "../noValue.ts";
import { parseNumber } from "../number.ts";

// Cells that say an amount and are no number: 10-20, 3/8, >=3. Where a column of them is not numbers, they are words to a network.

const NUMBER = "[-+]?\\d+(?:[.,]\\d+)?";
const RANGE = new RegExp(
  `^[^\\d\\s+-]{0,3}(${NUMBER})[^\\d\\s.,+-]{0,6}\\s?(?:-|~|\\u301C|to|bis|から|\\.\\.+)\\s?[^\\d\\s+-]{0,1}(${NUMBER})\\s?[^\\d\\s.,]{0,6}$`,
  "i",
);

type Kind = "range" | "limit" | "fraction" | "number";
const called = { range: "ranges", limit: "limits", fraction: "fractions" } as const;
const mends = {
  range: "write their middle, or both ends in two columns, if they are to be amounts",
  limit: "write the number that is to stand for each, if they are to be amounts",
  fraction: "write them as decimals, if they are to be amounts",
} as const;

function kindOf(cell: string): Kind | undefined {
  if (cell.length > 30 || !/\p{N}/u.test(cell)) return undefined;
  if (isCensored(cell)) return "limit";
  if (readFraction(cell)) return "fraction";
  const range = RANGE.exec(plainText(cell));
  if (range) {
    const [from, to] = [range[1]!, range[2]!];
    // 03-12 is a code, or a day; 3-1 a score.
    const isCode = [from, to].some((one) => /^0\d/.test(one)) || /^\d{5}/.test(from);
    return !isCode && Number(from.replace(",", ".")) < Number(to.replace(",", ".")) ? "range" : undefined;
  }
  return Number.isNaN(parseNumber(cell)) ? undefined : "number";
}

/** Columns of such cells that were taken for words, or left out as words, a line for each. */
export function amountsInWordsNotes(table: Table, { columns, leftOut }: Encoder, say: Spell): string[] {
  const words = [
    ...columns.flatMap(({ kind, name }) => (kind === "category" ? [{ name, isLeftOut: false }] : [])),
    ...leftOut.flatMap(({ name, why }) =>
      /^(free text|every row differs)/.test(why) ? [{ name, isLeftOut: true }] : [],
    ),
  ];
  return words.flatMap(({ name, isLeftOut }) => {
    const how = isLeftOut ? "words, and left out" : "categories, without an order";
    const column = table.columns.get(name);
    if (column?.kind !== "text" || isCodeName(name)) return [];
    const cells = [...new Set(column.values)].filter((cell) => !isGap(cell) && !isGapWord(cell));
    const found = new Map<Kind, string[]>();
    let others = 0;
    for (const cell of cells) {
      const kind = kindOf(cell);
      if (kind === undefined) {
        if (++others > 2 && 4 * others > cells.length) return [];
      } else found.set(kind, [...(found.get(kind) ?? []), cell]);
    }
    const [main] = (["range", "fraction", "limit"] as const)
      .map((kind) => ({ kind, cells: found.get(kind) ?? [] }))
      .sort((a, b) => b.cells.length - a.cells.length);
    // A limit at either end belongs to ranges: <10, 10-20, >20.
    const amounts = cells.length - others - (found.get("number")?.length ?? 0);
    if (main!.cells.length < 2 || 4 * others > cells.length || 2 * amounts < cells.length) return [];
    const shown = main!.cells.slice(0, 2).map((cell) => JSON.stringify(cell));
    return [
      `column ${name}: ${called[main!.kind]} such as ${shown.join(" and ")}, read as ${how}; ${mends[main!.kind]}${isLeftOut ? "" : `, or leave them out with ${say("drop", [name])}`}`,
    ];
  });
}
