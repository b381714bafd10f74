import type { Catalogue } from "../catalogue/translator.ts";

/** The month after: drift, retraining, lists of runs. */
export const month: Catalogue = {
  "drift: {*said}": "変化: {said}",
  "{#n} of {#of} figures of the pictures {is|are} not as in training (of lots that are as in training, 1 in {#rate} is said to differ)":
    "画像の特性 {of} 個のうち {n} 個が学習時と異なります（学習時と同じロットでも {rate} 回に 1 回はこう表示されます）",
  "{#n} of {#of} {column|columns} {is|are} not as in training (of lots that are as in training, 1 in {#rate} is said to differ)":
    "{of} 列のうち {n} 列が学習時と異なります（学習時と同じロットでも {rate} 回に 1 回はこう表示されます）",
  "{#n} more, less far: {names}": "ほかに {n} 個（差はより小さい）: {names}",
  "{column}: {!change}": "{column}: {change}",
  "median {now}, was {was}": "中央値 {now}（学習時 {was}）",
  "median {now}, was {was}, {#by} deviations higher": "中央値 {now}（学習時 {was}、標準偏差の {by} 倍高い）",
  "median {now}, was {was}, {#by} deviations lower": "中央値 {now}（学習時 {was}、標準偏差の {by} 倍低い）",
  "the middle half of the rows is {now} wide, was {was}": "中央の半分の行の幅 {now}（学習時 {was}）",
  "{now} of the rows up to {limit}, was {was}": "{limit} 以下の行 {now}（学習時 {was}）",
  '"{value}" in {now} of the rows, was {was}': "「{value}」の行 {now}（学習時 {was}）",
  "no value in {now} of the rows, was {was}": "値のない行 {now}（学習時 {was}）",
  "the model was made before drift was kept: whether these rows are as in training is not said; train again to have it":
    "このモデルは学習時のデータの分布を保存する前の版で作られたため、学習時と同じかどうかは判断できません。学習し直すと判断できます",
  'the model\'s "drift" of column "{column}" is not as kiso wrote it; take it from the run that wrote it again, or leave out its entries "drift" and "sha256"':
    'モデルの列「{column}」の "drift" が kiso の書いたものと異なります。元の実行結果から取り直すか、項目 "drift" と "sha256" を消してください',

  // runs
  "- `result.json`: the figures by which `kiso runs` lists it": "- `result.json`: `kiso runs` の一覧に使う値",
  "best first; best: by what the task is judged by": "良い順（best: その課題の評価値による）",
  "data   {source}: {!what}": "データ {source}: {what}",
  classes: "クラス分類",
  'classes "{label}"': "クラス分類「{label}」",
  "a number": "数値",
  'a number "{label}"': "数値「{label}」",
  distances: "距離",
  '{!task}, "{name}" is to be found': "{task}、「{name}」を検出",
  "avg. precision": "平均適合率",
  missed: "見逃し",
  "over-rejected": "過検出",
  "measured on the rows that were learned from: {names}": "学習に使った行で評価した実行: {names}",
  "{path}: not as kiso wrote it; remove it, and the run is listed by its last epoch":
    "{path}: kiso が書いたものと異なります。消すと、最後のエポックの値で一覧に出ます",

  // retrain
  "a run folder that kiso train wrote: its model is the champion, and stays as it is":
    "kiso train が書いた実行フォルダ（現行モデル。変更されません）",
  "new labelled rows: a file, a folder or a Hub id OWNER/NAME":
    "ラベル付きの新しいデータ: ファイル、フォルダ、Hub の ID OWNER/NAME",
  "learn from the run's own rows too (default: with them and without is tried)":
    "元のデータからも学習します（既定: 使う場合と使わない場合の両方を試す）",
  "learn from the new rows alone": "新しいデータだけから学習します",
  "the challenger's run folder (default: the next free runs/NAME-N)":
    "新しいモデルの実行フォルダ（既定: 空いている runs/NAME-N）",
  "of the rows that are held out, and of the training (default: the run's)":
    "評価に残す行と学習の乱数（既定: 元の実行と同じ）",
  "train again on new rows, and say whether the new model is better":
    "新しいデータで学習し直し、新しいモデルの方が良いかを判定します",
  "{one} and {other} contradict each other; leave out one of them":
    "{one} と {other} は両立しません。どちらかを外してください",
  "judge  champion {run} and challenger: {#n} rows of {data}, in {#parts} parts, each judged by a challenger that learned from the others":
    "判定   現行 {run} と新モデル: {data} の {n} 行を {parts} 分割し、各分割をほかの分割で学習した新モデルで判定",
  "judge  champion {run} and challenger: {#n} rows of {data}, which are held out":
    "判定   現行 {run} と新モデル: {data} の {n} 行（学習には使わない）",
  "{#n} rows of {data}, in {parts} parts, each judged by a challenger that learned from the others":
    "{data} の {n} 行を {parts} 分割し、各分割をほかの分割で学習した新モデルで判定",
  "{#n} rows of {data}, which are held out": "{data} の {n} 行（学習には使わない）",
  "old    {!said}": "旧     {said}",
  "with the rows of {source} and without is tried (--with-old or --new-alone chooses)":
    "{source} の行も使う場合と使わない場合の両方を試します（--with-old か --new-alone で選べます）",
  "the rows of {source} are learned from too": "{source} の行からも学習します",
  "the rows of {source} are not learned from": "{source} の行からは学習しません",
  "{source} is no longer there: the new rows are learned from alone, and whether the champion has seen some of them cannot be told":
    "{source} はもうありません。新しいデータだけから学習します。現行モデルがその一部を学習済みかどうかは分かりません",
  "{source} is not what it was: the new rows are learned from alone, and whether the champion has seen some of them cannot be told":
    "{source} は元の内容と異なります。新しいデータだけから学習します。現行モデルがその一部を学習済みかどうかは分かりません",
  "no longer there": "もうありません",
  "not what it was": "元の内容と異なります",
  "cost of a row": "1 行あたりの損失",
  "mean of missed and over-rejected": "見逃し率と過検出率の平均",
  "old and new rows": "旧・新データ",
  "new rows alone": "新データのみ",
  "trial  {!learned}: {*figure} (champion: {was})": "試行   {learned}: {figure}（現行: {was}）",
  "accuracy {value} (champion: {was})": "正解率 {value}（現行: {was}）",
  "R² of the same {#n} new rows: champion {was}, challenger {now}":
    "同じ新データ {n} 行の R²: 現行 {was}、新モデル {now}",
  "{*name}: champion {#was} ({#wl} to {#wh}), challenger {#now} ({#nl} to {#nh})":
    "{name}: 現行 {was}（{wl} ～ {wh}）、新モデル {now}（{nl} ～ {nh}）",
  "cost of a row {value}": "1 行あたりの損失 {value}",
  "mean of missed and over-rejected {value}": "見逃し率と過検出率の平均 {value}",
  "R² {value}": "R² {value}",
  "result {!figure} of the same {#n} new rows: champion {was}, challenger {now}":
    "結果   同じ新データ {n} 行の{figure}: 現行 {was}、新モデル {now}",
  "champion {was}, challenger {now}": "現行 {was}、新モデル {now}",
  "gain of the challenger: {by} points (95 %: {low} to {high})":
    "新モデルの改善: {by} ポイント（95 % 区間: {low} ～ {high}）",
  "gain of the challenger: {by} (95 %: {low} to {high})":
    "新モデルの改善: {by}（95 % 区間: {low} ～ {high}）",
  'missed of "{name}": champion {was} ({wl} to {wh}), challenger {now} ({nl} to {nh})':
    "「{name}」の見逃し: 現行 {was}（{wl} ～ {wh}）、新モデル {now}（{nl} ～ {nh}）",
  "over-rejected: champion {was} ({wl} to {wh}), challenger {now} ({nl} to {nh})":
    "過検出: 現行 {was}（{wl} ～ {wh}）、新モデル {now}（{nl} ～ {nh}）",
  'missed of "{name}"': "「{name}」の見逃し",
  "right by one alone: champion {#lost} rows, challenger {#gained} (McNemar's exact p {#p})":
    "一方だけが正解: 現行 {lost} 行、新モデル {gained} 行（McNemar の正確検定 p {p}）",
  "verdict the challenger is better (learned from {!learned}): {run}":
    "結論   新モデルの方が良好です（{learned}で学習）: {run}",
  'the challenger misses more of "{name}"': "新モデルは「{name}」の見逃しが増えています",
  "verdict the champion stays: {!why}": "結論   現行モデルを維持します: {why}",
  "the challenger is worse": "新モデルの方が劣ります",
  "so many rows do not tell whether the challenger is better": "この行数では新モデルが良いとは言えません",
  '{data}: has no row of class "{name}", which is to be found; add rows of it, or learn from the old rows too ({flag})':
    "{data}: 検出対象のクラス「{name}」の行がありません。行を足すか、元のデータからも学習してください（{flag}）",
  "{data}: one new row can be learned from or judged on, not both; add rows":
    "{data}: 新しい行が 1 行では学習と判定の両方には使えません。行を足してください",
  "{data}: all new rows are one group, which can be learned from or judged on, not both; add rows":
    "{data}: 新しい行がすべて同じグループなので、学習と判定の両方には使えません。行を足してください",
  '{data}: class "{name}" has too few rows to learn from some and to judge on others; add rows of it, or learn from the old rows too':
    "{data}: クラス「{name}」の行が少なく、学習と判定に分けられません。行を足すか、元のデータからも学習してください",
  "{data} is the very data that {run} learned from; name new rows":
    "{data} は {run} が学習したデータそのものです。新しいデータを指定してください",
  "{run} learns distances, and a retraining holds classes or numbers against each other; train the new parts with its settings, and compare with kiso evaluate":
    "{run} は距離を学習したモデルで、再学習の比較はクラスか数値の予測だけです。新しい部品を同じ設定で学習し、kiso evaluate で比べてください",
  "{run} learned from a file that is read part by part, and a retraining needs all rows in memory; train the new file, and compare with kiso evaluate":
    "{run} は部分ごとに読むファイルから学習したため、全行をメモリに置く再学習はできません。新しいファイルを学習し、kiso evaluate で比べてください",
  "{flag} learns from {source} too, which is no longer there; leave it out, or bring it back":
    "{flag} は {source} からも学習しますが、もうありません。指定を外すか、元に戻してください",
  "{flag} learns from {source} too, which is not what it was; leave it out, or bring it back":
    "{flag} は {source} からも学習しますが、元の内容と異なります。指定を外すか、元に戻してください",
  "{data} is the file that the run learned from, with other rows now, so which of them it has seen cannot be told; put the new rows into a file of their own":
    "{data} は元の実行が学習したファイルですが中身が変わっており、どの行を学習済みか分かりません。新しい行だけを別のファイルにしてください",
  "{data}: all of its {#n} rows stand in {old}, which was learned from; name rows that are new":
    "{data}: 全 {n} 行が学習済みの {old} にあります。新しい行を指定してください",
  "{data}: {#n} of {#of} rows stand in {old} too, which was learned from, so they are not held out":
    "{data}: {of} 行のうち {n} 行は学習済みの {old} にもあるため、判定には使いません",
  '{data}: no column "{name}", which the earlier run learned from; {*more}':
    "{data}: 元の実行が学習した列「{name}」がありません。{more}",
  '{data}: no column "{name}" (and {#n} more), which the earlier run learned from; {*more}':
    "{data}: 元の実行が学習した列「{name}」（ほか {n} 列）がありません。{more}",
  "its columns are {names}": "列は {names} です",
  'did you mean "{name}"? Its columns are {names}': "「{name}」のことですか? 列は {names} です",
  "(and {#n} more)": "（ほか {n}）",
};
