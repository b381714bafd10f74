import type { StoredTensor } from "../../model/file/safetensors.ts";
import type { ModelData } from "../../model/modelData.ts";
import { viewNames } from "../../nn/layers/views.ts";
import { matrixChart } from "../../plot/charts/matrix.ts";
import type { Speech } from "../../report/words/catalogue/speech.ts";

/** The parameters of the layer nn/layers/background.ts that have a number for each feature. */
const perPixel = ["background1.mean", "background1.axes"];

/** More are no picture that can be looked at: those of the first and of the last layers are drawn. */
const mostTensors = 100;

/**
 * Weights and biases as heat maps, each with the names of what it joins where they are few; a convolution's weights as
 * its filters, side by side; where the network sees images, what has a number for each pixel as pictures.
 */
export function drawWeights(
  { parameters, featureNames, classNames, network, objective, image }: Omit<ModelData, "scaler">,
  speech: Speech = (text) => text,
): Promise<string> {
  const layers = network.sizes.length - 1;
  const tensors = Object.entries(parameters);
  const few = tensors.length <= mostTensors;
  const drawn = few ? tensors : [...tensors.slice(0, mostTensors / 2), ...tensors.slice(-mostTensors / 2)];
  const panels = drawn.map(([name, tensor]) => {
    const ofClasses = name.startsWith(`dense${layers}.`) && !objective;
    const takesFeatures = name === "dense1.weight" && !network.convolution;
    if (image && perPixel.includes(name)) return { title: name, size: image, pictures: rows(tensor) };
    if (image && takesFeatures) {
      const pictures = columns(tensor);
      return { title: name, size: image, pictures, names: ofClasses ? classNames : undefined };
    }
    return {
      title: name,
      values: tensor.shape.length === 4 ? filters(tensor) : rows(tensor),
      rowNames: takesFeatures ? viewNames(featureNames, network.views) : undefined,
      columnNames: ofClasses ? classNames : undefined,
    };
  });
  const title = few
    ? undefined
    : speech(`the first and the last ${mostTensors / 2} of ${tensors.length} tensors`);
  return matrixChart({ panels, title });
}

/** A matrix as rows of numbers; an array of more axes as the rows along its last one. */
export function rows({ shape, data }: StoredTensor): number[][] {
  const width = shape.at(-1)!;
  const height = data.length / width;
  return Array.from({ length: height }, (_, i) => Array.from(data.subarray(i * width, (i + 1) * width)));
}

/** What comes into each unit, of weights (in, out). */
function columns({ shape, data }: StoredTensor): number[][] {
  const [inputs, outputs] = shape as [number, number];
  return Array.from({ length: outputs }, (_, j) =>
    Array.from({ length: inputs }, (_, i) => data[i * outputs + j]!),
  );
}

/** Weights (kh, kw, in, out) as a picture of (in · kh, out · kw) pixels: from left to right filter by filter, its channels below each other. */
function filters({ shape, data }: StoredTensor): number[][] {
  const [kh, kw, inputs, outputs] = shape as [number, number, number, number];
  return Array.from({ length: inputs * kh }, (_, y) =>
    Array.from({ length: outputs * kw }, (_, x) => {
      const [channel, ky, filter, kx] = [Math.floor(y / kh), y % kh, Math.floor(x / kw), x % kw];
      return data[((ky * kw + kx) * inputs + channel) * outputs + filter]!;
    }),
  );
}
