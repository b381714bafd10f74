import { grouped } from "./console.ts";

/** Everything that `kiso lesson` says, in one language. */
export interface LessonWords {
  title: string;
  blobs: (file: string) => string[];
  figureTitle: string;
  data: (rows: number, test: number, features: number, classes: number) => string[];
  network: (sizes: readonly number[], seed: number, parameters: number) => string[];
  training: (epochs: number, batch: number, learningRate: number) => string[];
  accuracy: (rows: number) => string;
  weights: string[];
  weightsTitle: string;
  automatic: string[];
  difference: (loss: number, weight: number) => string[];
  wrote: string;
  next: string;
  tryIris: string;
  tryOwn: string;
}

const en: LessonWords = {
  title: "Deep learning with nothing but an array library",
  blobs: (file) => [
    "1. Data that we make ourselves",
    "   make_blobs scatters 300 points around 5 centres. The standard deviation says how widely: at 0.8 the",
    `   classes lie apart, at 1.9 they run into each other. The four of them side by side: ${file}`,
  ],
  figureTitle: "make_blobs: 300 points, 5 classes",
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
  weightsTitle: "Weights and biases after training",
  automatic: [
    "6. The same network with automatic gradients",
    "   So far forward and backward were written by hand. Now only the forward pass is written, as a graph, and",
    "   the gradients follow from it by the chain rule. If both are right, they are the same numbers:",
  ],
  difference: (loss, weight) => [
    `   largest difference of the losses   ${loss.toExponential(1)}`,
    `   largest difference of the weights  ${weight.toExponential(1)}`,
  ],
  wrote: "Written:",
  next: "Next, a data set that ships with kiso, and your own:",
  tryIris: "kiso train iris",
  tryOwn: "kiso train mydata.csv --label COLUMN",
};

const ja: LessonWords = {
  title: "配列ライブラリだけでディープラーニングをやってみる",
  blobs: (file) => [
    "1. データを自分で作る",
    "   make_blobs は 5 つの中心のまわりに 300 個の点をばらまきます。どれだけ広がるかは標準偏差で決まり、",
    `   0.8 ではクラスが分かれ、1.9 では混ざり合います。4 つを並べた図: ${file}`,
  ],
  figureTitle: "make_blobs: 300 点、5 クラス",
  data: (rows, test, features, classes) => [
    "2. データセットを読み込む",
    `   1 行は ${features} 個の特徴量と、0 から ${classes - 1} までのラベルです。シード 42 で並べ替え、`,
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
  weightsTitle: "学習後の重みとバイアス",
  automatic: [
    "6. 同じネットワークを自動微分で",
    "   ここまでは forward も backward も手で書きました。今度は forward だけをグラフとして書きます。",
    "   勾配は連鎖律によって自動で求まります。どちらも正しければ、同じ数値になるはずです。",
  ],
  difference: (loss, weight) => [
    `   損失の差の最大値  ${loss.toExponential(1)}`,
    `   重みの差の最大値  ${weight.toExponential(1)}`,
  ],
  wrote: "書き出したファイル:",
  next: "次は、kiso に付属のデータと、手元のデータで:",
  tryIris: "kiso train iris",
  tryOwn: "kiso train mydata.csv --label 列名",
};

export const lessonWords = { en, ja };
