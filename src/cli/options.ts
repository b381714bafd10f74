import { InvalidArgumentError, Option } from "commander";

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
      throw new InvalidArgumentError(`Expected ${wanted.filter(Boolean).join(" ")}, got "${text}".`);
    }
    return value;
  };
}

export const count = number({ min: 1, integer: true });

/** NumPy's range for a seed. */
export const seed = number({ min: 0, max: 2 ** 32 - 1, integer: true });

/** "32,16" -> [32, 16] */
export function counts(text: string): number[] {
  return text.split(",").map((part) => count(part));
}

export const jsonOption = () => new Option("--json", "print one JSON object on stdout");

export const progressOption = () =>
  new Option("--progress <how>", "how progress is shown on stderr")
    .choices(["auto", "bar", "plain", "none"])
    .default("auto");
