import { basename } from "node:path";
import { Command } from "commander";
import { fitEncoder } from "../../data/columns/encoder.ts";
import { type MissingRule, missingRules } from "../../data/columns/missing.ts";
import { unseenCategories, unseenInWords } from "../../data/columns/unseen.ts";
import { loadTables } from "../../data/load.ts";
import { splitRows } from "../../data/loadDataset.ts";
import { principalAxes, project } from "../../data/pca.ts";
import type { Table } from "../../data/table.ts";
import { findLabel } from "../../data/toRows.ts";
import { scatterChart } from "../../plot/charts/scatter.ts";
import { checkChartPath, writeChart } from "../../plot/write.ts";
import { complete, usedColumns } from "../../tasks/rows/prepare.ts";
import { grouped, openConsole, percent } from "../terminal/console.ts";
import { choice, jsonOption } from "../terminal/options.ts";

export const command = new Command("plot")
  .argument("<data>", "a file, a folder, a shipped name (digits, iris, lesson) or a Hub id OWNER/NAME")
  .requiredOption("--out <file>", "where to: .png or .svg")
  .option("--label <column>", "the column that holds the class")
  .addOption(
    choice(
      "--missing <how>",
      "fill missing cells, or drop their rows (default: they are errors)",
      missingRules,
    ),
  )
  .addOption(jsonOption())
  .action(run);

interface Options {
  out: string;
  label?: string;
  missing?: MissingRule;
  json?: boolean;
}

/** Every split's rows, their columns settled as `kiso train` does, and what is to be said of them, a line each. */
async function rowsOf(source: string, { label: asked, missing }: Options) {
  const { tables, notes } = await loadTables(source);
  const first = (all: Record<string, Table>) => all.train ?? Object.values(all)[0]!;
  const label = asked ?? findLabel(first(tables));
  const columns = missing === "drop" ? usedColumns(first(tables), label) : [];
  const whole = Object.fromEntries(
    Object.entries(tables).map(([split, read]) => {
      const table = read.withWords([label]);
      return [split, missing === "drop" ? complete(table, columns, notes) : table];
    }),
  );
  const encoder = fitEncoder(first(whole), { label, missing });
  const left = encoder.leftOut.map(({ name, why }) => `column ${name} is left out: ${why}`);
  const unseen = Object.values(whole).flatMap((table) => unseenCategories(table, encoder));
  return {
    splits: splitRows(whole, { label, encoder }),
    notes: [...notes, ...left, ...unseen.map(unseenInWords)],
  };
}

async function run(source: string, options: Options): Promise<void> {
  const { out, json } = options;
  checkChartPath(out);
  const { splits, notes } = await rowsOf(source, options);
  const entries = Object.entries(splits);
  const [, first] = entries[0]!;
  const plane = principalAxes(first.features, 2);
  const facets = entries.map(([split, dataset]) => ({
    title: entries.length > 1 ? `${split} (${grouped(dataset.nSamples)})` : "",
    ...onPlane(project(plane, dataset.features), plane.axes.length),
    label: dataset.labels,
  }));
  const axes =
    first.nFeatures <= 2
      ? { xLabel: first.featureNames[0]!, yLabel: first.featureNames[1] ?? "" }
      : { xLabel: `PC1 (${percent(plane.explained[0]!)})`, yLabel: `PC2 (${percent(plane.explained[1]!)})` };
  await writeChart(
    out,
    await scatterChart({ facets, classNames: first.classNames, title: basename(source), ...axes }),
    { dpi: 192 },
  );
  const rows = entries.reduce((sum, [, dataset]) => sum + dataset.nSamples, 0);
  const console = openConsole({ json });
  const how =
    first.nFeatures <= 2 ? "" : `, ${first.nFeatures} features drawn on their first two principal components`;
  for (const note of notes) console.say(`note   ${note}`);
  console.say(`wrote  ${out}: ${grouped(rows)} rows, ${first.nClasses} classes${how}`);
  console.json({
    rows,
    features: first.nFeatures,
    classes: first.nClasses,
    ...(notes.length > 0 ? { notes } : {}),
    out,
  });
}

/** Of rows of one or two coordinates, x and y, which is 0 where there is none. */
function onPlane(rows: Float64Array, width: number): { x: Float64Array; y: Float64Array } {
  const column = (k: number) =>
    Float64Array.from({ length: rows.length / width }, (_, i) => rows[i * width + k]!);
  return { x: column(0), y: width > 1 ? column(1) : new Float64Array(rows.length) };
}
