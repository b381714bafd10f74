import { Command } from "commander";
import { append } from "../../data/numbers/lists.ts";
import { type FileReading, readingOf } from "../../data/reading.ts";
import { SettingError } from "../../errors.ts";
import type { Language } from "../../report/report.ts";
import { type Retrained, type RetrainRows, retrain } from "../../tasks/retrain/retrain.ts";
import { type Console, openConsole } from "../terminal/console.ts";
import { Interrupt } from "../terminal/interrupt.ts";
import { flag, jsonOption, parsed, progressOption, seed } from "../terminal/options.ts";
import { downloads, Progress, type ProgressStyle } from "../terminal/progress.ts";
import { withReading } from "../terminal/readingFlags.ts";
import { asFlag } from "../terminal/spelling.ts";
import { sayReport } from "../train/sayReport.ts";
import { rowsInWords, trialInWords, verdictInWords } from "./retrainInWords.ts";

interface Options extends FileReading {
  withOld?: boolean;
  newAlone?: boolean;
  out?: string;
  seed?: number;
  progress: ProgressStyle;
  lang: Language;
  json?: boolean;
}

export const command = withReading(new Command("retrain"))
  .argument("<run>", "a run folder that kiso train wrote: its model is the champion, and stays as it is")
  .argument("<data>", "new labelled rows: a file, a folder or a Hub id OWNER/NAME")
  .addOption(
    flag("--with-old", "learn from the run's own rows too (default: with them and without is tried)"),
  )
  .addOption(flag("--new-alone", "learn from the new rows alone"))
  .option("--out <folder>", "the challenger's run folder (default: the next free runs/NAME-N)")
  .addOption(
    parsed("--seed <n>", "of the rows that are held out, and of the training (default: the run's)", seed),
  )
  .addOption(progressOption())
  .addOption(jsonOption())
  .action(run);

async function run(folder: string, data: string, options: Options): Promise<void> {
  const { withOld, newAlone, out, lang, json, progress: style } = options;
  if (withOld && newAlone)
    throw new SettingError(
      (say) =>
        `${say("withOld", true)} and ${say("newAlone", true)} contradict each other; leave out one of them`,
    );
  const console = openConsole({ json });
  const interrupt = new Interrupt();
  let progress: Progress | undefined;
  let trained = 0;
  let rows: RetrainRows | undefined;
  let verdict: Retrained | undefined;
  const notes: string[] = [];
  try {
    for await (const report of retrain({
      run: folder,
      data,
      ...readingOf(options),
      spell: asFlag,
      withOld: withOld ? true : newAlone ? false : undefined,
      out,
      seed: options.seed,
      lang,
      signal: interrupt.signal,
      onDownload: downloads(),
    })) {
      if (report.kind === "epoch") {
        progress?.update(report);
        continue;
      }
      progress?.end();
      progress = undefined;
      if (report.kind === "rows") {
        rows = report;
        for (const line of rowsInWords(report)) console.say(line);
        interrupt.on();
      } else if (report.kind === "judged") console.say(trialInWords(report));
      else if (report.kind === "verdict") {
        const { kind: _, ...told } = report;
        verdict = told;
      } else {
        if (report.kind === "read") {
          trained = report.rows.train;
          append(notes, report.notes);
        } else if (report.kind === "plan") {
          const { epochs } = report.experiment.training;
          progress = new Progress({ style, epochs, rows: trained, before: undefined });
        } else if (report.kind === "stopped") process.exitCode = interrupt.exitCode;
        // What the challenger is worth by itself stands in its report; here it is held against the champion.
        if (!["result", "report", "written"].includes(report.kind)) await sayReport(report, lang, console);
      }
    }
  } finally {
    progress?.end();
    interrupt.off();
  }
  if (verdict && rows) sayVerdict(verdict, rows, { console, notes });
}

function sayVerdict(
  verdict: Retrained,
  { champion, data, old, folds }: RetrainRows,
  { console, notes }: { console: Console; notes: readonly string[] },
): void {
  console.say();
  for (const line of verdictInWords(verdict, champion)) console.say(line);
  const { run, best, champion: before, challenger: now, ...found } = verdict;
  console.json({
    run,
    champion,
    data,
    best,
    ...found,
    figures: { champion: before, challenger: now },
    old,
    folds,
    notes,
  });
}
