import type { Language } from "../../report/report.ts";

/** What the lesson's pictures say, in one language. */
interface PictureWords {
  figureTitle: string;
  weightsTitle: string;
  distancesChart: Record<
    "title" | "sameName" | "differentName" | "xLabel" | "yLabel" | "thresholdName",
    string
  >;
  embeddingChart: Record<"title" | "xLabel" | "yLabel", string>;
  unseenClass: (name: string) => string;
}

const en: PictureWords = {
  figureTitle: "make_blobs: 300 points, 5 classes",
  weightsTitle: "Weights and biases after training",
  distancesChart: {
    title: "Distances of test pairs, classes 0 to 6",
    sameName: "one class",
    differentName: "two classes",
    xLabel: "distance of the embeddings",
    yLabel: "share of each kind",
    thresholdName: "threshold",
  },
  embeddingChart: {
    title: "Embeddings of the test rows",
    xLabel: "first number of the embedding",
    yLabel: "second number of the embedding",
  },
  unseenClass: (name) => `${name} (unseen)`,
};

const ja: PictureWords = {
  figureTitle: "make_blobs: 300 点、5 クラス",
  weightsTitle: "学習後の重みとバイアス",
  distancesChart: {
    title: "テストのペアの距離(クラス 0〜6)",
    sameName: "同じクラス",
    differentName: "違うクラス",
    xLabel: "埋め込みの距離",
    yLabel: "それぞれの中での割合",
    thresholdName: "しきい値",
  },
  embeddingChart: {
    title: "テストの行の埋め込み",
    xLabel: "埋め込みの 1 つ目の数",
    yLabel: "埋め込みの 2 つ目の数",
  },
  unseenClass: (name) => `${name}(未学習)`,
};

export const pictureWords: Readonly<Record<Language, PictureWords>> = { en, ja };
