import type { Catalogue } from "../../catalogue/translator.ts";

/** Files of other formats than CSV and Excel: JSON, NumPy, IDX, Parquet, archives; and what is written. */
export const formats: Catalogue = {
  "{file}, line {#line}": "{file} の {line} 行目",
  "{file}, row {#row}": "{file} {row} 行目",
  "{file}, array {name}": "{file} の配列 {name}",
  "{file}, column {column}": "{file} の列 {column}",

  // what cannot be read
  "is {!why}": "{why}",
  "an unfinished download: get it again": "ダウンロードの途中のファイルです。入手し直してください",
  "packed: unpack it": "圧縮ファイルです。展開してください",
  "packed: unpack it with {command}": "圧縮ファイルです。{command} で展開してください",
  "a workbook that kiso does not read: save it as .xlsx":
    "読めない形式のブックです。.xlsx で保存してください",
  "a format that kiso does not read: write it as CSV or Parquet":
    "読めない形式です。CSV か Parquet で書き出してください",
  "no data that kiso reads": "kiso が読むデータではありません",
  "kiso does not read this kind of file; it reads {names}, IDX and images":
    "この種類のファイルは読めません。読めるのは {names}、IDX、画像です",
  "holds {#n} files, where its name says one; unpack it, or name it alone and not its folder":
    "名前から見れば 1 ファイルのはずですが、{n} ファイルあります。展開するか、フォルダではなくこのファイルを指定してください",
  "unpacks from {packed} to {size} or more, and {most} is the limit; if it is sound, {flag} (in GB) reads it":
    "{packed} が展開すると {size} 以上になり、上限の {most} を超えます。正しいファイルなら {flag}（GB）で読めます",
  "the second file of this name in the archive": "同じ名前の 2 つ目のファイルです",
  "a link, which an archive does not hold the target of": "リンクで、リンク先が入っていません",
  "unpack it with the password and name the folder": "パスワードで展開し、フォルダを指定してください",
  "{file} is packed in a way that kiso does not read (method {method}); unpack it and name the folder":
    "{file} の圧縮方式（{method}）は読めません。展開して、フォルダを指定してください",
  'the file name "{name}" in it leads out of the archive; unpack it and name the folder':
    "中のファイル名「{name}」がアーカイブの外を指しています。展開して、フォルダを指定してください",
  "is broken or cut short ({*why}); get the file again":
    "壊れているか、途中で切れています（{why}）。入手し直してください",
  "get the file again": "入手し直してください",

  // MNIST's files
  "the labels that belong to it are not there; put {name} beside it":
    "組になるラベルのファイルがありません。{name} を同じ所に置いてください",
  "the images that belong to it are not there; put {name} beside it":
    "組になる画像のファイルがありません。{name} を同じ所に置いてください",
  "holds no images; get the file again": "画像がありません。入手し直してください",
  "has {labels} labels, but {file} has {images} images; the two files do not belong together":
    "ラベルは {labels} 個ですが、{file} の画像は {images} 枚です。2 つのファイルは組になりません",
  "is not an IDX file (wrong first bytes); get the file again":
    "IDX ファイルではありません（先頭のバイトが違います）。入手し直してください",
  "holds {#found} bytes of data where its header promises {#promised}; get the file again":
    "データは {promised} バイトのはずですが {found} バイトです。入手し直してください",

  // JSON
  "is empty; write one JSON object a line": "空です。1 行に JSON オブジェクトを 1 つ書いてください",
  "write one JSON object a line": "1 行に JSON オブジェクトを 1 つ書いてください",
  "has more than {#n} characters; write one JSON object a line, of one row":
    "{n} 文字を超えています。1 行に、データ 1 行分の JSON オブジェクトを 1 つ書いてください",
  "is not JSON": "JSON ではありません",
  "is not JSON: {text}; write one JSON object a line":
    "JSON ではありません（{text}）。1 行に JSON オブジェクトを 1 つ書いてください",
  "is not a JSON object; write {example}":
    "JSON オブジェクトではありません。{example} のように書いてください",
  "holds no rows; write one JSON object a line":
    "行がありません。1 行に JSON オブジェクトを 1 つ書いてください",

  // NumPy
  "is an array of shape ({shape}); a .npy file must be a matrix whose last column is the label":
    "形が ({shape}) の配列です。.npy は、最後の列がラベルの行列にしてください",
  "is an array of shape ({shape}); save one with a row each and {#n} columns at most":
    "形が ({shape}) の配列です。1 件が 1 行で、{n} 列以内の配列を保存してください",
  "is one number; save an array with a row each": "数値 1 つだけです。1 件が 1 行の配列を保存してください",
  "holds no arrays; save X and y with numpy.savez":
    "配列がありません。X と y を numpy.savez で保存してください",
  "no arrays X and y (it holds {names})": "配列 X と y がありません（あるのは {names}）",
  '"{name}" is not among them': "「{name}」は、そのどれでもありません",
  "save them as numpy.savez(file, X=..., y=...)": "numpy.savez(file, X=..., y=...) で保存してください",
  "holds {#found} bytes of numbers where its header promises {#promised}; save it again with numpy.save":
    "数値は {promised} バイトのはずですが {found} バイトです。numpy.save で保存し直してください",
  "{name} has {#rows} rows, but {other} has {#found}; each row needs its label":
    "{name} は {rows} 行ですが、{other} は {found} 行です。どの行にもラベルが必要です",
  "not read: {names}, beside {&pair}": "{pair} のほかの配列は読みません: {names}",
  "holds complex numbers; save its real part": "複素数です。実部を保存してください",
  "is not a whole NumPy file of numbers ({*why}); save it again with numpy.savez":
    "数値の NumPy ファイルとして読めません（{why}）。numpy.savez で保存し直してください",
  "{name} in it is there twice; save the arrays alone, with numpy.savez":
    "中に {name} が 2 つあります。numpy.savez で、配列だけを保存してください",
  "{name} in it is no array (.npy); save the arrays alone, with numpy.savez":
    "中の {name} は配列（.npy）ではありません。numpy.savez で、配列だけを保存してください",
  "it holds several words a row": "1 行に文字列がいくつもあります",
  "it holds dates": "日付です",
  "is cut short; save it again with numpy.savez": "途中で切れています。numpy.savez で保存し直してください",
  "Python objects, which Python alone reads": "Python だけが読める Python オブジェクト",
  "items of the type {type}": "型 {type} の要素",
  "holds {!what}; {!mend}": "{what}です。{mend}",
  "save words as y.astype(str), numbers as X.astype(float)":
    "文字列は y.astype(str)、数値は X.astype(float) で保存してください",
  "save an array for each of its fields": "フィールドごとに配列で保存してください",
  "has no NumPy header; save it again with numpy.savez":
    "NumPy のヘッダーがありません。numpy.savez で保存し直してください",
  'holds bytes that are no UTF-8; save it as words: numpy.char.decode(y, "cp932")':
    'UTF-8 ではないバイト列です。numpy.char.decode(y, "cp932") のように、文字列で保存してください',

  // Parquet
  "one page of each of its columns takes {#size} MB, and this machine has {#memory} MB in all; write it with row groups of at most 100,000 rows (pyarrow: row_group_size=100_000)":
    "全列の 1 ページずつで {size} MB になり、この機械のメモリ {memory} MB に収まりません。行グループを 100,000 行以下で書き直してください（pyarrow では row_group_size=100_000）",
  "is empty; get the file again": "空です。入手し直してください",
  "changed while it was read; begin again when it is whole":
    "読む間に変わりました。書き終わってから、やり直してください",
  "it holds intervals of months and days": "月と日の期間です",
  "it holds nested records": "入れ子のレコードです",
  "its lists hold something other than numbers": "リストに数値以外があります",
  "a length, a type or an address in it is wrong": "中の長さ、型、位置のどれかが誤っています",
  "is not a whole Parquet file (a length, a type or an address in it is wrong); get the file again":
    "Parquet ファイルとして読めません（中の長さ、型、位置のどれかが誤っています）。入手し直してください",
  "is not a whole Parquet file ({*why}); get the file again":
    "Parquet ファイルとして読めません（{why}）。入手し直してください",
  "durations in seconds, read as numbers of seconds": "時間の長さ（秒）を、秒の数値として読みます",
  "durations in milliseconds, read as numbers of seconds": "時間の長さ（ミリ秒）を、秒の数値として読みます",
  "durations in microseconds, read as numbers of seconds":
    "時間の長さ（マイクロ秒）を、秒の数値として読みます",
  "durations in nanoseconds, read as numbers of seconds": "時間の長さ（ナノ秒）を、秒の数値として読みます",
  "times of the day, read as seconds since midnight": "時刻を、0 時からの秒数として読みます",
  "{#n} more": "ほか {n} 個",
  "column {name} holds numbers in some rows and text in others, which Parquet has no place for; write .csv or .jsonl":
    "列 {name} に数値と文字列があり、Parquet では書けません。.csv か .jsonl で書いてください",

  // writing
  "its name must end in {&names}": "名前の終わりを {names} のどれかにしてください",
  "it would hold text, and .npz holds numbers; write .csv or .parquet":
    ".npz には数値しか書けません。.csv か .parquet で書いてください",
  "column {name} has {#rows} rows, {other} has {#found}": "列 {name} は {rows} 行、{other} は {found} 行です",
  "column {name} holds text, and .npz holds numbers; write .csv or .parquet":
    "列 {name} は文字列ですが、.npz には数値しか書けません。.csv か .parquet で書いてください",
  "a spreadsheet that opens it makes numbers or dates of {,names}; a name that ends in .xlsx keeps the texts":
    "表計算ソフトで開くと、{names} が数値や日付に変わります。名前の終わりを .xlsx にすれば、文字列のままです",
  "an apostrophe stands before what a spreadsheet would run, in {,names}; kiso reads it without one, and a name that ends in .xlsx keeps the texts":
    "表計算ソフトが数式として実行しないよう、{names} の先頭にアポストロフィーを付けました。kiso は外して読みます。名前の終わりを .xlsx にすれば、文字列のままです",
};
