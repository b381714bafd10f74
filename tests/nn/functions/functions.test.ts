import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { array } from "numpy-ts";
import { describe, expect, test, vi } from "vitest";
import { type Engine, MemoryError } from "../../../src/engine/engine.ts";
import { referenceEngine } from "../../../src/engine/reference.ts";
import { UserError } from "../../../src/errors.ts";
import { mean, square } from "../../../src/graph/composed.ts";
import * as op from "../../../src/graph/ops.ts";
import { printGraph } from "../../../src/graph/print.ts";
import type { Value } from "../../../src/graph/value.ts";
import { size } from "../../../src/graph/value.ts";
import { compile, grad, valueAndGrad } from "../../../src/nn/functions/eager.ts";

interface Line {
  line: { W: Value; b: Value };
}
const loss = ({ line: { W, b } }: Line, x: Value, t: Value) =>
  mean(square(op.subtract(op.add(op.matmul(x, W), b), t)));

const x = array([
  [1, 2],
  [3, 4],
  [5, 6],
]);
const W = array([[0.5], [-1]]);
const t = array([[1], [2], [3]]);

describe("valueAndGrad", () => {
  // x W + 0.25 = (-1.25, -2.25, -3.25), so the errors are e = (-2.25, -4.25, -6.25);
  // the gradient is 2/3 xᵀ e by W and 2/3 Σ e by b.
  test("of a least-squares line, by hand, in the form of the parameters", () => {
    const [value, { line }] = valueAndGrad(loss)({ line: { W, b: 0.25 } }, x, t);
    expect(value).toBeCloseTo((2.25 ** 2 + 4.25 ** 2 + 6.25 ** 2) / 3, 12);
    expect(line.W).toMatchObject({ shape: [2, 1] });
    if (typeof line.W === "number") throw new Error("W's gradient should have W's shape");
    expect(line.W.data[0]).toBeCloseTo((-2 / 3) * (2.25 + 3 * 4.25 + 5 * 6.25), 12);
    expect(line.W.data[1]).toBeCloseTo((-2 / 3) * (2 * 2.25 + 4 * 4.25 + 6 * 6.25), 12);
    expect(line.b).toBeCloseTo((-2 / 3) * (2.25 + 4.25 + 6.25), 12);
  });

  test("inside a traced function: a step of gradient descent is one program", () => {
    const step = compile((params: Line, x: Value, t: Value, rate: Value) => {
      const [, gradients] = valueAndGrad(loss)(params, x, t);
      return {
        line: { W: op.subtract(params.line.W, op.multiply(gradients.line.W, rate)), b: params.line.b },
      };
    });
    const [, { line }] = valueAndGrad(loss)({ line: { W, b: 0.25 } }, x, t);
    const moved = step({ line: { W, b: 0.25 } }, x, t, 0.1);
    if (typeof line.W === "number" || typeof moved.line.W === "number") throw new Error("W should have axes");
    expect(moved.line.W.data[0]).toBeCloseTo(0.5 - 0.1 * line.W.data[0]!, 12);
    expect(moved.line.b).toBe(0.25);
  });

  test("of a gradient: x³ has the second derivative 6 x", () => {
    const cube = (x: Value) => op.multiply(x, square(x));
    const slope = grad(cube);
    expect(slope(2)).toBeCloseTo(12, 12);
    expect(grad((x: Value) => slope(x))(2)).toBeCloseTo(12, 12);
    expect(grad((x: Value) => grad((x: Value) => slope(x))(x))(2)).toBeCloseTo(6, 12);
  });

  test("a parameter that the loss does not use has gradient 0, in its shape", () => {
    const found = grad(({ a }: { a: Value; b: Value }) => op.sum(a))({ a: Float64Array.of(1, 2), b: x });
    expect(found).toEqual({
      a: { shape: [2], data: Float64Array.of(1, 1) },
      b: { shape: [3, 2], data: new Float64Array(6) },
    });
  });

  test("a loss with axes is refused with its shape", () => {
    expect(() => grad((x: Value) => square(x))(Float64Array.of(1, 2))).toThrow(
      "gradient of a value of shape (2,)",
    );
  });
});

