import { type Column, Table } from "../../data/table.ts";
import { nearest, UserError } from "../../errors.ts";
import { mermaid } from "../print.ts";
import type { Dtype, Graph, OpName, Shape, Value } from "../value.ts";
import {
  type EngineNumbers,
  type Inspected,
  inspectionText,
  type Numbers,
  valueText,
} from "./inspectionText.ts";
import { isArrangement, type NamedValue, nameValues, type Phase } from "./names.ts";
import { formulaText } from "./notation.ts";
import { type Statistics, statisticsOf, unitsApart } from "./statistics.ts";

/** One value of a step with its numbers. */
export class InspectedValue implements Inspected {
  /** `dense1.weight`; its gradient is `dense1.weight'`, and what it becomes `dense1.weight+`. */
  readonly name: string;
  /** Other names of the same value. */
  readonly aliases: readonly string[];
  readonly phase: Phase;
  /** `dense1`, or `block2/dense1`. */
  readonly layer: string | undefined;
  /** False where it is called after what it is a step to: `dense1.matmul`. */
  readonly hasOwnName: boolean;
  /** Such a step that is used once, or a copy: it is written into the formula of what is made of it. */
  readonly helper: boolean;
  readonly op: OpName;
  /** The names of the values that it is made of; numbers in a formula are none. */
  readonly inputs: readonly string[];
  /** `x dense1.weight + dense1.bias`; empty where the value is given. */
  readonly formula: string;
  /** The same with the steps on the way by their names: `dense1.matmul + dense1.bias`. */
  readonly step: string;
  readonly shape: Shape;
  readonly dtype: Dtype;
  readonly numbers: Numbers;
  /** The name of ∂L/∂ of this value. */
  readonly gradient: string | undefined;
  readonly statistics: Statistics;
  readonly engine: EngineNumbers | undefined;
  /** The node of the graph. */
  readonly value: Value;
  readonly #inspection: Inspection;

  constructor(inspection: Inspection, named: NamedValue, found: Found) {
    const { value, name, aliases, phase, layer } = named;
    this.#inspection = inspection;
    this.name = name;
    this.aliases = aliases;
    this.phase = phase;
    this.layer = layer;
    this.hasOwnName = named.hasOwnName;
    this.helper = found.helper;
    this.op = value.op;
    this.inputs = found.inputs;
    this.formula = found.formula;
    this.step = found.step;
    this.shape = value.shape;
    this.dtype = value.dtype;
    this.numbers = found.numbers;
    this.gradient = found.gradient;
    this.statistics = statisticsOf(found.numbers);
    this.engine = found.engine;
    this.value = value;
  }

  /** Name, formula, statistics and numbers, and those of the gradient. */
  toString(): string {
    const gradient = this.gradient === undefined ? undefined : this.#inspection.get(this.gradient);
    return valueText(this, gradient);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** Plain data; numbers that JSON does not know are words: "NaN", "Infinity". */
  toJSON(): object {
    const { name, aliases, phase, layer, helper, op, inputs, formula, step, shape, dtype, gradient } = this;
    return {
      name,
      aliases,
      phase,
      layer,
      helper,
      op,
      inputs,
      formula,
      step,
      shape,
      dtype,
      gradient,
      statistics: this.statistics,
      numbers: plain(this.numbers),
      engine: this.engine && { ...this.engine, numbers: plain(this.engine.numbers) },
    };
  }
}

interface Found {
  readonly helper: boolean;
  readonly inputs: readonly string[];
  readonly formula: string;
  readonly step: string;
  readonly numbers: Numbers;
  readonly gradient: string | undefined;
  readonly engine: EngineNumbers | undefined;
}

/** What another engine computed, by value. */
export interface Beside {
  readonly engine: string;
  readonly numbers: ReadonlyMap<Value, Numbers>;
}

/**
 * Every value of a graph as it is written, in the order of its making, with its numbers: what `inspect` gives. It can be
 * walked through (`for (const value of inspection)`), asked by name, printed, and kept as plain data.
 */
export class Inspection implements Iterable<InspectedValue> {
  /** By name and by every other name. */
  readonly values: Readonly<Record<string, InspectedValue>>;
  readonly #graph: Graph;
  readonly #order: readonly InspectedValue[];
  readonly #byValue: ReadonlyMap<Value, InspectedValue>;

