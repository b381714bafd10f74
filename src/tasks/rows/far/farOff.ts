import { encodedNames, encodeRows } from "../../../data/columns/encoder.ts";
import { toFeatures } from "../../../data/columns/features.ts";
import { median, selectRows } from "../../../data/columns/missing.ts";
import { unseenCategories, unseenInWords } from "../../../data/columns/unseen.ts";
import { allNames } from "../../../data/listing/oneLine.ts";
import { append } from "../../../data/numbers/lists.ts";
import type { Scaler } from "../../../data/rows/scale.ts";
import type { Table } from "../../../data/table.ts";
import type { Drift } from "../../../model/drift/drift.ts";
import type { ModelCard } from "../../../model/file/card.ts";
import { columnsOf } from "../../../model/rows/rawRows.ts";
import { grouped } from "../../../report/words/format.ts";
import { FarCells } from "./farCells.ts";
import { LotDrift } from "./lotDrift.ts";

// A lot in another unit, with a decimal comma misread or with columns swapped is answered as any other. What the model keeps
// of its training rows, the scaler, shows it: the lot lies many deviations away, or fits once it is multiplied by 10, 100 or 1000.
// A drift of some deviations is ordinary, and so are lots that were sorted by a column: of these nothing is said.

/** How far the middle row of a lot lies from the mean, in training deviations; a normal column has 1 row in 10¹⁵ beyond. */
const farDeviations = 8;
/** The same of each row, where the rows are too few for a middle: single values of skewed columns do lie 12 away. */
const farAlone = 15;
const fewestRows = 5;
/** Enough rows of a table for its middle. */
const lookedAt = 500;
const powers = [-3, -2, -1, 1, 2, 3];
const namedAtMost = 4;

/** What is kept of the training rows of a column: `deviation` is 0 where all were the same. */
interface Learned {
  center: number;
  deviation: number;
  /** so far from the center lie ordinary lots that were sorted */
  usual: number;
  words: string;
}

/** What the scaler tells of a column; nothing where it left the numbers as they are. */
function learnedOf({ kind, offset, scale }: Scaler, j: number): Learned | undefined {
  const [from, width] = [offset[j]!, scale[j]!];
  if (kind === "none") return undefined;
  // A normal column of a hundred rows spans 5 deviations, one whose values are all as likely 3.5.
  if (kind === "minmax")
    return {
      center: from + width / 2,
      deviation: width / 4,
      usual: width / 2,
      words: `${short(from)} to ${short(from + width)}`,
    };
  // The scale of a constant column is 1, which is the deviation of numbers around 0 that were standardised before, too.
  if (width === 1 && Math.abs(from) > 1e-6)
    return { center: from, deviation: 0, usual: 0, words: `${short(from)} alone` };
  return { center: from, deviation: width, usual: 1.5 * width, words: `${short(from)} ± ${short(width, 2)}` };
}

/** "about 0.483, 100 times less; learned from 48.3 ± 2.1", where the values lie far from that. */
function farInWords(values: Float64Array, scaler: Scaler, j: number): string | undefined {
  const learned = learnedOf(scaler, j);
  const held = values.filter(Number.isFinite);
  if (!learned || held.length === 0) return undefined;
  const middle = median(held);
  // Of a normal column the deviation is 1.4826 times the median distance from the median.
  const lot = { middle, spread: 1.4826 * median(held.map((value) => Math.abs(value - middle))) };
  const factor = held.length < fewestRows ? undefined : powers.find((power) => fits(lot, power, learned));
  if (factor === undefined && !isFar(held, learned)) return undefined;
  const power = factor ?? powers.find((one) => Math.abs(middle / learned.center / 10 ** one - 1) < 0.25);
  const times =
    power === undefined ? "" : `, ${grouped(10 ** Math.abs(power))} times ${power > 0 ? "more" : "less"}`;
  return `about ${short(middle)}${times}; learned from ${learned.words}`;
}

function isFar(values: Float64Array, { center, deviation }: Learned): boolean {
  const distances = values.map((value) => Math.abs(value - center));
  if (deviation === 0) {
    const distance = median(distances);
    // Two numbers that lie 2 apart, each in half of the rows, have a deviation of 1 as well.
    return distance > 1e-9 * Math.abs(center) && Math.abs(distance - 1) > 1e-9;
  }
  if (values.length < fewestRows) return distances.every((one) => one > farAlone * deviation);
  return median(distances) > farDeviations * deviation;
}

/**
 * Whether a lot is as what was learned, but for a factor. A wide column hides one: 5 ± 2 lies near 0.5 ± 0.2, and 0 ± 1 in 0 ± 10.
 * Then the middle and the spread both have it.
 */
function fits(
  { middle, spread }: { middle: number; spread: number },
  power: number,
  learned: Learned,
): boolean {
  const { center, deviation, usual } = learned;
  const times = 10 ** power;
  if (power < 0 && Math.abs(middle - center) < usual) return false;
  const ratio = spread / deviation / times;
  return Math.abs(middle / times - center) < deviation / 2 && ratio > 1 / 1.6 && ratio < 1.6;
}

