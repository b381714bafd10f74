import { asProgram, SettingError, type Spell, UserError } from "../../errors.ts";
import { selectRows } from "../columns/missing.ts";
import type { UnreadFile } from "../listing/walk.ts";
import { type Column, Table } from "../table.ts";
import { decodeImage, type ImageFile, readImageHeader } from "./decode.ts";
import type { ImageHeader } from "./formats/own.ts";
import { picturesAtOnce, side } from "./images.ts";

/** Tables without the pictures that cannot be decoded. */
export interface WholePictures {
  tables: Record<string, Table>;
  /** those that are left out, by their path, and why */
  skipped: UnreadFile[];
}

/** Decodes each picture once, and leaves out the rows of those that are damaged, empty or no pictures. */
export async function wholePictures(
  tables: Readonly<Record<string, Table>>,
  spell: Spell = asProgram,
): Promise<WholePictures> {
  const made: Record<string, Table> = {};
  const skipped: UnreadFile[] = [];
  for (const [part, table] of Object.entries(tables)) {
    const name = table.imageColumn;
    const column = name === undefined ? undefined : table.columns.get(name);
    if (name === undefined || column?.kind !== "unusable" || !column.images) {
      made[part] = table;
      continue;
    }
    const headers = await side(column.images, (file) => readImageHeader(file).catch(() => undefined));
    const sizes = headers.map((header) => header ?? { height: 0, width: 0 });
    const whys = await side(
      column.images,
      (file, i) => whyNot(file, headers[i], spell),
      picturesAtOnce(sizes),
    );
    const kept = whys.flatMap((why, row) => (why === undefined ? [row] : []));
    for (const [row, why] of whys.entries())
      if (why !== undefined) skipped.push({ file: column.images[row]!.name, why });
    if (kept.length === 0)
      throw new UserError(
        `${table.source}: none of its ${whys.length} pictures can be read; the first: ${whys[0]}`,
      );
    made[part] = kept.length === whys.length ? table : withRows(table, name, column, kept);
  }
  return { tables: made, skipped };
}

/** Of a picture whose header cannot be read, nothing will be decoded. */
async function whyNot(
  file: ImageFile,
  header: ImageHeader | undefined,
  spell: Spell,
): Promise<string | undefined> {
  try {
    await decodeImage(file, header);
    return undefined;
  } catch (error) {
    if (error instanceof SettingError) return error.spelled(spell);
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

function withRows(
  table: Table,
  name: string,
  column: Extract<Column, { kind: "unusable" }>,
  rows: readonly number[],
): Table {
  const kept = selectRows(table, rows);
  const images = rows.map((row) => column.images![row]!);
  return new Table(
    new Map([...kept.columns, [name, { ...column, rows: rows.length, images }]]),
    kept.parts,
    kept.traits,
  );
}

/** What is said of pictures that were left out. */
export function skippedNote(skipped: readonly UnreadFile[], all: number): string[] {
  const [first] = skipped;
  if (!first) return [];
  const more = skipped.length > 1 ? ` and ${skipped.length - 1} more` : "";
  return [
    `${skipped.length} of ${all} pictures are left out, since they cannot be read: ${first.why}${more}`,
  ];
}
