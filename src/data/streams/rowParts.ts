import { threefryWords } from "../random/threefry.ts";

/** The shares of a stream's rows that are held out, and of the training rows that are also kept in memory. */
export interface Shares {
  test: number;
  /** a share of the rows that are not test rows */
  validation: number;
  sample: number;
}

/** Row numbers, ascending. */
export interface RowParts {
  train: number[];
  test: number[];
  validation: number[];
  /** training rows as well */
  sample: number[];
}

/** Key of the draws that choose rows' parts; batches use small numbers. */
const key = 0x726f7773;
const groupKey = 0x67726f75;

/**
 * Which of the rows `first` … `first + count - 1` of a stream train, validate and test, counted from `first`. Drawn by
 * Threefry-2x32 for each row's number alone, so that no pass need remember it; for the two words of its group in `keys` where
 * rows of one group are to stay together.
 */
export function rowParts(
  first: number,
  count: number,
  { seed, shares, keys }: { seed: number; shares: Shares; keys?: Uint32Array | undefined },
): RowParts {
  const parts: RowParts = { train: [], test: [], validation: [], sample: [] };
  const words = new Uint32Array(2);
  const validates = shares.test + (1 - shares.test) * shares.validation;
  for (let i = 0; i < count; i++) {
    const row = first + i;
    threefryWords(seed, key, row, Math.floor(row / 2 ** 32), words);
    const sampled = words[1]! / 2 ** 32;
    if (keys) threefryWords(seed, groupKey, keys[2 * i]!, keys[2 * i + 1]!, words);
    const drawn = words[0]! / 2 ** 32;
    if (drawn < shares.test) parts.test.push(i);
    else if (drawn < validates) parts.validation.push(i);
    else {
      parts.train.push(i);
      if (sampled < shares.sample) parts.sample.push(i);
    }
  }
  return parts;
}
