import { InvalidArgumentError, Option } from "commander";
import { UserError } from "../../errors.ts";
import type { Language } from "../../report/report.ts";

// The language that a command speaks. It is settled before the command is loaded, whose help has it as a default.

let spoken: Language = "en";
let speech: ((text: string) => string) | undefined;

const languages: readonly Language[] = ["en", "ja"];

/** Every command's `--lang`. */
export const langOption = (): Option =>
  new Option("--lang <language>", "the language of all that is said and written")
    .choices(languages)
    .argParser((text) => {
      if (languages.includes(text as Language)) return text;
      throw new InvalidArgumentError(`expected one of ${languages.join(", ")}, got "${text}"`);
    })
    .default(spoken, "KISO_LANG, else the system's");

/** The language of this process. */
export const language = (): Language => spoken;

/** Finished lines in it. What the catalogue does not have stays English. */
export const inLanguage = (text: string): string => (speech ? speech(text) : text);

/** From here on the process speaks `lang`. The catalogue is loaded for Japanese alone. */
export async function speak(lang: Language): Promise<void> {
  spoken = lang;
  speech = undefined;
  if (lang === "en") return;
  const { speechIn } = await import("../../report/words/catalogue/speech.ts");
  speech = await speechIn(lang);
}

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  /** the locale of the platform's own settings, which Windows has in the place of variables */
  readonly locale: () => string;
}

/** What the arguments say, else KISO_LANG, else the system's language as POSIX orders its variables; C is English. */
export function languageOf(argv: readonly string[], { env, platform, locale }: Surroundings): Language {
  const flag = flagIn(argv);
  // Another value is refused where all flags are read.
  if (flag === "en" || flag === "ja") return flag;
  const own = env.KISO_LANG;
  if (own) {
    const found = /^(en|ja)(?:$|[-_.@])/i.exec(own)?.[1]?.toLowerCase();
    if (found === undefined) throw new UserError(`KISO_LANG is "${own}": expected en or ja`);
    return found as Language;
  }
  const system = env.LC_ALL || env.LC_MESSAGES || env.LANG || (platform === "win32" ? locale() : "");
  return /^ja(?:$|[-_.@])/i.test(system) ? "ja" : "en";
}

/** The value of --lang; the last one counts. */
function flagIn(argv: readonly string[]): string | undefined {
  const end = argv.indexOf("--");
  const own = end === -1 ? argv : argv.slice(0, end);
  let found: string | undefined;
  for (const [i, argument] of own.entries()) {
    if (argument === "--lang") found = own[i + 1];
    else if (argument.startsWith("--lang=")) found = argument.slice("--lang=".length);
  }
  return found;
}
