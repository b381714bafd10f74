import { shown, UserError } from "../../errors.ts";

/** What an entry of a JSON file must be, in words, and whether it is. */
export type Rule = readonly [wanted: string, fits: (value: unknown) => boolean];

/**
 * The rule of every entry, by its path. An entry whose path ends in "?" may be left out, and so may what lies in it. A "*"
 * stands for each item of a list.
 */
export type Rules = Readonly<Record<string, Rule>>;

export const rule = (wanted: string, fits: (value: unknown) => boolean): Rule => [wanted, fits];
export const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value);
const isWhole = (value: unknown, least: number): boolean =>
  Number.isSafeInteger(value) && Number(value) >= least;
const isTable = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const text = rule("a text", (value) => typeof value === "string");
export const flag = rule("true or false", (value) => typeof value === "boolean");
export const number = rule("a number", isNumber);
export const table = rule("a table of settings", isTable);
export const share = rule(
  "a number from 0 to below 1",
  (value) => isNumber(value) && value >= 0 && value < 1,
);
export const notNegative = rule("a number of at least 0", (value) => isNumber(value) && value >= 0);
export const whole = (least: number): Rule =>
  rule(`a whole number of at least ${least}`, (value) => isWhole(value, least));
export const oneOf = (names: readonly unknown[]): Rule =>
  rule(`one of ${names.join(", ")}`, (value) => names.includes(value));
export const or = ([wanted, fits]: Rule, other: string): Rule =>
  rule(`${wanted}, or "${other}"`, (value) => value === other || fits(value));
export const listOf = (items: string, fits: (item: unknown) => boolean, least = 0): Rule =>
  rule(`a list of ${items}`, (value) => Array.isArray(value) && value.length >= least && value.every(fits));
const counts = (least: number): Rule => listOf("whole numbers of at least 1", (n) => isWhole(n, 1), least);
export const numbers = listOf("numbers", isNumber);
export const texts = /* @__PURE__ */ listOf("texts", (item) => typeof item === "string");
/** Whether a table has a header, or which line it is. */
export const header = /* @__PURE__ */ rule(
  "true, false or the line of the header, from 1",
  (value) => typeof value === "boolean" || isWhole(value, 1),
);
export const tables = /* @__PURE__ */ listOf("tables of settings", isTable);

/** The rules of a network, which a run's config.json and a model's card both hold. */
export const networkRules: Rules = {
  network: table,
  "network.sizes": counts(2),
  "network.activation": text,
  "network.dropout?": share,
  "network.normalize?": flag,
  "network.convolution?": table,
  "network.convolution.image": table,
  "network.convolution.image.height": whole(1),
  "network.convolution.image.width": whole(1),
  "network.convolution.image.channels": whole(1),
  "network.convolution.channels": counts(0),
  "network.convolution.kernel?": whole(1),
  "network.convolution.pool?": text,
  "network.convolution.batchNorm?": flag,
  "network.convolution.globalAveragePool?": flag,
  "network.background?": table,
  "network.background.components": whole(1),
  "network.background.class": whole(0),
};

/** The rules of the entry at `path`, of size and colour of images. */
export const imageRules = (path: string): Rules => ({
  [`${path}?`]: table,
  [`${path}.height`]: whole(1),
  [`${path}.width`]: whole(1),
  [`${path}.channels`]: oneOf([1, 3]),
  [`${path}.resize?`]: or(flag, "pad"),
  [`${path}.convert?`]: flag,
  [`${path}.range?`]: rule(
    "two numbers, black and white",
    (value) => Array.isArray(value) && value.length === 2 && value.every(isNumber) && value[0] < value[1],
  ),
});

/** The rules of the entry at `path`, of how files are read. */
export const readingRules = (path: string): Rules => ({
  [`${path}?`]: table,
  [`${path}.header?`]: header,
  [`${path}.encoding?`]: text,
  [`${path}.delimiter?`]: text,
  [`${path}.sheet?`]: text,
  [`${path}.config?`]: text,
  [`${path}.labels?`]: text,
  [`${path}.maxUnpacked?`]: notNegative,
  [`${path}.maxPixels?`]: notNegative,
});

/** Refuses what does not keep the rules: a JSON file that was changed by hand, or damaged, or a program's plan. */
export function checkEntries(json: unknown, rules: Rules, path: string, mend?: string): void {
  for (const [name, [wanted, fits]] of Object.entries(rules)) {
    const keys = name.replace("?", "").split(".");
    for (const [place, found] of entries(json, keys)) {
      if (found === undefined ? name.endsWith("?") : fits(found)) continue;
      const given = found === undefined ? "and is missing" : `found ${shown(found)}`;
      throw new UserError(
        `${path}: ${place} must be ${wanted}, ${given}${mend === undefined ? "" : `; ${mend}`}`,
      );
    }
  }
}

/** What stands at the end of the keys, with its place; nothing where what should hold it was left out. */
function* entries(
  json: unknown,
  [key, ...keys]: readonly string[],
  within: readonly string[] = [],
): Generator<[place: string, found: unknown]> {
  if (key === undefined) yield [within.join("."), json];
  else if (key === "*") {
    if (Array.isArray(json))
      for (const [i, item] of json.entries()) yield* entries(item, keys, [...within, String(i)]);
  } else if (isTable(json)) yield* entries(json[key], keys, [...within, key]);
}
