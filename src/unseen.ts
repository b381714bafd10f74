// Characters that are not seen: one table for all that shows names and cells.

/**
 * Characters of names and cells that are not seen but do something, or hide something: control characters (C0, C1), which move a
 * terminal's cursor, colour, link and clear; ends of lines and paragraphs; what turns the direction of writing (Unicode TR 36); and what
 * takes no room: soft hyphens, spaces of no width, fillers, tags. Joiners belong to some scripts and to emoji: behind Latin they hide.
 */
export const unseen =
  /[\p{Cc}\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]|(?<![^\0-\u024f])[\u200c\u200d]/gu;
/** The same of a text of several lines, whose tabs and line ends are its own. */
export const unseenInLines = new RegExp(`(?![\\t\\n])(?:${unseen.source})`, "gu");

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

/** A text as pages show it, which may hold none of these, and no half of a pair: each is a replacement character. */
export const legible = (text: string): string =>
  text
    .replaceAll("\r", "\n")
    .replace(unseenInLines, "\ufffd")
    .replace(/\p{Surrogate}/gu, "\ufffd");
