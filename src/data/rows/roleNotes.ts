import type { Spell } from "../../errors.ts";
import { inFamily } from "../columns/columnKinds.ts";
import type { Encoder } from "../columns/encoding.ts";
import { isWhyRunning, RowOrder } from "../columns/idColumns.ts";
import type { ColumnRoles } from "../reading.ts";
import type { Table } from "../table.ts";
import { tellsRowsApart } from "./headerlessLabel.ts";

/** What columns that rise or fall from row to row are taken for, a line each. */
export function orderNotes(
  table: Table,
  { columns, leftOut }: Encoder,
  roles: ColumnRoles,
  say: Spell,
): string[] {
  const features = columns.map(({ name }) => name);
  const left = leftOut.filter(isWhyRunning).map(({ name, why }) => {
    const all = features.length < 8 ? say("features", [...features, name]) : say("features");
    return `column ${name} ${why.replace("an id: it ", "")}, as a running number does, and is left out; if it was measured, learn from it too with ${all}`;
  });
  const kept = columns.flatMap((encoded) => {
    const { kind, name } = encoded;
    if (kind === "number" && encoded.within !== undefined) return [];
    const column = table.columns.get(name);
    if (kind !== "number" || column?.kind !== "number" || roles.features) return [];
    if (table.traits.headerless ? table.imageColumn !== undefined : inFamily(table, name)) return [];
    if (table.traits.headerless && name === "x0" && tellsRowsApart(table, name) && table.rows >= 20)
      return [
        `column ${name}, the first of a file without a header, holds another whole number in every row, as ids do; if it is one, leave it out with ${say("drop", [name])}`,
      ];
    const order = new RowOrder();
    order.add(column.values, table);
    const only = columns.length === 1;
    if (!order.isMonotone() || (only && (!order.whole || order.steady === undefined))) return [];
    const mend = only
      ? "it is learned from all the same, since no other column can be a feature"
      : `if it only counts the rows, leave it out with ${say("drop", [name])}`;
    return [`column ${name} ${order.inWords}${only ? ", as a running number does" : ""}; ${mend}`];
  });
  return [...left, ...kept];
}

/** What a group of rows is called that were made together, or are of one thing. */
const groupName =
  /^(lot|batch|patient|subject|wafer|panel|board|coil|heat|cast|charge|serial|ロット|バッチ|製造番号|製番|シリアル|シリアル番号|個体|個体番号|検体|検体番号|溶解番号|チャージ|被験者|患者|ウエハ|ウェハ|基板)$/;
const groupTail = /[\s_.-](id|no|nr|number|name|code)\.?$|(番号|no\.?|id)$/i;

/** That rows of one lot may lie on both sides of a split, where a column is called so and nobody asked for it; a line for the first. */
export function groupNote(
  table: Table,
  { label, roles }: { label: string; roles: ColumnRoles },
  say: Spell,
): string[] {
  const { group, time, drop = [] } = roles;
  if (group !== undefined || time !== undefined || table.rows < 10) return [];
  for (const [name, column] of table.columns) {
    if (name === label || drop.includes(name) || !isGroupName(name)) continue;
    if (column.kind !== "number" && column.kind !== "text") continue;
    const different = new Set<string | number>(column.values).size;
    if (different < 3 || 3 * different > 2 * table.rows) continue;
    return [
      `column ${name}: ${different} different in ${table.rows} rows, and those of one ${name} may lie on both sides of a split, which flatters the result; keep them together with ${say("group", name)}`,
    ];
  }
  return [];
}

function isGroupName(name: string): boolean {
  const narrow = name.normalize("NFKC").trim().toLowerCase();
  return groupName.test(narrow) || (groupTail.test(narrow) && groupName.test(narrow.replace(groupTail, "")));
}
