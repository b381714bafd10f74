import { SettingError, type Spell, UserError } from "../../errors.ts";
import { inFamily } from "../columns/columnKinds.ts";
import { idNameOf } from "../columns/idColumns.ts";
import { isGap } from "../columns/noValue.ts";
import { parseNumber } from "../columns/number.ts";
import { allNames } from "../listing/oneLine.ts";
import { smallest } from "../numbers/lists.ts";
import { type Column, offer, type Table } from "../table.ts";
import { headerlessLabel, lastName } from "./headerlessLabel.ts";

/** classify: the label is one of a few classes; regress: a number. */
export type Task = "classify" | "regress";

/** The column that is learned, and a word on why it and no other. */
export interface ChosenLabel {
  label: string;
  why: string;
}

/**
 * What label columns are called, in the order of preference: words that mean a label, then what an inspection found, then words
 * that may as well be a feature's, and last y. Letters' case and width, blanks and signs between words do not count.
 */
const known: readonly (readonly string[])[] = [
  [
    ...["labels", "label", "target", "targets", "class", "classes", "species", "groundtruth"],
    ...["ラベル", "クラス", "正解", "正解ラベル", "正解クラス", "教師", "教師ラベル", "目的変数"],
    ...["标签", "標籤", "标记", "标注", "라벨", "레이블", "정답"],
    ...["klasse", "étiquette", "etiqueta", "etichetta", "classe", "clase"],
  ],
  [
    ...[
      "result",
      "results",
      "verdict",
      "judgement",
      "judgment",
      "judge",
      "decision",
      "outcome",
      "quality",
      "diagnosis",
    ],
    ...["okng", "ngok", "passfail", "failpass", "goodbad"],
    ...[
      "判定",
      "判定結果",
      "総合判定",
      "最終判定",
      "合否",
      "合否判定",
      "合否結果",
      "良否",
      "良否判定",
      "可否",
    ],
    ...[
      "良品不良品",
      "良品不良",
      "良不良",
      "合格不合格",
      "結果",
      "検査結果",
      "試験結果",
      "品質",
      "品質判定",
      "診断",
    ],
    ...["结果", "判定结果", "检验结果", "检测结果", "合格", "质量", "結論", "结论"],
    ...["ハンテイ", "ケッカ", "ゴウヒ", "판정", "결과", "판정결과", "검사결과", "합부", "합격여부"],
    ...["bewertung", "ergebnis", "befund", "prüfergebnis", "urteil", "beurteilung", "gutschlecht"],
    ...["résultat", "décision", "conformité", "resultado", "veredicto", "conformidad", "risultato", "esito"],
  ],
  [
    ...[
      "grade",
      "category",
      "status",
      "defect",
      "defects",
      "defective",
      "defecttype",
      "fault",
      "failure",
      "anomaly",
    ],
    ...["pass", "ok", "ng", "isok", "isng"],
    ...["区分", "分類", "種別", "等級", "ランク", "カテゴリ", "カテゴリー", "ステータス", "グレード", "状態"],
    ...[
      "不良",
      "不良品",
      "良品",
      "欠陥",
      "異常",
      "不良内容",
      "不良種別",
      "不良分類",
      "不良区分",
      "欠陥種別",
      "欠陥分類",
    ],
    ...["类别", "類別", "分类", "缺陷", "缺陷类型", "등급", "불량", "분류"],
    ...[
      "qualität",
      "fehler",
      "fehlerart",
      "fehlertyp",
      "catégorie",
      "categoría",
      "categoria",
      "défaut",
      "defecto",
      "statut",
    ],
  ],
  ["y"],
];
const rankOf = new Map(known.flatMap((names, rank) => names.map((name) => [name, rank])));

/** Of several words the last says what is meant: inspection_result, 外観判定; what may follow it says nothing: result_code. */
const lastWords = new Map([
  ...["label", "labels", "target"].map((word) => [word, 1] as const),
  ...["class", "result", "verdict", "judgement", "judgment", "outcome", "diagnosis", "failure", "defect"].map(
    (word) => [word, 2] as const,
  ),
]);
const tails = /[\s_-]+(code|id|no|name|value|flag|cd)$/i;
const lastCharacters = /(ラベル|クラス|判定|合否|良否|判定結果|検査結果)(コード|区分|結果|ランク)?$/;

/** A name of more characters is a text; how long a text takes to look at grows with its square. */
const longest = 500;