describe("compile", () => {
  test("traces once for each shape, however often it is called", () => {
    let traced = 0;
    const double = compile((x: Value) => {
      traced++;
      return op.multiply(x, 2);
    });
    expect(double(3)).toBe(6);
    expect(double(4)).toBe(8);
    expect(double(Float64Array.of(1, 2))).toEqual({ shape: [2], data: Float64Array.of(2, 4) });
    expect(double(Float64Array.of(5, 6))).toEqual({ shape: [2], data: Float64Array.of(10, 12) });
    expect(traced).toBe(2);
  });

  test("reads a transposed view of an NDArray in its own order", () => {
    const rowSums = compile((x: Value) => op.sum(x, 1));
    expect(rowSums(x.T)).toEqual({ shape: [2], data: Float64Array.of(9, 12) });
  });

  test("float32 arrays are computed in float32, integers are labels", () => {
    const third = compile((x: Value) => op.divide(x, 3));
    expect(third(Float32Array.of(1))).toEqual({ shape: [1], data: Float32Array.of(1 / 3) });
    const hot = compile((y: Value) => op.oneHot(y, 3, "float64"));
    expect(hot(BigInt64Array.of(2n))).toEqual({ shape: [1, 3], data: Float64Array.of(0, 0, 1) });
  });

  test("the dtype and the engine can be named", () => {
    const used: string[] = [];
    const watched: Engine = {
      name: "reference",
      compile: (graph, options) => {
        used.push(graph.inputs.argument0!.dtype);
        return referenceEngine.compile(graph, options);
      },
    };
    compile((x: Value) => op.negate(x), { engine: watched, dtype: "float32" })(Float64Array.of(1));
    expect(used).toEqual(["float32"]);
  });

  test("mistakes are refused with the path of the argument", () => {
    const add = compile(({ a, b }: { a: Value; b: Value }) => op.add(a, b));
    const mixed = () => add({ a: Float32Array.of(1), b: Float64Array.of(1) });
    expect(mixed).toThrow(UserError);
    expect(mixed).toThrow("0.a is float32 and 0.b float64");
    expect(() => add({ a: { shape: [3], data: Float64Array.of(1) }, b: 1 })).toThrow(
      "0.a has shape (3,), but 1 numbers",
    );
    // @ts-expect-error: text is not numbers
    expect(() => add({ a: "1", b: 1 })).toThrow("0.a is string, where numbers were expected");
    const value = op.constant(1, "float64");
    // @ts-expect-error: values and numbers do not mix
    expect(() => add({ a: value, b: x })).toThrow("0.b is an array among values");
  });
});

