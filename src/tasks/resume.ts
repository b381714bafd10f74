import { existsSync } from "node:fs";
import { memoryName, rowsInMemory } from "../data/memory.ts";
import { loadEngine } from "../engine/load.ts";
import { checkNames, SettingError, type Spell, UserError } from "../errors.ts";
import type { Language } from "../report/report.ts";
import { isOver } from "../train/fit/checkpoint.ts";
import type { DataSpec } from "../train/run/experiment.ts";
import { type Run, readExperiment, resumeRun } from "../train/run/run.ts";
import { keptIn } from "./pages/kept.ts";
import { fileReader, type Place } from "./rows/files.ts";
import { prepare } from "./rows/prepare.ts";
import type { OnDownload } from "./rows/source.ts";
import { lateFinish } from "./train.ts";
import { readReport, type TrainReport } from "./training/reports.ts";
import { unlessAborted } from "./training/session.ts";
import { session } from "./training/training.ts";

export interface ResumeOptions {
  /** the folder of a run that was stopped */
  run: string;
  /** where its data lies now, and its test rows, or the same rows in memory; where they were, when left out */
  data?: Place;
  test?: Place;
  /** what computes: of a run that says it, no other; auto when left out */
  engine?: string;
  /** how much time a killed run may lose, in seconds; 5 when left out */
  checkpointEvery?: number;
  /** of the report; en when left out */
  lang?: Language;
  /** when aborted, the training ends after the step at hand */
  signal?: AbortSignal;
  /** how remarks and the report spell settings; as a program does when left out */
  spell?: Spell;
  /** is told how a download from the Hub goes on */
  onDownload?: OnDownload;
}

const names = [
  "run",
  "data",
  "test",
  "engine",
  "checkpointEvery",
  "lang",
  "signal",
  "spell",
  "onDownload",
] as const satisfies (keyof ResumeOptions)[];

/** The data of a run is not where it was. */
export class MovedError extends UserError {
  /** which of them is gone */
  readonly gone: "data" | "test";

  constructor(error: UserError, gone: "data" | "test") {
    super(error.message, { cause: error });
    this.gone = gone;
  }
}

/**
 * Goes on with a run that was stopped, to the very same bits, and reports as `train` does. Throws a UserError where the
 * folder holds no run, the run is finished, or its data is not what it was; a `MovedError` where that is gone.
 *
 *     for await (const report of resume({ run: "runs/iris-1" })) if (report.kind === "trained") report.model;
 */
export async function* resume(options: ResumeOptions): AsyncGenerator<TrainReport, void, void> {
  checkNames("resume", options, names);
  const { run: folder, checkpointEvery, lang = "en", signal, spell, onDownload } = options;
  const loading = engineOf(folder, options.engine);
  loading.catch(() => {});
  const run = await resumeRun(folder);
  try {
    run.every = checkpointEvery ?? run.every;
    const { experiment } = run;
    const data = dataOf(run, options);
    checkUnfinished(run);
    const reader = fileReader(options.data ?? data.source, options.test ?? data.test?.source, {
      onProgress: onDownload,
      signal,
    });
    const reading = prepare(data, experiment.seed, reader, spell).catch((error) => {
      throw moved(error, data);
    });
    const prepared = await unlessAborted(reading, signal);
    if (!prepared) return yield { kind: "stopped" };
    yield readReport(prepared);
    yield* session({
      prepared,
      experiment,
      engine: await loading,
      finish: lateFinish,
      kept: keptIn(run, lang),
      lang,
      spell,
      signal,
      validated: run.validated,
      stated: run.stated,
    });
  } finally {
    run.release();
  }
}

/** What computed the run before; of an earlier kiso's run, which does not say it, what is asked for. */
async function engineOf(folder: string, asked: string | undefined) {
  const { engine } = await readExperiment(folder);
  if (engine !== undefined && asked !== undefined && engine !== asked)
    throw new SettingError(
      (say) =>
        `${folder} was begun with ${say("engine", engine)}, and the bits of another differ; leave out ${say("engine")}, or begin a new run`,
    );
  return loadEngine(engine ?? asked ?? "auto");
}

function checkUnfinished({ folder, from, isFinished, experiment: { training } }: Run): void {
  if (isFinished && from && isOver(from, training))
    throw new UserError(
      `${folder} is finished (${from.epochs} of ${training.epochs} epochs); begin a new run to train longer`,
    );
}

/** The run's data, where it lies now. */
function dataOf({ folder, experiment: { data } }: Run, { data: source, test }: ResumeOptions): DataSpec {
  if (test !== undefined && !data.test)
    throw new SettingError(
      (say) => `${folder} has no test rows of their own; leave out ${say("test")}, or begin a new run`,
    );
  for (const [name, known, given] of [
    ["data", data.source, source],
    ["test", data.test?.source, test],
  ] as const) {
    if (known === rowsInMemory && given === undefined)
      throw new UserError(
        `${folder} was given ${name} as rows in memory, which no file holds; give them again: resume({ run, ${name}: rows })`,
      );
  }
  return {
    ...data,
    source: nameOf(source, data.source),
    test: data.test && { ...data.test, source: nameOf(test, data.test.source) },
  };
}

const nameOf = (place: Place | undefined, before: string): string =>
  place === undefined ? before : typeof place === "string" ? place : memoryName(place);

/** What could not be read, as a MovedError where a file is not where it was. */
function moved(error: unknown, { source, test }: DataSpec): unknown {
  if (!(error instanceof UserError)) return error;
  if (!existsSync(source)) return new MovedError(error, "data");
  return test && !existsSync(test.source) ? new MovedError(error, "test") : error;
}
