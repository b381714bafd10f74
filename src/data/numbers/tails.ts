/** What the numbers of a column were, and how far beyond lies what does not belong to them. */
export interface Range {
  least: number;
  most: number;
  /** below it, or above `high`, a number is far outside */
  low: number;
  high: number;
}

/** A number may lie so many ranges beyond, and some more where few numbers show the range. */
const ranges = 1.5;
const fewShow = 60;
/** From the middle to the farthest it is so many times as far as to half of them: 2 of numbers that are all as likely, 4 of normal ones. */
const usualTail = 3;

/**
 * The range of a column of which `sample` is some of the numbers. How far its ends are from the others tells how far the next may
 * be: of lognormal numbers of the deviation 2, one in 300 lots of 20 to 200 has a number beyond. Nothing where all numbers are one.
 */
export function rangeOf(
  sample: Float64Array,
  { least, most }: { least: number; most: number },
  rows: number,
): Range | undefined {
  const width = most - least;
  if (!(width > 0 && Number.isFinite(width)) || sample.length === 0) return undefined;
  const sorted = sample.toSorted();
  const { length } = sorted;
  const middle = (sorted[(length - 1) >> 1]! + sorted[length >> 1]!) / 2;
  let [below, above] = [0, length];
  while (below < length && sorted[below]! < middle) below++;
  while (above > 0 && sorted[above - 1]! > middle) above--;
  // Of one side each: how many numbers there are, and how far half of them lie from the middle.
  const beyond = (count: number, half: number, end: number): number => {
    const tail = count === 0 ? 1 : Math.max(1, end / (half * usualTail));
    const far = (ranges + fewShow / Math.max(1, (count * rows) / length)) * width * tail ** 3;
    return Number(far.toPrecision(3));
  };
  const halfBelow = middle - sorted[below >> 1]!;
  const halfAbove = sorted[above + ((length - above) >> 1)]! - middle;
  return {
    least,
    most,
    low: least - beyond(below, halfBelow, middle - least),
    high: most + beyond(length - above, halfAbove, most - middle),
  };
}
