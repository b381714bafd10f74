import type { Language } from "../report.ts";
import type { Direction, MostFact, ResultFact, RightRows, Summary } from "../summary.ts";
import { along, grouped, percent, quantity, score } from "./format.ts";

// The five facts of a report as five sentences, for who reads no more.

/**
 * What was asked; what saying one thing would score; what the model scores; what matters most, where that is known; what to be careful
 * about. In English, "en", or Japanese, "ja".
 *
 * ```ts
 * const probabilities = [0.7, 0.3, 0.2, 0.8, 0.4, 0.6, 0.6, 0.4];
 * const rows = { labels: [0, 1, 1, 1], probabilities, classNames: ["NG", "OK"], positive: "NG" };
 * const report = await classificationReport(rows, { title: "lot 7" });
 * console.log(summaryInWords(summaryOf(report), "ja")[0]); // 4 行（うち「NG」 1 行）で評価しました。
 * ```
 */
export function summaryInWords(summary: Summary, lang: Language): string[] {
  const say = languages[lang];
  const { most } = summary;
  return [
    say.asked(summary),
    say.baseline(summary),
    say.result(summary),
    ...(most ? [say.most(most, summary)] : []),
    say.care(summary),
  ];
}

/** What matters most alone, as a line of a terminal. */
export const mostInWords = (summary: Summary, lang: Language): string | undefined =>
  summary.most ? languages[lang].most(summary.most, summary) : undefined;

interface Sentences {
  asked(summary: Summary): string;
  baseline(summary: Summary): string;
  result(summary: Summary): string;
  most(most: MostFact, summary: Summary): string;
  care(summary: Summary): string;
}

/** Fewer rows of the class that is to be found leave wide what is missed. */
const fewRows = 50;

const mostAreMissed = ({ missRate }: Extract<ResultFact, { kind: "found" }>): boolean =>
  missRate !== null && missRate.rate >= 0.5;

