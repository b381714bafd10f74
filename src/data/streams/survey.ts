import type { Spell } from "../../errors.ts";
import { SeenColumn } from "../columns/columnKinds.ts";
import { countCells, type MissingRule, selectRows } from "../columns/missing.ts";
import { NotNumbers } from "../columns/notNumbers.ts";
import { isGap } from "../columns/noValue.ts";
import { SeenSummaries } from "../formats/summaries/summaries.ts";
import type { ColumnRoles } from "../reading.ts";
import { chooseLabel, columnCalled, type Task } from "../rows/chooseLabel.ts";
import { countTexts, labelTexts } from "../rows/labels.ts";
import { notLabels, settledRoles } from "../rows/roles.ts";
import type { ScalerKind } from "../rows/scale.ts";
import { cellsOf, concatTables, type Table } from "../table.ts";
import { groupKeys } from "./groupKeys.ts";
import { type RowParts, rowParts, type Shares } from "./rowParts.ts";
import type { RowStream } from "./rowStream.ts";

/** How a stream's rows are divided: the same seed and shares, the same parts. */
export interface Division {
  testSize: number;
  validation: number;
  seed: number;
  /** rows of a part, the training rows' sample among them, that are kept in memory at most */
  kept?: number;
  /** the column of which rows that are alike go to one part */
  group?: string | undefined;
  /** whether rows without a group are left out later */
  gaps?: boolean;
}

export interface StreamedOptions extends Division {
  label?: string | undefined;
  task: Task;
  missing?: MissingRule | undefined;
  scale: ScalerKind;
  /** what columns are for */
  roles?: ColumnRoles | undefined;
  /** how remarks spell settings */
  spell?: Spell | undefined;
}

/** What a first pass finds. */
export interface Survey {
  label: string;
  /** why it is the label */
  labelWhy: string;
  roles: ColumnRoles;
  shares: Shares;
  /** the training rows that are kept in memory */
  sample: Table;
  test: Table | undefined;
  validation: Table | undefined;
  classes: Classes;
  /** every column but the label, as all rows show it */
  seen: ReadonlyMap<string, SeenColumn>;
  /** for each column of text or named numbers: how often each cell occurs in training rows */
  words: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** for each column of numbers: the mean of its training rows, gaps left out */
  means: ReadonlyMap<string, RunningMean>;
  /** that rows which sum up others are among them */
  summaries: readonly string[];
}

/** The mean of numbers that come in turn; nothing is kept of them but their sum. */
export class RunningMean {
  #sum = 0;
  #count = 0;

  add(values: ArrayLike<number>, rows: ArrayLike<number>): void {
    for (let i = 0; i < rows.length; i++) {
      const value = values[rows[i]!]!;
      if (Number.isNaN(value)) continue;
      this.#sum += value;
      this.#count++;
    }
  }

  get mean(): number {
    return this.#sum / this.#count;
  }
}

/** The label's values, where they are classes. */
export interface Classes {
  /** where the file names them */
  names?: readonly string[] | undefined;
  /** whole numbers that are written in short, of which none is kept as a word */
  numbers: Set<number>;
  /** how often each other one occurs */
  words: Map<string, number>;
  rows: number;
}

/** So many test rows, validation rows and sample rows are kept at most: the more, the more memory they take. */
const keptRows = 100_000;
const keptNumbers = 2 ** 22;

/** More classes than this are amounts or names. */
export const mostClasses = 1000;

/** So many different cells of a column are told apart: more are free text, or ids. */
const mostDifferent = 100_000;

