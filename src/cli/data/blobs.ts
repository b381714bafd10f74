import { Command } from "commander";
import { inShell } from "../../files.ts";
import { writeBlobs } from "../../tasks/blobs.ts";
import { grouped, openConsole } from "../terminal/console.ts";
import { count, jsonOption, number, seed } from "../terminal/options.ts";

interface Options {
  samples: number;
  centers: number;
  features: number;
  std: number;
  seed: number;
  out: string;
  json?: boolean;
}

export const command = new Command("blobs")
  .option("--samples <n>", "rows in all", count, 300)
  .option("--centers <n>", "classes, each around a centre drawn from -10 to 10", count, 5)
  .option("--features <n>", "features of a row", count, 2)
  .option("--std <x>", "standard deviation of a class", number({ min: 0 }), 0.8)
  .option("--seed <n>", "scikit-learn's random_state", seed, 0)
  .requiredOption("--out <file>", "where to: .csv, .tsv, .xlsx, .parquet, .npz or .jsonl")
  .addOption(jsonOption())
  .action(run);

async function run({ samples, centers, features, std, seed, out, json }: Options): Promise<void> {
  await writeBlobs(out, {
    nSamples: samples,
    centers,
    nFeatures: features,
    clusterStd: std,
    seed,
  });
  const console = openConsole({ json });
  console.say(
    `wrote  ${out}: ${grouped(samples)} rows, ${features} features, ${centers} classes (seed ${seed})`,
  );
  console.say(`next   kiso train ${inShell(out)}`);
  console.json({ rows: samples, features, classes: centers, out });
}
