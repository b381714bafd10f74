import { once } from "node:events";
import pc from "picocolors";
import { jsonText } from "./jsonText.ts";
import { inLanguage, language } from "./language.ts";

export { grouped } from "../../report/words/format.ts";

/** Where a command's words go: the result to stdout, or, with --json, nothing but one JSON object. */
export interface Console {
  /** A line of kiso's own, in the language of the process. */
  say(line?: string): void;
  /** What is not of any language, or is in the right one: tables, figures, a report. */
  show(text: string): void;
  /** Prints `value` when --json was given. */
  json(value: object): void;
}

export function openConsole(options: { json?: boolean | undefined }): Console {
  return {
    say: (line = "") => {
      if (!options.json)
        process.stdout.write(`${emphasised(inLanguage(/^note /.test(line) ? inOneLine(line) : line))}\n`);
    },
    show: (text) => {
      if (!options.json) process.stdout.write(`${text}\n`);
    },
    json: (value) => {
      if (options.json) process.stdout.write(`${jsonText(sentencesInLanguage(value))}\n`);
    },
  };
}

/**
 * Writes to stdout as fast as its reader reads, so that what is printed piece by piece does not gather in memory. Where
 * the reader has left (`kiso predict … | head`), nobody wants the rest.
 */
export async function print(text: string | Uint8Array): Promise<void> {
  const full = !process.stdout.write(text);
  // What is wrong with stdout is main.ts's to say.
  if (full) await once(process.stdout, "drain").catch(() => {});
  if (process.stdout.errored) process.exit(0);
}

/** Where an object of --json has sentences for people; names and figures stay as they are. */
const sentences: Readonly<Record<string, "each" | "reason" | "why" | "message">> = {
  notes: "each",
  stops: "each",
  unread: "why",
  broken: "why",
  skipped: "reason",
  errors: "message",
};

/** The same object, its sentences in the language of the process. */
export function sentencesInLanguage(value: object): object {
  if (language() === "en") return value;
  const told = Object.entries(value).map(([name, list]) => {
    const key = sentences[name];
    if (key === undefined || !Array.isArray(list)) return [name, list];
    if (key === "each") return [name, list.map(inLanguage)];
    return [
      name,
      list.map((one) => (typeof one[key] === "string" ? { ...one, [key]: inLanguage(one[key]) } : one)),
    ];
  });
  return Object.fromEntries(told);
}

/** The word that a line begins with (`read`, `model`, `result` …) in bold, on a terminal that shows it. */
function emphasised(line: string): string {
  return process.stdout.isTTY
    ? line.replace(/^[a-z\p{sc=Han}\p{sc=Kana}ー]+(?= )/u, (word) => pc.bold(word))
    : line;
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** A line break within a name would begin a line of its own, which kiso did not say. */
export const inOneLine = (text: string): string => text.replaceAll("\n", "\u240a");

/** Names what could not be looked at, a line each; the command then ends as one that was misused, though all else is done. */
export function sayErrors(errors: readonly { readonly message: string }[]): void {
  for (const { message } of errors) process.stderr.write(`kiso: ${inLanguage(inOneLine(message))}\n`);
  if (errors.length > 0) process.exitCode = 2;
}
