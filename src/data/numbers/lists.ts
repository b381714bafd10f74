// Lists of any length. A call takes some 120,000 arguments at most, so `Math.max(...list)` and `list.push(...more)` throw a
// RangeError on longer ones.

/** The largest of the numbers and of `least`; NaN where one is NaN, as `Math.max` has it. */
export function largest(values: Iterable<number>, least = -Infinity): number {
  let most = least;
  for (const value of values) most = Math.max(most, value);
  return most;
}

/** The smallest of the numbers; NaN where one is NaN, as `Math.min` has it. */
export function smallest(values: Iterable<number>): number {
  let least = Infinity;
  for (const value of values) least = Math.min(least, value);
  return least;
}

/** Puts `more` at the end of `list`. */
export function append<T>(list: T[], more: Iterable<T>): void {
  for (const one of more) list.push(one);
}

/** The place of the first that stands further in front already; -1: none does. */
export function repeated(list: readonly string[]): number {
  const seen = new Set<string>();
  return list.findIndex((one) => seen.size === seen.add(one).size);
}

/** Puts an item at the end of the list of its key. */
export function gather<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
