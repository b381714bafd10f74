import { checkNames } from "../../errors.ts";
import { mean, square } from "../../graph/composed.ts";
import * as op from "../../graph/ops.ts";
import { refusal, showShape } from "../../graph/shapes.ts";
import type { Pair, Value, Windows } from "../../graph/value.ts";
import { size } from "../../graph/value.ts";
import { checkNumber } from "../choose.ts";
import { checkUnits, type Layer, type WeightOptions } from "./layers.ts";

/*
 * Layers for images (n, height, width, channels). The numbers are PyTorch's, which has the channels second: its weight
 * (out, in, kh, kw) is here (kh, kw, in, out), and `flatten` goes through the pixels, each with all its channels.
 */

/** Height and width, or one number for both. */
export type Extent = number | Pair;

export interface WindowOptions {
  stride?: Extent;
  padding?: Extent;
}

const pair = (extent: Extent): Pair => (typeof extent === "object" ? extent : [extent, extent]);

/** The kernel is checked here, since a weight has its shape; the op checks what depends on the image. */
function windowsOf(layer: string, kernel: Extent, stride: Extent, padding: Extent): Windows {
  const [height, width] = pair(kernel);
  checkUnits(layer, { "kernel's height": height, "kernel's width": width });
  return { kernel: [height, width], stride: pair(stride), padding: pair(padding) };
}

/** A pool's stride is its kernel where none is given. */
function poolWindows(layer: string, kernel: Extent, options: WindowOptions): Windows {
  checkNames(layer, options, ["stride", "padding"]);
  const { stride = kernel, padding = 0 } = options;
  return windowsOf(layer, kernel, stride, padding);
}

/**
 * y[i, j, o] = b[o] + Σ w[ky, kx, c, o] · x[i·stride + ky − padding, j·stride + kx − padding, c], with 0 outside of the
 * image; weight (kernel height, kernel width, inChannels, outChannels), bias (1, outChannels). PyTorch's `Conv2d`.
 */
export function conv2d(
  inChannels: number,
  outChannels: number,
  kernel: Extent,
  options: WindowOptions & WeightOptions = {},
): Layer {
  checkUnits("conv2d", { inChannels, outChannels });
  checkNames("conv2d", options, ["stride", "padding", "bias", "initializer"]);
  const { stride = 1, padding = 0, bias = true, initializer } = options;
  const windows = windowsOf("conv2d", kernel, stride, padding);
  const shape = [...windows.kernel, inChannels, outChannels];
  const weight = { shape, role: "weight", initializer } as const;
  return {
    kind: "conv2d",
    parameters: bias ? { weight, bias: { shape: [1, outChannels], role: "bias" } } : { weight },
    forward: (x, { weight, bias }) => {
      checkImages("conv2d", x, inChannels);
      const cells = op.im2col(x, windows);
      const [n, down, across, k] = cells.shape as [number, number, number, number];
      const rows = op.reshape(cells, [n * down * across, k]);
      const product = op.matmul(rows, op.reshape(weight!, [k, outChannels]));
      const y = bias === undefined ? product : op.add(product, bias);
      return op.reshape(y, [n, down, across, outChannels]);
    },
  };
}

/**
 * The largest of each window, channel by channel; of equal numbers the first is taken, and gets the gradient. The
 * stride is the kernel where none is given. PyTorch's `MaxPool2d`.
 */
export function maxPool2d(kernel: Extent, options: WindowOptions = {}): Layer {
  const windows = poolWindows("maxPool2d", kernel, options);
  return { kind: "maxPool2d", parameters: {}, forward: (x) => op.maxPool(x, x, windows) };
}

/** The mean of each window, its border counted as 0, channel by channel. PyTorch's `AvgPool2d`. */
export function averagePool2d(kernel: Extent, options: WindowOptions = {}): Layer {
  const windows = poolWindows("averagePool2d", kernel, options);
  return {
    kind: "averagePool2d",
    parameters: {},
    forward: (x) => {
      const cells = op.im2col(x, windows);
      const [n, down, across] = cells.shape as [number, number, number];
      const perWindow = windows.kernel[0] * windows.kernel[1];
      return mean(op.reshape(cells, [n, down, across, perWindow, x.shape[3]!]), 3);
    },
  };
}

