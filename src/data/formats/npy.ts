import type { NDArray } from "numpy-ts";
import { nearest, UserError } from "../../errors.ts";
import { readBytes } from "../../files.ts";
import { namesInAll, oneLine } from "../listing/oneLine.ts";
import { numbers } from "../numbers/numbers.ts";
import type { HowToRead } from "../reading.ts";
import { type Column, type Numbers, Table } from "../table.ts";
import { headerOf, npzEntries, type OtherArray, otherArray } from "./numpyText.ts";

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
const PARTS = ["train", "validation", "val", "test"];

/** A .npy file: one matrix, (rows, features + 1), whose last column is the label. */
export async function readNpy(path: string, name = path): Promise<Table> {
  const matrix = await ofFile(path, name);
  if (matrix.shape.length !== 2) {
    throw new UserError(
      `${name}: is an array of shape (${matrix.shape.join(", ")}); a .npy file must be a matrix whose last column is the label`,
    );
  }
  const [rows, width] = matrix.shape as [number, number];
  if (rows === 0 || width === 0 || width > mostColumns)
    throw new UserError(
      `${name}: is an array of shape (${rows}, ${width}); save one with a row each and ${mostColumns} columns at most`,
    );
  const values = valuesOf(matrix, name);
  const columns = new Map<string, Column>();
  for (let j = 0; j < width; j++) {
    const column = Float64Array.from({ length: rows }, (_, i) => values[i * width + j]!);
    columns.set(j === width - 1 && j > 0 ? "label" : `x${j}`, { kind: "number", values: column });
  }
  return new Table(columns, [{ file: name, rows }], { headerless: true });
}

/** A .npy file as one column: numbers of shape (rows,), or lists of numbers, (rows, ...). */
export async function readNpyColumn(path: string, name: string, column: string): Promise<Table> {
  const array = await ofFile(path, name);
  if (array.shape.length === 0) throw new UserError(`${name}: is one number; save an array with a row each`);
  return new Table(new Map([[column, numberColumn(array, name).column]]), [
    { file: name, rows: array.shape[0]! },
  ]);
}

/**
 * A .npz file: X and y (or features and labels), or x_train, y_train, x_test, y_test; features alone, of rows without labels;
 * or a column an array.
 */
export async function readNpz(
  path: string,
  name = path,
  how: HowToRead = {},
): Promise<Record<string, Table>> {
  const arrays = await arraysOf(path, name, how);
  if (arrays.size === 0) throw new UserError(`${name}: holds no arrays; save X and y with numpy.savez`);
  const tables: Record<string, Table> = {};
  for (const part of PARTS) {
    const found = pairOf(name, partOf(arrays, part), arrays);
    if (found) tables[part === "val" ? "validation" : part] ??= found;
  }
  if (Object.keys(tables).length > 0) return tables;
  const whole = pairOf(name, new Map([...arrays.keys()].map((key) => [key, key])), arrays);
  if (whole) return { train: whole };
  const rows = [...arrays.values()].map(({ shape }) => shape[0]);
  if (rows.every((n) => n !== undefined && n === rows[0]))
    return { train: tableOf(name, new Map([...arrays].map(([key, { column }]) => [key, column])), rows[0]!) };
  const near = [...arrays.keys()].map((key) => nearest(key, ["X", "y"])).find((key) => key !== undefined);
  throw new UserError(
    `${name}: no arrays X and y (it holds ${namesInAll([...arrays.keys()])})${near === undefined ? "" : `; "${near}" is not among them`}; save them as numpy.savez(file, X=..., y=...)`,
  );
}

/** An array as a column, and its shape. */
type ArrayColumn = OtherArray;
type Arrays = ReadonlyMap<string, ArrayColumn>;

async function arraysOf(path: string, name: string, how: HowToRead): Promise<Arrays> {
  const bytes = await readBytes(path);
  const arrays = new Map<string, ArrayColumn>();
  try {
    for (const [key, entry] of await npzEntries(bytes, name, how)) {
      const where = `${name}, array ${key}`;
      const one = await arrayOf(entry, where).catch((error: Error) => {
        if (error.name === "UnsupportedDTypeError") return undefined;
        throw error;
      });
      arrays.set(key, one ? numberColumn(one, where) : otherArray(entry, where));
    }
    return arrays;
  } catch (error) {
    throw error instanceof UserError ? error : broken(name, error);
  }
}

