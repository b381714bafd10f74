import { basename } from "node:path";
import { Command } from "commander";
import { type CurvePanel, curvesChart } from "../../plot/charts/curves.ts";
import { checkChartPath, writeChart } from "../../plot/write.ts";
import { table } from "../../report/pages/textTable.ts";
import { networkInWords } from "../../report/words/experiment.ts";
import type { Metric } from "../../train/run/metricsFile.ts";
import { differences, findRuns, type RunSummary, summarise } from "../../train/run/runSummary.ts";
import { type Console, openConsole } from "../terminal/console.ts";
import { choice, jsonOption } from "../terminal/options.ts";

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

type Order = "accuracy" | "loss" | "seconds";

/** Larger is better: of a regression, R² is what accuracy is of a classifier. */
const merit: Record<Order, (metric: Metric) => number> = {
  accuracy: ({ accuracy, r2 }) => accuracy ?? r2 ?? Number.NEGATIVE_INFINITY,
  loss: ({ loss }) => -loss,
  seconds: ({ seconds }) => -seconds,
};

async function list(folder: string, { sort, json }: { sort: Order; json?: boolean }): Promise<void> {
  const { runs, skipped } = await findRuns(folder);
  const rank = ({ result }: RunSummary) => {
    const found = result ? merit[sort](result) : Number.NaN;
    return Number.isNaN(found) ? Number.NEGATIVE_INFINITY : found;
  };
  const ranks = new Map(runs.map((run) => [run, rank(run)]));
  // A stable sort: runs of the same merit stay in the order of their names.
  runs.sort((a, b) => (ranks.get(a) === ranks.get(b) ? 0 : ranks.get(b)! - ranks.get(a)!));

  const console = openConsole({ json });
  if (runs.length > 0) sayRuns(runs, console);
  else console.say(`no runs in ${folder}; kiso train makes one`);
  for (const { folder: inside, why } of skipped) console.say(`skip   ${inside}: ${why}`);
  console.json({
    sort,
    runs: runs.map(({ folder: run, experiment, metrics, result, finished }) => ({
      run,
      finished,
      epochs: metrics.length,
      ...result,
      experiment,
    })),
    skipped,
  });
}

function sayRuns(runs: readonly RunSummary[], console: Console): void {
  const regression = runs.some(({ result }) => result?.r2 !== undefined);
  const classes = runs.some(({ result }) => result?.r2 === undefined);
  const validated = runs.some(({ result }) => result?.validationLoss !== undefined);
  const head = [
    "run",
    ...(classes ? ["accuracy"] : []),
    ...(regression ? ["R²"] : []),
    "loss",
    ...(validated ? ["validation loss"] : []),
    "seconds",
    "epochs",
    "network",
    "data",
  ];
  const rows = runs.map(({ folder, experiment: { network, training, data }, metrics, result, finished }) => [
    folder,
    ...(classes ? [digits(result?.accuracy)] : []),
    ...(regression ? [digits(result?.r2)] : []),
    digits(result?.loss),
    ...(validated ? [digits(result?.validationLoss)] : []),
    digits(result?.seconds, 3),
    `${metrics.length} of ${training.epochs}${finished ? "" : ", not finished"}`,
    `${networkInWords(network)} ${network.activation}`,
    data.source,
  ]);
  console.say(table(head, rows));
}

const digits = (value: number | undefined, count = 4): string =>
  value === undefined ? "–" : value.toFixed(count);

const resultNames = [
  "accuracy",
  "r2",
  "loss",
  "validationLoss",
  "validationAccuracy",
  "validationR2",
  "seconds",
] as const;

async function compare(a: string, b: string, { out, json }: { out?: string; json?: boolean }): Promise<void> {
  if (out) checkChartPath(out);
  const runs = [await summarise(a), await summarise(b)] as const;
  const [first, second] = runs;
  const settings = differences(first.experiment, second.experiment);
  const names = resultNames.filter((name) => runs.some(({ result }) => result?.[name] !== undefined));

  const console = openConsole({ json });
  const settingRows = Object.entries(settings).map(([path, values]) => [path, ...values.map(shown)]);
  if (settingRows.length > 0) console.say(table(["setting", a, b], settingRows));
  else console.say("the settings are the same");
  const resultRows = names.map((name) => {
    const [x, y] = runs.map(({ result }) => result?.[name]);
    const by = x === undefined || y === undefined ? "–" : signed(y - x);
    return [name, digits(x, 6), digits(y, 6), by];
  });
  const epochs = runs.map(({ metrics }) => String(metrics.length));
  console.say("");
  console.say(table(["result", a, b, "difference"], [...resultRows, ["epochs", ...epochs, ""]]));
  if (out) {
    await writeChart(out, await curvesChart({ panels: panels(runs) }), { dpi: 144 });
    console.say(`\nwrote  ${out}`);
  }
  console.json({
    runs: [a, b],
    settings,
    results: Object.fromEntries(
      names.map((name) => [name, runs.map(({ result }) => result?.[name] ?? null)]),
    ),
    epochs: runs.map(({ metrics }) => metrics.length),
    ...(out ? { out } : {}),
  });
}

const signed = (x: number): string => (x > 0 ? `+${x.toFixed(6)}` : x.toFixed(6));

/** A setting's value in a cell; hashes by their beginning. */
function shown(value: unknown): string {
  if (value === undefined) return "–";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text;
}

/** A panel for each figure that either run has of its epochs. */
function panels(runs: readonly RunSummary[]): CurvePanel[] {
  const folders = runs.map(({ folder }) => folder);
  const bases = folders.map((folder) => basename(folder));
  const names =
    new Set(bases).size === runs.length ? bases : folders.map((folder, i) => `${"ab"[i]}: ${folder}`);
  const wanted = [
    ["loss", "loss on the training rows"],
    ["validationLoss", "validation loss"],
    ["accuracy", "accuracy"],
    ["r2", "R²"],
  ] as const;
  return wanted.flatMap(([key, yLabel]) => {
    const series = runs.flatMap(({ metrics }, i) => {
      const points = metrics.filter((metric) => Number.isFinite(metric[key]));
      if (points.length === 0) return [];
      return [
        { name: names[i]!, x: points.map(({ epoch }) => epoch), y: points.map((metric) => metric[key]!) },
      ];
    });
    const most = key === "accuracy" || key === "r2" ? { most: 1 } : {};
    return series.length > 0 ? [{ yLabel, series, ...most }] : [];
  });
}
