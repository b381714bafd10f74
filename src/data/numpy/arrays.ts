import { type NDArray, zeros } from "numpy-ts";
import { encodeRows } from "../columns/encoder.ts";
import type { Encoder } from "../columns/encoding.ts";
import type { Matrix } from "../rows/labelledRows.ts";
import { type Scaler, scaleRows } from "../rows/scale.ts";
import type { Numbers, Table } from "../table.ts";

/** A matrix, or a flat list of numbers, as NumPy's array of the same type. A copy. */
export function ndarray(values: Matrix | Numbers): NDArray {
  const { shape, data } = "shape" in values ? values : { shape: [values.length], data: values };
  const array = zeros([...shape], dtypeOf(data));
  (array.data as Numbers).set(data);
  return array;
}

type Dtype = NonNullable<Parameters<typeof zeros>[1]>;

/** Float64Array -> "float64" */
function dtypeOf(values: Numbers): Dtype {
  return values.constructor.name.replace("Array", "").toLowerCase() as Dtype;
}

/**
 * A table's rows as features, (rows, features). Columns are found by name, in any order, and others are left out.
 * A category that the encoder does not know is 0 in all of its column's features, as scikit-learn's
 * `OneHotEncoder(handle_unknown="ignore")`; `unseenCategories` names such cells.
 */
export const encode = (table: Table, encoder: Encoder): NDArray => ndarray(encodeRows(table, encoder));

/** (rows, features) float64: z = (x - offset) / scale, column by column. */
export const applyScaler = (scaler: Scaler, features: NDArray): NDArray =>
  ndarray(scaleRows(scaler, features));
