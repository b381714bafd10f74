import type { Dress } from "../../data/columns/cells/dress.ts";
import { targetDress, withTarget } from "../../data/columns/cells/target.ts";
import { fitEncoder, readAs } from "../../data/columns/encoder.ts";
import type { Encoder } from "../../data/columns/encoding.ts";
import { gapsOf } from "../../data/columns/gaps.ts";
import { selectRows } from "../../data/columns/missing.ts";
import type { WantedImage } from "../../data/images/image.ts";
import type { UnreadFile } from "../../data/listing/walk.ts";
import type { SourceTables } from "../../data/memory.ts";
import { append } from "../../data/numbers/lists.ts";
import { type ColumnRoles, cellsAsked, type HowToRead } from "../../data/reading.ts";
import { chooseLabel, columnCalled, type Task } from "../../data/rows/chooseLabel.ts";
import { withoutMadeUp } from "../../data/rows/headerlessLabel.ts";
import { LabelledRows, type Matrix } from "../../data/rows/labelledRows.ts";
import { classesAmong, readLabels, rowsWithoutLabel } from "../../data/rows/labels.ts";
import { notLabels, settledRoles } from "../../data/rows/roles.ts";
import { rowGroups, rowsWithoutGroup } from "../../data/rows/rowGroups.ts";
import { rowsWithoutTime, rowTimes } from "../../data/rows/rowTimes.ts";
import { sorted, withSkipped } from "../../data/rows/soundRows.ts";
import type { SkippedRow } from "../../data/skippedRows.ts";
import type { SourceOptions } from "../../data/sourceOptions.ts";
import type { Table } from "../../data/table.ts";
import { asProgram, SettingError, type Spell, UserError } from "../../errors.ts";
import { loneClassNote } from "../../train/inspection/goodClass.ts";
import type { DataSpec, OldRows } from "../../train/run/experiment.ts";
import { labelOfParts, lacksClasses } from "../inspection/goodParts.ts";
import { checkClasses } from "./classesCheck.ts";
import { sharedPictures, withoutTwins } from "./copies.ts";
import { type BesideOld, besideOld, freshRows } from "./oldRows.ts";
import { lacksLabel, otherParts, sourceParts } from "./sourceParts.ts";

/** What is asked for, before the data is read; of images, what is asked of their size and colour. */
export type Wanted = Omit<DataSpec, "sha256" | "image"> & {
  sha256?: string;
  image?: WantedImage;
  /** the shares that nobody asked for, which may be others where rows are few */
  usual?: UsualShares;
};

/** Which shares nobody asked for. */
export interface UsualShares {
  readonly testSize: boolean;
  readonly validation: boolean;
}

/** Is told how a download from the Hub goes on. */
export type OnDownload = NonNullable<SourceOptions["onProgress"]>;

/** How a reader is to read: files, and of images what is asked of their size and colour. */
export interface Asked extends HowToRead {
  onError?: ColumnRoles["onError"];
  image?: WantedImage | undefined;
}

/** Reads what a training is given: its data, and test rows of their own. */
export interface Reader {
  data(asked: Asked): Promise<SourceTables>;
  test(asked: Asked): Promise<SourceTables>;
  /** the rows of an earlier run, where a training is held against it */
  old?(source: string, asked: Asked): Promise<SourceTables>;
}

/** Where the rows came from that a training is measured on: words.ts has a phrase for each. */
export type Tested = "training" | "heldOut" | "testSplit" | "fold" | "rowsOf";

/** A data source as it was read, before any row of it is learned from. */
export interface Source {
  data: DataSpec;
  task: Task;
  label: string;
  /** why this column is the label */
  labelWhy: string;
  /** what the other columns are for, where it was asked */
  roles: ColumnRoles;
  table: Table;
  /** Row numbers as the only feature, with each row's label: what splits are made of. */
  rows: LabelledRows;
  /** the first so many rows are new, and may be held out; those behind them an earlier run learned from. All are new when left out */
  fresh?: number | undefined;
  /** of each row: no split parts those of one group */
  groups?: Int32Array | undefined;
  /** of each row: the latest are held out */
  times?: Float64Array | undefined;
  test?: Table;
  /** the validation split that came with the data, where it validates */
  validation?: Table;
  tested: Tested;
  notes: string[];
  /** what the numbers of a regression's label wore */
  targetDress?: Dress | undefined;
  /** the rows that were set aside, since they hold mistakes */
  skipped: readonly SkippedRow[];
  /** the files of its folder or repository that were not read, each with the reason */
  unread?: readonly UnreadFile[] | undefined;
}

