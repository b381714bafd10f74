import { selectRows } from "../../data/columns/missing.ts";
import type { WantedImage } from "../../data/images/image.ts";
import { openRowStream, sourceNotes } from "../../data/load.ts";
import { memoryTables, readOf, type SourceTables } from "../../data/memory.ts";
import type { HowToRead } from "../../data/reading.ts";
import { readSource } from "../../data/sources.ts";
import { rowParts } from "../../data/streams/rowParts.ts";
import { rowsOfPart } from "../../data/streams/survey.ts";
import type { Table } from "../../data/table.ts";
import type { Place } from "../rows/files.ts";
import { isLarge } from "../rows/large.ts";
import { onlyPart } from "../rows/sourceParts.ts";

/** Cells that are looked at, and rows: of larger tables a sample is drawn. */
const [mostCells, mostRows] = [2 ** 22, 200_000];

/** A source as it is looked at: its pictures are not decoded yet. */
export interface LookedSource extends Omit<SourceTables, "sha256"> {
  /** rows of the part that is learned from, before a sample of them was drawn */
  rows: number;
  /** every part's rows */
  parts: { name: string; rows: number }[];
  /** the part that is learned from */
  main: string;
}

/** Reads what is named, once: of a file that is larger than memory, or a table of very many cells, a sample drawn by the seed. */
export async function readToLook(
  data: Place,
  how: HowToRead & { image?: WantedImage | undefined },
  seed: number,
): Promise<LookedSource> {
  if (typeof data !== "string") return sampled({ ...(await memoryTables(data, how)) }, seed);
  if (await isLarge(data)) return streamed(data, how, seed);
  const read = await readSource(data, how);
  const { tables, unread } = read;
  const notes = sourceNotes(data, read, how);
  return sampled({ source: data, tables, unread, notes, reading: readOf(tables).reading }, seed);
}

function sampled(read: Omit<SourceTables, "sha256">, seed: number): LookedSource {
  const { tables } = read;
  const main = onlyPart(tables) ?? (tables.train ? "train" : Object.keys(tables)[0]!);
  const parts = Object.entries(tables).map(([name, { rows }]) => ({ name, rows }));
  const table = tables[main]!;
  const drawn = table.imageColumn === undefined ? drawnRows(table.rows, widthOf(table), seed) : undefined;
  if (drawn) tables[main] = selectRows(table, drawn);
  return { ...read, rows: table.rows, parts, main };
}

async function streamed(data: string, how: HowToRead, seed: number): Promise<LookedSource> {
  const stream = (await openRowStream(data, how))!;
  const kept = Math.min(mostRows, Math.floor(mostCells / Math.max(1, stream.cells / stream.rows)));
  const table = (await rowsOfPart(stream, "sample", { testSize: 0, validation: 0, seed, kept }))!;
  return {
    source: data,
    tables: { train: table },
    notes: [...(stream.notes ?? [])],
    rows: stream.rows,
    parts: [{ name: "train", rows: stream.rows }],
    main: "train",
    reading: stream.reading,
  };
}

const widthOf = ({ columns }: Table): number =>
  [...columns.values()].reduce((sum, column) => sum + (column.kind === "list" ? column.width : 1), 0);

/** Which rows are looked at, where not all are: each is drawn by its number alone. */
export function drawnRows(rows: number, width: number, seed: number): number[] | undefined {
  const most = Math.max(1000, Math.min(mostRows, Math.floor(mostCells / width)));
  if (rows <= most) return undefined;
  return rowParts(0, rows, { seed, shares: { test: 0, validation: 0, sample: most / rows } }).sample;
}
