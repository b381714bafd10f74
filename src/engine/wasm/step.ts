import type { Value } from "../../graph/value.ts";
import type { KernelName } from "./module.ts";

/** A kernel with its arguments, whose order each kernel's comment gives. Addresses are bytes. */
export type Instruction = readonly [kernel: KernelName, ...args: number[]];

/** Where a value's numbers stand in memory. */
export type Places = (value: Value) => number;

/** The work that brings a value into memory. */
export interface Step {
  readonly value: Value;
  /** Others that it brings along: what an optimizer remembers. */
  readonly also?: readonly Value[];
  /** What must stand in memory before. A fused step reads past the values that it folds in. */
  readonly reads: readonly Value[];
  /** Of these reads, the ones whose memory the result may take: each number is read before it is written. */
  readonly overwrites: readonly Value[];
  /** Bytes of memory needed only during the step. */
  readonly scratch: number;
  /** `scratch` is the first of those bytes. */
  emit(at: Places, scratch: number): readonly Instruction[];
}

export const valuesOf = ({ value, also = [] }: Step): readonly Value[] => [value, ...also];

/** A value that is another one's numbers in the same places. */
export interface Alias {
  readonly sameAs: Value;
}

/** A step that reads the value's inputs, without scratch. */
export function step(
  value: Value,
  emit: (at: Places) => readonly Instruction[],
  overwrites: readonly Value[] = [],
): Step {
  return { value, reads: value.inputs, overwrites, scratch: 0, emit };
}