/** What a class is given to along a column, from below a value or from one on. */
interface Stretch {
  readonly name: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

function stretches({ turns, spread }: Extract<Direction, { kind: "turns" }>): Stretch[] {
  const at = turns.map((turn) => along(turn.at, spread));
  return [turns[0]!.from, ...turns.map(({ to }) => to)].map((name, i) => ({
    name,
    from: i === 0 ? undefined : at[i - 1],
    to: at[i],
  }));
}

/** Probabilities are shares, other answers quantities. */
const amount = ({ result }: Summary, value: number): string =>
  result.kind === "number" ? quantity(value) : percent(Math.min(1, Math.max(0, value)));

const placeOf = (at: number | string, spread: number): string =>
  typeof at === "string" ? quoted(at) : along(at, spread);

const positiveRows = ({ result }: Summary): number | undefined =>
  result.kind === "found" ? result.missRate?.of : undefined;

const share = ({ rows, of }: RightRows): string => percent(rows / of);

/** A long name is told by its beginning: the tables have it in full. */
const short = (name: string): string => {
  const signs = [...name];
  return signs.length > 36 ? `${signs.slice(0, 35).join("")}…` : name;
};

const quoted = (name: string): string => `"${short(name)}"`;

const scoresEn = { accuracy: "the accuracy", auroc: "the AUROC", r2: "R²" } as const;

const en: Sentences = {
  asked(summary) {
    const { asked } = summary;
    const found = positiveRows(summary);
    const { result } = summary;
    const among =
      found === undefined || result.kind !== "found"
        ? ""
        : `, ${grouped(found)} of them ${quoted(result.positive)}`;
    const rows = grouped(asked.rows);
    if (!("label" in asked)) return `Measured on ${rows} rows${among}.`;
    const columns =
      asked.columns === undefined
        ? ""
        : ` from ${grouped(asked.columns)} ${asked.columns === 1 ? "column" : "columns"}`;
    const learned = asked.learned === undefined ? "" : `learned from ${grouped(asked.learned)} rows, `;
    return `Asked was ${quoted(asked.label)}${columns}: ${learned}measured on ${rows} ${asked.measuredOn}${among}.`;
  },
  baseline({ baseline }) {
    if (baseline.kind === "mean")
      return `Always saying the mean, ${quantity(baseline.mean)}, would be off by ${quantity(baseline.meanAbsoluteError)} on average.`;
    const { name, accuracy, missed } = baseline;
    const miss =
      missed === null
        ? ""
        : ` It would miss ${missed === 1 ? "the one row" : `all ${grouped(missed)} rows`} to be found.`;
    return `Always saying ${quoted(name)} would score ${percent(accuracy)}.${miss}`;
  },
  result({ result }) {
    const interval = ([low, high]: readonly [number, number], write: (value: number) => string) =>
      `95% interval ${write(low)} to ${write(high)}`;
    if (result.kind === "number") {
      const { meanAbsoluteError, meanAbsoluteErrorInterval, r2, r2Interval } = result;
      const sure = meanAbsoluteErrorInterval ? ` (${interval(meanAbsoluteErrorInterval, quantity)})` : "";
      const surer = r2Interval ? ` (${score(r2Interval[0])} to ${score(r2Interval[1])})` : "";
      return `The model is off by ${quantity(meanAbsoluteError)} on average${sure}; its R² is ${score(r2)}${surer}.`;
    }
    const { right } = result;
    const isRight = `${grouped(right.rows)} of ${grouped(right.of)} rows`;
    if (result.kind === "classes") {
      const { mixedUp } = result;
      const most = mixedUp
        ? `; the commonest mistake is ${quoted(mixedUp.truth)} taken for ${quoted(mixedUp.predicted)} (${grouped(mixedUp.rows)} ${mixedUp.rows === 1 ? "row" : "rows"})`
        : "";
      return `The model is right in ${isRight} (${share(right)}, ${interval(right.interval, percent)})${most}.`;
    }
    const { positive, other, missRate, falseRejectRate } = result;
    const rate = (one: typeof missRate, name: string) =>
      `${grouped(one!.wrong)} of ${grouped(one!.of)} ${name} (${percent(one!.rate)}, ${interval(one!.interval, percent)})`;
    const parts = [
      missRate && `misses ${rate(missRate, quoted(positive))}`,
      falseRejectRate && `over-rejects ${rate(falseRejectRate, other === null ? "others" : quoted(other))}`,
    ].filter(Boolean);
    return `The model ${parts.join(" and ")}; ${share(right)} of all rows are right.`;
  },
  most({ column, score: of, drop, direction, pair }, summary) {
    const alone =
      column === null
        ? "No column matters alone: shuffled one by one, none costs anything."
        : `What matters most is ${short(column)}: shuffled, it costs ${score(drop)} of ${scoresEn[of]}${direction ? `; ${directionEn(direction, summary)}` : ""}.`;
    if (!pair) return alone;
    const [a, b] = pair.names.map(short);
    const [first, second, both] = pair.drops;
    return pair.kind === "act together"
      ? `${alone} ${a} and ${b} act together: what the one does depends on the other.`
      : `${alone} ${a} and ${b} stand in for each other: shuffled alone they cost ${score(first)} and ${score(second)}, both together ${score(both)}.`;
  },
  care({ care, result }) {
    if (care) return `Be careful: ${care.message}.`;
    const none = "The doctor found nothing to be careful about";
    if (result.kind === "found" && mostAreMissed(result))
      return `Be careful: most ${quoted(result.positive)} are missed; a lower threshold finds more of them, and over-rejects more.`;
    if (result.kind !== "found" || !result.missRate || result.missRate.of >= fewRows) return `${none}.`;
    const { of, interval } = result.missRate;
    return `${none}; with ${grouped(of)} ${quoted(result.positive)} ${of === 1 ? "row" : "rows"} the share that is missed may be ${percent(interval[0])} to ${percent(interval[1])}: more of them would tell.`;
  },
};

function directionEn(direction: Direction, summary: Summary): string {
  const { result } = summary;
  if (direction.kind === "turns") {
    const all = stretches(direction);
    if (result.kind !== "found")
      return all
        .map(
          ({ name, from, to }) => `${quoted(name)} ${from === undefined ? `below ${to}` : `from ${from} on`}`,
        )
        .join(", ");
    const own = all.filter(({ name }) => name === result.positive);
    if (own.length === 1 && own[0]!.to === undefined)
      return `${quoted(result.positive)} begins at ${own[0]!.from}`;
    const where = own.map(({ from, to }) =>
      from === undefined ? `below ${to}` : to === undefined ? `from ${from} on` : `from ${from} to ${to}`,
    );
    return `${quoted(result.positive)} is given ${where.join(" and ")}`;
  }
  const subject = result.kind === "number" ? "the answer" : `the probability of ${quoted(direction.outcome)}`;
  if (direction.kind === "between") {
    const { low, high, spread } = direction;
    return `${subject} is lowest at ${placeOf(low.at, spread)} (${amount(summary, low.value)}) and highest at ${placeOf(high.at, spread)} (${amount(summary, high.value)})`;
  }
  const { kind, from, to, spread } = direction;
  return `${subject} ${kind} along it, from ${amount(summary, from.value)} at ${along(from.at, spread)} to ${amount(summary, to.value)} at ${along(to.at, spread)}`;
}

const named = (name: string): string => `「${short(name)}」`;

const scoresJa = { accuracy: "正解率", auroc: "AUROC", r2: "R²" } as const;

const ja: Sentences = {
  asked(summary) {
    const { asked, result } = summary;
    const found = positiveRows(summary);
    const among =
      found === undefined || result.kind !== "found"
        ? ""
        : `（うち${named(result.positive)} ${grouped(found)} 行）`;
    const rows = `${grouped(asked.rows)} 行${among}`;
    if (!("label" in asked)) return `${rows}で評価しました。`;
    const columns = asked.columns === undefined ? "" : ` ${grouped(asked.columns)} 列から`;
    const learned = asked.learned === undefined ? "" : `${grouped(asked.learned)} 行で学習し、`;
    return `${named(asked.label)}を${columns}当てる課題です。${learned}${asked.measuredOn} ${rows}で評価しました。`;
  },
  baseline({ baseline }) {
    if (baseline.kind === "mean")
      return `常に平均 ${quantity(baseline.mean)} と答えるだけなら、誤差は平均 ${quantity(baseline.meanAbsoluteError)} です。`;
    const { name, accuracy, missed } = baseline;
    const miss = missed === null ? "" : `ただし、見つけるべき ${grouped(missed)} 行をすべて見逃します。`;
    return `すべて${named(name)}と答えるだけで、正解率は ${percent(accuracy)} になります。${miss}`;
  },
  result({ result }) {
    const interval = ([low, high]: readonly [number, number], write: (value: number) => string) =>
      `95% 信頼区間 ${write(low)}〜${write(high)}`;
    if (result.kind === "number") {
      const { meanAbsoluteError, meanAbsoluteErrorInterval, r2, r2Interval } = result;
      const sure = meanAbsoluteErrorInterval ? `（${interval(meanAbsoluteErrorInterval, quantity)}）` : "";
      const surer = r2Interval ? `（${score(r2Interval[0])}〜${score(r2Interval[1])}）` : "";
      return `モデルの誤差は平均 ${quantity(meanAbsoluteError)}${sure}、R² は ${score(r2)}${surer}です。`;
    }
    const { right } = result;
    if (result.kind === "classes") {
      const { mixedUp } = result;
      const most = mixedUp
        ? `最も多い誤りは、${named(mixedUp.truth)}を${named(mixedUp.predicted)}としたもの（${grouped(mixedUp.rows)} 行）です。`
        : "";
      return `モデルは ${grouped(right.of)} 行中 ${grouped(right.rows)} 行で正解しました（正解率 ${share(right)}、${interval(right.interval, percent)}）。${most}`;
    }
    const { positive, other, missRate, falseRejectRate } = result;
    const rate = (one: typeof missRate, name: string) =>
      `${name} ${grouped(one!.of)} 行中 ${grouped(one!.wrong)} 行（${percent(one!.rate)}、${interval(one!.interval, percent)}）`;
    const parts = [
      missRate && `見逃しは${rate(missRate, named(positive))}`,
      falseRejectRate && `過検出は${rate(falseRejectRate, other === null ? "ほかのクラス" : named(other))}`,
    ].filter(Boolean);
    return `${parts.join("、")}です。全体の正解率は ${share(right)} です。`;
  },
  most({ column, score: of, drop, direction, pair }, summary) {
    const alone =
      column === null
        ? "単独で効く列はありません（1 列ずつシャッフルしても、成績は下がりません）。"
        : `最も効いている列は${named(column)}です（シャッフルすると ${scoresJa[of]} が ${score(drop)} 下がります）。${direction ? `${directionJa(direction, summary)}。` : ""}`;
    if (!pair) return alone;
    const [a, b] = pair.names;
    const [first, second, both] = pair.drops;
    return pair.kind === "act together"
      ? `${alone}${named(a)}と${named(b)}は組み合わせで効きます（片方の効き方が、もう片方の値で変わります）。`
      : `${alone}${named(a)}と${named(b)}は互いに代わりになります（片方ずつのシャッフルでは ${score(first)} と ${score(second)}、両方では ${score(both)} 下がります）。`;
  },
  care({ care, result }) {
    if (care) return `注意：${care.message}${/[。）]$/.test(care.message) ? "" : "。"}`;
    const none = "特に注意すべき点は見つかりませんでした。";
    if (result.kind === "found" && mostAreMissed(result))
      return `注意：${named(result.positive)}の半分以上を見逃しています。しきい値を下げると見つかる数は増えますが、過検出も増えます。`;
    if (result.kind !== "found" || !result.missRate || result.missRate.of >= fewRows) return none;
    const { of, interval } = result.missRate;
    return `${none}ただし${named(result.positive)}は ${grouped(of)} 行しかないため、見逃し率は ${percent(interval[0])}〜${percent(interval[1])} の幅があります。行を増やすと確かになります。`;
  },
};

function directionJa(direction: Direction, summary: Summary): string {
  const { result } = summary;
  if (direction.kind === "turns") {
    const all = stretches(direction);
    if (result.kind !== "found")
      return `${all
        .map(({ name, from, to }) => `${from === undefined ? `${to} 未満` : `${from} 以上`}は${named(name)}`)
        .join("、")}です`;
    const own = all.filter(({ name }) => name === result.positive);
    if (own.length === 1 && own[0]!.to === undefined)
      return `${named(result.positive)}は ${own[0]!.from} から始まります`;
    const where = own.map(({ from, to }) =>
      from === undefined ? `${to} 未満` : to === undefined ? `${from} 以上` : `${from}〜${to}`,
    );
    return `${named(result.positive)}になるのは ${where.join("と ")}です`;
  }
  const subject = result.kind === "number" ? "予測値" : `${named(direction.outcome)}の確率`;
  const place = (at: number | string, spread: number) =>
    typeof at === "string" ? named(at) : along(at, spread);
  if (direction.kind === "between") {
    const { low, high, spread } = direction;
    return `${subject}は ${place(low.at, spread)} で最も低く（${amount(summary, low.value)}）、${place(high.at, spread)} で最も高くなります（${amount(summary, high.value)}）`;
  }
  const { kind, from, to, spread } = direction;
  return `この値が ${along(from.at, spread)} から ${along(to.at, spread)} へ増えると、${subject}は ${amount(summary, from.value)} から ${amount(summary, to.value)} へ${kind === "rises" ? "上がります" : "下がります"}`;
}

const languages: Readonly<Record<Language, Sentences>> = { en, ja };
