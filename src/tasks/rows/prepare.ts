import { calendarNotes } from "../../data/columns/cells/dates/calendar.ts";
import { readingNotes } from "../../data/columns/cells/readingNotes.ts";
import { fitEncoder, withoutCategories } from "../../data/columns/encoder.ts";
import type { Encoder } from "../../data/columns/encoding.ts";
import { nearConstantNotes } from "../../data/columns/nearConstant.ts";
import { standInNotes } from "../../data/columns/standIns.ts";
import { unseenCategories, unseenInWords } from "../../data/columns/unseen.ts";
import type { UnreadFile } from "../../data/listing/walk.ts";
import { append } from "../../data/numbers/lists.ts";
import { cellsAsked } from "../../data/reading.ts";
import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import { classesTakenNotes } from "../../data/rows/labels.ts";
import { orderNotes } from "../../data/rows/roleNotes.ts";
import { fitScaler, type Scaler, type ScalerKind, TooLarge, tooLarge } from "../../data/rows/scale.ts";
import { toRows } from "../../data/rows/toRows.ts";
import type { SkippedRow } from "../../data/skippedRows.ts";
import type { Region, RowName, Table } from "../../data/table.ts";
import { asProgram, type Spell, UserError } from "../../errors.ts";
import type { RowsSketch } from "../../model/drift/sketch.ts";
import type { Samples } from "../../model/samples.ts";
import { rootOf, toSamples } from "../../model/samples.ts";
import type { PlaceOf } from "../../report/report.ts";
import type { Words } from "../../report/words/words.ts";
import { words } from "../../report/words/words.ts";
import { goodClass } from "../../train/inspection/goodClass.ts";
import type { Feed } from "../../train/rows/feed.ts";
import type { DataSpec, Experiment } from "../../train/run/experiment.ts";
import { knownKinds } from "../inspection/goodParts.ts";
import { heldBackParts } from "../inspection/heldBackParts.ts";
import { whereabouts } from "../pages/whereabouts.ts";
import { withUsualShares } from "../plan/usualShares.ts";
import { cut, divisionNotes } from "./cut.ts";
import { withRanges } from "./far/ranges.ts";
import { sketchOf, sketchOfPictures } from "./far/sketch.ts";
import { type Parts, type Reader, readSource, type Source, type Tested, type Wanted } from "./source.ts";

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
  /** where those rows lie, and what is in them */
  placeOf?: PlaceOf | undefined;
  /** name of the label column, and why it is that one */
  label: string;
  labelWhy: string;
  /** what made features of the columns; fitted on the training rows, as the scalers */
  encoder: Encoder;
  scaler: Scaler;
  /** what the training rows were, so that later lots can be held against them; of a fold, nothing is kept */
  sketch?: RowsSketch | undefined;
  /** of a regression's label */
  target?: Scaler;
  /** the group of each training row, where rows have one: no split parts those of one */
  groups?: Int32Array;
  /** remarks on the rows, a line each */
  notes: string[];
  /** the rows that were set aside, since they hold mistakes */
  skipped?: readonly SkippedRow[] | undefined;
  /** the files of a folder or a repository that were not read, each with the reason */
  unread?: readonly UnreadFile[] | undefined;
  /** by the file of a row that it is measured on: where its defects are */
  regions?: ReadonlyMap<string, Region> | undefined;
  /** where the rows do not lie in memory: then `train` is a sample of them */
  streamed?: { rows: number; feed(experiment: Experiment): Feed };
}

/** How many rows are learned from. */
export const trainingRows = ({ train, streamed }: Prepared): number => streamed?.rows ?? train.nSamples;

/** "held-out rows" */
export const testedInWords = (
  { tested, data }: Pick<Prepared, "tested" | "data">,
  w: Words = words.en,
): string => w.measuredOn[tested](data.test?.source ?? data.source);

/** What reads rows, and may stream those that are too many for memory. */
export interface RowReader extends Reader {
  /** nothing where they are to be in memory */
  stream?(spec: Wanted, seed: number, spell?: Spell): Promise<Prepared | undefined>;
}

