import { Command } from "commander";
import { embed } from "../../tasks/embed.ts";
import { grouped, openConsole } from "../terminal/console.ts";
import { jsonOption } from "../terminal/options.ts";

interface Options {
  out: string;
  split?: string;
  label?: string;
  json?: boolean;
}

export const command = new Command("embed")
  .argument("<run>", "a run folder of kiso train --task siamese")
  .argument("<data>", "rows or images: a file, a folder, a shipped name or a Hub id OWNER/NAME")
  .requiredOption("--out <file>", "where to: .parquet, .npz, .csv, .tsv or .jsonl")
  .option("--split <name>", "which split of the data (default: train where there is one)")
  .option(
    "--label <column>",
    "a column to take along as the label (default: the one that the run learned, else found by its name)",
  )
  .addOption(jsonOption())
  .action(run);

async function run(folder: string, data: string, { out, split, label, json }: Options): Promise<void> {
  const { rows, dimensions, classNames, notes } = await embed({ run: folder, data, split, label, out });
  const console = openConsole({ json });
  for (const note of notes) console.say(`note   ${note}`);
  console.say(`wrote  ${out}: ${grouped(rows)} rows, each with its ${dimensions} numbers`);
  console.json({ run: folder, rows, dimensions, out, classNames, notes });
}
