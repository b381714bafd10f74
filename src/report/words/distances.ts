import type { Rate } from "../../model/inspection/inspection.ts";
import type { DistancePicture, DistanceReport, JudgedParts } from "../distances.ts";
import type { Language } from "../report.ts";
import { grouped, percent, quantity, score } from "./format.ts";

/** What a report on distances says. */
export interface DistanceWords {
  overview: string;
  verdicts: string;
  threshold: string;
  kinds: string;
  /** beside a rate, what it counts */
  missedOf(wrong: string, all: string): string;
  overRejectedOf(wrong: string, all: string): string;
  expected: string;
  pairs: string;
  pairsText: string;
  pass: string;
  fail: string;
  kindHead: readonly string[];
  mistakeHead: readonly string[];
  mistakesText: string;
  noMistakes: string;
  share: string;
  /** before the pictures of parts */
  drawnText: string;
  /** above the picture of a part */
  wrong: string;
  right: string;
  pictures: { readonly [Name in DistancePicture["name"]]: { readonly title: string; readonly text: string } };
  sentences(report: DistanceReport): string[];
}

const en: DistanceWords = {
  overview: "Overview",
  verdicts: "Parts that were judged wrongly",
  threshold: "Threshold",
  kinds: "Kinds of defects",
  missedOf: (wrong, all) => `${wrong} of ${all} defects pass`,
  overRejectedOf: (wrong, all) => `${wrong} of ${all} good parts fail`,
  expected: "expected of parts to come",
  pairs: "AUROC of pairs",
  pairsText: "a pair of two classes lies further apart than a pair of one",
  pass: "pass",
  fail: "fail",
  kindHead: ["kind", "parts", "fail, as they should", "share", "AUROC"],
  mistakeHead: ["is", "verdict", "distance", "most like"],
  mistakesText: "First the missed defects, then the good parts that fail, each from the furthest off on.",
  noMistakes: "No part was judged wrongly.",
  share: "share of each kind",
  drawnText: "Drawn are the part, where its distance comes from, and the good part that it is most like.",
  wrong: "judged wrongly",
  right: "near the threshold",
  pictures: {
    distances: {
      title: "Distances",
      text: "Good parts upwards, defects downwards; a part beyond the threshold fails.",
    },
    thresholds: {
      title: "What each threshold would do",
      text: "A lower threshold misses less and over-rejects more. The upright line is the one that was chosen.",
    },
    roc: { title: "ROC curve", text: "Defects that fail against good parts that fail, at every threshold." },
    verdicts: {
      title: "Parts judged wrongly, and those nearest to the threshold",
      text: "",
    },
    embeddings: {
      title: "Embeddings",
      text: "The parts in the plane of their first two principal components.",
    },
    curves: { title: "Learning curve", text: "After each epoch." },
  },
  sentences({ asked, rows, judgement, pairsAuroc, findings }) {
    const found = judgement?.found ?? undefined;
    const learned = asked?.learned === undefined ? "" : `learned from ${grouped(asked.learned)} rows, `;
    const on = asked
      ? `${learned}measured on ${grouped(rows)} ${asked.measuredOn}`
      : `measured on ${grouped(rows)} rows`;
    const care = findings[0] ? [`Be careful: ${findings[0].message}.`] : [];
    if (!judgement)
      return [
        `Asked was how far apart two things are: ${on}.`,
        ...(pairsAuroc === null
          ? []
          : [
              `A pair of two classes lies further apart than a pair of one in ${percent(pairsAuroc)} of all cases; guessing has 50%.`,
            ]),
        "No class is called good, so that no part is judged; say which is good to have it judged.",
        ...care,
      ];
    const { good, references, chosen } = judgement;
    const among = found?.missRate ? `, ${grouped(found.missRate.of)} of them defects` : "";
    const rule = `A part fails that lies further than ${quantity(chosen.threshold)} from the nearest of ${grouped(references)} good parts`;
    const hardest = found && hardestOf(found);
    return [
      `Asked was whether a part is like the good ones, "${good}": ${on}${among}.`,
      ...(found
        ? [
            `Passing every part would be right in ${percent(passingAll(found))}${found.missRate ? ` and miss all ${grouped(found.missRate.of)} defects` : ""}.`,
            `The model ${[
              found.missRate && `misses ${rateEn(found.missRate, "defects")}`,
              found.falseRejectRate && `over-rejects ${rateEn(found.falseRejectRate, "good parts")}`,
            ]
              .filter(Boolean)
              .join(" and ")}; ${percent(found.right / rows)} of all parts are judged right.`,
          ]
        : []),
      `${rule}${found?.auroc == null ? "" : `; a defect lies further than a good part in ${score(found.auroc)} of all pairs (AUROC)`}${hardest ? `; hardest to find is "${hardest.kind}", of which ${grouped(hardest.failed)} of ${grouped(hardest.parts)} fail` : ""}.`,
      ...(care.length > 0 ? care : [`${expectedEn(chosen.missRate, chosen.falseRejectRate)}.`]),
    ];
  },
};

