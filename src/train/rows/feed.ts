import type { Program } from "../../engine/engine.ts";
import type { Samples } from "../../model/samples.ts";
import { inOrder, type Order } from "./orders.ts";

/**
 * Where the rows of a training's steps come from. What `fill` writes follows from the epoch and the place in it alone, so
 * that a resumed run finds the same rows.
 */
export interface Feed {
  /** the rows of an epoch; each epoch has as many */
  readonly rows: number;
  /** Turns to `epoch`, whose first `done` rows were learned from before. A feed is begun again at will. */
  begin(epoch: number, done: number): void | Promise<void>;
  /** Called once, before all else, with the program whose state all programs share that are given to `fill`. */
  attach?(main: Program): void;
  /** Writes the epoch's rows start … start + count - 1 into the inputs `x` and `y`; it is called in turn, and leaves out none. */
  fill(program: Program, start: number, count: number): void | Promise<void>;
  /** Closes what is open, if anything is; `begin` opens it again. */
  end?(): Promise<void>;
}

/** So many numbers at most are copied into the engine's memory, where a batch is taken from much faster: 256 MB of float64. */
export const keptAtMost = 2 ** 25;

/**
 * Rows of memory, in each epoch's order. A step on them allocates nothing.
 *
 * ```ts
 * const train = { features: Float64Array.of(1, 2, 3, 4), labels: Int32Array.of(0, 1) };
 * memoryFeed(train, shuffledOrder(2, 0)).rows; // 2
 * ```
 */
export function memoryFeed({ features, labels }: Samples, order: Order): Feed {
  let rows = inOrder(0);
  let keeper: Program | undefined;
  return {
    rows: order.rows,
    begin(epoch) {
      rows = order.of(epoch);
      if (!order.steady) keeper?.orderRows(rows);
    },
    attach(main) {
      if (features.length > keptAtMost) return;
      keeper = main;
      main.keepRows("x", features);
      main.keepRows("y", labels);
    },
    fill(program, start, count) {
      if (keeper) return program.takeRows(start, count);
      program.setRows("x", features, rows, start, count);
      program.setRows("y", labels, rows, start, count);
    },
  };
}

/**
 * Writes the features of a row, as the network sees them in this epoch, into `into`, which still holds what was written
 * before. Its random numbers follow from epoch and row.
 */
export type RowWriter = (row: number, epoch: number, into: Float64Array) => void;

export interface WrittenRows {
  order: Order;
  /** how many numbers a row has */
  features: number;
  write: RowWriter;
}

/**
 * As `memoryFeed`, the features of each row written anew in every epoch: images turned and shifted.
 *
 * ```ts
 * const train = { features: Float64Array.of(1, 2, 3, 4), labels: Int32Array.of(0, 1) };
 * const write: RowWriter = (row, epoch, into) => {
 *   for (let j = 0; j < 2; j++) into[j] = (epoch % 2 === 0 ? 1 : -1) * train.features[2 * row + j];
 * };
 * writtenFeed(train, { order: steadyOrder(2), features: 2, write }).rows; // 2
 * ```
 */
export function writtenFeed(
  { labels }: Pick<Samples, "labels">,
  { order, features, write }: WrittenRows,
): Feed {
  let epoch = 0;
  let rows = inOrder(0);
  let places = inOrder(0);
  let batch = new Float64Array(0);
  let views: Float64Array[] = [];
  return {
    rows: order.rows,
    begin(turned) {
      epoch = turned;
      rows = order.of(epoch);
    },
    fill(program, start, count) {
      if (count > views.length) {
        places = inOrder(count);
        batch = new Float64Array(count * features);
        views = Array.from(places, (i) => batch.subarray(i * features, (i + 1) * features));
      }
      for (let i = 0; i < count; i++) write(rows[start + i]!, epoch, views[i]!);
      program.setRows("x", batch, places, 0, count);
      program.setRows("y", labels, rows, start, count);
    },
  };
}
