import { sheetNotes } from "../data/formats/sheetText.ts";
import { checkTablePath, writeTable } from "../data/formats/write.ts";
import type { WriteColumn } from "../data/formats/writeColumn.ts";
import { pixelCount } from "../data/images/image.ts";
import { type LoadedTables, loadTables, pickSplit } from "../data/load.ts";
import { type HowToRead, howToReadNames } from "../data/reading.ts";
import { labelRank } from "../data/rows/chooseLabel.ts";
import { readLabels } from "../data/rows/labels.ts";
import type { Table } from "../data/table.ts";
import { checkNames } from "../errors.ts";
import { checkWrites } from "../files.ts";
import type { Drift } from "../model/drift/drift.ts";
import type { ModelCard } from "../model/file/card.ts";
import { addLight, type PictureLight } from "../model/inspection/light.ts";
import { Model } from "../model/model.ts";
import { lightNotes, lotLight } from "./inspection/lot.ts";
import type { Unread } from "./inspection/partFiles.ts";
import { orEachPicture } from "./inspection/pictureTable.ts";
import { learnedLabel } from "./rows/evaluationRows.ts";
import { rowRemarks } from "./rows/far/farOff.ts";
import { howOf } from "./rows/newRows.ts";
import { asModel } from "./rows/places.ts";

export interface EmbedOptions extends HowToRead {
  /** the folder of a trained model of distances */
  run: string;
  /** rows or images: a file, a folder, a shipped name or a Hub id */
  data: string;
  /** of the data; its train split where there is one, when left out */
  split?: string;
  /** the column that is taken along as the label; the one that the run learned, else one of a usual name, when left out */
  label?: string;
  /** a file for the embeddings: .parquet, .npz, .csv, .tsv or .jsonl; nothing is written when left out */
  out?: string;
}

const names = [
  "run",
  "data",
  "split",
  "label",
  "out",
  ...howToReadNames,
] as const satisfies (keyof EmbedOptions)[];

export interface Embedded {
  rows: number;
  /** numbers of an embedding */
  dimensions: number;
  /** (rows, dimensions), row-major */
  values: Float64Array;
  /** of each row its class, where the rows have one */
  labels?: ArrayLike<number>;
  classNames?: readonly string[];
  /** what a person should know of the files, a line each */
  notes: readonly string[];
  /** how the rows have drifted since training; nothing where the model cannot tell */
  drift?: Drift | undefined;
  /** pictures of a folder that cannot be read, and so have no embedding */
  errors: readonly Unread[];
}

/** The embeddings of rows or images: `const { values } = await embed({ run: "runs/parts-1", data: "parts" })`. */
export async function embed(options: EmbedOptions): Promise<Embedded> {
  checkNames("embed", options, names);
  const { run, data, split, label, out } = options;
  if (out !== undefined) checkTablePath(out, { text: false });
  await checkWrites(data, { files: [out] });
  const model = await Model.load(run);
  try {
    const { image } = model.card;
    const read = () => loadTables(data, { image, lot: true, ...howOf(model.card, options) });
    const loaded = await orEachPicture(
      data,
      { image: split === undefined ? image : undefined, how: options },
      read,
    );
    const errors = "table" in loaded ? loaded.errors : [];
    const given = "table" in loaded ? loaded.table : pickedTable(loaded, split);
    const places = asModel(model.card, given, label);
    const table = places ? places.named(given) : given;
    const { values, dimensions } = await model.embed(table);
    const named =
      (places?.placed ? undefined : label) ?? learnedLabel(model.card, table) ?? usualLabel(table);
    const known = named === undefined ? undefined : readLabels(table, { label: named, task: "classify" });
    const { notes: remarks, drift } = rowRemarks(model.card, [table], "embeddings mean little");
    const embedded: Embedded = {
      rows: table.rows,
      dimensions,
      values,
      ...known,
      notes: [...loaded.notes, ...(places?.notes ?? []), ...remarks, ...lightRemarks(table, model.card)],
      drift,
      errors,
    };
    if (out === undefined) return embedded;
    const columns = columnsOf(embedded, table, /\.npz$/i.test(out));
    await writeTable(out, columns);
    return { ...embedded, notes: [...embedded.notes, ...sheetNotes(out, columns)] };
  } finally {
    model.dispose();
  }
}

const pickedTable = (loaded: LoadedTables, split: string | undefined): Table =>
  (split === undefined ? pickSplit(loaded, "train", "test") : pickSplit(loaded, split))[1];

/** Where pictures lie in another light than the good parts of the model. */
function lightRemarks({ imageColumn, columns }: Table, { image, inspection }: ModelCard): string[] {
  const column = imageColumn === undefined ? undefined : columns.get(imageColumn);
  if (!image || column?.kind !== "list") return [];
  const light: PictureLight = { brightness: [], contrast: [] };
  addLight(light, column.values, pixelCount(image));
  const found = lotLight(light, inspection?.light);
  return found ? lightNotes(found, "embeddings may lie apart for the light alone") : [];
}

/** As a file has them; an .npz holds arrays of numbers alone. */
function columnsOf(
  { values, dimensions, labels, classNames }: Embedded,
  { rowNames }: Table,
  npz: boolean,
): WriteColumn[] {
  const columns: WriteColumn[] = [{ name: "embedding", values, width: dimensions }];
  if (labels && classNames)
    columns.push(
      npz
        ? { name: "label", values: Int32Array.from(labels), integer: true }
        : { name: "label", text: Array.from(labels, (k) => classNames[k]!) },
    );
  return rowNames && !npz ? [{ name: "file", text: rowNames }, ...columns] : columns;
}

/** A label that is not there is none: new parts have none. */
const usualLabel = ({ columnNames, imageColumn }: Table): string | undefined =>
  columnNames.find((name) => name !== imageColumn && (labelRank(name) ?? 2) < 2);
