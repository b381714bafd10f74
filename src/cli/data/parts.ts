import { Command } from "commander";
import { writeParts } from "../../data/parts/folder.ts";
import type { Kind } from "../../data/parts/kind.ts";
import { type PartKind, partKinds } from "../../data/parts/kinds/kinds.ts";
import { largestPart, smallestPart } from "../../data/parts/parts.ts";
import { UserError } from "../../errors.ts";
import { inShell } from "../../files.ts";
import { grouped, openConsole } from "../terminal/console.ts";
import { choice, jsonOption, number, seed, wholeNumber } from "../terminal/options.ts";

interface Options {
  good: number;
  bad: number;
  kind: PartKind;
  size: number;
  masks?: boolean;
  seed: number;
  out: string;
  json?: boolean;
}

export const command = new Command("parts")
  .addOption(
    choice("--kind <kind>", "what is drawn, each with its own defects", Object.keys(partKinds)).default(
      "flange",
    ),
  )
  .option("--good <n>", "parts without a defect", wholeNumber, 400)
  .option("--bad <n>", "parts with one, each kind of defect in turn", wholeNumber, 60)
  .option(
    "--size <pixels>",
    "of an image's sides",
    number({ min: smallestPart, max: largestPart, integer: true }),
    64,
  )
  .option("--masks", "write masks/bad/, too: white where the defect is")
  .option("--seed <n>", "another seed, other parts", seed, 0)
  .requiredOption(
    "--out <folder>",
    "a new folder: good/, bad/ and parts.csv with every defect's kind and box",
  )
  .addOption(jsonOption())
  .action(run);

async function run({ kind, good, bad, size, masks, seed, out, json }: Options): Promise<void> {
  if (good + bad === 0) throw new UserError("--good 0 and --bad 0 leave nothing to draw; ask for some parts");
  await writeParts(out, { kind, good, bad, seed, size, masks });
  const { what, colour }: Kind = partKinds[kind];
  const console = openConsole({ json });
  console.say(
    `wrote  ${out}: ${grouped(good)} good and ${grouped(bad)} bad parts, ${size}×${size} ${colour ? "colour" : "grey"} (seed ${seed})`,
  );
  if (kind !== "flange") console.say(`       each ${what}`);
  console.say(`       ${out}/parts.csv: what is wrong with each, and where`);
  if (good > 1) console.say(`next   kiso train ${inShell(out)} --task siamese`);
  console.json({ kind, good, bad, size, seed, out });
}
