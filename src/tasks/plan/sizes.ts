import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import type { Look, Looks } from "../../nn/layers/members.ts";
import { rankedFeatures } from "../../train/rows/rankKnots.ts";

/** What `auto` means for a size, with the rule in a sentence. */
export interface Sized<T> {
  value: T;
  rule: string;
}

interface Shape {
  rows: number;
  features: number;
  classes: number;
}

/** Enough steps an epoch to learn from, and batches long enough to be quick. */
export function autoBatch({ rows }: Pick<Shape, "rows">): Sized<number> {
  const value = Math.min(rows, Math.max(8, Math.min(256, powerOfTwo(rows / 50))));
  return {
    value,
    rule: `batch ${value}: the power of two nearest to a 50th of the ${rows} training rows, from 8 to 256`,
  };
}

/** One layer that grows with what there is to learn from. */
export function autoHidden({ rows, features, classes }: Shape): Sized<number[]> {
  const units = Math.max(16, powerOfTwo(2 * classes), Math.min(256, powerOfTwo(Math.sqrt(rows * features))));
  return {
    value: [units],
    rule: `hidden ${units}: the power of two nearest to √(${rows} rows × ${features} features), from 16 (or twice the classes) to 256`,
  };
}

/** How much is done, at most: `work` in multiplications and additions, of which a core does some 10¹⁰ in a second. */
interface Bounds {
  members: number;
  epochs: number;
  /** epochs that are trained, whatever they cost */
  least: number;
  work: number;
}

/** By a count that follows from sizes, never by a clock: the same data gives the same network on every machine. */
export const efforts = {
  quick: { members: 1, epochs: 60, least: 10, work: 6e9 },
  standard: { members: 8, epochs: 150, least: 30, work: 6e10 },
  best: { members: 16, epochs: 150, least: 50, work: 2e11 },
} satisfies Record<string, Bounds>;
export type Effort = keyof typeof efforts;

/** Knots of the line of a column's ranks. */
export const rankKnots = 32;

/** A row of more features, a spectrum or the like, is looked at as it is: its features are alike, and their views would be long. */
const mostViewed = 256;

/** The features that networks may also see by rank; nothing where the row is too long to be seen so. */
export const viewedFeatures = ({ features, nFeatures }: Pick<LabelledRows, "features" | "nFeatures">) =>
  nFeatures > mostViewed ? undefined : rankedFeatures(features.data, nFeatures);

const lookWords: Readonly<Record<Look, (members: number) => string>> = {
  values: (members) => `${members} networks see the columns as they are`,
  clipped: (members) => `${members} see them softly clipped and by rank`,
  ranks: (members) => `${members} see their ranks alone`,
  linear: (members) => `${members} do not bend`,
};

/** "4 networks see the columns as they are, 4 see them softly clipped and by rank; …" */
export function looksInWords(looks: Looks, areChosen = false): string {
  const each = Object.entries(looks).map(([look, members]) => lookWords[look as Look](members));
  const why = areChosen
    ? "so they answered rows best that were held out in turn"
    : "neither a crowded column nor a cell far off decides alone";
  return `${each.join(", ")}; ${why}`;
}

/** Members of so many units, and epochs: fewer where rows and columns are so many that they would cost more than the effort is. */
export function effortSizes(
  effort: Effort,
  { rows, features, classes, units }: Shape & { units: number },
): { members: number; epochs: number } {
  const { work, epochs, least, ...most }: Bounds = efforts[effort];
  // a pass forward, and two back: to the weights, and through them
  const cost = 3 * rows * (features + classes) * units;
  const within = (members: number) => Math.floor(work / (cost * members));
  let { members } = most;
  while (members > 1 && within(members) < epochs / 2) members /= 2;
  return { members, epochs: Math.max(least, Math.min(epochs, within(members))) };
}

/** The nearest, by ratio. */
const powerOfTwo = (x: number): number => 2 ** Math.max(0, Math.round(Math.log2(x)));
