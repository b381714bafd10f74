import { Command } from "commander";
import { writeTable } from "../data/formats/write.ts";
import { loadEngine } from "../engine/load.ts";
import { UserError } from "../errors.ts";
import type { Embeddings } from "../model/inspection/distance.ts";
import { Embedder } from "../model/inspection/embedder.ts";
import type { Inspection, ThresholdAim } from "../model/inspection/inspection.ts";
import { likeness, passes } from "../model/inspection/inspector.ts";
import { loadReferences, type References } from "../model/inspection/references.ts";
import { chooseThreshold } from "../model/inspection/threshold.ts";
import { loadModel, type Model } from "../model/model.ts";
import { checkChartPath } from "../plot/write.ts";
import { table } from "../report/pages/textTable.ts";
import { type AimOptions, aimInWords, aimOf, aimOptions } from "./aim.ts";
import { type Console, grouped, openConsole } from "./console.ts";
import { thresholdInWords } from "./inspectionWords.ts";
import { count, jsonOption, parsed } from "./options.ts";
import { allRows, partRows, type Unread } from "./partRows.ts";
import type { Heat } from "./verdictPictures.ts";

interface Options extends AimOptions {
  reference?: string[];
  neighbours?: number;
  out?: string;
  sheet?: string;
  sheetParts: number;
  heat?: string;
  json?: boolean;
}

export const command = new Command("judge")
  .argument("<run>", "a run folder of kiso train --task siamese")
  .argument("<parts...>", "images, or folders of images (of a model of measurements: tables)")
  .option(
    "--reference <good...>",
    "good parts to compare with: a folder or images (default: those that the model keeps)",
  );
for (const option of aimOptions()) command.addOption(option);
command
  .addOption(
    parsed(
      "--neighbours <k>",
      "the distance is the mean to so many of the nearest references (default: as trained)",
      count,
    ),
  )
  .option("--out <file>", "the verdicts as a table: .csv, .tsv, .parquet or .jsonl")
  .option("--sheet <file>", "a picture of the borderline parts with heat maps: .png or .svg")
  .addOption(parsed("--sheet-parts <n>", "how many parts the sheet shows", count).default(12))
  .option("--heat <folder>", "of each image that fails, a heat map of where its distance comes from, as PNG")
  .addOption(jsonOption())
  .action(run);

/** A judged part. */
export interface PartVerdict {
  readonly file: string;
  readonly verdict: "pass" | "fail";
  readonly distance: number;
  /** the reference that it is nearest to */
  readonly nearest: string;
}

/** All that parts are judged by. */
export interface Bench {
  readonly model: Model;
  readonly embedder: Embedder;
  readonly references: References;
  readonly embedded: Embeddings;
  readonly neighbours: number;
  readonly threshold: number;
}

async function run(folder: string, parts: string[], options: Options): Promise<void> {
  if (options.sheet) checkChartPath(options.sheet);
  const model = await loadModel(folder);
  const embedder = new Embedder(model, await loadEngine("auto"));
  if ((options.sheet || options.heat) && !model.image)
    throw new UserError(`--sheet and --heat show images, and ${folder} judges measurements; leave them out`);
  const { threshold, expected, aim } = thresholdOf(model, options, folder);
  const references = options.reference
    ? await allRows(options.reference, model)
    : await loadReferences(folder, embedder.features);
  if (!references) {
    throw new UserError(`${folder} keeps no good parts to compare with; name some: --reference GOOD_FOLDER`);
  }
  const neighbours = options.neighbours ?? model.inspection?.neighbours ?? 1;
  const bench: Bench = {
    ...{ model, embedder, references, neighbours, threshold },
    embedded: await embedder.embed(references.rows),
  };

  const console = openConsole(options);
  const counted = references.names.length;
  console.say(
    `judge  by ${grouped(counted)} good ${counted === 1 ? "part" : "parts"}; beyond a distance of ${threshold.toPrecision(4)} a part fails (${aimInWords(aim)})`,
  );
  if (expected) console.say(`       expected: ${expected}`);
  const warned = referencesInWords(model.inspection, counted, neighbours);
  if (warned) console.say(`note   ${warned}`);

  const began = performance.now();
  const { verdicts, unread } = await judgeParts(parts, bench);
  const seconds = (performance.now() - began) / 1000;
  if (verdicts.length > 0) console.say(`\n${verdictTable(verdicts)}\n`);
  const failed = verdicts.filter(({ verdict }) => verdict === "fail").length;
  console.say(
    `result ${grouped(failed)} of ${grouped(verdicts.length)} parts fail; ${seconds.toFixed(2)} s, ${grouped(Math.round(verdicts.length / seconds))} parts per second, reading included`,
  );
  const heat = await writeVerdicts(verdicts, bench, options, console);
  embedder.dispose();
  for (const { message } of unread) process.stderr.write(`kiso: ${message}\n`);
  if (unread.length > 0) process.exitCode = 2;
  console.json({
    ...{ run: folder, threshold, aim, references: counted, neighbours },
    ...{ parts: verdicts, passed: verdicts.length - failed, failed, errors: unread, seconds },
    ...(options.out ? { out: options.out } : {}),
    ...(options.sheet ? { sheet: options.sheet } : {}),
    ...(heat ? { heat } : {}),
  });
}