describe("a compiled function", () => {
  const double = () => compile((x: Value) => op.multiply(x, 2));

  /** The reference engine, with a count of programs that live. */
  function counting(): { engine: Engine; alive: () => number; compiled: () => number } {
    let [alive, compiled] = [0, 0];
    const engine: Engine = {
      name: "reference",
      compile: (graph, options) => {
        alive++;
        compiled++;
        const program = referenceEngine.compile(graph, options);
        const dispose = program.dispose.bind(program);
        program.dispose = () => {
          alive--;
          dispose();
        };
        return program;
      },
    };
    return { engine, alive: () => alive, compiled: () => compiled };
  }

  test("shows what it traces, as written", () => {
    const f = compile(({ w }: { w: Value }, x: Value) => op.negate(op.negate(op.multiply(w, x))));
    expect(printGraph(f.graph({ w: 1 }, Float32Array.of(1, 2)))).toBe(
      [
        "input argument0.w  float32[]",
        "input argument1  float32[2]",
        "%1 = multiply(argument0.w, argument1)  float32[2]",
        "%2 = negate(%1)  float32[2]",
        "%3 = negate(%2)  float32[2]",
        "output result = %3",
      ].join("\n"),
    );
  });

  test("gives its programs back when it is disposed of, and computes no more", () => {
    const { engine, alive } = counting();
    const f = compile((x: Value) => op.multiply(x, 2), { engine });
    f(1);
    f(Float64Array.of(1, 2));
    expect(alive()).toBe(2);
    f.dispose();
    f.dispose();
    expect(alive()).toBe(0);
    expect(() => f(1)).toThrow(UserError);
    expect(() => f(1)).toThrow("has been disposed of");
    expect(f(op.constant(1, "float64")).op).toBe("multiply");
  });

  test("is disposed of at the end of a block that uses it", () => {
    const { engine, alive } = counting();
    {
      using f = compile((x: Value) => op.multiply(x, 2), { engine });
      f(1);
      expect(alive()).toBe(1);
    }
    expect(alive()).toBe(0);
  });

  test("keeps the 32 shapes that were used last", () => {
    const { engine, alive, compiled } = counting();
    const f = compile((x: Value) => op.sum(x), { engine });
    for (let n = 1; n <= 32; n++) expect(f(new Float64Array(n).fill(1))).toBe(n);
    f(Float64Array.of(5)); // used again, so that the shape of 2 is the oldest
    f(new Float64Array(33));
    expect([alive(), compiled()]).toEqual([32, 33]);
    f(Float64Array.of(6));
    expect(compiled()).toBe(33);
    f(Float64Array.of(6, 7));
    expect([alive(), compiled()]).toEqual([32, 34]);
  });

  test("shares 256 programs with all other functions", () => {
    const { engine, alive, compiled } = counting();
    const functions = Array.from({ length: 300 }, () => compile((x: Value) => op.sum(x), { engine }));
    for (const f of functions) f(1);
    expect([alive(), compiled()]).toEqual([256, 300]);
    expect(functions[299](2)).toBe(2);
    expect(compiled()).toBe(300);
    expect(functions[0](3)).toBe(3);
    expect([alive(), compiled()]).toEqual([256, 301]);
    for (const f of functions) f.dispose();
    expect(alive()).toBe(0);
  });

  test("makes room where there is none for a new shape, and says so where that is not enough", () => {
    const { engine, alive } = counting();
    const small: Engine = {
      name: "reference",
      compile: (graph, options) => {
        const numbers = size(Object.values(graph.inputs)[0].shape);
        if (alive() === 3 || numbers > 1000) throw new MemoryError(`no room for ${numbers}`);
        return engine.compile(graph, options);
      },
    };
    const [f, g] = [
      compile((x: Value) => op.sum(x), { engine: small }),
      compile((x: Value) => x, { engine: small }),
    ];
    for (let n = 1; n <= 10; n++) expect(f(new Float64Array(n).fill(1))).toBe(n);
    expect(g(5)).toBe(5);
    expect(() => f(new Float64Array(2000))).toThrow("no room for 2000");
    expect([f(7), g(8)]).toEqual([7, 8]);
  });

  test("gives its programs back when it is garbage", async () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    const { engine, alive } = counting();
    const used = compile((x: Value) => op.sum(x), { engine });
    used(1);
    for (let i = 0; i < 20; i++) compile((x: Value) => op.add(x, i), { engine })(1);
    expect(alive()).toBe(21);
    await vi.waitFor(
      () => {
        collect();
        expect(alive()).toBe(1);
      },
      { timeout: 10_000 },
    );
    expect(used(2)).toBe(2);
  });

  test("is a function of values to grad, and takes lists of lists as matrices", () => {
    expect(
      grad(compile((x: Value) => op.sum(op.multiply(x, x))))([
        [1, 2],
        [3, 4],
      ]),
    ).toEqual({
      shape: [2, 2],
      data: Float64Array.of(2, 4, 6, 8),
    });
    expect(compile((list: Value[]) => op.add(list[0], list[1]))([1, 2])).toBe(3);
    expect(double()([[[1], [2]]])).toEqual({ shape: [1, 2, 1], data: Float64Array.of(2, 4) });
  });

  test("reads integers of every width as labels, and refuses those that int32 does not hold", () => {
    const hot = compile((y: Value) => op.oneHot(y, 3, "float64"));
    for (const labels of [Int8Array.of(2), Uint16Array.of(2), Uint32Array.of(2), BigUint64Array.of(2n)])
      expect(hot(labels)).toEqual({ shape: [1, 3], data: Float64Array.of(0, 0, 1) });
    expect(() => hot(Uint32Array.of(2 ** 31))).toThrow(
      "argument 0 is a Uint32Array with 2147483648; labels are below 2147483648",
    );
  });

  test("of an async function is refused with the mend, and so is a misspelt setting", () => {
    const waiting = async (x: Value) => x;
    expect(() => compile(waiting)).toThrow("compile takes a plain function of values, found AsyncFunction");
    // @ts-expect-error: a promise is no value
    expect(() => grad(waiting)).toThrow("grad takes a plain function of values, found AsyncFunction");
    expect(() => compile((x: Value) => Promise.resolve(x))(1)).toThrow("the function returns a promise");
    // @ts-expect-error: no such setting
    expect(() => compile((x: Value) => x, { dtyp: "float32" })).toThrow(
      'compile: there is no setting "dtyp"; did you mean "dtype"?',
    );
  });
});

describe("memory stays flat", () => {
  const square = (x: Value) => op.sum(op.multiply(x, x));
  const rows = new Float64Array(64 * 1500);
  const batch = (n: number) => rows.subarray(0, 64 * n);
  /** What WebAssembly has: `external` counts it, and what JavaScript's arrays have. */
  const megabytes = () => {
    const { external, arrayBuffers } = process.memoryUsage();
    return (external - arrayBuffers) / 2 ** 20;
  };

  test("through 1,500 rounds of compile, run and dispose", () => {
    const round = () => {
      const f = compile(square);
      f(batch(100));
      f.dispose();
    };
    round();
    const before = megabytes();
    for (let i = 0; i < 1500; i++) round(); // 1,500 times 51 kB of input alone are 77 MB; some wait for the collector
    expect(megabytes() - before).toBeLessThan(40);
  });

  test("through 1,500 batch sizes of one function", () => {
    const f = compile(square);
    const before = megabytes();
    for (let n = 1; n <= 1500; n++) f(batch(n)); // the inputs of all are 576 MB, of the last 32 some 24
    expect(megabytes() - before).toBeLessThan(80);
    f.dispose();
  });
});
