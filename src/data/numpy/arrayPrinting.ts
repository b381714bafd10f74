import { NDArray } from "numpy-ts";
import type { ArrayWithShape } from "../numbers/numbers.ts";
import { arrayText } from "./arrayText.ts";

/** From now on `console.log(array)` in Node prints an NDArray as Python's `print` does, not as an object of JavaScript. */
export function printArraysAsNumPy(): void {
  Object.defineProperty(NDArray.prototype, Symbol.for("nodejs.util.inspect.custom"), {
    value(this: NDArray) {
      // What NumPy prints in other forms still, such as complex numbers, prints as numpy-ts has it.
      if (!/^(float|int|uint|bool)/.test(this.dtype)) return this.toString();
      const { shape, data } = this.copy() as ArrayWithShape; // the data of a view is its whole array's
      return arrayText({ shape, data, dtype: this.dtype });
    },
    configurable: true,
    writable: true,
  });
}
