import { random } from "numpy-ts";
import { expect, test } from "vitest";
import { randomState } from "../../../src/data/random/randomState.ts";

test.each([0, 1, 42, 2 ** 32 - 1])(
  "RandomState(%i) draws as NumPy's legacy stream, whatever is drawn between",
  (seed) => {
    random.seed(seed);
    const plain = (numbers: unknown) =>
      Array.from((numbers as { data: ArrayLike<number | bigint> }).data, Number);
    const wanted = [
      plain(random.uniform(-0.3, 0.3, 5)),
      plain(random.permutation(1)),
      plain(random.permutation(7)),
      plain(random.uniform(-2, 5, 1)),
      plain(random.permutation(1000)),
      [Number(random.randint(0, 2 ** 31)), Number(random.randint(0, 11))],
    ];
    const stream = randomState(seed);
    const uniforms = (low: number, high: number, n: number) =>
      Array.from({ length: n }, () => stream.uniform(low, high));
    expect([
      uniforms(-0.3, 0.3, 5),
      stream.permutation(1),
      stream.permutation(7),
      uniforms(-2, 5, 1),
      stream.permutation(1000),
      [stream.integer(2 ** 31 - 1), stream.integer(10)],
    ]).toEqual(wanted);
  },
);
