import { checkNames, UserError } from "../../errors.ts";
import * as op from "../../graph/ops.ts";
import { inScope } from "../../graph/scope.ts";
import type { FloatDtype, Shape, Value } from "../../graph/value.ts";
import { size } from "../../graph/value.ts";
import { checkNumber, choose } from "../choose.ts";
import { type ActivationName, activations } from "./activations.ts";
import type { InitializerName, OwnInitializer } from "./initializers.ts";

/**
 * A parameter before it has numbers. Weights are drawn by an initializer and may decay; biases and scales do neither; a
 * statistic is not learned by gradient: the forward pass of training records it.
 */
export interface ParameterSpec {
  readonly shape: Shape;
  readonly role: "weight" | "bias" | "scale" | "statistic";
  /** The number that all of it is at first, where it is not drawn; 0 when left out. */
  readonly first?: number;
  /** How it is drawn, where it is not drawn as the network's weights are: an initializer's name, or a function. */
  readonly initializer?: InitializerName | OwnInitializer;
}

export type Parameters = Readonly<Record<string, Value>>;

/** How a forward pass is meant. */
export interface Mode {
  /** An int32 scalar, another for every step: with it dropout drops, without it dropout lets everything pass. */
  readonly dropoutKey?: Value;
  /** The seed of dropout's random numbers. */
  readonly seed?: number;
  /** Takes a statistic's new value: with it batchNorm takes the batch's statistics, without it the running ones. */
  readonly record?: (statistic: string, value: Value) => void;
}

/** A function of a value and of named parameters: it holds no numbers itself. */
export interface Layer {
  /** Numbers the layer in a sequential: `dense` makes dense1, dense2, … */
  readonly kind: string;
  readonly parameters: Readonly<Record<string, ParameterSpec>>;
  forward(x: Value, parameters: Parameters, mode?: Mode): Value;
}

/** Whether a thing is a layer, kiso's or one's own. */
export const isLayer = (thing: unknown): thing is Layer =>
  typeof thing === "object" &&
  typeof (thing as Layer | null)?.forward === "function" &&
  typeof (thing as Layer).parameters === "object";

/** The options of a layer with a weight. */
export interface WeightOptions {
  /** true when left out */
  bias?: boolean;
  /** how the weight is drawn; as the network's others when left out */
  initializer?: InitializerName | OwnInitializer;
}

/** x W + b: (…, inputs) times (inputs, outputs), plus (1, outputs). PyTorch's `Linear`. */
export function dense(inputs: number, outputs: number, options: WeightOptions = {}): Layer {
  checkUnits("dense", { inputs, outputs });
  checkNames("dense", options, ["bias", "initializer"]);
  const { bias = true, initializer } = options;
  const weight: ParameterSpec = { shape: [inputs, outputs], role: "weight", initializer };
  return {
    kind: "dense",
    parameters: bias ? { weight, bias: { shape: [1, outputs], role: "bias" } } : { weight },
    forward: (x, { weight, bias }) => {
      // the rows of all axes in front at once: product and bias are then one step
      const rows = x.shape.length > 2 ? op.reshape(x, [size(x.shape) / x.shape.at(-1)!, x.shape.at(-1)!]) : x;
      const product = op.matmul(rows, weight);
      const y = bias === undefined ? product : op.add(product, bias);
      return op.reshape(y, [...x.shape.slice(0, -1), outputs]);
    },
  };
}

/** Refuses a count of units, inputs or channels that is none. */
export function checkUnits(layer: string, counts: Readonly<Record<string, number>>): void {
  for (const [name, units] of Object.entries(counts)) {
    if (!Number.isSafeInteger(units) || units < 1) {
      throw new UserError(`${layer}: ${name} must be a whole number of at least 1, found ${units}`);
    }
  }
}

/** An activation of that name as a layer. */
export function activation(name: string): Layer {
  const f: (x: Value) => Value = choose<typeof activations, ActivationName>("activation", activations, name);
  return { kind: name, parameters: {}, forward: f };
}

