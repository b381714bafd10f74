import { some } from "../../data/columns/encoder.ts";
import { columnOrder, type EncodedColumn, type Encoder, labelPlace } from "../../data/columns/encoding.ts";
import { idNameOf } from "../../data/columns/idColumns.ts";
import { isGap } from "../../data/columns/noValue.ts";
import { parseNumber } from "../../data/columns/number.ts";
import { isOtherUnit, unitInName } from "../../data/formats/csv/units.ts";
import { smallest } from "../../data/numbers/lists.ts";
import { labelRank } from "../../data/rows/chooseLabel.ts";
import { type Column, cellsOf, Table, type TableTraits } from "../../data/table.ts";
import { UserError } from "../../errors.ts";
import type { ModelCard } from "../../model/file/card.ts";

/** How the columns of a file are a model's, where their names alone do not say so. */
export interface AsModel {
  /** a line each */
  notes: string[];
  /** by their places, whatever their names are */
  placed: boolean;
  /** The rows with the model's names; a `UserError` where a column is of another kind than the model's in its place, or in another unit. */
  named(table: Table): Table;
}

/** The columns of a file as the model's: by place where the model's file had no header, else by names that are nearly the model's. */
export const asModel = (
  card: Pick<ModelCard, "encoder" | "label" | "image">,
  head: Head,
  asked?: string,
): AsModel | undefined => byPlace(card, head, asked) ?? byName(card, head, asked);

interface Head {
  source: string;
  columnNames: readonly string[];
  traits?: TableTraits;
  /** columns that are written beside the answers, whatever the model knows */
  beside?: readonly string[];
}

/**
 * Reads a file with a header by a model that was trained on one without: by place, where it has as many columns, with the label or
 * without. Nothing where names do, since one at least is the model's, or the model's file had a header. `asked` is the label by its
 * name in the file.
 */
function byPlace(
  { encoder, label }: Pick<ModelCard, "encoder" | "label">,
  { source, columnNames: names, traits }: Head,
  asked?: string,
): AsModel | undefined {
  const positions = encoder?.positions;
  if (
    !positions ||
    traits?.headerless ||
    encoder.columns.some(({ name }) => name !== "label" && names.includes(name))
  )
    return undefined;
  if (!positions.every((name) => /^(x\d+|label)$/.test(name))) return undefined;
  const labels = asked === undefined || asked === label ? labelsAmong(names) : [asked];
  const extra = names.length - positions.length;
  if (extra !== 0 && extra !== 1)
    throw new UserError(
      `${source}: has a header and ${names.length} columns; the model was trained on a file without one, of ${positions.length} columns and a label, and goes by their places: give these columns alone, in the order of that file`,
    );
  if (extra === 0 && labels.length > 0)
    throw new UserError(
      `${source}: has ${names.length} columns, as many as the model's features, and "${labels[0]}" is called as a label; the model was trained on a file without a header and goes by places: add the column that is missing, or give the label another name`,
    );
  const at =
    extra === 0 ? undefined : labels.length === 1 ? names.indexOf(labels[0]!) : labelPlace(positions);
  const rest = names.filter((_, k) => k !== at);
  const called = new Map(rest.map((name, k) => [name, positions[k]!]));
  if (at !== undefined && label !== undefined) called.set(names[at]!, label);
  const spoken = rest.map((name, k) => `"${name}" is ${positions[k]}`);
  const shown = spoken.length > 4 ? [...spoken.slice(0, 3), "…", spoken.at(-1)!] : spoken;
  const labelled = at === undefined ? "" : `, and "${names[at]}" is the label`;
  return {
    placed: true,
    notes: [
      `${source}: has a header, and the model was trained on a file without one, so its columns go by their places: ${shown.join(", ")}${labelled}`,
    ],
    named(table) {
      for (const column of encoder.columns) {
        const own = rest[positions.indexOf(column.name)]!;
        const found = kindFound(table.column(own), column);
        if (found !== undefined)
          throw new UserError(
            `${table.source}, column ${own}: ${found}; the model was trained on a file without a header, so columns go by their places: put them in the order of that file`,
          );
      }
      const columns = [...table.columns].map(([name, column]) => [called.get(name) ?? name, column] as const);
      return new Table(new Map(columns), table.parts, table.traits);
    },
  };
}

