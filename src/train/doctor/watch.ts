import type { Tensors } from "../../model/file/safetensors.ts";
import { fans } from "../../nn/layers/initializers.ts";

/** How far a layer's weights went in an epoch, in units of what Glorot would draw for them. */
export interface Update {
  epoch: number;
  layer: string;
  size: number;
}

/** How far the weights went in the epochs that were watched. */
export interface Way {
  /** of each layer, all epochs together */
  layers: Record<string, number>;
  /** the longest of a layer in one epoch */
  longest?: Update;
}

/** Notes how far each layer goes in each epoch. One pass over the weights: nothing beside the epoch's own passes. */
export class Watch {
  readonly way: Way;
  #before: Tensors | undefined;

  /** What the weights are before the first epoch that it watches, and how far they went before that. */
  constructor(before?: Tensors, way: Way = { layers: {} }) {
    this.#before = before && weightsOf(before);
    this.way = way;
  }

  /** The weights before the epoch that comes: a training that is stopped within it must know them to go on. */
  get before(): Tensors {
    return this.#before ?? {};
  }

  epoch(epoch: number, state: Tensors): void {
    const after = weightsOf(state);
    for (const [name, { shape, data }] of Object.entries(after)) {
      const earlier = this.#before?.[name]?.data;
      if (!earlier) continue;
      let sum = 0;
      for (let i = 0; i < data.length; i++) sum += (data[i]! - earlier[i]!) ** 2;
      // Glorot draws with variance 2 / (in + out).
      const [inputs, outputs] = fans(shape);
      const size = Math.sqrt(((sum / data.length) * (inputs + outputs)) / 2);
      const layer = name.split(".")[0]!;
      this.way.layers[layer] = (this.way.layers[layer] ?? 0) + size;
      if (size > (this.way.longest?.size ?? 0)) this.way.longest = { epoch, layer, size };
    }
    this.#before = after;
  }
}

const weightsOf = (state: Tensors): Tensors =>
  Object.fromEntries(Object.entries(state).filter(([name]) => /^(dense|conv2d)\d+\.weight$/.test(name)));
