/**
 * Characters of names and cells that are not seen but do something, or hide something: control characters (C0, C1), which move a
 * terminal's cursor, colour, link and clear; ends of lines and paragraphs; what turns the direction of writing (Unicode TR 36); and what
 * takes no room: soft hyphens, spaces of no width, fillers, tags. Joiners belong to some scripts and to emoji: behind Latin they hide.
 */
const hidden =
  "\\p{Cc}\\u00ad\\u061c\\u115f\\u1160\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}";
const joiners = "(?<![^\\0-\\u024f])[\\u200c\\u200d]";

/** Each of them. */
export const unseen = new RegExp(`[${hidden}]|${joiners}`, "gu");
/** The same of a text of several lines, whose tabs and line ends are its own. */
export const unseenInLines = new RegExp(`(?![\\t\\n])[${hidden}]|${joiners}`, "gu");

/** A character as JSON writes it: \n, \u001b. */
export const escapedAsJson = (one: string): string =>
  one < " "
    ? JSON.stringify(one).slice(1, -1)
    : Array.from(
        { length: one.length },
        (_, i) => `\\u${one.charCodeAt(i).toString(16).padStart(4, "0")}`,
      ).join("");

/** The sign that is shown in the place of a character that is not seen, one column wide. */
export function signOf(one: string): string {
  const code = one.charCodeAt(0);
  if (code < 32) return String.fromCharCode(0x2400 + code);
  return code === 127 ? "\u2421" : "\ufffd";
}

/** A name as a message shows it: a line break or another character that is not seen is written as JSON writes it. */
export const oneLine = (name: string): string => name.replace(unseen, escapedAsJson);

/** "a, b and c" */
export const allNames = (names: readonly string[], last: "and" | "or" = "and"): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;

/** All of twenty names; of more, the first twenty and how many there are: "a, b, c, ... (300 in all)" */
export const namesInAll = (names: readonly string[]): string =>
  (names.length > 20 ? [...names.slice(0, 20), `... (${names.length} in all)`] : names).join(", ");

/** "a.csv, b.csv, c.csv and 4 more" */
export function someNames(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(oneLine).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
