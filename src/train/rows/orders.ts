import { threefryWords } from "../../data/random/threefry.ts";

/** 0, 1, 2, …: the rows as they come. */
export function inOrder(rows: number): Int32Array {
  return new Int32Array(rows).map((_, i) => i);
}

/**
 * Puts `order` into the order of `epoch`: Fisher and Yates's shuffle of 0 … n-1, drawn by Threefry-2x32 with key
 * (seed, epoch) and counter i. An epoch's order depends on nothing before it, so a resumed run finds it again.
 */
export function shuffleRows(order: Int32Array, seed: number, epoch: number): void {
  for (let i = 0; i < order.length; i++) order[i] = i;
  const words = new Uint32Array(2);
  for (let i = order.length - 1; i > 0; i--) {
    threefryWords(seed, epoch, i, 0, words);
    const j = Math.floor((words[0]! / 2 ** 32) * (i + 1));
    const row = order[i]!;
    order[i] = order[j]!;
    order[j] = row;
  }
}

/** The rows of each epoch, as indices of samples: which of them, and in what order. */
export interface Order {
  /** the rows of an epoch; each epoch has as many */
  readonly rows: number;
  /** Every epoch's rows are 0, 1, 2, … */
  readonly steady?: true;
  /** The same rows for the same epoch; the array may be overwritten when another is asked for. */
  of(epoch: number): Int32Array;
}

/**
 * Every row once, as they come.
 *
 * ```ts
 * steadyOrder(3).of(0); // Int32Array [0, 1, 2]
 * ```
 */
export function steadyOrder(rows: number): Order {
  const order = inOrder(rows);
  return { rows, steady: true, of: () => order };
}

/**
 * Every row once, shuffled anew for every epoch.
 *
 * ```ts
 * shuffledOrder(5, 0).of(1); // the same five rows in the same order for the same seed and epoch
 * ```
 */
export function shuffledOrder(rows: number, seed: number): Order {
  const order = inOrder(rows);
  return {
    rows,
    of(epoch) {
      shuffleRows(order, seed, epoch);
      return order;
    },
  };
}
