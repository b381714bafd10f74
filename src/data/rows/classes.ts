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

/** Marks that look the same and are typed in several ways: 〇 is a Japanese zero, ◯ a large circle, × a sign of arithmetic. */
const marks: readonly (readonly [same: string, all: string])[] = [
  ["○", "○〇◯⚪⭕o"],
  ["×", "×✕✖✗✘❌☓╳⨯⨉x"],
  ["✓", "✓✔✅☑"],
  ["-", "-‐‑–—―−ー─"],
];

/** Cyrillic and Greek letters, and the Latin ones that they look like. */
const others = "АВЕКМНОРСТУХаеорсухіЅѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο";
const latin = "ABEKMHOPCTYXaeopcyxiSsABEZHIKMNOPTYXo";

/**
 * A class as it is told apart from others, whatever its width and case, dots and blanks between and behind letters, and letters of other
 * scripts that look the same; of one mark, whichever sign was typed: `O.K.`, `ok.` and `ＯＫ` are one, and so are 〇 and ○.
 */
export function writtenAs(name: string): string {
  const plain = name
    .normalize("NFKC")
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, "")
    .trim();
  const bare = /\d/.test(plain) ? plain : plain.replaceAll(/(?<=[^.。．・·\s])[.。．・·\s]+/gu, "");
  const folded = bare.replaceAll(new RegExp(`[${others}]`, "gu"), (one) => latin[others.indexOf(one)]!);
  const lower = folded.toLowerCase();
  return marks.find(([, all]) => Array.from(all).includes(lower))?.[0] ?? lower;
}

/** What a class that is a circle or a cross alone says of its parts, as it is marked on paper; nothing of letters, which may be classes of their own. */
export function markSays(name: string): "good" | "bad" | undefined {
  const plain = writtenAs(name);
  if (/[a-z]/i.test(name.normalize("NFKC"))) return undefined;
  return plain === "○" ? "good" : plain === "×" ? "bad" : undefined;
}
