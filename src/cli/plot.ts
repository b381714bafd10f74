import { basename } from "node:path";
import { Command } from "commander";
import { loadDataset } from "../data/loadDataset.ts";
import { numbers } from "../data/numbers.ts";
import { principalAxes, project } from "../data/pca.ts";
import { scatterChart } from "../plot/scatter.ts";
import { checkChartPath, writeChart } from "../plot/write.ts";
import { grouped, openConsole, percent } from "./console.ts";
import { jsonOption } from "./options.ts";

export const command = new Command("plot")
  .argument("<data>", "a file, a folder, a shipped name (digits, iris, lesson) or a Hub id OWNER/NAME")
  .requiredOption("--out <file>", "where to: .png or .svg")
  .option("--label <column>", "the column that holds the class")
  .addOption(jsonOption())
  .action(run);

async function run(
  source: string,
  { out, label, json }: { out: string; label?: string; json?: boolean },
): Promise<void> {
  checkChartPath(out);
  const { splits } = await loadDataset(source, label === undefined ? {} : { label });
  const entries = Object.entries(splits);
  const [, first] = entries[0]!;
  const plane = principalAxes(first.features, 2);
  const facets = entries.map(([split, dataset]) => ({
    title: entries.length > 1 ? `${split} (${grouped(dataset.nSamples)})` : "",
    ...onPlane(project(plane, dataset.features), plane.axes.length),
    label: numbers(dataset.labels),
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
  console.say(`wrote  ${out}: ${grouped(rows)} rows, ${first.nClasses} classes${how}`);
  console.json({ rows, features: first.nFeatures, classes: first.nClasses, out });
}

/** Of rows of one or two coordinates, x and y, which is 0 where there is none. */
function onPlane(rows: Float64Array, width: number): { x: Float64Array; y: Float64Array } {
  const column = (k: number) =>
    Float64Array.from({ length: rows.length / width }, (_, i) => rows[i * width + k]!);
  return { x: column(0), y: width > 1 ? column(1) : new Float64Array(rows.length) };
}
