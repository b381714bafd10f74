import { asProgram, SettingError, UserError } from "../../errors.ts";
import { calendarNotes } from "../columns/cells/dates/calendar.ts";
import { readingNotes } from "../columns/cells/readingNotes.ts";
import { countCategories } from "../columns/cells/spelling.ts";
import { encodedNames, fitEncoder, readAs, withoutCategories } from "../columns/encoder.ts";
import type { Encoder } from "../columns/encoding.ts";
import { gapsOf } from "../columns/gaps.ts";
import { mode, selectRows } from "../columns/missing.ts";
import { nearConstantNotes } from "../columns/nearConstant.ts";
import { standInNotes } from "../columns/standIns.ts";
import { cellsAsked } from "../reading.ts";
import { sortClasses } from "../rows/classes.ts";
import type { LabelledRows } from "../rows/labelledRows.ts";
import { classesCounted, rowsWithoutLabel } from "../rows/labels.ts";
import { groupNote, orderNotes } from "../rows/roleNotes.ts";
import { rowsWithoutGroup } from "../rows/rowGroups.ts";
import { type Scaler, tooLarge } from "../rows/scale.ts";
import { type Sound, soundRows, withSkipped } from "../rows/soundRows.ts";
import { toRows } from "../rows/toRows.ts";
import { addSkipped, type SkippedRow } from "../skippedRows.ts";
import type { Table } from "../table.ts";
import { groupKeys } from "./groupKeys.ts";
import { type RowParts, rowParts } from "./rowParts.ts";
import type { RowStream } from "./rowStream.ts";
import { RunningMoments } from "./runningMoments.ts";
import {
  type Classes,
  mostClasses,
  RunningMean,
  type StreamedOptions,
  type Survey,
  survey,
} from "./survey.ts";

/** Rows of a stream, read once to learn how they are to be read. */
export interface StreamedRows {
  label: string;
  labelWhy: string;
  encoder: Encoder;
  scaler: Scaler;
  /** of the features of the training rows, before they are scaled */
  extremes: RunningMoments["extremes"];
  target?: Scaler;
  /** training rows of each group */
  groupRows: readonly number[];
  /** the training rows that are kept in memory: the loss is measured on them */
  sample: LabelledRows;
  /** the same rows as they were read */
  sampled: Table;
  test?: LabelledRows;
  validation?: LabelledRows;
  /** the rows of `test`, or of `sample` where there is none, as their file numbers them from 1 */
  rowNumbers: number[];
  /** how many rows `--missing drop` left out */
  dropped: number;
  /** the rows that were set aside, since they hold mistakes */
  skipped: readonly SkippedRow[];
  /** what is odd about columns, as a sample of the training rows shows it, a line each */
  notes: string[];
  /** Other rows, as those of the stream. */
  encode(table: Table): LabelledRows;
  /** The training rows of a group. */
  read(group: number): AsyncIterable<LabelledRows>;
}

/**
 * Two passes. The first judges the columns as `fitEncoder` does those of a file in memory, and gathers all classes and
 * categories; the second checks every number and fits the scale to all training rows.
 */