/** Reads what is named. With `sha256` in it, as a run's config.json has, the data must be the very same. */
export async function prepare(
  { usual, ...spec }: Wanted,
  seed: number,
  reader: RowReader,
  spell?: Spell,
): Promise<Prepared> {
  const streamed = await reader.stream?.(spec, seed, spell);
  if (streamed) return streamed;
  const read = await readSource(spec, reader, spell);
  const source = usual ? withUsualShares(read, usual, spell) : read;
  return fitted(source, split(source, seed), spell);
}

/** Which rows train, validate and test. Of every class each part gets its share. */
export function split(source: Source, seed: number): Parts {
  const { data, rows, test, validation: own } = source;
  const held = data.distances && !source.times ? heldBackParts(source, seed) : undefined;
  if (held) return held;
  const parts: Parts =
    test || data.testSize === 0
      ? { train: rows }
      : withTheOld(source, cut(source, freshOf(source), { share: data.testSize, by: "testSize", seed }));
  if (own || typeof data.validation !== "number" || data.validation === 0) return parts;
  const { train, test: validation } = cut(source, parts.train, {
    share: data.validation,
    by: "validation",
    seed,
  });
  return { ...parts, train, validation };
}

/** The rows that may be held out: those that no earlier run learned from. */
export const freshOf = ({ rows, fresh = rows.nSamples }: Pick<Source, "rows" | "fresh">): LabelledRows =>
  fresh === rows.nSamples ? rows : rows.select(Array.from({ length: fresh }, (_, row) => row));

/** The rest is learned from. */
export function withTheOld({ rows, fresh }: Pick<Source, "rows" | "fresh">, parts: Parts): Parts {
  if (fresh === undefined || fresh === rows.nSamples) return parts;
  const old = Array.from({ length: rows.nSamples - fresh }, (_, i) => fresh + i);
  return { ...parts, train: rows.select([...parts.train.features.data, ...old]) };
}

/** Features and scales as the training rows alone make them, for all parts. */
export function fitted(source: Source, parts: Parts, say: Spell = asProgram): Prepared {
  const { data, table, label, labelWhy, task, tested, roles } = source;
  const places = (part: LabelledRows) => part.features.data;
  const { missing } = data;
  const rows = places(parts.train);
  const found = fitEncoder(table, { label, missing, ...cellsAsked(roles), rows, roles });
  const encoder = source.targetDress ? { ...found, target: source.targetDress } : found;
  const all = toRows(table, { label, task, encoder, classNames: source.rows.classNames });
  const kinds: string[] = [];
  const take = (part: LabelledRows) => (part === source.rows ? all : all.select(places(part)));
  const others = (one: Table | undefined) => {
    if (!one) return undefined;
    const known = data.distances && knownKinds(one, label, { learned: all.classNames, ...data.distances });
    if (known) append(kinds, known.notes);
    else if (task === "classify") append(kinds, classesTakenNotes(one, label, all.classNames));
    return toRows(one, { label, task, encoder, classNames: known?.classNames ?? all.classNames });
  };
  const train = take(parts.train);
  const test = parts.test ? take(parts.test) : others(source.test);
  const validation = parts.validation ? take(parts.validation) : others(source.validation);
  const where = (row: number) => table.where(rows[row]!);
  const unseen = [table, source.test, source.validation].flatMap((one) =>
    one ? unseenCategories(one, encoder) : [],
  );
  return {
    data,
    train,
    test,
    validation,
    tested: test ? tested : "training",
    rowNames: testedNames(source, parts),
    placeOf: testedPlaces(source, parts, encoder, (test ?? train).features),
    regions: (source.test ?? table).traits.regions,
    label,
    labelWhy,
    encoder: train.image ? encoder : withRanges(encoder, train.features),
    scaler: withoutCategories(
      scalerOf(train.features, { kind: data.scale, image: train.image, names: train.featureNames, where }),
      encoder,
    ),
    sketch: tested === "fold" ? undefined : sketchIn(source, parts.train, { train, encoder }),
    target: task === "regress" ? targetScaler(train, label, where, data.trim) : undefined,
    skipped: source.skipped,
    unread: source.unread,
    groups: source.groups && Int32Array.from(places(parts.train), (row) => source.groups![row]!),
    notes: [
      ...source.notes,
      ...kinds,
      ...orderNotes(table, encoder, roles, say),
      ...divisionNotes(source, parts, say),
      ...readingNotes(table, encoder, say, {
        target: task === "regress" ? label : undefined,
        decimal: roles.decimal,
      }),
      ...calendarNotes(table, encoder, roles, say),
      ...nearConstantNotes(table, encoder),
      ...standInNotes(table, encoder),
      ...unseen.map(unseenInWords),
    ],
  };
}

