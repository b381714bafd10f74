import { basename, extname, join } from "node:path";
import { Command } from "commander";
import { type MissingRule, missingRules } from "../data/missing.ts";
import type { Task } from "../data/toDataset.ts";
import { engineNames } from "../engine/load.ts";
import { UserError } from "../errors.ts";
import { activations } from "../nn/activations.ts";
import { type OptimizerName, type OptimizerSpec, optimizers } from "../nn/optimizers.ts";
import { balancedWeights } from "../train/balance.ts";
import type { Experiment } from "../train/experiment.ts";
import { isOver } from "../train/fit.ts";
import { checkFree, createRun, freeFolder, type Run, resumeRun } from "../train/run.ts";
import { numbers } from "../train/samples.ts";
import { type ScheduleSpec, scheduleNames } from "../train/schedule.ts";
import { columnsInWords } from "./columns.ts";
import { type Console, grouped, openConsole } from "./console.ts";
import { type CrossValidated, crossValidate } from "./folds.ts";
import { Interrupt } from "./interrupt.ts";
import { learn } from "./learn.ts";
import {
  choice,
  count,
  counts,
  jsonOption,
  number,
  orAuto,
  progressOption,
  seed,
  wholeNumber,
} from "./options.ts";
import { type Prepared, prepare, scaled } from "./prepare.ts";
import type { ProgressStyle } from "./progress.ts";
import { habits, type Recipe, type RecipeName, recipes } from "./recipes.ts";
import { writeResults } from "./results.ts";
import { autoBatch, autoHidden, type Sized } from "./sizes.ts";

interface Options extends Partial<Recipe> {
  label?: string;
  task?: Task;
  missing?: MissingRule;
  balance?: boolean;
  folds?: number;
  test?: string;
  recipe: RecipeName;
  seed: number;
  engine: string;
  out?: string;
  resume?: string;
  checkpointEvery: number;
  progress: ProgressStyle;
  json?: boolean;
}

export const command = new Command("train")
  .argument("[data]", "a file, a folder, a shipped name (digits, iris, lesson) or a Hub id OWNER/NAME")
  .option("--label <column>", "the column that holds the class (default: found by its name, else the last)")
  .addOption(
    choice("--task <name>", "what the label is: a class, or a number to predict (default: classify)", [
      "classify",
      "regress",
    ]),
  )
  .addOption(
    choice("--missing <how>", "fill missing cells, or drop their rows (default: they are errors)", [
      ...missingRules,
    ]),
  )
  .option("--balance", "rows of rare classes weigh more: rows / (classes · rows of the class)")
  .option(
    "--test <data>",
    "measure accuracy on these rows (default: the data's test split, else held-out rows)",
  )
  .option(
    "--test-size <share>",
    "rows held out where none came for testing (default: 0.2)",
    number({ min: 0, max: 0.9 }),
  )
  .option(
    "--folds <k>",
    "cross-validate: train k times, each row tested once (no run folder without --out)",
    wholeNumber,
  )
  .option(
    "--hidden <units>",
    "units of the hidden layers, as 32 or 64,32, or auto (default: 32)",
    orAuto(counts),
  )
  .addOption(choice("--activation <name>", "between the layers (default: sigmoid)", Object.keys(activations)))
  .option("--epochs <n>", "passes over the training rows (default: 30)", count)
  .option("--batch <n>", "rows of a step, or auto (default: 32)", orAuto(count))
  .option("--lr <x>", "learning rate (default: 0.01)", number({ above: 0 }))
  .addOption(
    choice("--schedule <name>", "how the learning rate goes (default: constant)", [...scheduleNames]),
  )
  .option("--warmup <steps>", "steps in which the learning rate first rises (default: 0)", wholeNumber)
  .option(
    "--validation <share>",
    "training rows to watch by, not learned from (default: 0)",
    number({ min: 0, max: 0.9 }),
  )
  .option(
    "--patience <epochs>",
    "stop after so many without a lower validation loss, and keep the best (default: never)",
    count,
  )
  .addOption(choice("--optimizer <name>", "the rule of a step (default: sgd)", Object.keys(optimizers)))
  .option(
    "--momentum <x>",
    "of sgd, Nesterov's (default: 0.9; with --recipe lesson 0)",
    number({ min: 0, max: 0.9999 }),
  )
  .option("--l2 <x>", "penalty on the weights (default: 0)", number({ min: 0 }))
  .addOption(
    choice(
      "--scale <how>",
      "of the features, fitted on the training rows (default: standard; with --recipe lesson none)",
      ["standard", "minmax", "none"],
    ),
  )
  .option("--seed <n>", "of held-out rows, initial weights and batches", seed, 0)
  .addOption(choice("--dtype <type>", "of all numbers (default: float64)", ["float64", "float32"]))
  .addOption(choice("--engine <name>", "what computes", engineNames).default("auto"))
  .addOption(
    choice(
      "--recipe <name>",
      "lesson: its initial weights, summed gradients, batches in order",
      Object.keys(recipes),
    ).default("standard"),
  )
  .option("--out <run>", "the run's folder (default: runs/NAME-1, -2, …)")
  .option("--resume <run>", "go on with a run that was stopped")
  .option(
    "--checkpoint-every <seconds>",
    "how much time a killed run may lose (0: a checkpoint after every step)",
    number({ min: 0 }),
    5,
  )
  .addOption(progressOption())
  .addOption(jsonOption())
  .action(run);

