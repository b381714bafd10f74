import { fitEncoder, withoutCategories } from "../../data/columns/encoder.ts";
import type { Encoder } from "../../data/columns/encoding.ts";
import { gapsOf } from "../../data/columns/gaps.ts";
import { selectRows } from "../../data/columns/missing.ts";
import { nearConstantNotes } from "../../data/columns/nearConstant.ts";
import { unseenCategories, unseenInWords } from "../../data/columns/unseen.ts";
import type { ImageSpec } from "../../data/images/image.ts";
import { LabelledRows, type Matrix } from "../../data/labelledRows.ts";
import { type LoadedTables, loadTables, type SourceOptions } from "../../data/load.ts";
import { fitScaler, type Scaler } from "../../data/scale.ts";
import { trainTestSplit } from "../../data/split.ts";
import type { RowName, Table } from "../../data/table.ts";
import { findLabel, readLabels, type Task, toRows } from "../../data/toRows.ts";
import { SettingError, UserError } from "../../errors.ts";
import type { Samples } from "../../model/samples.ts";
import { toSamples } from "../../model/samples.ts";
import type { Words } from "../../report/words/words.ts";
import { words } from "../../report/words/words.ts";
import type { Feed } from "../../train/rows/feed.ts";
import type { SampleStream } from "../../train/rows/streamFeed.ts";
import type { DataSpec } from "../../train/run/experiment.ts";
import { checkClasses, checkHeldOut } from "./classesCheck.ts";

/** Rows ready for a network, and where they came from. */
export interface Prepared {
  data: DataSpec;
  train: LabelledRows;
  test?: LabelledRows;
  validation?: LabelledRows;
  /** how the rows came about that the result is of */
  tested: Tested;
  /** what those rows are called in the user's file */
  rowNames: readonly RowName[];
  /** name of the label column */
  label: string;
  /** what made features of the columns; fitted on the training rows, as the scalers */
  encoder: Encoder;
  scaler: Scaler;
  /** of a regression's label */
  target?: Scaler;
  /** what whoever trains should know of the rows, a line each */
  notes: string[];
  /** where the rows do not lie in memory: then `train` is a sample of them */
  streamed?: { rows: number; samples: SampleStream };
}

/** How many rows are learned from. */
export const trainingRows = ({ train, streamed }: Prepared): number => streamed?.rows ?? train.nSamples;

/** Where the rows came from that a training is measured on: words.ts has a phrase for each. */
export type Tested = "training" | "heldOut" | "testSplit" | "fold" | "rowsOf";

/** "held-out rows" */
export const testedInWords = (
  { tested, data }: Pick<Prepared, "tested" | "data">,
  w: Words = words.en,
): string => w.measuredOn[tested](data.test?.source ?? data.source);

/** A data source as it was read, before any row of it is learned from. */
export interface Source {
  data: DataSpec;
  task: Task;
  label: string;
  table: Table;
  /** Row numbers as the only feature, with each row's label: what splits are made of. */
  rows: LabelledRows;
  test?: Table;
  /** the validation split that came with the data, where it validates */
  validation?: Table;
  tested: Tested;
  notes: string[];
}

/** Row numbers of a source's table. */
export interface Parts {
  train: LabelledRows;
  test?: LabelledRows;
  validation?: LabelledRows;
}

/** What is asked for, before the data is read; of images, what is asked of their size and colour. */
export type Wanted = Omit<DataSpec, "sha256" | "image"> & { sha256?: string; image?: Partial<ImageSpec> };

/** Is told how a download from the Hub goes on. */
export type OnDownload = NonNullable<SourceOptions["onProgress"]>;

/** Reads what is named. With `sha256` in it, as a run's config.json has, the data must be the very same. */
export async function prepare(spec: Wanted, seed: number, onDownload?: OnDownload): Promise<Prepared> {
  const source = await readSource(spec, onDownload);
  return fitted(source, split(source, seed));
}

