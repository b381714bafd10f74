import { examine } from "../../train/doctor/doctor.ts";
import type { Finding, Remedy } from "../../train/doctor/finding.ts";
import { ofTraining } from "../plan/plan.ts";
import { trainingRows } from "../rows/prepare.ts";
import { finishAnswers } from "./finishAnswers.ts";
import { finishDistances } from "./finishDistances.ts";
import type { TrainReport } from "./reports.ts";
import type { Learned } from "./session.ts";

/** What follows when the result is known: the doctor, the model and what it is worth, and the run's pages. */
export async function* finish(learned: Learned): AsyncGenerator<TrainReport, void, void> {
  const ended = { ...learned, findings: await examined(learned) };
  yield* learned.experiment.inspection ? finishDistances(ended) : finishAnswers(ended);
}

/**
 * What the doctor says of a training that is over. Advice for a training that an effort fitted to its rows names the effort, for
 * without it the settings would be all of them.
 */
async function examined(learned: Learned): Promise<Finding[]> {
  const findings = await found(learned);
  const { effort } = learned.experiment;
  if (effort === undefined) return findings;
  const names: readonly string[] = ofTraining;
  const whole = (remedy: Remedy) =>
    Object.keys(remedy).some((name) => names.includes(name)) ? { effort, ...remedy } : remedy;
  return findings.map((finding) => ({ ...finding, remedies: finding.remedies.map(whole) }));
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
