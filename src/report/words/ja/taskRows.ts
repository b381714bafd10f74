import type { Catalogue } from "../catalogue/translator.ts";

/** How an errand takes its rows (tasks/rows/): splits, groups, copies, columns by their places, cells far off. */
export const taskRows: Catalogue = {
  ", or say {flag} to predict it as a number": "（数値として予測するなら {flag}）",
  "{file}, column {name}: has {different} different values in {rows} rows, too many to be classes; choose another with --label, or say {flag} to predict it as a number":
    "{file} の列「{name}」は {rows} 行に {different} 種類の値があり、クラスには多すぎます。--label で別の列を選ぶか、{flag} で数値として予測してください",
  "{file}, column {name}: has {different} different values in {rows} rows, too many to be classes; choose another with --label":
    "{file} の列「{name}」は {rows} 行に {different} 種類の値があり、クラスには多すぎます。--label で別の列を選んでください",
  "column {name} has {n} whole numbers for classes; if they are amounts, say {flag}":
    "列「{name}」の {n} 種類の整数をクラスとみなします。量なら {flag} としてください",
  'column {name}: the class "{class}" is called as a total or a mean; if its rows sum up others, delete them':
    "列「{name}」: クラス「{class}」は合計や平均のような名前です。ほかの行の集計なら、その行を消してください",
  "column {name}: the classes {names} differ in the way of writing alone; if they are one, write it one way":
    "列「{name}」: クラス {names} は書き方だけが違います。同じものなら、1 つの書き方にしてください",
  'column {name}: the classes "{one}" and "{other}" may both be of {kind} parts; if they are, write them one way':
    "列「{name}」: クラス「{one}」と「{other}」は同じもの（{kind}）かもしれません。同じなら、1 つの書き方にしてください",
  "{file}: {flag} holds out {n} of {of} rows, but both parts need at least two; {*mend}":
    "{file}: {flag} では {of} 行中 {n} 行を取り分けますが、どちらにも 2 行以上必要です。{mend}",
  "{file}, column {name}: {different} different whole numbers in {rows} rows, of which {value} stands in one; if they are amounts, say {flag}; if they are classes, one row cannot be both trained on and held out: {*mend}":
    "{file} の列「{name}」は {rows} 行に {different} 種類の整数があり、{value} は 1 行だけです。量なら {flag} としてください。クラスなら、1 行を学習とテストの両方には使えません。{mend}",
  '{file}, column {name}: the class "{one}" has one row and differs from "{other}" in the way of writing alone; write it one way':
    "{file} の列「{name}」: クラス「{one}」は 1 行だけで、「{other}」と書き方だけが違います。1 つの書き方にしてください",
  '{file}: class "{name}" has one row, which cannot be both trained on and held out; if the first line is the header, say {flag}; else {*mend}':
    "{file}: クラス「{name}」は 1 行だけで、学習とテストの両方には使えません。最初の行が見出しなら {flag} としてください。そうでなければ、{mend}",
  '{file}: class "{name}" has one row, which cannot be both trained on and held out; {*mend}':
    "{file}: クラス「{name}」は 1 行だけで、学習とテストの両方には使えません。{mend}",
  "{file}: {flag} holds out {n} of {of} rows, but both parts need at least one row of each of the {classes} classes; say {*share}, {*mend}":
    "{file}: {flag} では {of} 行中 {n} 行を取り分けますが、どちらにも {classes} クラスすべての行が必要です。{share}にするか、{mend}",
  "another share": "別の割合",
  "{flag} (up to {most})": "{flag}（{most} まで）",
  "; and {n} more pairs": "。ほか {n} 組",
  "{file}: {n} {picture stands|pictures stand} in two classes ({pairs}; and {more} more pairs): their {files} files are neither learned from nor tested{*rest}":
    "{file}: 同じ画像が 2 つのクラスにあります（{n} 枚。{pairs}。ほか {more} 組）。その {files} ファイルは学習にもテストにも使いません{rest}",
  "{file}: {n} {picture stands|pictures stand} in two classes ({pairs}): their {files} files are neither learned from nor tested{*rest}":
    "{file}: 同じ画像が 2 つのクラスにあります（{n} 枚。{pairs}）。その {files} ファイルは学習にもテストにも使いません{rest}",
  "; take the wrong ones out": "。誤ったほうを取り除いてください",
  ", which leaves none of {name}; take the wrong ones out":
    "。クラス {name} の画像がなくなります。誤ったほうを取り除いてください",
  "{file}: {n} {picture stands|pictures stand} in two classes ({pairs}; and {more} more pairs)":
    "{file}: 同じ画像が 2 つのクラスにあります（{n} 枚。{pairs}。ほか {more} 組）",
  "{file}: {n} {picture stands|pictures stand} in two classes ({pairs})":
    "{file}: 同じ画像が 2 つのクラスにあります（{n} 枚。{pairs}）",
  "take the wrong ones out": "誤ったほうを取り除いてください",
  "{file}: {n} of {of} pictures are copies of others (the first: {one} is {other}); they go to one side of a split together":
    "{file}: 画像 {of} 枚中 {n} 枚はほかの画像のコピーです（最初: {one} は {other}）。分割では同じ側に置きます",
  "{file}: class {name} has no picture of its own: its one stands in class {other} too (the first: {one} is {same}); a picture has one class: take it out of the wrong one, or name both classes alike if they are one":
    "{file}: クラス {name} の 1 枚はクラス {other} にもあります（最初: {one} は {same}）。画像のクラスは 1 つです。誤ったほうから除くか、同じクラスなら名前を揃えてください",
  "{file}: class {name} has no picture of its own: all {n} stand in class {other} too (the first: {one} is {same}); a picture has one class: take it out of the wrong one, or name both classes alike if they are one":
    "{file}: クラス {name} の {n} 枚はすべてクラス {other} にもあります（最初: {one} は {same}）。画像のクラスは 1 つです。誤ったほうから除くか、同じクラスなら名前を揃えてください",
  "{file}: {n} of {of} pictures to {purpose} are learned from too (the first: {one} is {other}); take them out of one, or the result flatters":
    "{file}: {purpose} の画像 {of} 枚中 {n} 枚は学習にも使われています（最初: {one} は {other}）。一方から除かないと、結果がよく見えすぎます",
  "{file}: {flag} cannot hold out whole groups{*which}, of which there is one in {rows} rows; add rows of other groups{*else}":
    "{file}: {flag} ではグループ{which}ごとに取り分けられません（{rows} 行に 1 グループ）。ほかのグループの行を足してください{else}",
  "{file}: {flag} cannot hold out whole groups{*which}, of which there are {n} in {rows} rows; add rows of other groups{*else}":
    "{file}: {flag} ではグループ{which}ごとに取り分けられません（{rows} 行に {n} グループ）。ほかのグループの行を足してください{else}",
  ", such as a picture and its copies": "（画像とそのコピーなど）",
  "of column {name}": "（列「{name}」）",
  " of column {name}": "（列「{name}」）",
  ", or leave out {flag}": "（または {flag} を外してください）",
  "{!what}; leave out {flag}": "{what}。{flag} を外してください",
  "as copies of one": "1 枚のコピーとして",
  "by {flag}": "{flag} により",
  '{file}: all rows of class "{name}" would be held out {*how}, so that none is learned from; state a smaller {share}, or name test rows with --test':
    "{file}: クラス「{name}」の行が{how}すべて取り分けられ、学習に残りません。{share} を小さくするか、--test でテスト用の行を指定してください",
  "{file}: {flag} leaves {train} rows to train on and {test} held out; add rows":
    "{file}: {flag} では学習 {train} 行、取り分け {test} 行になります。行を足してください",
  "{flag} divides nothing: no rows are held out beside the test rows":
    "{flag} で分けるものがありません（テスト用の行のほかに取り分ける行がありません）",
  "{flag} divides nothing: no rows are held out":
    "{flag} で分けるものがありません（取り分ける行がありません）",
  "the test rows are the latest by column {name}, from {from} on: {n} of {of}":
    "テスト用の行は、列「{name}」で最も新しい {from} 以降です（{of} 行中 {n} 行）",
  "the test rows are the latest by column {name}: {n} of {of}":
    "テスト用の行は、列「{name}」で最も新しい行です（{of} 行中 {n} 行）",
  "{n} groups by column {name} stay whole: {*which}":
    "列「{name}」の {n} グループは分けずに置きます: {which}",
  "{n} tested": "テスト {n}",
  "{n} validated": "検証 {n}",
  "{file}: {n} of its {of} groups by column {name} are learned from too (the first: {first}), which flatters the result on them":
    "{file}: 列「{name}」の {of} グループ中 {n} グループは学習にも使われており（最初: {first}）、結果がよく見えすぎます",
  "rows of the run's own data, held out from its training": "行（学習に使ったデータのうち、取り分けた行）",
  "{#n} rows of the run's own data, held out from its training":
    "学習に使ったデータのうち、取り分けた {n} 行",
  "rows of {file}, split {split}: the rows that the network learned from":
    "{file} の {split} の行: ネットワークが学習した行です",
  "{#n} rows of {file}, split {split}: the rows that the network learned from":
    "{file} の {split} の {n} 行: ネットワークが学習した行です",
  "{file}: has {n} columns and no header, as many as the model's features, so there is no label to measure against":
    "{file}: 見出しのない {n} 列はモデルの特徴量と同じ数で、比べるラベルがありません",
  'the run learned "{name}", which is not there; measured against "{other}" by its name':
    "学習した列「{name}」がないので、名前から「{other}」と比べます",
  '{file}: has no column "{name}", which the run learned, so there is nothing to measure against; did you mean "{near}"? Its columns are {names}; where it is called otherwise here, name it with --label':
    "{file}: 学習した列「{name}」がないので、比べられません。「{near}」のことですか? 列は {names}。名前が違うなら --label で指定してください",
  '{file}: has no column "{name}", which the run learned, so there is nothing to measure against; its columns are {names}; where it is called otherwise here, name it with --label':
    "{file}: 学習した列「{name}」がないので、比べられません。列は {names}。名前が違うなら --label で指定してください",
  "{#n} of {#of} rows of {file}, drawn by the run's seed": "{file} の {of} 行中 {n} 行（実行のシードで選択）",
  "measured on {n} of {of} rows of {file}, drawn by the run's seed":
    "{file} の {of} 行中 {n} 行で測りました（実行のシードで選択）",
  "rows of {file}, split train: some of the rows that the network learned from":
    "{file} の train の行: ネットワークが学習した行の一部です",
  "{#n} rows of {file}, split train: some of the rows that the network learned from":
    "{file} の train の {n} 行: ネットワークが学習した行の一部です",
  "{file}, column {name}: is not written beside the answers: {*why}":
    "{file} の列「{name}」は答えに書き添えません: {why}",
  "{name} (input)": "{name}（入力）",
  '{file}: its column "{name}" is written as "{as}", since "{answer}" is the answer':
    "{file}: 「{answer}」は答えの列なので、元の列「{name}」は「{as}」と書きます",
  '{file}: no column "{name}" to write beside the answers; did you mean "{near}"? Its columns are {names}':
    "{file}: 書き添える列「{name}」がありません。「{near}」のことですか? 列は {names}",
  '{file}: no column "{name}" to write beside the answers; its columns are {names}':
    "{file}: 書き添える列「{name}」がありません。列は {names}",
  "{where} must be a list of files or folders, found {found}; write {how}":
    "{where} はファイルかフォルダのリストです（{found} とありました）。{how} と書いてください",
  "for another: {flag}": "別のものにするには: {flag}",
  "{file}: has a header and {n} columns; the model was trained on a file without one, of {learned} columns and a label, and goes by their places: give these columns alone, in the order of that file":
    "{file}: 見出しと {n} 列があります。モデルは見出しのない {learned} 列とラベルで学習したので、列の順番で読みます。その列だけを、同じ順番で渡してください",
  '{file}: has {n} columns, as many as the model\'s features, and "{name}" is called as a label; the model was trained on a file without a header and goes by places: add the column that is missing, or give the label another name':
    "{file}: {n} 列はモデルの特徴量と同じ数ですが、「{name}」はラベルのような名前です。モデルは見出しのないファイルで学習し、列の順番で読みます。足りない列を加えるか、ラベルの名前を変えてください",
  '"{name}" is {place}': "「{name}」は {place}",
  ', and "{name}" is the label': "、「{name}」はラベル",
  '{file}: has a header, and the model was trained on a file without one, so its columns go by their places: {places}, and "{label}" is the label':
    "{file}: 見出しがありますが、モデルは見出しのないファイルで学習したので、列の順番で読みます: {places}、「{label}」はラベル",
  "{file}: has a header, and the model was trained on a file without one, so its columns go by their places: {places}":
    "{file}: 見出しがありますが、モデルは見出しのないファイルで学習したので、列の順番で読みます: {places}",
  "{file}, column {name}: {*what}; the model was trained on a file without a header, so columns go by their places: put them in the order of that file":
    "{file} の列「{name}」は{what}。モデルは見出しのないファイルで学習し、列の順番で読みます。同じ順番に並べてください",
  "stands where {column} did, which held lists of numbers": "、数値の並びだった {column} の場所にあります",
  "holds lists and stands where {column} did, which held numbers":
    "値が並びですが、数値だった {column} の場所にあります",
  "holds lists and stands where {column} did, which held words":
    "値が並びですが、言葉だった {column} の場所にあります",
  'holds words such as "{word}" and stands where {column} did, which held numbers':
    "「{word}」などの言葉ですが、数値だった {column} の場所にあります",
  "holds numbers such as {value} and stands where {column} did, which held words":
    "{value} などの数値ですが、言葉だった {column} の場所にあります",
  "stands where {column} did, which held": "{column} の場所にあります",
  '"{name}" as {other}': "「{name}」→ {other}",
  "{file}: columns are read as the model's: {pairs}": "{file}: 列をモデルの列として読みます: {pairs}",
  "{file}: a column that the model's file did not have is not looked at: {name}":
    "{file}: モデルの学習時になかった列は見ません: {name}",
  "{file}: {n} columns that the model's file did not have are not looked at: {names}":
    "{file}: モデルの学習時になかった {n} 列は見ません: {names}",
  '{file}: column "{name}" is in {unit}, but the model learned "{learned}" in {other}{*more}; convert the numbers to {to} and call the column "{called}"':
    "{file}: 列「{name}」の単位は {unit} ですが、モデルは「{learned}」を {other} で学習しました{more}。数値を {to} に換算し、列名を「{called}」にしてください",
  '{file}: column "{name}" is in {unit}, but the model learned "{learned}" in {other}{*more}; convert the numbers to {to}':
    "{file}: 列「{name}」の単位は {unit} ですが、モデルは「{learned}」を {other} で学習しました{more}。数値を {to} に換算してください",
  "(and {n} more such {column|columns})": "（ほか {n} 列も）",
  " (and {n} more such {column|columns})": "（ほか {n} 列も）",
  'and call the column "{name}"': "列名は「{name}」にしてください",
  "{file}, column {name}: {value} is too large to learn from; write the number that was meant, or delete the row":
    "{file} の列「{name}」: {value} は大きすぎて学習できません。正しい数値を書くか、行を消してください",
  "{file}: --time needs all rows in memory to find the latest, and this file is read part by part; leave it out, or name test rows with --test":
    "{file}: --time で最新の行を探すには全行がメモリに必要ですが、このファイルは少しずつ読みます。外すか、--test でテスト用の行を指定してください",
  "--stream reads tables, not images; leave out --size, --grey and --colour":
    "--stream は画像ではなく表を読みます。--size、--grey、--colour を外してください",
  "{file}: --stream reads a .parquet, .csv or .tsv file of rows; leave it out":
    "{file}: --stream が読むのは .parquet、.csv、.tsv の行です。外してください",
  "{flag} left out {n} of {of} rows (the first: {first})":
    "{flag} で {of} 行中 {n} 行を除きました（最初: {first}）",
  "{flag} left out {n} of {of} rows": "{flag} で {of} 行中 {n} 行を除きました",
  "missing cells are filled with the median of a sample of the training rows":
    "欠損値は、学習用の行の一部から求めた中央値で埋めます",
  "{file}: holds no images; leave out --size, --grey and --colour":
    "{file}: 画像がありません。--size、--grey、--colour を外してください",
  "{file} is the data itself: what is tested on is learned from":
    "{file} は学習データそのものです。学習した行でテストすることになります",
  "for others name one of its files": "ほかの部分を使うには、そのファイルを指定してください",
  "{file}: {n} rows to validate on are not used, as when this run began":
    "{file}: 検証用の {n} 行は、この実行の開始時と同じく使いません",
  "{file}: {n} rows to validate on are not used; with --validation or --patience the training is watched by them":
    "{file}: 検証用の {n} 行は使いません。--validation か --patience を加えると、学習の見張りに使います",
  "{file}: --patience needs validation rows to watch: add {flag}":
    "{file}: --patience には見張りに使う検証用の行が必要です。{flag} を加えてください",
  "{file}: every row lacks a cell, and the model knows whole rows alone; fill them in":
    "{file}: どの行にも欠損値がありますが、モデルは欠損のない行しか扱えません。埋めてください",
  "{file}: {flag} leaves no row, since each lacks a cell; fill them with {mean} or median":
    "{file}: どの行にも欠損値があるため、{flag} では行が残りません。{mean} か median で埋めてください",
  "{file} is not the data that this run was trained on: its SHA-256 is {found}, the run's config.json has {known}; bring the old file back, or begin a new run":
    "{file} は、この実行で学習したデータと違います（SHA-256 は {found}、config.json では {known}）。元のファイルに戻すか、新しく学習してください",
  "{file}: its part {part} is read, and not {others}; {*more}":
    "{file}: {part} の部分を読み、{others} は読みません。{more}",
  '{file}: has no column "{name}", so its {n} rows can be predicted, and not tested on':
    "{file}: 列「{name}」がないので、{n} 行は予測だけでき、テストには使えません",
  "{file}: its only part is {part}, so that is the data, learned from and tested on as any other":
    "{file}: {part} の部分しかないので、これをデータとして学習とテストに使います",
  "{file} has no train split, only {names}; name one of its files, or call those to learn from train":
    "{file} に train がなく、{names} だけです。ファイルを 1 つ指定するか、学習用のものを train と名付けてください",
  "{file}: the {n} rows of its part {part} are not used": "{file}: {part} の {n} 行は使いません",
  "{file}: the {n} rows of its part test are not used, since --test names others":
    "{file}: --test で別の行を指定したので、test の {n} 行は使いません",

  // tasks/training/
  "--folds tests every row once, and --time the latest alone":
    "--folds は全行を 1 回ずつ、--time は最新の行だけをテストします",
  "--folds needs all rows in memory; leave out --stream and --shuffle-buffer":
    "--folds には全行がメモリに必要です。--stream と --shuffle-buffer を外してください",
  "--folds tests every row once, so leave out --test and --test-size":
    "--folds は全行を 1 回ずつテストするので、--test と --test-size を外してください",
  "--folds without --out keeps no model that could --reject; leave out one of them, or add --out":
    "--out のない --folds はモデルを残さないので、--reject は使えません。どちらかを外すか、--out を加えてください",
  "fold {n} would hold out all rows of a class, which stand in groups of one fold; use another number of folds, or add groups":
    "分割 {n} で、あるクラスの行がすべて取り分けられます（グループが 1 つの分割に入るため）。分割の数を変えるか、グループを足してください",
  "if column {name} holds amounts, say {flag}": "列「{name}」が量なら {flag} としてください",
  "; if column {name} holds amounts, say {flag}": "。列「{name}」が量なら {flag} としてください",
  "rising loss": "損失の上昇",
  "unsteady loss": "損失の不安定",
  ', missed {wrong} of {of} "{name}"': "、「{name}」の見逃し {of} 中 {wrong}",

  // tasks/rows/far/
  "{n} times that range above it": "その幅の {n} 倍上",
  "{n} times that range below it": "その幅の {n} 倍下",
  "{n} years after": "{n} 年後",
  "{n} years before": "{n} 年前",
  "{file}: {*what} (and {n} more such {cell|cells}: {row|rows} {rows}) lies far outside of what the model learned from, {*range} ({*by}); the {*result}":
    "{file}: {what}（ほか {n} セル: {rows} 行目）は、モデルが学習した範囲 {range} から大きく外れています（{by}）。{result}",
  "{file}: {*what} lies far outside of what the model learned from, {*range} ({*by}); the {*result}":
    "{file}: {what} は、モデルが学習した範囲 {range} から大きく外れています（{by}）。{result}",
  "{column|columns} {names}: cells lie far outside of what the model learned from there too":
    "列 {names} にも、モデルが学習した範囲から大きく外れたセルがあります",
  "{#n} more": "ほか {n}",
  "{row|rows} {#rows}": "{rows} 行目",
  "{value} alone": "{value} だけ",
  ", {n} times more": "、{n} 倍",
  ", {n} times less": "、{n} 分の 1",
  "about {value}{*times}; learned from {*range}": "約 {value}{times}。学習は {range}",
  "{file}, rows {first} to {last}: {*columns} far from what the model learned from: another unit, a decimal comma or another column? The {*result}":
    "{file} の {first}〜{last} 行目: {columns}、モデルの学習した値から大きく離れています。単位の違い、小数点のコンマ、別の列ではありませんか? {result}",
  "{file}: {*columns} far from what the model learned from: another unit, a decimal comma or another column? The {*result}":
    "{file}: {columns}、モデルの学習した値から大きく離れています。単位の違い、小数点のコンマ、別の列ではありませんか? {result}",
  "column {names} lies": "列 {names} は",
  "columns {names} lie": "列 {names} は",
  ", rows {first} to {last}": "、{first}〜{last} 行目",
};
