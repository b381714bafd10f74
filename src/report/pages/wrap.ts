import { displayWidth } from "./width.ts";

/** What may not begin a line, by the usual rule of Japanese (JIS X 4051). */
const notFirst = /^[、。，．：；！？）」』】〕〉》・ー…ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;!?)\]}%]/u;
/** What may not end one. */
const notLast = /[（「『【〔〈《([{]$/u;

/** Lines of at most `width` columns, broken at blanks and between Japanese characters. */
export function wrapped(text: string, width: number): string {
  return text
    .split("\n")
    .map((line) => wrappedLine(line, width))
    .join("\n");
}

function wrappedLine(line: string, width: number): string {
  const lines: string[] = [];
  let current = "";
  for (const piece of pieces(line)) {
    if (current !== "" && displayWidth(current + piece.trimEnd()) > width) {
      lines.push(current.trimEnd());
      current = piece.trimStart();
    } else current += piece;
  }
  return [...lines, current.trimEnd()].join("\n");
}

/** What stays together: a word with the blanks behind it, a Japanese character with what may not be parted from it. */
function pieces(line: string): string[] {
  const found: string[] = [];
  for (const [piece] of line.matchAll(
    /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\u3000-\u303f\uff00-\uffef]\s*|[^\s\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\u3000-\u303f\uff00-\uffef]+\s*|\s+/gu,
  )) {
    const before = found.at(-1);
    if (before !== undefined && !/\s$/.test(before) && (notFirst.test(piece) || notLast.test(before)))
      found[found.length - 1] = before + piece;
    else found.push(piece);
  }
  return found;
}
