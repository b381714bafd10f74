import type { Value } from "../../graph/value.ts";
import type { KernelName } from "./module.ts";

/** A part of memory with a place of its own, known when a program is linked: the workspace, an input, a state, a constant. */
export type Region = "workspace" | Value;

/** An address before its region has a place in memory: so many bytes after the region's start. */
export class Address {
  readonly region: Region;
  readonly offset: number;

  constructor(region: Region, offset = 0) {
    this.region = region;
    this.offset = offset;
  }

  plus(bytes: number): Address {
    return new Address(this.region, this.offset + bytes);
  }

  equals({ region, offset }: Address): boolean {
    return region === this.region && offset === this.offset;
  }
}

/** A kernel with its arguments, whose order each kernel's comment gives. */
export type Instruction = readonly [kernel: KernelName, ...args: (number | Address)[]];

/** Where a value's numbers stand in memory. */
export type Places = (value: Value) => Address;

/** The work that brings a value into memory. */
export interface Step {
  readonly value: Value;
  /** Others that it brings along: what an optimizer remembers. */
  readonly also?: readonly Value[];
  /** What must stand in memory before. A fused step reads past the values that it folds in. */
  readonly reads: readonly Value[];
  /** The reads whose memory the result may take: each of their numbers is read before it is written. */
  readonly overwrites: readonly Value[];
  /** Bytes of memory needed only during the step. */
  readonly scratch: number;
  /** `scratch` is the first of those bytes. */
  emit(at: Places, scratch: Address): readonly Instruction[];
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
