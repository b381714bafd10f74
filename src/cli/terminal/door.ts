import { signOf, unseenInLines } from "../../unseen.ts";

/**
 * The door that everything passes on its way to a terminal. Names come from files that others made: an escape code, a turn of the
 * writing's direction or a carriage return in one would move the cursor, colour or hide what is written, or make links. Each such
 * character is shown as a sign of its own, one column wide, as tables count it.
 */
export function openDoor(stream: NodeJS.WriteStream): void {
  const write = stream.write.bind(stream) as (chunk: string | Uint8Array, ...rest: unknown[]) => boolean;
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    // What is written as bytes is a table: whoever takes it from a pipe has it to the byte.
    if (typeof chunk === "string") return write(visible(chunk), ...rest);
    return write(stream.isTTY ? visibleBytes(chunk) : chunk, ...rest);
  };
}

/** Cursor and line as node:readline moves them, and the first word of a line in bold: kiso's own. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const own = /^(?:\u001b\[\d*[A-K]$|\u001b\[1m[a-z\p{sc=Han}\p{sc=Kana}ー]+\u001b\[22m )/u;

/** A text whose characters can all be seen, each as one sign. */
export function visible(text: string): string {
  const kept = own.exec(text)?.[0] ?? "";
  return kept + text.slice(kept.length).replace(unseenInLines, signOf);
}

function visibleBytes(bytes: Uint8Array): string | Uint8Array {
  try {
    return visible(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // Of another encoding: its characters have no bytes below a blank.
    return bytes.map((byte) => ((byte < 32 && byte !== 9 && byte !== 10) || byte === 127 ? 63 : byte));
  }
}
