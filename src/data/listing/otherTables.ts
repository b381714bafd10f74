import { cellsOf, type Table } from "../table.ts";

/** Words by which a file says that it describes the others, or shows how answers are to be handed in. */
const descriptive =
  /(^|[^\p{L}])(code[-_ ]?book|data[-_ ]?dictionary|dictionary|legend|glossary|meta[-_ ]?data|columns|fields|schema|(sample|gender)?[-_ ]?submission|凡例|用語集|項目(定義|説明|一覧)?|(データ)?定義書?|説明書?)([^\p{L}]|$)/iu;

/**
 * The tables of one part that are plainly no rows of it: they have other columns than most rows have, and their file's name says
 * that they describe the others, or their cells are the names of the others' columns (a codebook).
 */
export function apartFrom(tables: readonly Table[]): Set<Table> {
  const kinds = new Map<string, Table[]>();
  for (const table of tables) {
    const key = JSON.stringify([...table.columnNames].sort());
    const alike = kinds.get(key);
    if (alike) alike.push(table);
    else kinds.set(key, [table]);
  }
  if (kinds.size < 2) return new Set();
  const rowsOf = (some: readonly Table[]) => some.reduce((sum, { rows }) => sum + rows, 0);
  const named = [...kinds.values()].filter((some) => !some.every(saysSo));
  const [most] = (named.length > 0 ? named : [...kinds.values()]).sort((a, b) => rowsOf(b) - rowsOf(a));
  const rows = new Set(most);
  const others = tables.filter((table) => !rows.has(table));
  return new Set(others.filter((table) => saysSo(table) || listsColumns(table, most![0]!.columnNames)));
}

const saysSo = ({ source }: Table): boolean =>
  descriptive.test(
    source
      .slice(source.lastIndexOf("/") + 1)
      .normalize("NFKC")
      .replace(/\.\w+(\.gz)?$/, ""),
  );

/** Whether most of the names stand in one of the table's columns. */
function listsColumns(table: Table, names: readonly string[]): boolean {
  return [...table.columns.values()].some((column) => {
    const cells = new Set(cellsOf(column));
    return names.filter((name) => cells.has(name)).length > names.length / 2;
  });
}
