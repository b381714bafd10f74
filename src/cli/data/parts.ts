import { Command } from "commander";
import { defectKinds } from "../../data/parts/defects.ts";
import { writeParts } from "../../data/parts/folder.ts";
import { largestPart, smallestPart } from "../../data/parts/parts.ts";
import { UserError } from "../../errors.ts";
import { inShell } from "../../files.ts";
import { grouped, openConsole } from "../terminal/console.ts";
import { jsonOption, number, seed, wholeNumber } from "../terminal/options.ts";

interface Options {
  good: number;
  bad: number;
  size: number;
  seed: number;
  out: string;
  json?: boolean;
}

export const command = new Command("parts")
  .option("--good <n>", "parts without a defect", wholeNumber, 400)
  .option("--bad <n>", `parts with one (${defectKinds.join(", ")}, in turn)`, wholeNumber, 60)
  .option(
    "--size <pixels>",
    "of an image's sides",
    number({ min: smallestPart, max: largestPart, integer: true }),
    64,
  )
  .option("--seed <n>", "another seed, other parts", seed, 0)
  .requiredOption(
    "--out <folder>",
    "a new folder: good/, bad/ and parts.csv with every defect's kind and box",
  )
  .addOption(jsonOption())
  .action(run);

async function run({ good, bad, size, seed, out, json }: Options): Promise<void> {
  if (good + bad === 0) throw new UserError("--good 0 and --bad 0 leave nothing to draw; ask for some parts");
  await writeParts(out, { good, bad, seed, size });
  const console = openConsole({ json });
  console.say(
    `wrote  ${out}: ${grouped(good)} good and ${grouped(bad)} bad parts, ${size}×${size} grey (seed ${seed})`,
  );
  console.say(`       ${out}/parts.csv: what is wrong with each, and where`);
  if (good > 1) console.say(`next   kiso train ${inShell(out)} --task siamese`);
  console.json({ good, bad, size, seed, out });
}
