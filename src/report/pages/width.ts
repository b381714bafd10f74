import { eastAsianWidth } from "get-east-asian-width";

/** The columns of a terminal that a text takes: two for a Japanese character, none for a combining mark. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (!/\p{Mark}/u.test(character)) width += eastAsianWidth(character.codePointAt(0)!);
  }
  return width;
}

/** Text in lines of at most `width` columns, broken at blanks and beside Japanese characters; a longer word stays whole. */
export function wrapped(text: string, width: number): string[] {
  const pieces =
    text.match(
      /[^\s\u2e80-\u9fff\uff00-\uffef]+[、。）」，]?|[\u2e80-\u9fff\uff00-\uffef][、。）」，]*|\s+/gu,
    ) ?? [];
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    if (line !== "" && displayWidth(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return line.trim() === "" && lines.length > 0 ? lines : [...lines, line.trimEnd()];
}
