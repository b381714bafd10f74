/** What `auto` means for a size, with the rule in a sentence. */
export interface Sized<T> {
  value: T;
  rule: string;
}

interface Shape {
  rows: number;
  features: number;
  classes: number;
}

/** Enough steps an epoch to learn from, and batches long enough to be quick. */
export function autoBatch({ rows }: Pick<Shape, "rows">): Sized<number> {
  const value = Math.min(rows, Math.max(8, Math.min(256, powerOfTwo(rows / 50))));
  return {
    value,
    rule: `batch ${value}: the power of two nearest to a 50th of the ${rows} training rows, from 8 to 256`,
  };
}

/** One layer that grows with what there is to learn from. */
export function autoHidden({ rows, features, classes }: Shape): Sized<number[]> {
  const units = Math.max(16, powerOfTwo(2 * classes), Math.min(256, powerOfTwo(Math.sqrt(rows * features))));
  return {
    value: [units],
    rule: `hidden ${units}: the power of two nearest to √(${rows} rows × ${features} features), from 16 (or twice the classes) to 256`,
  };
}

/** The nearest, by ratio. */
const powerOfTwo = (x: number): number => 2 ** Math.max(0, Math.round(Math.log2(x)));
