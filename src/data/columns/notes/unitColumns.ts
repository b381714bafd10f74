import type { Spell } from "../../../errors.ts";
import { allNames } from "../../listing/oneLine.ts";
import { cellsOf, type Table } from "../../table.ts";
import { plainText } from "../cells/numerals.ts";
import { isMeasure, unitKey } from "../cells/units.ts";
import type { Encoder } from "../encoding.ts";
import { isGap, isGapWord } from "../noValue.ts";

/** Names of columns that say what the numbers beside are measured in. */
const unitName =
  /(^|[\s_.(-])(units?|uom|measure|einheit|unité|unidad|unità|unidade|единица|ед\.?)($|[\s_.)-])|[a-z]Units?$|単位|单位|單位|단위|หน่วย/i;
/** Kinds of units of which one is no other: what has two of a kind is measured in two. */
const kinds: readonly (readonly string[])[] = [
  ["nm", "μm", "mm", "cm", "m", "km", "inch", "ft", "yd", "mil", "mils"],
  ["ng", "μg", "mg", "g", "kg", "t", "ton", "lb", "lbs", "oz"],
  ["mL", "L"],
  ["°C", "°F", "K"],
  ["Pa", "hPa", "kPa", "MPa", "GPa", "bar", "mbar", "psi", "atm", "Torr", "mmHg", "N/mm2", "kgf/cm2"],
  ["mN", "N", "kN", "gf", "kgf", "lbf"],
  ["ns", "μs", "ms", "s", "min", "h"],
  ["μV", "mV", "V", "kV"],
  ["nA", "μA", "mA", "A", "kA"],
  ["mW", "W", "kW", "MW", "GW"],
  ["mΩ", "Ω", "kΩ", "MΩ"],
  ["Hz", "kHz", "MHz", "GHz"],
  ["円", "$", "€", "£"],
];
/** Sizes of shirts and names of classes are letters too. */
const letter = /^[A-Za-z]$/;

/** Columns of units beside numbers that are in several, a line for each: the numbers are learned from as they stand. */
export function unitColumnNotes(table: Table, { columns, leftOut }: Encoder, say: Spell): string[] {
  const names = table.columnNames;
  const numbers = new Set(columns.flatMap(({ kind, name }) => (kind === "number" ? [name] : [])));
  const candidates = [
    ...columns.flatMap(({ kind, name }) => (kind === "category" ? [name] : [])),
    ...leftOut.flatMap(({ name, why }) => (why.startsWith("every row is") ? [] : [name])),
  ];
  return candidates.flatMap((name) => {
    const column = table.columns.get(name);
    if (column?.kind !== "text") return [];
    const cells = [...new Set(cellsOf(column))].filter((cell) => !isGap(cell) && !isGapWord(cell));
    const units = new Map(cells.map((cell) => [unitKey(plainText(cell)), cell]));
    if (units.size < 2 || cells.length > 12 || !areUnits(name, [...units.keys()])) return [];
    const beside = numbersBeside(name, names, numbers);
    if (beside.length === 0) return [];
    const shown = allNames([...units.values()].map((unit) => JSON.stringify(unit)));
    return [
      `column ${name} says ${shown}: the numbers of ${beside.length === 1 ? "column" : "columns"} ${allNames(beside)} beside it are not in one unit, and are learned from as they stand; write ${beside.length === 1 ? "it" : "them"} in one unit, and leave ${name} out with ${say("drop", [name])}`,
    ];
  });
}

function areUnits(name: string, units: readonly string[]): boolean {
  const isNamed = unitName.test(name.normalize("NFKC"));
  if (isNamed) return units.filter(isMeasure).length >= 2;
  if (units.every((unit) => letter.test(unit))) return false;
  return kinds.some((kind) => units.every((unit) => kind.includes(unit)));
}

/** The column that its name says (width_unit: width), or the number before it, or behind; all numbers of a table that has no other. */
function numbersBeside(name: string, names: readonly string[], numbers: ReadonlySet<string>): string[] {
  const stem = name
    .normalize("NFKC")
    .replace(unitName, "")
    .replace(/[\s_.()-]+$/, "")
    .toLowerCase();
  const called =
    stem === "" ? undefined : [...numbers].find((one) => one.normalize("NFKC").toLowerCase() === stem);
  if (called !== undefined) return [called];
  const at = names.indexOf(name);
  const near = [names[at - 1], names[at + 1]].find((one) => one !== undefined && numbers.has(one));
  if (near !== undefined) return [near];
  return numbers.size === 1 ? [...numbers] : [];
}
