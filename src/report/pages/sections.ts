import { append } from "../../data/numbers/lists.ts";
import type { Decision } from "../../model/decision.ts";
import type { Rate } from "../../model/inspection/inspection.ts";
import { mostDrawn } from "../../model/metrics/confusion.ts";
import { mixedUpInWords } from "../confusion.ts";
import type { ClassificationReport, ClassRow, Language, RegressionReport, Report } from "../report.ts";
import { summaryOf } from "../summary.ts";
import { grouped, none, percent, quantity, score } from "../words/format.ts";
import { summaryInWords } from "../words/summary.ts";
import { type Words, words } from "../words/words.ts";
import type { Block, Cell, Figure, Section, Table } from "./blocks.ts";
import { insightSections, lastSections, pictures } from "./insight.ts";
import { cellNumbering, missBlocks, mistakeBlocks, rowCell } from "./mistakeBlocks.ts";

export function sections(report: Report, lang: Language): Section[] {
  const w = words[lang];
  const all: Section[] = [
    { id: "overview", title: w.overview, blocks: overview(report, w, lang) },
    ...(report.kind === "classification" ? classification(report, w) : regression(report, w)),
  ];
  append(all, insightSections(report, w, lang));
  append(all, lastSections(pictures(report, w, "curves"), report, w));
  return all;
}

function overview(report: Report, w: Words, lang: Language): Block[] {
  const figures = report.kind === "classification" ? classFigures(report, w) : regressionFigures(report, w);
  const findings: Block[] =
    report.findings.length > 0 ? [{ kind: "findings", findings: report.findings }] : [];
  const lead: Block[] =
    report.kind === "classification" ? [baseline(report, w), ...threshold(report, w)] : [];
  const sentences = summaryInWords(summaryOf(report), lang);
  return [{ kind: "summary", sentences }, ...lead, { kind: "figures", figures }, ...findings];
}

const baseline = ({ metrics: { baseline } }: ClassificationReport, w: Words): Block => ({
  kind: "lead",
  text: w.baseline(baseline.name, percent(baseline.accuracy)),
  short: true,
});

/** From which probability on the class is given that is to be found, and what that is expected to come to. */
const threshold = (report: ClassificationReport, w: Words): Block[] =>
  report.decision ? [{ kind: "lead", text: decisionInWords(report, report.decision, w) }] : [];

/** The threshold of two classes, and what is expected of it. */
export const decisionInWords = (
  { positive, classNames }: Pick<ClassificationReport, "classNames"> & { readonly positive: string | null },
  decision: Decision,
  w: Words,
): string => w.decision(decision, positive!, classNames.find((name) => name !== positive)!);

/** What is missed and over-rejected, where a class is to be found. */
export function mistakenFigures({ positive, metrics, classNames }: ClassificationReport, w: Words): Figure[] {
  if (positive === null) return [];
  const { missRate, falseRejectRate } = metrics;
  const other = classNames.length === 2 ? classNames.find((name) => name !== positive) : undefined;
  const figure = (name: string, rate: Rate | null, said: (wrong: string, all: string) => string): Figure => {
    if (!rate) return { name, value: none, detail: noRows(name === w.missed ? positive : other, w) };
    const [low, high] = rate.interval;
    const interval = w.interval(percent(low), percent(high));
    const detail = `${said(grouped(rate.wrong), grouped(rate.of))}${w.comma}${interval}`;
    return { name, value: percent(rate.rate), detail };
  };
  return [
    figure(w.missed, missRate, (wrong, all) =>
      other === undefined ? w.missedOf(wrong, all, positive) : w.takenFor(wrong, all, positive, other),
    ),
    figure(w.overRejected, falseRejectRate, (wrong, all) =>
      other === undefined ? w.overRejectedOf(wrong, all, positive) : w.takenFor(wrong, all, other, positive),
    ),
  ];
}

function classFigures(report: ClassificationReport, w: Words): Figure[] {
  const { metrics, macro, classes, classNames, counts, positive } = report;
  const { rows, accuracy, accuracyInterval, auroc, averagePrecision, logLoss, ece } = metrics;
  const [low, high] = accuracyInterval;
  const right = counts.reduce((sum, count) => sum + (count.label === count.predicted ? count.rows : 0), 0);
  const one = positive ?? (classNames.length === 2 ? classNames[1]! : undefined);
  const of = one === undefined ? w.oneVsRest : w.aurocOf(one);
  const found = positive === null ? undefined : classes[classNames.indexOf(positive)]!;
  const f1 =
    found === undefined
      ? { name: w.macroF1, value: score(macro.f1), detail: w.macroMean }
      : found.support === 0
        ? { name: w.f1, value: none, detail: noRows(positive!, w) }
        : { name: w.f1, value: score(found.f1), detail: of };
  return [
    ...mistakenFigures(report, w),
    { name: w.accuracy, value: percent(accuracy), detail: w.interval(percent(low), percent(high)) },
    { name: w.rows, value: grouped(rows), detail: w.right(grouped(right), grouped(rows)) },
    f1,
    { name: w.auroc, value: score(auroc), detail: of },
    { name: w.averagePrecision, value: score(averagePrecision), detail: of },
    { name: w.logLoss, value: quantity(logLoss), detail: w.perRow },
    { name: w.ece, value: score(ece), detail: w.eceText(15) },
  ];
}

/** What a rate of no rows is worth; of several other classes, none is named. */
const noRows = (name: string | undefined, w: Words): string =>
  name === undefined ? w.noOthers : w.noRowsOf(name);