export async function readSource(spec: Wanted, onProgress?: OnDownload): Promise<Source> {
  const options = { onProgress, image: spec.image };
  const loaded = await loadTables(spec.source, options);
  if (spec.sha256 !== undefined) checkSame(spec.source, loaded.sha256, spec.sha256);
  const { image: asked, ...rest } = spec;
  const { image } = loaded;
  if (asked && !image)
    throw new SettingError(
      (say) =>
        `${spec.source}: holds no images; leave out ${say("size")}, ${say("grey")} and ${say("colour")}`,
    );
  const data: DataSpec = { ...rest, sha256: loaded.sha256, image };
  const task = spec.task ?? "classify";
  const whole = trainingTable(loaded);
  if (whole.rows === 0) throw new UserError(`${whole.source}: has a header but no rows; add rows of data`);
  const label = spec.label ?? findLabel(whole, task);
  const notes: string[] = [...loaded.notes];
  const clean = (read: Table) => {
    const table = task === "classify" ? read.withWords([label]) : read;
    return spec.missing === "drop" ? complete(table, usedColumns(whole, label), notes) : table;
  };
  const table = clean(whole);
  const { labels, classNames } = readLabels(table, { label, task });
  if (task === "classify") checkClasses(table, label, classNames, notes);
  const numbered = Float64Array.from({ length: table.rows }, (_, row) => row);
  const features: Matrix = { shape: [table.rows, 1], data: numbered };
  const rows = new LabelledRows({ features, labels, featureNames: ["row"], classNames });
  const source: Source = { data, task, label, table, rows, tested: "training", notes };
  if (spec.test) {
    const named = await loadTables(spec.test.source, { ...options, image });
    notes.push(...named.notes);
    if (spec.test.sha256) checkSame(spec.test.source, named.sha256, spec.test.sha256);
    data.test = { source: spec.test.source, sha256: named.sha256 };
    source.test = clean(named.tables.test ?? Object.values(named.tables)[0]!);
    source.tested = "rowsOf";
  } else if (loaded.tables.test) {
    source.test = clean(loaded.tables.test);
    source.tested = "testSplit";
  } else if (spec.testSize > 0) source.tested = "heldOut";
  const { validation } = loaded.tables;
  // Of such data only a run of an earlier kiso has a share in its config.json: it cut it from the training rows.
  const ofEarlierRun = spec.sha256 !== undefined && typeof spec.validation === "number";
  if (spec.validation && validation && !ofEarlierRun) {
    data.validation = "split";
    source.validation = clean(validation);
  } else if (spec.validation === "split") throw nothingToWatch(spec.source);
  else if (validation)
    notes.push(
      `${validation.source}: ${validation.rows} rows to validate on are not used${ofEarlierRun ? ", as when this run began" : "; with --validation or --patience the training is watched by them"}`,
    );
  return source;
}

/** No rows to watch a training by, neither asked for nor with the data. */
export const nothingToWatch = (source: string): SettingError =>
  new SettingError(
    (say) => `${source}: ${say("patience")} needs validation rows to watch: add ${say("validation", 0.2)}`,
  );

function trainingTable({ tables, source }: LoadedTables): Table {
  const names = Object.keys(tables);
  const rows = tables.train ?? (names.length === 1 ? tables[names[0]!] : undefined);
  if (rows) return rows;
  throw new UserError(`${source} has no train split, only ${names.join(", ")}; name one of its files`);
}

/** The columns whose cells the rule `drop` asks for. */
export function usedColumns(table: Table, label: string): string[] {
  return [...fitEncoder(table, { label, missing: "drop" }).columns.map(({ name }) => name), label];
}