const rateEn = ({ wrong, of, rate, interval: [low, high] }: Rate, name: string): string =>
  `${grouped(wrong)} of ${grouped(of)} ${name} (${percent(rate)}, 95% interval ${percent(low)} to ${percent(high)})`;

/** Of parts to come, by those that chose the threshold. */
function expectedEn(missRate: Rate | undefined, falseRejectRate: Rate | undefined): string {
  const between = ({ interval: [low, high] }: Rate) => `${percent(low)} to ${percent(high)}`;
  const parts = [
    missRate
      ? `${between(missRate)} of the defects may pass`
      : "how many defects pass is not known, since none chose the threshold",
    falseRejectRate ? `${between(falseRejectRate)} of the good parts may fail` : "",
  ].filter(Boolean);
  return `Of parts to come ${parts.join(", and ")}`;
}

/** What passing every part scores. */
const passingAll = ({ baseline }: JudgedParts): number =>
  baseline.name === "pass" ? baseline.accuracy : 1 - baseline.accuracy;

/** The kind of defect of which the least share fails, where some pass. */
const hardestOf = ({ kinds }: JudgedParts) =>
  kinds
    .filter(({ parts, failed }) => failed < parts)
    .sort((a, b) => a.failed / a.parts - b.failed / b.parts)[0];

