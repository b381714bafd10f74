import { type ArrayWithShape, numbers } from "../../data/numbers/numbers.ts";
import { checkNames, shown, UserError } from "../../errors.ts";
import type { Samples } from "../../model/samples.ts";
import type { Loss } from "../../nn/losses/objectives.ts";

/** Numbers in rows: one flat list, row after row; a list of rows; or an array with a shape, such as an NDArray. */
export type RowNumbers =
  | ArrayLike<number>
  | ArrayLike<bigint>
  | readonly ArrayLike<number>[]
  | ArrayWithShape;

/**
 * Rows to learn from or to be measured on, as they may be given. Labels are classes, counted from 0, or numbers to
 * predict. A loss of one's own takes labels for classes where they are integers by type, such as an Int32Array, else for
 * numbers, of which a row may have several.
 *
 * ```ts
 * const xor = { features: [[0, 0], [0, 1], [1, 0], [1, 1]], labels: [0, 1, 1, 0] };
 * const same = { features: Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1), labels: Int32Array.of(0, 1, 1, 0) };
 * ```
 */
export interface Rows {
  readonly features: RowNumbers;
  readonly labels: RowNumbers;
}

/** Rows as a training takes them, flat. */
export interface FlatRows {
  readonly samples: Samples;
  readonly rows: number;
  /** the numbers of a row */
  readonly inputs: number;
  /** the numbers of a row's label; nothing where it is a class */
  readonly targets?: number;
}

/** What is known of a network before its rows are read. */
interface Expected {
  /** the numbers of a row, where the plan says them */
  readonly inputs?: number;
  /** the numbers of a row's prediction, where the plan says them */
  readonly outputs?: number;
  readonly loss?: Loss;
}

/** Reads rows in whichever form they are given; `which` they are, is for messages. */
export function flatRows(
  given: Rows | Samples,
  which: string,
  { inputs, outputs, loss }: Expected,
): FlatRows {
  checkForm(given, which);
  const features = flat(given.features, `the ${which} features`);
  const labels = flat(given.labels, `the ${which} labels`);
  // A regression's flat labels are as many a row as the network's outputs.
  const wide = loss === "meanSquaredError" && labels.rows === undefined ? (outputs ?? 1) : 1;
  const rows = features.rows ?? labels.rows ?? labels.data.length / wide;
  if (rows === 0) throw new UserError(`there are zero ${which} rows; give at least one`);
  const numeric = loss === "meanSquaredError" || (typeof loss === "function" && !labels.integers);
  const targets = numeric ? labels.data.length / rows : undefined;
  checkCounts({ which, rows, features: features.data, labels: labels.data, inputs, targets });
  return {
    samples: { features: features.data, labels: asLabels(labels, which) },
    rows,
    inputs: inputs ?? features.data.length / rows,
    targets,
  };
}

const isList = (thing: unknown): thing is ArrayLike<unknown> =>
  typeof thing === "object" && typeof (thing as ArrayLike<unknown> | null)?.length === "number";
const hasShape = (thing: unknown): thing is ArrayWithShape =>
  typeof thing === "object" && thing !== null && "shape" in thing && "data" in thing;

function checkForm(given: Rows | undefined, which: string): void {
  const isNumbers = (thing: unknown) => hasShape(thing) || isList(thing);
  if (!given || !isNumbers(given.features) || !isNumbers(given.labels))
    throw new UserError(
      `the ${which} rows must be { features, labels }: flat lists, lists of rows, or arrays with a shape; toSamples(dataset, scaler) makes them of a Dataset`,
    );
  // A Dataset has more names than these; of a plain object another name is a mistake.
  if (Object.getPrototypeOf(given) === Object.prototype)
    checkNames(`the ${which} rows`, given, ["features", "labels"]);
}

interface Flat {
  readonly data: ArrayLike<number>;
  /** where the form says it */
  readonly rows?: number;
  /** whether the numbers are integers by their type */
  readonly integers: boolean;
}

function flat(given: RowNumbers, what: string): Flat {
  if (hasShape(given)) {
    const integers = !(given.data instanceof Float64Array || given.data instanceof Float32Array);
    return {
      data: numbers(given),
      rows: given.shape[0] ?? 1,
      integers: integers && !Array.isArray(given.data),
    };
  }
  if (given instanceof BigInt64Array || given instanceof BigUint64Array)
    return { data: Float64Array.from(given, Number), integers: true };
  if (Array.isArray(given) && isList(given[0])) return { ...joined(given, what), integers: false };
  const integers =
    ArrayBuffer.isView(given) && !(given instanceof Float64Array || given instanceof Float32Array);
  return { data: given as ArrayLike<number>, integers };
}

/** The numbers of a list of rows, one row after the other. */
function joined(rows: readonly ArrayLike<number>[], what: string): { data: Float64Array; rows: number } {
  const width = rows[0]!.length;
  const data = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    if (row?.length !== width)
      throw new UserError(`${what}: row ${i} has ${row?.length ?? 0} numbers, where row 0 has ${width}`);
    data.set(row, i * width);
  });
  return { data, rows: rows.length };
}

function asLabels({ data, integers }: Flat, which: string): Samples["labels"] {
  const word = Array.isArray(data) ? data.findIndex((label) => typeof label === "string") : -1;
  if (word >= 0) {
    throw new UserError(
      `${which} row ${word} has label ${shown(data[word])}, which is no number; labels count classes from 0, as toRows makes them of a table's words`,
    );
  }
  if (data instanceof Int32Array || data instanceof Float64Array) return data;
  return integers ? Int32Array.from(data) : Float64Array.from(data);
}

interface Counts {
  readonly which: string;
  readonly rows: number;
  readonly features: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
  readonly inputs?: number;
  readonly targets?: number;
}

function checkCounts({ which, rows, features, labels, inputs, targets }: Counts): void {
  if (inputs !== undefined && features.length !== rows * inputs)
    throw new UserError(
      `the ${which} features hold ${features.length} numbers, but ${rows} rows of the network's ${inputs} inputs are ${rows * inputs}`,
    );
  if (inputs === undefined && !Number.isInteger(features.length / rows))
    throw new UserError(
      `the ${which} features hold ${features.length} numbers, which ${rows} rows do not share evenly`,
    );
  if (targets === undefined ? labels.length !== rows : !Number.isInteger(targets))
    throw new UserError(`the ${which} labels are ${labels.length}, where there are ${rows} rows of features`);
}