/** The first pass: judges every column by all its cells, gathers classes and categories, and keeps some rows. */
export async function survey(stream: RowStream, options: StreamedOptions): Promise<Survey | undefined> {
  const { task } = options;
  const kept = { sample: [] as Table[], test: [] as Table[], validation: [] as Table[] };
  const seen = new Map<string, SeenColumn>();
  const words = new Map<string, Map<string, number>>();
  const means = new Map<string, RunningMean>();
  const classes: Classes = { numbers: new Set(), words: new Map(), rows: 0 };
  const summaries = new SeenSummaries();
  let targets: NotNumbers | undefined;
  let { label } = options;
  let labelWhy = "as asked";
  let roles: ColumnRoles | undefined;
  let drawnBy: Shares | undefined;
  for await (const { table, parts, shares } of divided(stream, options)) {
    drawnBy = shares;
    if (!roles) {
      label = label === undefined ? undefined : (columnCalled(table, label) ?? label);
      roles = settledRoles(table, options.roles, label);
      if (label === undefined)
        ({ label, why: labelWhy } = chooseLabel(table.without(notLabels(roles)), task));
    }
    const own = label!;
    summaries.add(table);
    for (const part of ["sample", "test", "validation"] as const)
      if (parts[part].length > 0) kept[part].push(selectRows(table, parts[part]));
    if (task === "classify") addClasses(classes, table, own);
    else targets = addTargets(targets, table, own);
    for (const [name, column] of table.columns) {
      if (name === own) continue;
      const one = seen.get(name) ?? new SeenColumn(table, name, mostDifferent);
      seen.set(name, one);
      one.add(table);
      if (column.kind === "number" && options.missing === "mean") {
        const running = means.get(name) ?? new RunningMean();
        means.set(name, running);
        running.add(column.values, parts.train);
      }
      if (column.kind === "text" || (column.kind === "number" && column.names)) {
        const counts = words.get(name) ?? new Map<string, number>();
        const all = cellsOf(column);
        const cells = parts.train.map((row) => all[row]!).filter((cell) => !isGap(cell));
        words.set(name, counts.size < mostDifferent ? countCells(cells, counts) : counts);
      }
    }
  }
  if (targets) throw targets.targetError(stream.rows);
  const [sample, test, validation] = [kept.sample, kept.test, kept.validation].map((tables) =>
    tables.length > 0 ? concatTables(tables) : undefined,
  );
  if (!sample) return undefined;
  return {
    label: label!,
    labelWhy,
    roles: roles!,
    shares: drawnBy!,
    sample,
    test,
    validation,
    classes,
    seen,
    words,
    means,
    summaries: summaries.notes,
  };
}

/** The rows of one part, as `survey` keeps them; nothing where it has none. */
export async function rowsOfPart(
  stream: RowStream,
  part: "sample" | "test",
  division: Division,
): Promise<Table | undefined> {
  const tables: Table[] = [];
  for await (const { table, parts } of divided(stream, division))
    if (parts[part].length > 0) tables.push(selectRows(table, parts[part]));
  return tables.length > 0 ? concatTables(tables) : undefined;
}

/** All rows in turn, and what each is for. */
async function* divided(
  stream: RowStream,
  division: Division,
): AsyncGenerator<{ table: Table; parts: RowParts; shares: Shares }> {
  let shares: Shares | undefined;
  const { seed, group: asked, gaps = false } = division;
  for (let group = 0; group < stream.groups; group++) {
    for await (const { table, first } of stream.read(group)) {
      shares ??= sharesOf(stream.rows, widthOf(table), division);
      const keys =
        asked === undefined ? undefined : groupKeys(table, columnCalled(table, asked) ?? asked, gaps);
      yield { table, parts: rowParts(first, table.rows, { seed, shares, keys }), shares };
    }
  }
}

/** Held-out rows lie in memory: beyond so many, a test grows no sharper that anyone would see. */
function sharesOf(rows: number, width: number, { testSize, validation, kept = keptRows }: Division): Shares {
  const most = Math.min(kept, Math.max(1000, Math.floor(keptNumbers / width))) / rows;
  const test = Math.min(testSize, most);
  return { test, validation: Math.min(validation, most), sample: Math.min(1, most) };
}

const widthOf = ({ columns }: Table): number =>
  [...columns.values()].reduce((sum, column) => sum + (column.kind === "list" ? column.width : 1), 0);

function addClasses(classes: Classes, table: Table, label: string): void {
  const { numbers, words } = classes;
  const column = table.column(label);
  if (column.kind !== "number" && column.kind !== "text") return; // said when the column is read
  if (column.kind === "number") classes.names = column.names;
  classes.rows += table.rows;
  if (column.kind === "text" || column.spelled || column.words) {
    if (words.size <= mostClasses) countTexts(labelTexts(table, label).texts, words);
    return;
  }
  const { values } = column;
  for (let row = 0; row < values.length && numbers.size <= mostClasses; row++) {
    const value = values[row]!;
    if (!Number.isNaN(value)) numbers.add(value);
  }
}

/** A regression's label that holds text. */
function addTargets(targets: NotNumbers | undefined, table: Table, label: string): NotNumbers | undefined {
  const column = table.column(label);
  if (column.kind !== "text") return targets;
  const found = targets ?? new NotNumbers(table, label);
  found.addFrom(table, column.values);
  return found;
}
