import { exp } from "../../data/numbers/exp.ts";
import type { Engine } from "../../engine/engine.ts";
import type { ModelData } from "../../model/modelData.ts";
import type { RejectReason } from "../../model/reject/applyReject.ts";
import { type Samples, unscaledTargets } from "../../model/samples.ts";
import { type ClassificationResult, classificationFigures } from "../../report/classificationFigures.ts";
import { type RegressionResult, regressionFigures } from "../../report/regressionFigures.ts";
import type { Report, ReportContext } from "../../report/report.ts";

/** What a report is made of. */
export interface Reported {
  model: ModelData;
  engine: Engine;
  /** labelled rows, scaled as the model's training rows */
  samples: Samples;
  /** what the network said of them: `Measured.outputs` */
  outputs: Float64Array;
  /** why the model answers none of them, where it may */
  reasons?: readonly RejectReason[];
  /** name of the label column */
  label: string;
  context: ReportContext;
}

/** Figures and tables, at once; `illustrated` of pages/reportPage.ts adds the pictures. */
export function figuresOf(reported: Reported): Report {
  const { context, model } = reported;
  return model.target
    ? regressionFigures(regressionOf(reported, model.target), context)
    : classificationFigures(classificationOf(reported), context);
}

export const classificationOf = ({ model, samples, outputs, reasons }: Reported): ClassificationResult => ({
  labels: samples.labels,
  probabilities: outputs.map(exp),
  classNames: model.classNames,
  reject: model.reject && reasons && { rule: model.reject, reasons },
});

export const regressionOf = (
  { samples, outputs, label }: Reported,
  target: NonNullable<ModelData["target"]>,
): RegressionResult => ({
  truth: unscaledTargets(target, samples.labels),
  predicted: unscaledTargets(target, outputs),
  target: label,
});
