import { Command } from "commander";
import { match } from "../../tasks/match.ts";
import { openConsole } from "../terminal/console.ts";
import { jsonOption } from "../terminal/options.ts";

export const command = new Command("match")
  .argument("<run>", "a run folder of kiso train --task siamese")
  .argument("<a>", "an image (or a table with one row)")
  .argument("<b>", "another")
  .addOption(jsonOption())
  .action(run);

async function run(folder: string, a: string, b: string, { json }: { json?: boolean }): Promise<void> {
  const { distance, threshold, within } = await match({ run: folder, a, b });
  const console = openConsole({ json });
  const beside =
    threshold === undefined
      ? ""
      : ` (${within ? "within" : "beyond"} the threshold ${threshold.toPrecision(4)} of parts to their nearest reference)`;
  console.say(`distance ${distance}${beside}`);
  console.json({ run: folder, a, b, distance, threshold });
}
