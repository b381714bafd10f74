import { Command } from "commander";
import type { HowToRead } from "../../data/reading.ts";
import type { ClassAim } from "../../model/decision.ts";
import { reportText } from "../../report/pages/text.ts";
import type { Language } from "../../report/report.ts";
import { kindsInWords, thresholdInWords } from "../../report/words/inspection.ts";
import { type AnswerEvaluation, type DistanceEvaluation, evaluate } from "../../tasks/evaluate.ts";
import type { HeatScore } from "../../tasks/inspection/heatScore.ts";
import { missedIn, missedInWords, pairsInWords, regressionInWords } from "../../tasks/training/result.ts";
import { type AimFlags, aimFlags, aimOf } from "../inspect/aimFlags.ts";
import { type Console, grouped, openConsole } from "../terminal/console.ts";
import { jsonOption } from "../terminal/options.ts";
import { howFlagsSay, onErrorFlag, withReading } from "../terminal/readingFlags.ts";
import { reportJson } from "../terminal/reportJson.ts";
import { skippedLines } from "../terminal/skippedLines.ts";

interface Options extends HowToRead, AimFlags {
  keepAim?: boolean;
  split: string;
  label?: string;
  out?: string;
  report?: string;
  lang: Language;
  json?: boolean;
}

export const command = withReading(new Command("evaluate"))
  .argument("<run>", "a run folder that kiso train wrote")
  .argument("<data>", "labelled rows: a file, a folder, a shipped name or a Hub id OWNER/NAME")
  .option(
    "--split <name>",
    "which split of the data; of the run's own data, test is its held-out rows",
    "test",
  )
  .option("--label <column>", "the column that holds the class (default: the one that the run learned)")
  .option("--report <file>", "the whole report as one page that opens offline: .html")
  .option("--out <file>", "the confusion matrix as a picture: .png or .svg")
  .option("--keep-aim", "write the threshold of --aim into the model of the run")
  .addOption(onErrorFlag())
  .addOption(jsonOption())
  .action(run);

for (const option of aimFlags(
  "the threshold of the class to be found for another aim: recall=0.99, precision=0.9, false-reject=0.01, f1, cost, or itself (default: as trained)",
))
  command.addOption(option);

async function run(folder: string, data: string, options: Options): Promise<void> {
  const { split, label, out, report, lang, json, keepAim } = options;
  const found = await evaluate({
    run: folder,
    data,
    split,
    label,
    out,
    report,
    lang,
    aim: aimOf(options, "classes") as ClassAim | undefined,
    keepAim,
    ...howFlagsSay(options),
  });
  const console = openConsole({ json });
  console.say(`read   ${grouped(found.rows)} ${found.which}`);
  for (const note of found.notes) console.say(`note   ${note}`);
  for (const line of skippedLines(found.skipped.slice(1), undefined)) console.say(`note   ${line}`);
  if (found.kind === "answers") sayAnswers(folder, found, options, console);
  else sayDistances(folder, found, console);
}

function sayAnswers(
  folder: string,
  { rows, split, accuracy, regression, loss, report, notes, unread, skipped, drift }: AnswerEvaluation,
  { report: page, out }: Options,
  console: Console,
): void {
  console.say(
    `result ${regression ? regressionInWords(regression) : `accuracy ${accuracy}${missedInWords(missedIn(report))}`}, loss ${loss}\n`,
  );
  console.show(reportText(report).trimEnd());
  for (const path of [page, out]) if (path) console.say(`\nwrote  ${path}`);
  console.json({
    run: folder,
    rows,
    split,
    ...(regression ?? { accuracy }),
    loss,
    ...reportJson(report),
    notes,
    unread,
    skipped,
    drift,
    report: page,
    out,
  });
}

function sayDistances(
  folder: string,
  { rows, split, auroc, judged, heat, notes, unread, skipped, drift }: DistanceEvaluation,
  console: Console,
): void {
  console.say(`result ${pairsInWords(auroc)}`);
  if (judged) {
    const ranked = judged.auroc === undefined ? "" : `AUROC ${judged.auroc} of good parts and defects; `;
    console.say(`judge  ${ranked}${thresholdInWords(judged.rates)}`);
    for (const line of kindsInWords(judged.kinds)) console.say(`         ${line}`);
  }
  if (heat) console.say(`heat   ${heatInWords(heat)}`);
  console.json({
    run: folder,
    rows,
    split,
    auroc,
    accuracy: judged?.accuracy,
    confusion: judged?.confusion,
    classNames: judged && ["good", "defect"],
    judged: judged && { auroc: judged.auroc, ...judged.rates, kinds: judged.kinds },
    heat,
    notes,
    unread,
    skipped,
    drift,
  });
}

export function heatInWords({ pictures, of, hit, pixelAuroc }: HeatScore): string {
  const which = pictures < of ? `${pictures} of ${of} marked pictures` : `${pictures} marked pictures`;
  const ranked =
    pixelAuroc === undefined
      ? "every pixel of them is marked, so that there is no AUROC"
      : `AUROC ${pixelAuroc.toFixed(3)} of their pixels`;
  return `the hottest pixel lies in the mask or box of ${Math.round(hit * pictures)} of ${which} (${(100 * hit).toFixed(0)} %); ${ranked}`;
}
