import { exp } from "../../data/numbers/exp.ts";
import type { Matrix } from "../../data/rows/labelledRows.ts";
import type { Engine } from "../../engine/engine.ts";
import { givenClass, thresholdOf } from "../../model/decision.ts";
import { evaluatorOf, type Measured, type Take } from "../../model/evaluator.ts";
import type { Model } from "../../model/model.ts";
import type { ModelData } from "../../model/modelData.ts";
import { confidences, distances, type RejectReason, reasonsOf } from "../../model/reject/applyReject.ts";
import { inSpace } from "../../model/reject/rejectReasons.ts";
import { answeredTargets, type Samples, unscaledTargets } from "../../model/samples.ts";
import { type ClassificationResult, classificationFigures } from "../../report/classificationFigures.ts";
import { type RegressionResult, regressionFigures } from "../../report/regressionFigures.ts";
import type { Report, ReportContext } from "../../report/report.ts";
import type { ClassProbabilities } from "../../report/tally.ts";

/** What a model makes of labelled rows. */
export interface Said extends Omit<Measured, "outputs"> {
  /** of a classifier */
  probabilities: ClassProbabilities;
  /** why the model answers none of them, where it may */
  reasons?: readonly RejectReason[] | undefined;
}

/** So many probabilities are kept, 128 MB; where rows × classes are more, they are computed again whenever they are looked at. */
const mostKept = 2 ** 24;

/** What a model makes of labelled rows, scaled as its training rows. */
export async function saidOf(model: Model, engine: Engine, samples: Samples): Promise<Said> {
  const { classNames, target } = model.card;
  const k = classNames.length;
  if (target || samples.labels.length * k <= mostKept) {
    const { outputs, ...found } = await model.measure(samples);
    return { ...found, probabilities: target ? [] : outputs.map(exp) };
  }
  const { data } = model;
  const each = async (take: Take) => {
    const evaluator = evaluatorOf(data, engine);
    try {
      return await evaluator.scores(samples, (logs, start) => {
        const some = new Float64Array(logs.length);
        for (let i = 0; i < some.length; i++) some[i] = exp(logs[i]!);
        take(some, start);
      });
    } finally {
      evaluator.dispose();
    }
  };
  const confidence = new Float64Array(samples.labels.length);
  const by = thresholdOf(model.card);
  const given = new Int32Array(by ? samples.labels.length : 0);
  const measured = await each((some, start) => {
    confidence.set(confidences(some, k), start);
    if (by)
      for (let row = 0; row < some.length / k; row++) given[start + row] = givenClass(some, row * k, k, by);
  });
  const right = given.reduce((sum, one, row) => sum + Number(one === samples.labels[row]), 0);
  const found = by ? { ...measured, predicted: given, accuracy: right / given.length } : measured;
  const { reject } = data;
  const distance = reject && distances(reject, await inSpace(data, engine, samples.features));
  return {
    ...found,
    probabilities: async (take) => {
      await each(take);
    },
    reasons: reject && reasonsOf(reject, distance!, confidence),
  };
}

/** What a report is made of. */
export interface Reported {
  model: ModelData;
  engine: Engine;
  /** labelled rows, scaled as the model's training rows */
  samples: Samples;
  /** rows that effects are looked at on, not scaled: those that the model learned from where they are at hand */
  rows: Matrix;
  said: Said;
  /** name of the label column */
  label: string;
  context: ReportContext;
}

/** Figures and tables, at once; `illustrated` of pages/reportPage.ts adds the pictures. */
export async function figuresOf(reported: Reported): Promise<Report> {
  const { context, model } = reported;
  return model.target
    ? regressionFigures(regressionOf(reported, model.target), context)
    : classificationFigures(classificationOf(reported), context);
}

export const classificationOf = ({
  model,
  samples,
  said: { probabilities, reasons },
}: Reported): ClassificationResult => ({
  labels: samples.labels,
  probabilities,
  classNames: model.classNames,
  positive: model.positive,
  decision: model.decision,
  reject: model.reject && reasons && { rule: model.reject, reasons },
});

export const regressionOf = (
  { samples, said, label }: Reported,
  target: NonNullable<ModelData["target"]>,
): RegressionResult => ({
  truth: unscaledTargets(target, samples.labels),
  predicted: answeredTargets(target, said.predicted),
  target: label,
});
