import { saysGood } from "./images/layouts/goodWord.ts";
import { partOfName } from "./listing/partNames.ts";
import { chooseLabel } from "./rows/chooseLabel.ts";
import { withoutMadeUp } from "./rows/headerlessLabel.ts";
import { type Column, Table } from "./table.ts";

/** Words by which tables are told apart that are no classes: lots, months, machines, sums. */
const noClass =
  /^(sheet|data|all|total|totals|sum|summary|lot|batch|week|day|month|year|line|machine|file|part|new|old|copy|table|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|mon|tue|wed|thu|fri|sat|sun|am|pm)s?$|シート|集計|合計|全|一覧|ロット|号機|ライン|工場|月|年|週|日|データ|前|今|新|旧/u;

/**
 * The classes that names of tables say: OK and NG, 良品 and 不良品_2, setosa and virginica. Words that all share and, beside a word for good
 * parts, numbers at the end are no part of a class. Nothing where a name may say a lot or a month.
 */
export function classesByName(names: readonly string[]): string[] | undefined {
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
  const classes = plain.map((name) => name.replace(/[_\d]+$/u, ""));
  const good = classes.some(saysGood);
  const said = good ? classes : plain;
  const isClass = (name: string) => /^[\p{L}\p{M}_]+$/u.test(name) && !name.split("_").some(isNoClass);
  const different = new Set(said.map((name) => name.toLowerCase())).size;
  if (different < 2 || !said.every(isClass)) return undefined;
  return good || different === said.length ? said : undefined;
}

const isNoClass = (word: string): boolean => noClass.test(word.toLowerCase());

export const sameNames = (tables: readonly Table[]): boolean => {
  const key = ({ columnNames }: Table) => JSON.stringify([...columnNames].sort());
  return tables.every((table) => key(table) === key(tables[0]!));
};

/**
 * Whether tables of equal columns have one for the label. Beside names that say good parts it must be called so; else a column at the
 * end will do.
 */
export function haveLabel(tables: readonly Table[], named: boolean): boolean {
  const table = withoutMadeUp(tables[0]!);
  try {
    const { why } = chooseLabel(table);
    return !named || why.startsWith("by its name");
  } catch {
    return table.columns.has("label");
  }
}

/** A table all of whose rows are of one class. */
export function ofClass(table: Table, name: string): Table {
  const { columns, parts, traits } = withoutMadeUp(table);
  const label: Column = { kind: "text", values: Array<string>(table.rows).fill(name) };
  return new Table(new Map([...columns, ["label", label]]), parts, traits);
}
