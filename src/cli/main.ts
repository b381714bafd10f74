#!/usr/bin/env node
import { Command, CommanderError, type HelpConfiguration } from "commander";
import pkg from "../../package.json" with { type: "json" };
import { nearest, SettingError, UserError } from "../errors.ts";
import { openDoor } from "./terminal/door.ts";
import { inLanguage, langOption, language, languageOf, speak } from "./terminal/language.ts";

/** Every command with its one-line summary. Its file is loaded only when it is called: `kiso --help` stays quick. */
const commands: Record<string, { summary: string; load: () => Promise<{ command: Command }> }> = {
  lesson: {
    summary: "the lesson from blobs to trained network, with every number shown",
    load: () => import("./lesson/lesson.ts"),
  },
  blobs: {
    summary: "make Gaussian blobs, bit for bit as scikit-learn's make_blobs",
    load: () => import("./data/blobs.ts"),
  },
  parts: {
    summary: "draw pictures of machined parts, some with a known defect, to try an inspection on",
    load: () => import("./data/parts.ts"),
  },
  look: { summary: "see what is in a data set, before any training", load: () => import("./data/look.ts") },
  plot: { summary: "draw a data set as a picture", load: () => import("./data/plot.ts") },
  train: { summary: "train a network on your data", load: () => import("./train/train.ts") },
  evaluate: {
    summary: "measure a trained network on labelled data",
    load: () => import("./answer/evaluate.ts"),
  },
  predict: { summary: "label new rows with a trained network", load: () => import("./answer/predict.ts") },
  judge: {
    summary: "pass or fail parts by their distance to good ones",
    load: () => import("./inspect/judge.ts"),
  },
  match: { summary: "how far apart two parts are", load: () => import("./inspect/match.ts") },
  embed: { summary: "write the embeddings of rows or images", load: () => import("./inspect/embed.ts") },
  weights: {
    summary: "show a trained network's weights and biases",
    load: () => import("./runs/weights.ts"),
  },
  retrain: {
    summary: "train again on new rows, and say whether the new model is better",
    load: () => import("./runs/retrain.ts"),
  },
  runs: { summary: "list runs, best first, or compare two of them", load: () => import("./runs/runs.ts") },
};

async function buildProgram(argv: readonly string[], help: HelpConfiguration): Promise<Command> {
  const program = new Command("kiso")
    .configureHelp(help)
    .description("Deep learning that you can see through.")
    .version(pkg.version)
    .helpCommand(false)
    .addOption(langOption())
    .addHelpText("after", () =>
      inLanguage("\nStart here:  kiso lesson        Your own data:  kiso train mydata.csv\n"),
    );
  const called = argv.find((argument, i) => !argument.startsWith("-") && argv[i - 1] !== "--lang");
  const isOfLanguage = (argument: string, i: number) =>
    /^--lang\b/.test(argument) || argv[i - 1] === "--lang";
  if (called === undefined) {
    for (const [name, { summary }] of Object.entries(commands)) program.command(name).description(summary);
    if (argv.every(isOfLanguage)) program.help();
    return program;
  }
  const entry = Object.hasOwn(commands, called) ? commands[called] : undefined;
  if (entry === undefined) {
    const offer = nearest(called, Object.keys(commands));
    throw new UserError(
      `there is no command "${called}"; ${offer ? `did you mean "kiso ${offer}"? ` : ""}commands: ${Object.keys(commands).join(", ")}`,
    );
  }
  const { command } = await entry.load();
  for (const one of [command, ...command.commands]) one.addOption(langOption());
  return program.addCommand(command.description(entry.summary));
}

/** Makes commander throw instead of exiting, in the program and in every command, and fold its hints into one line. */
function throwing(program: Command, help: HelpConfiguration): Command {
  program
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .configureHelp(help);
  for (const command of program.commands) throwing(command, help);
  return program;
}

/** What commander found wrong, in one line that says what to do. */
function mistake({ message, code }: CommanderError, argv: readonly string[]): string {
  const line = message.replace(/^error: /, "").replaceAll("\n", " ");
  if (code === "commander.invalidArgument")
    return line.replace(/^option '(--[\w-]+) .*' argument '.*' is invalid\. (?=expected)/, "$1: ");
  const command = argv.find((argument) => Object.hasOwn(commands, argument));
  return `${line.replace(/\.$/, "")}; see ${command ? `kiso ${command}` : "kiso"} --help`;
}

async function main(argv: readonly string[]): Promise<number> {
  let program: Command | undefined;
  try {
    const { env, platform } = process;
    const locale = () => Intl.DateTimeFormat().resolvedOptions().locale;
    await speak(languageOf(argv, { env, platform, locale }));
    const help = language() === "en" ? {} : (await import("./terminal/help.ts")).helpInLanguage;
    program = await buildProgram(argv, help);
    await throwing(program, help).parseAsync(argv, { from: "user" });
    return Number(process.exitCode ?? 0); // a command that was interrupted has set it
  } catch (thrown) {
    const error = (await import("../files.ts")).fileError(thrown);
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      process.stderr.write(`kiso: ${inLanguage(mistake(error, argv))}\n`);
      return 2;
    }
    if (error instanceof UserError) {
      const message =
        error instanceof SettingError
          ? error.spelled((await import("./terminal/spelling.ts")).asFlagOf(flagsOf(program)))
          : error.message;
      process.stderr.write(`kiso: ${shortened(inLanguage(message.replaceAll("\n", " ")))}\n`);
      return 2;
    }
    return defect(error);
  }
}

/** A message without its middle, where a name or a cell in it is very long. */
const shortened = (message: string): string =>
  message.length > 8000 ? `${message.slice(0, 6000)} … ${message.slice(-1500)}` : message;

const flagsOf = (program: Command | undefined): string[] =>
  program?.commands.flatMap(({ options }) => options.map((option) => option.attributeName())) ?? [];

function defect(error: unknown): number {
  process.stderr.write(
    `kiso: ${inLanguage("a defect of kiso's own, please report it")}: ${error instanceof Error ? error.stack : error}\n`,
  );
  return 1;
}

openDoor(process.stdout);
openDoor(process.stderr);
// What Node itself would write passes no door: its warnings, and what nobody caught. What it says of its own listeners (a
// server that leads from one address to the next) tells a person nothing.
if (process.listenerCount("warning") > 0)
  process.removeAllListeners("warning").on("warning", ({ name, message }) => {
    if (name !== "MaxListenersExceededWarning") process.stderr.write(`kiso: ${name}: ${message}\n`);
  });
process.on("uncaughtException", (error) => process.exit(defect(error)));
// A reader that closes the pipe early (`kiso train … | head`) is no mistake, and what is done goes on: its result is in
// files. What prints its result looks itself whether anyone still reads (console.ts).
process.stdout.on("error", async (thrown: NodeJS.ErrnoException) => {
  if (thrown.code === "EPIPE") return;
  const error = (await import("../files.ts")).writeError("to the standard output", thrown);
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`kiso: ${inLanguage(error.message)}\n`);
  process.exit(2);
});
// Progress and messages that no one can read are not worth a training.
process.stderr.on("error", () => {});
process.exitCode = await main(process.argv.slice(2));
