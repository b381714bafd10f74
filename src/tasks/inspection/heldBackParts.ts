import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import type { Table } from "../../data/table.ts";
import { UserError } from "../../errors.ts";
import { goodClass } from "../../train/inspection/goodClass.ts";
import type { DataSpec } from "../../train/run/experiment.ts";
import { holdBack } from "./holdBack.ts";

/** What is split: a table, and each row's class beside its number. */
interface Undivided {
  readonly data: DataSpec;
  readonly table: Table;
  readonly rows: LabelledRows;
  /** rows of one group go to one part together */
  readonly groups?: ArrayLike<number> | undefined;
  /** rows that came with the data for a part */
  readonly test?: Table | undefined;
  readonly validation?: Table | undefined;
  /** remarks, a line each */
  readonly notes: string[];
}

interface Divided {
  readonly train: LabelledRows;
  readonly validation?: LabelledRows;
  readonly test?: LabelledRows;
}

/** As many good parts as the usual split of classes takes. */
const enoughGood = 5;

/** Of a class with four rows one is tested and one chooses the threshold. */
const enoughOfClass = 4;

/**
 * The parts of a training that knows good parts, where they are too few for the usual split, or where copies or groups would come
 * to two parts. Nothing where the usual split does, or no class is of good parts.
 */
export function heldBackParts(source: Undivided, seed: number): Divided | undefined {
  const { data, rows, notes } = source;
  const { labels, classNames } = rows;
  const good = goodClass(classNames, data.distances?.good);
  if (good === undefined) return undefined;
  const label = classNames.indexOf(good);
  const groups = groupsIn(source);
  const own = Array.from(labels.keys()).filter((row) => labels[row] === label);
  const different = new Set(own.map((row) => groups[row]!)).size;
  if (different < 2) throw tooFew(source, good, own.length);
  const shares = {
    testSize: source.test ? 0 : data.testSize,
    validation: !source.validation && typeof data.validation === "number" ? data.validation : 0,
  };
  const single = new Set(Array.from(groups)).size === rows.nSamples;
  if (single && isUsual(rows, own.length, shares)) return undefined;
  const held = holdBack({ labels, good: label, groups, ...shares, seed });
  const part = (wanted: readonly number[]) => (wanted.length > 0 ? rows.select(wanted) : undefined);
  if (shares.testSize > 0 && held.test.length === 0)
    notes.push(
      `${different} different good parts are too few to test on any: they are learned from, or choose the threshold`,
    );
  return { train: part(held.train)!, validation: part(held.validation), test: part(held.test) };
}

/** A number for each row, equal where rows are one group: as it is named, or as the table's copies are. */
function groupsIn({ table, rows, groups }: Undivided): ArrayLike<number> {
  if (groups) return groups;
  const names = table.rowGroups;
  if (!names) return Int32Array.from({ length: rows.nSamples }, (_, row) => row);
  const numbers = new Map<string, number>();
  return names.map((name) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
}

/** Whether the usual split has a row of each class for each part. */
function isUsual(
  { labels, classNames }: LabelledRows,
  good: number,
  { testSize, validation }: { testSize: number; validation: number },
): boolean {
  const counts = new Array<number>(classNames.length).fill(0);
  for (const label of labels) counts[label]!++;
  const present = counts.filter((count) => count > 0);
  if (good < enoughGood || present.some((count) => count < enoughOfClass)) return false;
  let rows = labels.length;
  for (const share of [testSize, validation]) {
    if (share === 0) continue;
    const held = Math.ceil(share * rows);
    if (held < present.length || rows - held < present.length) return false;
    rows -= held;
  }
  return true;
}

function tooFew({ data }: Undivided, good: string, parts: number): UserError {
  const which =
    parts === 0
      ? `no part of class "${good}" is left`
      : parts === 1
        ? `there is one part of class "${good}"`
        : `the ${parts} parts of class "${good}" are copies of one, or of one group`;
  return new UserError(
    `${data.source}: ${which}, and it takes two to show how good parts differ; add good parts`,
  );
}