/** An array of numbers, as many as its header says. numpy-ts reads it. */
async function arrayOf(bytes: Buffer, where: string): Promise<Array_> {
  const { parseNpy } = await import("numpy-ts");
  const array = parseNpy(exact(bytes));
  const { descr, shape, data } = headerOf(bytes, where);
  const size = Number(/\d+$/.exec(descr)?.[0] ?? 1);
  const cells = shape.reduce((product, length) => product * length, 1);
  if (data.length !== cells * size)
    throw new UserError(
      `${where}: holds ${data.length} bytes of numbers where its header promises ${cells * size}; save it again with numpy.save`,
    );
  return array;
}

/** More columns are a matrix on its side, or a damaged header. */
const mostColumns = 1e6;

function numberColumn(one: Array_, where: string): ArrayColumn {
  const width = one.shape.slice(1).reduce((product, size) => product * size, 1);
  const values = valuesOf(one, where);
  const isColumn = one.shape.length === 1 || (width === 1 && one.shape.length === 2);
  return {
    shape: one.shape,
    column: isColumn ? { kind: "number", values } : { kind: "list", values, width },
  };
}

/** The arrays of a part by what they are called within it: x_train and y_train, or train_x and train_y, as x and y. */
function partOf(arrays: Arrays, part: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const key of arrays.keys()) {
    if (key.endsWith(`_${part}`)) found.set(key.slice(0, -part.length - 1), key);
    else if (key.startsWith(`${part}_`)) found.set(key.slice(part.length + 1), key);
  }
  return found;
}

/** One table of a feature array, (rows, ...), and a label array, (rows,) or (rows, 1), where there is one. */
function pairOf(name: string, keys: ReadonlyMap<string, string>, arrays: Arrays): Table | undefined {
  const pair = PAIRS.find((both) => both.every((one) => keys.has(one)));
  const alone = keys.size === 1 ? PAIRS.find(([x]) => keys.has(x))?.[0] : undefined;
  const chosen = pair ?? (alone === undefined ? undefined : [alone]);
  if (!chosen) return undefined;
  const [x, y] = chosen.map((one) => ({ key: one, array: arrays.get(keys.get(one)!)! }));
  const rows = x!.array.shape[0] ?? 0;
  if (y && y.array.shape[0] !== rows)
    throw new UserError(
      `${name}: ${keys.get(x!.key)} has ${rows} rows, but ${keys.get(y.key)} has ${y.array.shape[0] ?? 0}; each row needs its label`,
    );
  const columns = new Map([x, y].flatMap((one) => (one ? [[one.key, one.array.column] as const] : [])));
  const unread = [...keys].flatMap(([one, key]) => (chosen.includes(one) ? [] : [key]));
  const notes =
    unread.length > 0
      ? [
          `${name}: not read: ${unread.join(", ")}, beside ${chosen.map((one) => keys.get(one)).join(" and ")}`,
        ]
      : [];
  return tableOf(name, columns, rows, notes);
}

const tableOf = (
  name: string,
  columns: ReadonlyMap<string, Column>,
  rows: number,
  notes: readonly string[] = [],
) => new Table(columns, [{ file: name, rows }], { notes });

/** The values in C order; 64-bit integers, booleans and half floats as a type that holds them. */
function valuesOf(one: Array_, where: string): Numbers {
  if (one.dtype.startsWith("complex"))
    throw new UserError(`${where}: holds complex numbers; save its real part`);
  const values = numbers(one);
  return one.dtype === "float16" ? Float64Array.from(values) : values;
}

async function ofFile(path: string, name: string): Promise<Array_> {
  const bytes = await readBytes(path);
  try {
    return await arrayOf(bytes, name);
  } catch (error) {
    throw error instanceof UserError ? error : broken(name, error);
  }
}

function broken(name: string, error: unknown): UserError {
  const reason =
    error instanceof Error ? oneLine(error.message.split("\n")[0]!.replace(/\.$/, "")) : String(error);
  return new UserError(
    `${name}: is not a whole NumPy file of numbers (${reason}); save it again with numpy.savez`,
    { cause: error },
  );
}

/** A Buffer may be a window of a larger, unaligned store: a copy of its own. */
const exact = (bytes: Uint8Array) => new Uint8Array(bytes);
