import { UserError } from "../../errors.ts";
import { formulaOf, type Index, indexOf, placeOf } from "../cells.ts";
import { type Call, compute, type Formula } from "../formula.ts";
import { showShape } from "../shapes.ts";
import type { Value } from "../value.ts";
import { explanationText } from "./explanationText.ts";
import type { InspectedValue, Inspection } from "./inspection.ts";
import { isLiteral } from "./names.ts";
import { type CallTerm, type CellTerm, cellName, type Term } from "./terms.ts";

/** How one cell was made: plain data that prints itself. */
export class Explanation {
  readonly name: string;
  readonly index: Index;
  /** What the term gives, which is the cell's number to the last bit. */
  readonly number: number;
  /** Undefined where the cell is given. */
  readonly term: Term | undefined;

  constructor(name: string, index: Index, number: number, term: Term | undefined) {
    this.name = name;
    this.index = index;
    this.number = number;
    this.term = term;
  }

  /** The cells that it is made of, each once, in the order in which the formula has them. */
  cells(): CellTerm[] {
    const found = new Map<string, CellTerm>();
    const walk = (term: Term): void => {
      if ("op" in term) term.of.forEach(walk);
      else if ("name" in term) found.set(cellName(term.name, term.index), term);
    };
    if (this.term !== undefined) walk(this.term);
    return [...found.values()];
  }

  /** Term by term, for a terminal of 80 columns; of a longer sum than `terms`, its first and last ones. */
  toString({ terms = 64 }: { terms?: number } = {}): string {
    return explanationText(this, terms);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/**
 * How a cell of an inspected value was made: the sum, term by term, that gives its number to the last bit.
 *
 * ```ts
 * const found = inspect((x: Value) => op.sum(op.multiply(x, x)), [Float64Array.of(3, 4)]);
 * String(explain(found, "x'", [1])); // "x'[1]\n  = multiply'[1] · x[1] + multiply'[1] · x[1]\n  = 1 · 4 + 1 · 4\n  = 8"
 * ```
 *
 * Copies and steps on the way are looked through to the values that have names of their own. With `depth` 2, the cells
 * that it is made of are explained as well, and so on.
 *
 * Throws a UserError where there is no such value or cell
 */
export function explain(
  inspection: Inspection,
  name: string,
  index: Index = [],
  { depth = 1 }: { depth?: number } = {},
): Explanation {
  const value = inspection.get(name);
  const { shape } = value;
  const fits =
    index.length === shape.length &&
    index.every((i, axis) => Number.isInteger(i) && i >= 0 && i < shape[axis]);
  if (!fits) {
    throw new UserError(
      `explain: ${value.name} has no cell [${index.join(", ")}]; its shape is ${showShape(shape)}, and indices count from 0`,
    );
  }
  if (!Number.isInteger(depth) || depth < 1)
    throw new UserError(`explain: depth must be a whole number of at least 1, found ${depth}`);
  const at = placeOf(index, shape);
  const term = new Explainer(inspection).made(value, at, depth, false);
  return new Explanation(value.name, index, term?.number ?? value.numbers[at], term);
}

class Explainer {
  readonly #inspection: Inspection;
  /** By cell and depth, so that a cell that is met again is the same object. */
  readonly #cells = new Map<string, CellTerm>();

  constructor(inspection: Inspection) {
    this.#inspection = inspection;
  }

  /** How a cell is made; undefined where it is given. Within a sum, sums of their own stay cells. */
  made(value: InspectedValue, at: number, depth: number, isInSum: boolean): Term | undefined {
    const node = value.value;
    const formula = this.#formula(node, at);
    if (formula === undefined) return undefined;
    const term = this.#term(formula, node, depth, isInSum);
    if (node.dtype !== "float32") return term;
    const number = Math.fround(term.number);
    return "op" in term ? { ...term, number, rounded: true } : { ...term, number };
  }

  #formula(node: Value, at: number): Formula | undefined {
    return formulaOf(node, indexOf(at, node.shape), (input, place) =>
      this.#number(node.inputs[input], place),
    );
  }

  #number(node: Value, at: number): number {
    return isLiteral(node) ? literal(node) : this.#inspection.of(node)!.numbers[at];
  }

  #term(formula: Formula, node: Value, depth: number, isInSum: boolean): Term {
    const shared = new Map<Formula, Term>();
    const walk = (part: Formula, inSum: boolean): Term => {
      if (typeof part === "number") return { number: part };
      if ("input" in part) return this.#cell(node.inputs[part.input], part.at, depth, inSum);
      const before = shared.get(part);
      if (before !== undefined) return before;
      const inner = inSum || isFold(part);
      const of = part.of.map((each) => walk(each, inner));
      const number = compute(
        part.op,
        of.map((each) => each.number),
      );
      const term: CallTerm = { op: part.op, of, number, as: part.as };
      if (part.as !== undefined) shared.set(part, term);
      return term;
    };
    return walk(formula, isInSum || hasParts(formula));
  }

  /** A cell that a formula reads: by its name, or what it is made of where it has none of its own. */
  #cell(node: Value, at: number, depth: number, isInSum: boolean): Term {
    if (isLiteral(node)) return { number: literal(node) };
    const value = this.#inspection.of(node)!;
    const formula = value.helper || !value.hasOwnName ? this.#formula(node, at) : undefined;
    const isThrough =
      formula !== undefined && (value.helper ? !isInSum || isPlain(formula) : !isCall(formula));
    if (isThrough) return this.made(value, at, depth, isInSum)!;
    const key = `${node.id} ${at} ${depth}`;
    const before = this.#cells.get(key);
    if (before !== undefined) return before;
    const made = depth > 1 ? this.made(value, at, depth - 1, false) : undefined;
    const cell: CellTerm = {
      name: value.name,
      index: indexOf(at, node.shape),
      number: value.numbers[at],
      made,
    };
    this.#cells.set(key, cell);
    return cell;
  }
}

/** The number of a scalar constant, as its dtype holds it. */
function literal({ dtype, attributes: { data } }: Value<"constant">): number {
  return dtype === "float32" ? Math.fround(data as number) : (data as number);
}

/** What takes many numbers together. */
const isFold = (formula: Formula): boolean =>
  isCall(formula) && (formula.op === "sum" || formula.of.length > 3);

/** Whether some part stands at several places, so that what is written into it would be written several times. */
const hasParts = (formula: Formula): boolean =>
  isCall(formula) && (formula.as !== undefined || formula.of.some(hasParts));

/** What a term of a sum may have written into it: a few numbers, and no parts that would need lines of their own. */
const isPlain = (formula: Formula): boolean =>
  !isCall(formula) || (!isFold(formula) && formula.as === undefined && formula.of.every(isPlain));

const isCall = (formula: Formula | undefined): formula is Call =>
  typeof formula === "object" && "op" in formula;
