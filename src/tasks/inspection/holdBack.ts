import { randomState } from "../../data/random/randomState.ts";

/** Rows of parts, and what is to be held back of them. */
export interface PartsToHold {
  /** a number for each row: the good ones' class is `good`, all others are defects of a kind */
  readonly labels: ArrayLike<number>;
  readonly good: number;
  /** rows with an equal number (copies, a lot) go to one side together */
  readonly groups: ArrayLike<number>;
  /** the share of all rows to test on, and of the others to choose the threshold by; 0: none */
  readonly testSize: number;
  readonly validation: number;
  readonly seed: number;
}

/** Row numbers, ascending. */
export interface HeldBack {
  readonly train: number[];
  readonly validation: number[];
  readonly test: number[];
}

const parts = ["train", "validation", "test"] as const;

/**
 * Holds back parts however few there are. Of good ones at least one is learned from; the next chooses the threshold; from five
 * on one is tested. Of defects the first chooses the threshold and the second is tested: without any to learn from, some are made up.
 * Otherwise each kind has its share in every part, as far as whole groups allow.
 */
export function holdBack(all: PartsToHold): HeldBack {
  const { labels, good, groups, seed } = all;
  const found: Record<(typeof parts)[number], number[]> = { train: [], validation: [], test: [] };
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < labels.length; row++) {
    const rows = rowsOf.get(groups[row]!);
    if (rows) rows.push(row);
    else rowsOf.set(groups[row]!, [row]);
  }
  const { permutation } = randomState(seed);
  const drawn = [...rowsOf.values()];
  const shuffled = permutation(drawn.length).map((i) => drawn[i]!);
  const wanted = wantedRows(all, shuffled);
  const holdsGood = (rows: readonly number[]) => rows.some((row) => labels[row] === good);
  const give = (rows: readonly number[], part: (typeof parts)[number]) => {
    for (const row of rows) {
      found[part].push(row);
      wanted[part].set(labels[row]!, (wanted[part].get(labels[row]!) ?? 0) - 1);
    }
  };
  // Large groups first: small ones even out what they leave.
  const left = shuffled.sort((a, b) => b.length - a.length);
  for (const part of parts) {
    const first = left.findIndex(holdsGood);
    if (first >= 0 && (wanted[part].get(good) ?? 0) > 0) give(left.splice(first, 1)[0]!, part);
  }
  for (const rows of left) {
    let [best, most]: [(typeof parts)[number], number] = ["train", 0];
    for (const part of parts) {
      let filled = 0;
      for (const row of rows) {
        const lacking = wanted[part].get(labels[row]!) ?? 0;
        if (lacking > 0) filled += lacking;
      }
      if (filled > most) [best, most] = [part, filled];
    }
    give(rows, best);
  }
  for (const part of parts) found[part].sort((a, b) => a - b);
  return found;
}

/** How many rows of each class each part is to have. */
function wantedRows(
  { labels, good, testSize, validation }: PartsToHold,
  groups: readonly (readonly number[])[],
): Record<(typeof parts)[number], Map<number, number>> {
  const counts = new Map<number, number>();
  for (const label of Array.from(labels)) counts.set(label, (counts.get(label) ?? 0) + 1);
  const goodGroups = groups.filter((rows) => rows.some((row) => labels[row] === good)).length;
  const wanted = {
    train: new Map<number, number>(),
    validation: new Map<number, number>(),
    test: new Map<number, number>(),
  };
  // Kinds of defect with few parts share what is held back: each takes its turn where its fraction of a row adds up to one.
  const left = { test: 0, validation: 0 };
  const kinds = [...counts].sort(([a, n], [b, m]) => m - n || a - b);
  for (const [label, count] of kinds) {
    if (label === good) {
      const test = testSize > 0 && goodGroups >= 5 ? atLeast1(testSize * count) : 0;
      const rest = count - test;
      const held = validation > 0 && goodGroups >= 2 ? Math.min(rest - 1, atLeast1(validation * rest)) : 0;
      set(label, test, held);
    } else {
      const test = take("test", testSize * count, count);
      const held = take("validation", validation * (count - test), count - test);
      set(label, test, held);
    }
  }
  const defects = kinds.filter(([label]) => label !== good);
  const total = defects.reduce((sum, [, n]) => sum + n, 0);
  if (total > 0 && validation > 0 && sumOf(wanted.validation, good) === 0) move("train", "validation");
  if (total > 1 && testSize > 0 && sumOf(wanted.test, good) === 0) move("train", "test");
  return wanted;

  function set(label: number, test: number, held: number): void {
    const count = counts.get(label)!;
    wanted.test.set(label, test);
    wanted.validation.set(label, held);
    wanted.train.set(label, count - test - held);
  }
  function take(part: "test" | "validation", share: number, most: number): number {
    left[part] += share;
    const rows = Math.min(most, Math.floor(left[part] + 0.5));
    left[part] -= rows;
    return rows;
  }
  /** One defect, of the kind that has most there. */
  function move(from: (typeof parts)[number], to: (typeof parts)[number]): void {
    const [most] = [...wanted[from]]
      .filter(([label, rows]) => label !== good && rows > 0)
      .sort(([, n], [, m]) => m - n);
    if (most === undefined) return;
    wanted[from].set(most[0], most[1] - 1);
    wanted[to].set(most[0], (wanted[to].get(most[0]) ?? 0) + 1);
  }
}

const atLeast1 = (rows: number): number => Math.max(1, Math.round(rows));

const sumOf = (rows: ReadonlyMap<number, number>, good: number): number =>
  [...rows].reduce((sum, [label, n]) => sum + (label === good ? 0 : n), 0);