/** As the model has it, or for another aim on the same held-out distances. */
function thresholdOf(
  { inspection }: Model,
  options: Options,
  folder: string,
): { threshold: number; aim: ThresholdAim; expected?: string } {
  const aim = aimOf(options);
  if (aim?.name === "fixed") return { threshold: aim.threshold, aim };
  if (!inspection) {
    throw new UserError(
      `${folder} knows no threshold, since no class of its data was called good; train with --good CLASS, or give a distance: --aim 0.5`,
    );
  }
  const chosen = aim ? chooseThreshold(aim, inspection.known) : inspection.chosen;
  return { threshold: chosen.threshold, aim: aim ?? inspection.aim, expected: thresholdInWords(chosen) };
}

/** The threshold holds for about as many references as it was chosen with. */
function referencesInWords(
  inspection: Inspection | undefined,
  counted: number,
  neighbours: number,
): string | undefined {
  if (!inspection) return undefined;
  if (neighbours !== inspection.neighbours)
    return `the threshold was chosen with --neighbours ${inspection.neighbours}; with ${neighbours} distances are others`;
  if (2 * counted >= inspection.references && counted <= 2 * inspection.references) return undefined;
  const how = counted < inspection.references ? "greater" : "smaller";
  return `the threshold was chosen with ${inspection.references} references; with ${counted} distances are ${how}`;
}

async function judgeParts(
  parts: readonly string[],
  { model, embedder, references, embedded, neighbours, threshold }: Bench,
): Promise<{ verdicts: PartVerdict[]; unread: Unread[] }> {
  const verdicts: PartVerdict[] = [];
  const unread: Unread[] = [];
  for await (const piece of partRows(parts, model)) {
    unread.push(...piece.unread);
    if (piece.names.length === 0) continue;
    const found = likeness(await embedder.embed(piece.rows), embedded, {
      distance: embedder.distance,
      neighbours,
    });
    for (const [i, like] of found.entries()) {
      verdicts.push({
        file: piece.names[i]!,
        verdict: passes(like, threshold) ? "pass" : "fail",
        distance: like.distance,
        nearest: references.names[like.nearest]!,
      });
    }
  }
  return { verdicts, unread };
}

function verdictTable(verdicts: readonly PartVerdict[]): string {
  return table(
    ["verdict", "distance", "part", "nearest good part"],
    verdicts.map(({ file, verdict, distance, nearest }) => [
      verdict === "pass" ? "○ pass" : "× fail",
      distance.toFixed(4),
      file,
      nearest,
    ]),
  );
}

async function writeVerdicts(
  verdicts: readonly PartVerdict[],
  bench: Bench,
  { out, sheet, sheetParts, heat }: Options,
  console: Console,
): Promise<Heat[] | undefined> {
  if (out) {
    await writeTable(out, [
      { name: "file", text: verdicts.map(({ file }) => file) },
      { name: "verdict", text: verdicts.map(({ verdict }) => verdict) },
      { name: "distance", values: Float64Array.from(verdicts, ({ distance }) => distance) },
      { name: "threshold", values: new Float64Array(verdicts.length).fill(bench.threshold) },
      { name: "nearest", text: verdicts.map(({ nearest }) => nearest) },
    ]);
    console.say(`wrote  ${out}`);
  }
  if (!sheet && !heat) return undefined;
  const { writeHeat, writeSheet } = await import("./verdictPictures.ts");
  if (sheet) {
    const shown = await writeSheet(sheet, verdicts, bench, sheetParts);
    console.say(`wrote  ${sheet}: the ${grouped(shown)} parts nearest to the threshold`);
  }
  if (!heat) return undefined;
  const drawn = await writeHeat(heat, verdicts, bench);
  console.say(`wrote  ${heat}: ${grouped(drawn.length)} heat maps`);
  return drawn;
}
