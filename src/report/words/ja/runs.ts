import type { Catalogue } from "../catalogue/translator.ts";

/** Trainings and their folders (train/), models and their files (model/). */
export const runs: Catalogue = {
  // train/
  "aim: {*what} are {n} rows, and it takes {needed}": "aim: {what}が {n} 行ですが、{needed} 行必要です",
  'aim: found {found}; did you mean "{near}"?; there are {names}, such as {example}':
    "aim: {found} とあります。「{near}」のことですか? あるのは {names}（例: {example}）",
  "aim: found {found}; there are {names}, such as {example}":
    "aim: {found} とあります。あるのは {names}（例: {example}）",
  "aim {name}: {what} must be a number above 0, found {found}":
    "aim {name}: {what} は 0 より大きい数値です（{found} とありました）",
  "aim {name}: {what} must be between 0 and 1, without both: no rows promise all or none, found {found}":
    "aim {name}: {what} は 0 と 1 の間です（0 と 1 は約束できません。{found} とありました）",
  "aim precision {value}: no threshold reaches it on rows not learned from; ask for less":
    "aim precision {value}: 学習に使わない行では、どのしきい値でも届きません。下げてください",
  "aim {name}": "aim {name}",
  "training broke down in epoch {epoch}, batch {batch}: layer {layer} is the first with values that are not finite ({what}); the learning rate {rate} is probably too large: {*mend}":
    "エポック {epoch}、バッチ {batch} で学習が壊れました: 最初に有限でない値が出たのは層 {layer} です（{what}）。学習率 {rate} が大きすぎるようです。{mend}",
  "the loss after epoch {epoch} is not finite though all weights are: the network's outputs overflow; the learning rate {rate} is probably too large: {*mend}":
    "エポック {epoch} の後、重みは有限なのに損失が有限でありません（出力があふれています）。学習率 {rate} が大きすぎるようです。{mend}",
  "the learning rate {rate} is probably too large: {*mend}": "学習率 {rate} が大きすぎるようです。{mend}",
  "try {flag}, or scale the features ({scale})": "{flag} を試すか、特徴量の尺度を揃えてください（{scale}）",
  "try {flag}": "{flag} を試してください",
  "{what} row {row}, feature {feature} is {value}, which is {!why} (rows and features are counted from 0)":
    "{what} の行 {row}、特徴量 {feature} が {value} です。{why}（0 から数えます）",
  "more than float32 holds; scale the features": "float32 の範囲を超えています。特徴量の尺度を揃えてください",
  "not finite": "有限の数値ではありません",
  "{what} row {row} has target {value}, which is not finite":
    "{what} の行 {row} の目的値 {value} は有限の数値ではありません",
  "the schedule {name} changes the rate from step to step, and a training of {epochs} epochs of {steps} has one; use more epochs, or the schedule constant":
    "schedule {name} はステップごとに学習率を変えますが、{epochs} エポック × {steps} では 1 ステップだけです。エポックを増やすか、constant にしてください",
  "a warm-up of {n} steps leaves nothing of a training of {steps} ({epochs} epochs of {each}); use a warm-up of at most {most}":
    "はじめの {n} ステップで上げると、{steps} ステップの学習（{epochs} エポック × {each}）が残りません。{most} 以下にしてください",
  "a schedule is a name and its settings, such as {example}, found {found}":
    "schedule は名前と設定です（例: {example}。{found} とありました）",
  "there is no schedule {name}; schedules: {names}": "schedule {name} はありません。あるのは {names}",
  "schedule {name}": "schedule {name}",
  "schedule step": "schedule step",
  "the rate of step {n}": "ステップ {n} の学習率",
  "a batch of {n} rows is larger than the training set of {of}; use a batch of at most {most}":
    "バッチ {n} 行は学習用の {of} 行より多い数です。{most} 以下にしてください",
  "the checkpoint is of another network: {name} should have shape ({shape}), found {found}; take the checkpoint of this run, or begin a new one":
    "チェックポイントが別のネットワークのものです: {name} は ({shape}) のはずが {found} です。この実行のものを使うか、新しく学習してください",
  "a background of {n} components needs at least {rows} rows of its class, found {found}; ask for fewer components":
    "背景 {n} 成分には、そのクラスの行が {rows} 行以上必要です（{found} 行あります）。成分を減らしてください",
  "{names} are one name of good parts in two ways of writing: write it in one, or say which is good with {flag}, and the other counts as bad":
    "{names} は同じ良品の名前の 2 通りの書き方です。1 つにするか、{flag} で良品を指定してください（もう一方は不良品とみなします）",
  "{names} could each be the class of good parts; say which with {flag}":
    "{names} のどれも良品のクラスと考えられます。{flag} で指定してください",
  'every part is of class "{name}", and an inspector learns what good parts look like; add good parts, or say {flag} if these are good':
    "すべての部品がクラス「{name}」ですが、検査には良品の学習が必要です。良品を足すか、これが良品なら {flag} としてください",
  'every part is of class "{name}", which is taken for the good parts; add good parts if these are not, or say {flag} if they are':
    "すべての部品がクラス「{name}」なので、良品とみなします。違うなら良品を足し、良品なら {flag} としてください",
  'there is no class "{name}" of good parts; the classes are {names}: name one of them with --good':
    "良品のクラス「{name}」がありません。クラスは {names}。--good でどれかを指定してください",
  'there is no row of class "{name}" to compare parts with; add good parts':
    "比べるクラス「{name}」の行がありません。良品を足してください",
  "there are no held-out rows to set its limits by; hold some out":
    "限界を決める、取り分けた行がありません。取り分けてください",
  "every row is of class {name}; what compares rows needs two classes":
    "すべての行がクラス {name} です。比べる学習には 2 つのクラスが必要です",
  "every class has one row; what compares rows needs a class with two":
    "どのクラスも 1 行だけです。比べる学習には、2 行あるクラスが必要です",
  "changed while it was read; begin again when it is whole":
    "読んでいる間に変わりました。書き終わってからやり直してください",
  "bring the run's own config.json back, or begin a new run":
    "この実行の config.json に戻すか、新しく学習してください",
  "bring the run's own config.json back": "この実行の config.json に戻してください",
  "{path} is damaged: {*what} not as it was written": "{path} が壊れています: {what}書いたときと違います",
  "{path} is damaged: its numbers are not those that were written":
    "{path} が壊れています: 数値が書いたときと違います",
  "{name} in its header is": "ヘッダーの {name} が",
  "its position is": "位置が",
  "its position (epoch {epoch}, step {step}, {time} s) is":
    "位置（エポック {epoch}、ステップ {step}、{time} 秒）が",
  "{path} is not a kiso checkpoint: it does not say its epoch":
    "{path} は kiso のチェックポイントではありません: エポックがありません",
  "{path} is not a lock that kiso wrote; if no other kiso writes this run, remove it":
    "{path} は kiso が書いたロックではありません。ほかの kiso がこの実行に書いていなければ、消してください",
  "process {pid} has been writing this run since {time} ({path}); {*mend}":
    "プロセス {pid} が {time} からこの実行に書いています（{path}）。{mend}",
  "process {pid} on {host} has been writing this run since {time} ({path}); {*mend}":
    "{host} のプロセス {pid} が {time} からこの実行に書いています（{path}）。{mend}",
  "on {host}": "{host} の",
  "if that machine is gone, remove {path}": "その機械がもうなければ、{path} を消してください",
  "; if that machine is gone, remove {path}": "。その機械がもうなければ、{path} を消してください",
  "wait for it, or stop it with Ctrl-C": "待つか、Ctrl-C で止めてください",
  "; wait for it, or stop it with Ctrl-C": "。待つか、Ctrl-C で止めてください",
  "{path} already holds a run; name a new folder with --out, or go on with it: {flag}":
    "{path} にはすでに実行があります。--out で新しいフォルダを指定するか、続けるなら {flag}",
  "{path} is not empty; name a new folder with --out":
    "{path} は空ではありません。--out で新しいフォルダを指定してください",
  "{path} holds no run (there is no {file}); {command} begins one":
    "{path} に実行がありません（{file} がない）。{command} で始められます",
  "{path} is not JSON, so the run cannot go on; begin a new one":
    "{path} が JSON でないため、続けられません。新しく学習してください",
  '{path} is not a kiso run\'s: its "format" is {format}':
    '{path} は kiso の実行のものではありません（"format" が {format}）',
  "{path} has format version {version}, this kiso reads up to {known}; update kiso":
    "{path} の形式は版 {version} ですが、この kiso は {known} までです。kiso を更新してください",
  'not as kiso wrote it; bring the run\'s own config.json back, or begin a new run; to go on with what you changed, leave out its entry "sha256"':
    'kiso が書いたままではありません。この実行の config.json に戻すか、新しく学習してください。変えたまま続けるなら、"sha256" の項目を消してください',
  "{path} is of epoch {epoch}, but metrics.jsonl has only {n}":
    "{path} はエポック {epoch} のものですが、metrics.jsonl には {n} までしかありません",
  "{path} is of epoch {epoch}, but metrics.jsonl is not as it was then":
    "{path} はエポック {epoch} のものですが、metrics.jsonl がそのときと違います",
  "not as kiso wrote it, says {what} after epoch {epoch}; bring the run's own back, or train again":
    "kiso が書いたままではありません（{what}、エポック {epoch} の後）。この実行のものに戻すか、学習し直してください",
  "there is no folder {folder}; kiso train writes its runs to runs/":
    "フォルダ {folder} がありません。kiso train は runs/ に書きます",
  "{path} is a file; name a folder of runs":
    "{path} はファイルです。実行フォルダを集めたフォルダを指定してください",
  "it holds no run (there is no config.json)": "実行がありません（config.json がない）",

  // model/
  "evaluate: the model learned distances and no class of good parts; its embeddings are measured with {how}":
    "evaluate: モデルは距離を学習しており、良品のクラスがありません。埋め込みは {how} で測れます",
  "the model learned distances and names no classes; judge parts with judge, or take their embeddings with embed":
    "モデルは距離を学習しており、クラスを答えません。judge で判定するか、embed で埋め込みを取ってください",
  "the model was disposed of; load it again": "モデルは破棄されています。読み直してください",
  "the model keeps no good parts to compare with; give some: {how}":
    "モデルは比べる良品を持っていません。渡してください: {how}",
  "its numbers are too large for the model, which has no answer to them; correct them":
    "数値が大きすぎて、モデルは答えられません。直してください",
  "{where}, references": "{where}、良品",
  "Model: the model lacks {what}; it needs {names}":
    "Model: モデルに {what} がありません。必要なのは {names}",
  "network and parameters are of different models": "ネットワークとパラメータが別のモデルのものです",
  "{name} holds {value} at {place}; a model of such numbers answers nothing":
    "{name} の {place} に {value} があります。この数値では答えられません",
  "model.json and model.safetensors are of different runs":
    "model.json と model.safetensors が別の実行のものです",
  "take it from the run that wrote it again": "元の実行からもう一度取ってください",
  "; take it from the run that wrote it again": "。元の実行からもう一度取ってください",
  "{file}: {n} {*what}, where the network {network} has {known}{*mend}":
    "{file}: {what}が {n} 個ですが、ネットワーク {network} では {known} 個です{mend}",
  "names of features": "特徴量の名前",
  "names of classes": "クラスの名前",
  "features of the scaler": "尺度の特徴量",
  "scales of the scaler": "尺度の数",
  "scales of the target": "目的値の尺度",
  '{file}: the positive class "{name}" is none of {names}':
    "{file}: 見つけたいクラス「{name}」が {names} の中にありません",
  "a decision is of two classes, one of them positive{*mend}":
    "判定のしきい値は 2 クラスのもので、一方が見つけたいクラスです{mend}",
  "{name} should have shape ({shape}), found {found}; {*mend}":
    "{name} は ({shape}) のはずが {found} です。{mend}",
  'its rule for "none of these" measures {n} numbers of a row, but the network has {of} of them; take it from the run that wrote it again':
    "「どれでもない」の規則は 1 行 {n} 個の数値を測りますが、ネットワークでは {of} 個です。元の実行からもう一度取ってください",
  '{file}, row {row}: {value} is no class; did you mean "{near}"? the classes are {names}':
    "{file} {row} 行目: {value} というクラスはありません。「{near}」のことですか? クラスは {names}",
  "{file}, row {row}: {value} is no class; the classes are {names}":
    "{file} {row} 行目: {value} というクラスはありません。クラスは {names}",
  "the label is {value}; give a finite number": "ラベルが {value} です。有限の数値にしてください",
  "three numbers: lowest, median and highest": "3 つの数値（最小、中央、最大）",
  "two numbers: low and high": "2 つの数値（下と上）",
  "two numbers, black and white": "2 つの数値（黒と白）",
  "lists of numbers": "数値のリスト",
  "numbers but 0": "0 でない数値",
  "a column of its kind": "その種類の列",
  "a dress of numbers": "数値の書き方",
  "a text": "文字列",
  "true or false": "true か false",
  "a table of settings": "設定の表",
  "tables of settings": "設定の表のリスト",
  "a number from 0 to below 1": "0 以上 1 未満の数値",
  "{!what}, or {name}": "{what}、または {name}",
  "numbers of features": "特徴量の番号",
  "how many members look at what ({names})": "何を見るネットワークがいくつか（{names}）",
  "a list of {!what}": "{what}のリスト",
  "true, false or the line of the header, from 1": "true、false、または 1 から数えた見出しの行番号",
  "{where}: {name} must be {*what}, and is missing; {*mend}": "{where}: {name}（{what}）がありません。{mend}",
  "{where}: {name} must be {*what}, found {found}; {*mend}":
    "{where}: {name} は{what}でなければなりません（{found} とありました）。{mend}",
  "{where}: {name} must be {*what}, and is missing": "{where}: {name}（{what}）がありません",

  'not as kiso wrote it; take it from the run that wrote it again, or where you changed it on purpose, leave out its entry "sha256"':
    'kiso が書いたままではありません。元の実行からもう一度取るか、わざと変えたのなら "sha256" の項目を消してください',
  "{path} does not fit the model beside it; name the good parts to compare with: {flag}":
    "{path} がそばのモデルと合いません。比べる良品を指定してください: {flag}",
  "{path} is not JSON; take it from the run that wrote it again":
    "{path} が JSON ではありません。元の実行からもう一度取ってください",
  '{path} is not a kiso model: its "format" is {format}; name a folder that kiso train wrote':
    '{path} は kiso のモデルではありません（"format" が {format}）。kiso train が書いたフォルダを指定してください',
  "there is no entry {name}; take it from the run that wrote it again":
    "項目 {name} がありません。元の実行からもう一度取ってください",
  "cannot be fetched; check the address and the connection":
    "取得できません。アドレスと接続を確かめてください",
  "the server answers {status}; check the address":
    "サーバーの応答は {status} です。アドレスを確かめてください",
  "there is no such file; check the address": "そのファイルはありません。アドレスを確かめてください",
  "{path} is not a whole safetensors file: {*why}; take it from the run that wrote it again":
    "{path} は完全な safetensors ファイルではありません: {why}。元の実行からもう一度取ってください",
  "what was given": "渡されたもの",
  "it is no bytes but {found}": "バイト列ではなく {found} です",
  "it has {n} bytes": "{n} バイトしかありません",
  "{path} is no safetensors file; name one that kiso wrote, or its folder":
    "{path} は safetensors ファイルではありません。kiso が書いたものか、そのフォルダを指定してください",
  "its header should have {n} bytes, the file ends before":
    "ヘッダーは {n} バイトのはずですが、その前で終わっています",
  "its header is not JSON": "ヘッダーが JSON ではありません",
  "its header is not a JSON object": "ヘッダーが JSON のオブジェクトではありません",
  "its metadata are no texts": "メタデータが文字列ではありません",
  "tensor {name} lacks its dtype, shape or data_offsets":
    "テンソル {name} に dtype、shape、data_offsets のどれかがありません",
  "tensor {name} has dtype {dtype}, and kiso reads F64 and F32":
    "テンソル {name} の型は {dtype} ですが、kiso が読むのは F64 と F32 です",
  "tensor {name} ends at byte {end} of {of}": "テンソル {name} が {of} バイト中の {end} で終わっています",
  "tensor {name} of shape ({shape}) has {n} bytes": "テンソル {name}（{shape}）が {n} バイトです",
  "the model": "モデル",
  "{path} holds a model's numbers, but not what they mean; give the folder that has its model.json too, or a file that model.toBytes() made":
    "{path} には数値だけで、意味がありません。model.json もあるフォルダか、model.toBytes() で作ったファイルを指定してください",
  "there is no model file {path}; {how} makes one": "モデルのファイル {path} がありません。{how} で作れます",
  "there is no run folder {path}; kiso train makes one":
    "実行フォルダ {path} がありません。kiso train で作れます",
  "{path} holds no trained model ({file} is missing); name a folder that kiso train wrote to its end":
    "{path} に学習済みのモデルがありません（{file} がない）。kiso train が最後まで書いたフォルダを指定してください",
  "names classes": "クラスを答えます",
  "predicts numbers": "数値を予測します",
  "the model names classes, it makes no embeddings; train one with {flag}":
    "このモデルはクラスを答え、埋め込みは作りません。{flag} で学習してください",
  "the model predicts numbers, it makes no embeddings; train one with {flag}":
    "このモデルは数値を予測し、埋め込みは作りません。{flag} で学習してください",
  "a heat map is of images, and the model takes measurements":
    "ヒートマップは画像のものですが、このモデルは測定値を扱います",
  "judge: the model knows no threshold, since no class of its data was called good; train with --good, or give a distance: {flag}":
    "judge: モデルにしきい値がありません（良品を表すクラスがなかったため）。--good で学習し直すか、距離を指定してください: {flag}",
  "neighbours must be a whole number from 1 to the {n} references to compare with, found {found}":
    "neighbours は 1 から比べる良品の数 {n} までの整数です（{found} とありました）",
  "aim: there is no aim {name}; did you mean {near}; there are {names}":
    "aim: {name} はありません。{near} のことですか? あるのは {names}",
  "aim: there is no aim {name}; there are {names}": "aim: {name} はありません。あるのは {names}",
  "aim: found {found}; give one by its name, such as {example}; there are {names}":
    "aim: {found} とあります。名前で指定してください（例: {example}）。あるのは {names}",
  "threshold: distance {n} of the {*kind} is {value}; give finite distances of at least 0":
    "しきい値: {kind}の距離 {n} が {value} です。0 以上の有限の距離にしてください",
  "triplets: a batch must have at least 3 and at most all {n} rows, found {found}":
    "三つ組: バッチは 3 行以上、全 {n} 行以下です（{found} 行とありました）",
  "evaluate: the model does not say what column it learned; give the labels, or their column's name":
    "evaluate: モデルに学習した列の名前がありません。ラベルか、その列の名前を渡してください",
  'evaluate: the rows have no column "{name}" of labels; give them as a list':
    "evaluate: ラベルの列「{name}」がありません。リストで渡してください",
  "evaluate: {rows} rows, but {labels} labels; give one a row":
    "evaluate: {rows} 行にラベルが {labels} 個です。1 行に 1 個渡してください",
  "threshold: {what} must be at least 0, found {found}":
    "しきい値: {what} は 0 以上です（{found} とありました）",
  "threshold: {what} must be from 0 to 1, found {found}":
    "しきい値: {what} は 0 から 1 です（{found} とありました）",
  "threshold: {what} is not a finite number": "しきい値: {what} は有限の数値ではありません",
  "good parts": "良品",
  defects: "不良品",
  "threshold: the aim {name} needs {*what}, and there are none; without any, choose it by a rate of false rejects":
    "しきい値: {name} には{what}が必要ですが、ありません。なければ過検出の率で決めてください",
  "threshold: the aim {name} needs {*what}, and there are none":
    "しきい値: {name} には{what}が必要ですが、ありません",
  "; without any, choose it by a rate of false rejects": "。なければ過検出の率で決めてください",
  "stand in": "互いの代わり",
  "act together": "一緒に働く",
  "none of these": "どれでもない",
};
