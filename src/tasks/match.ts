import { type HowToRead, howToReadNames } from "../data/reading.ts";
import { checkNames, UserError } from "../errors.ts";
import { passes } from "../model/inspection/likeness.ts";
import { Model } from "../model/model.ts";
import { allRows } from "./inspection/partRows.ts";

export interface MatchOptions extends HowToRead {
  /** the folder of a trained model of distances */
  run: string;
  /** an image, or a table with one row */
  a: string;
  /** another */
  b: string;
}

export interface Matched {
  distance: number;
  /** of the model's inspection, of parts to their nearest reference; none where no class was called good */
  threshold?: number;
  /** whether the distance is within that threshold */
  within?: boolean;
  /** how the pictures differ from those that the model was trained on, and what else is to be known of the files, a line each */
  notes: readonly string[];
}

/** How far apart two parts are: `(await match({ run: "runs/parts-1", a: "x.png", b: "y.png" })).distance`. */
export async function match(options: MatchOptions): Promise<Matched> {
  checkNames("match", options, ["run", "a", "b", ...howToReadNames]);
  const { run, a, b } = options;
  const model = await Model.load(run);
  try {
    const [left, right] = [await one(a), await one(b)];
    const distance = await model.match(left.rows, right.rows);
    const threshold = model.card.inspection?.chosen.threshold;
    const within = threshold === undefined ? undefined : passes({ distance }, threshold);
    return { distance, threshold, within, notes: [...new Set([...left.notes, ...right.notes])] };
  } finally {
    model.dispose();
  }
  async function one(path: string) {
    const found = await allRows([path], model.card, options);
    if (found.names.length === 1) return found;
    throw new UserError(
      `${path}: holds ${found.names.length} parts; match compares two, so name one of them`,
    );
  }
}
