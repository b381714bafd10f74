import type { Shape } from "../graph/value.ts";

/**
 * Where the cells of one array stand in another. A row-major array of shape (2, 3) has the steps (3, 1): cell (i, j) is
 * number 3 i + j. With other steps the same indices walk the array in another way: a step of 0 repeats an axis, exchanged
 * steps transpose, and a first place other than 0 begins inside the array.
 */

/** How far apart the neighbours on each axis of a row-major array are: (12, 4, 1) for the shape (2, 3, 4). */
export function stepsOf(shape: Shape): number[] {
  const steps: number[] = [];
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    steps[axis] = step;
    step *= shape[axis];
  }
  return steps;
}

/** The steps of an array of shape `from` stretched to `to`: 0 where an axis is missing or its length is 1. */
export function stretchedSteps(from: Shape, to: Shape): number[] {
  const steps = stepsOf(from);
  const missing = to.length - from.length;
  return to.map((_, axis) => (axis < missing || from[axis - missing] === 1 ? 0 : steps[axis - missing]));
}

/** For each cell of `shape`, in row-major order, its place in an array with these steps and this first place. */
export function places(shape: Shape, steps: readonly number[], first = 0): Int32Array {
  let found = Int32Array.of(first);
  for (const [axis, length] of shape.entries()) {
    const outer = found;
    found = new Int32Array(outer.length * length);
    let cell = 0;
    for (const place of outer) {
      for (let i = 0; i < length; i++) found[cell++] = place + i * steps[axis];
    }
  }
  return found;
}
