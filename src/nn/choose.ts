import { nearest, shown, UserError } from "../errors.ts";

/** The table's entry of that name; a name that it lacks is the user's mistake. */
export function choose<T extends object, K extends keyof T & string>(
  kind: string,
  table: T,
  name: string,
): T[K] {
  if (isKey(table, name)) return table[name as K];
  const known = Object.keys(table);
  const near = nearest(String(name), known);
  throw new UserError(
    `unknown ${kind} "${name}"${near === undefined ? "" : `; did you mean ${near}?`}; there are ${known.join(", ")}`,
  );
}

/** Refuses a setting outside `range`, and one that is no number. */
export function checkNumber(where: string, name: string, found: number, range: Range): number {
  const { atLeast, above, below, atMost, whole } = range;
  const inside =
    (atLeast === undefined || found >= atLeast) &&
    (above === undefined || found > above) &&
    (below === undefined || found < below) &&
    (atMost === undefined || found <= atMost);
  if (
    typeof found === "number" &&
    Number.isFinite(found) &&
    inside &&
    !(whole && !Number.isSafeInteger(found))
  )
    return found;
  const bounds = [
    atLeast === undefined ? [] : [`at least ${atLeast}`],
    above === undefined ? [] : [`above ${above}`],
    below === undefined ? [] : [`below ${below}`],
    atMost === undefined ? [] : [`at most ${atMost}`],
  ].flat();
  throw new UserError(
    `${where}: ${name} must be ${whole ? "a whole number of " : ""}${bounds.join(" and ")}, found ${shown(found)}`,
  );
}

export interface Range {
  readonly atLeast?: number;
  readonly above?: number;
  readonly below?: number;
  readonly atMost?: number;
  readonly whole?: true;
}

function isKey<T extends object>(table: T, name: string): name is keyof T & string {
  return Object.hasOwn(table, name);
}