/** Row numbers of a source's table. */
export interface Parts {
  train: LabelledRows;
  test?: LabelledRows;
  validation?: LabelledRows;
}

/** Reads what is asked for, cleaned of rows that lack cells where that is asked. */
export async function readSource(spec: Wanted, reader: Reader, spell: Spell = asProgram): Promise<Source> {
  const onError = spec.roles?.onError;
  const loaded = await reader.data({
    image: spec.image,
    ...spec.reading,
    ...keptCells(spec),
    spell,
    onError,
  });
  if (spec.sha256 !== undefined) checkSame(spec.source, loaded.sha256, spec.sha256);
  const { image: asked, usual: _, ...rest } = spec;
  const { image } = loaded;
  if (asked && !image)
    throw new SettingError(
      (say) =>
        `${spec.source}: holds no images; leave out ${say("size")}, ${say("grey")} and ${say("colour")}`,
    );
  const reading = spec.reading || loaded.reading ? { ...spec.reading, ...loaded.reading } : undefined;
  const data: DataSpec = { ...rest, sha256: loaded.sha256, image, reading };
  const task = spec.task ?? "classify";
  const parts = sourceParts(loaded, spec.test !== undefined, spell);
  const whole = parts.train;
  if (whole.rows === 0) throw new UserError(`${whole.source}: has a header but no rows; add rows of data`);
  const notes: string[] = [...loaded.notes, ...parts.notes];
  const { distances } = spec;
  const { label, labelWhy, roles, table: named } = rolesIn(whole, spec, { task, notes, spell });
  const beside = spec.old && (await besideEarlier(named, { ...data, label, old: spec.old }, reader, spell));
  if (beside) append(notes, beside.notes);
  const labelled = beside?.table ?? named;
  const skipped: SkippedRow[] = [];
  const judging = { decimal: roles.decimal, skip: onError === "skip" };
  const dress = task === "regress" ? targetDress(labelled, label, judging) : undefined;
  let learned = labelled;
  const cells = { label, missing: spec.missing, roles, ...cellsAsked(roles) };
  /** Without the rows that hold mistakes, where these are set aside. */
  const sound = (read: Table, classes?: readonly string[]): Table => {
    if (roles.onError !== "skip" || read.imageColumn !== undefined) return read;
    const lacking = spec.missing === "drop" ? [] : unlabelled(read, { label, task, classes });
    const encoder = fitEncoder(labelled, { ...cells, onError: "skip" });
    const found = sorted(read, {
      encoder,
      learns: read === labelled,
      label: { name: label, task, lacking, dress },
    });
    append(skipped, found.skipped);
    const told = withSkipped(notes, found.skipped, read.rows, spell);
    notes.length = 0;
    append(notes, told);
    return found.table;
  };
  const clean = (given: Table, classes?: readonly string[]) => {
    const found = sound(given, classes);
    const read = task === "regress" ? withTarget(found, label, dress) : found;
    if (given === labelled) learned = read;
    if (spec.missing !== "drop") return read;
    const more = [
      ...unlabelled(read, { label, task, classes }),
      ...(given === labelled ? undivided(read, roles) : []),
    ];
    const encoder = fitEncoder(learned, cells);
    return complete(read, encoder, { notes, more, say: spell });
  };
  const classed = task === "classify" ? label : undefined;
  // Pictures that are the same stay together, and those that stand in two classes are left out.
  const settled = (read: Table, classes?: readonly string[]) =>
    withoutTwins(clean(calledFor(label, roles, read), distances ? undefined : classes), {
      label: classed,
      notes,
    });
  const table = withoutTwins(clean(labelled), { label: classed, learns: distances ?? "classes", notes });
  const known = distances && classesAmong(table, label);
  const { labels, classNames } = readLabels(table, { label, task, classNames: known });
  if (task === "classify") checkClasses(table, label, classNames, notes, spell);
  if (distances) append(notes, loneClassNote(classNames, distances.good, spell));
  const numbered = Float64Array.from({ length: table.rows }, (_, row) => row);
  const features: Matrix = { shape: [table.rows, 1], data: numbered };
  const rows = new LabelledRows({ features, labels, featureNames: ["row"], classNames });
  const groups = rowGroups(table, roles.group);
  const times = roles.time === undefined ? undefined : rowTimes(table, roles.time, roles.dateOrder);
  const source: Source = {
    data,
    task,
    label,
    labelWhy,
    roles,
    table,
    rows,
    fresh: beside && freshRows(table, beside),
    groups,
    times,
    tested: "training",
    notes,
    targetDress: dress,
    skipped,
    unread: loaded.unread,
  };
  const unlabelledPart = (part: Table) =>
    distances ? lacksClasses(part, label, notes) : lacksLabel(part, label, notes);
  if (spec.test) {
    const named = await reader.test({
      image,
      ...testReading(data, whole.columnNames),
      ...keptCells(spec, label),
      onError,
      spell,
    });
    const part = named.tables.test ? "test" : Object.keys(named.tables)[0]!;
    if (named.sha256 === loaded.sha256 && loaded.tables[part] === whole)
      notes.push(`${spec.test.source} is the data itself: what is tested on is learned from`);
    const more = named.notes.filter((note) => !notes.includes(note));
    append(notes, more);
    append(
      notes,
      otherParts(named, part, () => "for others name one of its files"),
    );
    if (spec.test.sha256) checkSame(spec.test.source, named.sha256, spec.test.sha256);
    data.test = { source: spec.test.source, sha256: named.sha256 };
    source.test = settled(named.tables[part]!, classNames);
    source.tested = "rowsOf";
  } else if (parts.test && !unlabelledPart(parts.test)) {
    source.test = settled(parts.test, classNames);
    source.tested = "testSplit";
  } else if (spec.testSize > 0) source.tested = "heldOut";
  const validation = parts.validation && !unlabelledPart(parts.validation) ? parts.validation : undefined;
  // A run of an earlier kiso cut a share from the training rows although the data has a validation split.
  const ofEarlierRun = spec.sha256 !== undefined && typeof spec.validation === "number";
  if (spec.validation && validation && !ofEarlierRun) {
    data.validation = "split";
    source.validation = settled(validation, classNames);
  } else if (spec.validation === "split") throw nothingToWatch(spec.source);
  else if (validation)
    notes.push(
      `${validation.source}: ${validation.rows} rows to validate on are not used${ofEarlierRun ? ", as when this run began" : `; with ${spell("validation")} or ${spell("patience")} the training is watched by them`}`,
    );
  append(notes, sharedPictures(table, { "test on": source.test, "validate on": source.validation }));
  return source;
}

