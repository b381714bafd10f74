import type { FileMetaData, SchemaElement } from "hyparquet";

// Durations and times of the day are whole numbers of a unit. The schema tells it of times; of durations Arrow's schema does, which
// pyarrow and polars keep beside it, or what pandas keeps there.

/** What the numbers of a column are. */
export interface Ticks {
  readonly is: "duration" | "time";
  /** a second has 10^digits of them */
  readonly digits: number;
}

const digitsOf = { s: 0, ms: 3, us: 6, ns: 9 } as const;
const inUnits = { 0: "seconds", 3: "milliseconds", 6: "microseconds", 9: "nanoseconds" } as const;

/** By column, the unit of durations, as it is kept beside the schema. */
export function durationsIn({ key_value_metadata: kept = [] }: FileMetaData): Map<string, number> {
  const textOf = (key: string) => kept.find((one) => one.key === key)?.value;
  const found = new Map<string, number>();
  for (const { name, type } of pandasColumns(textOf("pandas"))) {
    const unit = /^timedelta64\[(s|ms|us|ns)\]$/.exec(type)?.[1];
    if (unit !== undefined) found.set(name, digitsOf[unit as keyof typeof digitsOf]);
  }
  for (const [name, digits] of arrowDurations(textOf("ARROW:schema"))) found.set(name, digits);
  return found;
}

/** Whether a column holds durations or times, and of which unit. */
export function ticksOf(element: SchemaElement, duration: number | undefined): Ticks | undefined {
  const { type, converted_type: converted, logical_type: logical } = element;
  const time = (digits: number): Ticks => ({ is: duration === undefined ? "time" : "duration", digits });
  if (logical?.type === "TIME")
    return time({ MILLIS: 3, MICROS: 6, NANOS: 9 }[logical.unit as "MILLIS" | "MICROS" | "NANOS"]);
  if (converted === "TIME_MILLIS") return time(3);
  if (converted === "TIME_MICROS") return time(6);
  if (duration === undefined || type !== "INT64" || converted !== undefined || logical !== undefined)
    return undefined;
  return { is: "duration", digits: duration };
}

/** What is to be said of them, a line for each kind. */
export function ticksNotes(columns: readonly { name: string; ticks?: Ticks | undefined }[]): string[] {
  const lines = new Map<string, string[]>();
  for (const { name, ticks } of columns) {
    if (!ticks) continue;
    const what =
      ticks.is === "duration"
        ? `durations in ${inUnits[ticks.digits as keyof typeof inUnits]}, read as numbers of seconds`
        : "times of the day, read as seconds since midnight";
    lines.set(what, [...(lines.get(what) ?? []), name]);
  }
  return Array.from(lines, ([what, names]) => {
    const shown = names.length > 5 ? [...names.slice(0, 4), `${names.length - 4} more`] : names;
    return `${names.length === 1 ? "column" : "columns"} ${shown.join(", ")}: ${what}`;
  });
}

function pandasColumns(text: string | undefined): { name: string; type: string }[] {
  if (text === undefined) return [];
  try {
    const { columns } = JSON.parse(text) as { columns?: unknown };
    if (!Array.isArray(columns)) return [];
    return columns.map((one: { field_name?: unknown; name?: unknown; numpy_type?: unknown }) => ({
      name: String(one?.field_name ?? one?.name),
      type: String(one?.numpy_type),
    }));
  } catch {
    return [];
  }
}

/** Places in tables of Arrow's Schema.fbs: https://github.com/apache/arrow/blob/main/format/Schema.fbs */
const at = {
  message: { header: 2 },
  schema: { fields: 1 },
  field: { name: 0, kind: 2, type: 3, children: 5 },
} as const;
const duration = 18;
const lists = [12, 16, 21];
/** seconds, milliseconds, microseconds, nanoseconds; milliseconds where it is left out */
const units = [0, 3, 6, 9];

/** The durations of a schema of Arrow, a flatbuffer in base64; none where it is not whole. */
function arrowDurations(text: string | undefined): [name: string, digits: number][] {
  if (text === undefined) return [];
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const view = new DataView(bytes.buffer);
    // Eight bytes of marker and length stand before the message, or four in old files.
    const start = view.getUint32(0, true) === 0xffff_ffff ? 8 : 4;
    const entry = (table: number, place: number): number | undefined => {
      const entries = table - view.getInt32(table, true);
      const offset =
        4 + 2 * place < view.getUint16(entries, true) ? view.getUint16(entries + 4 + 2 * place, true) : 0;
      return offset === 0 ? undefined : table + offset;
    };
    const follow = (place: number): number => place + view.getUint32(place, true);
    const follows = (table: number, place: number): number | undefined => {
      const found = entry(table, place);
      return found === undefined ? undefined : follow(found);
    };
    const itemsOf = (vector: number | undefined): number[] =>
      vector === undefined
        ? []
        : Array.from({ length: Math.min(view.getUint32(vector, true), bytes.length >> 2) }, (_, i) =>
            follow(vector + 4 + 4 * i),
          );
    const digitsIn = (field: number): number | undefined => {
      const kind = entry(field, at.field.kind);
      const type = kind === undefined ? 0 : view.getUint8(kind);
      if (lists.includes(type)) {
        const [child] = itemsOf(follows(field, at.field.children));
        return child === undefined ? undefined : digitsIn(child);
      }
      if (type !== duration) return undefined;
      const unit = entry(follows(field, at.field.type)!, 0);
      return units[unit === undefined ? 1 : view.getInt16(unit, true)];
    };
    const schema = follows(follow(start), at.message.header)!;
    return itemsOf(follows(schema, at.schema.fields)).flatMap((field) => {
      const name = follows(field, at.field.name);
      const digits = digitsIn(field);
      if (name === undefined || digits === undefined) return [];
      const letters = bytes.subarray(name + 4, name + 4 + view.getUint32(name, true));
      return [[new TextDecoder().decode(letters), digits] as [string, number]];
    });
  } catch {
    return [];
  }
}
