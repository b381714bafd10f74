import type { Table } from "../../../../src/data/table.ts";
import { FarOff, type LearnedCard } from "../../../../src/tasks/rows/far/farOff.ts";

/** What is said of the tables of a lot. */
export function said(card: LearnedCard, ...tables: Table[]): readonly string[] {
  const far = new FarOff(
    card,
    tables.reduce((sum, { rows }) => sum + rows, 0),
  );
  for (const table of tables) far.add(table);
  return far.farNotes;
}
