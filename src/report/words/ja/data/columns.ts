import type { Catalogue } from "../../catalogue/translator.ts";

/** What columns are: features, ids, dates; why one is left out, what it lacks, and what a model's table must have. */
export const columns: Catalogue = {
  // why a column is left out
  "its lists are empty": "リストが空",
  "its lists differ in length: {one} in row {row}, {other} in row {second}":
    "リストの長さが違う（{row} 行目は {one}、{second} 行目は {other}）",
  "it holds lists in some rows and none in others": "リストの行とそうでない行がある",
  "every cell is empty": "すべて空",
  "every row is {value}": "全行が {value}",
  "every row differs": "全行が違う値",
  "an id: more digits than a number holds": "ID（数値に収まらない桁数）",
  "an id: every row differs": "ID（全行が違う値）",
  "an id: {#n} different in {#rows} rows": "ID（{rows} 行に {n} 種類）",
  "an id: it {!how}": "ID（{how}）",
  "a time: it {!how}": "時刻（{how}）",
  "a time: {!what}": "時刻（{what}）",
  "rises from row to row": "行ごとに増加",
  "falls from row to row": "行ごとに減少",
  "rises by {#n} from row to row": "行ごとに {n} ずつ増加",
  "falls by {#n} from row to row": "行ごとに {n} ずつ減少",
  "{!how}, and begins again": "{how}し、途中で最初に戻る",
  "dates or times": "日時",
  "days without a year": "年のない日付",
  "days without a year such as {day}": "{day} のような年のない日付",
  "every row is one moment": "全行が同じ時刻",
  "every row is one moment ({title})": "全行が同じ時刻（{title}）",
  "free text: {#n} different in {#rows} rows": "自由記述（{rows} 行に {n} 種類）",
  "free text: at least {#n} different in {#rows} rows": "自由記述（{rows} 行に {n} 種類以上）",
  "its numbers have different tolerances ({one}, none)": "公差が混ざっている（{one} と、なし）",
  "its numbers have different tolerances ({one}, {other})": "公差が混ざっている（{one} と {other}）",
  "write value and tolerance in columns of their own": "値と公差を別の列に書いてください",
  "row {row} holds no list where the rows before do": "{row} 行目がリストではない（前の行はリスト）",
  "row {row} holds text where the rows before hold lists": "{row} 行目が文字列（前の行はリスト）",
  "row {row} holds a list where the rows before hold none": "{row} 行目がリスト（前の行は違う）",
  "row {row} and the rows before hold dates and something else": "{row} 行目までに日付とそれ以外がある",
  "it holds bytes": "バイト列",
  "left out": "不使用",

  // dates written as numbers
  "days such as {day}": "{day} のような日付",
  "Excel's days such as {day}": "{day} のような Excel の日付",
  "months such as {day}": "{day} のような年月",
  "days and minutes such as {day}": "{day} のような日付と時分",
  "days and seconds such as {day}": "{day} のような日付と時分秒",
  "seconds since 1970 (UTC) such as {day}": "{day} のような 1970 年からの秒数（UTC）",
  "milliseconds since 1970 (UTC) such as {day}": "{day} のような 1970 年からのミリ秒数（UTC）",
  "dates of the Buddhist calendar": "仏暦の日付",
  "a year of the Buddhist calendar among others is not taken for one":
    "ほかの年に混ざった仏暦の年は、仏暦として読みません",

  // features
  "{flag} is none of {names}": "{flag} は {names} のどれかにしてください",
  "has a header but no rows": "見出しだけで、行がありません",
  "add rows of data": "データの行を足してください",
  'no feature columns, only the label "{name}"': "特徴量の列がなく、ラベル「{name}」だけです",
  "add columns of numbers": "数値の列を足してください",
  "left: {name}: {*why}": "{name}: {why}",
  "no column can be a feature ({+left}); add columns of numbers":
    "特徴量にできる列がありません（{left}）。数値の列を足してください",
  "no column can be a feature ({+left}); add columns of numbers, or make numbers of dates with {flag}":
    "特徴量にできる列がありません（{left}）。数値の列を足すか、{flag} で日付を数値にしてください",
  "has no rows": "行がありません",
  "has {#n} columns, but the model was trained on {#of} and a label":
    "{n} 列ありますが、モデルは {of} 列とラベルで学習しました",
  "has no header and {#n} columns, which are not those of the model's file ({names}); give it a header":
    "見出しがなく {n} 列で、モデルが学習したファイルの列（{names}）と合いません。見出しを付けてください",
  'no column "{name}"': "列「{name}」がありません",
  'no column "{name}" (and {#n} more of the {#of} columns)':
    "列「{name}」がありません（{of} 列のうちほか {n} 列も）",
  'no column "{name}" (and {#n} more of the {#of} features)':
    "列「{name}」がありません（特徴量 {of} 個のうちほか {n} 個も）",
  "its columns are {names}": "列は {names} です",
  'no column "{name}"; did you mean "{near}"? Its columns are {names}':
    "列「{name}」がありません。「{near}」のことですか? 列は {names} です",
  'no column "{name}" (and {#n} more of the {#of} columns); did you mean "{near}"? Its columns are {names}':
    "列「{name}」がありません（{of} 列のうちほか {n} 列も）。「{near}」のことですか? 列は {names} です",
  'no column "{name}" (and {#n} more of the {#of} features); did you mean "{near}"? Its columns are {names}':
    "列「{name}」がありません（特徴量 {of} 個のうちほか {n} 個も）。「{near}」のことですか? 列は {names} です",
  "holds categories ({names}) in the training data, here lists of {#n} numbers":
    "学習データでは区分（{names}）ですが、ここでは数値 {n} 個のリストです",
  "holds categories ({names}) in the training data, here {*what}":
    "学習データでは区分（{names}）ですが、ここでは違います: {what}",
  "lists of {#n} numbers": "数値 {n} 個のリスト",
  "{*why}; features must be numbers: leave the column out":
    "{why}。特徴量は数値に限ります。この列を外してください",
  "{#value} is not a finite number": "{value} は有限の数値ではありません",
  "{#value} is not a finite number (and {#n} more such {cell|cells} in this column)":
    "{value} は有限の数値ではありません（この列にほか {n} 個）",
  "fill in a number or delete the row": "数値を入れるか、その行を削除してください",

  // gaps
  "the cell is empty": "空のセルです",
  "the cell is empty (and {#n} more such {cell|cells} in this column)": "空のセルです（この列にほか {n} 個）",
  "the cell is {text}, which is no value": "セルの {text} は値がないという意味です",
  "the cell is , which is no value": "空のセルです",
  "{!found}, the first of {n} in {#of} {column|columns}": "{found}（{of} 列に {n} 個、その最初）",
  "fill it in or delete the row": "値を入れるか、その行を削除してください",
  "fill it in or delete the row, or leave such rows out with {flag}":
    "値を入れるか、その行を削除するか、{flag} でこのような行を除いてください",
  "the model was trained with {flag}, so it knows no such rows: fill it in or delete the row":
    "モデルは {flag} で学習し、このような行を知りません。値を入れるか、その行を削除してください",
  "fill it in or delete the row, or train with {flag}, median or drop":
    "値を入れるか、その行を削除するか、{flag}（または median、drop）を付けて学習してください",

  // values that stand apart
  "column {name} is {value} in all but {#n} of {#rows} rows ({*where}), too few to learn from and to test by; if it is not known to matter, leave it out":
    "列 {name} は {rows} 行中 {n} 行（{where}）のほかはすべて {value} で、学習にもテストにも足りません。効くとわかっていなければ外してください",
  "column {name} is {value} in 1 row ({*where}), far from the others, {least} to {most}; {*mend}":
    "列 {name} の {value}（{where}）が、ほかの {least}〜{most} から大きく離れています。{mend}",
  "column {name} is {value} in {#n} rows ({*where}), far from the others, {least} to {most}; {*mend}":
    "列 {name} の {value}（{n} 行、{where}）が、ほかの {least}〜{most} から大きく離れています。{mend}",
  "if it stands for no value, leave those cells empty": "値がないという意味なら、そのセルを空にしてください",
  "one such {cell|value} can spoil what is learned; where it is a slip, correct it or leave it empty":
    "1 つで学習を損なうことがあります。誤りなら、直すか空にしてください",
  "the first: {@where}": "最初は {where}",
  '"{value}" is none of the {#n} categories that were trained on ({names}); taken as none of them':
    "「{value}」は学習した {n} 区分（{names}）にありません。どれでもないものとして扱います",
  '"{value}" (and {#more} more such {cell|cells}) is none of the {#n} categories that were trained on ({names}); taken as none of them':
    "「{value}」（ほか {more} セル）は学習した {n} 区分（{names}）にありません。どれでもないものとして扱います",

  // records
  "{#n} different names in {#records} records leave more than {#most} cells without a value, which is the limit; give records the same names":
    "{records} 件のレコードに名前が {n} 種類あり、値のないセルが上限の {most} を超えます。レコードの名前をそろえてください",
  '"{name}" is not in the rows before; did you mean "{near}"? Its columns are {names}':
    "「{name}」は前の行にありません。「{near}」のことですか? 列は {names} です",
};
