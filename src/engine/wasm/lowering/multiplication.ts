import type { Dtype } from "../../../graph/value.ts";
import { itemBytes, vectorBytes } from "../layout.ts";
import type { Address, Instruction } from "../step.ts";

/** A matrix in memory, its rows `stride` bytes apart, and whether the factor that it stands for is its transpose. */
export interface Stored {
  readonly stride: number;
  readonly transposed: boolean;
  /** All of its bytes. */
  readonly bytes: number;
}

/** C = D ± s·A·B with A of (rows, k) and B of (k, columns). */
export interface Extent {
  readonly rows: number;
  readonly columns: number;
  readonly k: number;
  readonly dtype: Dtype;
}

/**
 * What becomes of the product P = A·B, by kernels/matmul.ts's flag for it: D + s·P, D − s·P, or P · D (1 − D), back
 * through a sigmoid whose result is D.
 */
const finishes = { added: 0, subtracted: 16, sloped: 32 } as const;
export type Finish = keyof typeof finishes;

/** Where the matrices stand. `d` is D (0: none), its stride 0 where one row serves all; `scale` is s (0: 1). */
export interface Operands {
  readonly c: Address;
  readonly cStride: number;
  readonly a: Address;
  readonly b: Address;
  readonly d: Address | 0;
  readonly dStride: number;
  readonly scale: Address | 0;
  readonly finish: Finish;
}

/** How a product is computed: its instruction, and the bytes of scratch that this needs. */
export interface Multiplication {
  readonly scratch: number;
  instruction(at: Operands, scratch: Address): Instruction;
}

/** k is cut into parts of this length (kernels/matmul.ts). */
export const depth = 256;
/** A's zeros may be left out where each number of A serves as many columns, so that to look for them costs little. */
const manyColumns = 64;
/** Above this many bytes, walking down a matrix's columns leaves the first cache: it is copied into panels. */
const panelThreshold = 16384;

export function multiplication({ rows, columns, k, dtype }: Extent, a: Stored, b: Stored): Multiplication {
  const item = itemBytes(dtype);
  const lanes = vectorBytes / item;
  const large = ({ bytes }: Stored) => bytes > panelThreshold;
  // A panel of A serves every pair of columns: for few of them, making it costs more than it saves.
  const aInPanels = large(a) || (!a.transposed && columns > 64);
  const bInPanels = b.transposed || (large(b) && rows > 16);
  const panelDepth = Math.ceil(Math.min(k, depth) / lanes) * lanes;
  const zerosLeftOut = columns >= manyColumns && rows > 4 && k > 4;
  const pairBytes = zerosLeftOut ? Math.ceil(rows / 2) * (3 * Math.min(k, depth) + 4) * item : 0;
  const panelBytes = aInPanels ? Math.ceil(rows / 4) * 4 * panelDepth * item : 0;
  const aBytes = Math.ceil(Math.max(pairBytes, panelBytes) / vectorBytes) * vectorBytes;
  const bBytes = bInPanels ? 4 * vectorBytes * panelDepth : 0;
  const flags =
    Number(a.transposed) + 2 * Number(b.transposed) + 4 * Number(aInPanels) + 8 * Number(bInPanels);
  const flagsOf = (finish: Finish) => finishes[finish] + (zerosLeftOut && finish !== "sloped" ? 64 : 0);
  return {
    scratch: aBytes + bBytes,
    instruction: (at, scratch) => [
      "matmul",
      ...[at.c, at.cStride, at.a, a.stride, at.b, b.stride, at.d, at.dStride, at.scale],
      ...[rows, columns, k, flags + flagsOf(at.finish), scratch, scratch.plus(aBytes)],
    ],
  };
}
