import type { RandomState } from "../../data/random/randomState.ts";
import { stratifiedRows, testRows } from "../../data/rows/split.ts";
import { size } from "../../graph/value.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import type { Samples } from "../../model/samples.ts";
import type { Layer } from "../../nn/layers/layers.ts";
import type { OutputName } from "./perceptronOutput.ts";
import type { Settled } from "./perceptronSettings.ts";

/** Rows to learn from, and what is made of them. */
export interface Examples {
  samples: Samples;
  inputs: number;
  output: OutputName;
}

/** Glorot's uniform numbers, for logistic units with a third of their variance; the biases too, layer after layer. */
export function firstParameters(
  model: Layer,
  activation: Settled["activation"],
  stream: RandomState,
): Tensors {
  const factor = activation === "logistic" ? 2 : 6;
  let bound = 0;
  return Object.fromEntries(
    Object.entries(model.parameters).map(([name, { shape, role }]) => {
      // A layer's weight comes before its bias, which has the same bound.
      if (role === "weight") bound = Math.sqrt(factor / (shape[0]! + shape[1]!));
      const data = Float64Array.from({ length: size(shape) }, () => stream.uniform(-bound, bound));
      return [name, { shape, data }];
    }),
  );
}

/** Early stopping sets some rows aside to watch by. Two classes keep their shares; more are drawn as they come. */
export function setAside(
  { earlyStopping, validationFraction }: Settled,
  { samples, inputs, output }: Examples,
  { permutation }: RandomState,
): { train: Samples; validation?: Samples } {
  if (!earlyStopping) return { train: samples };
  const { features, labels } = samples;
  const take = (rows: readonly number[]): Samples => {
    const own = new Float64Array(rows.length * inputs);
    for (const [i, row] of rows.entries())
      for (let j = 0; j < inputs; j++) own[i * inputs + j] = features[row * inputs + j]!;
    return { features: own, labels: Float64Array.from(rows, (row) => labels[row]!) };
  };
  if (output === "logistic") {
    const { train, test } = stratifiedRows(Array.from(labels), validationFraction, permutation);
    return { train: take(train), validation: take(test) };
  }
  const held = testRows(labels.length, validationFraction);
  const rows = permutation(labels.length);
  return { train: take(rows.slice(held)), validation: take(rows.slice(0, held)) };
}
