import { Command } from "commander";
import type { FileReading } from "../../data/reading.ts";
import { match } from "../../tasks/match.ts";
import { openConsole } from "../terminal/console.ts";
import { jsonOption } from "../terminal/options.ts";
import { howFlagsSay, withReading } from "../terminal/readingFlags.ts";

interface Options extends FileReading {
  json?: boolean;
}

export const command = withReading(new Command("match"))
  .argument("<run>", "a run folder of kiso train --task siamese")
  .argument("<a>", "an image (or a table with one row)")
  .argument("<b>", "another")
  .addOption(jsonOption())
  .action(run);

async function run(folder: string, a: string, b: string, options: Options): Promise<void> {
  const { json } = options;
  const { distance, threshold, within, notes } = await match({ run: folder, a, b, ...howFlagsSay(options) });
  const console = openConsole({ json });
  const beside =
    threshold === undefined
      ? ""
      : ` (${within ? "within" : "beyond"} the threshold ${threshold.toPrecision(4)} of parts to their nearest reference)`;
  console.say(`distance ${distance}${beside}`);
  for (const note of notes) console.say(`note   ${note}`);
  console.json({ run: folder, a, b, distance, threshold, notes });
}
