// Rows that are equal in every number: copies of one part, of one measurement.

/** A row's values by their bits, mixed as in FNV. */
export function hashRow(features: ArrayLike<number>, row: number, width: number): number {
  let hash = 0x811c9dc5;
  for (let k = row * width; k < (row + 1) * width; k++) {
    bits[0] = features[k]! + 0; // -0 and 0 are one value
    hash = Math.imul(hash ^ words[0]!, 0x01000193);
    hash = Math.imul((hash >>> 15) ^ hash ^ words[1]!, 0x01000193);
  }
  return hash;
}

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

interface Side {
  readonly features: ArrayLike<number>;
  readonly row: number;
}

export function sameRow(a: Side, b: Side, width: number): boolean {
  for (let j = 0; j < width; j++)
    if (a.features[a.row * width + j] !== b.features[b.row * width + j]) return false;
  return true;
}

/** Rows (n, width), row-major. */
export interface CopiedRows {
  readonly features: ArrayLike<number>;
  readonly width: number;
}

/** Of each row the first that is equal to it: itself, where there is none before it. */
export function copyGroups({ features, width }: CopiedRows): Int32Array {
  const n = features.length / width;
  const known = new KnownRows({ features, width });
  return Int32Array.from({ length: n }, (_, row) => known.first(features, row) ?? known.add(row));
}

/** Of each of some rows the first of others that is equal to it. */
export function equalAmong(rows: CopiedRows, others: CopiedRows): (number | undefined)[] {
  const known = new KnownRows(others);
  for (let row = 0; row < others.features.length / others.width; row++) known.add(row);
  return Array.from({ length: rows.features.length / rows.width }, (_, row) =>
    known.first(rows.features, row),
  );
}

/** Which of some rows are equal to one of others. */
export const copiesOf = (rows: CopiedRows, others: CopiedRows): boolean[] =>
  equalAmong(rows, others).map((row) => row !== undefined);

class KnownRows {
  readonly #byHash = new Map<number, number[]>();
  readonly #rows: CopiedRows;

  constructor(rows: CopiedRows) {
    this.#rows = rows;
  }

  add(row: number): number {
    const { features, width } = this.#rows;
    const key = hashRow(features, row, width);
    const same = this.#byHash.get(key);
    if (same) same.push(row);
    else this.#byHash.set(key, [row]);
    return row;
  }

  /** The first of the known rows that is equal. */
  first(features: ArrayLike<number>, row: number): number | undefined {
    const { features: own, width } = this.#rows;
    return this.#byHash
      .get(hashRow(features, row, width))
      ?.find((other) => sameRow({ features: own, row: other }, { features, row }, width));
  }
}
