import type { Threshold } from "../../model/inspection/inspection.ts";
import { grouped } from "../terminal/console.ts";

/** Everything that `kiso lesson` says, in one language. */
export interface LessonWords {
  title: string;
  blobs: (file: string) => string[];
  data: (rows: number, test: number, features: number, classes: number) => string[];
  network: (sizes: readonly number[], seed: number, parameters: number) => string[];
  training: (epochs: number, batch: number, learningRate: number) => string[];
  accuracy: (rows: number) => string;
  weights: string[];
  automatic: string[];
  difference: (loss: number, weight: number) => string[];
  siamese: (sizes: readonly number[], parameters: number, learnedClasses: number) => string[];
  pairsHead: string[];
  pairsBy: Record<"columns" | "before" | "after", string>;
  classes: (first: number, last: number) => string;
  unseenClasses: (first: number, last: number) => string;
  pairs: string[];
  threshold: (threshold: Threshold, file: string) => string[];
  embeddings: (file: string) => string[];
  wrote: string;
  next: string;
  tryIris: string;
  tryOwn: string;
  parts: string;
}

/** The commands that inspect parts: of no language. */
export const tryParts = ["kiso parts --out parts", "kiso train parts --task siamese"];

const en: LessonWords = {
  title: "Deep learning with nothing but an array library",
  blobs: (file) => [
    "1. Data that we make ourselves",
    "   make_blobs scatters 300 points around 5 centres. The standard deviation says how widely: at 0.8 the",
    `   classes lie apart, at 1.9 they run into each other. The four of them side by side: ${file}`,
  ],
  data: (rows, test, features, classes) => [
    "2. Data from a data set",
    `   Rows with ${features} features and a label from 0 to ${classes - 1}. They are shuffled with seed 42, and the first`,
    `   ${grouped(rows)} are taken to learn from; ${grouped(test)} other rows are kept to see what was learned.`,
  ],
  network: (sizes, seed, parameters) => [
    "3. The network",
    `   ${sizes.join(" → ")}: ${sizes[0]} features, ${sizes[1]} hidden units with sigmoid, ${sizes[2]} classes with softmax.`,
    `   ${grouped(parameters)} parameters; its first weights are small random numbers (seed ${seed}), its biases are 0.`,
  ],
  training: (epochs, batch, learningRate) => [
    "4. Training",
    `   ${epochs} epochs in batches of ${batch}, learning rate ${learningRate}. The loss says how far the network's belief is from`,
    "   the labels; every step moves each weight a little way downhill.",
  ],
  accuracy: (rows) => `   (the share of ${grouped(rows)} rows it has never seen that it labels rightly)`,
  weights: ["5. What it has learned: every weight and every bias"],
  automatic: [
    "6. The same network with automatic gradients",
    "   So far forward and backward were written by hand. Now only the forward pass is written, as a graph, and",
    "   the gradients follow from it by the chain rule. If both are right, they are the same numbers:",
  ],
  difference: (loss, weight) => [
    `   largest difference of the losses   ${loss.toExponential(1)}`,
    `   largest difference of the weights  ${weight.toExponential(1)}`,
  ],
  siamese: (sizes, parameters, learnedClasses) => [
    "7. A Siamese network: same or different?",
    `   ${sizes.join(" → ")}: each row becomes ${sizes.at(-1)} numbers, its embedding. Two rows go through the same`,
    `   ${grouped(parameters)} parameters, and the distance of their embeddings says whether they are of one class. The`,
    "   contrastive loss pulls pairs of one class together, and pushes pairs of two until they are 1 apart.",
    `   Training sees the classes 0 to ${learnedClasses - 1} alone. Mean distances of pairs of test rows:`,
  ],
  pairsHead: ["classes", "measured by", "same", "different", "AUROC"],
  pairsBy: { columns: "the columns", before: "embedding, first weights", after: "embedding, trained" },
  classes: (first, last) => `${first} to ${last}`,
  unseenClasses: (first, last) => `${first} to ${last}, unseen`,
  pairs: [
    "   AUROC is the chance that a pair of two classes is further apart than a pair of one: 1 is perfect, 0.5 a coin.",
    "   Training makes the classes it sees easy to tell apart. What it never saw, it was never asked to keep: look",
    "   at the table's last three lines before you trust a distance with something new.",
  ],
  threshold: ({ threshold, missRate, falseRejectRate }, file) => [
    `   Beyond ${threshold.toFixed(3)} a pair is called different; that border is chosen on the rows learned from. Of test rows,`,
    `   ${missRate?.wrong} of ${missRate?.of} pairs of two classes are called the same, ${falseRejectRate?.wrong} of ${falseRejectRate?.of} pairs of one class different: ${file}`,
  ],
  embeddings: (file) => [`   Where each test row lies: ${file}`],
  wrote: "Written:",
  next: "Next, a data set that ships with kiso, and your own:",
  tryIris: "kiso train iris",
  tryOwn: "kiso train mydata.csv --label COLUMN",
  parts: "And distances at work, telling good parts from bad ones (visual inspection):",
};

