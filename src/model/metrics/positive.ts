import type { Rate } from "../inspection/inspection.ts";
import type { ClassTotals } from "./confusion.ts";
import { wilsonInterval } from "./metrics.ts";

/** The mistakes that are made with the class that is to be found, such as NG, the positive one. */
export interface PositiveRates {
  /** 見逃し: rows of the positive class that are given another; none where no row is of it */
  missRate?: Rate;
  /** 過検出: rows of other classes that are given the positive one; none where all are of it */
  falseRejectRate?: Rate;
}

/** The same from the rows of each class. */
export function positiveRates({ right, given, support }: ClassTotals, positive: number): PositiveRates {
  const found = right[positive]!;
  const positives = support[positive]!;
  const others = support.reduce((sum, rows) => sum + rows, 0) - positives;
  return {
    missRate: positives > 0 ? rateOf(positives - found, positives) : undefined,
    falseRejectRate: others > 0 ? rateOf(given[positive]! - found, others) : undefined,
  };
}

/** A share with its 95 % interval, of rows that count for less than one each where `worth` is below 1. */
export const rateOf = (wrong: number, of: number, worth = 1): Rate => ({
  wrong,
  of,
  rate: wrong / of,
  interval: wilsonInterval(wrong * worth, of * worth),
});
