import { rateText } from "../../report/words/english.ts";
import { grouped, percent, quantity, score } from "../../report/words/format.ts";
import type { Retrained, RetrainReport, RetrainRows } from "../../tasks/retrain/retrain.ts";
import type { JudgedBy } from "../../tasks/retrain/verdict.ts";

/** Which rows are learned from and judged on. */
export function rowsInWords({ champion, data, judged, folds, old }: RetrainRows): string[] {
  const how = folds
    ? `${grouped(judged)} rows of ${data}, in ${folds} parts, each judged by a challenger that learned from the others`
    : `${grouped(judged)} rows of ${data}, which are held out`;
  return [`judge  champion ${champion} and challenger: ${how}`, `old    ${oldInWords(old)}`];
}

function oldInWords({ source, learned, why }: RetrainRows["old"]): string {
  if (learned === "tried")
    return `with the rows of ${source} and without is tried (--with-old or --new-alone chooses)`;
  if (learned) return `the rows of ${source} are learned from too`;
  if (why === "asked") return `the rows of ${source} are not learned from`;
  return `${source} is ${why === "gone" ? "no longer there" : "not what it was"}: the new rows are learned from alone, and whether the champion has seen some of them cannot be told`;
}

const figureNames: Readonly<Record<JudgedBy, string>> = {
  accuracy: "accuracy",
  cost: "cost of a row",
  balancedErrors: "mean of missed and over-rejected",
  r2: "R²",
};
const inPoints = (judgedBy: JudgedBy): boolean => judgedBy === "accuracy" || judgedBy === "balancedErrors";

function figure(judgedBy: JudgedBy, value: number): string {
  if (inPoints(judgedBy)) return percent(value);
  return judgedBy === "cost" ? quantity(value) : score(value);
}

/** A difference, of shares in points. */
function signed(judgedBy: JudgedBy, value: number): string {
  const size = Math.abs(value);
  const text = inPoints(judgedBy)
    ? (100 * size).toFixed(1)
    : judgedBy === "cost"
      ? quantity(size)
      : size.toFixed(3);
  return `${value < 0 ? "−" : "+"}${text}`;
}

const learnedWords = { both: "old and new rows", new: "new rows alone" } as const;

/** How a challenger did. */
export function trialInWords({
  learned,
  by,
  champion,
  challenger,
}: Extract<RetrainReport, { kind: "judged" }>): string {
  return `trial  ${learnedWords[learned]}: ${figureNames[by]} ${figure(by, challenger)} (champion: ${figure(by, champion)})`;
}

export function verdictInWords(verdict: Retrained, champion: string): string[] {
  const { by, rows, interval, gain, discordant, mistakes, run } = verdict;
  const [low, high] = interval.map((bound) => signed(by, bound));
  const of = `champion ${figure(by, verdict.champion)}, challenger ${figure(by, verdict.challenger)}`;
  const lines = [`result ${figureNames[by]} of the same ${grouped(rows)} new rows: ${of}`];
  const unit = inPoints(by) ? " points" : "";
  lines.push(`       gain of the challenger: ${signed(by, gain)}${unit} (95 %: ${low} to ${high})`);
  if (mistakes) {
    const { positive, missed, overRejected } = mistakes;
    for (const [name, [a, b]] of [
      [`missed of "${positive}"`, missed],
      ["over-rejected", overRejected],
    ] as const)
      lines.push(`       ${name}: champion ${rateText(a, " to ")}, challenger ${rateText(b, " to ")}`);
  }
  if (discordant) {
    const { gained, lost, p } = discordant;
    lines.push(
      `       right by one alone: champion ${grouped(lost)} rows, challenger ${grouped(gained)} (McNemar's exact p ${p.toPrecision(2)})`,
    );
  }
  return [...lines, `wrote  ${run}`, ...endInWords(verdict, champion)];
}

function endInWords({ verdict, missesMore, mistakes, learned, run }: Retrained, champion: string): string[] {
  if (verdict === "better")
    return [
      `verdict the challenger is better (learned from ${learnedWords[learned]}): ${run}`,
      ...(missesMore ? [`note   the challenger misses more of "${mistakes!.positive}"`] : []),
      `next   kiso predict ${run} NEW_ROWS`,
    ];
  const why =
    verdict === "worse"
      ? "the challenger is worse"
      : "so many rows do not tell whether the challenger is better";
  return [`verdict the champion stays: ${why}`, `next   kiso predict ${champion} NEW_ROWS`];
}
