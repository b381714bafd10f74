import { Command } from "commander";
import { append } from "../../data/numbers/lists.ts";
import type { FileReading } from "../../data/reading.ts";
import type { ThresholdAim } from "../../model/inspection/inspection.ts";
import { table } from "../../report/pages/textTable.ts";
import type { Language } from "../../report/report.ts";
import { aimInWords, thresholdInWords } from "../../report/words/inspection.ts";
import { passedOverInWords } from "../../tasks/inspection/pictureTable.ts";
import { type JudgedParts, type JudgeReport, type JudgeRule, judge } from "../../tasks/judge.ts";
import type { PartVerdict } from "../../tasks/pages/verdictPictures.ts";
import { type Console, grouped, openConsole, sayErrors } from "../terminal/console.ts";
import { inLanguage } from "../terminal/language.ts";
import { count, jsonOption, parsed } from "../terminal/options.ts";
import { howFlagsSay, withReading } from "../terminal/readingFlags.ts";
import { type AimFlags, aimFlags, aimOf } from "./aimFlags.ts";

interface Options extends AimFlags, Omit<FileReading, "sheet"> {
  reference?: string[];
  neighbours?: number;
  out?: string;
  sheet?: string;
  sheetParts: number;
  heat?: string;
  lang: Language;
  json?: boolean;
}

export const command = withReading(new Command("judge"), "sheet")
  .argument("<run>", "a run folder of kiso train --task siamese")
  .argument(
    "<parts...>",
    "images, or folders or .zip archives of images (of a model of measurements: tables)",
  )
  .option(
    "--reference <good...>",
    "good parts to compare with: a folder or images (default: those that the model keeps)",
  );
for (const option of aimFlags()) command.addOption(option);
command
  .addOption(
    parsed(
      "--neighbours <k>",
      "the distance is the mean to so many of the nearest references (default: as trained)",
      count,
    ),
  )
  .option("--out <file>", "the verdicts as a table: .csv, .tsv, .xlsx, .parquet or .jsonl")
  .option("--sheet <file>", "a picture of the borderline parts with heat maps: .png or .svg")
  .addOption(parsed("--sheet-parts <n>", "how many parts the sheet shows", count).default(12))
  .option("--heat <folder>", "of each image that fails, a heat map of where its distance comes from, as PNG")
  .addOption(jsonOption())
  .action(run);

async function run(folder: string, parts: string[], options: Options): Promise<void> {
  const { reference, neighbours, out, sheet, sheetParts, heat: heatFolder } = options;
  const aim = aimOf(options, "distances") as ThresholdAim | undefined; // another is refused as none of distances
  const console = openConsole(options);
  let rule: JudgeRule | undefined;
  let judged: JudgedParts | undefined;
  let heat: object | undefined;
  const written: string[] = [];
  const asked = {
    run: folder,
    parts,
    reference,
    aim,
    neighbours,
    out,
    sheetParts,
    heat: heatFolder,
    lang: options.lang,
    ...howFlagsSay({ ...options, sheet: undefined }),
    sheet,
  };
  for await (const report of judge(asked)) {
    if (report.kind === "rule") {
      rule = report;
      sayRule(rule, console);
    } else if (report.kind === "judged") {
      judged = report;
      sayVerdicts(judged, rule!, console);
    } else if (report.kind === "written") {
      console.say(writtenInWords(report));
      if (report.what === "verdicts") {
        append(written, report.notes);
        for (const note of report.notes) console.say(`note   ${note}`);
      }
      if (report.what === "heat") heat = report.heat;
    }
  }
  const {
    parts: verdicts,
    passed,
    failed,
    errors,
    files,
    passedOver,
    folders,
    light,
    drift,
    notes,
    seconds,
  } = judged!;
  sayErrors(errors);
  const { threshold, aim: chosenFor, references, neighbours: nearest } = rule!;
  console.json({
    run: folder,
    threshold,
    aim: chosenFor,
    references,
    neighbours: nearest,
    parts: verdicts,
    passed,
    failed,
    errors,
    files,
    passedOver,
    folders: folders.length > 0 ? folders : undefined,
    light,
    drift,
    notes: [...rule!.notes, ...notes, ...written],
    seconds,
    out,
    sheet,
    heat,
  });
}

/** How one that is judged is called. */
const noun = ({ each }: JudgeRule, of: number): string =>
  `${each === "row" ? "row" : "part"}${of === 1 ? "" : "s"}`;

function sayRule(rule: JudgeRule, console: Console): void {
  const { references, threshold, aim, expected, notes } = rule;
  console.say(
    `judge  by ${grouped(references)} good ${noun(rule, references)}; beyond a distance of ${threshold.toPrecision(4)} a ${noun(rule, 1)} fails (${aimInWords(aim)})`,
  );
  if (expected) console.say(`       expected: ${thresholdInWords(expected)}`);
  for (const note of notes) console.say(`note   ${note}`);
}

function sayVerdicts(judged: JudgedParts, rule: JudgeRule, console: Console): void {
  const { parts, failed, errors, passedOver, folders, notes, seconds } = judged;
  if (parts.length > 0) console.show(`\n${verdictTable(parts, noun(rule, 1))}\n`);
  if (passedOver.length > 0) console.say(`note   ${passedOverInWords(passedOver)}`);
  for (const note of notes) console.say(`note   ${note}`);
  for (const { folder, parts, failed } of folders)
    console.say(`       ${folder}: ${grouped(failed)} of ${grouped(parts)} fail`);
  const unread = errors.length > 0 ? `, ${grouped(errors.length)} could not be judged` : "";
  console.say(
    `result ${grouped(failed)} of ${grouped(parts.length)} ${noun(rule, 2)} fail${unread}; ${seconds.toFixed(2)} s, ${grouped(Math.round(parts.length / seconds))} ${noun(rule, 2)} per second, reading included`,
  );
}

function verdictTable(verdicts: readonly PartVerdict[], each: string): string {
  return table(
    ["verdict", "distance", each, `nearest good ${each}`].map(inLanguage),
    verdicts.map(({ file, verdict, distance, nearest }) => [
      inLanguage(verdict === "pass" ? "○ pass" : "× fail"),
      distance.toFixed(4),
      file,
      nearest,
    ]),
  );
}

function writtenInWords(written: Extract<JudgeReport, { kind: "written" }>): string {
  switch (written.what) {
    case "verdicts":
      return `wrote  ${written.path}`;
    case "sheet":
      return `wrote  ${written.path}: the ${grouped(written.parts)} parts nearest to the threshold`;
    case "heat":
      return `wrote  ${written.path}: ${grouped(written.heat.length)} heat maps`;
  }
}
