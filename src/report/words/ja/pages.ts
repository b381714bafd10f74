import type { Catalogue } from "../catalogue/translator.ts";

/** The README of a run, the sheet of verdicts, titles and axes of pictures. */
export const pages: Catalogue = {
  "A network that kiso trained on {data}.": "kiso が {data} で学習したネットワークです。",
  "A Siamese network that kiso trained on {data}: it tells how far apart two things are.":
    "kiso が {data} で学習したシャムネットワークです。2 つの物がどれだけ離れているかを答えます。",
  "| baseline | {said} |": "| 基準 | {said} |",
  "| threshold | {said} |": "| しきい値 | {said} |",
  "| missed | {said} |": "| 見逃し | {said} |",
  "| over-rejected | {said} |": "| 過検出 | {said} |",
  "| result | {*reached} on {*rows} |": "| 結果 | {reached}（{rows}） |",
  "| result | {*reached} among {*rows} |": "| 結果 | {reached}（{rows}） |",
  "| loss | {loss} on {n} of {of} training rows (mean squared error of the standardised label) |":
    "| 損失 | {loss}（学習用の {of} 行中 {n} 行、標準化したラベルの平均二乗誤差） |",
  "| loss | {loss} on {n} training rows (mean squared error of the standardised label) |":
    "| 損失 | {loss}（学習用の {n} 行、標準化したラベルの平均二乗誤差） |",
  "| loss | {loss} on {n} of {of} training rows (mean cross-entropy) |":
    "| 損失 | {loss}（学習用の {of} 行中 {n} 行、平均交差エントロピー） |",
  "| loss | {loss} on {n} training rows (mean cross-entropy) |":
    "| 損失 | {loss}（学習用の {n} 行、平均交差エントロピー） |",
  "| features | {n} |": "| 特徴量 | {n} |",
  "| predicts | a number |": "| 予測 | 数値 |",
  "| classes | {names} and {n} more, which model.json names |":
    "| クラス | {names} ほか {n}（model.json にあります） |",
  "| classes | {names} |": "| クラス | {names} |",
  "| predicts | {*what} |": "| 予測 | {what} |",
  "{names} and {n} more, which model.json names": "{names} ほか {n}（model.json にあります）",
  "| network | {network}, {activation}, {n} parameters, initial weights: {initializer} |":
    "| ネットワーク | {network}、{activation}、パラメータ {n} 個、初期値 {initializer} |",
  "| network | {network}, {activation} |": "| ネットワーク | {network}、{activation} |",
  "| training | {*epochs}, batches of {batch}, {optimizer}, learning rate {rate}, l2 {l2}, {dtype} |":
    "| 学習 | {epochs}、バッチ {batch}、{optimizer}、学習率 {rate}、L2 {l2}、{dtype} |",
  "| training | {settings}, margin {margin}; {epochs} epochs, batches of {batch}, {optimizer}, learning rate {rate}, {dtype} |":
    "| 学習 | {settings}、余裕 {margin}、{epochs} エポック、バッチ {batch}、{optimizer}、学習率 {rate}、{dtype} |",
  "| training | {settings}; {epochs} epochs, batches of {batch}, {optimizer}, learning rate {rate}, {dtype} |":
    "| 学習 | {settings}、{epochs} エポック、バッチ {batch}、{optimizer}、学習率 {rate}、{dtype} |",
  "{n} epochs": "{n} エポック",
  "{n} of {of} epochs, the model is the one after {best} (lowest validation loss; patience {patience})":
    "{of} エポック中 {n}、モデルは {best} の後のもの（検証損失が最小。{patience} エポック待つ）",
  "| scale | {scale} |": "| 尺度 | {scale} |",
  "| seed | {seed} |": "| シード | {seed} |",
  "| data's SHA-256 | {sha} |": "| データの SHA-256 | {sha} |",
  "| good parts | class {name}, {n} of them as references |":
    "| 良品 | クラス {name}、うち {n} 個を比べる良品に |",
  "| threshold | {value} ({*aim}) |": "| しきい値 | {value}（{aim}） |",
  "| expected | {*rates} |": "| 見込み | {rates} |",
  "| on {*rows} | AUROC {auroc}; {*rates} |": "| {rows} | AUROC {auroc}、{rates} |",
  "| on {*rows} | {*rates} |": "| {rows} | {rates} |",
  "| made up | {n} defects on good parts, to learn from |": "| 作った欠陥 | 学習のため、良品の上に {n} 個 |",
  "![loss and R²]({path})": "![損失と R²]({path})",
  "![loss and accuracy]({path})": "![損失と正解率]({path})",
  "![predicted and true values]({path})": "![予測した値と正しい値]({path})",
  "![residuals]({path})": "![残差]({path})",
  "![confusion matrix]({path})": "![混同行列]({path})",
  "![weights and biases]({path})": "![重みとバイアス]({path})",
  "![{!shows}]({path})": "![{shows}]({path})",
  "## To look at again": "## 見直すところ",
  "## Files": "## ファイル",
  "## Go on": "## 次にできること",
  "- `report.html`: what the network is worth, on one page that opens offline":
    "- `report.html`: ネットワークの評価（オフラインで開ける 1 枚のページ）",
  "- `model.safetensors`, `model.json`: the trained network; all that `kiso predict` needs":
    "- `model.safetensors`、`model.json`: 学習済みのネットワーク。`kiso predict` に必要なすべて",
  "- `config.json`: all that is needed to train it again":
    "- `config.json`: もう一度学習するのに必要なすべて",
  "- `mistakes.csv`: the rows that were mistaken, with what they are called by and the values of the most important columns":
    "- `mistakes.csv`: 間違えた行（ID と、重要な列の値つき）",
  "- `metrics.jsonl`: loss and R² after every epoch": "- `metrics.jsonl`: エポックごとの損失と R²",
  "- `metrics.jsonl`: loss and accuracy after every epoch": "- `metrics.jsonl`: エポックごとの損失と正解率",
  "- `{file}`: how many rows of each class were taken for which; the picture shows a part of it":
    "- `{file}`: どのクラスの何行が、どのクラスと判定されたか。図はその一部です",
  "- `checkpoint/`: the latest state, the one before it, and the best":
    "- `checkpoint/`: 最新、1 つ前、最良の状態",
  "--report {path}: the report is a page of HTML; name a file that ends in .html":
    "--report {path}: レポートは HTML のページです。.html で終わる名前にしてください",

  "embeddings in the plane of their first two principal components": "埋め込み（第 1・第 2 主成分の平面）",
  "loss and AUROC": "損失と AUROC",
  "weights and biases": "重みとバイアス",
  "distances of good parts and defects, and the threshold": "良品と不良品の距離と、しきい値",
  "what each threshold would do": "しきい値ごとの見逃しと過検出",
  pass: "合格",
  fail: "不合格",
  "The parts nearest to the threshold": "しきい値に最も近い部品",
  "part · where its distance comes from · the good part that it is nearest to":
    "部品 · 距離がどこから来たか · 最も近い良品",
  "the first and the last {n} of {of} tensors": "{of} 個のテンソルのうち、最初と最後の {n} 個",

  // plot/
  "no file ending": "拡張子なし",
  "Cannot draw to {path}: charts are written as .png or .svg, found {*found}":
    "{path} には描けません。図は .png か .svg です（{found}）",
  "true class": "正しいクラス",
  "predicted class": "予測したクラス",
  "The {n} of {of} classes that are mixed up most: {among} of {mistakes} mistakes":
    "全 {of} クラスのうち、最も取り違えられた {n} クラス（誤り {mistakes} 行中 {among} 行）",
  "(the lowest and the highest of every {n})": "（{n} ごとの最小と最大）",
  "same ({n})": "同じ（{n}）",
  "different ({n})": "違う（{n}）",
  "share of each kind": "それぞれの中での割合",
  "threshold ∞": "しきい値 ∞",
  "threshold {#value}": "しきい値 {value}",
  "drop of the score when shuffled": "シャッフルしたときのスコアの低下",
  "true value": "正しい値",
  "predicted value": "予測した値",
  "true − predicted": "正しい値 − 予測した値",
  "false positive rate": "偽陽性率",
  "true positive rate": "真陽性率",
  "{*size} · min {least} · max {most}": "{size} · 最小 {least} · 最大 {most}",
  "· min {least} · max {most}": "· 最小 {least} · 最大 {most}",
  "(the first {n})": "（最初の {n}）",
  "{size} (1 ▪ = max |·| / {scale})": "{size}（1 ▪ = 最大 |·| / {scale}）",
  "(1 ▪ = max |·| / {scale})": "（1 ▪ = 最大 |·| / {scale}）",
  "{size} (the first {n})": "{size}（最初の {n}）",
};
