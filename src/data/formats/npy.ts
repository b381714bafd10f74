import { readFile } from "node:fs/promises";
import type { NDArray } from "numpy-ts";
import { nearest, UserError } from "../../errors.ts";
import { numbers } from "../numbers/numbers.ts";
import { type Column, type Numbers, Table } from "../table.ts";

type Array_ = Pick<NDArray, "shape" | "dtype" | "data" | "flags" | "copy">;

/** The names that features and labels go by in an .npz: numpy.savez(X=..., y=...), and Keras' mnist.npz. */
const PAIRS: readonly (readonly [features: string, label: string])[] = [
  ["X", "y"],
  ["x", "y"],
  ["features", "labels"],
  ["features", "label"],
  ["data", "target"],
  ["data", "labels"],
  ["images", "labels"],
];
const SPLITS = ["train", "validation", "val", "test"];

/** A .npy file: one matrix, (rows, features + 1), whose last column is the label. */
export async function readNpy(path: string, name = path): Promise<Table> {
  const [bytes, { parseNpy }] = await Promise.all([readFile(path), import("numpy-ts")]);
  const matrix = attempt(name, () => parseNpy(exact(bytes)));
  if (matrix.shape.length !== 2) {
    throw new UserError(
      `${name}: is an array of shape (${matrix.shape.join(", ")}); a .npy file must be a matrix whose last column is the label`,
    );
  }
  const [rows, width] = matrix.shape as [number, number];
  const values = valuesOf(matrix, name);
  const columns = new Map<string, Column>();
  for (let j = 0; j < width; j++) {
    const column = Float64Array.from({ length: rows }, (_, i) => values[i * width + j]!);
    columns.set(j === width - 1 && j > 0 ? "label" : `x${j}`, { kind: "number", values: column });
  }
  return new Table(columns, [{ file: name, rows }], { headerless: true });
}

/** A .npz file: X and y (or features and labels), or x_train, y_train, x_test, y_test; or a column an array. */
export async function readNpz(path: string, name = path): Promise<Record<string, Table>> {
  const [bytes, { parseNpz }] = await Promise.all([readFile(path), import("numpy-ts")]);
  let arrays: ReadonlyMap<string, Array_>;
  try {
    ({ arrays } = await parseNpz(exact(bytes)));
  } catch (error) {
    throw broken(name, error);
  }
  if (arrays.size === 0) throw new UserError(`${name}: holds no arrays; save X and y with numpy.savez`);
  const tables: Record<string, Table> = {};
  for (const split of SPLITS) {
    for (const [x, y] of PAIRS) {
      const features = arrays.get(`${x}_${split}`) ?? arrays.get(`${split}_${x}`);
      const labels = arrays.get(`${y}_${split}`) ?? arrays.get(`${split}_${y}`);
      if (features && labels)
        tables[split === "val" ? "validation" : split] ??= pair(name, x, features, y, labels);
    }
  }
  if (Object.keys(tables).length > 0) return tables;
  for (const [x, y] of PAIRS) {
    const features = arrays.get(x);
    const labels = arrays.get(y);
    if (features && labels) return { train: pair(name, x, features, y, labels) };
  }
  const rows = [...arrays.values()].map((one) => one.shape[0]);
  if (arrays.size > 1 && rows.every((n) => n !== undefined && n === rows[0]))
    return { train: byColumn(name, arrays) };
  const near = [...arrays.keys()].map((key) => nearest(key, ["X", "y"])).find((key) => key !== undefined);
  throw new UserError(
    `${name}: no arrays X and y (it holds ${[...arrays.keys()].join(", ")})${near === undefined ? "" : `; "${near}" is not among them`}; save them as numpy.savez(file, X=..., y=...)`,
  );
}

/** One table of a feature array, (rows, ...), and a label array, (rows,) or (rows, 1). */
function pair(name: string, x: string, features: Array_, y: string, labels: Array_): Table {
  const rows = features.shape[0] ?? 0;
  if (labels.shape[0] !== rows) {
    throw new UserError(
      `${name}: ${x} has ${rows} rows, but ${y} has ${labels.shape[0] ?? 0}; each row needs its label`,
    );
  }
  return byColumn(
    name,
    new Map([
      [x, features],
      [y, labels],
    ]),
  );
}

function byColumn(name: string, arrays: ReadonlyMap<string, Array_>): Table {
  const columns = new Map<string, Column>();
  let rows = 0;
  for (const [key, one] of arrays) {
    rows = one.shape[0]!;
    const width = one.shape.slice(1).reduce((product, size) => product * size, 1);
    const values = valuesOf(one, `${name}, array ${key}`);
    const isColumn = one.shape.length === 1 || (width === 1 && one.shape.length === 2);
    columns.set(key, isColumn ? { kind: "number", values } : { kind: "list", values, width });
  }
  return new Table(columns, [{ file: name, rows }]);
}

/** The values in C order; 64-bit integers, booleans and half floats as a type that holds them. */
function valuesOf(one: Array_, where: string): Numbers {
  if (one.dtype.startsWith("complex"))
    throw new UserError(`${where}: holds complex numbers; save its real part`);
  const values = numbers(one);
  return one.dtype === "float16" ? Float64Array.from(values) : values;
}

function attempt<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw broken(name, error);
  }
}

function broken(name: string, error: unknown): UserError {
  const reason = error instanceof Error ? error.message.split("\n")[0]! : String(error);
  return new UserError(
    `${name}: is not a whole NumPy file of numbers (${reason}); save it again with numpy.savez`,
    { cause: error },
  );
}

/** A Buffer may be a window of a larger, unaligned store: a copy of its own. */
const exact = (bytes: Uint8Array) => new Uint8Array(bytes);