/** The mean of each channel: (n, height, width, channels) to (n, channels). */
export function globalAveragePool(): Layer {
  const forward = (x: Value): Value => mean(checkImages("globalAveragePool", x), [1, 2]);
  return { kind: "globalAveragePool", parameters: {}, forward };
}

/** (n, …) to (n, numbers of a row). */
export function flatten(): Layer {
  const forward = (x: Value): Value => op.reshape(x, [x.shape[0]!, size(x.shape.slice(1))]);
  return { kind: "flatten", parameters: {}, forward };
}

/** Rows of features (n, height·width·channels), row by row and pixel by pixel, as images. */
export function images(height: number, width: number, channels: number): Layer {
  checkUnits("images", { height, width, channels });
  const forward = (x: Value): Value => op.reshape(x, [x.shape[0]!, height, width, channels]);
  return { kind: "images", parameters: {}, forward };
}

export interface BatchNormOptions {
  /** how far the running statistics move towards the batch's; 0.1 when left out */
  momentum?: number;
  /** 1e-5 when left out */
  epsilon?: number;
}

/**
 * y = weight · (x − μ) / √(σ² + ε) + bias for each channel of (…, channels). In training μ and σ² are the batch's, and
 * move the running ones by `momentum` of the way (there σ² is the unbiased one, as in PyTorch's `BatchNorm2d`); else they
 * are the running ones.
 * S. Ioffe and C. Szegedy, "Batch normalization" (2015).
 */
export function batchNorm(channels: number, options: BatchNormOptions = {}): Layer {
  checkNames("batchNorm", options, ["momentum", "epsilon"]);
  const { momentum = 0.1, epsilon = 1e-5 } = options;
  checkUnits("batchNorm", { channels });
  checkNumber("batchNorm", "momentum", momentum, { atLeast: 0, atMost: 1 });
  checkNumber("batchNorm", "epsilon", epsilon, { above: 0 });
  const shape = [1, channels];
  return {
    kind: "batchNorm",
    parameters: {
      weight: { shape, role: "scale", first: 1 },
      bias: { shape, role: "bias" },
      runningMean: { shape, role: "statistic" },
      runningVar: { shape, role: "statistic", first: 1 },
    },
    forward: (x, { weight, bias, runningMean, runningVar }, { record } = {}) => {
      if (x.shape.at(-1) !== channels) {
        throw refusal("batchNorm", `takes values (…, ${channels}), found ${showShape(x.shape)}`);
      }
      if (record === undefined) {
        const scale = op.divide(weight!, op.sqrt(op.add(runningVar!, epsilon)));
        return op.add(op.multiply(op.subtract(x, runningMean!), scale), bias!);
      }
      const count = size(x.shape) / channels;
      if (count < 2) {
        throw refusal(
          "batchNorm",
          `needs more than one value a channel to train, found ${showShape(x.shape)}; take another batch size`,
        );
      }
      const axes = x.shape.slice(0, -1).map((_, axis) => axis);
      const average = (values: Value) => op.reshape(mean(values, axes), shape);
      const batchMean = average(x);
      const centred = op.subtract(x, batchMean);
      const variance = average(square(centred));
      const moved = (running: Value, found: Value) =>
        op.add(op.multiply(running, 1 - momentum), op.multiply(found, momentum));
      record("runningMean", moved(runningMean!, batchMean));
      record("runningVar", moved(runningVar!, op.multiply(variance, count / (count - 1))));
      const scale = op.divide(weight!, op.sqrt(op.add(variance, epsilon)));
      return op.add(op.multiply(centred, scale), bias!);
    },
  };
}

function checkImages(layer: string, x: Value, channels?: number): Value {
  if (x.shape.length === 4 && (channels === undefined || x.shape[3] === channels)) return x;
  throw refusal(
    layer,
    `takes images (n, height, width, ${channels ?? "channels"}), found ${showShape(x.shape)}`,
  );
}
