import { type ContenderName, contenders } from "./contenders.ts";
import type { Benchmark, Target } from "./jobs.ts";
import type { Outcome, Outcomes } from "./measure.ts";
import type { MemoryReport } from "./peers/memory.ts";
import { type Summary, timesAsFast } from "./statistics.ts";
import type { ProcessOutcome } from "./wholeProcess.ts";

/** A benchmark as Markdown: what was promised and whether it holds, then everyone's times. */
export function benchmarkSection(
  { title, about, unit, contenders, targets }: Benchmark,
  outcomes: Outcomes,
): string {
  return section(title, about, [
    table(
      ["target", "wanted", "measured", ""],
      targets.map((target) => targetRow(target, outcomes)),
    ),
    table(
      ["", `ms per ${unit.name}: median`, "quartiles", "kiso is", "result"],
      contenders.map((name) => timesRow(name, outcomes)),
    ),
  ]);
}

function targetRow({ of, beside, ratio, aim, yardstick }: Target, outcomes: Outcomes): string[] {
  const what = `${contenders[of].title} beside ${contenders[beside].title}`;
  const wanted = yardstick ? "none: a yardstick" : `≥ ${ratio}×${aim === undefined ? "" : ` (aim ${aim}×)`}`;
  const [ours, theirs] = [outcomes[of], outcomes[beside]];
  const measured = timesOf(ours) && timesOf(theirs) && timesAsFast(timesOf(ours)!, timesOf(theirs)!);
  if (!measured) {
    const missing = timesOf(ours) ? beside : of;
    return [what, wanted, `${contenders[missing].title} is absent`, "not measured"];
  }
  if (![ours, theirs].every(agrees)) return [what, wanted, times(measured), "void: a result is wrong"];
  return [what, wanted, times(measured), yardstick ? "" : met(measured >= ratio)];
}

function timesRow(name: ContenderName, outcomes: Outcomes): string[] {
  const outcome = outcomes[name];
  const title = contenders[name].title;
  if (!outcome || "absent" in outcome) return [title, "absent", "", "", cell(outcome?.absent ?? "not run")];
  const kiso = timesOf(outcomes.kiso);
  const faster = kiso && name !== "kiso" ? times(timesAsFast(kiso, outcome.times)) : "";
  const { said, agrees } = outcome.verdict;
  return [title, ...summaryCells(outcome.times), faster, agrees ? said : `**wrong**: ${said}`];
}

/** Job P as Markdown. */
export function processSection(outcomes: readonly ProcessOutcome[]): string {
  const python = outcomes.at(-1)!;
  const targets = outcomes.slice(0, -1).map(({ title, printed, accuracy }) => {
    const target = [`${title}, beside the Python program`, "> 1×"];
    if (!printed || !python.printed) return [...target, "a side is absent", "not measured"];
    const faster = timesAsFast(printed, python.printed);
    return [
      ...target,
      times(faster),
      accuracy === python.accuracy ? met(faster > 1) : "void: accuracies differ",
    ];
  });
  return section(
    "P: the whole process",
    "`node dist/cli.js train train.csv --test test.csv --recipe lesson --progress none` (float64), from the start of the process to the accuracy on the screen, beside a Python program that reads the same files, trains the same and prints the same accuracy. kiso measures its loss after every epoch and keeps a checkpoint, Python every fifth; after the accuracy kiso writes model, pictures and README.",
    [
      table(["target", "wanted", "measured", ""], targets),
      table(
        ["", "ms to the accuracy: median", "quartiles", "ms to the end", "accuracy"],
        outcomes.map(({ title, printed, ended, accuracy, absent }) =>
          printed && ended
            ? [title, ...summaryCells(printed), figure(ended.median), String(accuracy)]
            : [title, "absent", "", "", cell(absent ?? "")],
        ),
      ),
    ],
  );
}

const megabyte = 2 ** 20;

/** Job M as Markdown. */
export function memorySection({
  steps,
  resident,
  heapGrowth,
  allocatedPerStep,
  collections,
  seconds,
}: MemoryReport): string {
  const spread = (Math.max(...resident) - Math.min(...resident)) / megabyte;
  const growth = (resident.at(-1)! - resident[0]!) / megabyte;
  return section(
    "M: memory over a million steps",
    `${steps.toLocaleString("en")} steps of job A (float32) in one process, ${seconds.toFixed(1)} s, after a tenth as many to warm up. The heap is compared after a full collection before and after; what remains are a few kB of V8's own (compiled code, this measurement), so growth under 0.05 bytes a step and allocation under 0.5 count as none.`,
    [
      table(
        ["target", "wanted", "measured", ""],
        [
          ["resident memory, largest less smallest", "≤ 2 MB", `${spread.toFixed(2)} MB`, met(spread <= 2)],
          ["resident memory, end less start", "≤ 2 MB", `${growth.toFixed(2)} MB`, met(growth <= 2)],
          [
            "JavaScript heap growth a step",
            "0 bytes",
            `${bytesPerStep(heapGrowth / steps)} (${(heapGrowth / 1024).toFixed(1)} kB in all)`,
            met(heapGrowth / steps < 0.05),
          ],
          [
            "allocated a step",
            "0 bytes",
            `${bytesPerStep(allocatedPerStep)}; ${collections} collections`,
            met(allocatedPerStep < 0.5),
          ],
        ],
      ),
    ],
  );
}

const bytesPerStep = (bytes: number) => `${Math.max(0, bytes).toFixed(3)} bytes`;

/** The software that took part, each version once. */
export function versions(outcomes: readonly Outcomes[]): string {
  const lines = new Map<string, string>();
  for (const [name, outcome] of outcomes.flatMap((o) => Object.entries(o) as [ContenderName, Outcome][])) {
    if ("about" in outcome) lines.set(name, `${outcome.about.version}: ${outcome.about.runtime}`);
    else if (!lines.has(name)) lines.set(name, `${contenders[name].title}: absent: ${cell(outcome.absent)}`);
  }
  return [...new Set(lines.values())].map((line) => `- ${line}`).join("\n");
}

export function section(title: string, about: string, parts: readonly string[]): string {
  return [`## ${title}`, about, ...parts].join("\n\n");
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const timesOf = (outcome: Outcome | undefined): Summary | undefined =>
  outcome && "times" in outcome ? outcome.times : undefined;
const agrees = (outcome: Outcome | undefined): boolean =>
  outcome !== undefined && "verdict" in outcome && outcome.verdict.agrees;
const summaryCells = ({ median, low, high }: Summary) => [
  figure(median),
  `${figure(low)} to ${figure(high)}`,
];
const times = (ratio: number) => `${ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(1)}×`;
const met = (yes: boolean) => (yes ? "met" : "**not met**");
/** Three significant digits, never as 1e3. */
const figure = (ms: number) => (ms >= 100 ? ms.toFixed(0) : ms.toPrecision(3));
/** A message fits a cell of a table. */
const cell = (message: string) => message.replaceAll("|", "/").replaceAll(/\s+/g, " ").slice(0, 160);
