/** What rows are for. */
export type PartName = "train" | "validation" | "test";

/** What a name says of a part: one, more than one (test_train.csv), or none. */
export type Said = PartName | "several" | undefined;

/**
 * The words for each part, of which a name is one or holds one between its other words. Those of the Hub
 * (https://huggingface.co/docs/hub/datasets-file-names-and-splits) are among them; these are more, for files that people name.
 */
const words: Readonly<Record<PartName, string>> = {
  train: "train|training|trainval|trn",
  validation: "val|valid|validation|validate|dev",
  test: "test|testing|tests|tst|eval|evaluation|holdout",
};

/** What may stand right before or after such a word, written as one: xtrain, testset, trainX. */
const before = "x|y|df|data";
const after = "x|y|df|set|sets|data|dataset|split|file|files|image|images|img|imgs";

const english = Object.entries(words).map(
  ([part, list]) => [part as PartName, new RegExp(`^(?:${before})?(?:${list})(?:${after})?$`)] as const,
);

const kana = "[ァ-ヺー]";
const what = "(?:データ|セット|ファイル|サンプル|画像)*";

/** In Japanese no space divides words: these are not part of another (コンテスト, 機械学習, テストピース). */
const japanese: readonly (readonly [PartName, RegExp])[] = [
  ["train", /(?<!機械|深層|強化|転移|未|教師あり|教師なし)学習|訓練|教師(?!あり|なし|有|無)/],
  ["train", new RegExp(`(?<!${kana})トレーニング${what}(?!${kana})`)],
  ["validation", /(?<!未)検証/],
  ["validation", new RegExp(`(?<!${kana})バリデーション${what}(?!${kana})`)],
  ["test", /(?<!未)評価|試験(?!片|機|体)/],
  ["test", new RegExp(`(?<!${kana})テスト${what}(?!${kana})`)],
];

/**
 * The part that the name of a file or a folder says: train.csv, Train, XTrain.npy, iris_train, テスト用.csv. A word within
 * another is none (latest, contest, strain, trainer).
 */
export function partOfName(name: string): Said {
  const plain = name.normalize("NFKC");
  const found = new Set<PartName>();
  for (const word of wordsOf(plain))
    for (const [part, pattern] of english) if (pattern.test(word.toLowerCase())) found.add(part);
  for (const [part, pattern] of japanese) if (pattern.test(plain)) found.add(part);
  return found.size > 1 ? "several" : [...found][0];
}

/** Words between what is no letter, and these once more cut where a capital begins one (XTrain, dataTest). */
function wordsOf(name: string): string[] {
  const whole = name.split(/[^\p{L}\p{M}]+/u);
  return whole.flatMap((word) => [word, ...word.split(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u)]);
}

/** The keys of `key=value` folders whose value says the part. */
const partKeys = /^(split|part|subset|set|partition|phase|usage|fold)$/i;

/** A folder `key=value` (lot=3), as Hive and Spark name them. */
export function keyedFolder(step: string): { key: string; value: string } | undefined {
  const found = /^([^=]+)=(.*)$/.exec(step);
  return found ? { key: found[1]!, value: found[2]! } : undefined;
}

/** Whether a folder `key=value` says what its rows are for, as split=train does. */
export const isPartKey = ({ key, value }: { key: string; value: string }): boolean =>
  partKeys.test(key) && ["train", "validation", "test"].includes(partOfName(value) ?? "");

/** The part that a path says: the outermost of its folders that says one, else the file's own name. */
export function partOfPath(path: string): Said {
  const extension = /\.(tra|tes)$/i.exec(path)?.[1]?.toLowerCase();
  if (extension !== undefined) return extension === "tra" ? "train" : "test";
  const steps = path.split("/");
  let several = false;
  for (const step of steps) {
    const keyed = steps.length > 1 && step !== steps.at(-1) ? keyedFolder(step) : undefined;
    const said = keyed ? (isPartKey(keyed) ? partOfName(keyed.value) : undefined) : partOfName(step);
    if (said === "several") several = true;
    else if (said !== undefined) return said;
  }
  return several ? "several" : undefined;
}
