import { asProgram, UserError } from "../../../errors.ts";
import { classesByName, classesOfTables, commonNotes, inCommon, madeNote } from "../../classNames.ts";
import { namesGood } from "../../images/layouts/goodWord.ts";
import type { PartName } from "../../listing/partNames.ts";
import { append, gather } from "../../numbers/lists.ts";
import type { HowToRead } from "../../reading.ts";
import { concatTables, Table } from "../../table.ts";
import type { SheetCells, Sheets } from "./sheetCells.ts";
import { type ChosenSheets, chooseSheets, type FoundSheet, type OtherSheet } from "./sheetGroups.ts";
import { sheetTable } from "./sheetTable.ts";

interface ReadSheet extends FoundSheet {
  readonly cells: SheetCells;
}

/** Two rows with two cells: a header and a row of a feature and a label are no less. */
const holdsTable = ({ rows }: SheetCells): boolean =>
  rows.filter((cells) => cells !== undefined && cells.filter((cell) => cell !== undefined).length > 1)
    .length > 1;

/**
 * The sheets of a workbook of which none was asked for: one table, or one for each part. A sheet that cannot be read is named, and stops
 * the reading where it stands before all that can.
 */
export async function readSheets(
  sheets: Sheets,
  name: string,
  how: HowToRead,
): Promise<Table | Record<string, Table>> {
  const { found: asTheyAre, others: empty, failed } = await filled(sheets, name, how);
  const { found, uncommon } = classSheets(asTheyAre, how);
  const [only, ...more] = found;
  if (!only)
    throw new UserError(
      `${name}: no sheet holds a table, a header and rows; its sheets are ${sheets.list.map((one) => one.name).join(", ")}`,
    );
  const chosen = chooseSheets(found, how.known);
  const order = sheets.list.map((one) => one.name);
  const others = [...chosen.left, ...empty].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const read = [...chosen.parts].flatMap(([part, some]) => some.map((sheet) => ({ part, sheet })));
  if (more.length === 0 || read.length === 1) {
    const { cells } = more.length === 0 ? only : read[0]!.sheet;
    const table = sheetTable(cells, { name, others, how });
    return withNotes(table, [...(table.traits.notes ?? []), ...failed]);
  }
  const columns = uncommon.map((line) => `${name}, ${line}`);
  return together(read, {
    name,
    how,
    chosen,
    others,
    charts: sheets.charts ?? [],
    failed: [...columns, ...failed],
  });
}

/** Sheets of good and of bad parts, of which some have columns more than others, by the columns that all of them have. */
function classSheets(
  found: readonly ReadSheet[],
  how: HowToRead,
): { found: readonly ReadSheet[]; uncommon: string[] } {
  const good = found.find(({ name }) => classesByName([name, "other"])?.some(namesGood));
  const names = new Set(good?.table.columnNames);
  const near = found.filter(({ table: { columnNames } }) => {
    const shared = columnNames.filter((one) => names.has(one)).length;
    return 2 * shared >= Math.max(names.size, columnNames.length);
  });
  const called = near.map((sheet) => sheet.name);
  const common =
    good && classesByName(called)
      ? inCommon({ tables: near.map(({ table }) => table), names: called, of: "sheets" }, how)
      : undefined;
  if (!common) return { found, uncommon: [] };
  const tables = new Map(near.map((sheet, i) => [sheet, common.tables[i]!]));
  return {
    found: found.map((sheet) => ({ ...sheet, table: tables.get(sheet) ?? sheet.table })),
    uncommon: commonNotes(
      common,
      called.map((one) => `sheet ${one}`),
      "sheet",
    ),
  };
}

