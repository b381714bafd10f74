import { basename } from "node:path";
import { readingNotes } from "../data/columns/cells/readingNotes.ts";
import { fitEncoder } from "../data/columns/encoder.ts";
import type { MissingRule } from "../data/columns/missing.ts";
import { unseenCategories, unseenInWords } from "../data/columns/unseen.ts";
import { loadTables } from "../data/load.ts";
import { splitRows } from "../data/loadDataset.ts";
import { principalAxes, project } from "../data/numbers/pca.ts";
import type { OnProgress } from "../data/reading.ts";
import { findLabel } from "../data/rows/chooseLabel.ts";
import type { Table } from "../data/table.ts";
import { asProgram, checkNames, type Spell } from "../errors.ts";
import { checkWrites } from "../files.ts";
import { scatterChart } from "../plot/charts/scatter.ts";
import { checkChartPath, writeChart } from "../plot/write.ts";
import { grouped } from "../report/words/format.ts";
import { complete, unlabelled } from "./rows/source.ts";

export interface PlotOptions {
  /** a file, a folder, a shipped name or a Hub id */
  data: string;
  /** the picture: .png or .svg */
  out: string;
  /** the column that holds the class; found by its name, else the last, when left out */
  label?: string;
  /** missing cells are filled, or their rows dropped; they are errors when left out */
  missing?: MissingRule;
  /** how remarks spell settings; as a program does when left out */
  spell?: Spell;
  /** how a download from the Hub goes on */
  onProgress?: OnProgress;
  /** when aborted, a download ends at once */
  signal?: AbortSignal;
}

export interface Plotted {
  rows: number;
  features: number;
  classes: number;
  /** remarks on the rows, a line each */
  notes: readonly string[];
}

const names = [
  "data",
  "out",
  "label",
  "missing",
  "spell",
  "onProgress",
  "signal",
] as const satisfies (keyof PlotOptions)[];

/**
 * Draws every split's rows, coloured by class: two features as they are, more of them on their first two principal
 * components. `await plot({ data: "iris", out: "iris.png" })`
 */
export async function plot(options: PlotOptions): Promise<Plotted> {
  checkNames("plot", options, names);
  const { data, out } = options;
  checkChartPath(out);
  await checkWrites(data, { files: [out] });
  const { splits, notes } = await rowsOf(options);
  const entries = Object.entries(splits);
  const [, first] = entries[0]!;
  const plane = principalAxes(first.features, 2);
  const facets = entries.map(([split, dataset]) => ({
    title: entries.length > 1 ? `${split} (${grouped(dataset.nSamples)})` : "",
    ...onPlane(project(plane, dataset.features), plane.axes.length),
    label: dataset.labels,
  }));
  const component = (i: 0 | 1) => `PC${i + 1} (${(100 * plane.explained[i]!).toFixed(1)}%)`;
  const [xLabel, yLabel] =
    first.nFeatures <= 2
      ? [first.featureNames[0]!, first.featureNames[1] ?? ""]
      : [component(0), component(1)];
  const { classNames } = first;
  const svg = await scatterChart({ facets, classNames, title: basename(data), xLabel, yLabel });
  await writeChart(out, svg, { dpi: 192 });
  const rows = entries.reduce((sum, [, dataset]) => sum + dataset.nSamples, 0);
  return { rows, features: first.nFeatures, classes: first.nClasses, notes };
}

/** Every split's rows, their columns settled as training does, and what is to be said of them, a line each. */
async function rowsOf({ data, label: asked, missing, spell, onProgress, signal }: PlotOptions) {
  const { tables, notes } = await loadTables(data, {
    spell,
    learned: asked,
    byName: asked === "label" ? "any" : true,
    onProgress,
    signal,
  });
  const first = (all: Record<string, Table>) => all.train ?? Object.values(all)[0]!;
  const label = asked ?? findLabel(first(tables));
  const dropping = missing === "drop" ? fitEncoder(first(tables), { label, missing }) : undefined;
  const whole = Object.fromEntries(
    Object.entries(tables).map(([split, table]) => {
      const more = dropping ? unlabelled(table, { label, task: "classify" }) : [];
      return [split, dropping ? complete(table, dropping, { notes, more, say: spell }) : table];
    }),
  );
  const encoder = fitEncoder(first(whole), { label, missing });
  const left = encoder.leftOut.map(({ name, why }) => `column ${name} is left out: ${why}`);
  const unseen = Object.values(whole).flatMap((table) => unseenCategories(table, encoder));
  return {
    splits: splitRows(whole, { label, encoder }),
    notes: [
      ...notes,
      ...left,
      ...readingNotes(first(whole), { ...encoder, leftOut: [] }, spell ?? asProgram),
      ...unseen.map(unseenInWords),
    ],
  };
}

/** Rows of one or two coordinates as x and y, which is 0 where there is none. */
function onPlane(rows: Float64Array, width: number): { x: Float64Array; y: Float64Array } {
  const column = (k: number) =>
    Float64Array.from({ length: rows.length / width }, (_, i) => rows[i * width + k]!);
  return { x: column(0), y: width > 1 ? column(1) : new Float64Array(rows.length) };
}
