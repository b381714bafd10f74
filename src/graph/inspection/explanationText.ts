import { append } from "../../data/numbers/lists.ts";
import { folded } from "./inspectionText.ts";
import { type CallTerm, type CellTerm, cellName, type Term, termText } from "./terms.ts";

/** What is printed: a cell, its number, and how it was made. */
export interface Explained {
  readonly name: string;
  readonly index: readonly number[];
  readonly number: number;
  readonly term: Term | undefined;
}

const columns = 80;
/** A longer sum within a formula gets a name, and lines of its own. */
const inLine = 4;

/** The cell, then every cell below it that is explained in turn, each once. */
export function explanationText(explained: Explained, terms: number): string {
  const blocks = [cellLines(explained, terms)];
  const waiting = explained.term === undefined ? [] : explainedCells(explained.term);
  const done = new Set<string>();
  for (const { name, index, number, made } of waiting) {
    const cell = cellName(name, index);
    if (done.has(cell)) continue;
    done.add(cell);
    blocks.push(cellLines({ name, index, number, term: made }, terms));
    append(waiting, explainedCells(made!));
  }
  return blocks.map((lines) => lines.join("\n")).join("\n\n");
}

/** The cells of a term that are explained in turn. */
function explainedCells(term: Term): CellTerm[] {
  if ("op" in term) return term.of.flatMap(explainedCells);
  return "made" in term && term.made !== undefined ? [term] : [];
}

function cellLines({ name, index, number, term }: Explained, terms: number): string[] {
  const cell = cellName(name, index);
  if (term === undefined) return [`${cell} is given`, `  = ${number}`];
  const parts = namedParts(term);
  const lines = (part: Term, indent: string) => [
    ...made(part, (other) => (other === part ? undefined : parts.get(other)), indent, terms),
    `${indent}= ${part.number}${"op" in part && part.rounded ? ", rounded to float32" : ""}`,
  ];
  return [
    cell,
    ...lines(term, "  "),
    ...[...parts].flatMap(([part, as]) => [`  where ${as}`, ...lines(part, "    ")]),
  ];
}

type NameOf = (term: Term) => string | undefined;

/** How a number is made: a long sum as a list of its terms, all else as a formula with names, then with numbers. */
function made(term: Term, nameOf: NameOf, indent: string, limit: number): string[] {
  const list = summands(term);
  if (list.length > 2) return listed(list, nameOf, indent, limit);
  const names = inNames(term, nameOf);
  const numbers = termText(term, (part) => (isWhole(part, nameOf) ? short(part.number) : undefined));
  const isCalculation = "op" in term && numbers !== short(term.number);
  return [...folded(`= ${names}`, indent), ...(isCalculation ? folded(`= ${numbers}`, indent) : [])];
}

interface Summand {
  readonly sign: "+" | "−";
  readonly term: Term;
}

/** The terms of a sum from left to right: of a + b + c, which is (a + b) + c, three. */
function summands(term: Term): Summand[] {
  if (!("op" in term)) return [{ sign: "+", term }];
  if (term.op === "sum") return term.of.map((each) => ({ sign: "+", term: each }));
  if (term.op !== "add" && term.op !== "subtract") return [{ sign: "+", term }];
  const [a, b] = term.of;
  // What was rounded in between is one number of the sum.
  const before: Summand[] = "op" in a && a.rounded ? [{ sign: "+", term: a }] : summands(a);
  return [...before, { sign: term.op === "add" ? "+" : "−", term: b }];
}

