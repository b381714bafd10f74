import type { Catalogue } from "../../catalogue/translator.ts";

/** What a folder, an archive or a repository holds, and why a file is not read (data/listing/, data/streams/, data/*.ts). */
export const listing: Catalogue = {
  "not read: {+unread}": "読んでいません: {unread}",
  "unread: {names} and {#n} more ({*why})": "{names} ほか {n} 個（{why}）",
  "unread: {names} ({*why})": "{names}（{why}）",
  "unread: {names} and {#n} more": "{names} ほか {n} 個",
  "a picture beside tables": "表のそばの画像",
  "names no part": "どの部分か名前からわからない",
  "in no folder of pictures": "画像のフォルダの外",
  "a table beside pictures": "画像のそばの表",
  "a mask, which scores where a model looks": "マスク（モデルの見ている所の評価用）",
  hidden: "隠しファイル",
  "describes the data": "データの説明",
  "no data that kiso reads": "kiso が読むデータではない",
  "in a folder that is kept aside": "使わないフォルダの中",
  "an unfinished download": "ダウンロードの途中",
  "packed: unpack it with {command}": "圧縮ファイル（{command} で展開してください）",
  "packed: unpack it": "圧縮ファイル（展開してください）",
  "an unfinished download: get it again": "ダウンロードの途中（取り直してください）",
  "a workbook that kiso does not read: save it as .xlsx": "kiso が読まないブック（.xlsx で保存してください）",
  "a format that kiso does not read: write it as CSV or Parquet":
    "kiso が読まない形式（CSV か Parquet で書いてください）",
  "{file} lies in no folder that names a column, and {other} in {folder}; put all files into folders of the same columns":
    "{file} は列の名前のフォルダになく、{other} は {folder} にあります。すべて同じ列のフォルダに入れてください",
  "{file} lies in {folder}, and {other} in {otherFolder}; put all files into folders of the same columns":
    "{file} は {folder} に、{other} は {otherFolder} にあります。すべて同じ列のフォルダに入れてください",
  "{file} holds the labels of {other}, row by row": "{file} には {other} のラベルが行ごとにあります",
  "left by the system": "システムが残したもの",
  "the IDX files are read": "IDX ファイルを読みます",
  "the IDX files": "IDX ファイル",
  "the .{format} files": ".{format} ファイル",
  "... ({n} in all)": "…（全 {n} 個）",
  "names more than one part": "名前に部分が 2 つ以上ある",
  "names no part, and {name} does": "どの部分か名前からわからない（{name} にはある）",
  "{names} and {#n} more {name|names} no part: read as training rows, beside {others}":
    "{names} ほか {n} 個は、どの部分か名前からわからないので学習用の行として読みます（ほかに {others}）",
  "{names} {name|names} no part: read as training rows, beside {others}":
    "{names} は、どの部分か名前からわからないので学習用の行として読みます（ほかに {others}）",
  "a link that leads nowhere": "行き先のないリンク",
  "a run of kiso, no data": "kiso の実行フォルダ（データではない）",
  "a name that is no UTF-8 text: rename it": "UTF-8 でない名前（名前を変えてください）",
  "a link that leads back to a folder that it lies in": "自分のいるフォルダへのリンク",
  "a linked folder that is read by another name": "別の名前で読んだフォルダへのリンク",
  "a link that leads to itself": "自分自身へのリンク",
  "behind more links than the system follows": "リンクが多すぎる",
  "a link to what may not be opened": "開けないものへのリンク",
  "a pipe, no file": "パイプ（ファイルではない）",
  "a socket, no file": "ソケット（ファイルではない）",
  "a device, no file": "デバイス（ファイルではない）",
  "is a workbook in the XML of Excel 2003 (SpreadsheetML), which kiso does not read; open it in Excel or LibreOffice and save it as .xlsx":
    "Excel 2003 の XML（SpreadsheetML）のブックで、kiso は読みません。Excel か LibreOffice で開き、.xlsx で保存してください",
  "is XML; save it as CSV": "XML です。CSV で保存してください",
  "is a workbook or a zip archive by its content; name it .xlsx or .zip":
    "中身はブックか zip です。名前を .xlsx か .zip にしてください",
  "is a workbook of old Excel by its content; save it as .xlsx or CSV":
    "中身は古い Excel のブックです。.xlsx か CSV で保存してください",
  "is a Parquet file by its content; name it .parquet": "中身は Parquet です。名前を .parquet にしてください",
  "is a NumPy array by its content; name it .npy": "中身は NumPy の配列です。名前を .npy にしてください",
  "is a PDF by its content; save its table as CSV": "中身は PDF です。表を CSV で保存してください",
  "is rich text by its content; save it as CSV": "中身はリッチテキストです。CSV で保存してください",
  "is a 7-Zip archive by its content; unpack it": "中身は 7-Zip です。展開してください",
  "is packed with bzip2 by its content; unpack it": "中身は bzip2 で圧縮されています。展開してください",
  "is packed with xz by its content; unpack it": "中身は xz で圧縮されています。展開してください",
  "is packed with zstd by its content; unpack it": "中身は zstd で圧縮されています。展開してください",
  "is a database by its content; write its table as CSV":
    "中身はデータベースです。表を CSV で書き出してください",
  "{flag} has no effect here: it is of {*what}": "{flag} はここでは効きません（{what}用です）",
  "workbooks such as .xlsx": ".xlsx などのブック",
  "texts such as .csv": ".csv などのテキスト",
  "texts such as .csv and .jsonl": ".csv や .jsonl などのテキスト",
  "texts such as .csv, and of workbooks": ".csv などのテキストとブック",
  pictures: "画像",
  "is a Git LFS pointer, not the data; get the data with: git lfs pull":
    "データではなく Git LFS のポインターです。git lfs pull で取ってください",
  "is a git-annex pointer, not the data; get the data with: git annex get":
    "データではなく git-annex のポインターです。git annex get で取ってください",
  "is a web page, not data, perhaps one that reports an error or asks to sign in; download the file again":
    "データではなく Web ページです（エラーかログイン画面かもしれません）。取り直してください",
  "is a server's error message, not data; download the file again":
    "データではなくサーバーのエラーです。取り直してください",
  "is missing, though the files beside it count it; get it, or rename them":
    "がありません（そばのファイルの番号が飛んでいます）。取るか、名前を変えてください",
  "holds no data files (not read: {+unread}); put .csv, .tsv, .parquet, .jsonl, .npz or IDX files there, or images in a folder for each class":
    "データのファイルがありません（読んでいません: {unread}）。.csv、.tsv、.parquet、.jsonl、.npz、IDX のファイルか、クラスごとのフォルダに画像を置いてください",
  "holds no data files; put .csv, .tsv, .parquet, .jsonl, .npz or IDX files there, or images in a folder for each class":
    "データのファイルがありません。.csv、.tsv、.parquet、.jsonl、.npz、IDX のファイルか、クラスごとのフォルダに画像を置いてください",
  'has a column "{name}" of its own, whose cells are not all {value}, as its folder says; rename the column or the folder':
    "フォルダ名では列「{name}」は {value} ですが、ファイルにも同じ名前の列があり、違う値があります。列かフォルダの名前を変えてください",
  "has {n} rows, and {other}, whose labels it seems to hold, has {of}; give each row its label, or name one of the files":
    "{n} 行ですが、ラベルの相手らしい {other} は {of} 行です。どの行にもラベルを付けるか、ファイルを 1 つ指定してください",
  "is not what {other} has; put the rows of both files into the same order":
    "{other} と違います。2 つのファイルの行を同じ順番にしてください",
  "is a run of kiso and holds no data; name the rows or pictures":
    "kiso の実行フォルダで、データではありません。行か画像を指定してください",
  "the folder may not be opened (permission denied); change its rights, or take it out":
    "フォルダを開く権限がありません。権限を変えるか、取り除いてください",
  "cannot be read ({why}); take it out, or name another":
    "読めません（{why}）。取り除くか、別のものを指定してください",
  "its name ends in .gz, but it is not packed (a browser may have unpacked it); rename it without .gz, or get it again":
    "名前は .gz で終わりますが、圧縮されていません（ブラウザーが展開したのかもしれません）。.gz を取るか、取り直してください",
  "is packed with gzip, though its name does not say so; rename it to end in .gz":
    "名前と違い gzip で圧縮されています。名前の終わりを .gz にしてください",
  "may not be opened (permission denied); change its rights, or take it out":
    "開く権限がありません。権限を変えるか、取り除いてください",
  "cannot be opened ({code}); get it again, or take it out":
    "開けません（{code}）。取り直すか、取り除いてください",
  "cannot be opened ({code}); change its rights, or take it out":
    "開けません（{code}）。権限を変えるか、取り除いてください",
  "the same file as {name}": "{name} と同じファイル",
  "a picture that has two names is taken once: {names} and {#n} more":
    "2 つの名前がある画像は 1 回だけ使います: {names} ほか {n} 個",
  "(the same file as {file})": "（{file} と同じファイル）",
  "a picture that has two names is taken once: {,names}": "2 つの名前がある画像は 1 回だけ使います: {names}",
  "{n} pictures that have two names are taken once: {,names}":
    "2 つの名前がある画像 {n} 枚は 1 回だけ使います: {names}",

  // data/streams/
  "in a sample of the training rows {*what}": "学習用の行の一部で: {what}",
  "has more than {n} different values, too many to be classes; choose another with --label, or say {flag} to predict numbers":
    "{n} を超える種類の値があり、クラスには多すぎます。--label で別の列を選ぶか、{flag} で数値を予測してください",

  // data/parts/
  "{path} is a file; give the path of a new folder":
    "{path} はファイルです。新しいフォルダのパスを指定してください",
  "{path} exists and is not empty; give a new folder, or remove it first":
    "{path} はすでにあり、空ではありません。新しいフォルダを指定するか、先に消してください",
  "parts are drawn from {least} to {most} pixels wide, not {found}":
    "部品の幅は {least} から {most} 画素です（{found} とありました）",
  "there is no kind of part {name}; there are {names}": "部品の種類 {name} はありません。あるのは {names}",
  "{kind} has no defect {name}; there are {names}": "{kind} に欠陥 {name} はありません。あるのは {names}",
  "a circuit board, in colour: components with a little play":
    "回路基板、カラー: 部品の位置が少しずつ違います",
  "the rim of a bottle from above: place, size and highlights differ":
    "上から見た瓶の口: 位置・大きさ・反射が違います",
  "a blasted surface: chance alone, alike everywhere": "ブラスト面: どこも同じ不規則な模様です",
  "tanned leather, in colour: cells, creases, a tone that differs":
    "なめし革、カラー: 目・しわ・色合いが違います",
  "a speckled pill, at any place and angle": "斑点のある錠剤: 位置と向きは自由です",
  "a printed label: a little off, a little turned, more ink or less":
    "印刷ラベル: 少しずれ、少し傾き、インクの量が違います",
  "a screw on a light table, at any angle": "ライトテーブルのねじ: 向きは自由です",
  "a brushed plate with two holes, under light that changes": "穴が 2 つあるヘアライン板: 光が変わります",
  "a rolled strip: streaks along it, uneven oxide": "圧延材: 縦の筋と、むらのある酸化膜です",
  "plain cloth: threads over and under, never in the same place": "平織りの布: 糸の上下が毎回違います",
  "a turned flange with six bolt holes, in a fixture": "治具にのせた、ボルト穴 6 つの旋削フランジ",
  "wrong part": "部品違い",
  "cut trace": "配線の切れ",
  "chipped inside": "内側の欠け",
  "smooth spot": "なめらかな所",
  "coarse spot": "粗い所",
  "grain turned": "目の向き違い",
  "no score": "割線なし",
  "wrong digit": "数字違い",
  "worn thread": "ねじ山の摩耗",
  "bent tip": "先の曲がり",
  "no tip": "先なし",
  "nicked head": "頭の傷",
  "missing thread": "糸抜け",
  "thick thread": "太い糸",
  "missing hole": "穴なし",

  // data/*.ts
  "{one} and {other} are copies: the rows of {part} are those of {otherPart} too":
    "{one} と {other} はコピーです。{part} の行は {otherPart} の行でもあります",
  "a copy of {name}": "{name} のコピー",
  "it describes the other files, whose columns it lacks": "ほかのファイルの説明で、その列がない",
  '{names} and {#more} more: no column is called as a label, so the names of the {*what} are the classes ({classes}), in the column "label"; {flag} learns a column instead':
    "{names} ほか {more} 個: ラベルのような名前の列がないので、{what}の名前をクラス（{classes}）として列「label」に置きます。列を学習するなら {flag}",
  'no column is called as a label, so the names of the {*what} are the classes ({classes}), in the column "label"; {flag} learns a column instead':
    "ラベルのような名前の列がないので、{what}の名前をクラス（{classes}）として列「label」に置きます。列を学習するなら {flag}",
  "{one} and {other}: the names of files are no column; to learn them as classes, put each file into a folder such as {folder}":
    "{one} と {other}: ファイル名は列になりません。クラスとして学習するなら、{folder} のようなフォルダに入れてください",
  file: "ファイル",
  sheet: "シート",
  files: "ファイル",
  sheets: "シート",
  "the {column|columns} {names} {is|are} left out, for {@file} has no such; write {it|them} into every {*what} to learn from {it|them}":
    "列 {names} は {file} にないので使いません。学習に使うなら、すべての{what}に書いてください",
  "no such file; check its name, or what it links to":
    "ファイルがありません。名前か、リンク先を確かめてください",
  "its pictures lie in no folders of classes, and no metadata.csv or .jsonl lists them; they are in {folders}: sort them into a folder for each class":
    "画像がクラスのフォルダになく、metadata.csv や .jsonl の一覧もありません（{folders} にあります）。クラスごとのフォルダに分けてください",
  'has no split "{name}"; did you mean "{near}"? Its splits are {names}':
    "分割「{name}」がありません。「{near}」のことですか? 分割は {names}",
  'has no split "{name}"; its splits are {names}': "分割「{name}」がありません。分割は {names}",
  'no split "{name}"; did you mean "{near}"? It has {names}':
    "分割「{name}」がありません。「{near}」のことですか? あるのは {names}",
  'no split "{name}"; it has {names}': "分割「{name}」がありません。あるのは {names}",
  "is one data set, and has no configurations; leave out {flag}":
    "構成のないデータです。{flag} を外してください",
  "is a pipe or a device, which can be read only once; write it into a file and name that":
    "パイプかデバイスで、1 回しか読めません。ファイルに書いてから指定してください",
  'no such file or folder; did you mean "{near}"? kiso ships {names}, and OWNER/NAME is looked up on the Hugging Face Hub':
    "ファイルもフォルダもありません。「{near}」のことですか? 付属データは {names} で、OWNER/NAME は Hugging Face Hub で探します",
  "no such file or folder; kiso ships {names}, and OWNER/NAME is looked up on the Hugging Face Hub":
    "ファイルもフォルダもありません。付属データは {names} で、OWNER/NAME は Hugging Face Hub で探します",
  'no column "{name}"; did you mean "{near}"? Its columns are {names}':
    "列「{name}」がありません。「{near}」のことですか? 列は {names}",
  'no column "{name}"; its columns are {names}': "列「{name}」がありません。列は {names}",
  'no column "{name}", which {other} has; files of one split must have the same columns':
    "{other} にある列「{name}」がありません。1 つの分割のファイルは同じ列にしてください",
  'column "{name}" is not in {other}; files of one split must have the same columns':
    "列「{name}」が {other} にありません。1 つの分割のファイルは同じ列にしてください",
  'column "{name}" is in {unit}, and in {other} in {otherUnit}; bring them to one unit':
    "列「{name}」の単位は {unit} ですが、{other} では {otherUnit} です。同じ単位にしてください",
  "{name} (cell)": "{name}（セル）",
  "cell {#n}": "セル {n}",
  "{file} and {#n} more {file|files}": "{file} ほか {n} ファイル",
  "row {row} of part {part}": "{part} の {row} 行目",
  "{file}, row {#row} (line {#line})": "{file} {row} 行目（ファイルの {line} 行目）",
  "{file}, row {#row}, column {column}": "{file} {row} 行目 列 {column}",
  "{file}, row {#row}": "{file} {row} 行目",
  "holds {*what}, but {other} holds {*otherWhat}": "{what}ですが、{other} では {otherWhat}です",
  "lists of {n} numbers": "数値 {n} 個の並び",
  numbers: "数値",
  text: "言葉",
  "something else": "別のもの",
  "row {#row}": "{row} 行目",
  "row {#row}, column {column}": "{row} 行目 列 {column}",
};
