import type { Engine } from "../engine/engine.ts";
import { writeFileAtomic } from "../files.ts";
import { type Model, objectiveOf, saveModel } from "../model/model.ts";
import type { Tensors } from "../model/safetensors.ts";
import type { Samples } from "../train/batches.ts";
import { Evaluator, type Measured } from "../train/evaluation.ts";
import { confusionMatrix } from "../train/metrics.ts";
import type { Metric, Run } from "../train/run.ts";
import { type Console, grouped } from "./console.ts";
import type { CrossValidated } from "./folds.ts";
import type { Learned } from "./learn.ts";
import type { Prepared } from "./prepare.ts";
import { regressionIn, regressionInWords } from "./regression.ts";
import { runReadme } from "./runReadme.ts";

export interface Finished {
  prepared: Prepared;
  /** the rows that the accuracy is of */
  tested: Samples;
  run: Run;
  learned: Learned;
  engine: Engine;
  console: Console;
  /** where the settings were cross-validated before */
  validated?: CrossValidated;
}

/** Says the result, then writes the model, the pictures and the run's README. */
export async function writeResults({
  prepared,
  tested,
  run,
  learned,
  engine,
  console,
  validated,
}: Finished): Promise<void> {
  const { experiment } = run;
  const { metric, parameters, seconds, stoppedAt } = learned;
  const { epoch, loss, accuracy } = metric;
  const on = `${grouped(tested.labels.length)} ${prepared.tested}`;
  const model = modelOf(prepared, run, parameters);
  const { predicted } = await measured(tested, model, engine);
  const scores = prepared.target && regressionIn(prepared.target, tested.labels, predicted);
  const reached = scores ? regressionInWords(scores) : `accuracy ${accuracy}`;
  console.say(`result ${reached} on ${on}; loss ${loss} on the training rows; ${seconds.toFixed(3)} s`);

  if (metric.validationLoss !== undefined && experiment.training.patience !== undefined) {
    const how = stoppedAt === undefined ? "after all" : `stopped after ${stoppedAt} of`;
    console.say(
      `best   ${how} ${experiment.training.epochs} epochs; the model is of epoch ${epoch}, whose validation loss ${metric.validationLoss} is the lowest`,
    );
  }

  const hint = stillFalling(run.metrics);
  if (hint) console.say(hint);
  for (const { message } of learned.findings) console.say(`doctor ${message}`);

  await saveModel(run.folder, model);
  const confusion = scores ? undefined : confusionMatrix(tested.labels, predicted, model.classNames.length);
  await drawResults(run, model, confusion);
  await writeFileAtomic(run.path("README.md"), runReadme(run, prepared, learned, reached));
  console.say(
    `wrote  ${run.folder}: model.safetensors, model.json, config.json, metrics.jsonl, checkpoint/, plots/, README.md`,
  );
  console.say(`next   kiso evaluate ${run.folder} ${experiment.data.source}`);
  console.say(`       kiso weights ${run.folder} --out weights.png`);
  console.json({
    engine: engine.name,
    dtype: experiment.training.dtype,
    epochs: run.metrics,
    ...(scores ?? { accuracy }),
    loss,
    seconds,
    run: run.folder,
    rows: {
      train: prepared.train.nSamples,
      test: prepared.test?.nSamples ?? 0,
      ...(prepared.validation ? { validation: prepared.validation.nSamples } : {}),
    },
    ...(experiment.training.patience === undefined
      ? {}
      : { best: { epoch, validationLoss: metric.validationLoss }, stoppedAt: stoppedAt ?? null }),
    ...(confusion ? { confusion } : {}),
    ...validated,
    findings: learned.findings,
  });
}

/** A word to whoever stopped too early: the last fifth of the epochs still took a tenth off the loss. */
function stillFalling(metrics: readonly Metric[]): string | undefined {
  const last = metrics.at(-1)!;
  const before = metrics.at(-1 - Math.ceil(metrics.length / 5));
  if (!before || last.loss > 0.9 * before.loss || last.accuracy === 1) return undefined;
  return `hint   the loss was still falling (${before.loss.toFixed(4)} at epoch ${before.epoch}): try --epochs ${4 * metrics.length}`;
}

function modelOf(
  { train, scaler, encoder, target }: Prepared,
  { experiment }: Run,
  parameters: Tensors,
): Model {
  const { sizes, activation } = experiment.network;
  return {
    network: { sizes, activation },
    dtype: experiment.training.dtype,
    featureNames: train.featureNames,
    classNames: train.classNames,
    encoder,
    scaler,
    ...(train.image ? { image: train.image } : {}),
    ...(target ? { target } : {}),
    parameters,
  };
}

async function measured(tested: Samples, model: Model, engine: Engine): Promise<Measured> {
  const evaluator = new Evaluator(engine, model.network, model.dtype, undefined, objectiveOf(model));
  evaluator.set(model.parameters);
  const found = await evaluator.measure(tested);
  evaluator.dispose();
  return found;
}

async function drawResults(run: Run, model: Model, confusion: number[][] | undefined): Promise<void> {
  const [{ curvesChart }, { confusionChart }, { drawWeights }, { writeChart }] = await Promise.all([
    import("../plot/curves.ts"),
    import("../plot/confusion.ts"),
    import("./weights.ts"),
    import("../plot/write.ts"),
  ]);
  const epochs = run.metrics.map(({ epoch }) => epoch);
  const values = (key: keyof Metric) => run.metrics.map((metric) => metric[key] ?? Number.NaN);
  const validated = run.metrics.some(({ validationLoss }) => validationLoss !== undefined);
  const series = (name: string, key: keyof Metric) => ({ name, x: epochs, y: values(key) });
  const ofValidation = {
    loss: "validationLoss",
    accuracy: "validationAccuracy",
    r2: "validationR2",
  } as const;
  const curve = (key: "loss" | "accuracy" | "r2") => ({
    yLabel: key === "r2" ? "R²" : key,
    series: validated
      ? [series(key === "loss" ? "training" : "test", key), series("validation", ofValidation[key])]
      : [series(key, key)],
  });
  const pictures = {
    "curves.png": await curvesChart({ panels: [curve("loss"), curve(confusion ? "accuracy" : "r2")] }),
    ...(confusion
      ? { "confusion.png": await confusionChart({ matrix: confusion, classNames: model.classNames }) }
      : {}),
    "weights.png": await drawWeights(model),
  };
  for (const [name, svg] of Object.entries(pictures))
    await writeChart(run.path("plots", name), svg, { dpi: 144 });
}
