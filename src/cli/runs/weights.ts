import { Command } from "commander";
import type { Language } from "../../report/report.ts";
import { weights } from "../../tasks/weights.ts";
import { openConsole } from "../terminal/console.ts";
import { figures } from "../terminal/figures.ts";
import { jsonOption } from "../terminal/options.ts";

export const command = new Command("weights")
  .argument("<run>", "a run folder that kiso train wrote")
  .option("--out <file>", "also as heat maps: .png or .svg")
  .addOption(jsonOption())
  .action(run);

async function run(
  folder: string,
  { out, lang, json }: { out?: string; lang: Language; json?: boolean },
): Promise<void> {
  const parameters = await weights({ run: folder, out, lang });
  const console = openConsole({ json });
  for (const { name, shape, rows } of parameters) {
    console.show(`${name}  (${shape.join(", ")})`);
    console.show(`${figures(rows)}\n`);
  }
  if (out) console.say(`wrote  ${out}`);
  const named = Object.fromEntries(parameters.map(({ name, rows }) => [name, rows]));
  console.json({ run: folder, parameters: named, out });
}
