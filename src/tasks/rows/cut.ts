import { spellingKey } from "../../data/columns/cells/spelling.ts";
import { isGap } from "../../data/columns/noValue.ts";
import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import { groupNote } from "../../data/rows/roleNotes.ts";
import { groupCells } from "../../data/rows/rowGroups.ts";
import { latestRows } from "../../data/rows/rowTimes.ts";
import { type TrainTest, trainTestSplit } from "../../data/rows/split.ts";
import { cellsOf } from "../../data/table.ts";
import { SettingError, type Spell, UserError } from "../../errors.ts";
import { checkHeldOut } from "./classesCheck.ts";
import type { Parts, Source } from "./source.ts";

/** A share of rows that is taken away from others. */
export interface Cut {
  share: number;
  by: "testSize" | "validation";
  seed: number;
}

/**
 * Takes a share of the rows away: so that each class keeps its share, rows of one group stay together, and where the rows have a
 * time the latest are taken. What is left has rows of every class.
 */
export function cut(source: Source, from: LabelledRows, { share, by, seed }: Cut): TrainTest<LabelledRows> {
  const { data, label, task, times } = source;
  const groups = source.groups && Int32Array.from(from.features.data, (row) => source.groups![row]!);
  if (times) return checked(source, from, by, latest(source, from, share, groups));
  if (!groups) checkHeldOut(from, { source: data.source, label, notes: source.notes }, share, by);
  try {
    const parts = trainTestSplit(from, { testSize: share, seed, stratify: task === "classify", groups });
    return groups ? checked(source, from, by, parts) : parts;
  } catch (error) {
    if (!groups || !(error instanceof UserError) || error instanceof SettingError) throw error;
    const count = new Set(groups).size;
    const { group } = data.roles ?? {};
    const of = group === undefined ? ", such as a picture and its copies" : ` of column ${group}`;
    throw new SettingError((say) => {
      const mend = group === undefined ? "" : `, or leave out ${say("group")}`;
      return `${data.source}: ${say(by, share)} cannot hold out whole groups${of}, of which there ${count === 1 ? "is one" : `are ${count}`} in ${from.nSamples} rows; add rows of other groups${mend}`;
    });
  }
}

function latest(
  { data, times }: Source,
  from: LabelledRows,
  share: number,
  groups: Int32Array | undefined,
): TrainTest<LabelledRows> {
  const own = Float64Array.from(from.features.data, (row) => times![row]!);
  try {
    const { train, test } = latestRows(own, share, groups);
    return { train: from.select(train), test: from.select(test) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new SettingError(
      (say) => `${data.source}, column ${data.roles?.time}: ${error.message}; leave out ${say("time")}`,
    );
  }
}

/** Groups and times may take all rows of a class away, of which nothing could be learned then. */
function checked(
  { data }: Source,
  from: LabelledRows,
  part: Cut["by"],
  parts: TrainTest<LabelledRows>,
): TrainTest<LabelledRows> {
  const { train, test } = parts;
  const learned = new Set(train.labels);
  const lost = from.classNames.findIndex((_, label) => !learned.has(label) && from.labels.includes(label));
  if (from.nClasses > 0 && lost >= 0) {
    const { group, time } = data.roles ?? {};
    throw new SettingError((say) => {
      const by =
        time === undefined
          ? group === undefined
            ? "as copies of one"
            : `by ${say("group", group)}`
          : `by ${say("time", time)}`;
      return `${data.source}: all rows of class "${from.classNames[lost]}" would be held out ${by}, so that none is learned from; state a smaller ${say(part)}, or name test rows with ${say("test")}`;
    });
  }
  if (train.nSamples > 1 && test.nSamples > 0) return parts;
  throw new SettingError(
    (say) =>
      `${data.source}: ${say(part)} leaves ${train.nSamples} rows to train on and ${test.nSamples} held out; add rows`,
  );
}

/** How groups and times divide the rows, a line each, and what may be amiss where nobody asked for them. */
export function divisionNotes(source: Source, parts: Parts, say: Spell): string[] {
  const { table, groups, times, roles, label, test: named } = source;
  const shared = sharedGroups(source);
  const cuts = [parts.test, parts.validation].filter((part) => part !== undefined);
  if (cuts.length === 0) {
    const asked = times ? "time" : roles.group === undefined ? undefined : "group";
    if (asked === undefined) return [];
    if (shared.length > 0) return shared;
    return [
      `${say(asked, roles[asked])} divides nothing: no rows are held out${named ? " beside the test rows" : ""}`,
    ];
  }
  const notes: string[] = [];
  if (times && roles.time !== undefined && parts.test) {
    let first = -1;
    for (const row of parts.test.features.data) if (first < 0 || times[row]! < times[first]!) first = row;
    const from = cellsOf(table.column(roles.time))[first];
    notes.push(
      `the test rows are the latest by column ${roles.time}${from ? `, from ${from} on` : ""}: ${parts.test.nSamples} of ${table.rows}`,
    );
  }
  if (roles.group !== undefined && groups) {
    // Copies join groups in a split; they are as many all the same.
    const cells = groupCells(table, roles.group);
    const countIn = (part: LabelledRows) =>
      new Set(Array.from(part.features.data, (row) => cells[row]!)).size;
    const held = cuts.map((part) => `${countIn(part)} ${part === parts.test ? "tested" : "validated"}`);
    notes.push(`${new Set(cells).size} groups by column ${roles.group} stay whole: ${held.join(", ")}`);
  }
  return [...notes, ...shared, ...groupNote(table, { label, roles }, say)];
}

/** Groups of the training rows that stand in rows which came for a test or a validation, a line for each of these. */
function sharedGroups({ table, roles: { group }, test, validation }: Source): string[] {
  if (group === undefined) return [];
  const learned = new Set(groupCells(table, group).map(spellingKey));
  return [test, validation].flatMap((other) => {
    if (!other?.columns.has(group)) return [];
    const own = new Map(
      cellsOf(other.column(group)).flatMap((cell) =>
        isGap(cell.trim()) ? [] : [[spellingKey(cell), cell.trim()] as const],
      ),
    );
    const both = [...own].flatMap(([key, cell]) => (learned.has(key) ? [cell] : []));
    if (both.length === 0) return [];
    return [
      `${other.source}: ${both.length} of its ${own.size} groups by column ${group} are learned from too (the first: ${both[0]}), which flatters the result on them`,
    ];
  });
}
