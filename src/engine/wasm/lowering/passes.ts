import { sameShape, size, topological } from "../../../graph/value.ts";
import { layoutOf } from "../layout.ts";
import type { KernelName } from "../module.ts";
import { type Formula, type Fusion, matches } from "./patterns.ts";

/** One pass over tensors of one shape, for what would be many. */
interface Pass {
  readonly kernel: KernelName;
  readonly formula: Formula;
  /** Parts of the formula that are brought along, read by others too: what an optimizer remembers. */
  readonly also?: readonly Formula[];
  /** The formula's names in the order of the kernel's arguments; 1 stands for a factor that the formula lacks. */
  readonly tensors: readonly Formula[];
  readonly scalars: readonly (Formula | 1)[];
}

// v' = μ v + g, p' = p − η (g + μ v')
const velocity: Formula = ["add", ["multiply", "v", "μ"], "g"];
const nesterov: Pass = {
  kernel: "nesterov",
  formula: ["subtract", "p", ["multiply", ["add", "g", ["multiply", velocity, "μ"]], "η"]],
  also: [velocity],
  tensors: ["p", "v", "g"],
  scalars: ["μ", "η"],
};

// m' = β₁ m + α₁ h, v' = β₂ v + α₂ g², p' = p − η m' / (√v' / r + ε): α = 1 − β, and h = g but for a constant factor of g's,
// which is then one with α₁. AdamW has κ p for p. PyTorch's r is √(1 − β₂ᵗ); scikit-learn has none, and η before the division.
const first: Formula = ["add", ["multiply", "m", "β₁"], ["multiply", "h", "α₁"]];
const second: Formula = ["add", ["multiply", "v", "β₂"], ["multiply", ["multiply", "g", "g"], "α₂"]];
const moments = { kernel: "adam", also: [first, second], tensors: ["p", "m", "h", "v", "g"] } as const;
const rates = ["β₁", "α₁", "β₂", "α₂", "ε"] as const;
const descent: Formula = [
  "multiply",
  ["divide", first, ["add", ["divide", ["sqrt", second], "r"], "ε"]],
  "η",
];

/** Tried in turn. */
export const updates: readonly Pass[] = [
  nesterov,
  {
    ...moments,
    formula: ["subtract", ["multiply", "p", "κ"], descent],
    scalars: [...rates, "r", 1, "η", "κ"],
  },
  { ...moments, formula: ["subtract", "p", descent], scalars: [...rates, "r", 1, "η", 1] },
  {
    ...moments,
    formula: ["subtract", "p", ["divide", ["multiply", first, "η"], ["add", ["sqrt", second], "ε"]]],
    scalars: [...rates, 1, "η", 1, 1],
  },
];

/** a ± s b: momentum, running averages, a bias's step. */
export const scaledSums: readonly Pass[] = (["add", "subtract"] as const).map((op) => ({
  kernel: `${op}Scaled`,
  formula: [op, "a", ["multiply", "b", "s"]],
  tensors: ["a", "b"],
  scalars: ["s"],
}));

/** The first of the passes whose formula the value is. */
export const onePass =
  (passes: readonly Pass[]): Fusion =>
  (value, isPrivate) => {
    for (const { kernel, formula, also = [], tensors, scalars } of passes) {
      const found = matches(formula, value, (part, x) => {
        if (tensors.includes(part)) return sameShape(x.shape, value.shape);
        if (scalars.includes(part)) return size(x.shape) === 1;
        return x === value || also.includes(part) || isPrivate(x);
      });
      for (const of of found) {
        const brought = also.map((part) => of.get(part)!);
        const from = tensors.map((name) => of.get(name)!);
        const factors = scalars.map((name) => of.get(name));
        const reads = [...from, ...factors.filter((factor) => factor !== undefined)];
        // What is brought along must not be waited for.
        const first = Math.min(...brought.map(({ id }) => id));
        if (topological(reads, first).some((x) => brought.includes(x))) continue;
        return {
          value,
          also: brought,
          reads,
          overwrites: from.filter((x) => !factors.includes(x)),
          scratch: 0,
          emit: (at) => [
            [
              kernel,
              ...[value, ...brought, ...from].map(at),
              layoutOf(value).bytes,
              ...factors.map((factor) => (factor ? at(factor) : 0)),
            ],
          ],
        };
      }
    }
    return undefined;
  };