/** How good a name is for a label, from 0; nothing where it is none. */
export function labelRank(name: string): number | undefined {
  if (name.length > longest) return undefined;
  const narrow = name.normalize("NFKC").trim();
  // 判定(OK/NG) is 判定.
  const bare = apart(narrow.replace(/[([［【][^)\]］】]*[)\]］】]$/, "").trim() || narrow);
  const exact = rankOf.get(joined(bare));
  if (exact !== undefined) return exact;
  const stem = bare.replace(tails, "");
  if ((rankOf.get(joined(stem)) ?? 2) < 2) return 1;
  const parts = words(stem);
  const last = parts.length > 1 ? lastWords.get(parts.at(-1)!) : undefined;
  return last ?? (lastCharacters.test(bare) ? 2 : undefined);
}

const apart = (name: string): string => name.replaceAll(/([a-z])([A-Z])/g, "$1 $2");
const joined = (name: string): string => name.toLowerCase().replaceAll(/[\s_\-./／・:?？]+/g, "");
const words = (name: string): string[] =>
  apart(name)
    .toLowerCase()
    .split(/[\s_\-./]+/);

/** Finds the label column by the usual names, or by its place at the end of a CSV. */
export function chooseLabel(table: Table, task: Task = "classify"): ChosenLabel {
  const made = table.traits.byName?.made ? table.traits.byName.of : undefined;
  if (made !== undefined && table.columns.has("label"))
    return { label: "label", why: `the names of the ${made}` };
  const placeless = headerlessLabel(table, task, (name) => fits(table, name, task));
  if (placeless) return placeless;
  const named = namedLabels(table);
  // What is called label is meant so: where its cells cannot be, that is said where they are read.
  const sure = named.filter(({ rank }) => rank === 0);
  const able = named.filter(({ name }) => fits(table, name, task));
  const fit = able.some(({ rank }) => rank === 0) || sure.length === 0 ? able : sure;
  const best = smallest(fit.map(({ rank }) => rank));
  const [first, ...more] = fit.filter(({ rank }) => rank === best);
  if (first && more.length > 0) throw severalLabels(table, [first, ...more]);
  if (first) {
    const others = fit.filter((one) => one !== first).map(({ name }) => `"${name}"`);
    const before = others.length > 0 ? `, before ${others.slice(0, 3).join(", ")}` : "";
    return { label: first.name, why: `by its name${before}` };
  }
  const names = table.columnNames;
  if (names.every((name) => name === table.imageColumn))
    throw new UserError(
      `${table.source}: ${table.traits.noClasses ?? "its images have no classes"}; put those of each class into a folder of its own, or list them in labels.csv with the columns file and label`,
    );
  const placed = byPlace(table, task);
  if (placed) return placed;
  if (named.length > 0) return { label: named[0]!.name, why: "by its name" };
  throw noLabel(table);
}

/**
 * The column of a name; else the only one whose name differs from it in case, width and white space alone. The last of a file without
 * a header goes by its place as well.
 */
export function columnCalled(table: Table, name: string): string | undefined {
  const { columns, columnNames } = table;
  if (columns.has(name)) return name;
  if (table.traits.headerless && columns.has("label") && name === lastName(table)) return "label";
  const found = columnNames.filter((one) => plainName(one) === plainName(name));
  return found.length === 1 ? found[0] : undefined;
}

const plainName = (name: string): string => name.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, "");

/** Its name alone. */
export const findLabel = (table: Table, task: Task = "classify"): string => chooseLabel(table, task).label;

/** The columns that are called as a label, the best names first. */
function namedLabels(table: Table): { name: string; rank: number }[] {
  const names = table.columnNames;
  const x = names.find((name) => joined(name) === "x");
  const place = x !== undefined && names.length > 2 && table.columns.get(x)!.kind !== "list";
  return names
    .flatMap((name) => {
      const rank = labelRank(name);
      if (rank === undefined || name === table.imageColumn) return [];
      // Beside x, or beside an image, y is where something is.
      const isPlace = joined(name) === "y" && (place || table.imageColumn !== undefined);
      return isPlace ? [] : [{ name, rank }];
    })
    .sort((a, b) => a.rank - b.rank);
}

