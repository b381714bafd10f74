import type { Language } from "../report.ts";
import { grouped, percent, quantity } from "../words/format.ts";
import type { ColumnKind, LookCopy, LookReport, LookTells, PictureLook } from "./lookReport.ts";

/** All that is said of what was seen. */
export type LookWords = typeof en;

const signed = (value: number): string => value.toFixed(2).replace("-", "−");

/** 25.4; 1.5e-7: as many digits as tell. */
const factorText = (value: number): string => String(Number(value.toPrecision(6))).replace("-", "−");

const en = {
  title: (source: string) => `${source}: what is in it`,
  overview: "Overview",
  noLabelLead: "No column was found that could be learned.",
  labelLead: (name: string, why: string) => `“${name}” is taken as what is to be learned: ${why}.`,
  asAsked: "as asked",
  classesLead: (count: number, positive: string | undefined) =>
    positive === undefined
      ? `It has ${count} classes.`
      : `It has ${count} classes; “${positive}” is to be found.`,
  pictureClasses: (count: number, positive: string | undefined) =>
    `The pictures are of ${count} ${count === 1 ? "class" : "classes"}${positive === undefined ? "" : `; “${positive}” is to be found`}.`,
  amountLead: (asked: boolean): string =>
    asked
      ? "It is a number to predict."
      : "It has so many different numbers that it is taken for a number to predict, not for classes.",
  baselineLead: (name: string, accuracy: number) =>
    `Always saying “${name}” would score ${percent(accuracy)}.`,
  rows: "rows",
  rowsOf: (lookedAt: string, all: string) => `${lookedAt} of ${all} were looked at, drawn at random`,
  parts: (parts: readonly { name: string; rows: number }[]) =>
    parts.map(({ name, rows }) => `${name} ${grouped(rows)}`).join(", "),
  columns: "columns",
  features: "features",
  featuresDetail: "columns that are learned from",
  missing: "missing",
  missingDetail: (columns: number) => `cells, in ${columns} ${columns === 1 ? "column" : "columns"}`,
  share: (name: string) => `share of “${name}”`,
  shareDetail: (rows: string, all: string) => `${rows} of ${all} rows`,
  classes: "classes",
  stops: "What training would stop at",
  notes: "How the data was read",

  label: "Label",
  class: "class",
  classRows: "rows",
  labelMissing: (rows: string) => `${rows} rows have no label.`,
  labelSpread: "How the label is spread",
  shareOfRows: "share",
  against: (name: string) => `The columns that go with ${name} most`,
  againstText: (rho: number) => `rank correlation ${signed(rho)}`,

  columnsTitle: "Columns",
  columnsText:
    "Quartiles lie between two numbers on the line that joins them, as in NumPy; the standard deviation is that of a sample. Columns that are left out are not learned from.",
  numbers: "Columns of numbers",
  others: "Other columns",
  name: "column",
  kind: "kind",
  use: "used as",
  unique: "different",
  min: "min",
  q1: "q1",
  median: "median",
  q3: "q3",
  max: "max",
  mean: "mean",
  std: "std",
  commonest: "what it holds",
  shownColumns: (shown: string, of: string) => `Shown are ${shown} of ${of} columns.`,
  kinds: {
    number: "number",
    category: "category",
    date: "date",
    id: "id",
    text: "text",
    constant: "constant",
    list: "numbers in a list",
    empty: "empty",
    other: "other",
  } as Readonly<Record<ColumnKind, string>>,
  roles: { feature: "feature", label: "label", "left out": "left out" },
  leftOut: (why: string) => `left out: ${why}`,
  infinite: (count: string) => `${count} infinite`,
  histograms: "How the numbers are spread",
  histogramsText: (byClass: boolean) =>
    `Bins by the rule of Freedman and Diaconis, 5 to 40 of them, within 3 times the distance of the quartiles. ${byClass ? "Each class is drawn by its own share, so that a rare one is seen too. " : ""}The columns that tell most of the label come first.`,
  shownHistograms: (shown: string, of: string) => `Drawn are ${shown} of ${of} columns.`,
  beyond: (count: string) => `${count} beyond are not drawn`,
  tells: ({ by, value, class: name, beyondChance }: LookTells) =>
    `${by === "distance" ? `Kolmogorov-Smirnov distance of the classes ${value.toFixed(2)}${name === null ? "" : ` (${name})`}` : `rank correlation ${signed(value)}`}${beyondChance ? "" : ", which chance may make"}`,

  familyTitle: "Columns of one kind",
  familyText: (name: string) =>
    `The columns ${name} differ in their numbers alone, as pixels or wavelengths do. Their means, of each class:`,

  outliers: "Far outside",
  outliersText:
    "Numbers that lie more than 3 times the distance of the quartiles beyond these. Lines count as a spreadsheet's rows do, a header with them.",
  noOutliers: "No number lies so far outside of its column.",
  howMany: "how many",
  usual: "within",
  rowsFarthest: "the farthest",
  atRow: (row: string, line: string | undefined, id: string | undefined, value: string) =>
    `${value} in ${line === undefined ? `row ${row}` : `line ${line}`}${id === undefined ? "" : ` (${id})`}`,
  longTails: (names: string) => `Long tails, where a logarithm may help: ${names}.`,
  nearlyFar: (columns: number) =>
    `${columns} more ${columns === 1 ? "column has a number" : "columns have numbers"} a little beyond 3 times the distance of the quartiles`,
  outlierLine: (name: string, count: string, low: string, high: string, first: string) =>
    `${name}: ${count} far outside of ${low} to ${high}; ${first}`,

  copies: "Constant and copied columns",
  always: (value: string) => `every row is ${value}`,
  copiesNone: "No column is constant, and none is a copy of another.",
  constantLine: (name: string, why: string) => `${name}: ${why}`,
  copy: ({ column, how, factor, offset }: LookCopy) => {
    if (how === "same") return `the same as ${column}`;
    if (how === "one to one") return `one to one with ${column}`;
    const plus =
      offset === 0 || offset === null ? "" : ` ${offset < 0 ? "−" : "+"} ${factorText(Math.abs(offset))}`;
    return `${factorText(factor!)} × ${column}${plus}`;
  },
  says: "what it is",

  correlation: "Correlation",
  correlationText: (columns: string, of: string, rows: string) =>
    `Of ${columns}${columns === of ? "" : ` of ${of}`} columns of numbers, on ${rows} rows; where a cell is missing, on the rows that have both.`,
  correlationNone: (least: string) => `No two columns go together by ${least} or more.`,
  kinLeftOut: "Pairs of columns of one family, such as the wavelengths of a spectrum, are not listed.",
  strongest: "Strongest pairs",
  first: "column",
  second: "and",
  pearson: "Pearson",
  spearman: "Spearman",
  heatMap: (shown: string, of: string) =>
    `Pearson's correlation${shown === of ? "" : ` of ${shown} of ${of} columns`}`,
  heatMapText: "Orange: they rise together; purple: one falls where the other rises.",
  pairLine: (a: string, b: string, r: number, rho: number) =>
    `${a} and ${b}: Pearson ${signed(r)}, Spearman ${signed(rho)}`,

  components: "Principal components",
  componentsText: (columns: string, filled: string | undefined, copies: number) =>
    `Of ${columns} columns of numbers${copies > 0 ? `, ${copies} ${copies === 1 ? "copy" : "copies"} left out` : ""}, each brought to mean 0 and deviation 1${filled === undefined ? "" : `; ${filled} missing cells count as their column's mean`}. What lies near each other is alike.`,
  component: "component",
  explained: "variance",
  cumulative: "together",
  loadings: "what weighs most in it",
  scores: "Rows on the first two components",
  scoresText: (shown: string) => `${shown} rows.`,
  componentLine: (k: number, share: string, names: string) => `PC${k} ${share}: ${names}`,

  byCategory: "Categories and the label",
  byCategoryText: (name: string, share: string) => `Over all, ${share} of the rows are “${name}”.`,
  category: "category",
  meanOf: (name: string) => `mean of ${name}`,

  pictures: "Pictures",
  sizes: "Sizes",
  size: "size",
  modes: "Colours",
  mode: "mode",
  modeNames: {
    grey: "grey",
    colour: "colour",
    deepGrey: "grey of more than 8 bits",
    deepColour: "colour of more than 8 bits",
  } as Readonly<Record<PictureLook["modes"][number]["mode"], string>>,
  all: "all",
  light: "Light and sharpness",
  lightText:
    "Brightness: the mean of a picture, 0 black to 1 white; contrast: the deviation of its pixels; sharpness: the variance of its Laplacian, small where it is out of focus. Of each class the mean over its pictures, and their deviation. Where these differ between the classes, a network may learn the light in the place of the part.",
  brightness: "brightness",
  contrast: "contrast",
  sharpness: "sharpness",
  deviation: "±",
  sheet: (name: string, shown: string, of: string) => `${name}: ${shown} of ${of}`,
  sheets: "Some of each class",
  means: "Mean and deviation",
  meansText: (width: number, height: number, resized: boolean) =>
    `Of all pictures of a class, ${width} × ${height} pixels${resized ? ", to which they were brought" : ""}. Bright in the deviation: there the pictures differ.`,
  meanName: (name: string) => `${name}: mean`,
  deviationName: (name: string) => `${name}: deviation`,
  pictureCopies: "Copies",
  copiesText: (count: string) => `${count} pictures have the pixels of another.`,
  copiesNo: "No two pictures are the same.",
  copyOf: "copy",
  original: "of",
  broken: "Files that cannot be read",
  file: "file",
  why: "why",
  seenBroken: "unreadable",
  seenCopies: "copies",

  // the terminal
  tags: {
    read: "read",
    label: "label",
    stops: "stops",
    far: "far",
    copied: "copied",
    alike: "alike",
    tells: "tells",
    components: "pca",
    doctor: "doctor",
    light: "light",
    note: "note",
  },
  readLine: (report: LookReport) =>
    report.kind === "table"
      ? `${grouped(report.rows)} rows, ${report.columns.length} columns`
      : `${grouped(report.rows)} pictures`,
  labelLine: (name: string, why: string) => `“${name}”, ${why}`,
  baselineLine: (name: string, accuracy: number) =>
    `always saying “${name}” would score ${percent(accuracy)}`,
  toBeFound: (name: string, why: string) => `“${name}” is to be found (${why})`,
  range: (min: number, max: number) => `${quantity(min)} to ${quantity(max)}`,
  familyName: (first: string, last: string) => `${first} … ${last}`,
  familyLine: (count: string) => `${count} alike`,
  tellsLine: (names: string) => `${names}`,
  noneTells: "no column alone tells of the label more than chance may make",
  moreColumns: (count: string) => `and ${count} more columns, which the page has`,
  more: (count: string) => `and ${count} more`,
  missingShort: "missing",
};