/** What a model file keeps of the rows that it learned from. */
export type LearnedCard = Pick<ModelCard, "encoder" | "featureNames" | "scaler" | "image" | "drift">;

/** Looks at the tables of a lot, as a model reads them, until one lies far from what the model learned from. */
export class FarOff {
  readonly #card: LearnedCard;
  readonly #total: number;
  readonly #given: string;
  #seen = 0;
  #note: string | undefined;
  readonly #cells: FarCells;
  readonly #lot: LotDrift;
  /** the columns that lie far off whole */
  #columns: ReadonlySet<string> = new Set();

  /** `total`: the rows of all tables; `given`: what the model gives, as a note calls it */
  constructor(card: LearnedCard, total: number, given = "answers are guesses") {
    this.#card = card;
    this.#total = total;
    this.#given = given;
    this.#cells = new FarCells(card.image ? undefined : card.encoder, given);
    this.#lot = new LotDrift(card, total);
  }

  get notes(): readonly string[] {
    return [...this.farNotes, ...this.#lot.notes(this.drift)];
  }

  /** Of what lies far off alone. */
  get farNotes(): readonly string[] {
    return [...(this.#note === undefined ? [] : [this.#note]), ...this.#cells.notes];
  }

  /** The columns that lie far off whole. */
  get farColumns(): ReadonlySet<string> {
    return this.#columns;
  }

  /** How the lot has drifted since training, but for the columns of which more is said; nothing where the model cannot tell. */
  get drift(): Drift | undefined {
    return this.#lot.drift(this.#columns);
  }

  /**
   * `table`: rows that the model's encoder takes; `rows`: how many it had before some were set aside; `lot`: those that should be
   * like the training rows.
   */
  add(table: Table, { rows = table.rows, lot = table } = {}): void {
    const first = this.#seen + 1;
    this.#seen += rows;
    this.#lot.add(lot);
    if (this.#card.image || table.rows === 0) return;
    if (this.#note === undefined) this.#look(table, { first, rows });
    this.#cells.add(table, this.#columns);
  }

  #look(table: Table, { first, rows }: { first: number; rows: number }): void {
    const far = farColumns(table, this.#card);
    if (far.length === 0) return;
    // A list lies far off where one of its elements does.
    this.#columns = new Set(far.flatMap(({ name }) => [name, name.replace(/\[\d+\]$/, "")]));
    const where = rows < this.#total ? `, rows ${grouped(first)} to ${grouped(this.#seen)}` : "";
    this.#note = `${table.source}${where}: ${inWords(far)} far from what the model learned from: another unit, a decimal comma or another column? The ${this.#given}`;
  }
}

/** What a person should know of rows beside their verdicts or embeddings. */
export interface RowRemarks {
  /** a line each */
  notes: string[];
  drift: Drift | undefined;
}

/** The same of a lot in one table or several, each of which has lines of its own. */
export function rowRemarks(card: LearnedCard, tables: readonly Table[], given: string): RowRemarks {
  const notes: string[] = [];
  const far = new Set<string>();
  const lot = new LotDrift(
    card,
    tables.reduce((sum, { rows }) => sum + rows, 0),
  );
  for (const table of tables) {
    if (table.rows === 0) continue;
    const own = new FarOff(card, table.rows, given);
    own.add(table);
    for (const column of own.farColumns) far.add(column);
    append(notes, own.farNotes);
    if (card.encoder && !card.image) append(notes, unseenCategories(table, card.encoder).map(unseenInWords));
    lot.add(table);
  }
  const drift = lot.drift(far);
  append(notes, lot.notes(drift));
  return { notes, drift };
}

interface Far {
  name: string;
  words: string;
}

function inWords(far: readonly Far[]): string {
  const named = far.slice(0, namedAtMost).map(({ name, words }) => `${name} (${words})`);
  if (far.length > namedAtMost) named.push(`${grouped(far.length - namedAtMost)} more`);
  if (named.length === 1) return `column ${named[0]} lies`;
  return `columns ${allNames(named)} lie`;
}

/** The features that are numbers of the file, where they lie far from the training rows. */
function farColumns(whole: Table, card: LearnedCard): Far[] {
  const { encoder, featureNames, scaler } = card;
  const step = Math.ceil(whole.rows / lookedAt);
  const places = Array.from({ length: Math.ceil(whole.rows / step) }, (_, i) => i * step);
  const table = step === 1 ? whole : selectRows(whole, places);
  const { data } = encoder ? encodeRows(table, encoder) : toFeatures(table, featureNames);
  const width = featureNames.length;
  const isNumber = columnsOf(card).flatMap((column) =>
    encodedNames({ columns: [column], leftOut: [] }).map(
      () => column.kind === "number" || column.kind === "list",
    ),
  );
  return featureNames.flatMap((name, j) => {
    if (!isNumber[j]) return [];
    const words = farInWords(
      Float64Array.from(places, (_, row) => data[row * width + j]!),
      scaler,
      j,
    );
    return words === undefined ? [] : [{ name, words }];
  });
}

/** As a person writes it: few digits. */
const short = (value: number, digits = 3): string => String(Number(value.toPrecision(digits)));
