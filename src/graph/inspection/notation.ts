import type { OpName, Shape, Value } from "../value.ts";
import { isOp } from "../value.ts";
import { isLiteral } from "./names.ts";

/**
 * A formula as text, and how tightly it holds together: what is looser than its place asks for gets parentheses.
 * 0 a sum, 0.5 a Σ, 1 a product, 2 a product of matrices, 3 all else.
 */
interface Term {
  readonly text: string;
  readonly holds: number;
}

type Notation<P extends OpName> = (y: Value<P>, ...inputs: Term[]) => Term;

/**
 * How each op is written. Matrices side by side are their product; ⊙ is the product element by element, · that with a
 * number; Aᵀ is A transposed, or each matrix of a batch; Σ sums everything, Σ[0] over axis 0; 1[…] is 1 where it is so and 0 elsewhere; σ is the
 * sigmoid.
 */
const notations: { readonly [P in OpName]: Notation<P> } = {
  input: ({ attributes }) => atom(attributes.name),
  constant: ({ attributes: { data } }) => (typeof data === "number" ? literal(data) : atom("constant")),
  uniform: applied("uniform"),

  negate: (_, x) => ({ text: `−${within(x, 0.5)}`, holds: 0 }),
  exp: applied("exp"),
  log: applied("log"),
  sqrt: applied("√"),
  tanh: applied("tanh"),
  sigmoid: applied("σ"),
  erf: applied("erf"),
  sin: applied("sin"),
  cos: applied("cos"),
  abs: (_, x) => atom(`|${x.text}|`),
  floor: (_, x) => atom(`⌊${x.text}⌋`),
  stopGradient: applied("stopGradient"),
  cast: ({ dtype }, x) => atom(`${dtype}(${x.text})`),

  add: (_, a, b) => ({ text: `${a.text} + ${within(b, b.text.startsWith("−") ? 1 : 0)}`, holds: 0 }),
  subtract: (_, a, b) => ({ text: `${a.text} − ${within(b, 1)}`, holds: 0 }),
  multiply: ({ inputs }, a, b) => {
    const isByNumber = inputs.some(({ shape }) => shape.length === 0) || isNumber(a) || isNumber(b);
    const sign = isByNumber ? "·" : "⊙";
    return { text: `${within(a, 1)} ${sign} ${within(b, 1)}`, holds: 1 };
  },
  divide: (_, a, b) => ({ text: `${within(a, 1)} / ${within(b, 2)}`, holds: 1 }),
  pow: (_, a, b) => ({ text: `${within(a, 3)}^${within(b, 3)}`, holds: 2.5 }),
  maximum: applied("max"),
  greater: (_, a, b) => atom(`1[${a.text} > ${b.text}]`),
  equal: (_, a, b) => atom(`1[${a.text} = ${b.text}]`),
  where: applied("where"),

  sum: (y, x) => ({ text: `Σ${over(y)} ${within(x, 1)}`, holds: 0.5 }),
  max: (y, x) => atom(`max${over(y)}(${x.text})`),

  customGradient: (_, y) => atom(`customGradient(${y.text})`),

  reshape: applied("reshape"),
  transpose: (y, x) => {
    const { axes } = y.attributes;
    const [next, last] = axes.slice(-2);
    const isPlain =
      next === axes.length - 1 && axes.slice(0, -2).every((axis, i) => axis === i) && last === next - 1;
    return atom(isPlain ? `${within(x, 3)}ᵀ` : `transpose[${axes}](${x.text})`);
  },
  broadcast: applied("broadcast"),
  slice: ({ attributes: { start, end } }, x) =>
    atom(`${within(x, 3)}[${start.map((from, i) => `${from}:${end[i]}`).join(", ")}]`),
  pad: applied("pad"),
  concatenate: ({ attributes: { axis } }, ...inputs) => atom(`concatenate[${axis}](${listed(inputs)})`),

  // the rows of a table by their indices
  gather: (_, table, indices) => atom(`${within(table, 3)}[${indices.text}]`),
  scatterAdd: applied("scatterAdd"),

  matmul: (_, a, b) => ({ text: `${within(a, 2)} ${within(b, 3)}`, holds: 2 }),

  im2col: applied("im2col"),
  col2im: applied("col2im"),
  maxPool: ({ inputs: [x, by] }, ...terms) => atom(`maxPool(${x === by ? terms[0].text : listed(terms)})`),
  maxUnpool: applied("maxUnpool"),

  cumsum: ({ attributes: { axis } }, x) => atom(`cumsum[${axis}](${x.text})`),
  sortBy: ({ inputs: [x, by] }, ...terms) => atom(`sort(${x === by ? terms[0].text : listed(terms)})`),
  unsortBy: applied("unsort"),

  softmax: applied("softmax"),
  logSoftmax: applied("logSoftmax"),
  logSumExp: applied("logSumExp"),
  argMax: applied("argMax"),
  oneHot: applied("oneHot"),
};