/** Of a model that compares with good parts, lots to come are most of such: their like alone is kept. */
function sketchIn(
  { table, data: { distances } }: Source,
  rows: LabelledRows,
  { train, encoder }: Pick<Prepared, "train" | "encoder">,
): RowsSketch {
  const { classNames, labels } = train;
  const good = distances && goodClass(classNames, distances.good);
  const all = Array.from({ length: train.nSamples }, (_, i) => i);
  const chosen = good === undefined ? all : all.filter((i) => classNames[labels[i]!] === good);
  const found = train.image
    ? sketchOfPictures(train, chosen)
    : sketchOf(
        table,
        chosen.map((i) => rows.features.data[i]!),
        encoder,
      );
  return good === undefined ? found : { ...found, class: good };
}

/** A scaler of rows; a number that is too large for one is a UserError that names its cell. `where`: what a row is called. */
function scalerOf(
  features: LabelledRows["features"],
  {
    kind,
    image,
    names,
    where,
  }: {
    kind: ScalerKind;
    image?: LabelledRows["image"];
    names: readonly string[];
    where: (row: number) => string;
  },
): Scaler {
  try {
    return fitScaler(kind, features, { image });
  } catch (error) {
    if (!(error instanceof TooLarge) || image) throw error;
    const { row, feature, value } = error;
    throw new UserError(`${where(row)}, column ${names[feature]}: ${value} ${tooLarge}`);
  }
}

/** Where these rows lie. */
function testedPlaces(
  { table, test }: Source,
  parts: Parts,
  encoder: Encoder,
  features: LabelledRows["features"],
): PlaceOf | undefined {
  if (table.imageColumn !== undefined) return undefined;
  if (!parts.test && test) return whereabouts(test, encoder, features);
  return whereabouts(table, encoder, features, (parts.test ?? parts.train).features.data);
}

/** What the rows are called that a training is measured on: the test rows, or the training rows where there are none. */
function testedNames({ table, test }: Source, parts: Parts): RowName[] {
  if (!parts.test && test) return Array.from({ length: test.rows }, (_, row) => test.rowName(row));
  const part = parts.test ?? parts.train;
  return Array.from(part.features.data, (row) => table.rowName(row));
}

/** Of an exponential distribution it is 2: numbers that crowd at 0, with few large ones that would be all of the loss. */
const mostSkewed = 2;

function skewness(labels: ArrayLike<number>, { offset, scale }: Scaler): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    const z = (labels[row]! - offset[0]!) / scale[0]!;
    sum += z * z * z;
  }
  return sum / labels.length;
}

/** (n,) as a column: zero mean and unit variance over the training rows. */
function targetScaler(
  { labels, nSamples }: LabelledRows,
  label: string,
  where: (row: number) => string,
  trim = false,
): Scaler {
  const scalerFor = (data: LabelledRows["labels"]) =>
    scalerOf({ shape: [nSamples, 1], data }, { kind: "standard", names: [label], where });
  const scaler = scalerFor(labels);
  if (!trim) return scaler;
  let [least, most] = [labels[0]!, labels[0]!];
  for (const y of labels) {
    if (y < least) least = y;
    if (y > most) most = y;
  }
  const range = [least, most] as const;
  const isSkewed = least >= 0 && skewness(labels, scaler) > mostSkewed;
  return isSkewed
    ? { ...scalerFor(Float64Array.from(labels, rootOf)), root: true, range }
    : { ...scaler, range };
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
    train: toSamples(train, scaler, { target }),
    test: test && toSamples(test, scaler, { target }),
    validation: validation && toSamples(validation, scaler, { target }),
  };
}
