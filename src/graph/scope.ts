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
