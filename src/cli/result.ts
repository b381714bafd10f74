import type { Engine } from "../engine/engine.ts";
import type { Model } from "../model/model.ts";
import { type Prepared, type ScaledSamples, testedInWords } from "../tasks/rows/prepare.ts";
import type { Trained } from "../tasks/training/learn.ts";
import { measured } from "../tasks/training/measured.ts";
import { type RegressionFigures, regressionIn, regressionInWords } from "../tasks/training/regression.ts";
import { modelOf } from "../tasks/training/trainedModel.ts";
import type { Run } from "../train/run/run.ts";
import { type Console, grouped } from "./terminal/console.ts";

/** A training that has come to its end, with what it was made of. */
export interface Finished {
  prepared: Prepared;
  samples: ScaledSamples;
  run: Run;
  trained: Trained;
  engine: Engine;
  console: Console;
}

/** What a training came to. */
export interface Result {
  model: Model;
  /** of a regression, in the unit of its label */
  scores?: RegressionFigures;
  /** accuracy, R² or AUROC, as the screen and the README say it */
  reached: string;
}

/** Says the result as soon as it is known: nothing of it is written yet. */
export async function sayResult(finished: Finished): Promise<Result> {
  const { prepared, samples, run, trained, console } = finished;
  const tested = samples.test ?? samples.train;
  const { metric, seconds, stoppedAt } = trained;
  const { epoch, loss, accuracy, auroc } = metric;
  const on = `${grouped(tested.labels.length)} ${testedInWords(prepared)}`;
  const model = modelOf(prepared, run.experiment, trained.parameters);
  const scores = prepared.target && (await scoresOf(finished, model));
  const reached = scores
    ? regressionInWords(scores)
    : auroc === undefined
      ? `accuracy ${accuracy}`
      : `AUROC ${auroc} of same and different pairs`;
  console.say(
    `result ${reached} on ${on}; loss ${loss} on ${prepared.streamed ? `${grouped(prepared.train.nSamples)} of ` : ""}the training rows; ${seconds.toFixed(3)} s`,
  );

  const { epochs, patience } = run.experiment.training;
  if (metric.validationLoss !== undefined && patience !== undefined) {
    const how = stoppedAt === undefined ? "after all" : `stopped after ${stoppedAt} of`;
    console.say(
      `best   ${how} ${epochs} epochs; the model is the one after ${epoch + 1}, whose validation loss ${metric.validationLoss} is the lowest`,
    );
  }
  return { model, reached, ...(scores ? { scores } : {}) };
}

async function scoresOf({ prepared, samples, engine }: Finished, model: Model): Promise<RegressionFigures> {
  const tested = samples.test ?? samples.train;
  const { predicted } = await measured(tested, model, engine);
  return regressionIn(prepared.target!, tested.labels, predicted);
}
