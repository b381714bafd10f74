import { Command } from "commander";
import { loadEngine } from "../engine/load.ts";
import { UserError } from "../errors.ts";
import { Embedder } from "../model/inspection/embedder.ts";
import { match, passes } from "../model/inspection/inspector.ts";
import { loadModel } from "../model/model.ts";
import { openConsole } from "./console.ts";
import { jsonOption } from "./options.ts";
import { allRows } from "./partRows.ts";

export const command = new Command("match")
  .argument("<run>", "a run folder of kiso train --task siamese")
  .argument("<a>", "an image (or a table with one row)")
  .argument("<b>", "another")
  .addOption(jsonOption())
  .action(run);

async function run(folder: string, a: string, b: string, { json }: { json?: boolean }): Promise<void> {
  const model = await loadModel(folder);
  const embedder = new Embedder(model, await loadEngine("auto"));
  const [first, second] = [await allRows([a], model), await allRows([b], model)];
  for (const [path, { names }] of [[a, first] as const, [b, second] as const]) {
    if (names.length !== 1)
      throw new UserError(`${path}: holds ${names.length} parts; match compares two, so name one of them`);
  }
  const distance = match(await embedder.embed(first.rows), await embedder.embed(second.rows), embedder);
  embedder.dispose();
  const threshold = model.inspection?.chosen.threshold;
  const console = openConsole({ json });
  const beside =
    threshold === undefined
      ? ""
      : ` (${passes({ distance }, threshold) ? "within" : "beyond"} the threshold ${threshold.toPrecision(4)} of parts to their nearest reference)`;
  console.say(`distance ${distance}${beside}`);
  console.json({ run: folder, a, b, distance, ...(threshold === undefined ? {} : { threshold }) });
}
