import { examine } from "../../train/doctor/doctor.ts";
import type { Finding } from "../../train/doctor/finding.ts";
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

/** What the doctor says of a training that is over. */
function examined({ prepared, samples, experiment, trained, model, engine }: Learned): Promise<Finding[]> {
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
    tested: metric,
    validation: validation && Array.from(history.column("validationLoss")),
  });
}
