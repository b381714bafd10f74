import { memoryTables } from "../data/memory.ts";
import { UserError } from "../errors.ts";
import type { CrossValidated } from "../train/run/validated.ts";
import type { RowTrainOptions, TrainOptions } from "./plan/options.ts";
import { finish } from "./training/finish.ts";
import { crossValidateAt } from "./training/folds.ts";
import type { TrainReport } from "./training/reports.ts";
import type { Door } from "./training/session.ts";
import { trainAt } from "./training/training.ts";

/** What is of files, and so of `kiso/node`. */
const ofFiles = [
  "out",
  "checkpointEvery",
  "size",
  "stretch",
  "grey",
  "colour",
  "bits",
  "stream",
  "shuffleBuffer",
  "sheet",
  "config",
  "labels",
  "follow",
  "onDownload",
] as const satisfies Exclude<keyof TrainOptions, keyof RowTrainOptions>[];

/** Reads what is in memory, and keeps nothing: a page, a Worker, any runtime. */
const inMemory: Door = {
  reader(options) {
    const { data, test } = options;
    const other = ofFiles.find((name) => options[name] !== undefined);
    if (other !== undefined)
      throw new UserError(`train: ${other} is of files; import train or crossValidate from "kiso/node"`);
    for (const [name, rows] of Object.entries({ data, test })) {
      if (typeof rows === "string")
        throw new UserError(
          `train: ${name} is the name "${rows}", but takes rows here: a Table, records or a File of CSV; import train from "kiso/node" to read files, or in a page fetch it: (await fetch(url)).blob()`,
        );
    }
    return {
      data: (asked) => memoryTables(data as RowTrainOptions["data"], asked),
      test: (asked) => memoryTables(test as RowTrainOptions["data"], asked),
    };
  },
  finish: async () => finish,
};

/**
 * Trains a network on rows in memory, and reports what happens: what was read, what is trained, every epoch, the result, what
 * is wrong with it, and at last the model with its figures. The rows are a `Table`, a list of records, a `Blob` of CSV such as
 * the `File` of a page's form, or `{ train, test, validation }` of these. Columns are encoded and scaled, test rows held out, as
 * `kiso train` does it with a file of the same rows, to the same bits; in Node, Bun, Deno, a page and a Worker. `break` ends it;
 * so does `signal`, after the step at hand. Files, run folders and pictures are for `train` of `kiso/node`.
 *
 * `read` reports the source as the File's name or "rows in memory", and a SHA-256: of a Blob's bytes, as of the same file on a
 * disk; of a table or records that of their cells. Throws a UserError where the options or the rows are not fit for it.
 *
 * @example
 * import { train } from "kiso";
 *
 * const widths = Array.from({ length: 60 }, (_, i) => (7 * i) % 60);
 * const data = widths.map((width, i) => ({ width, colour: i % 2 ? "red" : "blue", label: width < 30 ? "small" : "large" }));
 * for await (const report of train({ data, epochs: 60 })) {
 *   if (report.kind === "epoch") report.loss; // to be drawn
 *   if (report.kind !== "trained") continue;
 *   const [answer] = await report.model.predict([{ width: 2, colour: "red" }]);
 *   console.log(answer.label); // small
 * }
 */
export function train(options: RowTrainOptions): AsyncGenerator<TrainReport, void, void> {
  return trainAt(inMemory, options);
}

/**
 * Trains and tests `folds` times on rows in memory, each row tested once by a network that has not seen it: reports the data of
 * the first fold, each fold, and their mean and standard deviation. The options are those of `train`.
 *
 * @example
 * import { crossValidate } from "kiso";
 *
 * const widths = Array.from({ length: 60 }, (_, i) => (7 * i) % 60);
 * const data = widths.map((width) => ({ width, label: width < 30 ? "small" : "large" }));
 * for await (const report of crossValidate({ data, folds: 3, epochs: 60 })) {
 *   if (report.kind === "fold") report.rows; // 20
 *   if (report.kind === "folds") console.log(report.mean > 0.9); // true
 * }
 */
export function crossValidate(
  options: RowTrainOptions & { folds: number },
): AsyncGenerator<TrainReport, CrossValidated | undefined, void> {
  return crossValidateAt(inMemory, options);
}
