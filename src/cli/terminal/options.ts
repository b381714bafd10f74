import { InvalidArgumentError, Option } from "commander";
import { nearest } from "../../errors.ts";

/** A number within limits; commander puts the flag's name before the message. */
export function number(limits: { min?: number; above?: number; max?: number; integer?: boolean }) {
  const {
    min = Number.NEGATIVE_INFINITY,
    above = Number.NEGATIVE_INFINITY,
    max = Number.POSITIVE_INFINITY,
  } = limits;
  const wanted = [
    limits.integer ? "a whole number" : "a number",
    limits.min === undefined ? "" : `of at least ${limits.min}`,
    limits.above === undefined ? "" : `above ${limits.above}`,
    limits.max === undefined ? "" : `up to ${limits.max}`,
  ];
  return (text: string): number => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    const fits = Number.isFinite(value) && value >= min && value > above && value <= max;
    if (!fits || (limits.integer && !Number.isInteger(value))) {
      throw new InvalidArgumentError(`expected ${wanted.filter(Boolean).join(" ")}, got "${text}"`);
    }
    return value;
  };
}

/** A name or a path: an empty one is a shell's variable that is not set. */
export function name(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError(`expected a name, got "${text}"`);
}

export const count = number({ min: 1, integer: true });

export const wholeNumber = number({ min: 0, integer: true });

/** Also takes the word auto. */
export const orAuto =
  <T>(parse: (text: string) => T) =>
  (text: string): T | "auto" =>
    text === "auto" ? text : parse(text);

/** NumPy's range for a seed. */
export const seed = number({ min: 0, max: 2 ** 32 - 1, integer: true });

/** "32,16" -> [32, 16] */
export function counts(text: string): number[] {
  const sizes = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (sizes.every((size) => Number.isInteger(size) && size >= 1)) return sizes;
  throw new InvalidArgumentError(`expected whole numbers of at least 1, as 32 or 64,32, got "${text}"`);
}

/** An option whose text `parse` reads; of a list of texts it is given what it made of those before. */
export const parsed = <T>(
  flags: string,
  description: string,
  parse: (text: string, before?: T) => T,
): Option => new Option(flags, description).argParser(parse);

/** An option without a text. */
export const flag = (flags: string, description: string): Option => new Option(flags, description);

/** "32" -> 32 × 32 pixels; "48x32" -> width 48, height 32 */
export function imageSize(text: string): { height: number; width: number } {
  const [width, height = width] = text.split(/[x×]/i).map((part) => (/^\d+$/.test(part) ? Number(part) : 0));
  const sides = [width!, height!];
  if (sides.every((side) => side >= 1 && side <= 4096) && text.split(/[x×]/i).length <= 2)
    return { height: height!, width: width! };
  throw new InvalidArgumentError(
    `expected pixels from 1 to 4096, as 32 or width x height, as 48x32, got "${text}"`,
  );
}

/** An option whose value is one of `names`; a misspelt one is answered with the nearest. */
export function choice(flags: string, description: string, names: readonly string[]): Option {
  return new Option(flags, description).choices(names).argParser((text) => {
    if (names.includes(text)) return text;
    const near = nearest(text, names);
    throw new InvalidArgumentError(
      `expected one of ${names.join(", ")}, got "${text}"${near ? `; did you mean "${near}"?` : ""}`,
    );
  });
}

export const jsonOption = () => new Option("--json", "print one JSON object on stdout");

export const progressOption = () =>
  choice("--progress <how>", "how progress is shown on stderr", ["auto", "bar", "plain", "none"]).default(
    "auto",
  );