/** Without the rows that lack a cell of these columns. */
export function complete(table: Table, columns: readonly string[], notes: string[]): Table {
  const gaps = new Set(columns.flatMap((name) => gapsOf(table.column(name))));
  if (gaps.size === 0) return table;
  if (gaps.size === table.rows) {
    throw new SettingError(
      (say) =>
        `${table.source}: ${say("missing", "drop")} leaves no row, since each lacks a cell; fill them with ${say("missing", "mean")} or median`,
    );
  }
  const first = table.where(Math.min(...gaps));
  notes.push(`--missing drop left out ${gaps.size} of ${table.rows} rows (the first: ${first})`);
  return selectRows(
    table,
    Array.from({ length: table.rows }, (_, row) => row).filter((row) => !gaps.has(row)),
  );
}

/** Which rows train, validate and test. Of every class each part gets its share. */
export function split({ data, rows, task, label, test, validation: own }: Source, seed: number): Parts {
  const cut = (from: LabelledRows, share: number, by: "testSize" | "validation") => {
    checkHeldOut(from, { source: data.source, label }, share, by);
    return trainTestSplit(from, { testSize: share, seed, stratify: task === "classify" });
  };
  const parts: Parts = test || data.testSize === 0 ? { train: rows } : cut(rows, data.testSize, "testSize");
  if (own || typeof data.validation !== "number" || data.validation === 0) return parts;
  const { train, test: validation } = cut(parts.train, data.validation, "validation");
  return { ...parts, train, validation };
}

/** Features and scales as the training rows alone make them, for all parts. */
export function fitted(source: Source, parts: Parts): Prepared {
  const { data, table, label, task, tested } = source;
  const places = (part: LabelledRows) => part.features.data;
  const encoder = fitEncoder(table, { label, missing: data.missing, rows: places(parts.train) });
  const all = toRows(table, { label, task, encoder, classNames: source.rows.classNames });
  const take = (part: LabelledRows) => (part === source.rows ? all : all.select(places(part)));
  const others = (one: Table | undefined) =>
    one && toRows(one, { label, task, encoder, classNames: all.classNames });
  const train = take(parts.train);
  const test = parts.test ? take(parts.test) : others(source.test);
  const validation = parts.validation ? take(parts.validation) : others(source.validation);
  const unseen = [table, source.test, source.validation].flatMap((one) =>
    one ? unseenCategories(one, encoder) : [],
  );
  return {
    data,
    train,
    test,
    validation,
    tested,
    rowNames: testedNames(source, parts),
    label,
    encoder,
    scaler: withoutCategories(fitScaler(data.scale, train.features, train.image), encoder),
    target: task === "regress" ? targetScaler(train) : undefined,
    notes: [...source.notes, ...nearConstantNotes(table, encoder), ...unseen.map(unseenInWords)],
  };
}

/** What the rows are called that a training is measured on: the test rows, or the training rows where there are none. */
function testedNames({ table, test }: Source, parts: Parts): RowName[] {
  if (!parts.test && test) return Array.from({ length: test.rows }, (_, row) => test.rowName(row));
  const part = parts.test ?? parts.train;
  return Array.from(part.features.data, (row) => table.rowName(row));
}

/** (n,) as a column: zero mean and unit variance over the training rows. */
const targetScaler = ({ labels, nSamples }: LabelledRows): Scaler =>
  fitScaler("standard", { shape: [nSamples, 1], data: labels });

export function checkSame(source: string, found: string, wanted: string): void {
  if (found === wanted) return;
  throw new UserError(
    `${source} is not the data that this run was trained on: its SHA-256 is ${found.slice(0, 12)}…, the run's config.json has ${wanted.slice(0, 12)}…; bring the old file back, or begin a new run`,
  );
}

export interface ScaledSamples {
  train: Samples;
  /** where the rows that are learned from do not lie in memory */
  feed?: Feed;
  test?: Samples;
  validation?: Samples;
}

/** The prepared rows as the network takes them. */
export function scaled({ train, test, validation, scaler, target }: Prepared): ScaledSamples {
  return {
    train: toSamples(train, scaler, target),
    test: test && toSamples(test, scaler, target),
    validation: validation && toSamples(validation, scaler, target),
  };
}
