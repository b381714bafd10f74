import type { Encoder } from "../../data/columns/encoding.ts";

/** `diameter number · colour 3 categories · serial left out: every row differs`; of many columns, how many of a kind. */
export function columnsInWords({ columns, leftOut }: Encoder): string {
  const fills = (column: (typeof columns)[number]) =>
    column.kind !== "list" && column.fill !== undefined
      ? `, missing: ${Array.isArray(column.fill) ? column.fill.join(", ") : column.fill}`
      : "";
  const words = columns.map((column) => {
    if (column.kind === "number" && column.within !== undefined)
      return `${column.name} with ${column.within}`;
    if (column.kind === "number") return `${column.name} number${fills(column)}`;
    if (column.kind === "date") return `${column.name} date (${column.parts.join(", ")})${fills(column)}`;
    if (column.kind === "list") return `${column.name} list of ${column.width} numbers`;
    return `${column.name} ${column.categories.length} categories${fills(column)}`;
  });
  const shown = words.length <= 12 ? words : summary(columns);
  return [...shown, ...leftOut.map(({ name, why }) => `${name} left out: ${why}`)].join(" · ");
}

function summary(columns: Encoder["columns"]): string[] {
  const count = (kind: string) => columns.filter((column) => column.kind === kind).length;
  const kinds = [
    ["number", "of numbers"],
    ["category", "of categories"],
    ["date", "of dates"],
    ["list", "of lists"],
  ] as const;
  return kinds.flatMap(([kind, words]) => (count(kind) > 0 ? [`${count(kind)} ${words}`] : []));
}