const ja: LessonWords = {
  title: "配列ライブラリだけでディープラーニングをやってみる",
  blobs: (file) => [
    "1. データを自分で作る",
    "   make_blobs は 5 つの中心のまわりに 300 個の点をばらまきます。どれだけ広がるかは標準偏差で決まり、",
    `   0.8 ではクラスが分かれ、1.9 では混ざり合います。4 つを並べた図: ${file}`,
  ],
  data: (rows, test, features, classes) => [
    "2. データセットを読み込む",
    `   1 行は ${features} 個の特徴量と、0 から ${classes - 1} までのラベルです。シード 42 でシャッフルし、`,
    `   先頭の ${grouped(rows)} 行で学習します。別の ${grouped(test)} 行は、学習の成果を確かめるために取っておきます。`,
  ],
  network: (sizes, seed, parameters) => [
    "3. ネットワーク",
    `   ${sizes.join(" → ")}: 特徴量 ${sizes[0]} 個、隠れ層 ${sizes[1]} ユニット(sigmoid)、${sizes[2]} クラス(softmax)。`,
    `   パラメータは ${grouped(parameters)} 個。重みの初期値は小さな乱数(シード ${seed})、バイアスの初期値は 0 です。`,
  ],
  training: (epochs, batch, learningRate) => [
    "4. 学習",
    `   ${batch} 行ずつのバッチで ${epochs} エポック、学習率は ${learningRate}。損失は、ネットワークの予測がラベルから`,
    "   どれだけ離れているかを表します。1 ステップごとに、すべての重みを少しずつ損失が減る方へ動かします。",
  ],
  accuracy: (rows) => `   (学習に使っていない ${grouped(rows)} 行のうち、正しいラベルを付けられた割合)`,
  weights: ["5. 学習したもの: すべての重みとバイアス"],
  automatic: [
    "6. 同じネットワークを自動微分で",
    "   ここまでは forward も backward も手で書きました。今度は forward だけをグラフとして書きます。",
    "   勾配は連鎖律によって自動で求まります。どちらも正しければ、同じ数値になるはずです。",
  ],
  difference: (loss, weight) => [
    `   損失の差の最大値  ${loss.toExponential(1)}`,
    `   重みの差の最大値  ${weight.toExponential(1)}`,
  ],
  siamese: (sizes, parameters, learnedClasses) => [
    "7. シャムネットワーク: 同じか、違うか",
    `   ${sizes.join(" → ")}: 1 行を ${sizes.at(-1)} 個の数(埋め込み)に変えます。2 つの行が同じ ${grouped(parameters)} 個のパラメータを通り、`,
    "   埋め込みどうしの距離から、同じクラスかどうかが分かります。コントラスティブ損失は、同じクラスのペアを",
    "   引き寄せ、違うクラスのペアを、距離が 1 になるまで引き離します。",
    `   学習に使うのはクラス 0 から ${learnedClasses - 1} だけです。テストの行のペアの距離の平均:`,
  ],
  pairsHead: ["クラス", "何で測るか", "同じ", "違う", "AUROC"],
  pairsBy: { columns: "元の列", before: "埋め込み(学習前)", after: "埋め込み(学習後)" },
  classes: (first, last) => `${first}〜${last}`,
  unseenClasses: (first, last) => `${first}〜${last}(未学習)`,
  pairs: [
    "   AUROC は、違うクラスのペアのほうが同じクラスのペアより離れている確率です。1 なら完全、0.5 ならコイン投げと同じです。",
    "   学習したクラスは見分けやすくなります。一度も見ていないクラスの違いを残すようには、学習していません。",
    "   新しいものを距離で判断する前に、表の最後の 3 行を見てください。",
  ],
  threshold: ({ threshold, missRate, falseRejectRate }, file) => [
    `   距離が ${threshold.toFixed(3)} を超えたら「違う」とします。この境目は学習に使った行で選びました。テストの行では、`,
    `   違うクラスの ${missRate?.of} 組のうち ${missRate?.wrong} 組を「同じ」、同じクラスの ${falseRejectRate?.of} 組のうち ${falseRejectRate?.wrong} 組を「違う」と誤りました: ${file}`,
  ],
  embeddings: (file) => [`   テストの各行の位置: ${file}`],
  wrote: "書き出したファイル:",
  next: "次は、kiso に付属のデータと、手元のデータで:",
  tryIris: "kiso train iris",
  tryOwn: "kiso train mydata.csv --label 列名",
  parts: "距離を使って良品と不良品を見分けるには(外観検査):",
};

export const lessonWords = { en, ja };
