import { uniform24 } from "../../src/data/random/threefry.ts";
import type { Engine, Program } from "../../src/engine/engine.ts";
import { gradient } from "../../src/graph/gradient.ts";
import * as op from "../../src/graph/ops.ts";
import type { FloatDtype, Graph, Value } from "../../src/graph/value.ts";
import { size } from "../../src/graph/value.ts";
import { type Case, opCases } from "./opCases.ts";

/** What the cases need of a test runner: vitest's in Node, a few lines in a page. */
export interface Runner {
  test(name: string, run: () => void | Promise<void>): void;
}

/** Holds an engine to the meaning of every op, and to what `Program` promises. `skip` gives a reason by case. */
export function engineContract(
  load: () => Engine | Promise<Engine>,
  { test }: Runner,
  skip: Record<string, string> = {},
): void {
  for (const dtype of ["float64", "float32"] as const) {
    for (const [name, list] of Object.entries(opCases)) {
      for (const one of list) {
        const title = `${name} ${one.name} (${dtype})`;
        test(skip[title] === undefined ? title : `${title}: skipped, ${skip[title]}`, async () => {
          if (skip[title] === undefined) await check(await load(), one, dtype);
        });
      }
    }
    test(`uniform is Threefry's, whatever else is drawn (${dtype})`, async () => {
      const key = op.input("key", [], "int32");
      const drawn = op.uniform(key, 7, [3, 5], dtype);
      const program = (await load()).compile(graphOf({ key }, { drawn }));
      for (const step of [0, 1, 2 ** 31 - 1]) {
        program.set("key", [step]);
        await program.run();
        close(program.get("drawn"), [...uniform24(7, step, 15)], 0);
      }
      program.dispose();
    });
  }

  test("updates see the state as it was: two states swap", async () => {
    const [a, b] = [op.input("a", [2], "float64"), op.input("b", [2], "float64")];
    const program = (await load()).compile({
      inputs: {},
      state: { a, b },
      outputs: {},
      updates: { a: b, b: a },
    });
    program.set("a", [1, 2]);
    program.set("b", [3, 4]);
    await program.run();
    close(program.get("a"), [3, 4], 0);
    close(program.get("b"), [1, 2], 0);
    await program.run();
    close(program.get("a"), [1, 2], 0);
    program.dispose();
  });

  test("an output that is a state shows it as it was before the update", async () => {
    const s = op.input("s", [], "float64");
    const program = (await load()).compile({
      inputs: {},
      state: { s },
      outputs: { before: s },
      updates: { s: op.add(s, 1) },
    });
    await program.run();
    await program.run();
    equals(program.getScalar("before"), 1);
    equals(program.getScalar("s"), 2);
    program.dispose();
  });

  test("a graph that computes nothing gives back what it is fed", async () => {
    const x = op.input("x", [2], "float64");
    const engine = await load();
    const programs = [engine.compile(graphOf({ x }, { x })), engine.compile(graphOf({ x }, { x }))];
    for (const [i, program] of programs.entries()) program.set("x", [i, i + 1]);
    for (const program of programs) await program.run();
    for (const [i, program] of programs.entries()) close(program.get("x"), [i, i + 1], 0);
    for (const program of programs) program.dispose();
  });

  test("state and inputs are 0 until set, and set copies", async () => {
    const { program } = await scaled(await load());
    await program.run();
    close(program.get("y"), [0, 0, 0, 0, 0, 0], 0);
    const values = Float64Array.of(1, 2, 3, 4, 5, 6);
    program.set("x", values);
    program.set("factor", [2]);
    values.fill(9);
    await program.run();
    close(program.get("y"), [2, 4, 6, 8, 10, 12], 0);
    program.get("y").fill(0);
    close(program.get("y"), [2, 4, 6, 8, 10, 12], 0);
    program.dispose();
  });

  test("setRows gathers rows in the given order, from the given place, and leaves the others", async () => {
    const { program } = await scaled(await load());
    program.set("factor", [1]);
    const source = Float32Array.of(0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32);
    program.setRows("x", source, Int32Array.of(9, 3, 1), 1, 2);
    await program.run();
    close(program.get("y"), [30, 31, 32, 10, 11, 12], 0);
    program.setRows("x", source, [2], 0, 1);
    await program.run();
    close(program.get("y"), [20, 21, 22, 10, 11, 12], 0);
    program.dispose();
  });

  test("setRows gathers labels", async () => {
    const y = op.input("y", [3], "int32");
    const program = (await load()).compile(graphOf({ y }, { hot: op.oneHot(y, 3, "float64") }));
    program.setRows("y", Int32Array.of(2, 1, 0), Int32Array.of(0, 2, 1), 0, 3);
    await program.run();
    close(program.get("hot"), [0, 0, 1, 1, 0, 0, 0, 1, 0], 0);
    program.dispose();
  });

  test("takeRows is setRows of all inputs whose rows are kept, of programs that share state too", async () => {
    const engine = await load();
    const batch = (n: number): Graph => {
      const inputs = {
        x: op.input("x", [n, 3], "float64"),
        y: op.input("y", [n], "int32"),
        z: op.input("z", [n, 2, 2], "float64"),
        w: op.input("w", [n], "float64"),
      };
      const { x, y, z, w } = inputs;
      const outputs = { x: op.negate(x), y: op.oneHot(y, 3, "float64"), z: op.negate(z), w: op.negate(w) };
      return { inputs, state: {}, outputs, updates: {} };
    };
    const main = engine.compile(batch(2));
    const short = engine.compile(batch(1), { shareStateWith: main });
    const lone = op.input("x", [1, 3], "float64");
    const other = engine.compile(graphOf({ x: lone }, { x: op.add(lone, 1) }), { shareStateWith: main });
    main.set("w", [-8, -9]); // not kept: left alone
    const x = Float32Array.of(0, 1, 2, 10, 11, 12, 20, 21, 22);
    main.keepRows("x", [7, 7, 7]);
    main.keepRows("x", x);
    main.keepRows("y", [2, 1, 0]);
    main.keepRows("z", [0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
    x.fill(9);
    main.orderRows(Int32Array.of(9, 2, 0));
    main.takeRows(1, 2);
    await main.run();
    close(main.get("x"), [-20, -21, -22, -0, -1, -2], 0);
    close(main.get("y"), [1, 0, 0, 0, 0, 1], 0);
    close(main.get("z"), [-5, -6, -7, -8, -0, -0, -0, -0], 0);
    close(main.get("w"), [8, 9], 0);
    main.orderRows([1]);
    main.takeRows(0, 1); // the second row stays
    await main.run();
    close(main.get("x"), [-10, -11, -12, -0, -1, -2], 0);
    short.keepRows("w", [5, 6, 7]);
    main.orderRows([2, 1]);
    main.takeRows(0, 2);
    await main.run();
    close(main.get("w"), [-7, -6], 0);
    main.dispose();
    short.orderRows([1]);
    short.takeRows(0, 1);
    await short.run();
    close(short.get("x"), [-10, -11, -12], 0);
    close(short.get("y"), [0, 1, 0], 0);
    other.orderRows([2]);
    other.takeRows(0, 1);
    await other.run();
    close(other.get("x"), [21, 22, 23], 0);
    other.dispose();
    refuses(() => short.keepRows("x", [1, 2]), "3");
    refuses(() => short.keepRows("v", [1]), "v");
    refuses(() => short.takeRows(0, 2), "2");
    refuses(() => short.setRows("x", [1, 2, 3], [0, 0], 0, 2), "2");
    short.dispose();
  });

  test("takeRows takes rows as they lie before an order is set, whatever is set before and after", async () => {
    const engine = await load();
    const batch = (n: number): Graph => {
      const inputs = { x: op.input("x", [n, 3], "float64"), y: op.input("y", [n], "int32") };
      const outputs = { x: inputs.x, less: op.negate(inputs.x), hot: op.oneHot(inputs.y, 3, "float64") };
      return { inputs, state: {}, outputs, updates: {} };
    };
    const main = engine.compile(batch(2));
    const short = engine.compile(batch(1), { shareStateWith: main });
    const rows = Float64Array.from({ length: 12 }, (_, i) => i + 1);
    main.keepRows("x", rows);
    main.keepRows("y", [2, 1, 0, 2]);
    const holds = async (program: Program, x: number[], y: number[]) => {
      await program.run();
      close(program.get("x"), x, 0);
      close(
        program.get("less"),
        x.map((number) => -number),
        0,
      );
      close(
        program.get("hot"),
        y.flatMap((label) => [0, 1, 2].map((k) => (k === label ? 1 : 0))),
        0,
      );
    };
    main.takeRows(0, 2);
    await holds(main, [1, 2, 3, 4, 5, 6], [2, 1]);
    main.takeRows(2, 2);
    await holds(main, [7, 8, 9, 10, 11, 12], [0, 2]);
    main.takeRows(1, 1); // the second row stays
    await holds(main, [4, 5, 6, 10, 11, 12], [1, 2]);
    main.takeRows(2, 2);
    main.setRows("x", [-1, -2, -3], [0], 0, 1);
    await holds(main, [-1, -2, -3, 10, 11, 12], [0, 2]);
    main.takeRows(1, 2);
    main.set("y", [0, 1]);
    await holds(main, [4, 5, 6, 7, 8, 9], [0, 1]);
    short.takeRows(3, 1);
    main.takeRows(2, 2);
    short.keepRows("x", [7, 7, 7]); // inputs hold what they held
    const other = engine.compile(batch(4)); // takes the memory that was given back
    other.set(
      "x",
      rows.map(() => -5),
    );
    await holds(main, [7, 8, 9, 10, 11, 12], [0, 2]);
    await holds(short, [10, 11, 12], [2]);
    short.takeRows(0, 1);
    await holds(short, [7, 7, 7], [2]);
    main.keepRows("x", rows);
    main.takeRows(0, 2);
    main.orderRows([1, 3, 0]);
    main.takeRows(1, 1); // the second row stays
    await holds(main, [10, 11, 12, 4, 5, 6], [2, 1]);
    main.takeRows(1, 2);
    await holds(main, [10, 11, 12, 1, 2, 3], [2, 2]);
    refuses(() => short.takeRows(0, 2), "2");
    for (const program of [main, short, other]) program.dispose();
  });

  test("programs that share state work on the same numbers", async () => {
    const engine = await load();
    const { program, graph } = await scaled(engine);
    const s = op.input("factor", [], "float64");
    const doubling = engine.compile(
      { inputs: {}, state: { factor: s }, outputs: {}, updates: { factor: op.multiply(s, 2) } },
      { shareStateWith: program },
    );
    program.set("factor", [1.5]);
    await doubling.run();
    equals(program.getScalar("factor"), 3);
    program.set("x", new Array(size(graph.inputs.x!.shape)).fill(1));
    await program.run();
    close(program.get("y"), [3, 3, 3, 3, 3, 3], 0);
    doubling.dispose();
    await program.run();
    close(program.get("y"), [3, 3, 3, 3, 3, 3], 0);
    program.dispose();
  });

  test("a wrong count of numbers and an unknown name are refused in one line", async () => {
    const { program } = await scaled(await load());
    refuses(() => program.set("x", [1, 2]), "6");
    refuses(() => program.set("z", [1]), "z");
    program.dispose();
  });

  for (const dtype of ["float64", "float32"] as const) {
    test(`a network of odd sizes: its gradient is the slope of its loss (${dtype})`, async () => {
      await checkNetwork(await load(), dtype);
    });
  }
}

async function check(engine: Engine, { of, inputs, answer }: Case, dtype: FloatDtype): Promise<void> {
  const values = inputs.map(([shape, , labels], i) => op.input(`x${i}`, shape, labels ?? dtype));
  const y = of(values, dtype);
  const program = engine.compile(graphOf(Object.fromEntries(values.map((v, i) => [`x${i}`, v])), { y }));
  inputs.forEach(([, numbers], i) => {
    program.set(`x${i}`, numbers);
  });
  await program.run();
  close(program.get("y"), answer, dtype === "float64" ? 1e-14 : 1e-6);
  program.dispose();
}

/** y = factor · x, with x (2, 3) fed and factor kept. */
async function scaled(engine: Engine): Promise<{ program: Program; graph: Graph }> {
  const x = op.input("x", [2, 3], "float64");
  const factor = op.input("factor", [], "float64");
  const graph = { inputs: { x }, state: { factor }, outputs: { y: op.multiply(x, factor) }, updates: {} };
  return { program: engine.compile(graph), graph };
}

/** 7 rows, 5 features, 3 classes: no size is a whole number of vectors. */
async function checkNetwork(engine: Engine, dtype: FloatDtype): Promise<void> {
  const x = op.input("x", [7, 5], dtype);
  const y = op.input("y", [7], "int32");
  const W = op.input("W", [5, 3], dtype);
  const b = op.input("b", [1, 3], dtype);
  const logs = op.logSoftmax(op.tanh(op.add(op.matmul(x, W), b)));
  const loss = op.negate(op.sum(op.multiply(op.oneHot(y, 3, dtype), logs)));
  const [dW, db] = gradient(loss, [W, b]);
  const program = engine.compile({
    inputs: { x, y },
    state: { W, b },
    outputs: { loss, dW: dW!, db: db! },
    updates: {},
  });
  const pattern = (n: number) => Array.from({ length: n }, (_, i) => Math.sin(1 + 3 * i));
  program.set("x", pattern(35));
  program.set("y", [0, 1, 2, 1, 0, 2, 2]);
  const step = dtype === "float64" ? 1e-5 : 1e-2;
  const lossAt = async (W0: number, b0: number) => {
    program.set(
      "W",
      pattern(15).map((w, i) => (i === 4 ? w + W0 : w)),
    );
    program.set("b", [0.1, -0.2 + b0, 0.3]);
    await program.run();
    return program.getScalar("loss");
  };
  const slopeW = ((await lossAt(step, 0)) - (await lossAt(-step, 0))) / (2 * step);
  const slopeB = ((await lossAt(0, step)) - (await lossAt(0, -step))) / (2 * step);
  await lossAt(0, 0);
  const tolerance = dtype === "float64" ? 1e-8 : 1e-3;
  close([program.get("dW")[4]!], [slopeW], tolerance);
  close([program.get("db")[1]!], [slopeB], tolerance);
  program.dispose();
}

function graphOf(inputs: Record<string, Value<"input">>, outputs: Record<string, Value>): Graph {
  return { inputs, state: {}, outputs, updates: {} };
}

/** Relative to 1 or to the number, whichever is larger; NaN is near NaN alone. */
function close(found: ArrayLike<number>, wanted: readonly number[], tolerance: number): void {
  if (found.length !== wanted.length)
    throw new Error(`found ${found.length} numbers, wanted ${wanted.length}`);
  wanted.forEach((w, i) => {
    const f = found[i]!;
    const near = Object.is(f, w) || f === w || Math.abs(f - w) <= tolerance * Math.max(1, Math.abs(w));
    if (!near) throw new Error(`number ${i}: found ${f}, wanted ${w} (within ${tolerance})`);
  });
}

function equals(found: number, wanted: number): void {
  close([found], [wanted], 0);
}

function refuses(act: () => void, word: string): void {
  let message: string | undefined;
  try {
    act();
  } catch (error) {
    message =
      error instanceof Error && error.name === "UserError" ? error.message : `not a UserError: ${error}`;
  }
  if (message === undefined) throw new Error("was not refused");
  if (!message.includes(word) || message.includes("\n") || message.startsWith("not a UserError")) {
    throw new Error(`the refusal should name ${word} in one line: ${message}`);
  }
}
