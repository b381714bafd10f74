import type { Tensors } from "../../model/file/safetensors.ts";
import type { NetworkSpec } from "../../nn/layers/network.ts";

/** The shape of that one network: each hidden layer has the units of all. */
export function meanNetwork<N extends NetworkSpec>(network: N, count: number): N {
  const last = network.sizes.length - 1;
  return {
    ...network,
    sizes: network.sizes.map((units, i) => (i === 0 || i === last ? units : units * count)),
  };
}

/**
 * Networks of dense layers as one that answers the mean of their logits: their hidden units stand side by side, each reached by the
 * units of its own network alone, and the last layer takes an equal share of each. To all who ask it, it is one ordinary network.
 *
 * Of two networks x → W₁ → V₁ and x → W₂ → V₂: the first weight is [W₁ W₂], one between hidden layers has them on its diagonal and
 * zeros beside, the last is [V₁; V₂] / 2. Views of the features are the same in all of them.
 */
export function meanParameters({ sizes }: NetworkSpec, networks: readonly Tensors[]): Tensors {
  const layers = sizes.length - 1;
  const statistics = Object.entries(networks[0]!).filter(([name]) => name.startsWith("views"));
  const merged: Record<string, Tensors[string]> = Object.fromEntries(statistics);
  for (let layer = 1; layer <= layers; layer++) {
    const [weight, bias] = [`dense${layer}.weight`, `dense${layer}.bias`];
    // with views, the first layer has more inputs than the network
    const [inputs, outputs] = [networks[0]![weight]!.shape[0]!, sizes[layer]!];
    const apart = { inputs: layer > 1, outputs: layer < layers };
    merged[weight] = beside(networks, weight, { inputs, outputs, apart });
    merged[bias] = beside(networks, bias, {
      inputs: 1,
      outputs,
      apart: { inputs: false, outputs: apart.outputs },
    });
  }
  return merged;
}

interface Blocks {
  inputs: number;
  outputs: number;
  /** whether each network has inputs, and outputs, of its own; where it has no outputs of its own, the mean is taken */
  apart: { inputs: boolean; outputs: boolean };
}

/** The matrices of one name, each (inputs, outputs), as one. */
function beside(networks: readonly Tensors[], name: string, { inputs, outputs, apart }: Blocks) {
  const count = networks.length;
  const rows = inputs * (apart.inputs ? count : 1);
  const columns = outputs * (apart.outputs ? count : 1);
  const first = networks[0]![name]!.data;
  const sums = new Float64Array(rows * columns);
  networks.forEach((network, n) => {
    const { data } = network[name]!;
    const [top, left] = [apart.inputs ? n * inputs : 0, apart.outputs ? n * outputs : 0];
    const share = apart.outputs ? 1 : 1 / count;
    for (let i = 0; i < inputs; i++)
      for (let j = 0; j < outputs; j++)
        sums[(top + i) * columns + left + j]! += data[i * outputs + j]! * share;
  });
  return { shape: [rows, columns], data: first instanceof Float32Array ? Float32Array.from(sums) : sums };
}
