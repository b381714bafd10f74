import { basename, extname, join } from "node:path";
import { Command } from "commander";
import { engineNames, loadEngine } from "../engine/load.ts";
import { UserError } from "../errors.ts";
import { activations } from "../nn/activations.ts";
import { parameterCount } from "../nn/network.ts";
import { type OptimizerName, type OptimizerSpec, optimizers } from "../nn/optimizers.ts";
import { BreakdownError } from "../train/breakdown.ts";
import type { Experiment } from "../train/experiment.ts";
import { type EpochReport, fit } from "../train/fit.ts";
import { checkFree, createRun, freeFolder, type Run, resumeRun } from "../train/run.ts";
import { type Console, grouped, openConsole } from "./console.ts";
import { choice, count, counts, jsonOption, number, progressOption, seed } from "./options.ts";
import { type Prepared, prepare, type ScaledSamples, scaled } from "./prepare.ts";
import { Progress, type ProgressStyle } from "./progress.ts";
import { habits, type Recipe, type RecipeName, recipes } from "./recipes.ts";
import { writeResults } from "./results.ts";

interface Options extends Partial<Recipe> {
  label?: string;
  test?: string;
  recipe: RecipeName;
  seed: number;
  engine: string;
  out?: string;
  resume?: string;
  progress: ProgressStyle;
  json?: boolean;
}

export const command = new Command("train")
  .argument("[data]", "a file, a folder, a shipped name (digits, iris, lesson) or a Hub id OWNER/NAME")
  .option("--label <column>", "the column that holds the class (default: found by its name, else the last)")
  .option(
    "--test <data>",
    "measure accuracy on these rows (default: the data's test split, else held-out rows)",
  )
  .option(
    "--test-size <share>",
    "rows held out where none came for testing (default: 0.2)",
    number({ min: 0, max: 0.9 }),
  )
  .option("--hidden <units>", "units of the hidden layers, as 32 or 64,32 (default: 32)", counts)
  .addOption(choice("--activation <name>", "between the layers (default: sigmoid)", Object.keys(activations)))
  .option("--epochs <n>", "passes over the training rows (default: 30)", count)
  .option("--batch <n>", "rows of a step (default: 32)", count)
  .option("--lr <x>", "learning rate (default: 0.01)", number({ above: 0 }))
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
  .addOption(progressOption())
  .addOption(jsonOption())
  .action(run);

async function run(source: string | undefined, options: Options, called: Command): Promise<void> {
  const console = openConsole(options);
  const { prepared, run } = options.resume
    ? await resume(options.resume, source, called)
    : await begin(source, options);
  sayData(prepared, console);
  const samples = scaled(prepared);
  const last = await train(samples, run, options, console);
  if (last === undefined) {
    console.say(`stop   ${run.folder} was stopped; go on with: kiso train --resume ${run.folder}`);
    process.exitCode = 130;
    return;
  }
  await writeResults({
    prepared,
    tested: samples.test ?? samples.train,
    run,
    last,
    engine: options.engine,
    console,
  });
}

async function begin(
  source: string | undefined,
  options: Options,
): Promise<{ prepared: Prepared; run: Run }> {
  if (source === undefined)
    throw new UserError("name the data to train on: kiso train mydata.csv (or try: kiso train iris)");
  const out = options.out ?? freeFolder(`runs/${basename(source, extname(source))}`);
  checkFree(out);
  const recipe: Recipe = { ...recipes[options.recipe], ...stated(options) };
  const { label, test } = options;
  const spec = {
    source,
    ...(test === undefined ? {} : { test: { source: test, sha256: "" } }),
    ...(label === undefined ? {} : { label }),
    testSize: recipe.testSize,
    scale: recipe.scale,
  };
  const prepared = await prepare(spec, options.seed);
  return { prepared, run: await createRun(out, experimentOf(prepared, recipe, options)) };
}

function experimentOf({ data, train }: Prepared, recipe: Recipe, options: Options): Experiment {
  const { activation, hidden, epochs, lr, l2, dtype, optimizer, momentum } = recipe;
  // A batch that is asked for must fit; the usual one shrinks to what there is.
  const batch = options.batch ?? Math.min(recipe.batch, train.nSamples);
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
    network: { sizes: [train.nFeatures, ...hidden, train.nClasses], activation, initializer },
    training: {
      epochs,
      batch,
      learningRate: lr,
      optimizer: rule(optimizer, momentum),
      l2,
      shuffle,
      reduction,
      dtype,
    },
    seed: options.seed,
  };
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
const ofTheSession = ["resume", "engine", "progress", "json"];

async function resume(
  folder: string,
  source: string | undefined,
  called: Command,
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
  if (run.from && run.from.epochs >= training.epochs) {
    throw new UserError(
      `${folder} is finished (${run.from.epochs} of ${training.epochs} epochs); begin a new run to train longer`,
    );
  }
  return { prepared: await prepare({ ...data, source: source ?? data.source }, seed), run };
}

function sayData({ data, train, test, tested }: Prepared, console: Console): void {
  const { classNames } = train;
  const names = classNames.length > 12 ? `${classNames.slice(0, 10).join(", ")}, …` : classNames.join(", ");
  const rows = train.nSamples + (test?.nSamples ?? 0);
  console.say(
    `read   ${data.source}: ${grouped(rows)} rows, ${train.nFeatures} features, ${train.nClasses} classes (${names})`,
  );
  console.say(`       SHA-256 ${data.sha256}`);
  if (test)
    console.say(
      `split  ${grouped(train.nSamples)} rows to train on, ${grouped(test.nSamples)} ${tested} to test on`,
    );
}

/** Trains to the end, and reports its last epoch; nothing, where it was stopped before. */
async function train(
  samples: ScaledSamples,
  run: Run,
  options: Options,
  console: Console,
): Promise<EpochReport | undefined> {
  const { experiment, from } = run;
  const { training } = experiment;
  const engine = await loadEngine(options.engine);
  console.say(`model  ${describe(experiment)}; engine ${engine.name}, ${training.dtype}`);
  const progress = new Progress(options.progress, training.epochs, samples.train.labels.length);
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once("SIGINT", interrupt);
  let last: EpochReport | undefined;
  try {
    for await (const report of fit(experiment, {
      engine,
      ...samples,
      signal: stop.signal,
      ...(from ? { from } : {}),
    })) {
      progress.update(report);
      last = report;
      await run.record(report, report.epoch === training.epochs - 1);
    }
  } catch (error) {
    if (error instanceof BreakdownError) await run.keep(error.lastGood);
    throw error;
  } finally {
    progress.end();
    process.off("SIGINT", interrupt);
  }
  if (last?.epoch === training.epochs - 1) return last;
  if (last) await run.save("latest", last.checkpoint());
  return undefined;
}

function describe({ network, training, seed }: Experiment): string {
  const sizes = network.sizes.join(" → ");
  const rule = `${training.optimizer.name}, learning rate ${training.learningRate}`;
  return `${sizes}, ${network.activation}, ${grouped(parameterCount(network))} parameters; ${rule}; seed ${seed}`;
}
