/**
 * A mistake that the user can mend: one line that says what, where, what was found and what to do.
 * The command line prints `message` alone (no stack) and exits 2; any other error is a defect and exits 1.
 */
export class UserError extends Error {
  override name = "UserError";

  /** A name or a cell in it may hold a line break, which would begin a line of its own, or an escape code of a terminal. */
  constructor(message: string, options?: ErrorOptions) {
    super(message.replace(/[\n\r]\s*|[^\P{Cc}\t]/gu, " "), options);
  }
}

/** Stands for a value that a person chooses; every spelling leaves it as it is. */
export const any = "…";

/**
 * How a setting is written, alone or with a value: `epochs: 30` in a program, `--epochs 30` on a command line. What is done about
 * missing cells and mistakes is nothing where a command has no such setting.
 */
export type Spell = (name: string, value?: unknown) => string;

/** A setting as a program writes it. */
export const asProgram: Spell = (name, value) =>
  value === undefined ? name : `${name}: ${value === any ? any : shown(value)}`;

/** A mistake in what was asked for. The message spells settings as a program does; a door may spell them its own way. */
export class SettingError extends UserError {
  /** the message, in a door's spelling */
  readonly spelled: (spell: Spell) => string;

  constructor(spelled: (spell: Spell) => string) {
    super(spelled(asProgram));
    this.spelled = spelled;
  }
}

/** The candidate nearest to `word` by edit distance, if any is near enough to be worth offering. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, word.length >> 1) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    // Something of the word must be in it: "a" is not near "c".
    const longest = Math.max(word.length, candidate.length);
    if (distance < bestDistance && distance < longest) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** A value as a message shows it: text in quotes, all else as it is; what is long, or too deep to be written, in short. */
export function shown(value: unknown): string {
  try {
    const text = /string|object/.test(typeof value) ? JSON.stringify(value) : String(value);
    return text.length > 300 ? `${text.slice(0, 300)}…` : text;
  } catch {
    return typeof value;
  }
}

/** Refuses a setting of another name: misspelt, it would be left out in silence. */
export function checkNames(where: string, given: object, known: readonly string[]): void {
  if (typeof given !== "object" || given === null)
    throw new UserError(`${where}: the settings are ${given}; give an object, such as { ${known[0]}: … }`);
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const near = nearest(unknown, known);
  throw new UserError(
    `${where}: there is no setting "${unknown}"${near === undefined ? "" : `; did you mean "${near}"?`}; there are ${known.join(", ")}`,
  );
}

/** Levenshtein's distance, one row of the table at a time. */
function editDistance(a: string, b: string): number {
  let row = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, substitution));
    }
    row = next;
  }
  return row[b.length]!;
}
