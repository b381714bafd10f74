import { classesByName } from "../../classNames.ts";
import { type PartName, partOfName } from "../../listing/partNames.ts";
import { gather } from "../../numbers/lists.ts";
import { type Column, cellsOf, type Table } from "../../table.ts";

/** A sheet that holds a table. */
export interface FoundSheet {
  readonly name: string;
  readonly table: Table;
}

/** A sheet that is not read, and why where that is more than that another is. */
export interface OtherSheet {
  readonly name: string;
  readonly why?: string | undefined;
}

/** The sheets of a workbook that are read, by what their rows are for, and those that are not. */
export interface ChosenSheets<T extends FoundSheet> {
  readonly parts: ReadonlyMap<PartName, readonly T[]>;
  readonly left: readonly OtherSheet[];
  /** parts of which a sheet's rows all lie in a sheet of another */
  readonly shared: readonly string[];
}

/** Names of sheets that sum others up, describe them, or show how they are to be filled in. */
const aside =
  /表紙|目次|履歴|メモ|備考|説明|凡例|注意|集計|合計|まとめ|ピボット|グラフ|テンプレート|雛形|ひな形|記入例|見本|(^|[^a-z])(cover|contents|history|notes?|memo|read ?me|legend|summary|totals?|pivot|charts?|template)([^a-z]|$)/iu;

/**
 * Which sheets are read: those that are called as parts (train and test, 学習 and テスト), else those that have the same columns as the
 * first, else the first. Sheets that are called as what describes others come last; a model's columns choose before all else. A sheet whose
 * rows all lie in another does not count twice.
 */
export function chooseSheets<T extends FoundSheet>(
  sheets: readonly T[],
  known: readonly string[] = [],
): ChosenSheets<T> {
  const groups = new Map<string, T[]>();
  for (const sheet of sheets) {
    const key = JSON.stringify([...namesOf(sheet)].sort());
    gather(groups, key, sheet);
  }
  const all = [...groups.values()];
  const isPart = (sheet: T, ...parts: PartName[]) => parts.includes(saidBy(sheet)!);
  const divided = sheets.some((one) => isPart(one, "test", "validation"));
  const main =
    (divided ? all.find((group) => group.some((one) => isPart(one, "train"))) : undefined) ??
    mainGroup(all, known);
  const left: OtherSheet[] = [];
  const leave = (sheet: T, why: string): boolean => left.push({ name: sheet.name, why }) === 0;
  // Rows to test on may lack the label.
  const names = namesOf(main[0]!);
  const isNear = (sheet: T) => 2 * [...namesOf(sheet)].filter((one) => names.has(one)).length >= names.size;
  const trains = main.some((one) => isPart(one, "train"));
  const candidates = sheets.filter(
    (sheet) =>
      main.includes(sheet) ||
      (trains && isPart(sheet, "test", "validation") && isNear(sheet)) ||
      leave(sheet, "it has other columns"),
  );
  const plain = candidates.filter(({ name }) => !aside.test(name));
  const rows = candidates.filter(
    (sheet) => plain.length === 0 || plain.includes(sheet) || leave(sheet, "its name says no rows"),
  );
  const said = new Set(rows.map(saidBy));
  const parts = new Map<PartName, T[]>();
  for (const sheet of rows) {
    const own = saidBy(sheet);
    if (said.has("train") && own === undefined) leave(sheet, "its name says no part, as others do");
    else {
      const part = said.size > 1 ? (own ?? "train") : "train";
      gather(parts, part, sheet);
    }
  }
  for (const [part, some] of parts) parts.set(part, once(some, left));
  return { parts, left, shared: sharedRows(parts) };
}

const plainName = (name: string): string => name.normalize("NFKC").trim();
const namesOf = ({ table }: FoundSheet): Set<string> => new Set(table.columnNames.map(plainName));

function saidBy({ name }: FoundSheet): PartName | undefined {
  const said = partOfName(name);
  return said === "several" ? undefined : said;
}

