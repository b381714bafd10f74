import { SettingError, UserError } from "../../errors.ts";
import type { Judgement } from "../columns/encoding.ts";
import { isWhyId, namedRows } from "../columns/idColumns.ts";
import type { ColumnRoles } from "../reading.ts";
import { offer, type Table } from "../table.ts";
import { columnCalled } from "./chooseLabel.ts";

const lists = ["drop", "id", "features"] as const;
const single = ["group", "time"] as const;

/**
 * What columns are for, by the names that the table has for them: those that were asked for may differ in case and width. Throws
 * a `SettingError` where there is no such column, or one is asked for as two things.
 */
export function settledRoles(table: Table, roles: ColumnRoles = {}, label?: string): ColumnRoles {
  const settled: { -readonly [K in keyof ColumnRoles]: ColumnRoles[K] } = { ...roles };
  const named: { role: string; name: string }[] = label === undefined ? [] : [{ role: "label", name: label }];
  const called = (role: string, asked: string): string => {
    const name = columnCalled(table, asked);
    if (name === undefined) throw noColumn(table, role, asked);
    const other = named.find((one) => one.name === name);
    if (other) throw twoRoles(table, name, other.role, role);
    named.push({ role, name });
    return name;
  };
  // What files of other columns lack is left out already, as was asked.
  const isOut = (role: string, asked: string) =>
    role !== "features" && columnCalled(table, asked) === undefined && table.traits.uncommon?.includes(asked);
  for (const role of lists)
    if (roles[role])
      settled[role] = roles[role].filter((asked) => !isOut(role, asked)).map((asked) => called(role, asked));
  for (const role of single) if (roles[role] !== undefined) settled[role] = called(role, roles[role]);
  if (table.imageColumn !== undefined && roles.features)
    throw new SettingError(
      (say) =>
        `${table.source}: holds images, whose pixels are what is learned from; leave out ${say("features")}`,
    );
  return settled;
}

/** What a column is, by what it is asked for, else by its cells. */
export function judged(name: string, roles: ColumnRoles, byCells: () => Judgement): Judgement {
  const asked = askedFor(name, roles);
  if (asked !== undefined) return { kind: "left out", why: asked };
  if (!roles.features) return byCells();
  if (roles.features.includes(name)) {
    const found = byCells();
    if (found.kind !== "left out" || !isWhyId(found.why)) return found;
    if (found.why !== namedRows) return { kind: "number" };
    throw new SettingError(
      (say) =>
        `column ${name}: ${found.why}, so there is nothing to learn from; leave it out of ${say("features")}`,
    );
  }
  const notAsked: Judgement = { kind: "left out", why: "not asked for" };
  try {
    const found = byCells();
    return found.kind === "left out" && isWhyId(found.why) ? found : notAsked;
  } catch (error) {
    // Its cells hold mistakes, which nobody asks about.
    if (error instanceof UserError) return notAsked;
    throw error;
  }
}

/** What a column is for that is no feature, as it was asked. */
export function askedFor(name: string, { drop = [], id = [], group, time }: ColumnRoles): string | undefined {
  if (drop.includes(name)) return "dropped, as asked";
  if (id.includes(name)) return "an id, as asked";
  if (name === group) return "the group";
  return name === time ? "the time" : undefined;
}

/** The columns that cannot be the label, since they are something else. */
export const notLabels = ({ drop = [], id = [], features = [], group, time }: ColumnRoles): Set<string> =>
  new Set([...drop, ...id, ...features, ...[group, time].filter((name) => name !== undefined)]);

function noColumn(table: Table, role: string, name: string): SettingError {
  return new SettingError(
    (say) =>
      `${table.source}: ${say(role)} asks for "${name}", and there is no such column${offer(name, table.columnNames)}`,
  );
}

function twoRoles(table: Table, name: string, first: string, second: string): SettingError {
  return new SettingError((say) =>
    first === second
      ? `${table.source}: ${say(first)} names column "${name}" twice; name it once`
      : `${table.source}: column "${name}" is asked for as ${say(first)} and as ${say(second)}; leave out one of them`,
  );
}
