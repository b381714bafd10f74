import type { Engine } from "../engine/engine.ts";
import { Evaluator, type Measured } from "../model/evaluation.ts";
import { type Model, objectiveOf } from "../model/model.ts";
import type { Samples } from "../model/samples.ts";
import type { Run } from "../train/run/run.ts";
import { type Console, grouped } from "./console.ts";
import type { Trained } from "./learn.ts";
import { type Prepared, type ScaledSamples, testedInWords } from "./prepare.ts";
import { type RegressionFigures, regressionIn, regressionInWords } from "./regression.ts";
import { modelOf } from "./trainedModel.ts";

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
  const model = modelOf(prepared, run, trained.parameters);
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

/** What a model makes of labelled rows. */
export async function measured(tested: Samples, model: Model, engine: Engine): Promise<Measured> {
  const evaluator = new Evaluator(engine, model.network, model.dtype, undefined, objectiveOf(model));
  evaluator.set(model.parameters);
  const found = await evaluator.measure(tested);
  evaluator.dispose();
  return found;
}