const ja: DistanceWords = {
  overview: "概要",
  verdicts: "判定を誤った部品",
  threshold: "しきい値",
  kinds: "不良の種類別",
  missedOf: (wrong, all) => `不良品 ${all} 個中 ${wrong} 個が合格`,
  overRejectedOf: (wrong, all) => `良品 ${all} 個中 ${wrong} 個が不合格`,
  expected: "これからの部品での見込み",
  pairs: "組の AUROC",
  pairsText: "違うクラスの組が、同じクラスの組より離れている割合",
  pass: "合格",
  fail: "不合格",
  kindHead: ["種類", "個数", "正しく不合格", "割合", "AUROC"],
  mistakeHead: ["正解", "判定", "距離", "最も近い良品"],
  mistakesText: "見逃した不良品を先に、不合格にした良品を後に、それぞれ外れの大きい順に並べています。",
  noMistakes: "判定を誤った部品はありません。",
  share: "それぞれの中での割合",
  drawnText: "図は左から、部品、距離がどこから来るか、最も近い良品です。",
  wrong: "判定を誤った部品",
  right: "しきい値に近い部品",
  pictures: {
    distances: {
      title: "距離",
      text: "良品を上向き、不良品を下向きに示します。しきい値より遠い部品は不合格です。",
    },
    thresholds: {
      title: "しきい値ごとの見逃しと過検出",
      text: "しきい値を下げると見逃しは減り、過検出は増えます。縦線は選ばれたしきい値です。",
    },
    roc: { title: "ROC 曲線", text: "しきい値を動かしたときの、不合格になる不良品と良品の割合。" },
    verdicts: {
      title: "判定を誤った部品と、しきい値に近い部品",
      text: "",
    },
    embeddings: { title: "埋め込み", text: "部品を、第 1・第 2 主成分の平面に置いたもの。" },
    curves: { title: "学習曲線", text: "各エポックの終わりの値。" },
  },
  sentences({ asked, rows, judgement, pairsAuroc, findings }) {
    const found = judgement?.found ?? undefined;
    const learned = asked?.learned === undefined ? "" : `${grouped(asked.learned)} 行で学習し、`;
    const among = found?.missRate ? `（うち不良品 ${grouped(found.missRate.of)} 個）` : "";
    const on = `${learned}${asked ? `${asked.measuredOn} ` : ""}${grouped(rows)} 行${among}で評価しました。`;
    const message = findings[0]?.message;
    const care = message === undefined ? [] : [`注意：${message}${/[。）]$/.test(message) ? "" : "。"}`];
    if (!judgement)
      return [
        `2 つの物がどれだけ離れているかを答える課題です。${on}`,
        ...(pairsAuroc === null
          ? []
          : [
              `違うクラスの組が同じクラスの組より離れている割合は ${percent(pairsAuroc)} です（当て推量では 50%）。`,
            ]),
        "良品のクラスがわからないため、合否は判定していません。どれが良品かを指定してください。",
        ...care,
      ];
    const { good, references, chosen } = judgement;
    const hardest = found && hardestOf(found);
    const auroc =
      found?.auroc == null ? "" : `不良品のほうが良品より遠い割合（AUROC）は ${score(found.auroc)} です。`;
    const hard = hardest
      ? `最も見つけにくいのは「${hardest.kind}」で、${grouped(hardest.parts)} 個中 ${grouped(hardest.failed)} 個だけが不合格になりました。`
      : "";
    return [
      `部品が良品「${good}」に似ているかを判定する課題です。${on}`,
      ...(found
        ? [
            `すべて合格にするだけで、正解率は ${percent(passingAll(found))} になります。${found.missRate ? `ただし、不良品 ${grouped(found.missRate.of)} 個をすべて見逃します。` : ""}`,
            `${[
              found.missRate && `見逃しは不良品 ${rateJa(found.missRate)}`,
              found.falseRejectRate && `過検出は良品 ${rateJa(found.falseRejectRate)}`,
            ]
              .filter(Boolean)
              .join("、")}です。全体の正解率は ${percent(found.right / rows)} です。`,
          ]
        : []),
      `良品 ${grouped(references)} 個のうち最も近いものまでの距離が ${quantity(chosen.threshold)} を超える部品を不合格にします。${auroc}${hard}`,
      ...(care.length > 0 ? care : [expectedJa(chosen.missRate, chosen.falseRejectRate)]),
    ];
  },
};

const rateJa = ({ wrong, of, rate, interval: [low, high] }: Rate): string =>
  `${grouped(of)} 個中 ${grouped(wrong)} 個（${percent(rate)}、95% 信頼区間 ${percent(low)}〜${percent(high)}）`;

function expectedJa(missRate: Rate | undefined, falseRejectRate: Rate | undefined): string {
  const between = ({ interval: [low, high] }: Rate) => `${percent(low)}〜${percent(high)}`;
  const parts = [
    missRate ? `見逃しは ${between(missRate)}` : "見逃しは不明（不良品なしでしきい値を決めたため）",
    falseRejectRate ? `過検出は ${between(falseRejectRate)}` : "",
  ].filter(Boolean);
  return `これからの部品では、${parts.join("、")} と見込まれます。`;
}

export const distanceWords: Readonly<Record<Language, DistanceWords>> = { en, ja };
