import type { Catalogue } from "../../catalogue/translator.ts";

/** Labels, roles of columns, splits and folds (data/rows/). */
export const rows: Catalogue = {
  // why a column is the label: behind 「name」
  "the names of the {files}": "{files} の名前から",
  "the names of the files": "ファイル名から",
  "by its name, before {names}": "（名前から。ほかの候補は {names}）",
  "the last column": "（最後の列）",
  "the last column that is no id": "（識別用でない最後の列）",
  "the last column of numbers": "（最後の数値の列）",
  'the only column beside the {n} from "{first}" to "{last}"':
    "（「{first}」〜「{last}」の {n} 列を除くただ 1 つの列）",
  "the last column of a file without a header": "（見出しのないファイルの最後の列）",
  "the last column of numbers of a file without a header": "（見出しのないファイルの最後の数値の列）",
  "the last column of a file without a header, after {first} to {last}":
    "（見出しのないファイルの最後の列、{first}〜{last} の後）",
  "the last column of a file without a header, after {first} and {last}":
    "（見出しのないファイルの最後の列、{first}、{last} の後）",
  "the last column of a file without a header, after {names}":
    "（見出しのないファイルの最後の列、{names} の後）",
  "the first column of a file without a header, {*why}; the last is {last}":
    "（見出しのないファイルの最初の列。{why}。最後の列は {last}）",
  "the first column after the ids of a file without a header, {*why}; the last is {last}":
    "（見出しのないファイルで識別用の列の次の列。{why}。最後の列は {last}）",
  "for its words say which parts are good": "良品を表す言葉があるため",
  "for the last holds texts that are no classes": "最後の列がクラスでない文章のため",
  "for it holds words, and all others numbers with decimals": "言葉の列で、ほかはすべて小数のため",
  "for it holds words, and all others whole numbers": "言葉の列で、ほかはすべて整数のため",
  "for it holds two words, and the last {n}": "2 種類の言葉で、最後の列は {n} 種類のため",
  "for the words of the last stand in others too, and its own do not":
    "最後の列の言葉はほかの列にもあり、この列の言葉にはないため",
  "for it holds whole numbers ({numbers}), and the last cannot be a class":
    "整数（{numbers}）の列で、最後の列はクラスになれないため",
  "for it holds whole numbers ({first} to {last}), and the last cannot be a class":
    "整数（{first}〜{last}）の列で、最後の列はクラスになれないため",
  "its images have no classes": "画像にクラスがありません",
  "{*why}; put those of each class into a folder of its own, or list them in labels.csv with the columns file and label":
    "{why}。クラスごとにフォルダに分けるか、labels.csv に file と label の列で一覧を書いてください",

  // no label, or several
  'no label column found (the last, "{name}", is one of {n} alike, such as a spectrum); {*mend}':
    "ラベルの列が見つかりません（最後の「{name}」は、スペクトルのような {n} 列の 1 つです）。{mend}",
  'no label column found (the last, "{name}", holds numbers with decimals, not classes; say {flag} to predict them); {*mend}':
    "ラベルの列が見つかりません（最後の「{name}」は小数で、クラスではありません。予測するなら {flag}）。{mend}",
  "no label column found; {*mend}": "ラベルの列が見つかりません。{mend}",
  "name it with {flag}, one of {names}; or learn the names of the {*what} ({classes}) as the classes with {label}":
    "{flag} で {names} のどれかを指定するか、{label} で{what}の名前（{classes}）をクラスとして学習してください",
  "name it with {flag}, one of {names}": "{flag} で {names} のどれかを指定してください",
  "name it with --label": "--label で指定してください",
  "its columns are {names}": "列は {names}",
  'did you mean "{near}"? Its columns are {names}': "「{near}」のことですか? 列は {names}",
  "name it with --label; its columns are {names}; or learn the names of the {*what} ({classes}) as the classes with {label}":
    "--label で指定するか、{label} で{what}の名前（{classes}）をクラスとして学習してください。列は {names}",
  'name it with --label; did you mean "{near}"? Its columns are {names}; or learn the names of the {*what} ({classes}) as the classes with {label}':
    "--label で指定するか（「{near}」のことですか?）、{label} で{what}の名前（{classes}）をクラスとして学習してください。列は {names}",
  "{names} could each be the label; choose one with --label":
    "{names} のどれもラベルと考えられます。--label で 1 つ選んでください",
  'no label column "{name}"; {!more}': "ラベルの列「{name}」がありません。{more}",
  "every row is {value}; there is nothing to predict": "どの行も {value} で、予測するものがありません",
  "cannot be the label: it holds lists of {n} numbers; choose another with --label":
    "ラベルにできません: 数値 {n} 個の並びです。--label で別の列を選んでください",
  "cannot be the label: {*why}; choose another with --label":
    "ラベルにできません: {why}。--label で別の列を選んでください",
  "the label {value} is not a whole number, so this is a regression: say {flag}, or choose a column of classes with --label":
    "ラベル {value} は整数でないので回帰です。{flag} とするか、--label でクラスの列を選んでください",
  "the label is missing, {*place} ({cells}); if {it sums up or limits|they sum up or limit} the others, delete {it|them} or leave {it|them} out with {flag}, else fill in the class":
    "ラベルがありません（{place}: {cells}）。ほかの行の集計や限界値なら消すか {flag} で除き、そうでなければクラスを埋めてください",
  "the label is missing, {*place} ({cells}); if {it sums up or limits|they sum up or limit} the others, delete {it|them}, else fill in the class":
    "ラベルがありません（{place}: {cells}）。ほかの行の集計や限界値なら消し、そうでなければクラスを埋めてください",
  "in the first row alone": "最初の行だけ",
  "in the last row alone": "最後の行だけ",
  "in the first {n} rows alone, of which this is one": "最初の {n} 行だけ",
  "in the last {n} rows alone, of which this is one": "最後の {n} 行だけ",
  "in the first {n} rows alone": "最初の {n} 行だけ",
  "in the last {n} rows alone": "最後の {n} 行だけ",
  "in the first row alone, of which this is one": "最初の行だけ",
  "in the last row alone, of which this is one": "最後の行だけ",
  "it sums up or limits": "集計や限界値",
  "they sum up or limit": "集計や限界値",
  "the label is missing (the cell is {cell}), the first of {n}; {*mend}":
    "ラベルがありません（セルは {cell}。{n} 行のうち最初）。{mend}",
  "the label is missing, the first of {n}; {*mend}": "ラベルがありません（{n} 行のうち最初）。{mend}",
  "the label is missing (the cell is {cell}); {*mend}": "ラベルがありません（セルは {cell}）。{mend}",
  "the label is missing; {*mend}": "ラベルがありません。{mend}",
  "the label is missing": "ラベルがありません",
  "fill in the class or delete the row": "クラスを埋めるか、行を消してください",
  "fill in the class or delete the row, or give it a name if it is a class":
    "クラスを埋めるか、行を消してください（クラスなら名前を付けてください）",
  "fill in the class or delete the row, or leave such rows out with {flag}":
    "クラスを埋めるか、行を消すか、{flag} で除いてください",
  "fill in the class or delete the row, or give it a name if it is a class, or leave such rows out with {flag}":
    "クラスを埋めるか、行を消すか、{flag} で除いてください（クラスなら名前を付けてください）",
  "no row has a label; fill in the classes": "ラベルのある行がありません。クラスを埋めてください",
  'every row is of class "{name}"; a classifier needs at least two classes; to learn what good parts look like from these alone, say {flag}':
    "すべての行がクラス「{name}」です。分類には 2 つ以上のクラスが必要です。良品だけを学習するなら {flag} としてください",
  'every row is of class "{name}"; a classifier needs at least two classes':
    "すべての行がクラス「{name}」です。分類には 2 つ以上のクラスが必要です",
  'class "{name}" is unknown; did you mean "{near}"? the classes are {names}':
    "クラス「{name}」はありません。「{near}」のことですか? クラスは {names}",
  'class "{name}" is unknown; the classes are {names}': "クラス「{name}」はありません。クラスは {names}",
  'column {column}: "{cell}" is taken for the class "{name}"':
    "列「{column}」: 「{cell}」をクラス「{name}」とみなします",

  // what columns are for
  "column {name} {*order}, as a running number does, and is left out; if it was measured, learn from it too with {flag}":
    "列「{name}」は通し番号のように{order}ので使いません。測定値なら {flag} で学習に使えます",
  "column {name}, the first of a file without a header, holds another whole number in every row, as ids do; if it is one, leave it out with {flag}":
    "見出しのないファイルの最初の列「{name}」は、識別番号のように行ごとに違う整数です。識別番号なら {flag} で外してください",
  "column {name} {*order}, as a running number does; it is learned from all the same, since no other column can be a feature":
    "列「{name}」は通し番号のように{order}が、ほかに特徴量になる列がないので学習に使います",
  "column {name} {*order}; if it only counts the rows, leave it out with {flag}":
    "列「{name}」は{order}。行の番号にすぎないなら {flag} で外してください",
  "rises by {step} from row to row": "行ごとに {step} ずつ増える",
  "falls by {step} from row to row": "行ごとに {step} ずつ減る",
  "rises from row to row": "行ごとに増える",
  "falls from row to row": "行ごとに減る",
  "column {name}: {n} different in {rows} rows, and those of one {same} may lie on both sides of a split, which flatters the result; keep them together with {flag}":
    "列「{name}」は {rows} 行に {n} 種類です。同じ {same} の行が分割の両側に入ると結果がよく見えすぎます。{flag} で同じ側に置けます",
  "column {name}: {*why}, so there is nothing to learn from; leave it out of --features":
    "列「{name}」: {why}。学習するものがないので、--features から外してください",
  "left out": "不使用",
  "not asked for": "指定なし",
  "dropped, as asked": "指定により不使用",
  "an id, as asked": "指定により識別用",
  "the group": "グループ",
  "the time": "時刻",
  "it holds lists, so it names no groups; choose another with --group":
    "値が並びなので、グループの名前になりません。--group で別の列を選んでください",
  "{*why}, so it names no groups; choose another with --group":
    "{why}。グループの名前にならないので、--group で別の列を選んでください",
  "holds neither numbers nor dates, so it says no time; choose another with --time":
    "数値でも日付でもないので、時刻になりません。--time で別の列を選んでください",
  "holds days without a year, some early and some late in one, so that nobody knows which came first; write the year to each, or choose another column with --time":
    "年のない日付で、年の初めと終わりがあるため前後がわかりません。年を書くか、--time で別の列を選んでください",
  "all rows are of one time, so that none are the latest": "すべての行が同じ時刻で、最新の行がありません",
  "is too large to learn from; write the number that was meant, or delete the row":
    "大きすぎて学習できません。正しい数値を書くか、行を消してください",
  "{value} is too large to learn from; write the number that was meant, or delete the row":
    "{value} は大きすぎて学習できません。正しい数値を書くか、行を消してください",
  "{value} is not a finite number": "{value} は有限の数値ではありません",
  "{flag} set aside {n} of {of} rows (the first: {*first})":
    "{flag} で {of} 行中 {n} 行を除きました（最初: {first}）",
  "the scaler": "尺度",

  "there are {rows} rows and {groups} groups; give one for each row":
    "{rows} 行にグループが {groups} 個です。1 行に 1 つ渡してください",
  "holds images, whose pixels are what is learned from; leave out --features":
    "画像なので、画素を学習します。--features を外してください",
  '{flag} asks for "{name}", and there is no such column; did you mean "{near}"? Its columns are {names}':
    "{flag} の列「{name}」がありません。「{near}」のことですか? 列は {names}",
  '{flag} asks for "{name}", and there is no such column; its columns are {names}':
    "{flag} の列「{name}」がありません。列は {names}",
  '{flag} names column "{name}" twice; name it once':
    "{flag} に列「{name}」が 2 回あります。1 回にしてください",
  'column "{name}" is asked for as {one} and as {other}; leave out one of them':
    "列「{name}」が {one} と {other} の両方にあります。どちらかを外してください",
  "the group is missing; fill it in or delete the row, or leave such rows out with {flag}":
    "グループがありません。埋めるか、行を消すか、{flag} で除いてください",
  "the group is missing; fill it in or delete the row": "グループがありません。埋めるか、行を消してください",
  "the time is missing; fill it in or delete the row, or leave such rows out with {flag}":
    "時刻がありません。埋めるか、行を消すか、{flag} で除いてください",
  "the time is missing; fill it in or delete the row": "時刻がありません。埋めるか、行を消してください",
  "{flag} leaves no row; the first that was set aside: {*first}":
    "{flag} では行が残りません。除いた最初の行: {first}",
  "{flag} leaves no row": "{flag} では行が残りません",
  'no feature columns, only the label "{name}"; add columns of numbers':
    "特徴量の列がなく、ラベル「{name}」だけです。数値の列を足してください",
  "of a file that is read part by part groups are drawn one by one, and none by column {name} was drawn for the test; state a larger --test-size or another --seed":
    "少しずつ読むファイルではグループを 1 つずつ選びますが、列「{name}」のグループがテストに選ばれませんでした。--test-size を大きくするか、--seed を変えてください",
  "no row is left to train on; state a smaller --test-size":
    "学習に使う行が残りません。--test-size を小さくしてください",
  // splits and folds
  "{k} folds of {rows} rows leave some empty; use at most {most}":
    "{rows} 行を {k} 分割すると空の分割ができます。{most} までにしてください",
  'class "{name}" has {n} {row|rows}, too few for {k} folds with one each; use fewer folds, or add rows':
    "クラス「{name}」は {n} 行で、{k} 分割のそれぞれに 1 行ずつ入りません。分割を減らすか、行を足してください",
  "cross-validation needs a whole number of at least 2 folds, found {found}":
    "交差検証の分割は 2 以上の整数です（{found} とありました）",
  "{k} folds of {n} {group|groups} ({rows} rows) leave some empty; use at most {most}, or add rows of other groups":
    "{n} グループ（{rows} 行）を {k} 分割すると空の分割ができます。{most} までにするか、ほかのグループの行を足してください",
  "all {n} rows are of one group, which cannot be both trained on and tested; add rows of other groups":
    "{n} 行すべてが 1 つのグループで、学習とテストの両方には使えません。ほかのグループの行を足してください",
  "testSize {size} does not leave groups on both sides of {groups} groups in {rows} rows: give a share between 0 and 1, or a number of {rows|groups} from 1 to {most}":
    "testSize {size} では {rows} 行 {groups} グループを両側に分けられません。0 と 1 の間の割合か、1 から {most} の数にしてください",
  "testSize {size} does not leave rows on both sides of a dataset of {rows} rows: give a share between 0 and 1, or a number of rows from 1 to {most}":
    "testSize {size} では {rows} 行を両側に分けられません。0 と 1 の間の割合か、1 から {most} の行数にしてください",
  "A stratified split with testSize {size} puts {n} of {rows} rows into the test part; both parts need at least {least}, one a class":
    "testSize {size} の層化分割では {rows} 行中 {n} 行がテスト用になりますが、どちらにも各クラス 1 行、計 {least} 行以上必要です",
  'A stratified split needs two rows of every class, but class "{name}" has one; add rows or split without stratify':
    "層化分割には各クラス 2 行必要ですが、クラス「{name}」は 1 行です。行を足すか、層化せずに分けてください",
};