/** The sheets that hold a table, the names of the others that hold something, and what is said of those that cannot be read. */
async function filled(
  { list, read }: Sheets,
  name: string,
  how: HowToRead,
): Promise<{ found: ReadSheet[]; others: OtherSheet[]; failed: string[] }> {
  const found: ReadSheet[] = [];
  const others: OtherSheet[] = [];
  const failed: string[] = [];
  // Hidden sheets hold lists for drop-down cells, or what was put away.
  const order = [...list.keys()].sort((a, b) => Number(list[a]!.hidden) - Number(list[b]!.hidden) || a - b);
  for (const index of order) {
    const { name: sheet, hidden } = list[index]!;
    const last = hidden && found.length > 0;
    try {
      const cells = await read(index, last);
      if (cells.rows.length === 0) continue;
      const table =
        !last && holdsTable(cells)
          ? sheetTable(cells, { name: `${name}, sheet ${sheet}`, others: [], how })
          : undefined;
      if (table && table.rows > 0) found.push({ name: sheet, cells, table });
      else others.push({ name: sheet, why: hidden ? "hidden" : undefined });
    } catch (error) {
      if (!(error instanceof UserError) || found.length === 0) throw error;
      if (hidden) others.push({ name: sheet, why: "hidden" });
      else failed.push(`${error.message} (this sheet is not read)`);
    }
  }
  return { found, others, failed };
}

const withNotes = (table: Table, notes: readonly string[]): Table =>
  new Table(table.columns, table.parts, { ...table.traits, notes });

interface Together {
  readonly name: string;
  readonly how: HowToRead;
  readonly chosen: ChosenSheets<ReadSheet>;
  readonly others: readonly OtherSheet[];
  readonly charts: readonly string[];
  readonly failed: readonly string[];
}

/** Several sheets as one table, or as one for each part; how they were taken is the first of the notes. */
function together(
  read: readonly { readonly part: PartName; readonly sheet: ReadSheet }[],
  { name, how, chosen, others, charts, failed }: Together,
): Table | Record<string, Table> {
  const say = how.spell ?? asProgram;
  const sheets = read.map(({ sheet }) => sheet);
  const names = sheets.map((sheet) => sheet.name);
  const classed = classesOfTables({ tables: sheets.map(({ table }) => table), names, of: "sheets" }, how);
  const tables = classed?.tables ?? sheets.map(({ table }) => table);
  const said: string[] = [];
  if (chosen.parts.size > 1)
    said.push(
      `its sheets are parts by their names: ${[...chosen.parts].map(([part, some]) => `${part} ${someOf(some.map((one) => one.name))}`).join("; ")} (${say("sheet", names[0]!)} reads one alone)`,
    );
  if (classed?.made) said.push(madeNote(classed, "sheets", say));
  else if (chosen.parts.size === 1)
    said.push(
      `the sheets ${someOf(names)} have the same columns and are read one after another (${say("sheet", names[0]!)} reads one alone)`,
    );
  const unread = [
    ...others.map(({ name: one, why }) => (why === undefined ? one : `${one} (${why})`)),
    ...charts.map((one) => `${one} (a chart)`),
  ];
  if (unread.length > 0) {
    const all = unread.length === 1 ? "it" : "the first of them";
    said.push(
      `the ${unread.length === 1 ? "sheet" : "sheets"} ${someOf(unread)} ${unread.length === 1 ? "is" : "are"} not read${others.length > 0 ? `; ${say("sheet", others[0]!.name)} reads ${all}` : ""}`,
    );
  }
  append(said, chosen.shared);
  const notes = [...said.map((line) => `${name}: ${line}`), ...sheetsNotes(name, sheets), ...failed];
  const byPart: Record<string, Table> = {};
  for (const part of chosen.parts.keys()) {
    const own = tables.flatMap((table, i) => (read[i]!.part === part ? [inBook(table, name)] : []));
    byPart[part] = withNotes(concatTables(own.map((table) => withNotes(table, []))), notes);
  }
  const [table, ...more] = Object.values(byPart);
  return more.length === 0 ? table! : byPart;
}

const someOf = (names: readonly string[]): string =>
  names.length > 6 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");

const inBook = ({ columns, parts, traits }: Table, book: string): Table =>
  new Table(
    columns,
    parts.map((part) => ({ ...part, book })),
    traits,
  );

/** What is to be said of the sheets; what is so of several is said once. */
function sheetsNotes(name: string, sheets: readonly ReadSheet[]): string[] {
  const of = new Map<string, string[]>();
  for (const { name: sheet, table } of sheets) {
    const prefix = `${name}, sheet ${sheet}`;
    for (const note of table.traits.notes ?? []) {
      const line = note.startsWith(prefix) ? note.slice(prefix.length) : `: ${note}`;
      gather(of, line, sheet);
    }
  }
  return [...of].map(([line, some]) =>
    `${name}, ${some.length === 1 ? "sheet" : "sheets"} ${someOf(some)}`.concat(line),
  );
}
