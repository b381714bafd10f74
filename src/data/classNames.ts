import type { Spell } from "../errors.ts";
import { inFamily } from "./columns/columnKinds.ts";
import { namesBad, namesGood, sayGood } from "./images/layouts/goodWord.ts";
import { partOfName } from "./listing/partNames.ts";
import type { HowToRead } from "./reading.ts";
import { chooseLabel, columnCalled } from "./rows/chooseLabel.ts";
import { withoutMadeUp } from "./rows/headerlessLabel.ts";
import { type ClassNames, type Column, Table } from "./table.ts";

/** Words by which tables are told apart that are no classes: lots, months, machines, shifts, sums, and what was done to them. */
const noClass =
  /^(sheet|data|all|total|totals|sum|summary|(lot|batch|line|machine|shift|group|charge|los|linie|maschine|schicht|lote|lotto|ligne|linea|partia|linia|партия|линия|станок|смена)[a-z]?|week|day|night|morning|evening|month|year|file|part|new|old|copy|table|raw|processed|filtered|backup|archive|export|import|input|output|result|report|tmp|temp|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|mon|tue|wed|thu|fri|sat|sun|am|pm)s?$|シート|集計|合計|全|一覧|ロット|号機|ライン|工場|月|年|週|日|データ|前|今|新|旧|班|夜勤|番|바인|배치|월$|요일$|批|产线|机台/u;

/** Whether a word is a month or a day of the week in one of the languages that people write their tables in. */
function isOfCalendar(word: string): boolean {
  calendar ??= new Set(
    calendarLanguages.flatMap((language) =>
      calendarStyles.flatMap((style) => {
        const words = new Intl.DateTimeFormat(language, { ...style, timeZone: "UTC" });
        return days.map((day) => words.format(day).toLowerCase().replace(/\.$/, ""));
      }),
    ),
  );
  return calendar.has(word.toLowerCase());
}

let calendar: ReadonlySet<string> | undefined;
const calendarLanguages = "bg cs da de el es fi fr hr hu id it nb nl pl pt ro ru sk sv th tr uk vi".split(
  " ",
);
const calendarStyles = (["long", "short"] as const).flatMap((style) => [
  { month: style },
  { weekday: style },
]);
/** The first days of the months, and the first week of the year. */
const days = Array.from({ length: 19 }, (_, i) => Date.UTC(2024, i < 12 ? i : 0, i < 12 ? 1 : i - 11));

/**
 * The classes that names of tables say: OK and NG, 良品 and 不良品_2, setosa and virginica. Words that all share and, beside a word for good
 * parts, numbers at either end are no part of a class. Nothing where a name may say a lot or a month. `repeated`: names may say the same
 * class, as those of folders with several files do.
 */
export function classesByName(names: readonly string[], repeated = false): string[] | undefined {
  const words = names.map((name) =>
    name
      .normalize("NFKC")
      .trim()
      .split(/[\s_\-.()]+/u)
      .filter((word) => word !== "" && partOfName(word) === undefined),
  );
  const [first = []] = words;
  const shared = first.filter((word) => words.every((some) => some.includes(word)));
  const own = words.map((some) => some.filter((word) => !shared.includes(word)));
  const plain = own.map((some) => some.join("_"));
  const classes = plain.map((name) => name.replaceAll(/^[_\d]+|[_\d]+$/gu, ""));
  const good = sayGood(classes);
  // i.O and n.i.O are one word each.
  const whole = names.map((name) => name.normalize("NFKC").trim());
  if (!good && whole.every((name) => namesGood(name) || namesBad(name)) && sayGood(whole)) return whole;
  const said = good ? classes : plain;
  const isClass = (name: string) => /^[\p{L}\p{M}_]+$/u.test(name) && !name.split("_").some(isNoClass);
  const different = new Set(said.map((name) => name.toLowerCase())).size;
  if (different < 2 || !said.every(isClass)) return undefined;
  return good || repeated || different === said.length ? said : undefined;
}

const isNoClass = (word: string): boolean => noClass.test(word.toLowerCase());

export const sameNames = (tables: readonly Table[]): boolean => {
  const key = ({ columnNames }: Table) => JSON.stringify([...columnNames].sort());
  return tables.every((table) => key(table) === key(tables[0]!));
};

/** Tables without the columns that not all of them have, which `out` names by table. */
export interface CommonTables {
  readonly tables: readonly Table[];
  readonly out: readonly (readonly string[])[];
}

/**
 * Tables as those of the columns that all have: remarks that the bad parts alone have, a reading more in the later lots. Nothing where they
 * have the same columns, where less than half of one's are left, where a column may go by another name elsewhere (each has one that another
 * lacks, and one of them is of numbers), or where what is left out is, or may be, what a model learns.
 */
export function inCommon(
  named: NamedTables,
  how: Pick<HowToRead, "byName" | "learned" | "known">,
): CommonTables | undefined {
  const { tables } = named;
  const [first] = tables;
  if (!first || sameNames(tables) || tables.some(({ traits }) => traits.headerless)) return undefined;
  const common = first.columnNames.filter((name) => tables.every(({ columns }) => columns.has(name)));
  const out = tables.map(({ columnNames }) => columnNames.filter((name) => !common.includes(name)));
  if (tables.some(({ columnNames }) => 2 * common.length < columnNames.length)) return undefined;
  const isNumber = (table: Table, name: string) => table.columns.get(name)!.kind !== "text";
  const renamed =
    out.every((names) => names.length > 0) &&
    tables.some((table, i) => out[i]!.some((name) => isNumber(table, name)));
  if (common.length === 0 || renamed) return undefined;
  const left = new Set(out.flat());
  if ([how.learned, ...(how.known ?? [])].some((name) => name !== undefined && left.has(name)))
    return undefined;
  const found = { tables: tables.map((table) => withoutUncommon(table, left)), out };
  if (how.learned !== undefined && common.includes(how.learned)) return found;
  if (classesOfTables({ ...named, tables: found.tables }, how)?.made) return found;
  return tables.every((table) => labelIn(table, common)) ? found : undefined;
}