export async function streamRows(stream: RowStream, options: StreamedOptions): Promise<StreamedRows> {
  const { task, missing, seed, spell = asProgram } = options;
  if (stream.rows === 0) throw new UserError(`${stream.name}: has a header but no rows; add rows of data`);
  const surveyed = await survey(stream, {
    ...options,
    group: options.roles?.group,
    gaps: missing === "drop",
  });
  if (!surveyed) throw nothingToTrainOn(stream);
  const { label, shares, classes, seen, roles } = surveyed;
  if (roles.group !== undefined && options.testSize > 0 && !surveyed.test)
    throw noGroupToTest(stream, roles.group);
  const { group: grouped } = roles;
  const classNames = task === "classify" ? classNamesOf(stream.name, label, classes) : [];
  const placesOfWhole = (table: Table, encoder: Encoder) =>
    wholePlaces(table, encoder, [
      ...(task === "classify" ? rowsWithoutLabel(table, label, classNames) : gapsOf(table.column(label))),
      ...(grouped === undefined ? [] : rowsWithoutGroup(table, grouped)),
    ]);
  const wholeRows = (table: Table, encoder: Encoder) => selectRows(table, placesOfWhole(table, encoder));
  const cells = { label, missing, seen, roles, ...cellsAsked(options.roles) };
  const { onError } = options.roles ?? {};
  const judged = onError === "skip" ? fitEncoder(surveyed.sample, { ...cells, onError }) : undefined;
  /** Without the rows that hold mistakes, where these are set aside. */
  const sound = (table: Table): Sound => {
    if (!judged) return { table, skipped: [], places: undefined };
    const drops = missing === "drop";
    const lacking = drops
      ? []
      : task === "classify"
        ? rowsWithoutLabel(table, label, classNames)
        : gapsOf(table.column(label));
    return soundRows(table, { encoder: judged, learns: true, label: { name: label, task, lacking } });
  };
  const kept = sound(surveyed.sample).table;
  if (kept.rows === 0) throw nothingToTrainOn(stream);
  const first = fitEncoder(kept, { ...cells, onError, sound: judged !== undefined });
  const sampled = missing === "drop" ? wholeRows(kept, first) : kept;
  const encoder = await withMeans(stream, fittedToAll(first, surveyed), surveyed, options);
  const used = encoder.columns.map(({ name }) => name);
  const columns = [...used, label, ...(grouped === undefined ? [] : [grouped])];
  const encoded = (table: Table) => toRows(table, { label, task, encoder, classNames, piece: true });

  const moments = new RunningMoments(encodedNames(encoder).length);
  const targets = new RunningMoments(1);
  const groupRows: number[] = [];
  let read = 0;
  let aside = 0;
  const skipped: SkippedRow[] = [];
  for (let group = 0; group < stream.groups; group++) {
    const before = moments.rows;
    for await (const { rows, parts, left } of pieces(group)) {
      aside += left.filter(({ row }) => row !== undefined).length;
      addSkipped(skipped, left);
      if (!rows) continue;
      moments.add(rows.features.data, parts.train);
      if (task === "regress") targets.add(rows.labels, parts.train);
      read += rows.nSamples;
    }
    groupRows.push(moments.rows - before);
  }
  if (moments.rows === 0) throw nothingToTrainOn(stream);
  const whole = (raw: Table) => {
    const { table } = sound(raw);
    return missing === "drop" ? wholeRows(table, encoder) : table;
  };
  const scaler = moments.scaler(options.scale);
  const far = scaler.scale.findIndex((one) => !Number.isFinite(one));
  if (far >= 0) {
    const { least, most } = moments.extremes;
    const value = -least[far]! > most[far]! ? least[far] : most[far];
    throw new UserError(`${stream.name}, column ${encodedNames(encoder)[far]}: ${value} ${tooLarge}`);
  }
  const [test, validation] = [surveyed.test, surveyed.validation].map((table) => table && whole(table));
  const named = test ?? sampled;
  const target = targets.scaler("standard");
  if (task === "regress" && targets.isConstant(0))
    throw new UserError(
      `${stream.name}, column ${label}: every row is ${target.offset[0]}; there is nothing to predict`,
    );
  return {
    label,
    labelWhy: surveyed.labelWhy,
    encoder,
    scaler: withoutCategories(scaler, encoder),
    extremes: moments.extremes,
    target: task === "regress" ? target : undefined,
    groupRows,
    sample: encoded(sampled),
    sampled,
    test: test && encoded(test),
    validation: validation && encoded(validation),
    rowNumbers: Array.from({ length: named.rows }, (_, row) => named.numberInFile(row)),
    dropped: stream.rows - read - aside,
    skipped,
    notes: [
      ...surveyed.summaries,
      ...withSkipped([], skipped, stream.rows, spell),
      ...readingNotes(sampled, encoder, spell, { decimal: options.roles?.decimal }),
      ...orderNotes(sampled, encoder, roles, spell),
      ...(test || validation ? groupNote(sampled, { label, roles }, spell) : []),
      ...calendarNotes(sampled, encoder, roles, spell),
      ...[...nearConstantNotes(sampled, encoder), ...standInNotes(sampled, encoder)].map(
        (note) => `in a sample of the training rows ${note}`,
      ),
    ],
    encode: (table) => encoded(whole(table)),
    async *read(group) {
      for await (const { rows, parts } of pieces(group)) if (rows) yield rows.select(parts.train);
    },
  };

  /** A group's rows, encoded, and which of them train. */
  async function* pieces(group: number): AsyncGenerator<StreamPiece> {
    for await (const { table: raw, first } of stream.read(group, columns)) {
      const keys = grouped === undefined ? undefined : groupKeys(raw, grouped, missing === "drop");
      const parts = rowParts(first, raw.rows, { seed, shares, keys });
      const { table, places, skipped: left } = sound(raw);
      const among = missing === "drop" ? placesOfWhole(table, encoder) : undefined;
      if (!among && !places) {
        yield { rows: encoded(table), parts, left };
        continue;
      }
      const chosen = among ? selectRows(table, among) : table;
      if (chosen.rows === 0) yield { rows: undefined, parts, left };
      else {
        const trains = new Set(parts.train);
        const train = Array.from({ length: chosen.rows }, (_, i) => i).filter((i) => {
          const within = among ? among[i]! : i;
          return trains.has(places ? places[within]! : within);
        });
        yield { rows: encoded(chosen), parts: { ...parts, train }, left };
      }
    }
  }
}

