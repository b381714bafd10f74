import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { square } from "../../../src/graph/composed.ts";
import * as op from "../../../src/graph/ops.ts";
import type { Value } from "../../../src/graph/value.ts";
import { grad, jvp, valueAndGrad } from "../../../src/nn/functions/eager.ts";
import type { Result } from "../../../src/nn/functions/functions.ts";

describe("wrt and aux", () => {
  const f = (p: { a: Value }, x: Value, y: Value) => op.add(op.multiply(p.a, x), square(y));

  test("the loss is a number to TypeScript too", () => {
    const [loss, slope] = valueAndGrad(f)({ a: 2 }, 3, 5);
    expect(loss < 32 && loss).toBe(31); // no comparison of a number with an array would typecheck
    expect(slope).toEqual({ a: 3 });
  });

  test("one argument, or a list of them", () => {
    expect(grad(f, { wrt: 1 })({ a: 2 }, 3, 5)).toBe(2);
    expect(grad(f, { wrt: [2, 0] })({ a: 2 }, 3, 5)).toEqual([10, { a: 3 }]);
    expect(valueAndGrad(f, { wrt: [1] })({ a: 2 }, 3, 5)).toEqual([31, [2]]);
  });

  test("what is returned beside the loss comes along, undifferentiated", () => {
    const withParts = (p: { a: Value }, x: Value): [Value, { double: Value }] => [
      op.multiply(p.a, x),
      { double: op.multiply(x, 2) },
    ];
    expect(valueAndGrad(withParts, { aux: true })({ a: 2 }, 3)).toEqual([[6, { double: 6 }], { a: 3 }]);
    expect(grad(withParts, { aux: true, wrt: [0, 1] })({ a: 2 }, 3)).toEqual([[{ a: 3 }, 2], { double: 6 }]);
  });

  test("types: a gradient has the form of what it is taken by", () => {
    const one: number | object = grad(f, { wrt: 0 })({ a: 2 }, 3, 5).a;
    const [second, first] = grad(f, { wrt: [2, 0] })({ a: 2 }, 3, 5);
    expect([one, second, first.a]).toEqual([3, 10, 3]);
    // @ts-expect-error: by argument 1 it is no record
    grad(f, { wrt: 1 })({ a: 2 }, 3, 5).a;
    // @ts-expect-error: a loss with company needs aux
    expect(() => grad((x: Value): [Value, Value] => [x, x])(1)).toThrow(UserError);
    const twice: (x: number) => Result = grad(grad((x: Value) => op.multiply(x, x)));
    expect(twice(1)).toBe(2);
  });
});

describe("mistakes", () => {
  const refused = (act: () => unknown, message: string) => {
    expect(act).toThrow(UserError);
    expect(act).toThrow(message);
  };
  const f = (x: Value, y: Value) => op.sum(op.multiply(x, y));

  test("in wrt, aux and names", () => {
    refused(
      () => grad(f, { wrt: 2 })(1, 2),
      "grad: wrt is 2, where there are 2 arguments; the first one is 0",
    );
    refused(() => grad(f, { wrt: -1 })(1, 2), "wrt is -1");
    // @ts-expect-error: no such setting
    refused(() => grad(f, { wtr: 1 }), 'grad: there is no setting "wtr"; did you mean "wrt"?');
    // @ts-expect-error: nor here
    refused(() => jvp(f, { wrt: 1 }), 'jvp: there is no setting "wrt"; there are engine, dtype');
    // @ts-expect-error: nothing is returned beside the loss
    refused(() => grad(f, { aux: true })(1, 2), "with aux: true the function must return [loss, anything]");
  });
});
