import { rateText } from "../../report/words/english.ts";
import { grouped, percent, quantity, score } from "../../report/words/format.ts";
import type { Retrained, RetrainReport, RetrainRows } from "../../tasks/retrain/retrain.ts";
import type { JudgedBy, Verdict } from "../../tasks/retrain/verdict.ts";

/** Which rows are learned from and judged on. */
export function rowsInWords({ champion, data, judged, folds, old }: RetrainRows): string[] {
  const how = folds
    ? `${grouped(judged)} rows of ${data}, each judged by a challenger that learned from the others, ${folds} in all`
    : `${grouped(judged)} rows of ${data}, held out`;
  return [`judge  ${champion}, the champion, and a challenger on ${how}`, `old    ${oldInWords(old)}`];
}

function oldInWords({ source, learned, why }: RetrainRows["old"]): string {
  if (learned === "tried")
    return `a challenger learns from the rows of ${source} too, and another from the new rows alone (--with-old or --new-alone is one of them)`;
  if (learned) return `the rows of ${source} are learned from too, as asked`;
  if (why === "asked") return `the rows of ${source} are not learned from, as asked`;
  const what = why === "gone" ? `${source} is no longer there` : `${source} is not what it was`;
  return `${what}: the new rows are learned from alone, and whether the champion has seen some of them cannot be told`;
}

const figureNames: Readonly<Record<JudgedBy, string>> = {
  accuracy: "accuracy",
  cost: "cost of a row",
  balancedErrors: "mean of the missed and the over-rejected",
  r2: "R²",
};
function figure(by: JudgedBy, value: number): string {
  if (by === "accuracy" || by === "balancedErrors") return percent(value);
  return by === "cost" ? quantity(value) : score(value);
}

/** A difference of shares in points. */
function by(by: JudgedBy, value: number): string {
  const text =
    by === "accuracy" || by === "balancedErrors"
      ? (100 * value).toFixed(1)
      : by === "cost"
        ? quantity(Math.abs(value))
        : Math.abs(value).toFixed(3);
  return `${value < 0 ? "−" : "+"}${text.replace(/^[-−]/, "")}`;
}

/** How a challenger did. */
export const trialInWords = ({
  learned,
  by: judgedBy,
  ...found
}: Extract<RetrainReport, { kind: "judged" }>): string =>
  `trial  learned from ${learned} rows: ${figureNames[judgedBy]} ${figure(judgedBy, found.challenger)}, champion ${figure(judgedBy, found.champion)}`;

export function verdictInWords(verdict: Retrained, champion: string): string[] {
  const { by: judgedBy, rows, interval, gain, discordant, mistakes, run } = verdict;
  const unit = judgedBy === "accuracy" || judgedBy === "balancedErrors" ? " points" : "";
  const [low, high] = interval.map((bound) => by(judgedBy, bound));
  const lines = [
    `result ${figureNames[judgedBy]} of the champion ${figure(judgedBy, verdict.champion)}, of the challenger ${figure(judgedBy, verdict.challenger)}, on the same ${grouped(rows)} new rows`,
    `       gain of the challenger ${by(judgedBy, gain)}${unit} (95 %: ${low} to ${high})`,
  ];
  if (mistakes) {
    const { positive, missed, overRejected } = mistakes;
    const both = ([a, b]: typeof missed) => `${rateText(a, " to ")} and ${rateText(b, " to ")}`;
    lines.push(
      `       missed of "${positive}": ${both(missed)}; over-rejected: ${both(overRejected)} (champion and challenger)`,
    );
  }
  if (discordant)
    lines.push(
      `       right by the challenger alone: ${grouped(discordant.gained)} rows, by the champion alone: ${grouped(discordant.lost)} (McNemar's exact p ${discordant.p.toPrecision(2)})`,
    );
  lines.push(`wrote  ${run}, the challenger`, `verdict ${told(verdict)[0]}`);
  lines.push(`next   ${told(verdict)[1]}`);
  return lines;

  function told({ verdict: found }: Pick<Verdict, "verdict">): [string, string] {
    if (found === "better")
      return [
        `the challenger, learned from ${verdict.learned} rows, is better${verdict.missesMore ? `, but misses more of "${mistakes!.positive}"` : ""}: ${run} (the champion ${champion} is as it was)`,
        `kiso predict ${run} NEW_ROWS`,
      ];
    const misses = verdict.missesMore ? `, and it misses more of "${mistakes!.positive}"` : "";
    const why =
      found === "worse"
        ? "the challenger is worse"
        : "that the challenger is better cannot be told from so many rows";
    return [
      `the champion stays: ${why}${misses}. ${run} holds the challenger all the same`,
      `more new rows tell more`,
    ];
  }
}