const ja: LookWords = {
  title: (source) => `${source} の中身`,
  overview: "概要",
  noLabelLead: "学習するラベルになる列が見つかりません。",
  labelLead: (name, why) => `「${name}」をラベルとして学習します（${why}）。`,
  asAsked: "指定のとおり",
  classesLead: (count, positive) =>
    positive === undefined
      ? `クラスは ${count} 種類です。`
      : `クラスは ${count} 種類で、「${positive}」を見つけます。`,
  pictureClasses: (count, positive) =>
    `画像のクラスは ${count} 種類です${positive === undefined ? "" : `。「${positive}」を見つけます`}。`,
  amountLead: (asked) =>
    asked ? "数値の予測です。" : "異なる数値が多いので、クラスではなく予測する数値とみなします。",
  baselineLead: (name, accuracy) => `いつも「${name}」と答えると、正解率は ${percent(accuracy)} です。`,
  rows: "行",
  rowsOf: (lookedAt, all) => `${all} 行から無作為に選んだ ${lookedAt} 行を調べました`,
  parts: (parts) => parts.map(({ name, rows }) => `${name} ${grouped(rows)}`).join("、"),
  columns: "列",
  features: "特徴量",
  featuresDetail: "学習に使う列",
  missing: "欠損",
  missingDetail: (columns) => `セル（${columns} 列）`,
  share: (name) => `「${name}」の割合`,
  shareDetail: (rows, all) => `${all} 行中 ${rows} 行`,
  classes: "クラス",
  stops: "学習が止まる箇所",
  notes: "データの読み方",

  label: "ラベル",
  class: "クラス",
  classRows: "行数",
  labelMissing: (rows) => `ラベルのない行が ${rows} 行あります。`,
  labelSpread: "ラベルの分布",
  shareOfRows: "割合",
  against: (name) => `${name} との関係が強い列`,
  againstText: (rho) => `順位相関 ${signed(rho)}`,

  columnsTitle: "列の一覧",
  columnsText:
    "四分位数は NumPy と同じく線形補間、標準偏差は標本標準偏差です。「除外」の列は学習に使いません。",
  numbers: "数値の列",
  others: "その他の列",
  name: "列",
  kind: "種類",
  use: "用途",
  unique: "種類の数",
  min: "最小",
  q1: "第1四分位",
  median: "中央値",
  q3: "第3四分位",
  max: "最大",
  mean: "平均",
  std: "標準偏差",
  commonest: "内容",
  shownColumns: (shown, of) => `${of} 列のうち ${shown} 列を示します。`,
  kinds: {
    number: "数値",
    category: "カテゴリ",
    date: "日付",
    id: "ID",
    text: "文字列",
    constant: "一定",
    list: "数値の並び",
    empty: "空",
    other: "その他",
  },
  roles: { feature: "特徴量", label: "ラベル", "left out": "除外" },
  leftOut: (why) => `除外：${why}`,
  infinite: (count) => `無限大 ${count} 個`,
  histograms: "数値の分布",
  histogramsText: (byClass) =>
    `階級はフリードマン・ダイアコニスの規則による 5〜40 個で、四分位範囲の 3 倍の内側を示します。${byClass ? "少ないクラスも見えるよう、クラスごとの割合で描きます。" : ""}ラベルをよく表す列から順に並べます。`,
  shownHistograms: (shown, of) => `${of} 列のうち ${shown} 列を描きます。`,
  beyond: (count) => `範囲外の ${count} 個は描いていません`,
  tells: ({ by, value, class: name, beyondChance }) =>
    `${by === "distance" ? `クラス間の分布の差（KS 距離）${value.toFixed(2)}${name === null ? "" : `（${name}）`}` : `順位相関 ${signed(value)}`}${beyondChance ? "" : "（偶然の範囲）"}`,

  familyTitle: "同類の列",
  familyText: (name) => `${name} は、画素や波長のように番号だけが違う列です。クラスごとの平均を示します。`,

  outliers: "外れ値",
  outliersText:
    "四分位数から四分位範囲の 3 倍より離れた値です。行番号は、見出しを含めて表計算ソフトと同じように数えます。",
  noOutliers: "大きく外れた値はありません。",
  howMany: "個数",
  usual: "通常の範囲",
  rowsFarthest: "最も離れた値",
  atRow: (row, line, id, value) => `${line ?? row} 行目に ${value}${id === undefined ? "" : `（${id}）`}`,
  longTails: (names) => `裾の長い列です。対数にすると扱いやすくなることがあります：${names}`,
  nearlyFar: (columns) => `ほか ${columns} 列に、四分位範囲の 3 倍をわずかに超える値があります`,
  outlierLine: (name, count, low, high, first) =>
    `${name}：${low}〜${high} から大きく外れた値 ${count} 個。${first}`,

  copies: "一定の列・写しの列",
  always: (value) => `すべての行が ${value}`,
  copiesNone: "一定の列も、ほかの列の写しもありません。",
  constantLine: (name, why) => `${name}：${why}`,
  copy: ({ column, how, factor, offset }) => {
    if (how === "same") return `${column} と同じ`;
    if (how === "one to one") return `${column} と一対一`;
    const plus =
      offset === 0 || offset === null ? "" : ` ${offset < 0 ? "−" : "+"} ${factorText(Math.abs(offset))}`;
    return `${factorText(factor!)} × ${column}${plus}`;
  },
  says: "内容",

  correlation: "相関",
  correlationText: (columns, of, rows) =>
    `数値の${columns === of ? ` ${columns} 列` : `列 ${of} 列のうち ${columns} 列`}、${rows} 行によります。欠損がある組は、両方そろった行で計算します。`,
  correlationNone: (least) => `相関が ${least} 以上の組はありません。`,
  kinLeftOut: "スペクトルの波長のように、名前の番号だけが違う列どうしの組は載せていません。",
  strongest: "相関の強い組",
  first: "列",
  second: "相手の列",
  pearson: "ピアソン",
  spearman: "スピアマン",
  heatMap: (shown, of) => `ピアソンの相関係数${shown === of ? "" : `（${of} 列のうち ${shown} 列）`}`,
  heatMapText: "橙は一緒に増え、紫は一方が増えると他方が減ります。",
  pairLine: (a, b, r, rho) => `${a} と ${b}：ピアソン ${signed(r)}、スピアマン ${signed(rho)}`,

  components: "主成分分析",
  componentsText: (columns, filled, copies) =>
    `数値の ${columns} 列${copies > 0 ? `（写しの ${copies} 列を除く）` : ""}を、それぞれ平均 0、標準偏差 1 にそろえて求めました${filled === undefined ? "" : `（欠損の ${filled} セルは列の平均とします）`}。近くにある行は似ています。`,
  component: "主成分",
  explained: "寄与率",
  cumulative: "累積",
  loadings: "重みの大きい列",
  scores: "第 1・第 2 主成分で見た行",
  scoresText: (shown) => `${shown} 行`,
  componentLine: (k, share, names) => `PC${k} ${share}：${names}`,

  byCategory: "カテゴリとラベル",
  byCategoryText: (name, share) => `全体では ${share} が「${name}」です。`,
  category: "カテゴリ",
  meanOf: (name) => `${name} の平均`,

  pictures: "画像",
  sizes: "大きさ",
  size: "大きさ",
  modes: "色",
  mode: "色",
  modeNames: {
    grey: "グレー",
    colour: "カラー",
    deepGrey: "グレー（8 ビット超）",
    deepColour: "カラー（8 ビット超）",
  },
  all: "すべて",
  light: "明るさと鮮明さ",
  lightText:
    "明るさは画素の平均（0 が黒、1 が白）、コントラストは画素の標準偏差、鮮明さはラプラシアンの分散（ピントが合わないと小さい）です。クラスごとの平均と標準偏差を示します。クラスによって違うときは、部品ではなく照明の違いを学習するおそれがあります。",
  brightness: "明るさ",
  contrast: "コントラスト",
  sharpness: "鮮明さ",
  deviation: "±",
  sheet: (name, shown, of) => `${name}：${of} 枚のうち ${shown} 枚`,
  sheets: "各クラスの例",
  means: "平均とばらつき",
  meansText: (width, height, resized) =>
    `クラスのすべての画像の平均と標準偏差（${width} × ${height} 画素${resized ? "にそろえたもの" : ""}）。ばらつきの明るいところで、画像が互いに違います。`,
  meanName: (name) => `${name}：平均`,
  deviationName: (name) => `${name}：ばらつき`,
  pictureCopies: "重複",
  copiesText: (count) => `ほかの画像と画素がすべて同じ画像が ${count} 枚あります。`,
  copiesNo: "重複する画像はありません。",
  copyOf: "重複",
  original: "元の画像",
  broken: "読めないファイル",
  file: "ファイル",
  why: "理由",
  seenBroken: "読めない",
  seenCopies: "重複",

  tags: {
    read: "読込",
    label: "ラベル",
    stops: "停止",
    far: "外れ値",
    copied: "写し",
    alike: "相関",
    tells: "関係",
    components: "主成分",
    doctor: "診断",
    light: "明るさ",
    note: "注意",
  },
  readLine: (report) =>
    report.kind === "table"
      ? `${grouped(report.rows)} 行、${report.columns.length} 列`
      : `画像 ${grouped(report.rows)} 枚`,
  labelLine: (name, why) => `「${name}」（${why}）`,
  baselineLine: (name, accuracy) => `いつも「${name}」と答えると正解率 ${percent(accuracy)}`,
  toBeFound: (name, why) => `「${name}」を見つけます（${why}）`,
  range: (min, max) => `${quantity(min)}〜${quantity(max)}`,
  familyName: (first, last) => `${first} … ${last}`,
  familyLine: (count) => `同類 ${count} 列`,
  tellsLine: (names) => `${names}`,
  noneTells: "1 列だけで偶然を超えてラベルを表す列はありません",
  moreColumns: (count) => `ほか ${count} 列（ページにあります）`,
  more: (count) => `ほか ${count} 件`,
  missingShort: "欠損",
};

export const lookWords: Readonly<Record<Language, LookWords>> = { en, ja };
