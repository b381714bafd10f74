import { join } from "node:path";
import { append } from "../../data/numbers/lists.ts";
import { inShell } from "../../files.ts";
import { summaryText } from "../../report/pages/text.ts";
import type { Language } from "../../report/report.ts";
import { summaryOf } from "../../report/summary.ts";
import { findingsInWords, hintInWords, moreInWords, offerInWords } from "../../report/words/findings.ts";
import { followedInWords } from "../../report/words/follow.ts";
import {
  aimInWords,
  kindsInWords,
  thresholdCaveats,
  thresholdInWords,
} from "../../report/words/inspection.ts";
import { mostInWords } from "../../report/words/summary.ts";
import { testedInWords } from "../../tasks/rows/prepare.ts";
import type {
  FindingsReport,
  Followed,
  FollowedReport,
  InspectionReport,
  RejectReport,
  TrainedReport,
  WorthReport,
  WrittenReport,
} from "../../tasks/training/reports.ts";
import { grouped, percent } from "../terminal/console.ts";
import { reportJson } from "../terminal/reportJson.ts";
import { asFlag } from "../terminal/spelling.ts";

// What a training reports after its result, as lines on the screen and as the one object of --json.

/** So many findings are said; the others stand in the run's pages. */
const mostFindings = 3;

export function findingsLines({ findings, hint, followable }: FindingsReport, lang: Language): string[] {
  const all = findingsInWords(findings, lang, asFlag);
  const lines = all.slice(0, mostFindings).map(({ message }) => `doctor ${message}`);
  const more = all.length - lines.length;
  if (more > 0) lines.push(`       ${moreInWords(more, lang)}`);
  if (hint) lines.push(`hint   ${hintInWords(hint, lang, asFlag)}`);
  if (followable) lines.push(`       ${offerInWords(lang, asFlag)}`);
  return lines;
}

/** What was tried of the doctor's advice. */
export const followedLines = ({ followed }: FollowedReport, lang: Language): string[] => [
  `follow ${followedInWords(followed, lang, asFlag)}`,
];

export function rejectInWords({ rule, by, rows, needed }: RejectReport): string[] {
  const { confidence, distance, reject } = rule;
  const whose =
    by === "validation" ? "validation rows" : "training rows, each held out once from another training";
  const lines = [
    `reject below a confidence of ${confidence.toFixed(4)} or beyond a distance of ${distance.toFixed(3)}: set by ${grouped(rows)} ${whose}`,
  ];
  if (rows < needed)
    lines.push(
      `note   ${grouped(rows)} rows cannot show so small a share as ${reject}, which takes ${grouped(needed)}: of rows like these about ${percent(2 / (rows + 1))} will be turned away`,
    );
  return lines;
}

export function inspectionInWords({
  inspection,
  judged,
  rows,
  tested,
  data,
  classNames,
}: InspectionReport): string[] {
  if (!inspection)
    return [
      `note   no class of ${classNames.join(", ")} is called good; name it with --good to have parts judged`,
    ];
  const { good, chosen, aim, references } = inspection;
  const lines = [
    `judge  a part further than ${chosen.threshold.toPrecision(4)} from the nearest of ${references} "${good}" parts fails (${aimInWords(aim)})`,
    `       expected: ${thresholdInWords(chosen)}`,
    ...thresholdCaveats(inspection).map((caveat) => `note   ${caveat}`),
  ];
  if (judged) {
    const ranked = judged.auroc === undefined ? "" : `AUROC ${judged.auroc}; `;
    const on = `${grouped(rows)} ${testedInWords({ tested, data })}`;
    lines.push(`       on ${on}: ${ranked}${thresholdInWords(judged.rates)}`);
    append(
      lines,
      kindsInWords(judged.kinds).map((line) => `         ${line}`),
    );
  }
  return lines;
}

export const worthInWords = ({ report }: WorthReport): string[] => [`\n${summaryText(report)}\n`];

/** What was written, and what to do with it next. */
export function writtenInWords({ run, files, model, data, report }: WrittenReport, lang: Language): string[] {
  const wrote = `wrote  ${run}: ${files.join(", ")}`;
  const most = report && mostInWords(summaryOf(report), lang);
  if (!model.card.objective)
    return [
      ...(most === undefined ? [] : [`most   ${most}`]),
      wrote,
      `next   kiso evaluate ${inShell(run)} ${inShell(data.source)}`,
      `       kiso weights ${inShell(run)} --out weights.png`,
    ];
  const next =
    model.card.inspection && model.card.image
      ? `judge ${inShell(run)} PICTURES --sheet verdicts.png`
      : `embed ${inShell(run)} ${inShell(data.source)} --out embeddings.parquet`;
  return [wrote, `next   kiso ${next}`];
}

/** Settings that are left out are null. */
function followedJson({ why, remedy, compared, kept }: Followed): object {
  const settings = remedy && Object.entries(remedy).map(([name, value]) => [name, value ?? null]);
  return { why, settings: settings && Object.fromEntries(settings), ...compared, kept };
}

export function trainJson(trained: TrainedReport, lang: Language): object {
  const { experiment, metric, metrics, seconds, stoppedAt, rows, regression, report, judged, model, run } =
    trained;
  const { training } = experiment;
  const { known: _, ...inspection } = model.card.inspection ?? { known: undefined };
  const patient = training.patience !== undefined && !model.card.objective;
  return {
    engine: experiment.engine,
    dtype: training.dtype,
    epochs: metrics,
    ...(regression ?? { accuracy: judged ? judged.accuracy : metric.accuracy }),
    auroc: metric.auroc,
    loss: metric.loss,
    seconds,
    run,
    rows,
    best: patient ? { epoch: metric.epoch, validationLoss: metric.validationLoss } : undefined,
    stoppedAt: patient ? (stoppedAt ?? null) : undefined,
    ...(report && reportJson(report)),
    inspection: model.card.inspection && inspection,
    judged: judged && { auroc: judged.auroc, ...judged.rates, kinds: judged.kinds },
    ...trained.validated,
    findings: findingsInWords(trained.findings, lang, asFlag),
    followed: trained.followed?.map(followedJson),
    report: (report || experiment.inspection) && run && join(run, "report.html"),
  };
}
