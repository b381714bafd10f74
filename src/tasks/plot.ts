import { basename } from "node:path";
import { readingNotes } from "../data/columns/cells/readingNotes.ts";
import { fitEncoder } from "../data/columns/encoder.ts";
import type { MissingRule } from "../data/columns/missing.ts";
import { unseenCategories, unseenInWords } from "../data/columns/unseen.ts";
import { loadTables } from "../data/load.ts";
import { splitRows } from "../data/loadDataset.ts";
import { standardAxes, standardScores } from "../data/numbers/standardAxes.ts";
import type { OnProgress } from "../data/reading.ts";
import { findLabel, type Task } from "../data/rows/chooseLabel.ts";
import type { Numbers, Table } from "../data/table.ts";
import { asProgram, checkNames, type Spell, UserError } from "../errors.ts";
import { checkWrites } from "../files.ts";
import { scatterChart } from "../plot/charts/scatter.ts";
import { checkChartPath, writeChart } from "../plot/write.ts";
import { grouped } from "../report/words/format.ts";
import { isAmount } from "./look/amounts.ts";
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
  /** 0 where the label is a number */
  classes: number;
  /** the label, where it is a number, which is drawn as a colour of a scale */
  value?: string | undefined;
  /** whether each feature was brought to mean 0 and deviation 1 for the principal components */
  standardised: boolean;
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
 * Draws every split's rows, coloured by class, or by the label's number where it is one: two features as they are, more of them on
 * their first two principal components, each feature brought to mean 0 and deviation 1 before, but for pixels of images.
 * `await plot({ data: "iris", out: "iris.png" })`
 */
export async function plot(options: PlotOptions): Promise<Plotted> {
  checkNames("plot", options, names);
  const { data, out } = options;
  checkChartPath(out);
  await checkWrites(data, { files: [out] });
  const { splits, notes, label, task } = await rowsOf(options);
  const entries = Object.entries(splits);
  const [, first] = entries[0]!;
  const flat = first.nFeatures <= 2;
  const standardised = !flat && first.image === undefined;
  const axes = flat ? undefined : standardAxes(first.features, 2, { standardise: standardised });
  const facets = entries.map(([split, { features, nSamples, labels }]) => ({
    title: entries.length > 1 ? `${split} (${grouped(nSamples)})` : "",
    ...onPlane(axes ? standardScores(axes, features.data) : features.data, axes ? 2 : first.nFeatures),
    label: task === "regress" ? undefined : labels,
    value: task === "regress" ? labels : undefined,
  }));
  const component = (i: 0 | 1) => `PC${i + 1} (${(100 * axes!.explained[i]!).toFixed(1)}%)`;
  const [xLabel, yLabel] = flat
    ? [first.featureNames[0]!, first.featureNames[1] ?? ""]
    : [component(0), component(1)];
  const { classNames } = first;
  const value = task === "regress" ? label : undefined;
  const svg = await scatterChart({
    ...{ facets, classNames, title: basename(data), xLabel, yLabel },
    valueName: value,
  });
  await writeChart(out, svg, { dpi: 192 });
  const rows = entries.reduce((sum, [, dataset]) => sum + dataset.nSamples, 0);
  return { rows, features: first.nFeatures, classes: first.nClasses, value, standardised, notes };
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
  const label = asked ?? labelOf(first(tables));
  // So many different numbers are no classes.
  const task: Task = isAmount(first(tables), label) ? "regress" : "classify";
  const dropping = missing === "drop" ? fitEncoder(first(tables), { label, missing }) : undefined;
  const whole = Object.fromEntries(
    Object.entries(tables).map(([split, table]) => {
      const more = dropping ? unlabelled(table, { label, task }) : [];
      return [split, dropping ? complete(table, dropping, { notes, more, say: spell }) : table];
    }),
  );
  const encoder = fitEncoder(first(whole), { label, missing });
  const left = encoder.leftOut.map(({ name, why }) => `column ${name} is left out: ${why}`);
  const unseen = Object.values(whole).flatMap((table) => unseenCategories(table, encoder));
  return {
    label,
    task,
    splits: splitRows(whole, { label, encoder, task }),
    notes: [
      ...notes,
      ...left,
      ...readingNotes(first(whole), { ...encoder, leftOut: [] }, spell ?? asProgram),
      ...unseen.map(unseenInWords),
    ],
  };
}

/** A column of numbers is drawn, too, where none is called as a class. */
function labelOf(table: Table): string {
  try {
    return findLabel(table);
  } catch (error) {
    const last = table.columnNames.at(-1)!;
    if (error instanceof UserError && table.traits.delimited && isAmount(table, last)) return last;
    throw error;
  }
}

/** Rows of one or two coordinates as x and y, which is 0 where there is none. */
function onPlane(rows: Numbers, width: number): { x: Float64Array; y: Float64Array } {
  const column = (k: number) =>
    Float64Array.from({ length: rows.length / width }, (_, i) => rows[i * width + k]!);
  return { x: column(0), y: width > 1 ? column(1) : new Float64Array(rows.length) };
}
