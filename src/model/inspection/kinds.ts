/** How far parts are from the references. */
export interface KindDistances {
  readonly good: readonly number[];
  /** all of them, whatever their kind */
  readonly defects: readonly number[];
  /** the same, by the class of each kind */
  readonly kinds: ReadonlyMap<string, readonly number[]>;
}

/** The distances of parts by what they are: all that are not good are defects. */
export function byKind(
  distances: readonly number[],
  nameOf: (row: number) => string,
  good: string,
): KindDistances {
  const found = { good: [] as number[], defects: [] as number[], kinds: new Map<string, number[]>() };
  for (const [row, distance] of distances.entries()) {
    const name = nameOf(row);
    if (name === good) {
      found.good.push(distance);
      continue;
    }
    found.defects.push(distance);
    const kind = found.kinds.get(name);
    if (kind) kind.push(distance);
    else found.kinds.set(name, [distance]);
  }
  return found;
}
