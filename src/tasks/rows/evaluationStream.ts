import { stat } from "node:fs/promises";
import { fileSha256 } from "../../data/fileHash.ts";
import type { UnreadFile } from "../../data/listing/walk.ts";
import { openRowStream, pickName } from "../../data/load.ts";
import type { HowToRead } from "../../data/reading.ts";
import { rowsOfPart } from "../../data/streams/survey.ts";
import type { Table } from "../../data/table.ts";
import { UserError } from "../../errors.ts";
import { grouped } from "../../report/words/format.ts";
import type { DataSpec } from "../../train/run/experiment.ts";
import { isLarge } from "./large.ts";

/** Rows to measure a model on, before its features are made of them. */
export interface ChosenRows {
  table: Table;
  split: string;
  sha256: string;
  /** which rows they are, in words */
  which: string;
  /** how they stand to the rows that the model was trained on: words.ts has a phrase for each */
  tested: "heldOut" | "training" | "splitOf";
  notes: string[];
  /** the files of a folder or a repository that were not read, each with the reason */
  unread?: readonly UnreadFile[] | undefined;
}

/**
 * Rows to measure a model on, where they cannot be read whole. The file that the run streamed gives the rows that were held
 * out, or the sample of its training rows that the loss was measured on; another file that is too large for memory gives
 * rows drawn by the run's seed. Nothing where the rows can be read whole.
 */
export async function streamedRows(
  { data: spec, seed }: { data: DataSpec; seed: number },
  { source, split, how }: { source: string; split: string; how: HowToRead },
): Promise<ChosenRows | undefined> {
  const large = await isLarge(source);
  if (!large && !spec.stream) return undefined;
  const found = await stat(source).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  const sha256 = await fileSha256(source);
  const same = sha256 === spec.sha256;
  if (same ? !spec.stream : !large) return undefined;
  const stream = await openRowStream(source, how);
  if (!stream) return undefined;
  if (split !== "test") pickName(source, ["train"], split);

  const testSize = same && !spec.test ? spec.testSize : 0;
  // A streamed file has no splits, so what validated is a share of its rows.
  const validation = same && spec.validation !== "split" ? (spec.validation ?? 0) : 0;
  const gaps = spec.missing === "drop";
  const division = { testSize, validation, seed, group: same ? spec.roles?.group : undefined, gaps };
  const heldOut = split === "test" && testSize > 0 ? await rowsOfPart(stream, "test", division) : undefined;
  if (heldOut) {
    return {
      table: heldOut,
      split,
      sha256,
      notes: [],
      which: "rows of the run's own data, held out from its training",
      tested: "heldOut",
    };
  }
  const table = await rowsOfPart(stream, "sample", division);
  if (!table) throw new UserError(`${source}: has a header but no rows; add rows of data`);
  const drawn = `${grouped(table.rows)} of ${grouped(stream.rows)} rows of ${source}, drawn by the run's seed`;
  return {
    table,
    split: "train",
    sha256,
    notes: table.rows < stream.rows ? [`measured on ${drawn}`] : [],
    which: `rows of ${source}, split train${same ? ": some of the rows that the network learned from" : ""}`,
    tested: same ? "training" : "splitOf",
  };
}
