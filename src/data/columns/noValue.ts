/**
 * Cells that say "no value" wherever they stand, in lower case: empty, the words that pandas' read_csv knows, Excel's
 * errors (which pandas' read_excel takes so), and a measurement that was not made, in Japanese.
 */
const ALWAYS = new Set([
  ...["", "na", "n/a", "#na", "#n/a", "#n/a n/a", "<na>", "null"],
  ...["nan", "+nan", "-nan", "1.#ind", "-1.#ind", "1.#qnan", "-1.#qnan"],
  ...["#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!"],
  ...["欠測", "欠測値", "欠損値", "未測定"],
]);

/**
 * Words that say so among numbers alone. Elsewhere they say something: a defect may be 欠損, and a dash a part without
 * one. ND, OL, <0.01 and なし are left to the person who measured: below a limit is no missing value.
 */
const AMONG_NUMBERS = new Set(["欠損", "?", "-", "--", "---", "‐", "–", "—", "―", "−", "ー", "－"]);

const LONGEST = 9;

/** Whether a cell of text says that there is none. */
export const isGap = (cell: string): boolean => cell.length <= LONGEST && ALWAYS.has(cell.toLowerCase());

/** Whether a cell among numbers does, though it would be a word among words. */
export const isGapWord = (cell: string): boolean => AMONG_NUMBERS.has(cell);

/** Whether a cell among numbers says that there is none; so does none there, though a coating may be none. */
export const isMissing = (cell: string): boolean =>
  isGap(cell) || isGapWord(cell) || cell.toLowerCase() === "none";
