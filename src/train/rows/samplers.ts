import { UserError } from "../../errors.ts";
import { Deck, stream } from "./deck.ts";
import type { Order } from "./orders.ts";

// Orders of rows for losses that compare rows. An epoch's order follows from seed and epoch alone, takes time in
// proportion to its rows, and uses the rows of a class about equally often.

/** The kind of the random stream; the shuffle of all rows is kind 0. */
const kind = 1;

/**
 * Rows 2i and 2i + 1 of the order are pair i: of one class where i is even, of two where it is odd. All classes come
 * equally often, however many rows they have. Where their number is odd, one row is left out.
 *
 * ```ts
 * pairOrder([0, 0, 1, 1], 0).of(0); // Int32Array of 4 rows: a pair of one class, a pair of two
 * ```
 */
export function pairOrder(labels: ArrayLike<number>, seed: number): Order {
  const classes = rowsOfClasses(labels, "pairs");
  const several = classes.flatMap(({ length }, c) => (length > 1 ? [c] : []));
  const rows = 2 * Math.floor(labels.length / 2);
  return {
    rows,
    of(epoch) {
      const draw = stream(seed, epoch, kind);
      const [alike, different] = [new Deck(several.length, draw), new Deck(classes.length, draw)];
      const decks = classes.map(({ length }) => new Deck(length, draw));
      const deal = (c: number, count: number) => decks[c]!.deal(count).map((i) => classes[c]![i]!);
      const order = new Int32Array(rows);
      for (let start = 0; start < rows; start += 2) {
        const pair =
          start % 4 === 0
            ? deal(several[alike.deal(1)[0]!]!, 2)
            : different.deal(2).flatMap((c) => deal(c, 1));
        order.set(pair, start);
      }
      return order;
    },
  };
}

/**
 * Batches of P classes with K rows each, for triplets: of `batch` rows, as many classes as leave each `rowsPerClass` of
 * them. Classes come equally often; the rows of a class that has fewer than K, several times in a batch.
 *
 * ```ts
 * classOrder([0, 0, 0, 1, 1, 1], { batch: 4, seed: 0, rowsPerClass: 2 }).rows; // 4
 * ```
 */
export function classOrder(
  labels: ArrayLike<number>,
  { batch, seed, rowsPerClass = 4 }: { batch: number; seed: number; rowsPerClass?: number },
): Order {
  const classes = rowsOfClasses(labels, "triplets");
  if (batch < 3 || batch > labels.length) {
    throw new UserError(
      `triplets: a batch must have at least 3 and at most all ${labels.length} rows, found ${batch}`,
    );
  }
  const together = Math.min(classes.length, Math.max(2, Math.floor(batch / rowsPerClass)));
  const rows = batch * Math.floor(labels.length / batch);
  return {
    rows,
    of(epoch) {
      const draw = stream(seed, epoch, kind);
      const deck = new Deck(classes.length, draw);
      const decks = classes.map(({ length }) => new Deck(length, draw));
      const order: number[] = [];
      while (order.length < rows) {
        for (const [k, c] of deck.deal(together).entries()) {
          let wanted = Math.floor((batch - k - 1) / together) + 1; // the first classes have one row more
          while (wanted > 0) {
            const hand = decks[c]!.deal(Math.min(wanted, classes[c]!.length));
            for (const i of hand) order.push(classes[c]![i]!);
            wanted -= hand.length;
          }
        }
      }
      return Int32Array.from(order);
    },
  };
}

/** The epoch of an order that is measured on: no training comes so far. */
export const measuringEpoch = 2 ** 32 - 1;

/** The rows of each class. Throws a UserError where no two are of one class, or all are. */
export function rowsOfClasses(labels: ArrayLike<number>, where: string): number[][] {
  const rows = new Map<number, number[]>();
  for (let row = 0; row < labels.length; row++) {
    const found = rows.get(labels[row]!);
    if (found) found.push(row);
    else rows.set(labels[row]!, [row]);
  }
  const classes = [...rows].sort(([a], [b]) => a - b).map(([, of]) => of);
  if (classes.length < 2)
    throw new UserError(`${where}: every row is of class ${labels[0]}; what compares rows needs two classes`);
  if (classes.every(({ length }) => length === 1))
    throw new UserError(`${where}: every class has one row; what compares rows needs a class with two`);
  return classes;
}
