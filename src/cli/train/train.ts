import { basename, extname, join } from "node:path";
import { Command } from "commander";
import type { SkippedRow } from "../../data/skippedRows.ts";
import { UserError } from "../../errors.ts";
import { inShell } from "../../files.ts";
import type { TrainOptions } from "../../tasks/plan/options.ts";
import { MovedError, resume } from "../../tasks/resume.ts";
import { crossValidate, train } from "../../tasks/train.ts";
import type { ReadReport, TrainReport } from "../../tasks/training/reports.ts";
import { aimOf } from "../inspect/aimFlags.ts";
import { type Console, openConsole } from "../terminal/console.ts";
import { Interrupt } from "../terminal/interrupt.ts";
import { downloads, Progress } from "../terminal/progress.ts";
import { skippedLines } from "../terminal/skippedLines.ts";
import { asFlag } from "../terminal/spelling.ts";
import { minings } from "./distanceFlags.ts";
import { type TrainFlags, trainFlags } from "./flags.ts";
import { sayReport } from "./sayReport.ts";

export const command = new Command("train")
  .argument("[data]", "a file, a folder, a shipped name (digits, iris, lesson) or a Hub id OWNER/NAME")
  .action(run);
for (const flag of trainFlags) command.addOption(flag);

async function run(data: string | undefined, flags: TrainFlags, called: Command): Promise<void> {
  const interrupt = new Interrupt();
  let progress: Progress | undefined;
  let rows = 0;
  let read: Pick<ReadReport, "notes" | "unread" | "skipped"> | undefined;
  const console = openConsole(flags);
  try {
    for await (const report of reportsOf(data, flags, called, interrupt.signal)) {
      if (report.kind === "epoch") {
        progress?.update(report);
        continue;
      }
      progress?.end();
      progress = undefined;
      await sayReport(report, flags.lang, console);
      if (report.kind === "read") {
        rows = report.rows.train;
        read = { notes: report.notes, unread: report.unread, skipped: report.skipped };
      } else if (report.kind === "plan" && report.folds === undefined) {
        if (read && read.skipped.length > 0) saySkipped(read.skipped, report.run, console);
        // From here on Ctrl-C stops the training where it can go on.
        interrupt.on();
        const { epochs } = report.experiment.training;
        const before = report.resumed?.from?.epochs;
        progress = new Progress({ style: flags.progress, epochs, rows, before });
      } else if (report.kind === "stopped") process.exitCode = interrupt.exitCode;
      else if (report.kind === "folds" && flags.out === undefined) {
        const { kind: _, ...validated } = report;
        console.json({ ...validated, ...read });
      } else if (report.kind === "trained") {
        const { trainJson } = await import("./endInWords.ts");
        console.json({ ...trainJson(report, flags.lang), ...read });
      }
    }
  } finally {
    progress?.end();
    interrupt.off();
  }
}

/** Where the rows are listed that were set aside, how many and the first are said already. */
function saySkipped(skipped: readonly SkippedRow[], run: string | undefined, console: Console): void {
  const lines =
    run === undefined
      ? skippedLines(skipped.slice(1), undefined)
      : skipped.length > 0
        ? [`what was set aside is listed in ${join(run, "skipped.csv")}`]
        : [];
  for (const line of lines) console.say(`note   ${line}`);
}

/** Begins a training, or goes on with one. */
function reportsOf(
  data: string | undefined,
  flags: TrainFlags,
  called: Command,
  signal: AbortSignal,
): AsyncIterable<TrainReport> {
  if (flags.resume !== undefined && flags.folds === undefined)
    return resumed(flags.resume, data, flags, called, signal);
  if (data === undefined)
    throw new UserError("name the data to train on: kiso train mydata.csv (or try: kiso train iris)");
  if (flags.resume !== undefined) throw new UserError("--folds begins anew; leave out --resume");
  const { out, folds } = flags;
  const options = { ...optionsOf(data, flags), signal, onDownload: downloads(), spell: asFlag };
  if (folds !== undefined && out === undefined) return crossValidate({ ...options, folds });
  return train({ ...options, out: out ?? { next: `runs/${basename(data, extname(data))}` } });
}

/** The flags as a training takes them. */
function optionsOf(data: string, flags: TrainFlags): TrainOptions {
  const {
    lr,
    aim: _,
    missCost: __,
    falseRejectCost: ___,
    mining,
    out,
    resume,
    progress,
    json,
    ...named
  } = flags;
  return {
    ...named,
    data,
    learningRate: lr,
    mining: mining && minings[mining],
    aim: aimOf(flags, flags.task === "siamese" ? "distances" : "classes"),
  };
}

/** What a resumed run may be told anew: nothing that its numbers depend on, but where its data lies now. */
const ofTheSession = ["resume", "test", "checkpointEvery", "engine", "progress", "lang", "json"];

async function* resumed(
  folder: string,
  data: string | undefined,
  { test, engine, checkpointEvery, lang }: TrainFlags,
  called: Command,
  signal: AbortSignal,
): AsyncGenerator<TrainReport, void, void> {
  const stated = called.options.filter(
    (option) => called.getOptionValueSource(option.attributeName()) === "cli",
  );
  const flag = stated.find((option) => !ofTheSession.includes(option.attributeName()));
  if (flag)
    throw new UserError(
      `--resume takes all settings from ${join(folder, "config.json")}; leave out ${flag.long}, or begin a new run`,
    );
  const asked = stated.some((option) => option.attributeName() === "engine") ? engine : undefined;
  try {
    yield* resume({
      run: folder,
      data,
      test,
      engine: asked,
      checkpointEvery,
      lang,
      signal,
      spell: asFlag,
      onDownload: downloads(),
    });
  } catch (error) {
    throw error instanceof MovedError ? withCommand(error, folder) : error;
  }
}

/** Adds the command that goes on with a file that was moved. */
function withCommand(error: MovedError, folder: string): UserError {
  const command =
    error.gone === "data"
      ? `kiso train DATA --resume ${inShell(folder)}`
      : `kiso train --resume ${inShell(folder)} --test DATA`;
  return new UserError(`${error.message}; if it lies elsewhere now: ${command}`, { cause: error });
}