/** A line for each term: by its names, with its numbers, and what it comes to. */
function listed(list: readonly Summand[], nameOf: NameOf, indent: string, limit: number): string[] {
  const first = list.length <= limit ? list.length : Math.ceil(limit / 2);
  const shown =
    list.length <= limit ? list : [...list.slice(0, first), ...list.slice(list.length - (limit - first))];
  const factors = shown
    .flatMap(({ term }) => ("op" in term ? term.of : []))
    .map((part) => short(part.number).length);
  const wide = widest(factors);
  const texts = shown.map(({ sign, term }) => ({
    sign,
    name: inNames(term, nameOf),
    numbers: isWhole(term, nameOf) ? "" : inNumbers(term, nameOf, wide),
    result: short(term.number),
  }));
  const [names, numbers, results] = [
    widest(texts.map(({ name }) => name.length)),
    widest(texts.map((text) => text.numbers.length)),
    widest(texts.map(({ result }) => result.length)),
  ];
  const isWide = indent.length + 2 + names + 2 + numbers + 3 + results > columns;
  const lines = texts.map(({ sign, name, numbers: own, result }, i) => {
    const mark = i === 0 ? (sign === "+" ? " " : "−") : sign;
    const calculation = numbers === 0 ? "" : `${own.padEnd(numbers)} `;
    if (!isWide)
      return [`${indent}${mark} ${name.padEnd(names)}  ${calculation}= ${result.padStart(results)}`];
    return [
      ...folded(`${mark} ${name}`, indent),
      ...folded(`${own} = ${result}`.trimStart(), `${indent}    `),
    ];
  });
  const left = list.length - shown.length;
  const gap = left === 0 ? [] : [`${indent}  … ${left} more terms …`];
  return [...lines.slice(0, first).flat(), ...gap, ...lines.slice(first).flat()];
}

/** Whether a part is one number for the reader: a cell, a number, or what has a name and lines of its own. */
const isWhole = (part: Term, nameOf: NameOf) => !("op" in part) || nameOf(part) !== undefined;

function inNames(term: Term, nameOf: NameOf): string {
  return termText(term, (part) => {
    if ("op" in part) return nameOf(part);
    return "name" in part ? cellName(part.name, part.index) : short(part.number);
  });
}

/** A term with its numbers put in; those of a plain product stand below each other. */
function inNumbers(term: Term, nameOf: NameOf, width: number): string {
  if ("op" in term && term.op === "multiply" && term.of.every((part) => isWhole(part, nameOf)))
    return term.of.map((part) => short(part.number).padStart(width)).join(" · ");
  return termText(term, (part) => (isWhole(part, nameOf) ? short(part.number) : undefined));
}

/** The parts of a term that get a name: those that stand at several places, and long sums within. */
function namedParts(term: Term): Map<Term, string> {
  const parts = new Map<Term, string>();
  const taken = new Set<string>();
  const visit = (part: Term, isRoot: boolean): void => {
    if (!("op" in part) || parts.has(part)) return;
    const isLong = part.op === "sum" && part.of.length > inLine;
    if (!isRoot && (part.as !== undefined || isLong)) {
      const name = unique(part.as ?? "s", taken);
      parts.set(part, name);
      visitAll(part);
    } else visitAll(part);
  };
  const visitAll = (part: CallTerm): void => {
    for (const { term: each } of summandsOrParts(part)) visit(each, false);
  };
  visit(term, true);
  return parts;
}

/** What is printed on its own: the terms of a sum, else the parts of the call. */
function summandsOrParts(call: CallTerm): { readonly term: Term }[] {
  const list = summands(call);
  return list.length > 2 ? list : call.of.map((term) => ({ term }));
}

function unique(name: string, taken: Set<string>): string {
  let found = name;
  for (let n = 2; taken.has(found); n++) found = `${name}${n}`;
  taken.add(found);
  return found;
}

const widest = (lengths: readonly number[]) => lengths.reduce((most, length) => Math.max(most, length), 0);

/** Five digits. */
function short(x: number): string {
  const size = Math.abs(x);
  if (!Number.isFinite(x) || x === 0) return Object.is(x, -0) ? "-0" : String(x);
  if (size < 1e-4 || size >= 1e9) return x.toExponential(4).replace(/\.?0+e/, "e");
  return String(Number(x.toPrecision(5)));
}