async function run(source: string | undefined, options: Options, called: Command): Promise<void> {
  const console = openConsole(options);
  const validated = options.folds === undefined ? undefined : await validate(source, options, console);
  if (validated && options.out === undefined) {
    console.json({ ...validated });
    return;
  }
  const { prepared, run } = options.resume
    ? await resume(options.resume, source, called, console)
    : await begin(source, options, console);
  const interrupt = new Interrupt(run.release);
  try {
    run.every = options.checkpointEvery;
    const samples = scaled(prepared);
    const learned = await interrupt.during(() =>
      learn(samples, prepared.train, run, options, interrupt, console),
    );
    if (learned === undefined) {
      console.say(`stop   ${run.folder} was stopped; go on with: kiso train --resume ${run.folder}`);
      process.exitCode = interrupt.exitCode;
      return;
    }
    await writeResults({
      prepared,
      tested: samples.test ?? samples.train,
      run,
      learned,
      engine: options.engine,
      console,
      ...(validated ? { validated } : {}),
    });
  } finally {
    interrupt.off();
    run.release();
  }
}

async function begin(
  source: string | undefined,
  options: Options,
  console: Console,
): Promise<{ prepared: Prepared; run: Run }> {
  if (source === undefined) throw nothingNamed();
  const out = options.out ?? freeFolder(`runs/${basename(source, extname(source))}`);
  checkFree(out);
  const { spec, recipe } = planOf(source, options);
  const prepared = await prepare(spec, options.seed);
  sayData(prepared, console);
  return { prepared, run: await createRun(out, experimentOf(prepared, recipe, options, console)) };
}

const nothingNamed = () =>
  new UserError("name the data to train on: kiso train mydata.csv (or try: kiso train iris)");

/** Trains and tests once for each of `--folds`. */
async function validate(
  source: string | undefined,
  options: Options,
  console: Console,
): Promise<CrossValidated> {
  if (source === undefined) throw nothingNamed();
  if (options.resume) throw new UserError("--folds begins anew; leave out --resume");
  if (options.test !== undefined || options.testSize !== undefined)
    throw new UserError("--folds tests every row once, so leave out --test and --test-size");
  if (options.out !== undefined) checkFree(options.out);
  const { spec, recipe } = planOf(source, options);
  const { folds = 2, seed, engine } = options;
  return crossValidate(spec, { folds, seed, engine }, experiment, console);
  function experiment(prepared: Prepared, fold: number): Experiment {
    if (fold === 0) sayData(prepared, console);
    return experimentOf(prepared, recipe, options, fold === 0 ? console : { ...console, say: () => {} });
  }
}

/** What is asked for, checked as far as it can be without the data. */
function planOf(source: string, options: Options) {
  const recipe: Recipe = { ...recipes[options.recipe], ...stated(options) };
  const { label, test } = options;
  const spec = {
    source,
    ...(test === undefined ? {} : { test: { source: test, sha256: "" } }),
    ...(label === undefined ? {} : { label }),
    ...(options.task === "regress" ? { task: options.task } : {}),
    ...(options.missing === undefined ? {} : { missing: options.missing }),
    testSize: recipe.testSize,
    ...(recipe.validation > 0 ? { validation: recipe.validation } : {}),
    scale: recipe.scale,
  };
  if (options.balance && options.task === "regress")
    throw new UserError("--balance weighs classes, and --task regress has none; leave out one of them");
  if (recipe.patience !== undefined && recipe.validation === 0)
    throw new UserError("--patience needs validation rows to watch: add --validation 0.2");
  return { spec, recipe };
}

