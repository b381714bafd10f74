import { existsSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { Command } from "commander";
import { imageInWords } from "../../data/images/image.ts";
import type { Engine } from "../../engine/engine.ts";
import { loadEngine } from "../../engine/load.ts";
import { UserError } from "../../errors.ts";
import { inShell } from "../../files.ts";
import { isLarge } from "../../tasks/rows/large.ts";
import {
  type Prepared,
  prepare,
  scaled,
  testedInWords,
  trainingRows,
  type Wanted,
} from "../../tasks/rows/prepare.ts";
import { examine } from "../../train/doctor/doctor.ts";
import type { Finding } from "../../train/doctor/finding.ts";
import { isOver } from "../../train/fit/checkpoint.ts";
import type { Experiment } from "../../train/run/experiment.ts";
import {
  checkFree,
  createRun,
  nextFolder,
  type Run,
  readExperiment,
  resumeRun,
} from "../../train/run/run.ts";
import { type CrossValidated, crossValidate } from "../folds.ts";
import { learn } from "../learn.ts";
import { type Finished, sayResult } from "../result.ts";
import { type Console, grouped, openConsole } from "../terminal/console.ts";
import { Interrupt } from "../terminal/interrupt.ts";
import { downloads } from "../terminal/progress.ts";
import { experimentOf, planOf } from "../trainPlan.ts";
import { columnsInWords } from "./encoderWords.ts";
import { type TrainOptions, trainOptions } from "./flags.ts";

export const command = new Command("train")
  .argument("[data]", "a file, a folder, a shipped name (digits, iris, lesson) or a Hub id OWNER/NAME")
  .action(run);
for (const option of trainOptions) command.addOption(option);

async function run(source: string | undefined, options: TrainOptions, called: Command): Promise<void> {
  const console = openConsole(options);
  // Its kernels are compiled while the data is read. What is wrong with it is said where it is awaited.
  const loading = options.resume
    ? engineOf(options.resume, options.engine, called)
    : loadEngine(options.engine);
  loading.catch(() => {});
  const validated = options.folds === undefined ? undefined : await validate(source, options, console);
  if (validated && options.out === undefined) {
    console.json({ ...validated });
    return;
  }
  const { prepared, run } = options.resume
    ? await resume(options.resume, source, options.test, called, console)
    : await begin(source, options, loading, console);
  const interrupt = new Interrupt(run.release);
  try {
    run.every = options.checkpointEvery;
    const engine = await loading;
    const feed = prepared.streamed && (await streaming()).streamedFeed(prepared, run.experiment);
    const samples = { ...scaled(prepared), ...(feed ? { feed } : {}) };
    const finished = await interrupt.during(async () => {
      const trained = await learn(samples, run, engine, options, interrupt, console);
      if (trained === undefined) return undefined;
      const own = { prepared, samples, run, trained, engine, console };
      const result = await sayResult(own);
      if (trained.last !== run.from) await run.keep(trained.last);
      return { ...own, result, findings: await examined(own) };
    });
    if (finished === undefined) {
      console.say(`stop   ${run.folder} was stopped; go on with: kiso train --resume ${inShell(run.folder)}`);
      process.exitCode = interrupt.exitCode;
      return;
    }
    const written = { ...finished, lang: options.lang, ...(validated ? { validated } : {}) };
    if (run.experiment.inspection) {
      const { writeSiamese } = await import("../siamese.ts");
      return await writeSiamese(written);
    }
    const { writeResults } = await import("../results.ts");
    await writeResults(written);
  } finally {
    interrupt.off();
    run.release();
  }
}

/** What the doctor says of a training that is over. */
function examined({ prepared, samples, run, trained, engine }: Finished): Promise<Finding[]> {
  const { experiment, metrics } = run;
  const { featureNames, classNames, image } = prepared.train;
  const { parameters, updates } = trained;
  const losses = metrics.map(({ loss }) => loss);
  const { train, test, validation } = samples;
  const watched = validation && metrics.map(({ validationLoss }) => validationLoss!);
  return examine({
    ...{ train, ...(test ? { test } : {}) },
    ...{ featureNames, classNames, image, scale: experiment.data.scale, rows: trainingRows(prepared) },
    ...{ experiment, engine, losses, updates, parameters, tested: trained.metric },
    ...(watched ? { validation: watched } : {}),
  });
}

async function begin(
  source: string | undefined,
  options: TrainOptions,
  loading: Promise<Engine>,
  console: Console,
): Promise<{ prepared: Prepared; run: Run }> {
  if (source === undefined) throw nothingNamed();
  if (options.out !== undefined) checkFree(options.out);
  const { spec, recipe } = planOf(source, options);
  const prepared = await read(spec, options.seed);
  sayData(prepared, console);
  const experiment = experimentOf(prepared, recipe, options, console);
  if (prepared.streamed) console.say((await streaming()).streamInWords(prepared, experiment.training.batch));
  const { name: engine } = await loading;
  const out = options.out ?? (await nextFolder(`runs/${basename(source, extname(source))}`));
  return { prepared, run: await createRun(out, { ...experiment, engine }) };
}

/** Loaded for the few files that need it. */
const streaming = () => import("../../tasks/rows/prepareStream.ts");

/** In memory, or, of what is too large for that, as a stream. */
async function read(spec: Wanted, seed: number): Promise<Prepared> {
  const { stream, source } = spec;
  const large = stream !== undefined || (spec.sha256 === undefined && (await isLarge(source)));
  return large ? (await streaming()).prepareStream(spec, seed) : prepare(spec, seed, downloads());
}

const nothingNamed = () =>
  new UserError("name the data to train on: kiso train mydata.csv (or try: kiso train iris)");

/** Trains and tests once for each of `--folds`. */
async function validate(
  source: string | undefined,
  options: TrainOptions,
  console: Console,
): Promise<CrossValidated> {
  if (source === undefined) throw nothingNamed();
  if (options.resume) throw new UserError("--folds begins anew; leave out --resume");
  if (options.stream || options.shuffleBuffer)
    throw new UserError("--folds needs all rows in memory; leave out --stream and --shuffle-buffer");
  if (options.test !== undefined || options.testSize !== undefined)
    throw new UserError("--folds tests every row once, so leave out --test and --test-size");
  if (options.out !== undefined) checkFree(options.out);
  else if (options.reject !== undefined)
    throw new UserError(
      "--folds without --out keeps no model that could --reject; leave out one of them, or add --out",
    );
  const { spec, recipe } = planOf(source, options);
  const { folds = 2, seed, engine } = options;
  return crossValidate(spec, { folds, seed, engine }, experiment, console);
  function experiment(prepared: Prepared, fold: number): Experiment {
    if (fold === 0) sayData(prepared, console);
    return experimentOf(prepared, recipe, options, fold === 0 ? console : { ...console, say: () => {} });
  }
}

/** What computed a run before; of an earlier kiso's run, which does not say it, what is asked for. */
async function engineOf(folder: string, asked: string, called: Command): Promise<Engine> {
  const { engine } = await readExperiment(folder);
  if (engine !== undefined && engine !== asked && called.getOptionValueSource("engine") === "cli")
    throw new UserError(
      `${folder} was begun with --engine ${engine}, and the bits of another differ; leave out --engine, or begin a new run`,
    );
  return loadEngine(engine ?? asked);
}

/** What a resumed run may be told anew: nothing that its numbers depend on, but where its data lies now. */
const ofTheSession = ["resume", "test", "checkpointEvery", "engine", "progress", "lang", "json"];

async function resume(
  folder: string,
  source: string | undefined,
  test: string | undefined,
  called: Command,
  console: Console,
): Promise<{ prepared: Prepared; run: Run }> {
  const flag = called.options.find(
    (option) =>
      called.getOptionValueSource(option.attributeName()) === "cli" &&
      !ofTheSession.includes(option.attributeName()),
  );
  if (flag)
    throw new UserError(
      `--resume takes all settings from ${join(folder, "config.json")}; leave out ${flag.long}, or begin a new run`,
    );
  const run = await resumeRun(folder);
  const { data, training, seed } = run.experiment;
  try {
    if (test !== undefined && !data.test)
      throw new UserError(`${folder} has no test rows of their own; leave out --test, or begin a new run`);
    if (run.isFinished && run.from && isOver(run.from, training)) {
      throw new UserError(
        `${folder} is finished (${run.from.epochs} of ${training.epochs} epochs); begin a new run to train longer`,
      );
    }
    const named = {
      ...(source === undefined ? {} : { source }),
      ...(test === undefined ? {} : { test: { ...data.test!, source: test } }),
    };
    const prepared = await read({ ...data, ...named }, seed).catch((error) => {
      throw moved(error, folder, { ...data, ...named });
    });
    sayData(prepared, console);
    if (prepared.streamed) console.say((await streaming()).streamInWords(prepared, training.batch));
    return { prepared, run };
  } catch (error) {
    run.release();
    throw error;
  }
}

/** What could not be read, with the way on where a file is not where it was. */
function moved(error: unknown, folder: string, { source, test }: Experiment["data"]): unknown {
  if (!(error instanceof UserError)) return error;
  const command = !existsSync(source)
    ? `kiso train DATA --resume ${inShell(folder)}`
    : test && !existsSync(test.source)
      ? `kiso train --resume ${inShell(folder)} --test DATA`
      : undefined;
  return command === undefined
    ? error
    : new UserError(`${error.message}; if it lies elsewhere now: ${command}`, { cause: error });
}

function sayData(prepared: Prepared, console: Console): void {
  const { data, train, test, validation, encoder } = prepared;
  const trained = trainingRows(prepared);
  const { classNames } = train;
  const names = classNames.length > 12 ? `${classNames.slice(0, 10).join(", ")}, …` : classNames.join(", ");
  const rows = trained + (test?.nSamples ?? 0) + (validation?.nSamples ?? 0);
  const what = data.task === "regress" ? "a number to predict" : `${train.nClasses} classes (${names})`;
  const images = train.image ? ` (images of ${imageInWords(train.image)})` : "";
  console.say(`read   ${data.source}: ${grouped(rows)} rows, ${train.nFeatures} features${images}, ${what}`);
  console.say(`       SHA-256 ${data.sha256}`);
  console.say(`columns  ${columnsInWords(encoder)}`);
  for (const note of prepared.notes) console.say(`note   ${note}`);
  const parts = [`${grouped(trained)} rows to train on`];
  const own = data.validation === "split" ? " rows of the validation split" : "";
  if (validation) parts.push(`${grouped(validation.nSamples)}${own} to validate on`);
  if (test) parts.push(`${grouped(test.nSamples)} ${testedInWords(prepared)} to test on`);
  if (parts.length > 1) console.say(`split  ${parts.join(", ")}`);
}
