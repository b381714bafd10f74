import { expect, test } from "vitest";
import * as kiso from "./everything.ts";

// The library as its reader meets it: what a program without types, or a plan out of a file, may get wrong.

export type Mistake = readonly [what: string, act: () => unknown, message: string];

/** Each is one line of a UserError. */
export function refused(mistakes: readonly Mistake[]) {
  test.each(mistakes)("%s", async (_, act, message) => {
    const error = await Promise.resolve()
      .then(act)
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(kiso.UserError);
    const { message: found } = error as kiso.UserError;
    expect(found).toContain(message);
    expect(found).not.toContain("\n");
  });
}

/** What no type would let pass. */
export const untyped = <T>(thing: unknown) => thing as T;

export const engine = await kiso.loadEngine("auto");
export const [X, v] = [
  kiso.np.array([
    [1, 2],
    [3, 4],
  ]),
  kiso.np.array([1, 2]),
] as const;
export const classes = Int32Array.of(0, 1);
