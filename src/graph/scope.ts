import type { Value } from "./value.ts";

/** The layer whose values are being made: `dense1`, or `block2/dense1` where layers stand in layers. */
let current: string | undefined;

export function currentScope(): string | undefined {
  return current;
}

/** Runs `build`; the values made in it carry `name`, so that an error can say in which layer it arose. */
export function inScope<T>(name: string, build: () => T): T {
  return atScope(current === undefined ? name : `${current}/${name}`, build);
}

/** As `inScope`, but with the whole path given: what derives from a value (its gradient) belongs to its layer. */
export function atScope<T>(path: string | undefined, build: () => T): T {
  const outer = current;
  current = path;
  try {
    return build();
  } finally {
    current = outer;
  }
}

/** Names by value: what `op.named` gave, the latest first. They stand beside the graph, so that no result depends on one. */
const given = new WeakMap<Value, readonly string[]>();

export const givenNames = (value: Value): readonly string[] => given.get(value) ?? [];

export function giveName(value: Value, name: string): void {
  const others = givenNames(value).filter((other) => other !== name);
  given.set(value, [name, ...others]);
}

/** A value that takes another's place keeps its names. */
export function keepNames(from: Value, to: Value): void {
  for (const name of givenNames(from).toReversed()) giveName(to, name);
}
