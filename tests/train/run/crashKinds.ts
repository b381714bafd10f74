import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errand } from "../../cli/disk/errand.ts";

/** A checkpoint after every step; nothing is shown. */
export const session = ["--progress", "none", "--checkpoint-every", "0"];

const siamese = ["--task", "siamese", "--good", "a", "--optimizer", "adam", "--epochs", "4", "--batch", "12"];
const hidden = ["--hidden", "6"];

/** Trainings of each kind that has a state, a file or an end of its own, each of about 100 ms. */
export const kinds: Readonly<Record<string, readonly string[]>> = {
  plain: ["data.csv", "--optimizer", "adam", "--epochs", "5", "--batch", "20", ...hidden],
  conv: [
    ...["parts", "--conv", "2,3", "--batch-norm", "--augment", "shift=1,flip=horizontal"],
    ...["--epochs", "3", "--batch", "8", ...hidden],
  ],
  siamese: ["data.csv", ...siamese, ...hidden],
  triplet: ["data.csv", ...siamese, "--loss", "triplet", "--validation", "0.2", ...hidden],
  inspection: ["good", "--task", "siamese", "--conv", "2", "--epochs", "2", "--batch", "32", ...hidden],
  stream: [
    ...["long.csv", "--stream", "--shuffle-buffer", "64", "--optimizer", "adam"],
    ...["--epochs", "3", "--batch", "32", "--validation", "0.1", ...hidden],
  ],
  balance: ["rare.csv", "--balance", "--epochs", "4", "--batch", "16", ...hidden],
  schedule: [
    ...[
      "data.csv",
      "--schedule",
      "oneCycle",
      "--optimizer",
      "adamw",
      "--epochs",
      "5",
      "--batch",
      "20",
      ...hidden,
    ],
  ],
  "early stopping": [
    ...["data.csv", "--validation", "0.25", "--patience", "2", "--lr", "0.5", "--optimizer", "adam"],
    ...["--epochs", "40", "--batch", "16", ...hidden],
  ],
  aim: ["data.csv", "--aim", "f1", "--positive", "a", "--epochs", "5", "--batch", "20", ...hidden],
  reject: ["data.csv", "--reject", "0.1", "--epochs", "5", "--batch", "20", ...hidden],
  folds: ["data.csv", "--folds", "3", "--epochs", "3", "--batch", "20", ...hidden],
  "set aside": [
    "bad.csv",
    "--on-error",
    "skip",
    "--dtype",
    "float32",
    "--epochs",
    "4",
    "--batch",
    "20",
    ...hidden,
  ],
  effort: ["data.csv", "--effort", "standard", "--epochs", "4", "--batch", "20"],
  best: [
    ...["data.csv", "--effort", "best", "--label", "w", "--task", "regress"],
    ...["--epochs", "3", "--batch", "20"],
  ],
  regress: ["data.csv", "--label", "w", "--task", "regress", "--epochs", "5", "--batch", "20", ...hidden],
  reference: ["data.csv", "--engine", "reference", "--epochs", "2", "--batch", "40", "--hidden", "3"],
};

/** Writes what the kinds are trained on into `folder`, which must be the working directory. */
export async function writeData(folder: string): Promise<void> {
  const wave = (i: number) => Math.sin(i * i);
  const row = (i: number, label: string) => `${wave(i)},${wave(3 * i)},${wave(5 * i) / 2},${label}\n`;
  const table = (rows: number, label: (i: number) => string) =>
    `w,h,d,label\n${Array.from({ length: rows }, (_, i) => row(i, label(i))).join("")}`;
  const byWave = (i: number) => (wave(i) + wave(3 * i) / 3 > 0 ? "a" : "b");
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("data.csv", table(80, byWave));
  write("bad.csv", `${table(60, byWave)}x,1,1,a\n1,2,,b\n`);
  write(
    "rare.csv",
    table(64, (i) => (i % 8 === 0 ? "rare" : "usual")),
  );
  write("long.csv", table(400, byWave));
  for (const [out, good, bad] of [
    ["parts", "14", "14"],
    ["good", "16", "0"],
  ] as const)
    await errand(["parts", "--good", good, "--bad", bad, "--size", "32", "--out", out]);
  mkdirSync(join(folder, "runs"));
}