/** A table without such columns, which remembers them: who asks to drop one has what was asked for. */
function withoutUncommon(table: Table, names: ReadonlySet<string>): Table {
  const { columns, parts, traits } = table.without(names);
  return new Table(columns, parts, { ...traits, uncommon: [...names] });
}

/** Whether what a table would learn is one of those columns. */
function labelIn(table: Table, names: readonly string[]): boolean {
  try {
    return names.includes(chooseLabel(table).label);
  } catch {
    return false;
  }
}

/** Which columns are left out, for others lack them. */
export const commonNotes = ({ out }: CommonTables, sources: readonly string[], of: string): string[] => {
  const lacking = out.findIndex((names) => names.length === 0);
  return sources.flatMap((source, i) => {
    const [name, ...more] = out[i]!;
    if (name === undefined) return [];
    const other = sources[lacking >= 0 ? lacking : i === 0 ? 1 : 0]!;
    return `${source}: the ${more.length === 0 ? "column" : "columns"} ${[name, ...more].join(", ")} ${more.length === 0 ? "is" : "are"} left out, for ${other} has no such; write ${more.length === 0 ? "it" : "them"} into every ${of} to learn from ${more.length === 0 ? "it" : "them"}`;
  });
};

/** Several tables, what they are called, and what it is that is called so. */
export interface NamedTables {
  readonly tables: readonly Table[];
  readonly names: readonly string[];
  readonly of: ClassNames["of"];
}

/**
 * The classes of tables that no column tells apart by class, by their names: where these are good and bad, single letters, or the last
 * column is a measurement like the others; and by any words for folders, where no column can be a label. Other names may as well be lots,
 * shops or cities, beside a last column that is to be predicted: they are classes where that is asked for, and till then the tables
 * remember that they may be.
 */
export function classesOfTables(
  { tables, names, of }: NamedTables,
  { byName = false, learned }: Pick<HowToRead, "byName" | "learned">,
): { classes: readonly string[]; tables: readonly Table[]; made: boolean } | undefined {
  if (byName === false || (learned ?? "label") !== "label") return undefined;
  if (tables.length < 2 || !sameNames(tables)) return undefined;
  const found = classesByName(names, of === "folders");
  const good = found !== undefined && sayGood(found);
  const asked = byName === "any" && !tables[0]!.traits.headerless;
  if (asked ? columnCalled(tables[0]!, "label") !== undefined : haveLabel(tables, good)) return undefined;
  const classes = found ?? names;
  const sure =
    found !== undefined &&
    (good ||
      (of === "folders" && !classes.some((name) => name.split("_").some(isOfCalendar))) ||
      classes.every(isLetter) ||
      lastIsLikeOthers(tables[0]!));
  if (asked || sure)
    return { classes, made: true, tables: tables.map((table, i) => ofClass(table, classes[i]!, of)) };
  if (new Set(classes).size < 2) return undefined;
  const shown = [...new Set(classes)];
  const remembers = ({ columns, parts, traits }: Table) =>
    new Table(columns, parts, { ...traits, byName: { of, classes: shown, made: false } });
  return { classes, made: false, tables: tables.map(remembers) };
}

/** That classes are the names of what they lie in. */
export const madeNote = (
  { classes, tables }: { classes: readonly string[]; tables: readonly Table[] },
  of: ClassNames["of"],
  spell: Spell,
): string =>
  `no column is called as a label, so the names of the ${of} are the classes (${[...new Set(classes)].join(", ")}), in the column "label"; ${spell("label", tables[0]!.columnNames.at(-2)!)} learns a column instead`;

const isLetter = (name: string): boolean => /^\p{L}$/u.test(name.normalize("NFKC"));

/** Whether the last column is called like one before it: a wavelength, petal_width beside sepal_width, 外径 beside 内径. */
function lastIsLikeOthers(table: Table): boolean {
  const names = table.columnNames;
  const last = names.at(-1)!;
  if (names.length < 2) return false;
  if (!table.traits.headerless && inFamily(table, last)) return true;
  const words = (name: string) =>
    name
      .normalize("NFKC")
      .toLowerCase()
      .split(/[^\p{L}\p{M}]+|(?=[径さ長幅厚高圧温量度])/u)
      .filter((word) => word.length > 1 || /^\p{Script=Han}$/u.test(word));
  const own = new Set(words(last));
  return names.slice(0, -1).some((name) => words(name).some((word) => own.has(word)));
}

/**
 * Whether tables of equal columns have one for the label. Beside names that say good parts it must be called so; else a column at the
 * end will do.
 */
function haveLabel(tables: readonly Table[], named: boolean): boolean {
  const table = withoutMadeUp(tables[0]!);
  try {
    const { why } = chooseLabel(table);
    return !named || why.startsWith("by its name");
  } catch {
    return table.columns.has("label");
  }
}

/** A table all of whose rows are of one class, which the name says of what they lie in. */
function ofClass(table: Table, name: string, of: ClassNames["of"]): Table {
  const { columns, parts, traits } = withoutMadeUp(table);
  const label: Column = { kind: "text", values: Array<string>(table.rows).fill(name) };
  const byName = { of, classes: [name], made: true };
  return new Table(new Map([...columns, ["label", label]]), parts, { ...traits, byName });
}
