import { Table } from "../../table.ts";
import { SeenColumn } from "../columnKinds.ts";
import type { Dress } from "./dress.ts";
import { readNumeral } from "./numerals.ts";
import type { Judging } from "./seenTexts.ts";
import { undressed } from "./undress.ts";

/** In what dress the numbers stand that a regression learns; throws where they stand in several. */
export function targetDress(table: Table, label: string, judging: Judging): Dress | undefined {
  const column = table.columns.get(label);
  if (column?.kind === "number") return column.dress;
  if (column?.kind !== "text" || !holdsNumerals(column.values)) return undefined;
  const seen = new SeenColumn(table, label);
  seen.add(table);
  const found = seen.judgement({ ...judging, rules: ["drop"] });
  return found.kind === "number" ? found.dress : undefined;
}

/** A table whose label is numbers, out of that dress; as it is where it holds none. */
export function withTarget(table: Table, label: string, dress: Dress | undefined): Table {
  const column = table.columns.get(label);
  if (column?.kind !== "text" ? !dress : !holdsNumerals(column.values)) return table;
  const numbers = undressed(table, label, dress);
  if (numbers === column) return table;
  return new Table(new Map([...table.columns, [label, numbers]]), table.parts, table.traits);
}

const holdsNumerals = (cells: readonly string[]): boolean =>
  cells.some((cell) => readNumeral(cell) !== undefined);
