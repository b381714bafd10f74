import type { Catalogue } from "../../catalogue/translator.ts";

/** Texts of cells: header, lines that are no rows, quotation marks, tables beside and below each other. */
export const csv: Catalogue = {
  // where, as ends.ts says it
  "line {#n}": "{n} 行目",
  "lines {#a}": "{a} 行目",
  "lines {#a} to {#b}": "{a}〜{b} 行目",
  "lines {#a} and {#b}": "{a}、{b} 行目",
  "lines {#a}, {#b} and {#c}": "{a}、{b}、{c} 行目",
  "lines {#a}, {#b}, {#c} and {#d}": "{a}、{b}、{c}、{d} 行目",
  "lines {#a}, {#b}, {#c} and {#n} more": "{a}、{b}、{c} 行目ほか {n} 行",
  "lines {#a} and {#n} more": "{a} 行目ほか {n} 行",
  "and {#n} more": "ほか {n} 個",

  // what a line is that is no row (belowHeader.ts, leftovers.ts, layout.ts)
  "{~lines} {*what}, not {a row|rows}": "{lines}{what}。データの行としては読みません",
  "{~lines} {*what} ({row}), not {a row|rows}": "{lines}{what}（{row}）。データの行としては読みません",
  "{~lines} {*what} ({row}), not read; {*mend}": "{lines}{what}（{row}）。読みません。{mend}",
  "{~lines} {*what}, not read; {*mend}": "{lines}{what}。読みません。{mend}",
  "not {a row|rows}": "データの行としては読みません",
  "is a rule": "は罫線です",
  "are rules": "は罫線です",
  "holds units": "は単位です",
  "holds tolerances": "は公差です",
  "says what the columns hold": "は列の型の説明です",
  "says what the columns are for": "は列の役割の説明です",
  "is a comment": "はコメントです",
  "are comments": "はコメントです",
  "{is|are} the header again": "は見出しのくり返しです",
  "is a title within the table": "は表の途中の表題です",
  "are titles within the table": "は表の途中の表題です",
  "is a total": "は合計などの集計です",
  "are totals": "は合計などの集計です",
  "is a footer": "は表の後の注記です",
  "are footers": "は表の後の注記です",
  "{is|are} another table": "は別の表です",
  "give it a file (or a sheet) of its own to read it":
    "読むには、別のファイル（またはシート）に分けてください",

  "looks like a second header ({row}): {*why}": "2 つ目の見出しのようです（{row}）。{why}",
  "looks like the header ({row}): {*why}": "見出しのようです（{row}）。{why}",
  "words where the rows below hold numbers; {one} takes its names, {other} those of line {line} (then delete line {it})":
    "下の行が数値の列に言葉があります。{one} ならこの行、{other} なら {line} 行目を列名にします（後者では {it} 行目を削除してください）",
  "words where the rows below hold numbers; {one} takes its names, {other} those of line {line} (then delete line {it}, or leave it out with {flag})":
    "下の行が数値の列に言葉があります。{one} ならこの行、{other} なら {line} 行目を列名にします（後者では {it} 行目を削除するか、{flag} で除いてください）",

  // a line of another length, or set aside
  "{#found} {cell|cells}, but the {first row|header} has {width}":
    "セルが {found} 個ありますが、1 行は {width} 個です",
  "the first row has": "最初の行は",
  "the header has": "見出しは",
  "it looks like a total": "集計の行のようです",
  "; it looks like a total": "。集計の行のようです",
  "it looks like a title or a footer ({row})": "表題か注記のようです（{row}）",
  "; it looks like a title or a footer ({row})": "。表題か注記のようです（{row}）",
  "if line {#line} is a title, delete it, so that the file begins with the names of the columns":
    "{line} 行目が表題なら削除し、列名の行からファイルが始まるようにしてください",
  'mend or delete the line (a cell that holds "{mark}" needs quotation marks)':
    "その行を直すか削除してください（「{mark}」を含むセルは引用符で囲みます）",
  "{*mend}, or leave {*what} out with {flag}": "{mend}。{flag} で{what}を除くこともできます",
  "such lines": "このような行",
  "such rows": "このような行",
  "{~lines} {is|are} set aside ({*why}); {flag} stops at such a line":
    "{lines}を除きました（{why}）。{flag} なら、このような行で止まります",
  "{~lines} {is|are} set aside (the first: {*why}); {flag} stops at such a line":
    "{lines}を除きました（最初: {why}）。{flag} なら、このような行で止まります",
  "{flag} stops at such a line": "{flag} なら、このような行で止まります",

  // the header
  "{~line} is read as a row, not as a header, {*why}; {flag} takes it for the header":
    "{line}は見出しではなくデータの行として読みます（{why}）。見出しなら {flag} を付けてください",
  "is read as a row, not as a header,": "は見出しではなくデータの行として読みます",
  "{~line} is read as the header, {*why}; {flag} takes it for a row":
    "{line}を見出しとして読みます（{why}）。データの行なら {flag} を付けてください",
  "for its words are those of the rows below": "下の行と同じ言葉が並ぶため",
  "though some of its words are those of the rows below": "ただし、下の行と同じ言葉もあります",
  "for its numbers ({numbers}) are {*how}": "数値 {numbers} が{how}ため",
  "in a running order": "順に並ぶ",
  "far from those below": "下の行と大きく離れている",
  "whole over decimals": "下は小数なのに整数である",
  "though words stand where other rows hold numbers": "ただし、ほかの行が数値の列に言葉があります",
  "though its numbers ({numbers}) are in a running order, and whole over decimals":
    "ただし、数値 {numbers} は順に並び、下は小数なのに整数です",
  "though its numbers ({numbers}) are in a running order": "ただし、数値 {numbers} は順に並んでいます",
  "though its numbers ({numbers}) are far from those below":
    "ただし、数値 {numbers} は下の行と大きく離れています",
  "though {numbers} {stands|stand} over numbers": "ただし、数値の列の上に {numbers} があります",
  "{~lines} {is|are} a title ({row}), {*header}": "{lines}は表題です（{row}）。{header}",
  "is a title": "は表題です",
  "are a title": "は表題です",
  "there is no header": "見出しはありません",
  "the header is line {#line}": "見出しは {line} 行目です",
  "the header is line {line}; {flag} chooses another line":
    "見出しは {line} 行目です（{flag} で別の行にできます）",
  "lines {one} and {other} are a header of two rows ({row}); {flag} takes the second alone":
    "{one}、{other} 行目は 2 行の見出しです（{row}）。下の行だけを使うなら {flag} を付けてください",
  "line {line} holds no header, nor does a line below; {flag} is the first":
    "{line} 行目にもその下にも見出しがありません。最初の行なら {flag} です",
  "line {line} holds no header; {flag} is the next line with cells":
    "{line} 行目に見出しがありません。その下でセルのある最初の行なら {flag} です",
  "has no header; its columns are read as the model's, in their order: {names}":
    "見出しがないので、列をモデルの列の順に読みます: {names}",
  "is empty; a CSV file has a header and rows of data": "空です。CSV には見出しの行とデータの行が必要です",
  "seems to lie on its side, a column for each part: {*why}; transpose it (in a spreadsheet: copy, paste special, transpose), so that each part is a row; if each row is a part already, delete that line, or say {flag}":
    "部品 1 個が 1 列の、横向きの表のようです（{why}）。部品 1 個が 1 行になるよう、行と列を入れ替えてください（Excel なら「形式を選択して貼り付け」の「行/列の入れ替え」）。すでに 1 行が 1 個なら、その行を削除するか {flag} を付けてください",
  "line {line} ({words}) holds words where {~lines} ({numbers}) {holds|hold} numbers":
    "{line} 行目（{words}）は言葉、{lines}（{numbers}）は数値",

  // names of columns
  'the first column has no name and names the rows; it is called "{name}"':
    "最初の列は名前がなく、行の名前が入っています。「{name}」と呼びます",
  'the columns "{one}" and "{other}" have one name, but for the width of its letters; give each its own':
    "列「{one}」と「{other}」は、全角・半角の違いを除いて同じ名前です。別の名前にしてください",
  'two columns are called "{name}"; give each its own name':
    "「{name}」という列が 2 つあります。別の名前にしてください",
  "column {#n} of the header has no name": "見出しの {n} 列目に名前がありません",
  "column {#n} of the header has no name (pandas writes its index so: save with index=False)":
    "見出しの {n} 列目に名前がありません（pandas のインデックスです。index=False で保存してください）",
  "(pandas writes its index so: save with index=False)":
    "（pandas のインデックスです。index=False で保存してください）",
  "name it or delete it": "名前を付けるか、列を削除してください",
  "if the header is line {#line}, say {flag}": "見出しが {line} 行目なら {flag} を付けてください",
  "Unnamed: {#n}": "Unnamed: {n}",
  "unnamed: 0": "unnamed: 0",

  // cells
  'a quotation mark stands inside an unquoted cell; put the whole cell in quotation marks and write "" for the mark':
    'セルの途中に引用符があります。セル全体を引用符で囲み、中の引用符は "" と書いてください',
  'text follows a closing quotation mark; write "" for a mark within a quoted cell':
    '閉じの引用符の後に文字があります。引用符で囲んだセルの中の引用符は "" と書いてください',
  "a quotation mark is never closed": "引用符が閉じられていません",
  ": a quotation mark is opened and not closed": "。引用符が閉じられていません",
  "has more than {#n} characters: a quotation mark is opened and not closed; a row is shorter":
    "{n} 文字を超えています。引用符が閉じられていません",
  "has more than {#n} characters; a row is shorter": "{n} 文字を超えています。1 行が長すぎます",
  "{#n} {cell is a text|cells are texts} as Excel's formulas write them, read as such ({one} is {other})":
    "Excel の数式の形をした文字列のセルが {n} 個あります。文字列として読みます（{one} は {other}）",
  "the gzip data is broken or cut short; get the file again":
    "gzip のデータが壊れているか、途中で切れています。ファイルを入手し直してください",
  "{flag} must be one character, such as {one}, and a blank for any number of blanks":
    "{flag} には 1 文字を指定してください（例: {one}。空白は、続くいくつの空白でも 1 つの区切りです）",
  "the CSV": "CSV",
  "readCsv takes text, bytes or a Blob; a file is read by loadTables of kiso/node, or in a page as the File of a form":
    "readCsv にはテキスト、バイト列、Blob を渡してください。ファイルは kiso/node の loadTables、ページではフォームの「File」で読みます",

  // totals and limits among the rows (summaries/)
  "is a total or a mean": "は合計か平均です",
  "are totals or means": "は合計か平均です",
  "is a limit or a target": "は規格値か目標値です",
  "are limits or targets": "は規格値か目標値です",
  "has no name, and its numbers are the sums or means of those above: it is a total":
    "は名前がなく、数値が上の行の合計か平均なので、集計です",
  "have no name, and their numbers are the sums or means of those above: they are totals":
    "は名前がなく、数値が上の行の合計か平均なので、集計です",
  "sums up other rows, as its numbers show": "は、数値から見て、ほかの行の集計です",
  "sum up other rows, as their numbers show": "は、数値から見て、ほかの行の集計です",
  "is a limit or sums up others, as its numbers show: no other row lies beyond them":
    "は、ほかのどの行も超えない値なので、規格値か集計です",
  "are limits or sum up others, as their numbers show: other rows do not lie beyond them":
    "は、ほかの行が超えない値なので、規格値か集計です",
  "says limits or tolerances": "は規格値か公差です",
  "say limits or tolerances": "は規格値か公差です",
  "stands beside totals or limits and lacks cells": "は集計や規格値と並び、空のセルがあります",
  "stand beside totals or limits and lack cells": "は集計や規格値と並び、空のセルがあります",
  "{~lines} {*what} ({row}), not {a row|rows}; {*mend}":
    "{lines}{what}（{row}）。データの行としては読みません。{mend}",
  "if {it is one, call it|they are, call them} otherwise": "データの行なら、名前を変えてください",
  "if {it is one, name it|they are, name them}": "データの行なら、名前を付けてください",
  "if {it is one, move it|they are, move them} among the others":
    "データの行なら、ほかの行の間に移してください",
  "{~lines} ({row}) looks like a total or a mean and stays a row, for its numbers do not show it; {*mend}":
    "{lines}（{row}）は合計か平均のようですが、数値からは確かめられないので、データの行として読みます。{mend}",
  "{~lines} ({row}) look like totals or means and stay rows, for their numbers do not show it; {*mend}":
    "{lines}（{row}）は合計か平均のようですが、数値からは確かめられないので、データの行として読みます。{mend}",
  "looks like a total or a mean and stays a row, for its numbers do not show it":
    "は合計か平均のようですが、数値からは確かめられないので、データの行として読みます",
  "look like totals or means and stay rows, for their numbers do not show it":
    "は合計か平均のようですが、数値からは確かめられないので、データの行として読みます",
  "{~lines} ({row}) looks like a limit or a target and stays a row, for its numbers do not show it; {*mend}":
    "{lines}（{row}）は規格値か目標値のようですが、数値からは確かめられないので、データの行として読みます。{mend}",
  "{~lines} ({row}) look like limits or targets and stay rows, for their numbers do not show it; {*mend}":
    "{lines}（{row}）は規格値か目標値のようですが、数値からは確かめられないので、データの行として読みます。{mend}",
  "looks like a limit or a target and stays a row, for its numbers do not show it":
    "は規格値か目標値のようですが、数値からは確かめられないので、データの行として読みます",
  "look like limits or targets and stay rows, for their numbers do not show it":
    "は規格値か目標値のようですが、数値からは確かめられないので、データの行として読みます",
  "if {it is none, delete it|they are none, delete them}": "そのとおりなら削除してください",
  "{~lines} ({row}) stays a row, though each of its numbers lies far beyond those of all others; {*mend}":
    "{lines}（{row}）は、どの数値もほかのすべての行から大きく離れていますが、データの行として読みます。{mend}",
  "{~lines} ({row}) stay rows, though each of their numbers lies far beyond those of all others; {*mend}":
    "{lines}（{row}）は、どの数値もほかのすべての行から大きく離れていますが、データの行として読みます。{mend}",
  "stays a row, though each of its numbers lies far beyond those of all others":
    "は、どの数値もほかのすべての行から大きく離れていますが、データの行として読みます",
  "stay rows, though each of their numbers lies far beyond those of all others":
    "は、どの数値もほかのすべての行から大きく離れていますが、データの行として読みます",
  "if {it is a limit, a tolerance or a total, delete it|they are limits, tolerances or totals, delete them}":
    "規格値、公差、集計なら削除してください",
  "without a cell": "空の行",
  "{~lines} ({row}) {looks like a total, a mean or a limit and stays a row|look like totals, means or limits and stay rows}, since the file is read in parts; delete {it|them}":
    "{lines}（{row}）は集計か規格値のようですが、ファイルを少しずつ読むため、データの行として読みます。削除してください",
  "{~lines} {looks like a total, a mean or a limit and stays a row|look like totals, means or limits and stay rows}, since the file is read in parts; delete {it|them}":
    "{lines}は集計か規格値のようですが、ファイルを少しずつ読むため、データの行として読みます。削除してください",

  // tables beside each other (blocks/)
  "column {#n}": "{n} 列目",
  "columns {#a} and {#b}": "{a}、{b} 列目",
  "columns {#a} to {#b}": "{a}〜{b} 列目",
  "column {#n} ({names})": "{n} 列目（{names}）",
  "columns {#a} and {#b} ({names})": "{a}、{b} 列目（{names}）",
  "columns {#a} to {#b} ({names})": "{a}〜{b} 列目（{names}）",
  "{*one} and column {#n} ({names})": "{one}と {n} 列目（{names}）",
  "{*one} and columns {#a} and {#b} ({names})": "{one}と {a}、{b} 列目（{names}）",
  "{*one} and columns {#a} to {#b} ({names})": "{one}と {a}〜{b} 列目（{names}）",
  "{*blocks}, beside the table and behind an empty column, {is|are} not read; {*mend}":
    "{blocks}は、空の列をはさんで表の横にあるので読みません。{mend}",
  "{*blocks}, beside the table and behind an empty column, {is|are} not read":
    "{blocks}は、空の列をはさんで表の横にあるので読みません",
  "{*blocks}, with an empty column between, are read as one table, row by row; {*mend}":
    "{blocks}を、間に空の列がありますが、1 つの表として読みます。{mend}",
  "{&blocks}, with an empty column between, are read as one table, row by row; {*mend}":
    "{blocks} を、間に空の列がありますが、1 つの表として読みます。{mend}",
  "if they are several, give one a file of its own": "別々の表なら、ファイルを分けてください",
  "if they are several, give one a file of its own, or leave its columns out: {flag}":
    "別々の表なら、ファイルを分けるか、{flag} でその列を外してください",
  ", or leave its columns out: {flag}": "、または {flag} でその列を外してください",
};
