/** Whole numbers by value (0 before 00), words by code point. */
export function sortClasses(names: Iterable<string>): string[] {
  const all = [...names];
  const numeric = all.every((name) => /^-?\d+$/.test(name));
  return all.sort(numeric ? (a, b) => Number(a) - Number(b) || compareCodePoints(a, b) : compareCodePoints);
}

/** As Python sorts strings. JavaScript's `<` compares UTF-16 units, where U+1F600 stands before U+FF21. */
export function compareCodePoints(a: string, b: string): number {
  const left = Array.from(a, (c) => c.codePointAt(0)!);
  const right = Array.from(b, (c) => c.codePointAt(0)!);
  const i = left.findIndex((code, k) => code !== right[k]);
  return i < 0 ? left.length - right.length : left[i]! - (right[i] ?? -1);
}
