import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RawCell, RowRecord } from "../../src/data/columns/records.ts";

/** What `kiso predict`, `judge`, `match` and `embed` answered when the model was made: tests/golden/models.mjs. */
interface Answers {
  predict?: { notes?: string[]; predictions: (Record<string, unknown> & { row: number; file?: string })[] };
  judge?: {
    threshold: number;
    parts: { file: string; verdict: string; distance: number; nearest: string }[];
  };
  match?: { a: string; b: string; distance: number };
}

export interface GoldenModel {
  kind: string;
  folder: string;
  answers: Answers;
  /** raw rows, by the names of their columns; of a file without a header as lists */
  rows: RowRecord[] | RawCell[][];
  /** image files, by their names */
  images: string[];
  embeddings: number[][] | undefined;
}

const root = join(import.meta.dirname, "../golden/models");

/** A number where there is one, a word, or no value. */
const cellOf = (text: string): RawCell =>
  text === "" ? null : Number.isNaN(Number(text)) ? text : Number(text);

export const goldenModels: GoldenModel[] = readdirSync(root).map((kind) => {
  const folder = join(root, kind);
  const files = readdirSync(folder);
  const text = (name: string) => (files.includes(name) ? readFileSync(join(folder, name), "utf8") : "");
  const lines = (name: string) => text(name).split("\n").filter(Boolean);
  const cells = lines("rows.csv").map((line) => line.split(",").map(cellOf));
  const [head, ...body] = cells;
  const records = (body ?? []).map((row) =>
    Object.fromEntries(row.map((cell, k) => [String(head![k]), cell])),
  );
  const answers: Answers = JSON.parse(text("answers.json"));
  const { predict, judge } = answers;
  const lists = lines("rows.jsonl").map((line): RowRecord => JSON.parse(line));
  return {
    kind,
    folder,
    answers,
    rows: kind === "headerless" ? cells : cells.length > 0 ? records : lists,
    images: (predict?.predictions ?? judge!.parts).flatMap(({ file }) =>
      file?.endsWith(".png") ? [file] : [],
    ),
    embeddings: files.includes("embeddings.jsonl")
      ? lines("embeddings.jsonl").map((line) => JSON.parse(line).embedding)
      : undefined,
  };
});

/** The same rows as a form gives them: text in every cell. */
export const asText = (row: RowRecord): RowRecord =>
  Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [name, typeof cell === "number" ? String(cell) : cell]),
  );
