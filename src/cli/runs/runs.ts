import { Command } from "commander";
import { allNames } from "../../data/listing/oneLine.ts";
import { largest } from "../../data/numbers/lists.ts";
import { table } from "../../report/pages/textTable.ts";
import { displayWidth } from "../../report/pages/width.ts";
import { networkInWords } from "../../report/words/experiment.ts";
import { figureOf, listRuns, type RunGroup, type RunOrder } from "../../tasks/runs.ts";
import type { JudgedFigure } from "../../train/run/result.ts";
import type { RunSummary } from "../../train/run/runSummary.ts";
import { openConsole } from "../terminal/console.ts";
import { inLanguage } from "../terminal/language.ts";
import { choice, jsonOption } from "../terminal/options.ts";
import { compare, digits } from "./compare.ts";

export const command = new Command("runs")
  .argument("[dir]", "a folder of runs", "runs")
  .addOption(
    choice("--sort <metric>", "best first; best: by what the task is judged by", [
      "best",
      "accuracy",
      "loss",
      "seconds",
    ]).default("best"),
  )
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
  const { runs, skipped, groups } = await listRuns({ folder, sort });
  const console = openConsole({ json });
  for (const [i, group] of groups.entries()) {
    if (i > 0) console.say();
    console.say(`data   ${groupInWords(group)}`);
    console.show(groupTable(group, process.stdout.columns || 80));
    const learned = group.runs.filter(({ worth }) => worth?.onTrainingRows).map((run) => run.folder);
    if (learned.length > 0)
      console.say(`note   measured on the rows that were learned from: ${allNames(learned)}`);
  }
  if (runs.length === 0) console.say(`no runs in ${folder}; kiso train makes one`);
  for (const { folder: inside, why } of skipped) console.say(`skip   ${inside}: ${why}`);
  console.json({
    sort,
    runs: runs.map(({ folder: run, experiment, history, result, finished, worth }) => ({
      run,
      finished,
      epochs: history.length,
      ...result,
      worth,
      experiment,
    })),
    groups: groups.map(({ runs, ...group }) => ({ ...group, runs: runs.map((run) => run.folder) })),
    skipped,
  });
}

/** Of which data and task the runs are. */
function groupInWords({ data, task, label, positive }: RunGroup): string {
  const of = label === undefined ? "" : ` "${label}"`;
  const what = { classes: `classes${of}`, number: `a number${of}`, distances: "distances" }[task];
  return positive === undefined ? `${data}: ${what}` : `${data}: ${what}, "${positive}" is to be found`;
}

interface Column {
  head: string;
  cell: (run: RunSummary) => string;
  /** whether any run has it; all have it when left out */
  shown?: boolean;
  /** the lower it is, the sooner it is left out where the terminal is narrow; what has none always stays */
  weight?: number;
}

const heads: Readonly<Record<JudgedFigure, string>> = {
  missed: "missed",
  averagePrecision: "avg. precision",
  accuracy: "accuracy",
  r2: "R²",
  auroc: "AUROC",
};

function groupTable({ runs, by, task, positive }: RunGroup, width: number): string {
  const some = (holds: (run: RunSummary) => boolean) => runs.some(holds);
  const figure = (name: JudgedFigure, weight?: number): Column => ({
    head: heads[name],
    cell: (run) => digits(figureOf(run, name)),
    weight,
  });
  const more: Column[] =
    positive === undefined
      ? []
      : [
          ...(by === "missed"
            ? []
            : [{ ...figure("missed", 6), shown: some(({ worth }) => worth?.missed !== undefined) }]),
          {
            head: "over-rejected",
            cell: ({ worth }) => digits(worth?.overRejected),
            shown: some(({ worth }) => worth?.overRejected !== undefined),
            weight: 5,
          },
          ...(by === "accuracy" ? [] : [figure("accuracy", 4)]),
        ];
  const all: Column[] = [
    { head: "run", cell: ({ folder }) => folder },
    figure(by),
    ...more,
    { head: "loss", cell: ({ result }) => digits(result?.loss), weight: task === "distances" ? 3 : 7 },
    {
      head: "validation loss",
      cell: ({ result }) => digits(result?.validationLoss),
      shown: some(({ result }) => result?.validationLoss !== undefined),
      weight: 1,
    },
    { head: "seconds", cell: ({ result }) => digits(result?.seconds, 3), weight: 2 },
    {
      head: "epochs",
      cell: ({ history, experiment, finished }) =>
        inLanguage(`${history.length} of ${experiment.training.epochs}${finished ? "" : ", not finished"}`),
    },
    {
      head: "network",
      cell: ({ experiment: { network, training } }) =>
        `${networkInWords(network, training.members)} ${network.activation}`,
      weight: 3,
    },
  ];
  let columns = all.filter(({ shown = true }) => shown);
  for (;;) {
    const text = fitted(columns, runs, width);
    const least = columns.reduce<Column | undefined>(
      (a, b) => (b.weight !== undefined && (a?.weight === undefined || b.weight < a.weight) ? b : a),
      undefined,
    );
    if (text.widest <= width || least === undefined) return text.lines;
    columns = columns.filter((column) => column !== least);
  }
}

/** A table; where it is too wide, long names of runs stand in lines of their own. */
function fitted(
  columns: readonly Column[],
  runs: readonly RunSummary[],
  width: number,
): { lines: string; widest: number } {
  const head = columns.map(({ head }) => inLanguage(head));
  const cells = runs.map((run) => columns.map(({ cell }) => cell(run)));
  const whole = table(head, cells);
  const widest = (lines: string) => largest(lines.split("\n").map(displayWidth));
  if (widest(whole) <= width) return { lines: whole, widest: widest(whole) };
  const most = 20;
  const short = cells.map(([name, ...rest]) => [displayWidth(name!) > most ? "" : name!, ...rest]);
  const [first, ...rows] = table(head, short).split("\n");
  const lines = rows.flatMap((row, i) => (short[i]![0] === "" ? [cells[i]![0]!, row] : [row]));
  const names = new Set(cells.map(([name]) => name!));
  // A name alone may be as long as it is.
  const told = [first!, ...lines].filter((line) => !names.has(line));
  return { lines: [first!, ...lines].join("\n"), widest: largest(told.map(displayWidth)) };
}
