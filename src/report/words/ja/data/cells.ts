import type { Catalogue } from "../../catalogue/translator.ts";

/** Cells: how numbers and dates are written, how they are read, and those that are none. */
export const cells: Catalogue = {
  // where
  "row {#row}": "{row} 行目",
  "row {#row} (line {#line})": "{row} 行目（ファイルの {line} 行目）",
  "column {name}: {*what}": "列 {name}: {what}",
  "columns {&names}: {*what}": "列 {names}: {what}",
  "{!what} (and {#n} more such {cell|cells} in this column)": "{what}（この列にほか {n} 個）",
  "{!what} (and {#n} more such {cell|cells} in this column: {words} times)":
    "{what}（この列にほか {n} 個: {words} 回）",
  ": {words} times": ": {words} 回",
  '"{cell}" {!why}': "「{cell}」{why}",
  '("{cell}" is {value})': "（「{cell}」は {value}）",
  "({#one} is {#other})": "（{one} は {other}）",
  "({one} as {other})": "（{one} は {other}）",
  '"{cell}" once': "「{cell}」1 回",
  '"{cell}" {n} times': "「{cell}」{n} 回",

  // how they were read
  '{!what} ("{cell}" is {value})': "{what}（「{cell}」は {value}）",
  "numbers {*how}, read as numbers": "数値として読みます（{how}）",
  'numbers {*how}, read as numbers ("{cell}" is {value})':
    "数値として読みます（{how}。「{cell}」は {value}）",
  "numbers stored as text, read as numbers": "文字列で書かれた数値を、数値として読みます",
  'with "{unit}"': "「{unit}」つき",
  'with "{unit}", {!more}': "「{unit}」つき、{more}",
  "in full-width digits": "全角数字",
  "with another minus sign": "別の字のマイナス",
  "with ▲ or △ for minus": "▲ や △ のマイナス",
  "with parentheses for minus": "かっこのマイナス",
  "with blanks for thousands": "空白の桁区切り",
  "in quotation marks": "引用符つき",
  "with marks for thousands": "桁区切りつき",
  "with powers of ten": "指数つき",
  "in {script} digits": "{script} の数字",
  "with a point for thousands": "桁区切りが点",
  "with a comma for decimals": "小数点がコンマ",
  "a point for thousands": "桁区切りが点",
  "a comma for thousands": "桁区切りがコンマ",
  "a comma for decimals": "小数点がコンマ",
  '"{unit}" and {!more}': "「{unit}」つき、{more}",
  'numbers with "{unit}", read as numbers': "「{unit}」つきの数値を、数値として読みます",
  "numbers with {!how}, read as numbers": "数値として読みます（{how}）",
  "numbers with a point for decimals where other columns have a comma, read as numbers":
    "数値として読みます（ほかの列の小数点はコンマですが、ここは点）",
  'numbers with "{unit}", with a point for decimals where other columns have a comma, read as numbers':
    "数値として読みます（「{unit}」つき。ほかの列の小数点はコンマですが、ここは点）",
  "if it is {value}, say {flag}": "{value} のことなら {flag} を付けてください",
  "fractions, read as numbers": "分数を、数値として読みます",
  'fractions with "{unit}", read as numbers': "「{unit}」つきの分数を、数値として読みます",
  "durations, read as numbers of seconds": "時間の長さを、秒の数値として読みます",
  "durations, read as numbers of seconds, {*unit} before the colon":
    "時間の長さを、秒の数値として読みます（コロンの前は{unit}）",
  "durations, read as numbers of seconds, {*unit} before a single colon":
    "時間の長さを、秒の数値として読みます（コロンが 1 つなら、その前は{unit}）",
  hours: "時",
  minutes: "分",
  "if they are hours and minutes, write {text}": "時と分なら {text} と書いてください",
  "if they are minutes and seconds, write {text}": "分と秒なら {text} と書いてください",
  "zeros in front, as codes have, read as numbers": "番号のように 0 で始まりますが、数値として読みます",
  "zeros in front, as codes have, read as numbers ({cells} as {values})":
    "番号のように 0 で始まりますが、数値として読みます（{cells} は {values}）",
  "if they are codes, write a letter before each, or leave them out with {flag}":
    "番号なら、前に文字を付けるか、{flag} で外してください",
  "numbers of more than 15 digits, of which the last are lost": "15 桁を超える数値で、下の桁が失われています",
  "numbers of more than 15 digits, of which the last are lost ({one} is {other})":
    "15 桁を超える数値で、下の桁が失われています（{one} は {other}）",
  "numbers of more than 15 digits, of which the last are lost ({#one})":
    "15 桁を超える数値で、下の桁が失われています（{one}）",
  "if they are codes, leave them out with {flag}": "番号なら {flag} で外してください",
  "{words}, read as no value": "値がないものとして読みます: {words}",
  "{cells} {is|are} read as {other}, from which {it differs|they differ} in width or white space alone":
    "{cells} を {other} と同じものとして読みます（全角・半角や空白だけの違い）",
  "numbers ({numbers}) and words ({words}), each again and again, read as categories":
    "数値（{numbers}）と言葉（{words}）がくり返すので、区分として読みます",
  "if they are amounts, write a number for each word, or leave them out with {flag}":
    "量なら、言葉を数値に書き換えるか、{flag} で外してください",
  "ranges such as {&cells}, read as {*how}": "{cells} のような範囲を、{how}",
  "limits such as {&cells}, read as {*how}": "{cells} のような限界値を、{how}",
  "fractions such as {&cells}, read as {*how}": "{cells} のような分数を、{how}",
  "words, and left out": "言葉として読み、使いません",
  "categories, without an order": "順序のない区分として読みます",
  "write their middle, or both ends in two columns, if they are to be amounts":
    "量として使うなら、中央の値か、両端を 2 列に書いてください",
  "write their middle, or both ends in two columns, if they are to be amounts, or leave them out with {flag}":
    "量として使うなら、中央の値か、両端を 2 列に書いてください。使わないなら {flag} で外せます",
  "write the number that is to stand for each, if they are to be amounts":
    "量として使うなら、それぞれを表す数値を書いてください",
  "write the number that is to stand for each, if they are to be amounts, or leave them out with {flag}":
    "量として使うなら、それぞれを表す数値を書いてください。使わないなら {flag} で外せます",
  "write them as decimals, if they are to be amounts": "量として使うなら、小数で書いてください",
  "write them as decimals, if they are to be amounts, or leave them out with {flag}":
    "量として使うなら、小数で書いてください。使わないなら {flag} で外せます",
  "column {name} says {&units}: the numbers of {column|columns} {&beside} beside it are not in one unit, and are learned from as they stand; write {it|them} in one unit, and leave {again} out with {flag}":
    "列 {name} が単位 {units} を表し、横の列 {beside} の数値は単位がそろっていません。そのまま学習しています。単位をそろえ、{again} は {flag} で外してください",

  // dates
  "columns {&names}: dates or times, left out; with {flag} they become numbers (weekday, hour, days since the first)":
    "列 {names}: 日時なので使いません。{flag} で数値になります（曜日、時、最初からの日数）",
  "column {name}: dates or times, left out; with {flag} they become numbers (weekday, hour, days since the first)":
    "列 {name}: 日時なので使いません。{flag} で数値になります（曜日、時、最初からの日数）",
  "{!days}, left out; with {flag} they become numbers (days since the first, month)":
    "{days}なので使いません。{flag} で数値になります（最初からの日数、月）",
  "if they are decimals, say {flag}": "小数なら {flag} を付けてください",
  "{!what}, as {parts}": "{what}を {parts} として使います",
  "{!what}, as {parts}, days counted from {first}": "{what}を {parts} として使います（日数は {first} から）",
  "{!what}, read as {!order}, as {parts}": "{what}を {order} の順に読み、{parts} として使います",
  "{!what}, read as {!order}, as {parts}, days counted from {first}":
    "{what}を {order} の順に読み、{parts} として使います（日数は {first} から）",
  "one date ({title})": "1 つの日付（{title}）",
  "day, month, year": "日・月・年",
  "month, day, year": "月・日・年",
  "year, month, day": "年・月・日",
  "day, month": "日・月",
  "month, day": "月・日",
  "if it is the other way round, say {flag}": "逆なら {flag} を付けてください",
  "columns {&names} are one date, of which nothing is learned for the next lot as they are; with {flag} they become numbers of it (weekday, month, days since the first), or leave them out with {drop}":
    "列 {names} は 1 つの日付で、このままでは次のロットに役立つことを学習できません。{flag} で数値（曜日、月、最初からの日数）にするか、{drop} で外してください",
  "column {shown} says when in the calendar a row was made, and nothing is learned of the next lot's; leave it out with {drop}":
    "列 {shown} は暦のいつ作った行かを表し、次のロットのことは学習できません。{drop} で外してください",
  "columns {&shown} say when in the calendar a row was made, and nothing is learned of the next lot's; leave them out with {drop}":
    "列 {shown} は暦のいつ作った行かを表し、次のロットのことは学習できません。{drop} で外してください",
  "column {shown} says when in the calendar a row was made, and nothing is learned of the next lot's; leave it out with {drop}, or make numbers of it with {flag}":
    "列 {shown} は暦のいつ作った行かを表し、次のロットのことは学習できません。{drop} で外すか、{flag} で数値にしてください",
  "columns {&shown} say when in the calendar a row was made, and nothing is learned of the next lot's; leave them out with {drop}, or make numbers of them with {flag}":
    "列 {shown} は暦のいつ作った行かを表し、次のロットのことは学習できません。{drop} で外すか、{flag} で数値にしてください",
  "holds dates in the training data, here numbers": "学習データでは日付ですが、ここでは数値です",
  "holds dates in the training data, here lists": "学習データでは日付ですが、ここではリストです",
  "holds dates in the training data, here something else": "学習データでは日付ですが、ここでは違います",
  "write dates": "日付を書いてください",
  "holds a part of a date in the training data, here something else; write numbers":
    "学習データでは日付の一部ですが、ここでは違います。数値を書いてください",
  "there is no day {day}": "{day} という日はありません",
  "write one that there is or delete the row": "正しい日付を書くか、その行を削除してください",
  "write one there or delete the row": "そこに書くか、その行を削除してください",
  "{cell} is not a date": "{cell} は日付ではありません",
  "{cell} is not a date as those of the column": "{cell} は、この列の書き方の日付ではありません",
  "{cell} is not a duration": "{cell} は時間の長さではありません",
  '"{cell}" can be read as day and month or the other way round, and no cell of the column tells which; say {one} or {other} (d day, m month, y year)':
    "「{cell}」は日・月とも月・日とも読め、列のどのセルからもわかりません。{one} か {other} を付けてください（d 日、m 月、y 年）",
  '"{cell}" and {*beside} have day and month in different orders; write dates as 2024-01-05':
    "「{cell}」と {beside}で、日と月の順が違います。2024-01-05 のように書いてください",

  '"{cell}" (row {#row})': "{row} 行目の「{cell}」",
  '"{cell}" (row {#row} (line {#line}))': "{row} 行目（ファイルの {line} 行目）の「{cell}」",
  '"{cell}" ({file}, row {#row})': "{file} {row} 行目の「{cell}」",
  '"{cell}" ({file}, row {#row} (line {#line}))': "{file} {row} 行目（ファイルの {line} 行目）の「{cell}」",

  // what is no number
  "holds numbers that are stored as text; store them as numbers":
    "数値が文字列で入っています。数値で保存してください",
  '"{cell}" is not a number': "「{cell}」は数値ではありません",
  '"{cell}" is not a number, nor is any other cell of the column':
    "「{cell}」は数値ではありません。この列のほかのセルも違います",
  "leave the column out or turn it into numbers": "この列を外すか、数値にしてください",
  "Excel makes dates of what looks like one, such as 1/2 or 2-1: write the number that was typed":
    "1/2 や 2-1 を Excel が日付に変えることがあります。入力した数値に直してください",
  "write a number there or delete the row": "数値を書くか、その行を削除してください",
  "write {one} if it is thousands, {other} if it is a decimal":
    "桁区切りなら {one}、小数なら {other} と書いてください",
  "write {one} without its unit if it is thousands, {other} if it is a decimal":
    "単位を外し、桁区切りなら {one}、小数なら {other} と書いてください",
  "write it without separators, the decimals with a point: {value}":
    "桁区切りを外し、小数点は点で書いてください: {value}",
  "write decimals with a point": "小数点は点で書いてください",
  "write it without separators: {value}": "桁区切りを外してください: {value}",
  "write the number out, if K is a thousand, or without it, if it is kelvin":
    "K が千なら桁をすべて書き、ケルビンなら外してください",
  "write it as {#value}": "{value} と書いてください",
  "write it without its unit as {#value}": "単位を外して {value} と書いてください",
  '"{cell}" tells a limit, not a number': "「{cell}」は数値ではなく限界値です",
  "if it says that there is no value, leave the cells empty":
    "値がないという意味なら、セルを空にしてください",
  "if it says that there is no value, leave the cells empty, or leave such rows out with {flag}":
    "値がないという意味なら、セルを空にするか、{flag} でこのような行を除いてください",
  "if it says that there is no value, leave the cells empty, and {flag} takes care of them":
    "値がないという意味なら、セルを空にしてください。空のセルは {flag} で扱えます",
  "if it says that there is no value, leave the cells empty, and {flag} or {other} takes care of them":
    "値がないという意味なら、セルを空にしてください。空のセルは {flag}（または {other}）で扱えます",
  "write the number that is to stand for it, or leave the cells empty":
    "それを表す数値を書くか、セルを空にしてください",
  "write the number that is to stand for it, or leave the cells empty, or leave such rows out with {flag}":
    "それを表す数値を書くか、セルを空にするか、{flag} でこのような行を除いてください",
  "write the number that is to stand for it, or leave the cells empty, and {flag} takes care of them":
    "それを表す数値を書くか、セルを空にしてください。空のセルは {flag} で扱えます",
  "write the number that is to stand for it, or leave the cells empty, and {flag} or {other} takes care of them":
    "それを表す数値を書くか、セルを空にしてください。空のセルは {flag}（または {other}）で扱えます",
  'holds words ("{cell}"), and a regression predicts numbers; leave out {flag}, or choose a column of numbers with {label}':
    "言葉（「{cell}」）の列ですが、回帰は数値を予測します。{flag} を外すか、{label} で数値の列を選んでください",
  '"{cell}" is written without {unit}': "「{cell}」に単位 {unit} がありません",
  '"{cell}" has the unit {unit}, the others have none': "「{cell}」に単位 {unit} があり、ほかにはありません",
  '"{cell}" has the unit {unit}, the others have {other}': "「{cell}」の単位は {unit}、ほかは {other} です",
  "{cell} holds characters that were lost": "{cell} に失われた文字があります",
  '"{cell}" holds characters that were lost when the file was saved in a wrong encoding; save it from the source again as UTF-8':
    "「{cell}」に、違う文字コードでの保存で失われた文字があります。元のデータから UTF-8 で保存し直してください",
  "number {#n} of its list is {value}": "リストの {n} 番目が {value} です",
  "no training row holds a number, so there is no {rule} to fill in; leave the column out":
    "学習データの行に数値がなく、欠損を埋める {rule} がありません。この列を外してください",
  "{#n} of {#of} cells {is a date|are dates} ({cell}); Excel makes dates of what looks like one, such as 1/2 or 2-1, so type them again as text":
    "{of} セルのうち {n} 個が日付です（{cell}）。1/2 や 2-1 を Excel が日付に変えることがあります。文字列で入力し直してください",
  "the code is {cell}, as Excel saves long numbers that it shortened: the other digits are lost; take them from the source again, as text":
    "番号が {cell} です。Excel が長い数値を縮めて保存し、ほかの桁は失われています。元のデータから、文字列で取り直してください",
  "the code is {cell} (and {#n} more like it), as Excel saves long numbers that it shortened: the other digits are lost; take them from the source again, as text":
    "番号が {cell} です（ほか {n} 個）。Excel が長い数値を縮めて保存し、ほかの桁は失われています。元のデータから、文字列で取り直してください",

  // units and marks that do not agree
  '"{cell}" is written without a unit, but {*beside} with {main}; write the whole column in one unit':
    "「{cell}」に単位がありませんが、{beside}は {main} つきです。列の単位をそろえてください",
  '"{cell}" is written without a unit (and {#n} more such {cell|cells} in this column), but {*beside} with {main}; write the whole column in one unit':
    "「{cell}」に単位がありません（この列にほか {n} 個）が、{beside}は {main} つきです。列の単位をそろえてください",
  '"{cell}" is written with {unit}, but {*beside} without a unit; write the whole column in one unit':
    "「{cell}」は {unit} つきですが、{beside}に単位がありません。列の単位をそろえてください",
  '"{cell}" is written with {unit} (and {#n} more such {cell|cells} in this column), but {*beside} without a unit; write the whole column in one unit':
    "「{cell}」は {unit} つきです（この列にほか {n} 個）が、{beside}に単位がありません。列の単位をそろえてください",
  '"{cell}" is written with {unit}, but {*beside} with {main}; write the whole column in one unit':
    "「{cell}」は {unit} つきですが、{beside}は {main} つきです。列の単位をそろえてください",
  '"{cell}" is written with {unit} (and {#n} more such {cell|cells} in this column), but {*beside} with {main}; write the whole column in one unit':
    "「{cell}」は {unit} つきです（この列にほか {n} 個）が、{beside}は {main} つきです。列の単位をそろえてください",
  '"{cell}" is written without a unit, but {*beside} without a unit; write the whole column in one unit':
    "「{cell}」に単位がありませんが、{beside}にもありません。列の単位をそろえてください",
  '"{cell}" is written without a unit (and {#n} more such {cell|cells} in this column), but {*beside} without a unit; write the whole column in one unit':
    "「{cell}」に単位がありません（この列にほか {n} 個）が、{beside}にもありません。列の単位をそろえてください",
  '"{cell}" and {*beside} do not have one decimal mark; write all decimals with a point':
    "「{cell}」と {beside}で小数点が違います。小数点はすべて点で書いてください",
  '"{cell}" (and {#n} more such {cell|cells} in this column) and {*beside} do not have one decimal mark; write all decimals with a point':
    "「{cell}」（この列にほか {n} 個）と {beside}で小数点が違います。小数点はすべて点で書いてください",
  " (and {#n} more such {cell|cells} in this column)": "（この列にほか {n} 個）",
  '"{cell}" is not a number under {flag}; leave it out, or write all decimals one way':
    "「{cell}」は {flag} では数値になりません。外すか、小数点をそろえてください",
  '"{cell}" is not a number under {flag} (and {#n} more such {cell|cells} in this column); leave it out, or write all decimals one way':
    "「{cell}」は {flag} では数値になりません（この列にほか {n} 個）。外すか、小数点をそろえてください",
  '"{cell}" may have a mark for thousands or for decimals, beside {*beside}; write decimals with a point and thousands without a mark':
    "「{cell}」の記号は桁区切りとも小数点とも読めます（{beside}と並んでいます）。小数点は点で、桁区切りなしで書いてください",
  "{cell} is a number, but the model learned the column as durations":
    "{cell} は数値ですが、モデルはこの列を時間の長さとして学習しました",
  "is a number, but the model learned the column as durations":
    "は数値ですが、モデルはこの列を時間の長さとして学習しました",
  "is written without a unit, but the model learned the column with {unit}":
    "に単位がありません。モデルはこの列を {unit} つきで学習しました",
  "is written without a unit, but the model learned the column without a unit":
    "に単位がありません。モデルはこの列を単位なしで学習しました",
  "is written with {own}, but the model learned the column without a unit":
    "に単位 {own} があります。モデルはこの列を単位なしで学習しました",
  "is written with {own}, but the model learned the column with {unit}":
    "の単位は {own} ですが、モデルはこの列を {unit} で学習しました",
  "has a decimal point, but the model learned the column with decimal commas":
    "の小数点は点ですが、モデルはこの列をコンマで学習しました",
  "has a decimal comma, but the model learned the column with decimal points":
    "の小数点はコンマですが、モデルはこの列を点で学習しました",
  "the number is written without a unit, but the model learned the column with {unit}":
    "数値に単位がありません。モデルはこの列を {unit} つきで学習しました",
  "the number is written without a unit, but the model learned the column without a unit":
    "数値に単位がありません。モデルはこの列を単位なしで学習しました",
  "the number is written with {own}, but the model learned the column without a unit":
    "数値に単位 {own} があります。モデルはこの列を単位なしで学習しました",
  "the number is written with {own}, but the model learned the column with {unit}":
    "数値の単位は {own} ですが、モデルはこの列を {unit} で学習しました",
  "{cell} is written without a unit, but the model learned the column with {unit}":
    "{cell} に単位がありません。モデルはこの列を {unit} つきで学習しました",
  "a point may stand for thousands here, as the model learned the column with decimal commas":
    "点が桁区切りかもしれません（モデルはこの列の小数点をコンマで学習しました）",
  "{cell} has a decimal point, but the model learned the column with points for thousands":
    "{cell} に小数点がありますが、モデルはこの列の点を桁区切りとして学習しました",
  "{cell} has a point, where the model learned the column with commas that it took for thousands: one of them may be decimals":
    "{cell} に点がありますが、モデルはこの列のコンマを桁区切りとして学習しました。どちらかが小数点かもしれません",
  "write durations as those of the training rows, such as {&texts}":
    "時間の長さを、学習データと同じように書いてください（例: {texts}）",
  "write the numbers as those of the training rows": "数値を、学習データと同じように書いてください",
  "write the numbers as those of the training rows, in {unit}":
    "数値を、学習データと同じように {unit} で書いてください",
};