/** The first group, unless another is the model's, or the first is one sheet beside several of more rows. */
function mainGroup<T extends FoundSheet>(groups: readonly T[][], known: readonly string[]): T[] {
  const wanted = known.map(plainName);
  const fits = (group: readonly T[]) => {
    const names = namesOf(group[0]!);
    return wanted.filter((name) => names.has(name)).length;
  };
  const rank = (group: readonly T[]) => (group.every(({ name }) => aside.test(name)) ? 1 : 0);
  const rowsOf = (group: readonly T[]) => group.reduce((sum, { table }) => sum + table.rows, 0);
  const [first, ...others] = [...groups].sort((a, b) => fits(b) - fits(a) || rank(a) - rank(b));
  if (first!.length > 1) return first!;
  const larger = others.find(
    (one) =>
      one.length > 1 &&
      fits(one) === fits(first!) &&
      rank(one) === rank(first!) &&
      rowsOf(one) > rowsOf(first!),
  );
  return larger ?? first!;
}

/** The sheets without those that hold the rows of others: of 全データ, 4月 and 5月 the first alone, of 全データ, OK and NG the others. */
function once<T extends FoundSheet>(sheets: readonly T[], left: OtherSheet[]): T[] {
  if (sheets.length < 2) return [...sheets];
  const lines = new Map(sheets.map(({ table }) => [table, linesOf(table)]));
  const lieIn = (one: T, other: T) => within(lines.get(one.table)!, lines.get(other.table)!);
  const whole = sheets.find((all) => {
    const others = sheets.filter((one) => one !== all);
    return (
      others.length > 1 &&
      others.every((one) => lieIn(one, all)) &&
      classesByName(others.map(({ name }) => name)) !== undefined
    );
  });
  if (whole) {
    left.push({ name: whole.name, why: "it holds the rows of the others" });
    return sheets.filter((one) => one !== whole);
  }
  if (classesByName(sheets.map(({ name }) => name))) return [...sheets];
  let kept = [...sheets];
  for (const sheet of [...sheets].reverse()) {
    const holds = kept.find((one) => one !== sheet && lieIn(sheet, one));
    if (!holds) continue;
    left.push({ name: sheet.name, why: `its rows all lie in ${holds.name}` });
    kept = kept.filter((one) => one !== sheet);
  }
  return kept;
}

function sharedRows(parts: ReadonlyMap<PartName, readonly FoundSheet[]>): string[] {
  const learned = parts.get("train") ?? [];
  const said: string[] = [];
  for (const [part, sheets] of parts) {
    if (part === "train") continue;
    for (const { name, table } of sheets) {
      const lines = linesOf(table);
      const holds = learned.find((one) => within(lines, linesOf(one.table)));
      if (holds) said.push(`the rows of ${name} all lie in ${holds.name} too`);
    }
  }
  return said;
}

/** The rows as texts, whatever the order of their columns. */
function linesOf({ columns, rows }: Table): string[] {
  const cells = [...columns]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, column]) => textsOf(column))
    .filter((one) => one.length === rows);
  return Array.from({ length: rows }, (_, row) => JSON.stringify(cells.map((column) => column[row]!)));
}

const textsOf = (column: Column): readonly string[] =>
  column.kind === "unusable" ? Array.from(column.dates ?? [], String) : cellsOf(column);

/** Whether rows lie in another table as often, where this is no chance: five that differ, or all in one piece. */
function within(lines: readonly string[], other: readonly string[]): boolean {
  if (lines.length < 2 || lines.length > other.length) return false;
  const counts = new Map<string, number>();
  for (const line of other) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of lines) {
    const count = counts.get(line) ?? 0;
    if (count === 0) return false;
    counts.set(line, count - 1);
  }
  if (new Set(lines).size >= 5) return true;
  return `\n${other.join("\n")}\n`.includes(`\n${lines.join("\n")}\n`);
}
