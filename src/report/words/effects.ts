import type { Effects } from "../../model/inspection/effects.ts";
import type { Interactions } from "../../model/inspection/interactions.ts";
import type { Language } from "../report.ts";
import { grouped, percent, score } from "./format.ts";

/** What a report says of the effects of columns, and of pairs of them. */
export interface EffectWords {
  title: string;
  /** what the curves are */
  text: string;
  sample(sample: Effects["sample"], drawn: number): string;
  /** the axis of the answers */
  answer(outcome: string | undefined, target: string): string;
  turn(to: string, at: string): string;
  pairs: string;
  pairsText: string;
  pairsSample(sample: Interactions["sample"]): string;
  head: readonly string[];
  kinds: { readonly "act together": string; readonly "stand in": string };
}

const en: EffectWords = {
  title: "Effect of the columns",
  text: "How the answer moves along a column, the other columns being as they are in rows with such values (accumulated local effects), around its mean over all rows. Each stroke at the foot is a quantile of the rows: where they are far apart, little is known. Of words: the mean answer, were all rows of that word.",
  sample: ({ rows, ofRows }, drawn) =>
    `Computed from ${rows < ofRows ? `${grouped(rows)} of ${grouped(ofRows)}` : grouped(rows)} rows; the ${drawn === 1 ? "most important column is" : `${drawn} most important columns are`} drawn.`,
  answer: (outcome, target) =>
    outcome === undefined ? (target === "" ? "probability" : target) : `probability of ${outcome}`,
  turn: (to, at) => `${to} from ${at}`,
  pairs: "Pairs of columns",
  pairsText:
    "What importance one by one misses. Columns act together where what the one does depends on the other: the share is that of all that the model says which no sum of the two explains (Friedman's H²). Columns stand in for each other where each says what the other says.",
  pairsSample: ({ columns, ofColumns, rows }) =>
    `Looked at were ${columns < ofColumns ? `${columns} of ${grouped(ofColumns)}` : columns} columns in pairs, on ${grouped(rows)} rows.`,
  head: ["columns", "", "first shuffled", "second shuffled", "both shuffled", "share together"],
  kinds: { "act together": "act together", "stand in": "stand in for each other" },
};

const ja: EffectWords = {
  title: "列の効き方",
  text: "列の値に沿って、答えがどう動くか（累積局所効果）。ほかの列は、その値をもつ行のままにし、全行の平均を中心に示します。下の短い線は行の分位点で、間隔が広いところは根拠となる行が少ないところです。言葉の列では、全行がその言葉だった場合の平均の答えです。",
  sample: ({ rows, ofRows }, drawn) =>
    `${rows < ofRows ? `${grouped(ofRows)} 行のうち ${grouped(rows)} 行` : `${grouped(rows)} 行`}で計算し、重要な ${drawn} 列を描いています。`,
  answer: (outcome, target) =>
    outcome === undefined ? (target === "" ? "確率" : target) : `${outcome} の確率`,
  turn: (to, at) => `${at} から ${to}`,
  pairs: "列の組み合わせ",
  pairsText:
    "1 列ずつの重要度ではわからないこと。片方の効き方がもう片方の値で変わる列は、組み合わせで効きます（割合は、モデルの答えのうち 2 列の和では説明できない部分。フリードマンの H²）。同じことを表す列は、互いに代わりになります。",
  pairsSample: ({ columns, ofColumns, rows }) =>
    `${columns < ofColumns ? `${grouped(ofColumns)} 列のうち ${columns} 列` : `${columns} 列`}を組にして、${grouped(rows)} 行で調べました。`,
  head: ["列", "", "1 列目だけシャッフル", "2 列目だけシャッフル", "両方シャッフル", "組み合わせの割合"],
  kinds: { "act together": "組み合わせで効く", "stand in": "互いに代わりになる" },
};

export const effectWords: Readonly<Record<Language, EffectWords>> = { en, ja };

/** The pairs as rows of a table. */
export const pairRows = ({ pairs }: Interactions, w: EffectWords): string[][] =>
  pairs.map(({ names, kind, drops, share }) => [
    names.join(" × "),
    w.kinds[kind],
    ...drops.map((drop) => score(drop)),
    percent(kind === "act together" ? share : null),
  ]);
