import type { Index } from "../cells.ts";
import type { Operation } from "../formula.ts";

/** A number, and where it comes from: as it stands, from the cell of a value, or computed from other numbers. */
export type Term = NumberTerm | CellTerm | CallTerm;

export interface NumberTerm {
  readonly number: number;
}

/** One cell of a value: `dense1'[0,3]`. */
export interface CellTerm {
  readonly name: string;
  readonly index: Index;
  readonly number: number;
  /** How that cell was made in turn, where the explanation goes so deep and the cell is not given. */
  readonly made?: Term | undefined;
}

/** A function of numbers; a sum begins with 0 and adds from left to right. */
export interface CallTerm {
  readonly op: Operation;
  readonly of: readonly Term[];
  readonly number: number;
  /** A short name, where the part stands at several places: m. */
  readonly as?: string | undefined;
  /** The number is rounded to float32, since it is the cell of a value. */
  readonly rounded?: boolean | undefined;
}

/** `dense1'[0,3]`; a scalar by its name alone. */
export const cellName = (name: string, index: Index): string =>
  index.length === 0 ? name : `${name}[${index}]`;

interface Written {
  readonly text: string;
  /** How tightly it holds together: 0 a sum, 1 a product, 2 all else. */
  readonly holds: number;
}

/** How each function of numbers is written. */
const written: { readonly [P in Operation]: (...of: Written[]) => Written } = {
  negate: (x) => ({ text: `−${within(x, 1)}`, holds: 0 }),
  exp: applied("exp"),
  log: applied("log"),
  sqrt: applied("√"),
  tanh: applied("tanh"),
  erf: applied("erf"),
  sin: applied("sin"),
  cos: applied("cos"),
  abs: (x) => atom(`|${x.text}|`),
  floor: (x) => atom(`⌊${x.text}⌋`),
  toInteger: applied("integer"),
  add: (a, b) => ({ text: `${a.text} + ${behind(b)}`, holds: 0 }),
  subtract: (a, b) => ({ text: `${a.text} − ${behind(b)}`, holds: 0 }),
  multiply: (a, b) => ({
    text: `${within(a, a.holds === negative ? negative : 1)} · ${within(b, 2)}`,
    holds: 1,
  }),
  divide: (a, b) => ({
    text: `${within(a, a.holds === negative ? negative : 1)} / ${within(b, 2)}`,
    holds: 1,
  }),
  pow: (a, b) => ({ text: `${within(a, 2)}^${within(b, 2)}`, holds: 1.5 }),
  maximum: applied("max"),
  greater: (a, b) => atom(`1[${a.text} > ${b.text}]`),
  equal: (a, b) => atom(`1[${a.text} = ${b.text}]`),
  where: (condition, a, b) => {
    const [, comparison = within(condition, 1)] = /^1\[(.*)\]$/.exec(condition.text) ?? [];
    return { text: `${comparison} ? ${a.text} : ${b.text}`, holds: -1 };
  },
  sum: (...of) =>
    of.length === 1
      ? of[0]
      : { text: of.map((x, i) => (i === 0 ? x.text : behind(x))).join(" + "), holds: 0 },
  largest: applied("max"),
  firstLargest: applied("argmax"),
  largestOfWindow: applied("argmax"),
  whereLargest: (...of) => {
    const [by, x] = [of.slice(0, of.length / 2), of.slice(of.length / 2)];
    const texts = (some: readonly Written[]) => some.map(({ text }) => text).join(", ");
    return atom(texts(by) === texts(x) ? `max(${texts(x)})` : `(${texts(x)})[argmax(${texts(by)})]`);
  },
  draw: (key, seed, element) => atom(`uniform(${seed.text}, ${key.text}, ${element.text})`),
};

/** A term as text: what `textOf` gives no text is written out by its parts. Negative numbers stand in parentheses. */
export function termText(term: Term, textOf: (part: Term) => string | undefined): string {
  const walk = (part: Term): Written => {
    const text = textOf(part);
    if (text !== undefined) return text.startsWith("-") ? { text, holds: negative } : atom(text);
    return "op" in part ? written[part.op](...part.of.map(walk)) : atom(String(part.number));
  };
  return walk(term).text;
}

/** A negative number needs parentheses behind an operator, but not in front of one. */
const negative = 0.5;

const atom = (text: string): Written => ({ text, holds: 2 });

const within = ({ text, holds }: Written, wanted: number) => (holds < wanted ? `(${text})` : text);

/** What stands behind + or −: a sum of its own, or what begins with a sign, gets parentheses. */
const behind = (x: Written) => (x.text.startsWith("-") ? `(${x.text})` : within(x, 1));

function applied(name: string) {
  return (...of: Written[]): Written => atom(`${name}(${of.map(({ text }) => text).join(", ")})`);
}
