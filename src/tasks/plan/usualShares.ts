import { cellsOf, type Table } from "../../data/table.ts";
import { asProgram, type Spell } from "../../errors.ts";
import { goodClass } from "../../train/inspection/goodClass.ts";
import type { Source, UsualShares } from "../rows/source.ts";

// The usual share of rows to test on is too small for sets with few rows of each class: it is made larger then, or given up.

/**
 * A source whose shares hold out enough rows of the classes that are there, where nobody asked for these shares: one of each to be
 * tested, and two of each where rows are compared with each other. Where so many would not be left to learn from, none is held out.
 */
export function withUsualShares(source: Source, usual: UsualShares, say: Spell = asProgram): Source {
  const { data, rows, task, groups, times } = source;
  if (task !== "classify" || groups || times) return source;
  if (data.distances && goodClass(rows.classNames, data.distances.good) !== undefined) return source; // heldBackParts knows these
  const each = data.distances ? 2 : 1;
  const counts = new Array<number>(rows.nClasses).fill(0);
  for (const label of rows.labels) counts[label]!++;
  const present = counts.filter((count) => count > 0);
  const few: Few = {
    each,
    classes: present.length,
    least: present.reduce((a, b) => Math.min(a, b), Infinity),
  };
  const notes: string[] = [];
  const changed = { ...data };
  const own = { test: source.test, validation: source.validation };
  if (data.distances)
    for (const part of ["test", "validation"] as const) {
      const table = own[part];
      if (
        !table ||
        (part === "test" ? data.test !== undefined : !usual.validation) ||
        compares(table, source.label)
      )
        continue;
      own[part] = undefined;
      changed[part === "test" ? "testSize" : "validation"] = 0;
      notes.push(
        `the ${table.rows} rows of the ${part} split are not used: no two are of one class, and distances are measured between two`,
      );
    }
  let left: Few & { rows: number } = { ...few, rows: rows.nSamples };
  if (!own.test && changed.testSize > 0) {
    const share = usual.testSize ? largerShare(data.testSize, left) : data.testSize;
    if (share !== data.testSize) notes.push(shareNote("testSize", share, left, say));
    changed.testSize = share;
    if (share > 0)
      left = { ...left, rows: left.rows - Math.ceil(share * left.rows), least: left.least - each };
  }
  if (
    !own.validation &&
    typeof changed.validation === "number" &&
    changed.validation > 0 &&
    usual.validation
  ) {
    const share = largerShare(changed.validation, left);
    if (share !== changed.validation) notes.push(shareNote("validation", share, left, say));
    changed.validation = share;
  }
  if (notes.length === 0) return source;
  const tested = changed.testSize === 0 && !own.test ? "training" : source.tested;
  return { ...source, ...own, data: changed, tested, notes: [...source.notes, ...notes] };
}

/** Whether two rows are of one class. */
function compares(table: Table, label: string): boolean {
  const cells = cellsOf(table.column(label));
  return new Set(cells).size < cells.length;
}

/** So many rows of each of so many classes are to be held out, and as many left; the class with the fewest rows has so many. */
interface Few {
  readonly each: number;
  readonly classes: number;
  readonly least: number;
}

/** The share itself where it is enough, else the least that is; 0 where none leaves enough; of a class with one row, what is said elsewhere. */
function largerShare(share: number, { rows, each, classes, least }: Few & { rows: number }): number {
  const enough = each * classes;
  const held = Math.ceil(share * rows);
  if ((held >= enough && rows - held >= enough) || (each === 1 && least < 2)) return share;
  if (least < 2 * each) return 0;
  // Two digits are enough to be read and typed, where they mean the same.
  const short = Math.floor((100 * enough) / rows) / 100;
  return Math.ceil(short * rows) === enough ? short : (enough - 0.5) / rows;
}

function shareNote(
  by: "testSize" | "validation",
  share: number,
  { rows, each, classes, least }: Few & { rows: number },
  say: Spell,
): string {
  const to = by === "testSize" ? "test on" : "validate on";
  if (share === 0)
    return `none of ${rows} rows is held out to ${to}: a class has only ${least}, and each part needs two of a class to compare`;
  const held = Math.ceil(share * rows);
  return `${held} of ${rows} rows are held out to ${to} (${say(by, share)}), ${each === 1 ? "one" : "two"} or more for each of the ${classes} classes`;
}
