import { Command } from "commander";
import { table } from "../../report/pages/textTable.ts";
import { networkInWords } from "../../report/words/experiment.ts";
import { listRuns, type RunOrder } from "../../tasks/runs.ts";
import type { RunSummary } from "../../train/run/runSummary.ts";
import { openConsole } from "../terminal/console.ts";
import { inLanguage } from "../terminal/language.ts";
import { choice, jsonOption } from "../terminal/options.ts";
import { compare, digits } from "./compare.ts";

export const command = new Command("runs")
  .argument("[dir]", "a folder of runs", "runs")
  .addOption(choice("--sort <metric>", "best first", ["accuracy", "loss", "seconds"]).default("accuracy"))
  .addOption(jsonOption())
  .action(list);

command
  .command("compare")
  .description("what differs between two runs, in settings and in result")
  .argument("<a>", "a run folder")
  .argument("<b>", "another")
  .option("--out <file>", "both runs' curves in one picture: .png or .svg")
  .addOption(jsonOption())
  .action((a: string, b: string, _: unknown, called: Command) => compare(a, b, called.optsWithGlobals()));

async function list(folder: string, { sort, json }: { sort: RunOrder; json?: boolean }): Promise<void> {
  const { runs, skipped } = await listRuns({ folder, sort });
  const console = openConsole({ json });
  if (runs.length > 0) console.show(runTable(runs));
  else console.say(`no runs in ${folder}; kiso train makes one`);
  for (const { folder: inside, why } of skipped) console.say(`skip   ${inside}: ${why}`);
  console.json({
    sort,
    runs: runs.map(({ folder: run, experiment, history, result, finished }) => ({
      run,
      finished,
      epochs: history.length,
      ...result,
      experiment,
    })),
    skipped,
  });
}

interface Column {
  head: string;
  cell: (run: RunSummary) => string;
  /** whether any run has it; all have it when left out */
  shown?: boolean;
}

function runTable(runs: readonly RunSummary[]): string {
  const some = (holds: (result: RunSummary["result"]) => boolean) => runs.some(({ result }) => holds(result));
  const all: Column[] = [
    { head: "run", cell: ({ folder }) => folder },
    {
      head: "accuracy",
      cell: ({ result }) => digits(result?.accuracy),
      shown: some((result) => result?.r2 === undefined),
    },
    {
      head: "R²",
      cell: ({ result }) => digits(result?.r2),
      shown: some((result) => result?.r2 !== undefined),
    },
    { head: "loss", cell: ({ result }) => digits(result?.loss) },
    {
      head: "validation loss",
      cell: ({ result }) => digits(result?.validationLoss),
      shown: some((result) => result?.validationLoss !== undefined),
    },
    { head: "seconds", cell: ({ result }) => digits(result?.seconds, 3) },
    {
      head: "epochs",
      cell: ({ history, experiment, finished }) =>
        inLanguage(`${history.length} of ${experiment.training.epochs}${finished ? "" : ", not finished"}`),
    },
    {
      head: "network",
      cell: ({ experiment: { network, training } }) =>
        `${networkInWords(network, training.members)} ${network.activation}`,
    },
    { head: "data", cell: ({ experiment }) => experiment.data.source },
  ];
  const columns = all.filter(({ shown = true }) => shown);
  return table(
    columns.map(({ head }) => inLanguage(head)),
    runs.map((run) => columns.map(({ cell }) => cell(run))),
  );
}
