import { loadEngine } from "../engine/load.ts";
import { checkNames, UserError } from "../errors.ts";
import { Embedder } from "../model/inspection/embedder.ts";
import { match as distanceOf, passes } from "../model/inspection/inspector.ts";
import { loadModel } from "../model/model.ts";
import { allRows } from "./rows/partRows.ts";

export interface MatchOptions {
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
}

/** How far apart two parts are: `(await match({ run: "runs/parts-1", a: "x.png", b: "y.png" })).distance`. */
export async function match(options: MatchOptions): Promise<Matched> {
  checkNames("match", options, ["run", "a", "b"]);
  const { run, a, b } = options;
  const model = await loadModel(run);
  const embedder = new Embedder(model, await loadEngine("auto"));
  try {
    const [first, second] = [await one(a), await one(b)];
    const distance = distanceOf(await embedder.embed(first), await embedder.embed(second), embedder);
    const threshold = model.inspection?.chosen.threshold;
    const within = threshold === undefined ? undefined : passes({ distance }, threshold);
    return { distance, threshold, within };
  } finally {
    embedder.dispose();
  }
  async function one(path: string) {
    const { rows, names } = await allRows([path], model);
    if (names.length === 1) return rows;
    throw new UserError(`${path}: holds ${names.length} parts; match compares two, so name one of them`);
  }
}
