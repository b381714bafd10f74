import type { Catalogue } from "../catalogue/translator.ts";

/** A class that is to be found, its threshold, and what mistakes cost. */
export const okNg: Catalogue = {
  // tasks/plan/positive.ts, inTurn.ts, experiment.ts
  'the class to be found is "{name}", {*why} ({flag} chooses another)':
    "見つけるクラスは「{name}」です（{why}。{flag} で変更）",
  "by its name": "名前から",
  "the rarer of two, {#rows} of {#of} rows": "2 つのうち少ないほう、{of} 行中 {rows} 行",
  "{aim} holds each training row out once, for which they must be in memory; hold some out for it with {flag}, or leave it out":
    "{aim} は学習用の行を順に除くため、すべてメモリーに載る必要があります。{flag} で一部を取り分けるか、指定を外してください",
  'class "{name}" has {n} {*what} {row|rows}, and {aim} takes {needed} that were not learned from; add rows':
    "クラス「{name}」の{what}用の行は {n} 行で、{aim} には学習に使わない行が {needed} 行必要です。行を増やしてください",
  'class "{name}" has {n} {*what} {row|rows}, and {aim} takes {needed} that were not learned from; add rows, or ask for no more than {less}':
    "クラス「{name}」の{what}用の行は {n} 行で、{aim} には学習に使わない行が {needed} 行必要です。行を増やすか、{less} までにしてください",
  'class "{name}" has {n} validation {row|rows}, and {aim} takes {needed} that were not learned from (of a convolutional network {flag} rows choose); add rows':
    "クラス「{name}」の検証用の行は {n} 行で、{aim} には {needed} 行必要です（畳み込みネットワークでは {flag} の行がしきい値を決めます）。行を増やしてください",
  'class "{name}" has {n} {*what} {row|rows}, and {aim} takes {needed} that were not learned from (of a convolutional network {flag} rows choose); add rows, or ask for no more than {less}':
    "クラス「{name}」の{what}用の行は {n} 行で、{aim} には {needed} 行必要です（畳み込みネットワークでは {flag} の行がしきい値を決めます）。行を増やすか、{less} までにしてください",
  '{n} more trainings follow, each without a fifth of the rows, to choose the threshold of "{name}" ({flag}); the model is their mean':
    "「{name}」のしきい値（{flag}）を決めるため、行の 5 分の 1 ずつを除いた学習をあと {n} 回行い、その平均をモデルにします",
  '{n} more trainings of {members} networks follow, each without a fifth of the rows, to choose the threshold of "{name}" ({flag}); the model is their mean':
    "「{name}」のしきい値（{flag}）を決めるため、行の 5 分の 1 ずつを除いた学習（{members} 個のネットワーク）をあと {n} 回行い、その平均をモデルにします",
  'a class is called "{name}", which is what {flag} answers; rename it, or leave out {same}':
    "クラス名「{name}」は {flag} の答えと同じです。クラス名を変えるか、{same} を外してください",
  '{flag} holds each training row out once, in {parts} parts with one of every class, but class "{name}" has {n} training {row|rows}; add rows, or hold some out for it with {validation}':
    "{flag} は学習用の行を {parts} 組に分けて順に除くため、どの組にも各クラスの行が要りますが、クラス「{name}」は {n} 行です。行を増やすか、{validation} で取り分けてください",
  "{flag} holds each training row out once, in {parts} parts of whole groups, and the {groups} groups of the training rows do not go into such parts with rows of every class beside each; add groups, or hold some out for it with {validation}":
    "{flag} は学習用の行をグループごと {parts} 組に分けて順に除きますが、{groups} 個のグループでは、どの組を除いても各クラスの行が残るようには分けられません。グループを増やすか、{validation} で取り分けてください",

  training: "学習",
  validation: "検証",

  // report/words/: the note that `predict` gives
  '"{name}" is given from a probability of {threshold} on ({*aim}): expected to miss {miss} and to over-reject {reject}; {*more}':
    "確率が {threshold} 以上なら「{name}」と判定します（{aim}）。見込みは、見逃し {miss}、過検出 {reject}。{more}",
  "to find at least {share}": "{share} 以上を見つけるため",
  "for a precision of at least {share}": "適合率 {share} 以上にするため",
  "to over-reject at most {share}": "過検出を {share} 以下にするため",
  "for the least cost, a missed one {miss}, an over-rejected one {reject}":
    "費用を最小にするため。見逃し 1 件 {miss}、過検出 1 件 {reject}",
  "for the highest F1": "F1 を最大にするため",
  "{!aim}, which no threshold reaches; this one comes nearest": "{aim}。届くしきい値がないため、最も近いもの",
  'of what is given "{name}", {rate} is expected to be none; {*more}':
    "「{name}」と判定した行のうち {rate} は誤りの見込み。{more}",
  '1,000 rows are expected to cost {cost}; always saying "{other}" costs {never}, always "{name}" {always}, the threshold of the highest F1 {f1}; {*more}':
    "費用の見込みは 1,000 行あたり {cost}（すべて「{other}」なら {never}、すべて「{name}」なら {always}、F1 が最大のしきい値なら {f1}）。{more}",
  "chosen on {n} training rows, each held out in turn; the model is the mean of the {trainings} trainings.":
    "学習用の {n} 行を順に学習から除いて決め、モデルはその {trainings} 回の学習の平均です。",
  "chosen on {n} training rows, each held out once from another training.":
    "学習用の {n} 行を、1 回ずつ学習から除いて決めました。",
  "chosen on {n} validation rows.": "検証用の {n} 行で決めました。",
  "chosen on {n} rows that the network did not learn from.": "学習に使っていない {n} 行で決めました。",
  'the probability beside an answer is that of its class, and decides by the threshold alone: "{name}" may stand beside one as low as {from}':
    "答えに並ぶ確率はそのクラスの確率で、判定はしきい値によります。「{name}」には {from} 程度の低い確率が並ぶこともあります",

  // tasks/training/anotherAim.ts, evaluate.ts
  "{!who} misses {wrong} of {of} and over-rejects {rejected} of {others} of these rows":
    "{who}、この行での見逃しは {of} 中 {wrong}、過検出は {others} 中 {rejected}",
  "misses {wrong} of {of}": "見逃し {of} 中 {wrong}",
  "over-rejects {wrong} of {of}": "過検出 {of} 中 {wrong}",
  "{flag} needs good parts, and none are known": "{flag} には良品が必要ですが、良品がありません",
  "{flag} needs defects, and none are known": "{flag} には不良品が必要ですが、不良品がありません",
  "without any, choose it by a rate of false rejects: {flag}":
    "不良品がなければ、過検出の割合で決めてください: {flag}",
  '{*what} {#wrong} of {#of} "{name}", expected {#least} to {#most}: these rows are unlike those that chose the threshold':
    "「{name}」の{what}は {of} 中 {wrong} で、見込みの {least}〜{most} から外れています。しきい値を決めた行とは性質が違います",
  "{*what} {#wrong} of {#of} others, expected {#least} to {#most}: these rows are unlike those that chose the threshold":
    "{what}は {of} 中 {wrong} で、見込みの {least}〜{most} から外れています。しきい値を決めた行とは性質が違います",
  "{!who} misses {wrong} of {of} of these rows": "{who}、この行での見逃しは {of} 中 {wrong}",
  "{!who} over-rejects {rejected} of {others} of these rows":
    "{who}、この行での過検出は {others} 中 {rejected}",
  "the threshold that the model keeps ({threshold})": "モデルが持つしきい値（{threshold}）では",
  "the likeliest class, as the model answers now,": "今の答え（確率が最大のクラス）では",
  "the threshold is chosen on the rows that are measured here: their figures flatter it, and what is expected of it holds":
    "評価している行そのもので決めたしきい値です。下の数字は実際より良く見えるため、見込みのほうを見てください",
  "{run} keeps the threshold {threshold}; its report.html and README.md are of the training":
    "{run} のモデルにしきい値 {threshold} を保存しました（report.html と README.md は学習時のままです）",
  'missed {wrong} of {of} "{name}", expected {least} to {most}: these rows are unlike those that chose the threshold':
    "「{name}」の見逃しは {of} 中 {wrong} で、見込みの {least}〜{most} から外れています。しきい値を決めた行とは性質が違います",
  "over-rejected {wrong} of {of} others, expected {least} to {most}: these rows are unlike those that chose the threshold":
    "過検出は {of} 中 {wrong} で、見込みの {least}〜{most} から外れています。しきい値を決めた行とは性質が違います",
  "the network learned from the rows of {source}, and {aim} chooses on rows that it did not learn from; give other rows":
    "{source} は学習に使った行です。{aim} は学習に使っていない行で決めるため、別の行を指定してください",
  'class "{name}" has {n} rows that choose, and {aim} takes {needed}':
    "しきい値を決めるクラス「{name}」の行は {n} 行で、{aim} には {needed} 行必要です",
  "{flag} keeps the threshold of another aim; name it with {aim}":
    "{flag} は別の目標のしきい値を保存します。{aim} で指定してください",
  "{aim} chooses between two classes, and the model has {n}; leave it out":
    "{aim} は 2 クラスのためのもので、このモデルは {n} です。指定を外してください",
  "{aim} is for a class that is to be found, and the model knows none; train it with {flag}":
    "{aim} は見つけるクラスのためのものですが、モデルにありません。{flag} を付けて学習してください",
  '{aim} says from which probability on a class is given, and the model may answer "{none}"; leave it out':
    "{aim} はクラスを判定する確率を決めますが、このモデルは「{none}」と答えることがあります。指定を外してください",
  "{run} learns distances, whose threshold another aim chooses as parts are judged: kiso judge has {aim}; leave it out":
    "{run} は距離を学習したモデルです。別の目標は kiso judge の {aim} で選べます。指定を外してください",
  "write the threshold of --aim into the model of the run":
    "--aim のしきい値を実行フォルダのモデルに保存する",
  "the threshold of the class to be found for another aim: recall=0.99, precision=0.9, false-reject=0.01, f1, cost, or itself (default: as trained)":
    "見つけるクラスのしきい値を別の目標で決める: recall=0.99, precision=0.9, false-reject=0.01, f1, cost、または値そのもの（既定: 学習時のまま）",

  // cli/inspect/aimFlags.ts
  "{flag}: expected a share from 0 to 1, as {example}":
    "{flag}: 0 から 1 の割合を {example} のように指定してください",
  "{flag}: no rows promise all or none; ask for less, such as {example}":
    "{flag}: すべて、またはゼロは約束できません。{example} のように少し譲ってください",
  "{flag} 0: where a mistake costs nothing, {!all}; give both a cost above 0":
    "{flag} 0: 片方の誤りに費用がなければ{all}。両方に 0 より大きい費用を指定してください",
  "all are given it": "すべてがそのクラスになります",
  "none is given it": "どれもそのクラスになりません",

  // cli/train/reportInWords.ts
  "fold   {i} of {n}: accuracy {accuracy}, {!found} on {rows} rows":
    "分割 {i} / {n}: 正解率 {accuracy}、{found}（{rows} 行）",
  'missed {wrong} of {of} "{name}"': "「{name}」の見逃し {of} 中 {wrong}",
  "over-rejected {wrong} of {of}": "過検出 {of} 中 {wrong}",
  'no "{name}" in it': "「{name}」なし",
  "average precision {ap}": "平均適合率 {ap}",
  "folds  accuracy {spread} (mean ± standard deviation of {n} folds)":
    "分割   正解率 {spread}（{n} 分割の平均 ± 標準偏差）",
  "folds  R² {spread} (mean ± standard deviation of {n} folds)":
    "分割   R² {spread}（{n} 分割の平均 ± 標準偏差）",
  'always saying "{name}" would score {share}': "すべて「{name}」と答えるだけで、正解率は {share}",
  'missed {wrong} of {of}, {share} ({low} to {high}) of "{name}"':
    "「{name}」の見逃し {of} 中 {wrong}、{share}（{low}〜{high}）",
  "over-rejected {wrong} of {of}, {share} ({low} to {high}) of the others":
    "過検出 {of} 中 {wrong}、{share}（{low}〜{high}）",
  "average precision {ap} over the folds": "平均適合率 {ap}（分割の平均 ± 標準偏差）",
};