function experimentOf(
  { data, train }: Prepared,
  recipe: Recipe,
  options: Options,
  console: Console,
): Experiment {
  const { activation, epochs, lr, l2, dtype, optimizer, momentum, patience } = recipe;
  const regress = data.task === "regress";
  const outputs = regress ? 1 : train.nClasses;
  const shape = { rows: train.nSamples, features: train.nFeatures, classes: outputs };
  const sized = <T>({ value, rule }: Sized<T>): T => {
    console.say(`auto   ${rule}`);
    return value;
  };
  const hidden = recipe.hidden === "auto" ? sized(autoHidden(shape)) : recipe.hidden;
  // A batch that is asked for must fit; the usual one shrinks to what there is.
  const usual = (batch: number) => (options.batch === undefined ? Math.min(batch, train.nSamples) : batch);
  const batch = recipe.batch === "auto" ? sized(autoBatch(shape)) : usual(recipe.batch);
  if (batch > train.nSamples) {
    throw new UserError(
      `--batch ${batch} is more than the ${grouped(train.nSamples)} training rows of ${data.source}; use at most ${train.nSamples}`,
    );
  }
  if (options.momentum !== undefined && optimizer !== "sgd")
    throw new UserError(`--momentum is a setting of sgd; leave it out with --optimizer ${optimizer}`);
  const { initializer, shuffle, reduction } = habits[options.recipe](activation);
  return {
    data,
    network: { sizes: [train.nFeatures, ...hidden, outputs], activation, initializer },
    training: {
      epochs,
      batch,
      learningRate: lr,
      optimizer: rule(optimizer, momentum),
      ...(regress ? { loss: "meanSquaredError" as const } : {}),
      ...(options.balance ? { classWeights: balancedWeights(numbers(train.labels), train.nClasses) } : {}),
      l2,
      shuffle,
      reduction,
      dtype,
      ...scheduled(recipe),
      ...(patience === undefined ? {} : { patience }),
    },
    seed: options.seed,
  };
}

function scheduled({ schedule: name, warmup }: Recipe): { schedule?: ScheduleSpec } {
  if (name === "constant" && warmup === 0) return {};
  const spec = name === "step" ? { name, parts: 3, factor: 0.1 } : { name };
  return { schedule: warmup > 0 ? { ...spec, warmup } : spec };
}

function rule(name: OptimizerName, momentum: number): OptimizerSpec {
  return name === "sgd" && momentum > 0 ? { name, momentum, nesterov: true } : { name };
}

/** The settings that the command line states itself. */
function stated(options: Options): Partial<Recipe> {
  const names = Object.keys(recipes.standard) as (keyof Recipe)[];
  return Object.fromEntries(
    names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  );
}

/** What a resumed run may be told anew: nothing that its numbers depend on. */
const ofTheSession = ["resume", "checkpointEvery", "engine", "progress", "json"];

async function resume(
  folder: string,
  source: string | undefined,
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
    if (run.isFinished && run.from && isOver(run.from, training)) {
      throw new UserError(
        `${folder} is finished (${run.from.epochs} of ${training.epochs} epochs); begin a new run to train longer`,
      );
    }
    const prepared = await prepare({ ...data, source: source ?? data.source }, seed);
    sayData(prepared, console);
    return { prepared, run };
  } catch (error) {
    run.release();
    throw error;
  }
}

function sayData(prepared: Prepared, console: Console): void {
  const { data, train, test, validation, tested, encoder } = prepared;
  const { classNames } = train;
  const names = classNames.length > 12 ? `${classNames.slice(0, 10).join(", ")}, …` : classNames.join(", ");
  const rows = train.nSamples + (test?.nSamples ?? 0) + (validation?.nSamples ?? 0);
  const what = data.task === "regress" ? "a number to predict" : `${train.nClasses} classes (${names})`;
  console.say(`read   ${data.source}: ${grouped(rows)} rows, ${train.nFeatures} features, ${what}`);
  console.say(`       SHA-256 ${data.sha256}`);
  console.say(`columns  ${columnsInWords(encoder)}`);
  for (const note of prepared.notes) console.say(`note   ${note}`);
  const parts = [`${grouped(train.nSamples)} rows to train on`];
  if (validation) parts.push(`${grouped(validation.nSamples)} to validate on`);
  if (test) parts.push(`${grouped(test.nSamples)} ${tested} to test on`);
  if (parts.length > 1) console.say(`split  ${parts.join(", ")}`);
}
