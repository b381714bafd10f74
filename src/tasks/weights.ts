import { checkNames } from "../errors.ts";
import { Model } from "../model/model.ts";
import { checkChartPath, writeChart } from "../plot/write.ts";
import { drawWeights, rows } from "./pages/weightPictures.ts";

export interface WeightsOptions {
  /** the folder of a trained model */
  run: string;
  /** a file for heat maps of them: .png or .svg */
  out?: string;
}

/** A parameter of a model: its shape, and its numbers as rows along the last axis. */
export interface Weights {
  name: string;
  shape: readonly number[];
  rows: number[][];
}

/** Every weight and bias of a run's model, in the order of the network: `await weights({ run: "runs/iris-1" })`. */
export async function weights(options: WeightsOptions): Promise<Weights[]> {
  checkNames("weights", options, ["run", "out"]);
  const { run, out } = options;
  if (out) checkChartPath(out);
  const { data: model } = await Model.load(run);
  if (out) await writeChart(out, await drawWeights(model));
  return Object.entries(model.parameters).map(([name, tensor]) => ({
    name,
    shape: tensor.shape,
    rows: rows(tensor),
  }));
}