  constructor(graph: Graph, numbersOf: (value: Value) => Numbers, beside?: Beside) {
    const order = nameValues(graph);
    const byValue = new Map(order.map((named) => [named.value, named]));
    const text = formulas(order, byValue);
    this.#graph = graph;
    this.#order = order.map((named) => {
      const { value, gradient } = named;
      const numbers = numbersOf(value);
      return new InspectedValue(this, named, {
        helper: text.isWrittenIn(value),
        inputs: value.inputs.flatMap((input) => byValue.get(input)?.name ?? []),
        formula: text.whole(value),
        step: text.step(value),
        numbers,
        gradient: gradient && byValue.get(gradient)?.name,
        engine: beside && differing(numbers, beside, value),
      });
    });
    this.#byValue = new Map(this.#order.map((found) => [found.value, found]));
    this.values = Object.fromEntries(
      this.#order.flatMap((found) => [found.name, ...found.aliases].map((name) => [name, found])),
    );
  }

  [Symbol.iterator](): Iterator<InspectedValue> {
    return this.#order[Symbol.iterator]();
  }

  get length(): number {
    return this.#order.length;
  }

  /** The value of that name: `inspection.get("dense1.weight'")`. */
  get(name: string): InspectedValue {
    if (Object.hasOwn(this.values, name)) return this.values[name];
    const known = Object.keys(this.values);
    const offer = nearest(String(name), known);
    const some = this.#order.filter(({ helper }) => !helper).map((found) => found.name);
    throw new UserError(
      `inspection: there is no value "${name}"${offer === undefined ? "" : `; did you mean "${offer}"?`}; there are ${some.join(", ")}`,
    );
  }

  /** What was found of a node of the graph. */
  of(value: Value): InspectedValue | undefined {
    return this.#byValue.get(value);
  }

  /** A table of all values for a terminal of 80 columns; with `steps`, the steps on the way too. */
  toString({ steps = false }: { steps?: boolean } = {}): string {
    return inspectionText(this, steps);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  toJSON(): object {
    return { values: this.#order.map((found) => found.toJSON()) };
  }

  /** A row a value, with what the columns of a spreadsheet take: `writeTable("step.csv", inspection.toTable())`. */
  toTable(): Table {
    const text = (of: (found: InspectedValue) => string): Column => ({
      kind: "text",
      values: this.#order.map(of),
    });
    const number = (of: (found: InspectedValue) => number): Column => ({
      kind: "number",
      values: Float64Array.from(this.#order, of),
    });
    const columns = new Map<string, Column>([
      ["name", text(({ name }) => name)],
      ["phase", text(({ phase }) => phase)],
      ["layer", text(({ layer = "" }) => layer)],
      ["op", text(({ op }) => op)],
      ["formula", text(({ formula }) => formula)],
      ["shape", text(({ shape }) => shape.join(" × "))],
      ["dtype", text(({ dtype }) => dtype)],
      ["gradient", text(({ gradient = "" }) => gradient)],
      ...(["min", "max", "mean", "std", "zeros", "notFinite"] as const).map(
        (name) => [name, number(({ statistics }) => statistics[name])] as const,
      ),
    ]);
    return new Table(columns, [{ file: "inspection", rows: this.length }]);
  }

  /** A Mermaid flowchart with the numbers in its boxes: all of a small value, the range and mean of a large one. */
  mermaid(): string {
    const losses = this.#order.filter(({ phase }) => phase === "forward").map(({ value }) => value);
    return mermaid(this.#graph, {
      beside: losses,
      label: (value) => {
        const found = this.of(value);
        return found && [found.name, ...(found.formula === "" ? [] : [found.step]), ...numbersInBox(found)];
      },
    });
  }
}

/** The formula of a value with the steps on the way written in, and with them by name. */
function formulas(order: readonly NamedValue[], byValue: ReadonlyMap<Value, NamedValue>) {
  const uses = new Map<Value, number>();
  for (const { value } of order)
    for (const input of value.inputs) uses.set(input, (uses.get(input) ?? 0) + 1);
  const name = (value: Value) => byValue.get(value)?.name;
  // What is used twice would hide that it is one value, so it stays a name; a copy is told by its source.
  const isWrittenIn = (value: Value) => {
    const isStep = byValue.get(value)?.hasOwnName === false && value.inputs.length > 0;
    return isStep && ((uses.get(value) ?? 0) < 2 || isArrangement(value));
  };
  const isGiven = ({ op }: Value) => op === "input" || op === "constant";
  const text = (y: Value, isOpen: (value: Value) => boolean) =>
    isGiven(y) ? "" : formulaText(y, (value) => (value === y || isOpen(value) ? undefined : name(value)));
  return {
    isWrittenIn,
    whole: (y: Value) => text(y, isWrittenIn),
    step: (y: Value) => text(y, () => false),
  };
}

function differing(numbers: Numbers, beside: Beside, value: Value): EngineNumbers | undefined {
  const others = beside.numbers.get(value);
  if (others === undefined) return undefined;
  const cells: number[] = [];
  let units = 0;
  for (let at = 0; at < numbers.length; at++) {
    if (Object.is(numbers[at], others[at])) continue;
    cells.push(at);
    units = Math.max(units, unitsApart(numbers[at], others[at], value.dtype));
  }
  return cells.length === 0 ? undefined : { engine: beside.engine, numbers: others, cells, units };
}

const plain = (numbers: Numbers) => Array.from(numbers, (x) => (Number.isFinite(x) ? x : String(x)));

function numbersInBox({ numbers, statistics: { min, max, mean } }: InspectedValue): string[] {
  const short = (x: number) => String(Number(x.toPrecision(4)));
  if (numbers.length <= 6) return [Array.from(numbers, short).join(", ")];
  return [`${short(min)} … ${short(max)}, mean ${short(mean)}`];
}
