import type { ClassAim, Decision } from "../../model/decision.ts";
import { amount, rateText, type Words } from "./english.ts";
import { grouped, percent } from "./format.ts";

function aimInJapanese(aim: ClassAim): string {
  switch (aim.name) {
    case "recall":
      return `${percent(aim.recall)} 以上を見つけるため`;
    case "precision":
      return `適合率 ${percent(aim.precision)} 以上にするため`;
    case "falseReject":
      return `過検出を ${percent(aim.rate)} 以下にするため`;
    case "cost":
      return `費用を最小にするため。見逃し 1 件 ${aim.missCost}、過検出 1 件 ${aim.falseRejectCost}`;
    case "f1":
      return "F1 を最大にするため";
    case "fixed":
      return "指定のとおり";
  }
}

function chosenOn(by: Decision["by"], rows: string, trainings: number | undefined): string {
  if (by === "evaluation") return `学習に使っていない ${rows} 行で決めました`;
  if (by === "validation") return `検証用の ${rows} 行で決めました`;
  return trainings === undefined
    ? `学習用の ${rows} 行を、1 回ずつ学習から除いて決めました`
    : `学習用の ${rows} 行を順に学習から除いて決め、モデルはその ${trainings} 回の学習の平均です`;
}

export const ja: Words = {
  overview: "概要",
  findings: "所見",
  perClass: "クラス別",
  confusion: "混同行列",
  ranking: "順位づけ",
  calibration: "確率の較正",
  reject: "「どれでもない」",
  errors: "誤差",
  importance: "特徴量の重要度",
  training: "学習の経過",
  mistakes: "自信のある誤り",
  furthest: "誤差の大きい行",
  about: "データとモデル",
  data: "データ",
  model: "モデル",

  comma: "、",
  rows: "行数",
  baseline: (name, share) => `すべて「${name}」と答えるだけで、正解率は ${share} になります。`,
  decision: (
    { threshold, aim, missRate, falseRejectRate, falseDiscoveryRate, unreached, cost, by, rows, trainings },
    positive,
    other,
  ) =>
    [
      `確率が ${threshold.toPrecision(3)} 以上なら「${positive}」と判定します（${aimInJapanese(aim)}${unreached ? "。届くしきい値がないため、最も近いもの" : ""}）。`,
      `見込みは、見逃し ${rateText(missRate, "〜")}、過検出 ${rateText(falseRejectRate, "〜")}`,
      falseDiscoveryRate
        ? `、「${positive}」と判定した行のうち誤り ${rateText(falseDiscoveryRate, "〜")}`
        : "",
      cost
        ? `、費用は 1,000 行あたり ${amount(cost.chosen)}（すべて「${other}」なら ${amount(cost.never)}、すべて「${positive}」なら ${amount(cost.always)}、F1 が最大のしきい値なら ${amount(cost.f1)}）`
        : "",
      `です（${chosenOn(by, grouped(rows), trainings)}）。`,
    ].join(""),
  ownProbability: (name, from) =>
    `答えに並ぶ確率はそのクラスの確率で、判定はしきい値によります。「${name}」には ${from} 程度の低い確率が並ぶこともあります`,
  missed: "見逃し",
  missedOf: (wrong, all, name) => `「${name}」${all} 行中 ${wrong} 行を別のクラスと判定`,
  overRejected: "過検出",
  overRejectedOf: (wrong, all, name) => `ほかのクラス ${all} 行中 ${wrong} 行を「${name}」と判定`,
  noRowsOf: (name) => `この中に「${name}」の行はありません`,
  noOthers: "この中にほかのクラスの行はありません",
  takenFor: (wrong, all, truth, predicted) => `「${truth}」${all} 行中 ${wrong} 行を「${predicted}」と判定`,
  accuracy: "正解率",
  interval: (low, high) => `95% 信頼区間 ${low}〜${high}`,
  right: (right, all) => `${all} 行中 ${right} 行が正解`,
  macroF1: "マクロ F1",
  macroMean: "クラスの単純平均",
  auroc: "AUROC",
  aurocOf: (name) => `クラス ${name}`,
  oneVsRest: "一対他の単純平均",
  averagePrecision: "平均適合率",
  logLoss: "対数損失",
  perRow: "1 行あたり（nat）。0 が最良",
  ece: "較正誤差",
  eceText: (bins) => `ECE、${bins} 区間。0 が最良`,
  r2: "R²",
  r2Text: "1 が最良、0 は常に平均と答えるのと同じ",
  rmse: "RMSE",
  mae: "MAE",
  maxError: "最大誤差",
  unitOf: (target) => `${target} と同じ単位`,

  class: "クラス",
  precision: "適合率",
  recall: "再現率",
  f1: "F1",
  macro: "単純平均",
  weighted: "行数で重みづけた平均",
  perClassText:
    "適合率：そのクラスと判定した行のうち、本当にそのクラスである割合。再現率：そのクラスの行のうち、見つけられた割合。一度も予測されないクラスの適合率は 0 です。ここに 1 行もないクラスには再現率がなく、単純平均では 0 と数えます。",
  confusionText: "縦が正しいクラス、横が予測したクラスです。数を選ぶと、その行が表示されます。",
  mixedUp: (shown, of, among, mistakes) =>
    `全 ${of} クラスのうち、最も取り違えられた ${shown} クラスだけを示しています（誤り ${mistakes} 行のうち ${among} 行）。`,
  pairs: (shown, of) => `全 ${of} 組のうち、取り違えの多い ${shown} 組だけを示しています。`,
  worstClasses: (shown, of) =>
    `ここに行のあるクラスのうち、F1 の低い ${shown} クラスだけを示しています（全 ${of} クラス）。`,
  excelRows: (file) =>
    `行番号は、${file === "" ? "" : `${file} を `}Excel で開いたときの行番号です（見出しも 1 行と数えます）。`,
  missedFirst: (name) => `「${name}」の見逃しを先に、過検出を後に並べています。`,
  probabilityOf: (name) => `${name} の確率`,
  rowNumbers: "行番号は、データの見出しを除き、1 から数えます。",
  trueClass: "正しいクラス",
  predictedClass: "予測したクラス",
  cell: (truth, predicted, n) => `正解 ${truth}、予測 ${predicted}：${n} 行`,
  cellHeading: (truth, predicted) => `${truth} → ${predicted}`,
  cellRight: (n, truth) => `${truth} と正しく判定した ${n} 行（確信度の高い順）`,
  cellWrong: (n, truth, predicted) => `${truth} を ${predicted} と誤って判定した ${n} 行（確信度の高い順）`,
  more: (n) => `ほか ${n} 行`,
  close: "行列に戻る",
  row: "行",
  rowName: (row) => (typeof row === "number" ? `${row} 行目` : row),
  confidence: "確信度",
  truth: "正解",
  predicted: "予測",
  difference: "正解 − 予測",
  noMistakes: "誤りはありません。",
  mistakesText: "ラベルの付け間違いは、ここに現れることが多いので、まずこの行を見直してください。",
  bin: "確信度",
  binRows: "行数",
  meanConfidence: "平均の確信度",
  rejectText: (share) =>
    `モデルは「どれでもない」と答えることができます。しきい値は、学習データに似た行のうち答えを控えるものが ${share} 以下になるように決めました。`,
  coverage: "答えた割合",
  coverageText: (kept, all) => `${all} 行中 ${kept} 行`,
  keptAccuracy: "答えた行の正解率",
  unknown: "学習データに似ていない",
  uncertain: "確信度が足りない",
  avoided: "避けられた誤り",
  turnedAway: "答えを控えた行",
  likeliest: "最も近いクラス",
  reason: "理由",
  feature: "特徴量",
  drop: "低下",
  deviation: "標準偏差",
  importanceScore: {
    accuracy: "シャッフルしたときの正解率の低下",
    auroc: "シャッフルしたときの AUROC の低下",
    r2: "シャッフルしたときの R² の低下",
  },
  importanceText:
    "一つの特徴量だけをシャッフルしたとき、スコアがどれだけ下がるか。同じことを表す特徴量どうしは互いに補い合うため、どちらも重要でないように見えます。",
  importanceNone: "ここでは、どの特徴量をシャッフルしても変わりません。",
  importanceSample: ({ rows, ofRows, columns, ofColumns }, shown) =>
    [
      rows < ofRows ? `${grouped(ofRows)} 行のうち ${grouped(rows)} 行で測りました。` : "",
      columns < ofColumns
        ? `${grouped(ofColumns)} 個の特徴量のうち、第 1 層の重みが大きい ${columns} 個だけをシャッフルしました。`
        : "",
      shown < columns ? `${columns} 個のうち上位 ${shown} 個を示します。` : "",
    ].join(""),
  warning: "注意",
  contents: "目次",
  madeBy: "kiso が作成しました。このページは単独で完結しており、ネットワークに接続しません。",
  chart: {
    rate: { xLabel: "偽陽性率", yLabel: "真陽性率" },
    pr: { xLabel: "再現率", yLabel: "適合率" },
    gap: "確信度との差",
    true: (target) => `${target}（正しい値）`,
    predicted: (target) => `${target}（予測した値）`,
    difference: (target) => `${target}（正しい値 − 予測した値）`,
    epoch: "エポック",
    thinned: (every) => `（${grouped(every)} ごとの最小と最大）`,
    loss: "損失",
    onTraining: (what) => `${what}（学習データ）`,
    onTest: (what) => `${what}（テストデータ）`,
    trainingRows: "学習",
    validationRows: "検証",
    testRows: "テスト",
  },
  inspection: {
    good: "良品",
    defects: "不良品",
    distance: "比べる良品までの最短距離",
    share: "それぞれの中での割合",
    threshold: "しきい値",
    goodFail: "不合格になる良品の割合（過検出）",
    defectsFail: "不合格になる不良品の割合",
    component: (i) => `第 ${i} 主成分`,
  },
  facts: {
    source: "データ",
    label: "ラベルの列",
    measuredOn: "評価した行",
    trainedOn: "学習に使った行数",
    sha256: "SHA-256",
    drift: "学習時からの変化",
    missing: "欠損値",
    run: "実行フォルダ",
    layers: "各層",
    activation: "活性化関数",
    parameters: "パラメータ数",
    epochs: "エポック数",
    batch: "1 ステップの行数",
    optimizer: "最適化手法",
    learningRate: "学習率",
    l2: "L2 正則化",
    schedule: "学習率の変え方",
    classWeights: "クラスの重み",
    validation: "検証",
    patience: "改善を待つエポック数",
    reject: "答えを控える割合の上限",
    scale: "特徴量の尺度",
    dtype: "数値の型",
    folds: "交差検証",
    seed: "シード",
  },
  measuredOn: {
    training: () => "学習に使った行",
    heldOut: () => "学習に使わず取り分けた行",
    testSplit: () => "test の行",
    fold: () => "各分割の行",
    rowsOf: (source) => `${source} の行`,
    splitOf: (source, split) => `${source} の ${split} の行`,
  },
  validationOf: (share) => `学習データの ${share}`,
  validationSplit: "データの validation 分割",
  foldsOf: (score, mean, std, folds) => `${score} ${mean} ± ${std}（${folds} 分割の平均と標準偏差）`,
  titleOf: (source) => `評価レポート：${source}`,
  pictures: {
    curves: { title: "学習曲線", text: "各エポックの終わりの値。" },
    roc: {
      title: "ROC 曲線",
      text: "しきい値を動かしたとき、そのクラスの行をどれだけ見つけ、ほかの行をどれだけ取り違えるか。破線は当て推量。名前の横は AUROC。",
    },
    precisionRecall: {
      title: "適合率と再現率",
      text: "しきい値を動かしたとき、見つけた行がどれだけ正しく、どれだけ多く見つかるか。名前の横は平均適合率。",
    },
    reliability: {
      title: "信頼性ダイアグラム",
      text: "80% と自信をもった行の 80% で正しければ、棒は破線に届きます。縦線は正解率の 95% 信頼区間で、破線と交われば、差は偶然かもしれません。",
    },
    importance: { title: "並べ替え重要度", text: "ひげは、繰り返しの標準偏差。" },
    effects: { title: "効き方", text: "" },
    predicted: {
      title: "予測した値と正しい値",
      text: "完全なモデルなら破線の上に並びます。描くのは均等に選んだ 2,000 行まで。",
    },
    residuals: {
      title: "残差",
      text: "正しい値 − 予測した値。よいモデルでは幅が狭く、0 の両側に均等です。",
    },
  },
  curveOf: (what) => `学習曲線：${what}`,
  worst: (n) => `順位づけの最も悪い ${n} クラスを描いています。`,
};
