import type { Catalogue } from "../../catalogue/translator.ts";

/** Workbooks: their sheets, cells and formats, and what cannot be read of them. */
export const excel: Catalogue = {
  // where
  "{file}, {sheet|sheets} {,sheets}": "{file} のシート {sheets}",
  "{file}, cell {cell}": "{file} のセル {cell}",
  "{file}, sheet {sheet}, cell {cell}": "{file} のシート {sheet} のセル {cell}",
  "{file}, sheet {sheet}, column {column}": "{file} のシート {sheet} の列 {column}",
  "{file}, sheets {,sheets}, column {column}": "{file} のシート {sheets} の列 {column}",
  "sheet {name}": "シート {name}",

  // files that are none
  "is broken or cut short ({*why}); get the file again, or open it in Excel or LibreOffice and save it anew":
    "壊れているか、途中で切れています（{why}）。入手し直すか、Excel か LibreOffice で開いて保存し直してください",
  "is a workbook by its content, and is read as one": "中身は Excel のブックなので、ブックとして読みます",
  "open it in Excel or LibreOffice and save it as .xlsx":
    "Excel か LibreOffice で開き、.xlsx で保存してください",
  "is locked with a password": "パスワードがかかっています",
  "open it in Excel, take the password away (File, Info, Protect Workbook) and save it":
    "Excel で開き、パスワードを外して（ファイル → 情報 → ブックの保護）保存してください",
  "open it in LibreOffice and save it without one": "LibreOffice で開き、パスワードなしで保存してください",
  "is a workbook of Excel 97 to 2003 (.xls), which kiso does not read":
    "Excel 97〜2003 のブック（.xls）は読めません",
  "is no spreadsheet": "表計算のファイルではありません",
  "get the file again, or open it in Excel or LibreOffice and save it as .xlsx":
    "入手し直すか、Excel か LibreOffice で開き、.xlsx で保存してください",
  "is a web page (HTML) with the name of a spreadsheet, as some programs export it":
    "表計算の名前ですが、中身は Web ページ（HTML）です",
  "is a workbook in the XML of Excel 2003 (SpreadsheetML), which kiso does not read":
    "Excel 2003 の XML 形式（SpreadsheetML）のブックは読めません",
  "is XML, not a workbook": "ブックではなく XML です",
  "is empty": "空です",
  "is text by its content, no workbook, and is read as CSV":
    "中身はブックではなくテキストなので、CSV として読みます",
  "holds no sheet with cells": "セルのあるシートがありません",
  "is a binary workbook (.xlsb), which kiso does not read; save it as .xlsx in Excel":
    "バイナリ形式のブック（.xlsb）は読めません。Excel で .xlsx に保存してください",
  "is a zip archive that holds no workbook; unpack it and name what is in it":
    "ブックではなく zip です。展開して、中のファイルを指定してください",

  // which sheets are read
  'has no sheet "{asked}", which the model learned from; its only sheet, {only}, is read ({flag} chooses one)':
    "モデルが学習したシート「{asked}」がありません。ただ 1 つのシート {only} を読みます（{flag} で選べます）",
  'has no sheet "{asked}", which the model learned from; {,read} is read ({flag} chooses one)':
    "モデルが学習したシート「{asked}」がありません。{read} を読みます（{flag} で選べます）",
  'has no sheet "{asked}"; its sheets are {names}; {flag} reads one of them':
    "シート「{asked}」はありません。あるのは {names} です（{flag} のように指定します）",
  'has no sheet "{asked}"; did you mean "{near}"? Its sheets are {names}; {flag} reads one of them':
    "シート「{asked}」はありません。「{near}」のことですか? あるのは {names} です（{flag} のように指定します）",
  "no sheet holds a table, a header and rows; its sheets are {names}":
    "見出しと行のある表のシートがありません。シートは {names} です",
  "{*mistake} (this sheet is not read)": "{mistake}（このシートは読みません）",
  "its sheets are parts by their names: {,names} ({flag} reads one alone)":
    "シート名から、シートを学習・検証・テストのデータとして読みます: {names}（1 枚だけなら {flag}）",
  "{part} {names} and {#n} more": "{part} {names} ほか {n} 個",
  "the sheets {,names} have the same columns and are read one after another ({flag} reads one alone)":
    "列が同じシート {names} を続けて読みます（1 枚だけなら {flag}）",
  "the {sheet|sheets} {,names} {is|are} not read; {flag} reads {it|the first of them}":
    "シート {names} は読みません（{flag} で読めます）",
  "the {sheet|sheets} {,names} {is|are} not read": "シート {names} は読みません",
  "the first of them": "その最初",
  "the sheet {name} is read; {,others} {holds|hold} cells too ({flag} reads {it|the first of them})":
    "シート {name} を読みます。{others} にもセルがあります（{flag} で読めます）",
  "the rows of {name} all lie in {other} too": "シート {name} の行は、すべて {other} にもあります",
  "(hidden)": "（非表示）",
  "(a chart)": "（グラフ）",
  "{name} (a chart)": "{name}（グラフ）",
  "it has other columns": "列が違います",
  "(it has other columns)": "（列が違います）",
  "its name says no rows": "名前から見てデータではありません",
  "(its name says no rows)": "（名前から見てデータではありません）",
  "its name says no part, as others do": "ほかと違い、名前が学習・テストなどの区分を表しません",
  "(its name says no part, as others do)": "（ほかと違い、名前が学習・テストなどの区分を表しません）",
  "it holds the rows of the others": "ほかのシートの行を集めたものです",
  "(it holds the rows of the others)": "（ほかのシートの行を集めたものです）",
  "its rows all lie in {name}": "行はすべて {name} にあります",
  "(its rows all lie in {name})": "（行はすべて {name} にあります）",

  // cells
  "holds more than {#n} million cells; save the sheet as .csv, which kiso reads in pieces":
    "セルが {n} 百万個を超えています。シートを .csv で保存してください（少しずつ読めます）",
  "holds {#n} characters, and {#most} is the limit; shorten it, or save the sheet as .csv":
    "{n} 文字あります（上限は {most} 文字）。短くするか、シートを .csv で保存してください",
  "its cells hold more than {#n} million characters; save the sheet as .csv, which kiso reads in pieces":
    "セルの文字が {n} 百万字を超えています。シートを .csv で保存してください（少しずつ読めます）",
  "holds a formula without its result; open the file in LibreOffice and save it":
    "数式の計算結果がありません。LibreOffice で開いて保存してください",
  "holds a formula without its result, which a program wrote that does not calculate; open the file in Excel or LibreOffice and save it":
    "数式の計算結果がありません（計算しないプログラムが書いたファイルです）。Excel か LibreOffice で開いて保存してください",
  "number as text": "文字列の数値",
  "long number": "長い数値",
  "date and time": "日時",
  "{#n} hidden {row|rows}": "非表示の {n} 行",
  "the hidden {column|columns} {,columns}": "非表示の列 {columns}",
  "{!hidden} {is|are} read as well; delete them in the file to leave them out":
    "{hidden}も読みます。除くには、ファイルから削除してください",
  "{rows} hidden {row|rows} and the hidden {column|columns} {,columns} are read as well; delete them in the file to leave them out":
    "非表示の {rows} 行と非表示の列 {columns} も読みます。除くには、ファイルから削除してください",
  "{name} read as well; delete them in the file to leave them out":
    "{name} も読みます。除くには、ファイルから削除してください",
  "{is|are} read as well; delete them in the file to leave them out":
    "も読みます。除くには、ファイルから削除してください",
  "{,names}, beside the table and behind an empty column, {is|are} not read":
    "{names} は、空の列をはさんで表の横にあるので読みません",
  "{#n} {cell that is|cells that are} merged with the one above {holds|hold} its text ({,columns})":
    "上のセルと結合された {n} 個のセルは、結合したセルの値で埋めます（{columns}）",
  "percentages are read as Excel keeps them, 12% as 0.12 ({,columns})":
    "パーセントは Excel の中の値で読みます（12% は 0.12）: {columns}",
  "durations are read as seconds, 0:01:30 as 90 ({,columns})":
    "時間の長さは秒で読みます（0:01:30 は 90）: {columns}",
  "numbers stand beside percentages ({cell}); write all of them as percentages or none":
    "パーセントとただの数値が混ざっています（{cell}）。どちらかにそろえてください",
  "{#n} of {#of} cells {is a date|are dates} ({cell}); Excel makes dates of what looks like one, such as 1/2 or 2-1":
    "{of} セルのうち {n} 個が日付です（{cell}）。1/2 や 2-1 を、Excel が日付に変えたのかもしれません",
  "{#n} of {#of} numbers {is stored as text and is read as a number|are stored as text and are read as numbers} ({cell})":
    "数値 {of} 個のうち {n} 個が文字列です。数値として読みます（{cell}）",
  "{#n} {number has|numbers have} more digits than the 15 that Excel keeps ({cell}); the last were lost when they were typed, so keep such codes as text":
    "Excel が保てる 15 桁を超える数値が {n} 個あります（{cell}）。下の桁は入力したときに失われています。番号は文字列で入力してください",

  // writing
  "a sheet holds {#most} columns, and these are {#n}; write .csv or .parquet":
    "シートの列は {most} 列までですが、{n} 列あります。.csv か .parquet で書いてください",
  "a sheet holds {#most} rows, and these are more; write .csv or .parquet":
    "シートの行は {most} 行までですが、それを超えます。.csv か .parquet で書いてください",
  "cell {cell} holds {#n} characters, and one of a sheet at most {#most}; write .csv or .parquet":
    "セル {cell} が {n} 文字あります（上限は {most} 文字）。.csv か .parquet で書いてください",
};
