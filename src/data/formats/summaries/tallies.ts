import { numberOf, readNumeral } from "../../columns/cells/numerals.ts";
import { isMissing } from "../../columns/noValue.ts";
import type { Span } from "../../numbers/summing.ts";
import { cellsOf, type Table } from "../../table.ts";

/** A column with more different cells says no classes. */
const mostClasses = 12;

/** A row that counts others: any number would as often be such a count. */
const likely = 0.1;

/** Whether a row's numbers are all counts of the rows of a class, or of all, or their shares: 合格率, 52.5%; NG数, 19. */
export function isTally(table: Table, row: number, span: Span): boolean {
  const said = [...table.columns.values()].flatMap((column) => {
    const cell = cellsOf(column)[row] ?? "";
    const numeral = isMissing(cell) ? undefined : readNumeral(cell);
    return numeral ? [numeral] : [];
  });
  if (said.length === 0) return false;
  const { counts, rows } = classCounts(table, row, span);
  let chance = 1;
  for (const numeral of said) {
    const isPercent = numeral.unit === "%";
    const value = numberOf(
      numeral,
      /,\d{3}$/.test(numeral.core) ? "." : numeral.core.includes(",") ? "," : ".",
    );
    const digits = numeral.core.split(/[.,]/)[1]?.length ?? 0;
    const whole = !isPercent && digits === 0;
    const half = whole ? 0 : 0.5 * 10 ** -digits * (isPercent ? 0.01 : 1) + 1e-12;
    const share = isPercent ? value / 100 : value;
    if (!counts.some((count) => Math.abs((whole ? count : count / rows) - share) <= half)) return false;
    chance *= counts.length * (whole ? 1 / rows : 2 * half);
  }
  return chance <= likely;
}

/** How many rows each class has, whatever column says it, and how many there are. */
function classCounts(
  table: Table,
  own: number,
  { from, to, except }: Span,
): { counts: readonly number[]; rows: number } {
  const counts = new Set<number>();
  let rows = 0;
  for (let row = from; row < to; row++) if (row !== own && !except?.has(row)) rows++;
  for (const column of table.columns.values()) {
    if (column.kind !== "text" && column.kind !== "number") continue;
    const seen = new Map<string | number, number>();
    for (let row = from; row < to && seen.size <= mostClasses; row++) {
      if (row === own || except?.has(row)) continue;
      const cell = column.values[row]!;
      if (cell !== "" && !Number.isNaN(cell)) seen.set(cell, (seen.get(cell) ?? 0) + 1);
    }
    if (seen.size <= mostClasses) for (const count of seen.values()) if (count > 1) counts.add(count);
  }
  counts.add(rows);
  return { counts: [...counts], rows };
}
