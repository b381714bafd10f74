import type { Catalogue } from "../catalogue/translator.ts";

/** What `kiso look` says beside its own words, which stand in both languages in report/look/lookWords.ts. */
export const look: Catalogue = {
  "see what is in a data set, before any training": "学習の前に、データの中身を見ます",
  "what the label is: a class or a number (default: as its cells say)":
    "ラベルはクラスか数値か（既定: セルの内容から）",
  "of the rows that are drawn where not all are looked at": "全部は調べないとき、調べる行の選び方",
  "the page, which opens offline: .html (default: look/NAME.html)":
    "ページ。オフラインで開けます: .html（既定: look/NAME.html）",
  "no page is written, since look/ would lie within the data; name one with --out":
    "look/ がデータの中に入るため、ページは書き出しません。--out で指定してください",
  "coloured by the number {name}": "色は数値 {name}",
  "{n} classes": "{n} クラス",
  ", {n} features, brought to one scale, drawn on their first two principal components":
    "、特徴量 {n} 個を同じ尺度にそろえ、第 1・第 2 主成分で描画",
  "{n} rows, coloured by the number {name}": "{n} 行、色は数値 {name}",
  "{n} rows, coloured by the number {name}, {features} features, brought to one scale, drawn on their first two principal components":
    "{n} 行、色は数値 {name}、特徴量 {features} 個を同じ尺度にそろえた第 1・第 2 主成分",
  "{n} rows, {classes} classes, {features} features, brought to one scale, drawn on their first two principal components":
    "{n} 行、{classes} クラス、特徴量 {features} 個を同じ尺度にそろえた第 1・第 2 主成分",
  "as asked": "指定のとおり",
  "left out": "除外",
  "one to one": "一対一",
  "look takes data: a path, a shipped name, a Hub id, or rows in memory":
    "調べるデータを渡してください。パス、付属データの名前、Hub の ID、またはメモリ上の行です",
  "{flag}: what is seen is written as a page; name a file that ends in .html":
    "{flag}: 見た内容はページとして書き出します。.html で終わるファイル名にしてください",
  "{one} and {other} contradict each other; leave out one of them":
    "{one} と {other} は両立しません。どちらかを外してください",
  "{file}: has a header but no rows; add rows of data":
    "{file}: 見出しだけで行がありません。データの行を加えてください",
  "{*what}, the first of {#n} such lines": "{what}（このような行は {n} 行あり、その最初）",
  "{*what}, the first of {#n} such files": "{what}（このようなファイルは {n} 個あり、その最初）",
  "{file}: none of its {#n} pictures can be read; the first: {*why}":
    "{file}: {n} 枚の画像のどれも読めません。最初のもの: {why}",
};