/** Each row x of (n, d) becomes x / ‖x‖, of length 1; a shorter one than 1e-12 stays short, as in PyTorch's `normalize`. */
export function unitLength(): Layer {
  return {
    kind: "unitLength",
    parameters: {},
    forward: (x) => op.divide(x, op.sqrt(op.maximum(op.sum(op.multiply(x, x), -1, true), 1e-24))),
  };
}

/**
 * In training, each number becomes 0 with probability `rate`, and the others are divided by 1 − rate, so that the
 * expected value stays. The mask is a function of (seed, step, position): a step can be repeated to the same bits.
 */
export function dropout(rate: number, options: { seed?: number } = {}): Layer {
  checkNames("dropout", options, ["seed"]);
  const { seed = 0 } = options;
  checkNumber("dropout", "rate", rate, { atLeast: 0, below: 1 });
  return {
    kind: "dropout",
    parameters: {},
    forward: (x, _, mode = {}) => {
      if (mode.dropoutKey === undefined || rate === 0) return x;
      const drawn = op.uniform(mode.dropoutKey, ((mode.seed ?? 0) ^ seed) >>> 0, x.shape, floatDtype(x));
      return op.where(op.greater(rate, drawn), 0, op.multiply(x, 1 / (1 - rate)));
    },
  };
}

/**
 * Layers one after the other. Each is named by its kind and number, and so are its parameters: `dense1.weight`,
 * `dense1.bias`, `dense2.weight`; errors that arise in it name it.
 */
export function sequential(layers: readonly Layer[]): Layer {
  if (!Array.isArray(layers as unknown))
    throw new UserError("sequential takes one list: sequential([dense(4, 8), …])");
  const odd = layers.findIndex((layer) => typeof layer?.forward !== "function");
  if (odd >= 0) {
    throw new UserError(
      `sequential: entry ${odd} is ${typeof layers[odd]}, no layer; an activation is one as activation("tanh")`,
    );
  }
  const counts = new Map<string, number>();
  const named = layers.map((layer) => {
    const number = (counts.get(layer.kind) ?? 0) + 1;
    counts.set(layer.kind, number);
    return { layer, number, name: `${layer.kind}${number}` };
  });
  return {
    kind: "sequential",
    parameters: namedParameters(named),
    forward: (x, parameters, mode) =>
      named.reduce((value, layer) => applied(layer, value, parameters, mode), x),
  };
}

/** A layer within another one. Its number, where there are several of its kind, gives it random numbers of its own. */
export interface Named {
  readonly name: string;
  readonly layer: Layer;
  readonly number: number;
}

/** The parameters of layers within a layer: `dense1.weight`, `dense1.bias`, … */
export const namedParameters = (layers: readonly Named[]): Record<string, ParameterSpec> =>
  Object.fromEntries(
    layers.flatMap(({ layer, name }) =>
      Object.entries(layer.parameters).map(([p, spec]) => [`${name}.${p}`, spec]),
    ),
  );

/** What a layer within another one makes of x, from the outer one's parameters; errors that arise in it name it. */
export function applied(
  { layer, name, number }: Named,
  x: Value,
  parameters: Parameters,
  mode: Mode = {},
): Value {
  const own = Object.fromEntries(
    Object.keys(layer.parameters).map((p) => [p, parameter(parameters, `${name}.${p}`)]),
  );
  // A seed for each layer, so that two dropouts of one network do not share their mask.
  const seed = ((mode.seed ?? 0) + Math.imul(number, 0x9e3779b9)) >>> 0;
  const { record: to } = mode;
  const record = to && ((statistic: string, value: Value) => to(`${name}.${statistic}`, value));
  return inScope(name, () => layer.forward(x, own, { ...mode, seed, record }));
}

function parameter(parameters: Parameters, name: string): Value {
  const found = parameters[name];
  if (found === undefined) {
    throw new UserError(
      `parameter ${name} is missing; there are ${Object.keys(parameters).join(", ") || "none"}`,
    );
  }
  return found;
}

function floatDtype({ dtype }: Value): FloatDtype {
  if (dtype === "int32") throw new UserError("dropout: int32 values are labels; it takes floats");
  return dtype;
}
