import { append } from "../../data/numbers/lists.ts";
import { arrayText } from "../../data/numpy/arrayText.ts";
import { showShape } from "../shapes.ts";
import type { Dtype, Shape } from "../value.ts";
import type { Phase } from "./names.ts";
import type { Statistics } from "./statistics.ts";

/** The numbers of a value, row-major. */
export type Numbers = Float64Array | Float32Array | Int32Array;

/** What another engine made of a value, where its bits are not the reference engine's. */
export interface EngineNumbers {
  readonly engine: string;
  readonly numbers: Numbers;
  /** The row-major places of the cells that differ. */
  readonly cells: readonly number[];
  /** By how many steps from one float to the next they differ at most. */
  readonly units: number;
}

/** What is known of a value, and printed; `InspectedValue` says what each is. */
export interface Inspected {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly phase: Phase;
  readonly layer: string | undefined;
  readonly helper: boolean;
  readonly inputs: readonly string[];
  readonly formula: string;
  readonly step: string;
  readonly shape: Shape;
  readonly dtype: Dtype;
  readonly numbers: Numbers;
  readonly statistics: Statistics;
  readonly engine: EngineNumbers | undefined;
}

/** The columns of a terminal. */
const columns = 80;
/** Values of so many numbers are shown whole among the others. */
const few = 24;

const titles: { readonly [P in Phase]: string } = {
  input: "inputs",
  state: "state",
  forward: "forward",
  backward: "backward: x' is how the loss changes with x",
  update: "update: x+ is what x becomes",
};

/** All values as a table with their statistics, each with its formula; small ones with their numbers. */
export function inspectionText(values: Iterable<Inspected>, steps: boolean): string {
  const all = [...values];
  const shown = all.filter(({ helper }) => steps || !helper);
  const names = shown.map(({ name }) => name.length);
  const width = Math.min(
    26,
    names.reduce((most, length) => Math.max(most, length), 12),
  );
  const lines = [row("", "shape", ["min", "max", "mean", "std"], width)];
  let phase: Phase | undefined;
  for (const value of shown) {
    if (value.phase !== phase) lines.push("", titles[value.phase]);
    phase = value.phase;
    append(lines, valueLines(value, width, steps));
  }
  const hidden = all.length - shown.length;
  if (hidden > 0) {
    const example = all.find(({ helper }) => helper)!.name;
    const rest = `${hidden} steps on the way, such as ${example}, are written into these formulas;`;
    lines.push("");
    append(lines, folded(`${rest} toString({ steps: true }) shows each.`, ""));
  }
  return lines.join("\n");
}

function valueLines(value: Inspected, width: number, steps: boolean): string[] {
  const { name, shape, numbers, statistics, formula, step } = value;
  const { min, max, mean, std } = statistics;
  const all = value.dtype === "int32" ? [min, max] : [min, max, mean, std];
  const figures = numbers.length === 1 ? [figure(numbers[0])] : all.map(figure);
  const isShown = numbers.length > 1 && numbers.length <= few && !(min === max && statistics.notFinite === 0);
  const equation = steps ? step : formula;
  return [
    row(name, showShape(shape), figures, width),
    ...(equation === "" ? [] : folded(`= ${equation}`, "    ")),
    ...notes(value, isShown).map((note) => `    ${note}`),
    ...(isShown ? block(value) : []),
  ];
}

/** One value with its numbers, and with those of its gradient. */
export function valueText(value: Inspected, gradient: Inspected | undefined): string {
  const { name, aliases, shape, dtype, phase, layer, formula, statistics } = value;
  const { min, max, mean, std } = statistics;
  const also = aliases.length === 0 ? "" : `, also ${aliases.join(", ")}`;
  const place = layer === undefined ? phase : `${phase} in ${layer}`;
  const figures = `min ${figure(min)}, max ${figure(max)}, mean ${figure(mean)}, std ${figure(std)}`;
  return [
    ...folded(`${name}  ${showShape(shape)} ${dtype}, ${place}${also}`, ""),
    ...(formula === "" ? [] : folded(`= ${formula}`, "    ")),
    ...(value.numbers.length === 1 ? [] : [`    ${figures}`]),
    ...notes(value, value.numbers.length <= few).map((note) => `    ${note}`),
    ...block(value),
    ...(gradient === undefined ? [] : [`gradient ${gradient.name}`, ...block(gradient)]),
  ].join("\n");
}

function notes(
  { statistics: { zeros, notFinite }, dtype, engine, numbers }: Inspected,
  isShown: boolean,
): string[] {
  const share =
    zeros < 0.01 ? "under 1" : zeros > 0.99 && zeros < 1 ? "over 99" : String(Math.round(zeros * 100));
  return [
    ...(zeros > 0 && dtype !== "int32" && numbers.length > 1 && !isShown ? [`${share} % are 0`] : []),
    ...(notFinite > 0 ? [`${notFinite} of ${numbers.length} not finite`] : []),
    ...(engine === undefined ? [] : [differences(engine, numbers.length)]),
  ];
}

function differences({ engine, cells, units }: EngineNumbers, count: number): string {
  const apart = Number.isFinite(units)
    ? `at most ${units} ${units === 1 ? "float" : "floats"} apart`
    : "NaN against a number";
  return `${engine}: ${cells.length} of ${count} other bits, ${apart}`;
}

/** The numbers as NumPy prints them; those of an engine with other bits below, each of its own marked with *. */
function block({ shape, dtype, numbers, engine }: Inspected): string[] {
  const indent = "    ";
  const lines = (data: ArrayLike<number>, mark?: (at: number) => string) =>
    arrayText({ shape, data, dtype }, { width: columns - indent.length, mark })
      .split("\n")
      .map((line) => indent + line);
  if (engine === undefined) return lines(numbers);
  const differ = new Set(engine.cells);
  return [
    ...lines(numbers),
    `${indent}${engine.engine}, * where the bits are others:`,
    ...lines(engine.numbers, (at) => (differ.has(at) ? "*" : " ")),
  ];
}

/** A line of the table; a name that is too long has a line of its own. */
function row(name: string, shape: string, figures: readonly string[], width: number): string {
  const rest = `${shape.padEnd(11)}${figures.map((text) => ` ${text.padStart(9)}`).join("")}`;
  const start = `  ${name}`;
  const line =
    start.length > width + 2
      ? `${start}\n${" ".repeat(width + 3)}${rest}`
      : `${start.padEnd(width + 3)}${rest}`;
  return line.trimEnd();
}

/** Text in lines of at most 80 columns, broken at spaces. */
export function folded(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(" ")) {
    const isFirst = line.trim() === "";
    if (!isFirst && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = `${indent}  ${word}`;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line];
}

/** Four digits, in at most nine characters but for the very small. */
export function figure(x: number): string {
  if (!Number.isFinite(x) || x === 0) return String(x);
  const size = Math.abs(x);
  if (size < 1e-3 || size >= 1e7) return x.toExponential(2);
  return String(Number(x.toPrecision(4)));
}