/** Whether a column's cells can be what is to be learned. */
function fits(table: Table, name: string, task: Task): boolean {
  const column = table.columns.get(name)!;
  if (column.kind !== "number" && column.kind !== "text") return false;
  if (task === "regress") return column.kind === "number" ? !column.names : mostlyNumbers(column.values);
  if (column.kind === "number" && column.names) return true;
  if (column.kind === "number" && hasDecimals(column.values)) return false;
  const cells: Iterable<string | number> = column.values;
  const different = new Set<string | number>();
  for (const cell of cells) {
    different.add(cell);
    if (different.size > 10 && 2 * different.size > table.rows) return false;
  }
  return true;
}

const hasDecimals = (values: ArrayLike<number>): boolean => {
  for (let i = 0; i < values.length; i++)
    if (Number.isFinite(values[i]) && !Number.isInteger(values[i])) return true;
  return false;
};

function mostlyNumbers(cells: readonly string[]): boolean {
  const present = cells.filter((cell) => !isGap(cell));
  // A unit or a sign stands behind or before the digits.
  const numbers = present.filter((cell) => !Number.isNaN(parseNumber(cell)) || /^\W?\d/.test(cell));
  return present.length > 0 && 2 * numbers.length >= present.length;
}

/** The last column of a CSV that is no id and no remark, and for a regression holds numbers. */
function byPlace(table: Table, task: Task): ChosenLabel | undefined {
  const names = table.columnNames;
  if (!table.traits.delimited || names.length < 2) return undefined;
  const isAside = (name: string) =>
    task === "regress" ? idNameOf(name) !== undefined : besidesLabels(name) && !fits(table, name, task);
  const last = names.findLast((name) => !isAside(name)) ?? names.at(-1)!;
  if (inFamily(table, last) && !names.every((name) => inFamily(table, name)))
    return besideFamily(table, task, last);
  const column = table.columns.get(last)!;
  const why = last === names.at(-1) ? "the last column" : "the last column that is no id";
  if (task === "regress") {
    const numeric = names.findLast(
      (name) => !isAside(name) && fits(table, name, task) && !inFamily(table, name),
    );
    if (numeric === undefined || numeric === last) return { label: last, why };
    return { label: numeric, why: "the last column of numbers" };
  }
  if (column.kind === "text" || (column.kind === "number" && !hasDecimals(column.values)))
    return { label: last, why };
  return undefined;
}

/** What stands behind a label: a number of the row, its time, or what somebody remarked. */
const besidesLabels = (name: string): boolean =>
  idNameOf(name) !== undefined ||
  /^(remarks?|comments?|notes?|memo|備考|備考欄|コメント|メモ|所見|摘要)$/i.test(
    name.normalize("NFKC").trim(),
  );

/** Beside a spectrum or the pixels of an image the one column that is not of them; pixels and wavelengths are never the label. */
function besideFamily(table: Table, task: Task, last: string): ChosenLabel | undefined {
  const family = table.columnNames.filter((name) => inFamily(table, name));
  const others = table.columnNames.filter((name) => !inFamily(table, name) && fits(table, name, task));
  if (others.length !== 1)
    throw new SettingError(
      (say) =>
        `${table.source}: no label column found (the last, "${last}", is one of ${family.length} alike, such as a spectrum); name it with ${say("label")}${offer("label", others.length > 0 ? others : table.columnNames)}`,
    );
  return {
    label: others[0]!,
    why: `the only column beside the ${family.length} from "${family[0]}" to "${family.at(-1)}"`,
  };
}

function severalLabels(table: Table, several: readonly { name: string }[]): SettingError {
  const all = allNames(several.map(({ name }) => `"${name}"`));
  return new SettingError(
    (say) => `${table.source}: ${all} could each be the label; choose one with ${say("label")}`,
  );
}

function noLabel(table: Table): SettingError {
  const names = table.columnNames;
  const last = names.at(-1)!;
  const column = table.columns.get(last) as Column;
  const decimals = table.traits.delimited && names.length > 1 && column.kind === "number";
  const { of, classes } = table.traits.byName ?? { of: "files", classes: [] };
  const byName = (say: Spell) =>
    classes.length === 0
      ? ""
      : `; or learn the names of the ${of} (${classes.slice(0, 3).join(", ")}${classes.length > 3 ? ", ..." : ""}) as the classes with ${say("label", "label")}`;
  return new SettingError((say: Spell) =>
    decimals
      ? `${table.source}: no label column found (the last, "${last}", holds numbers with decimals, not classes; say ${say("task", "regress")} to predict them); name it with ${say("label")}, one of ${names.join(", ")}${byName(say)}`
      : `${table.source}: no label column found; name it with ${say("label")}${offer("label", names)}${byName(say)}`,
  );
}
