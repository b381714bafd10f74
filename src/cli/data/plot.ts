import { Command } from "commander";
import { type MissingRule, missingRules } from "../../data/columns/missing.ts";
import { plot } from "../../tasks/plot.ts";
import { grouped, openConsole } from "../terminal/console.ts";
import { choice, jsonOption } from "../terminal/options.ts";
import { downloads } from "../terminal/progress.ts";
import { asFlag } from "../terminal/spelling.ts";

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

async function run(data: string, { out, label, missing, json }: Options): Promise<void> {
  const { rows, features, classes, value, standardised, notes } = await plot({
    data,
    out,
    label,
    missing,
    spell: asFlag,
    onProgress: downloads(),
  });
  const console = openConsole({ json });
  const how =
    features <= 2
      ? ""
      : `, ${features} features${standardised ? ", brought to one scale," : ""} drawn on their first two principal components`;
  const what = value === undefined ? `${classes} classes` : `coloured by the number ${value}`;
  for (const note of notes) console.say(`note   ${note}`);
  console.say(`wrote  ${out}: ${grouped(rows)} rows, ${what}${how}`);
  console.json({ rows, features, classes, value, notes: notes.length > 0 ? notes : undefined, out });
}
