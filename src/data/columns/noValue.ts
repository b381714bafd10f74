import type { Spell } from "../../errors.ts";

/**
 * Cells that say "no value" wherever they stand, in lower case: empty, the words that pandas' read_csv knows, Excel's
 * errors (which pandas' read_excel takes so), and a measurement that was not made, in Japanese.
 */
const ALWAYS = new Set([
  ...["", "na", "n/a", "#na", "#n/a", "#n/a n/a", "<na>", "null"],
  ...["nan", "+nan", "-nan", "1.#ind", "-1.#ind", "1.#qnan", "-1.#qnan"],
  ...["#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!", "#spill!", "#calc!", "#field!"],
  ...["#nv", "#wert!", "#bezug!", "#zahl!", "#valeur!"],
  ...["欠測", "欠測値", "欠損値", "未測定"],
]);

/**
 * Words that say so among numbers alone, in lower case. Elsewhere they say something: a defect may be 欠損, and a dash a
 * part without one. ND, OL and <0.01 are left to the person who measured: below a limit is no missing value.
 */
const AMONG_NUMBERS = new Set([
  ...["欠損", "欠", "なし", "無し", "無", "ナシ", "ﾅｼ", "不明", "空白", "空欄", "未入力", "未記入", "未計測"],
  ...["測定なし", "測定不可", "測定不能", "計測不可", "計測不能", "データなし", "データ無し"],
  ...[
    "?",
    "？",
    "??",
    "???",
    "-",
    "--",
    "---",
    "‐",
    "–",
    "—",
    "―",
    "−",
    "ー",
    "－",
    "ｰ",
    "――",
    "－－",
    "ーー",
  ],
  ...[".", "..", "...", "…", "*", "**", "***", "/", "//", "///", "／", "×", "_"],
  ...["none", "nil", "n.a.", "n.a", "blank", "(blank)", "empty", "missing", "unknown", "n/m"],
]);

const LONGEST = 9;

/** Whether a cell of text says that there is none. */
export const isGap = (cell: string): boolean => cell.length <= LONGEST && ALWAYS.has(cell.toLowerCase());

/** Whether a cell among numbers does, though it would be a word among words. */
export const isGapWord = (cell: string): boolean =>
  cell.length <= LONGEST && AMONG_NUMBERS.has(cell.toLowerCase());

/** Whether a cell among numbers says that there is none. */
export const isMissing = (cell: string): boolean => isGap(cell) || isGapWord(cell);

/** The setting that leaves out rows with mistakes, where a command has it. */
export function orSkipped(say: Spell, what: string): string {
  const setting = say("onError", "skip");
  return setting === "" ? "" : `, or leave ${what} out with ${setting}`;
}

/** How rows that lack a cell are left out, with the setting that a command has for it; nothing where it has none. */
export function leavingOut(say: Spell): string {
  const setting = say("missing", "drop") || say("onError", "skip");
  return setting === "" ? "" : `, or leave such rows out with ${setting}`;
}
