/**
 * A name or a word as it is compared: width, white space and the many signs for a minus make no difference. `外径（mm）`
 * is `外径(mm)`, `ＮＣ－１` is `NC-1`, `ｶﾅ` is `カナ`. Upper and lower case stay apart.
 */
export function spellingKey(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .normalize("NFKC")
    .replaceAll(/[\u200B-\u200D\u2060\uFEFF\u00AD]/g, "")
    .replaceAll(/[\u2010-\u2012\u2212\uFE63]/g, "-") // Shift_JIS 0x817C is U+2212 or U+FF0D, as the decoder likes
    .replaceAll("\u2014", "\u2015") // and 0x815C is either of these
    .replaceAll("\u301C", "~") // and 0x8160 U+301C or U+FF5E
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** ASCII without a blank: most names are so, and are their own key. */
const PLAIN = /^[!-~]*$/;

/** Which of `known` each text is: the very same first, else the only one that is written alike. */
export class Spellings {
  readonly #places: ReadonlyMap<string, number>;
  readonly #keys: ReadonlyMap<string, number>;

  constructor(known: readonly string[]) {
    this.#places = new Map(known.map((text, i) => [text, i]));
    const keys = new Map<string, number>();
    // Of two that are written alike neither is meant by a third.
    for (const [i, text] of known.entries())
      keys.set(spellingKey(text), keys.has(spellingKey(text)) ? -1 : i);
    this.#keys = keys;
  }

  /** The place of a text; undefined where it is none of them. */
  place(text: string): number | undefined {
    const place = this.#places.get(text);
    if (place !== undefined) return place;
    const alike = this.#keys.get(spellingKey(text));
    return alike === undefined || alike < 0 ? undefined : alike;
  }
}

/** True or false, as CSV, Excel, Python and JSON write it. */
export function truthOf(cell: string): boolean | undefined {
  if (cell.length < 4 || cell.length > 5) return undefined;
  const word = cell.normalize("NFKC").toLowerCase();
  return word === "true" ? true : word === "false" ? false : undefined;
}

/** The one spelling of booleans, whatever the format; Python's. */
export const truthText = (truth: boolean): string => (truth ? "True" : "False");

/** The categories of a column, as cells are found among them. */
export class Categories {
  readonly #spellings: Spellings;
  /** where they are true and false: their places, however a cell says it, 1 and 0 too */
  readonly #truths: ReadonlyMap<boolean, number> | undefined;

  constructor(categories: readonly string[]) {
    this.#spellings = new Spellings(categories);
    const truths = categories.map(truthOf);
    if (truths.length > 0 && truths.every((truth) => truth !== undefined))
      this.#truths = new Map(truths.map((truth, k) => [truth, k]));
  }

  place(cell: string): number | undefined {
    const place = this.#spellings.place(cell);
    if (place !== undefined || !this.#truths) return place;
    const truth = truthOf(cell) ?? (cell === "1" ? true : cell === "0" ? false : undefined);
    return truth === undefined ? undefined : this.#truths.get(truth);
  }
}

/** The categories of cells, each as it was spelled first, and how often each occurs. Booleans have one spelling. */
export function countCategories(counts: ReadonlyMap<string, number>): Map<string, number> {
  const cells = [...counts.keys()];
  const areTruths = cells.length > 0 && cells.every((cell) => truthOf(cell) !== undefined);
  const names = new Map<string, string>();
  const found = new Map<string, number>();
  for (const [cell, count] of counts) {
    const key = areTruths ? truthText(truthOf(cell)!) : spellingKey(cell);
    const name = names.get(key) ?? (areTruths ? key : cell);
    names.set(key, name);
    found.set(name, (found.get(name) ?? 0) + count);
  }
  return found;
}
