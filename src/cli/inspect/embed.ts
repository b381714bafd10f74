import { Command } from "commander";
import type { FileReading } from "../../data/reading.ts";
import { embed } from "../../tasks/embed.ts";
import { grouped, openConsole, sayErrors } from "../terminal/console.ts";
import { jsonOption } from "../terminal/options.ts";
import { howFlagsSay, withReading } from "../terminal/readingFlags.ts";

interface Options extends FileReading {
  out: string;
  split?: string;
  label?: string;
  json?: boolean;
}

export const command = withReading(new Command("embed"))
  .argument("<run>", "a run folder of kiso train --task siamese")
  .argument("<data>", "rows or images: a file, a folder, a shipped name or a Hub id OWNER/NAME")
  .requiredOption("--out <file>", "where to: .parquet, .npz, .csv, .tsv, .xlsx or .jsonl")
  .option("--split <name>", "which split of the data (default: train where there is one)")
  .option(
    "--label <column>",
    "a column to take along as the label (default: the one that the run learned, else found by its name)",
  )
  .addOption(jsonOption())
  .action(run);

async function run(folder: string, data: string, options: Options): Promise<void> {
  const { out, split, label, json } = options;
  const how = howFlagsSay(options);
  const { rows, dimensions, classNames, notes, drift, errors } = await embed({
    run: folder,
    data,
    split,
    label,
    out,
    ...how,
  });
  const console = openConsole({ json });
  for (const note of notes) console.say(`note   ${note}`);
  console.say(`wrote  ${out}: ${grouped(rows)} rows, each with its ${dimensions} numbers`);
  sayErrors(errors);
  console.json({ run: folder, rows, dimensions, out, classNames, notes, drift, errors });
}
