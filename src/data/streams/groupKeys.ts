import { spellingKey } from "../columns/cells/spelling.ts";
import { groupCells, rowsWithoutGroup } from "../rows/rowGroups.ts";
import { cellsOf, type Table } from "../table.ts";

/**
 * 64 bits for each row, two words a row, that are the same for rows of one group: FNV-1a of the UTF-16 units of its text, from two
 * beginnings. A file that is read in parts draws a row's part (training, test) by them, so that no list of groups is kept.
 */
export function groupKeys(table: Table, group: string, gapsAllowed: boolean): Uint32Array {
  const gaps = gapsAllowed && rowsWithoutGroup(table, group).length > 0;
  const cells = gaps ? cellsOf(table.column(group)) : groupCells(table, group);
  const keys = new Uint32Array(2 * cells.length);
  const known = new Map<string, readonly [number, number]>();
  for (const [row, cell] of cells.entries()) {
    const text = spellingKey(cell);
    let key = known.get(text);
    if (!key) {
      key = [fnv(text, 0x811c9dc5), fnv(text, 0x2b992ddf)];
      known.set(text, key);
    }
    keys.set(key, 2 * row);
  }
  return keys;
}

function fnv(text: string, offset: number): number {
  let hash = offset;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >> 8), 0x01000193);
  }
  return hash >>> 0;
}