/**
 * How a value is made of others, such as `x dense1.weight + dense1.bias`. Inputs stand by the name that `nameOf` gives
 * them; where it gives none, by their own formula.
 */
export function formulaText(y: Value, nameOf: (value: Value) => string | undefined): string {
  const term = (value: Value, parent: Value): Term => {
    const name = nameOf(value);
    if (name !== undefined) return atom(name);
    if (isStretching(parent) && isStretched(value)) return term(value.inputs[0], parent);
    if (isOfRows(value)) return term(value.inputs[0], parent);
    return written(value);
  };
  const written = (value: Value): Term => {
    if (isOp(value, "broadcast") || isOp(value, "reshape")) {
      const [inner] = value.inputs;
      const isNumber = nameOf(inner) === undefined && isNumberText(inner, nameOf);
      if (isNumber) return term(inner, value);
    }
    return notate(
      value,
      value.inputs.map((input) => term(input, value)),
    );
  };
  return written(y).text;
}

function notate<P extends OpName>(y: Value<P>, terms: Term[]): Term {
  return notations[y.op](y, ...terms);
}

/** Ops that stretch their inputs by themselves, so that a stretched copy need not be written. */
const isStretching = ({ op }: Value) => stretching.has(op);

const stretching: ReadonlySet<OpName> = new Set([
  "add",
  "subtract",
  "multiply",
  "divide",
  "pow",
  "maximum",
  "greater",
  "equal",
  "where",
]);

/** A stretched copy, or one with 1s put in front. */
function isStretched(value: Value): boolean {
  if (isOp(value, "broadcast")) return true;
  return isOp(value, "reshape") && onlyLeadingOnes(value.inputs[0].shape, value.shape);
}

/** Rows are rows, however many axes they stand along: as a factor of a product, (2, 3, 4) is what (6, 4) is. */
const isOfRows = (value: Value): boolean =>
  isOp(value, "reshape") && value.shape.length > 1 && value.shape.at(-1) === value.inputs[0].shape.at(-1);

function onlyLeadingOnes(from: Shape, to: Shape): boolean {
  const added = to.length - from.length;
  return added >= 0 && to.every((length, i) => length === (i < added ? 1 : from[i - added]));
}

/** A literal, or copies of one, stay a number in whatever shape. */
function isNumberText(value: Value, nameOf: (value: Value) => string | undefined): boolean {
  if (isLiteral(value)) return true;
  const isStep = isOp(value, "broadcast") || isOp(value, "reshape") || isOp(value, "negate");
  return isStep && nameOf(value) === undefined && isNumberText(value.inputs[0], nameOf);
}

const atom = (text: string): Term => ({ text, holds: 3 });

const isNumber = ({ text }: Term) => /^−?-?[\d.]+(e[+-]?\d+)?$/.test(text);

/** At most six digits: 1 − 0.9 is 0.1, though a float64 holds 0.09999999999999998. */
function literal(x: number): Term {
  const text = String(Number(x.toPrecision(6)));
  return { text, holds: text.startsWith("-") ? 0 : 3 };
}

const within = ({ text, holds }: Term, wanted: number) => (holds < wanted ? `(${text})` : text);

const listed = (terms: readonly Term[]) => terms.map(({ text }) => text).join(", ");

function applied(name: string): Notation<OpName> {
  return (_, ...inputs) => atom(`${name}(${listed(inputs)})`);
}

/** `[0]`, or nothing where all axes are folded. */
const over = ({ attributes: { axes }, inputs: [x] }: Value<"sum" | "max">) =>
  axes.length === x.shape.length ? "" : `[${axes}]`;
