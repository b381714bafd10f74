import type { Engine } from "../../engine/engine.ts";
import { Evaluator, type Measured } from "../../model/evaluation.ts";
import { type Model, objectiveOf } from "../../model/model.ts";
import type { Samples } from "../../model/samples.ts";

/** What a model makes of labelled rows, scaled as its training rows were. */
export async function measured(tested: Samples, model: Model, engine: Engine): Promise<Measured> {
  const evaluator = new Evaluator(engine, model.network, model.dtype, undefined, objectiveOf(model));
  try {
    evaluator.set(model.parameters);
    return await evaluator.measure(tested);
  } finally {
    evaluator.dispose();
  }
}
