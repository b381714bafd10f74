import { examine } from "../../train/doctor/doctor.ts";
import { type Finding, fittedInstead, type Remedy } from "../../train/doctor/finding.ts";
import { ofTraining } from "../plan/plan.ts";
import { trainingRows } from "../rows/prepare.ts";
import { finishAnswers } from "./finishAnswers.ts";
import { finishDistances } from "./finishDistances.ts";
import { type Hint, hintOf } from "./hint.ts";
import type { TrainReport } from "./reports.ts";
import type { Learned } from "./session.ts";

/** What follows when the result is known: the doctor, the model and what it is worth, and the run's pages. */
export async function* finish(learned: Learned): AsyncGenerator<TrainReport, void, void> {
  const findings = await examined(learned);
  const ended = {
    ...learned,
    findings,
    hint: learned.experiment.inspection ? undefined : hinted(learned, findings),
  };
  yield* learned.experiment.inspection ? finishDistances(ended) : finishAnswers(ended);
}

/** What the doctor says of a training that is over, its advice as settings that can be asked for. */
export async function examined(learned: Learned): Promise<Finding[]> {
  const findings = await found(learned);
  return findings.map((finding) => ({ ...finding, remedies: askable(learned, finding.remedies) }));
}

/** Whether the training ended too early, where there is something to try then. */
export function hinted(learned: Learned, findings: readonly Finding[]): Hint | undefined {
  const { experiment, trained } = learned;
  const { effort, training } = experiment;
  const hint = hintOf(trained.history, findings, training.epochs);
  if (!hint) return undefined;
  const remedies = askable(learned, fittedInstead(experiment, { epochs: hint.epochs }));
  return remedies.length > 0 ? { ...hint, effort, remedies } : undefined;
}

/**
 * Advice as it can be asked for. Where an effort fitted the training to its rows, a setting names the effort, too, for without it the
 * settings would be all of them. The fitted training takes the place of what was stated; where it is what was trained, no single setting
 * of it is advice: each was tried, and none is better on most tables.
 */
function askable({ experiment: { effort }, stated = [] }: Learned, advice: readonly Remedy[]): Remedy[] {
  const names: readonly string[] = ofTraining;
  const fitted = effort !== undefined && stated.length === 0;
  return advice.flatMap((remedy): Remedy[] => {
    const own = Object.keys(remedy);
    if (own.length === 1 && own[0] === "effort") {
      if (fitted && effort !== "quick") return [];
      const left = Object.fromEntries(stated.map((name) => [name, undefined]));
      return [{ effort: effort === "best" ? effort : remedy.effort, ...left }];
    }
    if (!own.some((name) => names.includes(name))) return [remedy];
    return fitted ? [] : [effort === undefined ? remedy : { effort, ...remedy }];
  });
}

function found({ prepared, samples, experiment, trained, model, engine }: Learned): Promise<Finding[]> {
  const { train, test, validation } = samples;
  const { featureNames, classNames, image } = prepared.train;
  const { history, metric, parameters, way } = trained;
  return examine({
    train,
    test,
    featureNames,
    classNames,
    positive: experiment.positive?.name,
    decision: model.decision,
    image,
    scale: experiment.data.scale,
    rows: trainingRows(prepared),
    experiment,
    engine,
    losses: Array.from(history.column("loss")),
    way,
    parameters,
    answers: model,
    tested: metric,
    validation: validation && Array.from(history.column("validationLoss")),
  });
}