/** New rows with those of an earlier run behind them. */
async function besideEarlier(
  read: Table,
  {
    old: { source, sha256, reading, learned, columns },
    label,
    image,
    test,
    roles,
  }: DataSpec & {
    label: string;
    old: OldRows;
  },
  reader: Reader,
  spell: Spell,
): Promise<BesideOld> {
  const asked = { image, ...reading, learned: label, onError: roles?.onError, spell };
  const loaded = await reader.old!(source, asked);
  checkSame(source, loaded.sha256, sha256);
  const { train } = sourceParts(loaded, test !== undefined, spell);
  return besideOld(read, train, { learned, columns: columns ?? [read.imageColumn!, label] });
}

/** Of which columns a reader keeps the cells as they are written. */
export const keptCells = (
  { label, roles, task }: Pick<Wanted, "label" | "roles" | "task">,
  learned = label,
): HowToRead => ({
  learned,
  byName: task === "regress" ? false : label === "label" ? "any" : true,
  keep: roles?.group === undefined ? undefined : [roles.group],
  points: roles?.decimal !== "," ? undefined : task === "regress" ? "all" : "features",
});

/** Test rows lie in a file of their own, which has a header where the data has one, of the names `known`, and no list of classes but its own. */
export const testReading = ({ reading }: Pick<DataSpec, "reading">, known: readonly string[]): HowToRead => ({
  header: reading?.header,
  usualSheet: reading?.sheet,
  known,
});