function regressionFigures({ metrics, target }: RegressionReport, w: Words): Figure[] {
  const { r2, rootMeanSquaredError, meanAbsoluteError, maxError, rows } = metrics;
  const detail = w.unitOf(target);
  return [
    { name: w.r2, value: score(r2), detail: w.r2Text },
    { name: w.rmse, value: quantity(rootMeanSquaredError), detail },
    { name: w.mae, value: quantity(meanAbsoluteError), detail },
    { name: w.maxError, value: quantity(maxError), detail },
    { name: w.rows, value: grouped(rows) },
  ];
}

function classification(report: ClassificationReport, w: Words): Section[] {
  const { classNames, classes, macro, weighted, metrics, reject, turnedAway, reliability } = report;
  const share = (value: number | null): Cell =>
    value === null ? none : { text: score(value), share: value };
  const row = (name: string, of: ClassRow): Cell[] => [
    name,
    share(of.precision),
    share(of.support === 0 ? null : of.recall),
    share(of.support === 0 ? null : of.f1),
    share(of.auroc),
    share(of.averagePrecision),
    grouped(of.support),
  ];
  const listed = lowest(classes);
  const perClass: Table = {
    title: w.perClass,
    head: [w.class, w.precision, w.recall, w.f1, w.auroc, w.averagePrecision, w.rows],
    rows: [
      ...listed.map((c) => row(classNames[c]!, classes[c]!)),
      row(w.macro, macro),
      row(w.weighted, weighted),
    ],
    means: 2,
  };
  const bins: Table = {
    title: w.calibration,
    head: [w.bin, w.binRows, w.meanConfidence, w.accuracy],
    rows: reliability
      .filter(({ rows }) => rows > 0)
      .map(({ low, high, rows, confidence, accuracy }) => [
        `${Math.round(100 * low)}–${Math.round(100 * high)}%`,
        grouped(rows),
        percent(confidence),
        percent(accuracy),
      ]),
  };
  const ranking = pictures(report, w, "roc", "precisionRecall");
  const found: Section[] = [
    {
      id: "confusion",
      title: w.confusion,
      blocks: [
        { kind: "text", text: `${w.confusionText} ${cellNumbering(report, w)}`.trim() },
        ...leftOut(report, w),
        { kind: "confusion", report },
      ],
    },
    {
      id: "classes",
      title: w.perClass,
      blocks: [
        ...(listed.length < classes.length
          ? [
              {
                kind: "text",
                text: w.worstClasses(grouped(listed.length), grouped(classes.length)),
                leftOut: true,
              } as const,
            ]
          : []),
        { kind: "table", table: perClass },
        { kind: "text", text: w.perClassText },
      ],
    },
    {
      id: "mistakes",
      title: w.mistakes,
      blocks: mistakeBlocks(report, w),
    },
  ];
  if (ranking.length > 0) found.push({ id: "ranking", title: w.ranking, blocks: ranking });
  found.push({
    id: "calibration",
    title: w.calibration,
    blocks: [...pictures(report, w, "reliability"), { kind: "table", table: bins }],
  });
  if (reject) {
    const { coverage, kept, accuracy, unknown, uncertain, mistakesAvoided } = reject;
    const figures = [
      {
        name: w.coverage,
        value: percent(coverage),
        detail: w.coverageText(grouped(kept), grouped(metrics.rows)),
      },
      { name: w.keptAccuracy, value: percent(accuracy) },
      { name: w.unknown, value: grouped(unknown) },
      { name: w.uncertain, value: grouped(uncertain) },
      { name: w.avoided, value: grouped(mistakesAvoided) },
    ];
    found.push({
      id: "reject",
      title: w.reject,
      blocks: [
        { kind: "text", text: w.rejectText(percent(reject.reject)) },
        { kind: "figures", figures },
      ],
    });
    if (turnedAway.length > 0) found.push(turnedAwayRows(report, metrics.rows - kept, w));
  }
  return found;
}

/** Of more classes than this, those with the lowest F1 are listed. */
const mostListed = 100;

/** The classes that are listed, in their order. */
function lowest(classes: readonly ClassRow[]): number[] {
  const all = Array.from(classes.keys());
  if (classes.length <= mostListed) return all;
  const judged = all.filter((c) => classes[c]!.support > 0).sort((a, b) => classes[a]!.f1 - classes[b]!.f1);
  return judged.slice(0, mostListed).sort((a, b) => a - b);
}

/** Says that a matrix of many classes is shown in part. */
function leftOut({ counts, classNames }: ClassificationReport, w: Words): Block[] {
  const k = classNames.length;
  if (k <= mostDrawn) return [];
  return [{ kind: "text", text: mixedUpInWords(counts, k, w) }];
}

/** Which rows get no answer, and why. */
function turnedAwayRows({ classNames, turnedAway }: ClassificationReport, all: number, w: Words): Section {
  const table: Table = {
    title: w.turnedAway,
    head: [w.row, w.truth, w.likeliest, w.confidence, w.reason],
    rows: turnedAway.map(({ label, predicted, confidence, reason, ...row }) => [
      ...[rowCell(row), classNames[label]!, classNames[predicted]!, percent(confidence)],
      w[reason],
    ]),
  };
  const rest = all - turnedAway.length;
  const more: Block[] = rest > 0 ? [{ kind: "text", text: w.more(grouped(rest)) }] : [];
  return { id: "turned-away", title: w.turnedAway, blocks: [{ kind: "table", table }, ...more] };
}

function regression(report: RegressionReport, w: Words): Section[] {
  return [
    { id: "errors", title: w.errors, blocks: pictures(report, w, "predicted", "residuals") },
    { id: "mistakes", title: w.furthest, blocks: missBlocks(report, w) },
  ];
}
