import type { Catalogue } from "../catalogue/translator.ts";

/** What errands say: what was asked for (tasks/plan/), how rows were taken (tasks/rows/), how parts are judged. */
export const tasks: Catalogue = {
  // what many of them end with
  "leave it out": "外してください",
  "leave them out": "外してください",
  "leave out one of them": "どちらかを外してください",
  "leave out {flags}": "{flags} を外してください",
  "add that, or leave it out": "それを加えるか、外してください",
  "or leave it out": "または外してください",
  "or begin a new run": "または新しく学習してください",
  "add rows": "行を足してください",
  "add groups": "グループを足してください",
  "add rows of data": "データの行を足してください",
  "add good parts": "良品を足してください",
  "name a new folder": "新しいフォルダを指定してください",
  "fill them in": "埋めてください",
  "judge them": "判定はできます",
  "name test rows with --test, or train on all rows with --test-size {size}":
    "--test でテスト用の行を指定するか、--test-size {size} ですべての行を学習に使ってください",
  "or watch by none with --validation {share}": "または --validation {share} で検証なしにしてください",
  "add rows, {!mend}": "行を足すか、{mend}",
  "add rows, or hold some out for it with --validation {share}":
    "行を足すか、--validation {share} で取り分けてください",
  "add groups, or hold some out for it with --validation {share}":
    "グループを足すか、--validation {share} で取り分けてください",
  "hold some out for it with --validation {share}, or leave it out":
    "--validation {share} で取り分けるか、外してください",

  // tasks/*.ts
  "of {classes} classes the {n} likeliest stand beside each row with their probabilities; the others are left out":
    "{classes} クラスのうち確率の高い {n} クラスを各行に並べ、ほかは省きました",
  "label {#n}": "ラベル {n}",
  "probability {#n}": "確率 {n}",
  "embeddings mean little": "埋め込みはあてになりません",
  "embeddings may lie apart for the light alone": "明るさの違いだけで埋め込みが離れることがあります",
  "parts may fail for the light alone": "明るさの違いだけで不合格になることがあります",
  "verdicts are guesses": "判定はあてになりません",
  "answers are guesses": "答えはあてになりません",
  "--out is a confusion matrix, and {run} predicts numbers":
    "--out は混同行列ですが、{run} は数値を予測します",
  "{run} learns distances, of which there is no such picture; leave out --out":
    "{run} は距離を学習しており、この図はありません。--out を外してください",
  "judge: parts": "judge: 部品",
  "judge: reference": "judge: 良品",
  "predict: data": "predict: データ",
  "--sheet and --heat show images, and {run} judges measurements":
    "--sheet と --heat は画像用ですが、{run} は測定値を判定します",
  "{run} keeps no good parts to compare with; name some: {flag}":
    "{run} は比べる良品を持っていません。指定してください: {flag}",
  "{run} knows no threshold, since no class of its data was called good; train with --good CLASS, or give a distance: {flag}":
    "{run} にはしきい値がありません（良品を表すクラスがなかったため）。--good CLASS で学習し直すか、距離を指定してください: {flag}",
  "the threshold was chosen with {flag}; with {n} distances are others":
    "しきい値は {flag} で決めたものです。{n} では距離が変わります",
  "the threshold was chosen with {from} references; with {n} distances are greater":
    "しきい値は良品 {from} 個で決めたものです。{n} 個では距離が大きくなります",
  "the threshold was chosen with {from} references; with {n} distances are smaller":
    "しきい値は良品 {from} 個で決めたものです。{n} 個では距離が小さくなります",
  "{path} is a file, not a folder; name a new folder":
    "{path} はフォルダではなくファイルです。新しいフォルダを指定してください",
  "{path} is not empty and is no lesson's folder; name a new folder with --out":
    "{path} は空でなく、レッスンのフォルダでもありません。--out で新しいフォルダを指定してください",
  "holds {n} parts; match compares two, so name one of them":
    "部品が {n} 個あります。match は 2 つを比べるので、1 つを指定してください",
  "column {name} is left out: {*why}": "列 {name} は使いません: {why}",
  "{run} learns distances and names no classes; judge parts with kiso judge, or take their embeddings with kiso embed":
    "{run} は距離を学習しており、クラスを答えません。kiso judge で判定するか、kiso embed で埋め込みを書き出してください",
  "{run} was begun with {flag}, and the bits of another differ; leave out --engine, or begin a new run":
    "{run} は {flag} で始めました。ほかのエンジンではビットが変わります。--engine を外すか、新しく学習してください",
  "{run} is finished ({epochs} of {of} epochs); begin a new run to train longer":
    "{run} は終わっています（{epochs} / {of} エポック）。もっと学習するには、新しく始めてください",
  "{run} has no test rows of their own; leave out --test, or begin a new run":
    "{run} には別のテスト用の行がありません。--test を外すか、新しく学習してください",
  "{run} was given {what} as rows in memory, which no file holds; give them again: {how}":
    "{run} の {what} はメモリの行で、ファイルにはありません。もう一度渡してください: {how}",
  "{what} is of files; import train or crossValidate from {entry}":
    "{what} はファイル用です。{entry} の train か crossValidate を使ってください",
  'train: {what} is the name "{name}", but takes rows here: {how}':
    "train: {what} に名前「{name}」がありますが、ここでは行を渡します: {how}",

  // tasks/inspection/
  "{*why}; learn from a folder of the good ones alone, put those of each class into a folder of its own, or say {flag} if all are good":
    "{why}。良品だけのフォルダで学習するか、クラスごとにフォルダに分けるか、すべて良品なら {flag} としてください",
  "has no classes: all {n} rows are taken for good parts; name a column of classes with --label":
    "クラスがないので、{n} 行すべてを良品とみなします。クラスの列は --label で指定してください",
  "has no classes: all {n} pictures are taken for good parts":
    "クラスがないので、画像 {n} 枚すべてを良品とみなします",
  "made up": "作った欠陥",
  "its {n} parts have no classes, so that nothing is measured on them; judge them":
    "部品 {n} 個にクラスがないため、成績は測れません。判定はできます",
  'no class is of good parts ("{good}"): {names} count as bad':
    "良品のクラス（「{good}」）がありません。{names} は不良品とみなします",
  '"{name}" is taken for the good parts, which were called "{good}" in training':
    "「{name}」を良品とみなします（学習時の名前は「{good}」）",
  "training did not know the {kind|kinds} {names}: such parts count as bad":
    "学習時になかった種類 {names} は不良品とみなします",
  '"{name}" is called as good parts are; write it "{good}" if these are good':
    "「{name}」は良品のような名前です。良品なら「{good}」と書いてください",
  "{n} different good parts are too few to test on any: they are learned from, or choose the threshold":
    "異なる良品が {n} 個しかないため、テストには使わず、学習としきい値の決定に使います",
  'no part of class "{name}" is left': "クラス「{name}」の部品が残っていません",
  'there is one part of class "{name}"': "クラス「{name}」の部品が 1 個しかありません",
  'the {n} parts of class "{name}" are copies of one, or of one group':
    "クラス「{name}」の {n} 個は、1 個のコピーか、1 つのグループです",
  "{!what}, and it takes two to show how good parts differ": "{what}。良品のばらつきを知るには 2 個必要です",
  "{!what}, and it takes two to show how good parts differ; add good parts":
    "{what}。良品のばらつきを知るには 2 個必要です。良品を足してください",
  "{#from} to {#to}": "{from}〜{to}",
  "all {n} rows fail: look whether product, gauge and columns are as in training before they are sorted out":
    "{n} 行すべてが不合格です。選別の前に、製品・測定器・列が学習時と同じか確かめてください",
  "all {n} parts fail, in the light of good parts: look whether place, focus and product are as in training before they are sorted out{*sheet}":
    "明るさは良品と同じなのに、{n} 個すべてが不合格です。選別の前に、位置・ピント・製品が学習時と同じか確かめてください{sheet}",
  "all {n} parts fail: look whether place, focus and product are as in training before they are sorted out{*sheet}":
    "{n} 個すべてが不合格です。選別の前に、位置・ピント・製品が学習時と同じか確かめてください{sheet}",
  "; {flag} shows them": "（{flag} で見られます）",
  "of these rows {n} {is a good one|are good ones} to compare with (the first: {name}), no distance from itself":
    "この中の {n} 行は比べる良品そのもので（最初: {name}）、自分との距離は測りません",
  "of these parts {n} {is a good one|are good ones} to compare with (the first: {name}), no distance from itself":
    "この中の {n} 個は比べる良品そのもので（最初: {name}）、自分との距離は測りません",
  "none of {n} files could be judged": "{n} 個のファイルはどれも判定できませんでした",
  "more contrast": "コントラストが強い",
  "less contrast": "コントラストが弱い",
  brighter: "明るい",
  darker: "暗い",
  "have {!what}": "{what}",
  "are {!what}": "{what}",
  "{file} is {!what}": "{file} は{what}です",
  "most of these pictures {have|are} {*what} than all good ones that the model knows: a contrast of {value} grey levels, where good parts have {*range}; {*what2}: take pictures as the good ones were taken, or train with good parts in this light":
    "これらの画像の大半は、モデルの知る良品より{what}です（コントラスト {value} 階調、良品は {range}）。{what2}。良品と同じ条件で撮るか、この明るさの良品で学習してください",
  "most of these pictures {have|are} {*what} than all good ones that the model knows: a brightness of {value} grey levels, where good parts have {*range}; {*what2}: take pictures as the good ones were taken, or train with good parts in this light":
    "これらの画像の大半は、モデルの知る良品より{what}です（明るさ {value} 階調、良品は {range}）。{what2}。良品と同じ条件で撮るか、この明るさの良品で学習してください",
  "{n} pictures are {*what} (the first: {name})": "画像 {n} 枚が{what}です（最初: {name}）",
  "(named twice)": "（重複）",
  "(hidden, or a thumbnail)": "（隠しファイルか縮小画像）",
  "{name} (named twice)": "{name}（重複）",
  "{name} (the same file as {other})": "{name}（{other} と同じファイル）",
  "{name} (hidden, or a thumbnail)": "{name}（隠しファイルか縮小画像）",
  "{name} (a mask)": "{name}（マスク）",
  "is an unfinished download: get it again": "ダウンロードの途中です。取り直してください",
  "is packed: unpack it": "圧縮されています。展開してください",
  "is packed: unpack it with {program}": "圧縮されています。{program} で展開してください",
  "is a workbook that kiso does not read: save it as .xlsx":
    "kiso が読まないブックです。.xlsx で保存してください",
  "is a format that kiso does not read: write it as CSV or Parquet":
    "kiso が読まない形式です。CSV か Parquet で書いてください",
  "is no data that kiso reads": "kiso が読むデータではありません",
  "is {*what}; mend it, or take it out": "{what}です。直すか、取り除いてください",
  "is {!what}": "{what}です",
  "has {!what}": "{what}があります",
  "some pictures in the folder itself are black and white and have the names of others there: they are taken for parts; {*mend}":
    "フォルダ直下に、ほかの画像と同じ名前の白黒 2 値の画像があります。部品とみなします。{mend}",
  "some pictures in {folder} are black and white and have the names of others there: they are taken for parts; {*mend}":
    "{folder} に、ほかの画像と同じ名前の白黒 2 値の画像があります。部品とみなします。{mend}",
  "the pictures in the folder itself are black and white and have the names of those in the folder itself: they are taken for parts; {*mend}":
    "フォルダ直下の画像は、直下の画像と同じ名前の白黒 2 値です。部品とみなします。{mend}",
  "the pictures in {folder} are black and white and have the names of those in {other}: they are taken for parts; {*mend}":
    "{folder} の画像は、{other} の画像と同じ名前の白黒 2 値です。部品とみなします。{mend}",
  "if they are masks, end their names in _mask": "マスクなら、名前の終わりを _mask にしてください",
  "if they are masks, call the folder masks": "マスクなら、フォルダ名を masks にしてください",
  "taken for parts": "部品とみなします",
  "the folder holds no images; put pictures there, or name another":
    "フォルダに画像がありません。画像を置くか、別のフォルダを指定してください",
  "the archive holds no images; put pictures there, or name another":
    "アーカイブに画像がありません。画像を入れるか、別のものを指定してください",
  "the rows of {split} are taken, not those of {others}": "{split} の行を使い、{others} の行は使いません",
  "has a header but no rows": "見出しだけで、行がありません",
  "passed over {n} {file that is no picture|files that are no pictures}: {names} and {more} more":
    "画像でないファイル {n} 個を飛ばしました: {names} ほか {more} 個",
  "passed over {n} {file that is no picture|files that are no pictures}: {names}":
    "画像でないファイル {n} 個を飛ばしました: {names}",
  "not read: {names}": "読んでいません: {names}",
  "not read: {names} and {#more} more": "読んでいません: {names} ほか {more} 個",

  // tasks/plan/
  "--conv looks at images, and the rows of {data} are none":
    "--conv は画像用ですが、{data} の行は画像ではありません",
  "{flag}: each block halves the image, and of {size} pixels nothing is left after {n}; use at most {most} blocks":
    "{flag}: ブロックごとに画像が半分になり、{size} 画素は {n} 個でなくなります。{most} 個までにしてください",
  "--background is of good parts; name their class with --good, or leave it out":
    "--background は良品についての設定です。--good で良品のクラスを指定するか、外してください",
  "{flag} belongs to {task}; add that, or leave {other} out":
    "{flag} は {task} と使います。{task} を加えるか、{other} を外してください",
  "{flag} is for classes, and {task} learns distances": "{flag} はクラス用ですが、{task} は距離を学習します",
  "--mining chooses triplets; add {flag}, or leave it out":
    "--mining は三つ組の選び方です。{flag} を加えるか、外してください",
  "{flag} has no margin; leave out --margin": "{flag} に余裕（--margin）はありません。外してください",
  "{flag} is for triplets; add {other}, or give a number":
    "{flag} は三つ組用です。{other} を加えるか、数値を指定してください",
  "{flag} is more than the {n} good parts to compare with; use at most {most}, or add good parts":
    "{flag} は比べる良品 {n} 個より多い数です。{most} までにするか、良品を足してください",
  "no defect is known to learn from": "学習に使える不良品がない",
  "only {n} {defect is|defects are} known to learn from": "学習に使える不良品が {n} 個しかない",
  "{n} defects are made up on good parts, since {*why}":
    "良品の上に欠陥を {n} 個作って学習します（{why}ため）",
  "--momentum is a setting of sgd; leave it out with {flag}":
    "--momentum は sgd の設定です。{flag} では外してください",
  "--weight-decay is a setting of adamw; add {flag}, or leave it out":
    "--weight-decay は adamw の設定です。{flag} を加えるか、外してください",
  'the class to be found is "{name}", {*why} (--positive chooses another)':
    "見つけたいクラスは「{name}」です（{why}。--positive で変更）",
  "--aim chooses between two classes, and {data} has {n} ({names}); leave it out":
    "--aim は 2 クラス用ですが、{data} には {n} クラスあります（{names}）。外してください",
  '--aim is for a class that is to be found, and "{one}" and "{other}" are about as many; say which with --positive':
    "--aim は見つけたいクラスのためのものですが、「{one}」と「{other}」はほぼ同数です。--positive で指定してください",
  '{n} more trainings follow, each without a part of the rows, to choose the threshold of "{name}" (--aim)':
    "「{name}」のしきい値を決めるため、行の一部を除いた学習をあと {n} 回します（--aim）",
  "--aim holds each training row out once, for which they must be in memory; {*mend}":
    "--aim は学習用の行を 1 回ずつ取り分けるので、行がメモリに必要です。{mend}",
  'class "{name}" has {n} training {row|rows}, and {flag} takes {needed} that were not learned from; add rows, or ask for no more than {less}':
    "クラス「{name}」の学習用の行は {n} 行ですが、{flag} には学習に使わない行が {needed} 行必要です。行を足すか、{less} までにしてください",
  'class "{name}" has {n} training {row|rows}, and {flag} takes {needed} that were not learned from; add rows':
    "クラス「{name}」の学習用の行は {n} 行ですが、{flag} には学習に使わない行が {needed} 行必要です。行を足してください",
  'class "{name}" has {n} training {row|rows}, and {flag} takes {needed}':
    "クラス「{name}」の学習用の行は {n} 行ですが、{flag} には {needed} 行必要です",
  "a network of {units} hidden units, for {epochs} epochs ({flag})":
    "隠れ層 {units} ユニットのネットワークを {epochs} エポック学習します（{flag}）",
  "{n} networks of {units} hidden units, which answer their mean, for {epochs} epochs ({flag})":
    "隠れ層 {units} ユニットのネットワーク {n} 個を {epochs} エポック学習し、平均で答えます（{flag}）",
  "{flag} are networks of one hidden layer; say its units, such as {example}, or leave out --members":
    "{flag} は隠れ層 1 つのネットワーク用です。ユニット数を指定するか（例: {example}）、--members を外してください",
  "{flag} is odd, and {loss} compares the rows of a batch in pairs; use {n}":
    "{flag} は奇数ですが、{loss} はバッチの行を組にして比べます。{n} にしてください",
  "rows to learn from": "学習に使う行",
  "{flag} is more than the {n} training rows of {data}; use at most {most}":
    "{flag} は {data} の学習用の {n} 行より多い数です。{most} までにしてください",
  "{flag} is more than the {n} rows to learn from of {data}; use at most {most}":
    "{flag} は {data} の学習に使う {n} 行より多い数です。{most} までにしてください",
  'a class is called "none of these", which is what --reject answers; rename it, or leave out --reject':
    "「none of these」というクラスがありますが、これは --reject の答えです。名前を変えるか、--reject を外してください",
  '--reject holds each training row out once, in {parts} parts with one of every class, but class "{name}" has {n} training {row|rows}; {*mend}':
    "--reject は学習用の行を {parts} 組に分け、どの組にも全クラスが要りますが、クラス「{name}」の学習用の行は {n} 行です。{mend}",
  "{flag} holds each training row out once, in {parts} parts of whole groups, and the {n} groups of the training rows do not go into such parts with rows of every class beside each; {*mend}":
    "{flag} は学習用の行をグループごとに {parts} 組に分けますが、{n} グループではどの組の残りにも全クラスがある分け方ができません。{mend}",
  "--augment varies images, and {data} holds none": "--augment は画像用ですが、{data} に画像はありません",
  "a number from {least} to {most}": "{least} から {most} の数値",
  "a name, or rows in memory: {how}": "名前、またはメモリの行: {how}",
  "whole numbers of at least 1": "1 以上の整数",
  "a function": "関数",
  "of the form {form}": "{form} の形",
  "a whole number from {least} to {most}": "{least} から {most} の整数",
  "a whole number of at least {least} and below {most}": "{least} 以上 {most} 未満の整数",
  "a folder's name, or {other}": "フォルダ名、または {other}",
  "name the data to train on: {how}": "学習するデータを指定してください: {how}",
  '{where}: {name} must be {*what}, found {found}; did you mean "{near}"?':
    "{where}: {name} は{what}でなければなりません（{found} とありました。「{near}」のことですか?）",
  "{where}: {name} must be {*what}, found {found}":
    "{where}: {name} は{what}でなければなりません（{found} とありました）",
  "{flag} is for files, and rows in memory are taken as they are":
    "{flag} はファイル用です。メモリの行はそのまま使います",
  "--grey and --colour contradict each other": "--grey と --colour は両立しません",
  "--stretch says how images are brought to --size": "--stretch は画像を --size にする方法です",
  "--balance weighs classes, and {task} has none":
    "--balance はクラスの重みですが、{task} にクラスはありません",
  "--positive is a class, and {task} has none": "--positive はクラスですが、{task} にクラスはありません",
  "{task} compares with good parts, so name their class with --good in the place of --positive":
    "{task} は良品と比べます。--positive ではなく --good で良品のクラスを指定してください",
  "--aim is for classes, and {task} has none": "--aim はクラス用ですが、{task} にクラスはありません",
  "--aim says from which probability on a class is given, and --reject from which on none is":
    "--aim はクラスと答える確率、--reject は答えない確率を決めます",
  "--folds without --out keeps no model whose threshold --aim could choose; leave out one of them, or add --out":
    "--out のない --folds はモデルを残さないので、--aim でしきい値を決められません。どちらかを外すか、--out を加えてください",
  "--follow tries settings on rows in memory that are held out in turn, for classes and numbers; leave it out with {flag}":
    "--follow は、メモリーに置いた行を順に取り分けて、クラスか数値の設定を試します。{flag} と一緒には使えません",
  "{name} is too large to be in memory, and --follow holds training rows out in turn, which takes that; leave it out":
    "{name} は大きすぎてメモリーに置けません。--follow は学習用の行を順に取り分けるので、外してください",
  "{name}: --follow holds training rows out in turn, and they are too few for it; add rows, or leave it out":
    "{name}: 学習用の行が少なすぎて、--follow で順に取り分けられません。行を足すか、--follow を外してください",
  "{flag} is for networks of dense layers that tell classes or numbers; leave it out with {other}":
    "{flag} は、クラスや数値を答える全結合のネットワーク用です。{other} では外してください",
  "--global-average-pool follows --conv; add {flag}, or leave it out":
    "--global-average-pool は --conv の後に使います。{flag} を加えるか、外してください",
  "--batch-norm normalises the blocks of --conv; add {flag}, or leave it out":
    "--batch-norm は --conv のブロックを正規化します。{flag} を加えるか、外してください",
  '--reject answers "none of these" in the place of a class, and {task} has none':
    "--reject はクラスの代わりに「どれでもない」と答えますが、{task} にクラスはありません",
  "as asked": "指定のとおり",
  "by its name": "（名前から）",
  "the rarer of two, {n} of {of} rows": "2 クラスのうち少ないほう、{of} 行中 {n} 行",
  '{flag}: there is no class "{name}"; did you mean "{near}"?; the classes are {names}':
    "{flag}: クラス「{name}」はありません。「{near}」のことですか? クラスは {names}",
  '{flag}: there is no class "{name}"; the classes are {names}':
    "{flag}: クラス「{name}」はありません。クラスは {names}",
  "batch {n}: the power of two nearest to a 50th of the {rows} training rows, from 8 to 256":
    "バッチ {n}: 学習用の {rows} 行の 50 分の 1 に最も近い 2 のべき（8〜256）",
  "hidden {n}: the power of two nearest to √({rows} rows × {features} features), from 16 (or twice the classes) to 256":
    "隠れ層 {n}: √({rows} 行 × 特徴量 {features} 個) に最も近い 2 のべき（16 またはクラス数の 2 倍〜256）",
  "the {n} rows of the {split} split are not used: no two are of one class, and distances are measured between two":
    "{split} 分割の {n} 行は使いません。同じクラスの行が 2 つなく、距離を測れないためです",
  "test on": "テスト",
  "validate on": "検証",
  "none of {n} rows is held out to test on: a class has only {least}, and each part needs two of a class to compare":
    "{n} 行のどれもテスト用に取り分けません。{least} 行しかないクラスがあり、比べるには各部分に同じクラスが 2 行要ります",
  "none of {n} rows is held out to validate on: a class has only {least}, and each part needs two of a class to compare":
    "{n} 行のどれも検証用に取り分けません。{least} 行しかないクラスがあり、比べるには各部分に同じクラスが 2 行要ります",
  "{n} of {of} rows are held out to test on ({share}), one or more for each of the {classes} classes":
    "{of} 行中 {n} 行をテスト用に取り分けます（{share}）。{classes} クラスのそれぞれに 1 行以上です",
  "{n} of {of} rows are held out to validate on ({share}), one or more for each of the {classes} classes":
    "{of} 行中 {n} 行を検証用に取り分けます（{share}）。{classes} クラスのそれぞれに 1 行以上です",
  "{n} of {of} rows are held out to test on ({share}), two or more for each of the {classes} classes":
    "{of} 行中 {n} 行をテスト用に取り分けます（{share}）。{classes} クラスのそれぞれに 2 行以上です",
  "{n} of {of} rows are held out to validate on ({share}), two or more for each of the {classes} classes":
    "{of} 行中 {n} 行を検証用に取り分けます（{share}）。{classes} クラスのそれぞれに 2 行以上です",
};
