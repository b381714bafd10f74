import type { Column, Table } from "../../table.ts";

/** What Excel shows in the place of 1/2 or 2-1 that was typed, in English and in Japanese: 2-Jan, Jan-02, 1月2日. */
const dateMade =
  /^(?:\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{2}|\d{1,2}月\d{1,2}日)$/i;

/** Whether a cell is a date such as Excel makes of what looks like one. */
export const isDateMade = (cell: string): boolean => cell.length <= 6 && dateMade.test(cell);

/** The same among numbers, where a whole date is none either. */
export const isDateAmongNumbers = (cell: string): boolean =>
  isDateMade(cell) || /^\d{4}[-/]\d{1,2}[-/]\d{1,2}$/.test(cell);

/** Columns whose cells are codes. */
const codeName =
  /(^|[\W_])(id|ids|jan|ean|upc|isbn|barcode|code|lot|serial|s\/n|no|number|key)\.?($|[\W_\d])|[a-z](Id|ID|Code|No)$|コード|ロット|バーコード|番号|製番|品番|型番|シリアル|№|Ｎｏ/i;

export const isCodeName = (name: string): boolean => codeName.test(name);

/** What Excel did to the cells of a text before it was saved, as far as one can see: a line for each column. */
export function excelNotes(table: Table): string[] {
  const notes: string[] = [];
  for (const [name, column] of table.columns) {
    const found =
      column.kind === "text" ? datesIn(table, name, column.values) : digitsIn(table, name, column);
    if (found !== undefined) notes.push(found);
  }
  return notes;
}

/** Dates among codes: 1-2 became 2-Jan; and codes that were saved in scientific notation. */
function datesIn(table: Table, name: string, cells: readonly string[]): string | undefined {
  let [dates, short, filled] = [0, 0, 0];
  for (const cell of cells) {
    if (cell === "") continue;
    filled++;
    if (isDateMade(cell)) dates++;
    else if (shortened.test(cell)) short++;
  }
  const at = (is: (cell: string) => boolean) => {
    const row = cells.findIndex(is);
    return { where: table.where(row, name), cell: cells[row]! };
  };
  if (short > 0 && codeName.test(name)) {
    const { where, cell } = at((one) => shortened.test(one));
    return lost(where, cell, short);
  }
  if (dates === 0 || 2 * dates >= filled) return undefined;
  const { where, cell } = at(isDateMade);
  return `${where}: ${dates} of ${filled} cells ${dates === 1 ? "is a date" : "are dates"} (${cell}); Excel makes dates of what looks like one, such as 1/2 or 2-1, so type them again as text`;
}

const shortened = /^\d(?:\.\d{1,5})?E\+\d{2,}$/;

/** So many digits and more Excel shortens where a column is narrow, and saves as it shows them: 1.23457E+11. */
const [longCode, keptDigits] = [1e11, 6];

/** Codes that were saved in scientific notation: all digits but the first six are zeros. */
function digitsIn(table: Table, name: string, column: Column): string | undefined {
  if (column.kind !== "number" || !codeName.test(name)) return undefined;
  const { values } = column;
  let [short, first] = [0, -1];
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value) || value < longCode) continue;
    if (Number(value.toPrecision(keptDigits)) !== value) return undefined;
    if (short++ === 0) first = row;
  }
  if (short === 0) return undefined;
  return lost(table.where(first, name), values[first]!.toExponential().replace("e+", "E+"), short);
}

const lost = (where: string, cell: string, count: number): string =>
  `${where}: the code is ${cell}${count === 1 ? "" : ` (and ${count - 1} more like it)`}, as Excel saves long numbers that it shortened: the other digits are lost; take them from the source again, as text`;
