import { legible } from "../../unseen.ts";

/** Text from a file within Markdown: no sign of it is one of Markdown's or of HTML's, so it makes no picture, link, row or line. */
export const markdown = (text: string): string =>
  inLine(text)
    .replace(/[\\`*|[\]~]/g, "\\$&")
    // Within a word it is a letter; around one it would be emphasis.
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/&(?=#|\w+;)/g, "&amp;")
    .replaceAll("<", "&lt;")
    // GitHub makes links of bare addresses.
    .replaceAll("://", "&#58;//")
    .replace(/\b(www)\./gi, "$1&#46;")
    .replace(/(?<=\S)@(?=\S)/g, "&#64;");

/** Text as code within a line: its fence is longer than any in it. */
export function code(text: string): string {
  const line = inLine(text);
  const fence = fenceFor(line, 1);
  const space = /^`|`$/.test(line) ? " " : "";
  return `${fence}${space}${line}${space}${fence}`;
}

/** Lines as a block of code. */
export function codeBlock(lines: readonly string[]): string {
  const text = lines.map(inLine).join("\n");
  const fence = fenceFor(text, 3);
  return `${fence}\n${text}\n${fence}`;
}

const inLine = (text: string): string => legible(text.replace(/[\r\n\t]+/g, " "));

function fenceFor(text: string, least: number): string {
  let longest = 0;
  for (const run of text.match(/`+/g) ?? []) longest = Math.max(longest, run.length);
  return "`".repeat(Math.max(least, longest + 1));
}
