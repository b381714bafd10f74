import { Command } from "commander";
import { loadModel, type Model } from "../model/model.ts";
import type { Tensor } from "../model/safetensors.ts";
import { matrixChart } from "../plot/charts/matrix.ts";
import { checkChartPath, writeChart } from "../plot/write.ts";
import { openConsole } from "./console.ts";
import { jsonOption } from "./options.ts";

export const command = new Command("weights")
  .argument("<run>", "a run folder that kiso train wrote")
  .option("--out <file>", "also as heat maps: .png or .svg")
  .addOption(jsonOption())
  .action(run);

async function run(folder: string, { out, json }: { out?: string; json?: boolean }): Promise<void> {
  if (out) checkChartPath(out);
  const model = await loadModel(folder);
  const console = openConsole({ json });
  for (const [name, tensor] of Object.entries(model.parameters)) {
    console.say(`${name}  (${tensor.shape.join(", ")})`);
    console.say(`${figures(rows(tensor))}\n`);
  }
  if (out) {
    await writeChart(out, await drawWeights(model));
    console.say(`wrote  ${out}`);
  }
  const parameters = Object.entries(model.parameters).map(([name, tensor]) => [name, rows(tensor)]);
  console.json({ run: folder, parameters: Object.fromEntries(parameters), ...(out ? { out } : {}) });
}

/** Of the layer nn/background.ts what has a number for each feature. */
const perPixel = ["background1.mean", "background1.axes"];

/**
 * Weights and biases as heat maps, each with the names of what it joins where they are few; a convolution's weights as
 * its filters, side by side; of a network that sees images, what has a number for each pixel as pictures.
 */
export function drawWeights({
  parameters,
  featureNames,
  classNames,
  network,
  objective,
  image,
}: Omit<Model, "scaler">): Promise<string> {
  const layers = network.sizes.length - 1;
  const panels = Object.entries(parameters).map(([name, tensor]) => {
    const ofClasses = name.startsWith(`dense${layers}.`) && !objective;
    const takesFeatures = name === "dense1.weight" && !network.convolution;
    if (image && perPixel.includes(name)) return { title: name, size: image, pictures: rows(tensor) };
    if (image && takesFeatures) {
      const pictures = columns(tensor);
      return { title: name, size: image, pictures, ...(ofClasses ? { names: classNames } : {}) };
    }
    return {
      title: name,
      values: tensor.shape.length === 4 ? filters(tensor) : rows(tensor),
      ...(takesFeatures ? { rowNames: featureNames } : {}),
      ...(ofClasses ? { columnNames: classNames } : {}),
    };
  });
  return matrixChart({ panels });
}

/** Every number of a matrix, to 4 decimals, in NumPy's brackets; --json has them whole. */
export function figures(matrix: readonly (readonly number[])[]): string {
  const cells = matrix.map((row) => row.map((value) => value.toFixed(4)));
  const width = Math.max(...cells.flat().map((cell) => cell.length));
  const perLine = Math.max(1, Math.floor(100 / (width + 1)));
  const lines = cells.map((row) => {
    const parts: string[] = [];
    for (let i = 0; i < row.length; i += perLine) {
      parts.push(
        row
          .slice(i, i + perLine)
          .map((cell) => cell.padStart(width))
          .join(" "),
      );
    }
    return `[${parts.join("\n  ")}]`;
  });
  return `[${lines.join("\n ")}]`;
}

/** A matrix as rows of numbers; an array of more axes as the rows along its last one. */
export function rows({ shape, data }: Tensor): number[][] {
  const width = shape.at(-1)!;
  const height = data.length / width;
  return Array.from({ length: height }, (_, i) => Array.from(data.subarray(i * width, (i + 1) * width)));
}

/** What comes into each unit, of weights (in, out). */
function columns({ shape, data }: Tensor): number[][] {
  const [inputs, outputs] = shape as [number, number];
  return Array.from({ length: outputs }, (_, j) =>
    Array.from({ length: inputs }, (_, i) => data[i * outputs + j]!),
  );
}

/** Weights (kh, kw, in, out) as a picture of (in · kh, out · kw) pixels: from left to right filter by filter, its channels below each other. */
function filters({ shape, data }: Tensor): number[][] {
  const [kh, kw, inputs, outputs] = shape as [number, number, number, number];
  return Array.from({ length: inputs * kh }, (_, y) =>
    Array.from({ length: outputs * kw }, (_, x) => {
      const [channel, ky, filter, kx] = [Math.floor(y / kh), y % kh, Math.floor(x / kw), x % kw];
      return data[((ky * kw + kx) * inputs + channel) * outputs + filter]!;
    }),
  );
}
