import type { Drift, DriftChange, DriftedColumn } from "../../model/drift/drift.ts";
import type { Language } from "../report.ts";
import { grouped, percent, quantities } from "./format.ts";

/** So many columns are described, a line each. */
const described = 3;
const named = 5;

interface DriftWords {
  /** what each line of a terminal begins with */
  prefix: string;
  head(of: { drifted: number; of: number; pictures: boolean; falseAlarms: number }): string;
  column(column: string, change: string): string;
  more(names: string, count: number): string;
  change(change: DriftChange): string;
}

const [medians, widths] = [
  (median: number, was: number) => quantities([median, was], Math.abs(median - was) || undefined),
  (width: number, was: number) => quantities([width, was], Math.abs(width - was) || undefined),
];
const digits = (value: number): string => String(Number(Math.abs(value).toPrecision(2)));

const english: DriftWords = {
  prefix: "drift: ",
  head: ({ drifted, of, pictures, falseAlarms }) =>
    `${grouped(drifted)} of ${grouped(of)} ${pictures ? "figures of the pictures" : of === 1 ? "column" : "columns"} ${drifted === 1 ? "is" : "are"} not as in training (of lots that are as in training, 1 in ${Math.round(1 / falseAlarms)} is said to differ)`,
  column: (column, change) => `${column}: ${change}`,
  more: (names, count) => `${grouped(count)} more, less far: ${names}`,
  change(change) {
    switch (change.kind) {
      case "level": {
        const [median, was] = medians(change.median, change.was);
        const by = change.deviations;
        const way = change.median > change.was ? "higher" : "lower";
        return `median ${median}, was ${was}${by === undefined ? "" : `, ${digits(by)} deviations ${way}`}`;
      }
      case "spread": {
        const [width, was] = widths(change.width, change.was);
        return `the middle half of the rows is ${width} wide, was ${was}`;
      }
      case "below":
        return `${percent(change.share)} of the rows up to ${change.limit}, was ${percent(change.was)}`;
      case "share":
        return `"${change.value}" in ${percent(change.share)} of the rows, was ${percent(change.was)}`;
      case "missing":
        return `no value in ${percent(change.share)} of the rows, was ${percent(change.was)}`;
    }
  },
};

const japanese: DriftWords = {
  prefix: "変化：",
  head: ({ drifted, of, pictures, falseAlarms }) =>
    `${pictures ? "画像の特性" : "列"} ${grouped(of)} 個のうち ${grouped(drifted)} 個が学習時と異なります（学習時と同じロットでも ${Math.round(1 / falseAlarms)} 回に 1 回はこう表示されます）`,
  column: (column, change) => `${column}：${change}`,
  more: (names, count) => `ほかに ${grouped(count)} 個（差はより小さい）：${names}`,
  change(change) {
    switch (change.kind) {
      case "level": {
        const [median, was] = medians(change.median, change.was);
        const by = change.deviations;
        const way = change.median > change.was ? "高い" : "低い";
        return `中央値 ${median}（学習時 ${was}${by === undefined ? "" : `、標準偏差の ${digits(by)} 倍${way}`}）`;
      }
      case "spread": {
        const [width, was] = widths(change.width, change.was);
        return `中央の半分の行の幅 ${width}（学習時 ${was}）`;
      }
      case "below":
        return `${change.limit} 以下の行 ${percent(change.share)}（学習時 ${percent(change.was)}）`;
      case "share":
        return `「${change.value}」の行 ${percent(change.share)}（学習時 ${percent(change.was)}）`;
      case "missing":
        return `値のない行 ${percent(change.share)}（学習時 ${percent(change.was)}）`;
    }
  },
};

const words: Readonly<Record<Language, DriftWords>> = { en: english, ja: japanese };

/** Of pictures, and in which language. */
export interface DriftSaid {
  pictures?: boolean;
  lang?: Language;
}

/** The same as lines of a terminal. */
export const driftNotes = (drift: Drift, said: DriftSaid = {}): string[] =>
  driftInWords(drift, said).map((line) => `${words[said.lang ?? "en"].prefix}${line}`);

/** How a lot has drifted from the training rows, a line each: how many columns, the farthest of them, and what others. */
export function driftInWords(drift: Drift, { pictures = false, lang = "en" }: DriftSaid = {}): string[] {
  const { columns, of, falseAlarms } = drift;
  if (columns.length === 0) return [];
  const w = words[lang];
  const nameOf = ({ column }: DriftedColumn) => column;
  const more = columns.slice(described);
  const names = more.slice(0, named).map(nameOf);
  if (more.length > named) names.push("…");
  return [
    w.head({ drifted: columns.length, of, pictures, falseAlarms }),
    ...columns.slice(0, described).map(({ column, change }) => w.column(column, w.change(change))),
    ...(more.length > 0 ? [w.more(names.join(", "), more.length)] : []),
  ];
}
