import type { Program } from "../../engine/engine.ts";
import { UserError } from "../../errors.ts";
import type { FloatDtype } from "../../graph/value.ts";
import type { Samples } from "../../model/samples.ts";
import { type Feed, keptAtMost } from "./feed.ts";
import { inOrder, shuffleRows } from "./orders.ts";

/** Training rows that do not lie in memory. */
export interface SampleStream {
  readonly name: string;
  readonly features: number;
  /** rows of each group, which can be read on its own */
  readonly groupRows: readonly number[];
  /** A group's rows in turn, the same at every reading. */
  read(group: number): AsyncIterable<Samples>;
}

export interface StreamFeedOptions {
  batch: number;
  /** rows that are in memory, and are shuffled, at a time; at least a batch */
  buffer: number;
  shuffle: boolean;
  seed: number;
  dtype: FloatDtype;
  /** whether labels are classes, or a regression's targets */
  regress: boolean;
}

/**
 * Rows from a stream, as many as the buffer holds at a time. Shuffled, the groups come in a new order in every epoch,
 * and each bufferful is shuffled whole; both orders follow from seed, epoch and the bufferful's number. So a resumed
 * run passes over the groups before its place without reading them, and finds the same rows.
 */
export function streamFeed(stream: SampleStream, options: StreamFeedOptions): Feed {
  const { batch, shuffle, seed, regress } = options;
  const { groupRows, features: width } = stream;
  const rows = groupRows.reduce((sum, n) => sum + n, 0);
  // Whole batches, so that none spans two bufferfuls.
  const capacity = Math.min(Math.max(1, Math.floor(options.buffer / batch)) * batch, rows);
  const features = new (options.dtype === "float32" ? Float32Array : Float64Array)(capacity * width);
  const labels = regress ? new Float64Array(capacity) : new Int32Array(capacity);
  const order = inOrder(capacity);
  let epoch = 0;
  let start = 0;
  let end = 0;
  let reading: AsyncGenerator<Samples> | undefined;
  /** what was read and did not fit into the bufferful before */
  let rest: Samples | undefined;
  let used = 0;
  let keeper: Program | undefined;

  /** The next bufferful, whose first row is the epoch's row number `from`. */
  async function load(from: number): Promise<void> {
    const count = Math.min(capacity, rows - from);
    for (let filled = 0; filled < count; ) {
      if (rest === undefined || used === rest.labels.length) {
        const { value, done } = await reading!.next();
        if (done) throw changed(stream.name);
        [rest, used] = [value, 0];
      }
      const taken = Math.min(count - filled, rest.labels.length - used);
      copy(rest.features, used * width, taken * width, features, filled * width);
      copy(rest.labels, used, taken, labels, filled);
      used += taken;
      filled += taken;
    }
    const places = order.subarray(0, count);
    if (shuffle) shuffleRows(places, seed ^ Math.imul(epoch + 1, 0x9e3779b9), Math.floor(from / capacity));
    if (keeper) {
      // The whole buffer each time, so that it takes the place of the one before.
      keeper.keepRows("x", features);
      keeper.keepRows("y", labels);
      keeper.orderRows(order);
    }
    [start, end] = [from, from + count];
    if (end === rows) await close();
  }

  /** A file does not stand open while nothing is read of it. */
  async function close(): Promise<void> {
    await reading?.return(undefined);
    reading = undefined;
  }

  return {
    rows,
    async begin(turned, done) {
      epoch = turned;
      const first = Math.floor(done / capacity) * capacity;
      const groups = inOrder(groupRows.length);
      if (shuffle) shuffleRows(groups, seed, epoch);
      await close();
      reading = readFrom(stream, groups, first);
      [rest, used] = [undefined, 0];
      if (first < rows) await load(first);
    },
    attach(main) {
      if (features.length <= keptAtMost) keeper = main;
    },
    fill(program, from, count) {
      if (from >= end) return load(from).then(put);
      put();
      function put() {
        if (keeper) return program.takeRows(from - start, count);
        program.setRows("x", features, order, from - start, count);
        program.setRows("y", labels, order, from - start, count);
      }
    },
    end: close,
  };
}

/** The rows of groups in turn, without the first `skip`. */
async function* readFrom(
  { groupRows, read, name }: SampleStream,
  groups: ArrayLike<number>,
  skip: number,
): AsyncGenerator<Samples> {
  let left = skip;
  for (const group of Array.from(groups)) {
    const rows = groupRows[group]!;
    if (left >= rows) {
      left -= rows;
      continue;
    }
    let found = 0;
    for await (const piece of read(group)) {
      const count = piece.labels.length;
      found += count;
      if (found > rows) throw changed(name);
      const passed = Math.min(left, count);
      left -= passed;
      const width = piece.features.length / Math.max(1, count);
      if (passed === 0) yield piece;
      else if (passed < count) yield cut(piece, passed, width);
    }
    if (found < rows) throw changed(name);
  }
}

const cut = ({ features, labels }: Samples, rows: number, width: number): Samples => ({
  features: Float64Array.from(features).subarray(rows * width),
  labels: labels.subarray(rows),
});

const changed = (name: string): UserError =>
  new UserError(`${name}: changed while it was read; begin again when it is whole`);

type Floats = Float64Array | Float32Array | Int32Array;

function copy(from: ArrayLike<number>, start: number, count: number, into: Floats, at: number): void {
  for (let i = 0; i < count; i++) into[at + i] = from[start + i]!;
}
