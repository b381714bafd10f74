import { beginRun, checkFree, nextFolder } from "../train/run/run.ts";
import type { CrossValidated } from "../train/run/validated.ts";
import { keptIn } from "./pages/kept.ts";
import type { TrainOptions } from "./plan/options.ts";
import { fileReader } from "./rows/files.ts";
import { crossValidateAt } from "./training/folds.ts";
import type { TrainReport } from "./training/reports.ts";
import type { Door, Finish } from "./training/session.ts";
import { trainAt } from "./training/training.ts";

/** What follows the result is loaded when that is said. */
export const lateFinish = async (): Promise<Finish> => (await import("./training/finish.ts")).finish;

/** Reads files, and what is in memory, and keeps a training in a folder. */
const onDisk: Door = {
  reader: ({ data, test, onDownload, signal }) => fileReader(data, test, { onProgress: onDownload, signal }),
  keeper({ out, checkpointEvery, lang }) {
    if (out === undefined) return undefined;
    if (typeof out === "string") checkFree(out);
    return async (experiment, asked) => {
      const folder = typeof out === "string" ? out : await nextFolder(out.next);
      const run = await beginRun({ folder, experiment, ...asked });
      run.every = checkpointEvery ?? run.every;
      return keptIn(run, lang);
    };
  },
  finish: lateFinish,
  follow: async () => (await import("./follow/follow.ts")).follow,
};

/**
 * Trains a network on data, and reports what happens: what was read, what is trained, every epoch, the result, what is
 * wrong with it, and at last the model with all that came of it. `data` is a file, a folder, a shipped name, a Hub id, or rows
 * in memory, as `train` of `kiso` takes them. `break` ends it; so does `signal`, after the step at hand. A run's folder (`out`)
 * keeps where it stands, and `resume` goes on from there to the same bits; without `out` nothing is written. Throws a UserError
 * where the options or the data are not fit for it.
 *
 *     for await (const report of train({ data: "iris", epochs: 60 })) {
 *       if (report.kind === "epoch") report.loss;
 *       if (report.kind === "trained") report.model;
 *     }
 */
export function train(options: TrainOptions): AsyncGenerator<TrainReport, void, void> {
  return trainAt(onDisk, options);
}

/**
 * Trains and tests `folds` times, each row tested once by a network that has not seen it: reports the data of the first
 * fold, each fold, and their mean and standard deviation. Nothing is written.
 *
 *     for await (const report of crossValidate({ data: "iris", folds: 5 }))
 *       if (report.kind === "folds") report.mean;
 */
export function crossValidate(
  options: TrainOptions & { folds: number },
): AsyncGenerator<TrainReport, CrossValidated | undefined, void> {
  return crossValidateAt(onDisk, options);
}
