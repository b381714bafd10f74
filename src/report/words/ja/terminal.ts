import type { Catalogue } from "../catalogue/translator.ts";

/** The lines of a command: each begins with a word of one to three kanji, padded to seven columns. */
export const terminal: Catalogue = {
  // what several lines are made of
  "{!one}; {!other}": "{one}。{other}",
  "{!one}. {!other}": "{one}。{other}",
  "{!one}, {!other}": "{one}、{other}",
  "{!one}.": "{one}。",
  "{@where}: {!what}": "{where}: {what}",
  "kiso: {*message}": "kiso: {message}",
  'did you mean "{name}"?': "「{name}」のことですか?",
  'did you mean "{name}"? {!more}': "「{name}」のことですか? {more}",

  // the words that lines begin with
  "note   {*said}": "注意   {said}",
  "read   {*said}": "読込   {said}",
  "columns  {+columns}": "列     {columns}",
  "split  {*said}": "分割   {said}",
  "auto   {*said}": "自動   {said}",
  "model  {*said}": "モデル {said}",
  "result {*said}": "結果   {said}",
  "judge  {*said}": "判定   {said}",
  "heat   {*said}": "熱図   {said}",
  "most   {*said}": "要点   {said}",
  "wrote  {path}: {*said}": "出力   {path}: {said}",
  "wrote  {path}": "出力   {path}",
  "next   {command}": "次は   {command}",
  "doctor {*said}": "診断   {said}",
  "follow {*said}": "追試   {said}",
  "hint   {*said}": "ヒント {said}",
  "skip   {folder}: {*why}": "除外   {folder}: {why}",
  "expected: {*said}": "見込み: {said}",

  // what an effort fits to a table
  "a network of {units} hidden units, for {epochs} epochs ({!effort})":
    "隠れ層 {units} ユニットのネットワーク、{epochs} エポック({effort})",
  "{members} networks of {units} hidden units, which answer their mean, for {epochs} epochs ({!effort})":
    "隠れ層 {units} ユニットのネットワーク {members} 個の平均で答えます。{epochs} エポック({effort})",
  "{members} networks see the columns as they are": "{members} 個は列の値をそのまま見ます",
  "{members} see them softly clipped and by rank": "{members} 個は端をなめらかに抑えた値と順位を見ます",
  "{members} see their ranks alone": "{members} 個は順位だけを見ます",
  "{members} do not bend": "{members} 個は直線のままです",
  "neither a crowded column nor a cell far off decides alone":
    "値が片寄った列や飛び離れた値だけでは決まりません",
  "the roots of column {label} are learned, whose numbers crowd at the low end":
    "列 {label} は小さい値に片寄るため、平方根を学習します",
  "so they answered rows best that were held out in turn": "順に取り分けた行に最もよく答えた割り当てです",
  "no answer leaves {least} to {most}, which the training rows have":
    "予測値は学習データの範囲 {least}〜{most} を出ません",

  // main.ts
  'there is no command "{name}"; did you mean "kiso {near}"? commands: {names}':
    "コマンド「{name}」はありません。「kiso {near}」のことですか? コマンド: {names}",
  'there is no command "{name}"; commands: {names}': "コマンド「{name}」はありません。コマンド: {names}",
  "{*mistake}; see {command} --help": "{mistake}。説明は {command} --help",
  "see {command} --help": "説明は {command} --help",
  "a defect of kiso's own, please report it": "kiso 自身の不具合です。ご報告ください",
  "unknown option '{name}'": "「{name}」というオプションはありません",
  "unknown option '{name}' (Did you mean {near}?)":
    "「{name}」というオプションはありません（{near} のことですか?）",
  "unknown option '{name}' (Did you mean one of {near}?)":
    "「{name}」というオプションはありません（{near} のどれかですか?）",
  "missing required argument '{name}'": "引数 {name} がありません",
  "option '{name}' argument missing": "オプション {name} に値がありません",
  "required option '{name}' not specified": "オプション {name} が必要です",
  "option '{one}' cannot be used with option '{other}'": "オプション {one} と {other} は一緒に使えません",
  "too many arguments. Expected {#n} {argument|arguments} but got {#found}":
    "引数が多すぎます（{n} 個のところ {found} 個）",
  "too many arguments for '{name}'. Expected {#n} {argument|arguments} but got {#found}":
    "{name} の引数が多すぎます（{n} 個のところ {found} 個）",

  // terminal/
  'expected {*what}, got "{text}"; did you mean "{near}"?':
    "{what}を書いてください（「{text}」とありました。「{near}」のことですか?）",
  'expected {*what}, got "{text}"': "{what}を書いてください（「{text}」とありました）",
  "expected {!what}": "{what}を書いてください",
  "one of {names}": "{names} のどれか",
  "a whole number": "整数",
  "a number": "数値",
  "a whole number of at least {least}": "{least} 以上の整数",
  "a number of at least {least}": "{least} 以上の数値",
  "a whole number of at least {least} up to {most}": "{least} から {most} までの整数",
  "a number of at least {least} up to {most}": "{least} から {most} までの数値",
  "a number above {least}": "{least} より大きい数値",
  "a number above {least} up to {most}": "{least} より大きく {most} までの数値",
  "a number of at least {least} above {above} up to {most}":
    "{least} 以上、{above} より大きく {most} までの数値",
  "of at least {#least}": "{least} 以上",
  "above {#least}": "{least} より大きい",
  "up to {#most}": "{most} まで",
  "a name": "名前",
  "whole numbers of at least 1, as 32 or 64,32": "1 以上の整数（例: 32、64,32）",
  "pixels from 1 to 4096, as 32 or width x height, as 48x32":
    "1 から 4096 の画素数（例: 32、幅 x 高さなら 48x32）",
  "yes, no or the number of a line, from 1": "yes、no、または 1 から数えた行番号",
  "one character, tab or blank": "1 文字、tab または blank",
  "point or comma": "point または comma",
  'KISO_LANG is "{text}": expected en or ja': "KISO_LANG が「{text}」です。en または ja にしてください",
  "epoch {epoch}/{of}": "エポック {epoch}/{of}",
  "loss {value}": "損失 {value}",
  "validation loss {value}": "検証損失 {value}",
  "accuracy {value}": "正解率 {value}",
  "validation R² {value}": "検証 R² {value}",
  "{#n} rows/s": "{n} 行/秒",
  "{time} left": "残り {time}",
  "waiting  {*why}": "待機   {why}",
  "download {file}  {size} of {all}": "取得   {file}  {size} / {all}",
  "download {file}  {size}": "取得   {file}  {size}",
  "download {file}": "取得   {file}",
  "{n} {row|rows} set aside, listed in {file} (the first: {*first})":
    "{n} 行を除きました。一覧は {file}（最初: {first}）",
  "{#n} {row|rows}": "{n} 行",
  "set aside: {n} more rows": "除外: ほか {n} 行",
  "set aside: {*which}": "除外: {which}",

  // train/
  "expected settings as shift=2, of {names}": "shift=2 のような設定（{names}）",
  "settings as shift=2, of {names}": "shift=2 のような設定（{names}）",
  "a number for {name}, as {example}": "{name} の数値（例: {example}）",
  "flip to be one of {names}": "flip には {names} のどれか",
  "columns: {column} with {other}": "{column}（{other} と一組）",
  "columns: {column} number, missing: {fill}": "{column} 数値（欠損は {fill}）",
  "columns: {column} number": "{column} 数値",
  "columns: {column} date ({parts}), missing: {fill}": "{column} 日付（{parts}、欠損は {fill}）",
  "columns: {column} date ({parts})": "{column} 日付（{parts}）",
  "columns: {column} list of {n} numbers": "{column} 数値 {n} 個の並び",
  "columns: {column} {n} categories, missing: {fill}": "{column} {n} 区分（欠損は {fill}）",
  "columns: {column} {n} categories": "{column} {n} 区分",
  "columns: {column} left out: {*why}": "{column} 不使用: {why}",
  "columns: {#n} of numbers": "数値 {n} 列",
  "columns: {#n} of categories": "区分 {n} 列",
  "columns: {#n} of dates": "日付 {n} 列",
  "columns: {#n} of lists": "並び {n} 列",
  "the loss was still falling (from {from} to {to} in the last {n} epochs): try {flags}":
    "損失はまだ下がっていました（最後の {n} エポックで {from} から {to}）。{flags} を試してください",
  "reject below a confidence of {confidence} or beyond a distance of {distance}: set by {n} {*whose}":
    "保留   確信度 {confidence} 未満、または距離 {distance} 超は「どれでもない」とします（{whose} {n} 行で決定）",
  "validation rows": "検証用の行",
  "training rows, each held out once from another training": "学習用の行（1 回ずつ学習から除いて測定）",
  "{n} rows cannot show so small a share as {share}, which takes {needed}: of rows like these about {expected} will be turned away":
    "{n} 行では {share} という小さい割合を確かめられません（{needed} 行が必要）。似た行のうち約 {expected} が「どれでもない」になります",
  "no class of {names} is called good; name it with --good to have parts judged":
    "クラス {names} に良品を表す名前がありません。判定するには --good で指定してください",
  'a part further than {threshold} from the nearest of {n} "{good}" parts fails ({*aim})':
    "「{good}」{n} 個のうち最も近いものからの距離が {threshold} を超える部品は不合格です（{aim}）",
  "{file}, row {row}, line {#line}, column {column}: {*why}":
    "{file} {row} 行目（ファイルの {line} 行目）列 {column}: {why}",
  "{file}, row {row} (line {#line}), column {column}: {*why}":
    "{file} {row} 行目（ファイルの {line} 行目）列 {column}: {why}",
  "{file}, row {row} (line {#line}): {*why}": "{file} {row} 行目（ファイルの {line} 行目）: {why}",
  "{file}, row {row}, column {column}: {*why}": "{file} {row} 行目 列 {column}: {why}",
  "{file}, line {#line}, column {column}: {*why}": "{file} の {line} 行目 列 {column}: {why}",
  "{file} (line {#line}), column {column}: {*why}": "{file}（ファイルの {line} 行目）列 {column}: {why}",
  "{file}, line {#line}: {*why}": "{file} の {line} 行目: {why}",
  "{file}, row {row}, line {#line}: {*why}": "{file} {row} 行目（ファイルの {line} 行目）: {why}",
  "{file}, row {row}: {*why}": "{file} {row} 行目: {why}",
  "{file}, column {column}: {*why}": "{file} 列 {column}: {why}",
  "on {*rows}: AUROC {auroc}; {*rates}": "{rows}: AUROC {auroc}、{rates}",
  "on {*rows}: {!rates}": "{rows}: {rates}",
  "AUROC {auroc}; {*rates}": "AUROC {auroc}、{rates}",
  "kiso evaluate {run} {data}": "kiso evaluate {run} {data}",
  "judge {run} PICTURES --sheet verdicts.png": "judge {run} PICTURES --sheet verdicts.png",
  "embed {run} {data} --out embeddings.parquet": "embed {run} {data} --out embeddings.parquet",
  "a number to predict": "予測する数値",
  "{#n} {class|classes} ({names})": "{n} クラス（{names}）",
  "(images of {*what})": "（{what}の画像）",
  "{source}: {n} rows, {features} features (images of {*image}), {*what}":
    "{source}: {n} 行、特徴量 {features} 個（{image}の画像）、{what}",
  "{source}: {n} rows, {features} features, {*what}": "{source}: {n} 行、特徴量 {features} 個、{what}",
  "{size} grey": "{size} 白黒",
  "{size} colour": "{size} カラー",
  'label  "{name}", {*why} (--label chooses another)': "ラベル 「{name}」{why}（--label で変更）",
  "{#n} rows to train on": "学習 {n} 行",
  "{n} rows of the validation split to validate on": "検証 {n} 行（validation 分割）",
  "rows of the validation split": "validation 分割の行",
  "{#n} to validate on": "検証 {n} 行",
  "{#n} {*rows} to test on": "テスト {n} 行（{rows}）",
  "stream {rows} training rows, {inMemory} in memory and shuffled at a time; the loss is of {measured} of them":
    "逐次   学習 {rows} 行。{inMemory} 行ずつメモリに置いて混ぜます。損失はそのうち {measured} 行の値です",
  "{network}, {activation}, {parameters} parameters; {optimizer}, learning rate {rate}, {schedule}; seed {seed}; engine {engine}, {dtype}":
    "{network}、{activation}、パラメータ {parameters} 個。{optimizer}、学習率 {rate}、{schedule}。シード {seed}。エンジン {engine}、{dtype}",
  "{network}, {activation}, {parameters} parameters; {optimizer}, learning rate {rate}{*course}; seed {seed}; engine {engine}, {dtype}":
    "{network}、{activation}、パラメータ {parameters} 個。{optimizer}、学習率 {rate}{course}。シード {seed}。エンジン {engine}、{dtype}",
  "{network}, {activation}, {parameters} parameters; {optimizer}, learning rate {rate}{*course}; seed {seed}":
    "{network}、{activation}、パラメータ {parameters} 個。{optimizer}、学習率 {rate}{course}。シード {seed}",
  ", {schedule} after {n} steps of warm-up": "、はじめの {n} ステップで上げ {schedule}",
  "{*why}; the checkpoint before it is taken": "{why}。1 つ前のチェックポイントを使います",
  "resume after epoch {epoch} of {of}, step {step}":
    "再開   エポック {epoch} / {of} の後、ステップ {step} から",
  "resume after epoch {epoch} of {of}": "再開   エポック {epoch} / {of} の後から",
  "resume from the beginning: there is no earlier checkpoint":
    "再開   はじめから（チェックポイントがありません）",
  "fold   {n} of {of}: {*figures} on {rows} rows": "分割   {n} / {of}: {figures}（{rows} 行）",
  "folds  R² {mean} ± {std} (mean ± standard deviation of {n} folds)":
    "平均   R² {mean} ± {std}（{n} 分割の平均 ± 標準偏差）",
  "folds  accuracy {mean} ± {std} (mean ± standard deviation of {n} folds)":
    "平均   正解率 {mean} ± {std}（{n} 分割の平均 ± 標準偏差）",
  "stop   {run} was stopped; go on with: {command}": "中断   {run} を中断しました。続けるには: {command}",
  stop: "中断",
  "R² {r2}, MAE {mae}, RMSE {rmse}": "R² {r2}、MAE {mae}、RMSE {rmse}",
  "{*figures}, loss {loss}": "{figures}、損失 {loss}",
  'accuracy {accuracy}, missed {wrong} of {of} "{name}"':
    "正解率 {accuracy}、「{name}」の見逃し {of} 中 {wrong}",
  '{*figures} on {*rows}, missed {wrong} of {of} "{name}"; loss {loss} on {*learned}; {time} s':
    "{figures}（{rows}）、「{name}」の見逃し {of} 中 {wrong}。損失 {loss}（{learned}）。{time} 秒",
  "{*figures} on {*rows}; loss {loss} on {*learned}; {time} s":
    "{figures}（{rows}）。損失 {loss}（{learned}）。{time} 秒",
  "{*rows} and {beside} made-up defects": "{rows}と作った欠陥 {beside} 個",
  "and {n} made-up defects": "と作った欠陥 {n} 個",
  "the training rows": "学習データ",
  "{n} of the training rows": "学習データのうち {n} 行",
  "{#n} training rows": "学習に使った {n} 行",
  "{#n} held-out rows": "取り分けた {n} 行",
  "{#n} rows of the test split": "test 分割の {n} 行",
  "{#n} rows of each fold": "各分割の {n} 行",
  "{#n} rows of {source}, split {split}": "{source} の {split} の {n} 行",
  "{#n} rows of {source}": "{source} の {n} 行",
  "training rows": "学習に使った行",
  "held-out rows": "取り分けた行",
  "rows of the test split": "test 分割の行",
  "rows of each fold": "各分割の行",
  "rows of {source}": "{source} の行",
  "rows of {source}, split {split}": "{source} の {split} の行",
  "{#n} of": "{n} /",
  "best   after all {n} epochs; the model is the one after {best}, whose validation loss {loss} is the lowest":
    "最良   全 {n} エポックのうち {best} の後のモデルです（検証損失 {loss} が最小）",
  "best   stopped after {after} of {n} epochs; the model is the one after {best}, whose validation loss {loss} is the lowest":
    "最良   {n} エポック中 {after} で停止。{best} の後のモデルです（検証損失 {loss} が最小）",
  "stopped after {n} of": "{n} で停止 /",
  "after all": "全",
  "what was set aside is listed in {path}": "除いた行の一覧は {path} にあります",
  "name the data to train on: kiso train mydata.csv (or try: kiso train iris)":
    "学習するデータを指定してください: kiso train mydata.csv（試すなら: kiso train iris）",
  "--folds begins anew; leave out --resume": "--folds ははじめから学習します。--resume を外してください",
  "--resume takes all settings from {path}; leave out {flag}, or begin a new run":
    "--resume の設定はすべて {path} から取ります。{flag} を外すか、新しく学習してください",
  "{*why}; if it lies elsewhere now: {command}": "{why}。別の場所にあるなら: {command}",

  // answer/
  "no AUROC of pairs: it takes pairs of one class and pairs of two, and these rows have one sort alone":
    "組の AUROC はありません（同じクラスの組と違うクラスの組の両方が必要ですが、これらの行には一方しかありません）",
  "AUROC {auroc} of same and different pairs": "同じ組と違う組の AUROC {auroc}",
  "AUROC {auroc} of good parts and defects;": "良品と不良品の AUROC {auroc}、",
  "AUROC {auroc} of good parts and defects; {*rates}": "良品と不良品の AUROC {auroc}、{rates}",
  "the hottest pixel lies in the mask or box of {hit} of {*which} ({share} %); {*ranked}":
    "最も熱い画素は、{which}のうち {hit} 枚でマスクまたは枠の中にあります（{share} %）。{ranked}",
  "{#n} of {of} marked pictures": "印のある画像 {of} 枚中 {n} 枚",
  "{#n} marked pictures": "印のある画像 {n} 枚",
  "every pixel of them is marked, so that there is no AUROC": "全画素に印があるので AUROC はありません",
  "AUROC {auroc} of their pixels": "画素の AUROC {auroc}",
  "; {n} are none of these": "。{n} 行は「どれでもない」",
  "label and probabilities; {n} are none of these": "ラベルと確率。{n} 行は「どれでもない」",
  "label and probabilities": "ラベルと確率",
  prediction: "予測値",
  "{n} rows, each with its {*what}; {turned} are none of these":
    "{n} 行（{what}つき）。{turned} 行は「どれでもない」",
  "{n} rows, each with its {dimensions} numbers": "{n} 行（{dimensions} 個の数値つき）",
  "{n} rows, each with its {!what}": "{n} 行（{what}つき）",
  "within its JSON object, which is not whole": "JSON は途中で切れています",
  "and is whole as far as that": "そこまでは完全です",
  "{*why} (what is printed ends with row {row}, {*how})": "{why}（出力は {row} 行目まで。{how}）",
  "(what is printed ends with row {row}, {*how})": "（出力は {row} 行目まで。{how}）",

  // data/
  "{n} rows, {features} features, {classes} classes (seed {seed})":
    "{n} 行、特徴量 {features} 個、{classes} クラス（シード {seed}）",
  "--good 0 and --bad 0 leave nothing to draw; ask for some parts":
    "--good 0 と --bad 0 では描くものがありません。部品の数を指定してください",
  "{good} good and {bad} bad parts, {size} colour (seed {seed})":
    "良品 {good} 個と不良品 {bad} 個、{size} カラー（シード {seed}）",
  "each {*what}": "それぞれ {what}",
  "{good} good and {bad} bad parts, {size} grey (seed {seed})":
    "良品 {good} 個と不良品 {bad} 個、{size} 白黒（シード {seed}）",
  "{path}: what is wrong with each, and where": "{path}: それぞれの欠陥の種類と位置",
  ", {n} features drawn on their first two principal components": "、特徴量 {n} 個を第 1・第 2 主成分で描画",
  "{n} rows, {classes} classes, {features} features drawn on their first two principal components":
    "{n} 行、{classes} クラス、特徴量 {features} 個を第 1・第 2 主成分で描画",
  "{n} rows, {classes} classes": "{n} 行、{classes} クラス",

  // inspect/
  "--miss-cost and --false-reject-cost belong to --aim cost; add it, or leave them out":
    "--miss-cost と --false-reject-cost は --aim cost と使います。--aim cost を加えるか、2 つを外してください",
  "--aim {aim}: expected a share from 0 to 1, as {example}":
    "--aim {aim}: 0 から 1 の割合を書いてください（例: {example}）",
  "--aim cost needs both --miss-cost and --false-reject-cost, such as 50 and 1":
    "--aim cost には --miss-cost と --false-reject-cost の両方が必要です（例: 50 と 1）",
  "--aim {aim}: expected recall=1.0, f1, cost, false-reject=0.01 or a distance of at least 0":
    "--aim {aim}: recall=1.0、f1、cost、false-reject=0.01、または 0 以上の距離を書いてください",
  "--aim {aim}: expected recall=0.95, precision=0.9, f1, cost, false-reject=0.01 or a probability":
    "--aim {aim}: recall=0.95、precision=0.9、f1、cost、false-reject=0.01、または確率を書いてください",
  "by {n} good {row|rows}; beyond a distance of {threshold} a {row|rows} fails ({*aim})":
    "良品 {n} 行と比べ、距離が {threshold} を超える行は不合格です（{aim}）",
  "by {n} good {part|parts}; beyond a distance of {threshold} a {part|parts} fails ({*aim})":
    "良品 {n} 個と比べ、距離が {threshold} を超える部品は不合格です（{aim}）",
  "{folder}: {failed} of {of} fail": "{folder}: {of} 個中 {failed} 個が不合格",
  ", {n} could not be judged": "、{n} 個は判定できません",
  "{failed} of {n} {row|rows} fail, {unread} could not be judged; {time} s, {speed} {row|rows} per second, reading included":
    "{n} 行中 {failed} 行が不合格、{unread} 行は判定できません。{time} 秒（読込を含め毎秒 {speed} 行）",
  "{failed} of {n} {row|rows} fail; {time} s, {speed} {row|rows} per second, reading included":
    "{n} 行中 {failed} 行が不合格。{time} 秒（読込を含め毎秒 {speed} 行）",
  "{failed} of {n} {part|parts} fail, {unread} could not be judged; {time} s, {speed} {part|parts} per second, reading included":
    "{n} 個中 {failed} 個が不合格、{unread} 個は判定できません。{time} 秒（読込を含め毎秒 {speed} 個）",
  "{failed} of {n} {part|parts} fail; {time} s, {speed} {part|parts} per second, reading included":
    "{n} 個中 {failed} 個が不合格。{time} 秒（読込を含め毎秒 {speed} 個）",
  "nearest good part": "最も近い良品",
  "nearest good row": "最も近い良品の行",
  "nearest good {what}": "最も近い良品（{what}）",
  part: "部品",
  row: "行",
  verdict: "判定",
  distance: "距離",
  "○ pass": "○ 合格",
  "× fail": "× 不合格",
  "the {n} parts nearest to the threshold": "しきい値に最も近い {n} 個",
  "{#n} heat maps": "ヒートマップ {n} 枚",
  "distance {value} (within the threshold {threshold} of parts to their nearest reference)":
    "距離   {value}（最も近い良品までのしきい値 {threshold} 以内）",
  "distance {value} (beyond the threshold {threshold} of parts to their nearest reference)":
    "距離   {value}（最も近い良品までのしきい値 {threshold} 超）",
  "(within the threshold {threshold} of parts to their nearest reference)":
    "（最も近い良品までのしきい値 {threshold} 以内）",
  "(beyond the threshold {threshold} of parts to their nearest reference)":
    "（最も近い良品までのしきい値 {threshold} 超）",
  "distance {value}": "距離   {value}",

  // runs/
  "{path} cost --miss-cost {miss} --false-reject-cost {reject}":
    "{path} cost --miss-cost {miss} --false-reject-cost {reject}",
  "the settings are the same": "設定は同じです",
  "no runs in {folder}; kiso train makes one": "{folder} に実行結果がありません。kiso train で作れます",
  run: "実行",
  accuracy: "正解率",
  loss: "損失",
  "validation loss": "検証損失",
  "loss on the training rows": "学習データの損失",
  seconds: "秒",
  epochs: "エポック",
  network: "ネットワーク",
  data: "データ",
  setting: "設定",
  result: "結果",
  difference: "差",
  "{#n} of {of}, not finished": "{n} / {of}（未完了）",
  "{#n} of {of}": "{n} / {of}",
};