/** Encoded rows, which of them train, and those that were set aside. */
interface StreamPiece {
  /** none where none is left */
  rows: LabelledRows | undefined;
  parts: RowParts;
  left: readonly SkippedRow[];
}

const noGroupToTest = ({ name }: RowStream, group: string): SettingError =>
  new SettingError(
    (say) =>
      `${name}: of a file that is read part by part groups are drawn one by one, and none by column ${group} was drawn for the test; state a larger ${say("testSize")} or another ${say("seed")}`,
  );

const nothingToTrainOn = ({ name }: RowStream): UserError =>
  new SettingError((say) => `${name}: no row is left to train on; state a smaller ${say("testSize")}`);

function classNamesOf(
  name: string,
  label: string,
  { names, numbers, words, rows }: Classes,
): readonly string[] {
  if (names) return names;
  const found = new Set([...Array.from(numbers, String), ...classesCounted(words, rows)]);
  if (found.size > mostClasses)
    throw new SettingError(
      (say) =>
        `${name}, column ${label}: has more than ${mostClasses} different values, too many to be classes; choose another with ${say("label")}, or say ${say("task", "regress")} to predict numbers`,
    );
  const all = sortClasses(found);
  if (all.length < 2)
    throw new UserError(
      `${name}, column ${label}: every row is of class "${all[0]}"; a classifier needs at least two classes`,
    );
  return all;
}

/** Categories and means are those of all training rows, of which the sample may lack some; medians are the sample's. */
function fittedToAll(encoder: Encoder, { words, means }: Survey): Encoder {
  const fills = encoder.missing === "mean" || encoder.missing === "median";
  const columns = encoder.columns.map((column) => {
    if (column.kind === "number" && encoder.missing === "mean") {
      const mean = means.get(column.name)?.mean;
      return mean === undefined ? column : { ...column, fill: mean };
    }
    if (column.kind !== "category") return column;
    const counts = countCategories(words.get(column.name)!);
    const categories = sortClasses(counts.keys());
    return { ...column, categories, fill: fills ? mode(counts, categories) : undefined };
  });
  return { ...encoder, columns };
}

/** Means of columns whose numbers stand in a dress, which the survey did not know yet: one pass more. */
async function withMeans(
  stream: RowStream,
  encoder: Encoder,
  { means, shares, roles: { group } }: Survey,
  { seed, missing }: StreamedOptions,
): Promise<Encoder> {
  if (encoder.missing !== "mean") return encoder;
  const dressed = encoder.columns.filter(({ kind, name }) => kind === "number" && !means.has(name));
  if (dressed.length === 0) return encoder;
  const running = new Map(dressed.map(({ name }) => [name, new RunningMean()]));
  const some = { ...encoder, columns: dressed };
  for (let part = 0; part < stream.groups; part++) {
    for await (const { table, first } of stream.read(part, [
      ...running.keys(),
      ...(group === undefined ? [] : [group]),
    ])) {
      const keys = group === undefined ? undefined : groupKeys(table, group, missing === "drop");
      const { train } = rowParts(first, table.rows, { seed, shares, keys });
      const read = readAs(table, some);
      for (const [name, one] of running) {
        const column = read.column(name);
        if (column.kind === "number") one.add(column.values, train);
      }
    }
  }
  const columns = encoder.columns.map((column) => {
    const one = running.get(column.name);
    return one && column.kind === "number" ? { ...column, fill: one.mean } : column;
  });
  return { ...encoder, columns };
}

/** The rows that lack no cell of an encoder's columns, and are not among `lacking`. */
function wholePlaces(raw: Table, encoder: Encoder, lacking: readonly number[]): number[] {
  const table = readAs(raw, encoder);
  const gaps = new Set(lacking);
  for (const { name } of encoder.columns) for (const row of gapsOf(table.column(name))) gaps.add(row);
  return Array.from({ length: table.rows }, (_, row) => row).filter((row) => !gaps.has(row));
}