/**
 * Reads columns under names that are nearly the model's: in another case, with or without a unit in brackets, with or without the name of
 * the group above them in a header of two rows. What the model's file did not have is said. A column in another unit than the model
 * learned is refused, wherever the two say their units: in the name, or in a row of units.
 */
function byName(
  { encoder, label, image }: Pick<ModelCard, "encoder" | "label" | "image">,
  { source, columnNames: names, traits, beside: taken = [] }: Head,
  asked: string | undefined,
): AsModel | undefined {
  if (!encoder || image || encoder.positions || traits?.headerless) return undefined;
  const learned = [...encoder.columns.map(({ name }) => name), ...(label === undefined ? [] : [label])];
  const has = new Set(names.map(plain));
  const known = new Set(
    [...columnOrder(encoder, label), ...learned, ...encoder.leftOut.map(({ name }) => name)].map(plain),
  );
  const missing = learned.filter((name) => !has.has(plain(name)) && !(name === label && asked !== undefined));
  const free = names.filter((name) => !known.has(plain(name)) && name !== asked);
  const units = new LearnedUnits(encoder, label);
  const called = new Map<string, string>();
  for (const near of [loosely, withoutUnit, inBothUnits, withoutGroup]) {
    for (const name of missing.filter((one) => ![...called.values()].includes(one))) {
      const fits = free.filter((own) => !called.has(own) && near(own, name) && !units.differ(own, name));
      const others = missing.filter((other) => fits[0] !== undefined && near(fits[0], other));
      if (fits.length === 1 && others.length === 1) called.set(fits[0]!, name);
    }
  }
  const left = free.filter((own) => !called.has(own));
  const lacking = missing.filter((name) => name !== label && ![...called.values()].includes(name));
  units.refuse(
    source,
    lacking.flatMap((name) => {
      const own = left.find((one) => units.differ(one, name) && sameBare(one, name));
      return own === undefined ? [] : [{ name, own, unit: unitInName(own)!.unit }];
    }),
  );
  const beside = free.filter(
    (name) =>
      !called.has(name) &&
      !taken.includes(name) &&
      labelRank(name) === undefined &&
      idNameOf(name) === undefined,
  );
  // Where a column stays missing the rows are refused, in a line that offers the others.
  const found = new Set(called.values());
  const lacks = missing.some((name) => name !== label && !found.has(name));
  if (called.size === 0 && (beside.length === 0 || lacks) && !units.inNames) return undefined;
  const pairs = [...called].map(([own, name]) => `"${own}" as ${name}`);
  const notes = called.size > 0 ? [`${source}: columns are read as the model's: ${some(pairs)}`] : [];
  if (beside.length > 0 && !lacks)
    notes.push(
      `${source}: ${beside.length === 1 ? "a column that the model's file did not have is" : `${beside.length} columns that the model's file did not have are`} not looked at: ${some(beside)}`,
    );
  return {
    placed: false,
    notes,
    named: (table) => (called.size === 0 && !units.inNames ? table : units.read(table, called)),
  };
}

/** A column in another unit than the model's. */
interface OtherUnit {
  /** the model's */
  name: string;
  own: string;
  unit: string;
}

/** What the columns of a model are measured in, as its file said. */
class LearnedUnits {
  readonly #worn: ReadonlyMap<string, string | undefined>;
  /** Some column's name says its unit, which its numbers do not. */
  readonly inNames: boolean;

