import { checkNames } from "../errors.ts";
import { Model } from "../model/model.ts";
import { checkChartPath, writeChart } from "../plot/write.ts";
import type { Language } from "../report/report.ts";
import { speechIn } from "../report/words/catalogue/speech.ts";
import { drawWeights, rows } from "./pages/weightPictures.ts";

export interface WeightsOptions {
  /** the folder of a trained model */
  run: string;
  /** a file for heat maps of them: .png or .svg */
  out?: string;
  /** the language of what stands in the picture; English when left out */
  lang?: Language;
}

/** A parameter of a model: its shape, and its numbers as rows along the last axis. */
export interface Weights {
  name: string;
  shape: readonly number[];
  rows: number[][];
}

/** Every weight and bias of a run's model, in the order of the network: `await weights({ run: "runs/iris-1" })`. */
export async function weights(options: WeightsOptions): Promise<Weights[]> {
  checkNames("weights", options, ["run", "out", "lang"]);
  const { run, out, lang = "en" } = options;
  if (out) checkChartPath(out);
  const { data: model } = await Model.load(run);
  if (out) await writeChart(out, await drawWeights(model, await speechIn(lang)));
  return Object.entries(model.parameters).map(([name, tensor]) => ({
    name,
    shape: tensor.shape,
    rows: rows(tensor),
  }));
}