/** No rows to watch a training by, neither asked for nor with the data. */
export const nothingToWatch = (source: string): SettingError =>
  new SettingError(
    (say) => `${source}: ${say("patience")} needs validation rows to watch: add ${say("validation", 0.2)}`,
  );

/** The label that is named, else that which a table says by its names, and what its other columns are for. */
function rolesIn(
  table: Table,
  { label: asked, roles: given, distances }: Pick<Wanted, "label" | "roles" | "distances">,
  { task, notes, spell }: { task: Task; notes: string[]; spell: Spell },
): Pick<Source, "label" | "labelWhy" | "roles" | "table"> {
  const named = asked === undefined ? undefined : (columnCalled(table, asked) ?? asked);
  const roles = settledRoles(table, given, named);
  if (named !== undefined)
    return { label: named, labelWhy: "as asked", roles, table: calledFor(named, roles, table) };
  const others = notLabels(roles);
  if (distances) {
    const { why, ...found } = labelOfParts(table, { others, good: distances.good, notes, spell });
    return { ...found, labelWhy: why, roles };
  }
  const { label, why } = chooseLabel(table.without(others), task);
  return { label, labelWhy: why, roles, table: calledFor(label, roles, table) };
}

/** In a file without a header nothing but the label is called "label". */
const calledFor = (label: string, roles: ColumnRoles, table: Table): Table =>
  label === "label" || !table.columns.has("label") || notLabels(roles).has("label")
    ? table
    : withoutMadeUp(table);

/** The rows without a group or a time, where they are divided by such. */
const undivided = (table: Table, { group, time, dateOrder }: ColumnRoles): number[] => [
  ...(group === undefined ? [] : rowsWithoutGroup(table, group)),
  ...(time === undefined ? [] : rowsWithoutTime(table, time, dateOrder)),
];

/** The rows without a label. */
export const unlabelled = (
  table: Table,
  { label, task, classes }: { label: string; task: Task; classes?: readonly string[] | undefined },
): readonly number[] =>
  task === "classify" ? rowsWithoutLabel(table, label, classes) : gapsOf(table.column(label));

export interface Completing {
  /** is told how many rows were left out */
  notes: string[];
  /** rows that are left out besides */
  more?: readonly number[];
  /** how remarks spell settings */
  say?: Spell | undefined;
}

/** Without the rows that lack a cell of an encoder's columns, or are among `more`; how many that are is noted. */
export function complete(
  table: Table,
  encoder: Encoder,
  { notes, more = [], say = asProgram }: Completing,
): Table {
  const read = readAs(table, encoder);
  const gaps = new Set(more);
  for (const { name } of encoder.columns) for (const row of gapsOf(read.column(name))) gaps.add(row);
  if (gaps.size === 0) return table;
  if (gaps.size === table.rows) {
    throw new SettingError((say) =>
      say("missing", "drop") === ""
        ? `${table.source}: every row lacks a cell, and the model knows whole rows alone; fill them in`
        : `${table.source}: ${say("missing", "drop")} leaves no row, since each lacks a cell; fill them with ${say("missing", "mean")} or median`,
    );
  }
  let least = table.rows;
  for (const row of gaps) least = Math.min(least, row);
  const first = table.where(least);
  notes.push(`${say("missing", "drop")} left out ${gaps.size} of ${table.rows} rows (the first: ${first})`);
  return selectRows(
    table,
    Array.from({ length: table.rows }, (_, row) => row).filter((row) => !gaps.has(row)),
  );
}

export function checkSame(source: string, found: string, wanted: string): void {
  if (found === wanted) return;
  throw new UserError(
    `${source} is not the data that this run was trained on: its SHA-256 is ${found.slice(0, 12)}…, the run's config.json has ${wanted.slice(0, 12)}…; bring the old file back, or begin a new run`,
  );
}
