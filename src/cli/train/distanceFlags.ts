import { Option } from "commander";
import type { Mining } from "../../nn/losses/metricLosses.ts";
import type { EmbeddingObjective } from "../../nn/losses/objectives.ts";
import { type AimFlags, aimFlags } from "../inspect/aimFlags.ts";
import { choice, count, number, parsed, wholeNumber } from "../terminal/options.ts";

/** What `kiso train --task siamese` is told beside all else. */
export interface DistanceFlags extends AimFlags {
  embedding?: number;
  background?: number;
  loss?: EmbeddingObjective;
  mining?: keyof typeof minings;
  margin?: number | "soft";
  good?: string;
  references?: number;
  neighbours?: number;
}

export const minings = {
  "batch-all": "batchAll",
  "semi-hard": "semiHard",
  "batch-hard": "batchHard",
} as const satisfies Record<string, Mining>;

const margin = number({ above: 0 });

export const distanceFlags: readonly Option[] = [
  parsed("--embedding <n>", "siamese: numbers of an embedding (default: 32)", count),
  parsed(
    "--background <n>",
    "siamese: directions in which good parts vary, taken out first (default: of images up to 50; 0: none)",
    wholeNumber,
  ),
  choice("--loss <name>", "siamese: what pulls and pushes (default: contrastive)", [
    "contrastive",
    "triplet",
    "verification",
  ]),
  choice(
    "--mining <name>",
    "of --loss triplet: which triplets count (default: batch-all)",
    Object.keys(minings),
  ),
  parsed(
    "--margin <x>",
    "siamese: how far apart the classes should be (default: 1; of triplets 0.2), or soft",
    (text) => (text === "soft" ? text : margin(text)),
  ),
  new Option("--good <class>", "siamese: the class of good parts (default: good, ok, 良品, …)"),
  parsed("--references <n>", "siamese: how many good parts to compare with (default: 20)", count),
  parsed("--neighbours <k>", "siamese: the distance is the mean to so many of them (default: 1)", count),
  ...aimFlags(
    "the threshold of the class to be found: recall=0.99, precision=0.9, false-reject=0.01, f1, cost, or itself (default: the likeliest class; siamese: recall=1.0)",
  ),
];
