import { checkSeed } from "../../data/random/seed.ts";
import { checkNames, shown, UserError } from "../../errors.ts";
import { checkDtype } from "../../graph/shapes.ts";
import type { FloatDtype, Shape } from "../../graph/value.ts";
import { size } from "../../graph/value.ts";
import { choose } from "../choose.ts";
import {
  type Draw,
  type InitializerName,
  initializers,
  type OwnInitializer,
  uniforms,
} from "./initializers.ts";
import type { ParameterSpec } from "./layers.ts";

/** A named array's numbers, row-major. */
export interface Tensor {
  readonly shape: Shape;
  readonly data: Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
}

export interface InitializeOptions {
  /** of the weights whose spec names none of its own */
  initializer: InitializerName;
  seed: number;
  dtype: FloatDtype;
}

/**
 * The first numbers of all parameters of a layer, by name: weights by the initializer, a parameter whose spec has one by
 * that, all else as its spec says. Same seed, same bits, on every machine.
 *
 * ```ts
 * const { weight } = initialize(dense(4, 3).parameters, { initializer: "heNormal", seed: 0, dtype: "float64" });
 * console.log(weight.shape, weight.data.length); // [4, 3] 12
 * ```
 */
export function initialize(
  parameters: Readonly<Record<string, ParameterSpec>>,
  options: InitializeOptions,
): Record<string, Tensor> {
  checkNames("initialize", options, ["initializer", "seed", "dtype"]);
  const { initializer, seed, dtype } = options;
  checkDtype("initialize", dtype);
  if (!Object.values(parameters).every((spec) => Array.isArray(spec?.shape)))
    throw new UserError(
      "initialize takes a layer's parameters: initialize(layer.parameters, { initializer, … })",
    );
  checkSeed(seed, initializer);
  const draws = new Map<string, Draw>();
  /** Each initializer draws once through all that it is asked for: the lesson's has one stream for all weights. */
  const drawOf = (name: InitializerName): Draw => {
    const known = draws.get(name);
    if (known) return known;
    const draw: Draw = choose("initializer", initializers, name)(seed);
    draws.set(name, draw);
    return draw;
  };
  drawOf(initializer); // an unknown name is refused even where no weight asks for it
  const specs = Object.entries(parameters);
  const weights = specs.filter(([, { role }]) => role === "weight").map(([name]) => name);
  return Object.fromEntries(
    specs.map(([name, spec], i) => {
      // A weight's stream is its number among the weights; what else is drawn comes after them.
      const stream = spec.role === "weight" ? weights.indexOf(name) : weights.length + i;
      const data = numbersOf(name, spec, { stream, seed, initializer, drawOf });
      return [name, { shape: spec.shape, data: dtype === "float32" ? Float32Array.from(data) : data }];
    }),
  );
}

interface Drawing {
  readonly stream: number;
  readonly seed: number;
  readonly initializer: InitializerName;
  readonly drawOf: (name: InitializerName) => Draw;
}

function numbersOf(name: string, spec: ParameterSpec, drawing: Drawing): Float64Array<ArrayBuffer> {
  checkSpec(name, spec);
  const { shape, role, first = 0, initializer = role === "weight" ? drawing.initializer : undefined } = spec;
  if (initializer === undefined) return new Float64Array(size(shape)).fill(first);
  if (typeof initializer === "string") return drawing.drawOf(initializer)(shape, drawing.stream);
  return owned(name, shape, initializer(shape, uniforms(drawing.seed, drawing.stream)));
}

const roles: readonly ParameterSpec["role"][] = ["weight", "bias", "scale", "statistic"];

/** Refuses a spec of one's own layer that would be 0 in silence, its role left out or a name misspelt. */
function checkSpec(name: string, spec: ParameterSpec): void {
  checkNames(`parameter ${name}`, spec, ["shape", "role", "first", "initializer"]);
  if (!roles.includes(spec.role))
    throw new UserError(
      `parameter ${name}: role must be one of ${roles.join(", ")}, found ${shown(spec.role)}`,
    );
}

/** What a function of one's own drew, if it is that many numbers. */
function owned(name: string, shape: Shape, drawn: ReturnType<OwnInitializer>): Float64Array<ArrayBuffer> {
  if (drawn?.length !== size(shape)) {
    throw new UserError(
      `the initializer of ${name} gave ${drawn?.length ?? shown(drawn)} numbers, where its shape (${shape.join(", ")}) has ${size(shape)}`,
    );
  }
  const data = Float64Array.from(drawn);
  const odd = data.findIndex((x) => !Number.isFinite(x));
  if (odd >= 0) throw new UserError(`the initializer of ${name} gave ${data[odd]} as number ${odd}`);
  return data;
}
