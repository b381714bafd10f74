import { idxPartners, isIdxImages } from "../formats/idx.ts";
import { extensionOf, fileKind } from "./fileKinds.ts";

/** What the features of a pair of files are called, and their labels: X_train.csv and y_train.csv. */
const pairs: readonly (readonly [features: string, labels: string])[] = [
  ["x", "y"],
  ["features", "labels"],
  ["features", "label"],
  ["features", "targets"],
  ["features", "target"],
  ["data", "labels"],
  ["data", "label"],
  ["data", "targets"],
  ["data", "target"],
  ["inputs", "targets"],
  ["inputs", "labels"],
  ["inputs", "outputs"],
  ["input", "output"],
  ["特徴量", "ラベル"],
  ["入力", "出力"],
];

/**
 * The file of labels that belongs to a file of features, by names that differ in that word alone: X_train.csv and y_train.csv,
 * train_features.npy and train_labels.npy, MNIST's train-images-idx3-ubyte and train-labels-idx1-ubyte. Axes are no pair: beside
 * x and y there is then a z.
 */
export function labelsBeside(names: readonly string[]): Map<string, string> {
  const known = new Map(names.map((name) => [name.toLowerCase(), name]));
  const found = new Map<string, string>();
  for (const name of names) {
    const labels = isIdxImages(name) ? idxLabels(name, known) : pairLabels(name, known);
    if (labels !== undefined) found.set(name, labels);
  }
  return found;
}

const idxLabels = (name: string, known: ReadonlyMap<string, string>): string | undefined =>
  idxPartners(name)
    .map((partner) => known.get(partner.toLowerCase()))
    .find((partner) => partner !== undefined);

function pairLabels(name: string, known: ReadonlyMap<string, string>): string | undefined {
  const kind = fileKind(name);
  if (kind.is !== "table" || !["csv", "tsv", "npy"].includes(extensionOf(name))) return undefined;
  for (const [features, labels] of pairs) {
    const partner = withWord(name, features, labels, known);
    if (partner === undefined) continue;
    return features === "x" && withWord(name, features, "z", known) !== undefined ? undefined : partner;
  }
  return undefined;
}

/** The known file whose name has `other` where this one has `word`. */
function withWord(
  name: string,
  word: string,
  other: string,
  known: ReadonlyMap<string, string>,
): string | undefined {
  const start = name.lastIndexOf("/") + 1;
  const pattern = new RegExp(
    `(?<![\\p{L}])${word}(?![\\p{L}])|(?<![\\p{L}])${word}(?=train|test|val)|(?<=train|test|val)${word}(?![\\p{L}])|(?<=\\P{ASCII})${word}|${word}(?=\\P{ASCII})`,
    "giu",
  );
  const base = name.slice(start);
  for (const { index } of base.matchAll(pattern)) {
    const at = start + index;
    const partner = known.get((name.slice(0, at) + other + name.slice(at + word.length)).toLowerCase());
    if (partner !== undefined && partner !== name) return partner;
  }
  return undefined;
}
