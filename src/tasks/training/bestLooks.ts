import type { Engine } from "../../engine/engine.ts";
import { chooseLooks, withLooks } from "../../train/decision/chooseLooks.ts";
import type { Experiment } from "../../train/run/experiment.ts";
import type { Planned } from "../plan/experiment.ts";
import { looksInWords } from "../plan/sizes.ts";
import { type Prepared, scaled } from "../rows/prepare.ts";

/**
 * The effort `best` lets rows that were not learned from choose what its networks look at, before they are trained: the experiment
 * says it then, so that a run goes on from its checkpoints as any other.
 */
export async function bestLooks(
  planned: Planned,
  prepared: Prepared,
  engine: Engine,
  signal?: AbortSignal,
): Promise<Planned> {
  const { experiment, rules } = planned;
  const { effort, network, training } = experiment;
  if (effort !== "best" || !training.looks || prepared.streamed) return planned;
  const { train } = scaled(prepared);
  const found = await chooseLooks(train, experiment, { engine, groups: prepared.groups, signal });
  if (!found) return planned;
  const chosen: Experiment = withLooks(experiment, found, network.sizes[1]! / training.members!);
  const before = looksInWords(training.looks);
  return {
    experiment: chosen,
    rules: [...rules.filter((rule) => rule !== before), looksInWords(found, true)],
  };
}