  constructor({ columns, target }: Encoder, label: string | undefined) {
    const numbers = columns.filter((column) => column.kind === "number");
    this.#worn = new Map([
      ...numbers.map(({ name, dress }) => [name, dress?.unit] as const),
      ...(label === undefined ? [] : [[label, target?.unit] as const]),
    ]);
    this.inNames = numbers.some(({ name, dress }) => dress?.unit === undefined && unitInName(name));
  }

  /** Whether a name says a unit, and none that the model's column has. */
  differ(own: string, name: string): boolean {
    const said = unitInName(own)?.unit;
    const learned = [this.#worn.get(name), unitInName(name)?.unit].filter((unit) => unit !== undefined);
    return said !== undefined && learned.length > 0 && learned.every((unit) => isOtherUnit(said, unit));
  }

  /** A table under the model's names. Where the model's name says the unit, a row of units says the same again, or is refused. */
  read(table: Table, called: ReadonlyMap<string, string>): Table {
    const others: OtherUnit[] = [];
    const columns = [...table.columns].map(([own, column]): [string, Column] => {
      const name = called.get(own) ?? own;
      const learned =
        this.#worn.has(name) && this.#worn.get(name) === undefined ? unitInName(name) : undefined;
      if (column.kind !== "number" || column.dress?.unit === undefined || learned === undefined)
        return [name, column];
      const { unit, ...dress } = column.dress;
      if (isOtherUnit(unit, learned.unit)) others.push({ name, own, unit });
      return [name, { ...column, dress }];
    });
    this.refuse(table.source, others);
    return new Table(new Map(columns), table.parts, table.traits);
  }

  refuse(source: string, [first, ...more]: readonly OtherUnit[]): void {
    if (first === undefined) return;
    const { name, own, unit } = first;
    const learned = this.#worn.get(name) ?? unitInName(name)!.unit;
    const also =
      more.length > 0 ? ` (and ${more.length} more such ${more.length > 1 ? "columns" : "column"})` : "";
    const mend = own === name ? "" : ` and call the column "${name}"`;
    throw new UserError(
      `${source}: column "${own}" is in ${unit}, but the model learned "${name}" in ${learned}${also}; convert the numbers to ${learned}${mend}`,
    );
  }
}

/** As the encoder compares names. */
const plain = (name: string): string => name.normalize("NFKC").trim();

const loose = (name: string): string => name.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, "");
const loosely = (a: string, b: string): boolean => loose(a) === loose(b);

/** 幅(mm) and 幅, but not 幅(mm) and 幅(cm). */
function withoutUnit(a: string, b: string): boolean {
  const [x, y] = [loose(a), loose(b)];
  const bare = (name: string) => name.replace(/[([【][^)\]】]*[)\]】]$/, "");
  return (bare(x) === x) !== (bare(y) === y) && bare(x) === bare(y) && bare(x) !== "";
}

/** 幅(mm) and 幅[㎜]. */
function inBothUnits(a: string, b: string): boolean {
  const [x, y] = [unitInName(a), unitInName(b)];
  return x !== undefined && y !== undefined && loosely(x.bare, y.bare) && !isOtherUnit(x.unit, y.unit);
}

/** Whether names are one but for the units that they say. */
const sameBare = (a: string, b: string): boolean =>
  loosely(unitInName(a)?.bare ?? a, unitInName(b)?.bare ?? b);

/** 寸法_幅 and 幅. */
function withoutGroup(a: string, b: string): boolean {
  const [x, y] = [loose(a), loose(b)];
  return x.endsWith(`_${y}`) || y.endsWith(`_${x}`);
}

/** The columns that are called as a label, the best names alone. */
function labelsAmong(names: readonly string[]): string[] {
  const ranked = names.map((name) => ({ name, rank: labelRank(name) ?? Infinity }));
  const best = smallest(ranked.slice(0, 1000).map(({ rank }) => rank));
  return best < 2 ? ranked.filter(({ rank }) => rank === best).map(({ name }) => name) : [];
}

/** What a column holds, where a model learned another kind of cells in its place. */
function kindFound(found: Column, learned: EncodedColumn): string | undefined {
  const stood = `stands where ${learned.name} did, which held`;
  if (learned.kind === "list") return found.kind === "list" ? undefined : `${stood} lists of numbers`;
  if (found.kind === "list")
    return `holds lists and ${stood} ${learned.kind === "number" ? "numbers" : "words"}`;
  if (learned.kind === "number" && found.kind === "text") {
    const cells = found.values.filter((cell) => !isGap(cell));
    const word = cells.find((cell) => !/\d/.test(cell.normalize("NFKC")));
    return word === undefined || 2 * cells.filter((cell) => /\d/.test(cell)).length > cells.length
      ? undefined
      : `holds words such as "${word}" and ${stood} numbers`;
  }
  const words =
    learned.kind === "category" && learned.categories.every((one) => Number.isNaN(parseNumber(one)));
  return words && found.kind === "number" && found.names === undefined && found.values.length > 0
    ? `holds numbers such as ${cellsOf(found)[0]} and ${stood} words`
    : undefined;
}
