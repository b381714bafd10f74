import { sheetNotes } from "../data/formats/sheetText.ts";
import { checkTablePath, onePiece, writeForPeople } from "../data/formats/write.ts";
import type { WriteColumn } from "../data/formats/writeColumn.ts";
import { type HowToRead, howToReadNames } from "../data/reading.ts";
import { asProgram, checkNames, SettingError, type Spell } from "../errors.ts";
import { checkWrites } from "../files.ts";
import type { Drift } from "../model/drift/drift.ts";
import { embeddingOf } from "../model/inspection/embedder.ts";
import type { Inspection, Threshold, ThresholdAim } from "../model/inspection/inspection.ts";
import { thresholdFor } from "../model/inspection/judge.ts";
import { addLight, type PictureLight, shiftOf } from "../model/inspection/light.ts";
import { Model } from "../model/model.ts";
import { checkChartPath } from "../plot/write.ts";
import type { Language } from "../report/report.ts";
import { speechIn } from "../report/words/catalogue/speech.ts";
import {
  type JudgedFolder,
  judgedFolders,
  type LotLight,
  lotLight,
  lotNotes,
  remarkNotes,
} from "./inspection/lot.ts";
import type { Unread } from "./inspection/partFiles.ts";
import { allRows, type NamedParts, namedParts } from "./inspection/partRows.ts";
import type { Remark } from "./inspection/pictureRows.ts";
import type { Bench, HeatPicture, PartVerdict } from "./pages/verdictPictures.ts";
import { LotDrift } from "./rows/far/lotDrift.ts";
import { checkSources } from "./rows/newRows.ts";

export interface JudgeRunOptions extends Omit<HowToRead, "sheet"> {
  /** the folder of a trained model of distances */
  run: string;
  /** images, or folders of images; tables where the model takes measurements */
  parts: readonly string[];
  /** good parts to compare with; those that the model keeps, when left out */
  reference?: readonly string[];
  /** what the threshold is chosen for; as trained, when left out */
  aim?: ThresholdAim;
  /** the distance is the mean to so many of the nearest references; as trained, when left out */
  neighbours?: number;
  /** a file for the verdicts: .csv, .tsv, .parquet or .jsonl */
  out?: string;
  /** a picture of the parts nearest to the threshold: .png or .svg */
  sheet?: string;
  /** how many parts the sheet shows; 12 when left out */
  sheetParts?: number;
  /** a folder for a heat map of each image that fails */
  heat?: string;
  /** the language of the sheet, and of what could not be judged; English when left out */
  lang?: Language;
  /** when aborted, judging throws before the next parts */
  signal?: AbortSignal;
}

const names = [
  "run",
  "parts",
  "reference",
  "aim",
  "neighbours",
  "out",
  "sheet",
  "sheetParts",
  "heat",
  "lang",
  "signal",
  ...howToReadNames.filter((name) => name !== "sheet"),
] as const satisfies (keyof JudgeRunOptions)[];

/** By what parts are judged. */
export interface JudgeRule {
  threshold: number;
  aim: ThresholdAim;
  /** what one part is: a picture, or a row of measurements */
  each: "picture" | "row";
  /** what the threshold did on the parts that it was chosen on; nothing where it was given */
  expected?: Threshold;
  /** how many good parts are compared with, and how many of the nearest count */
  references: number;
  neighbours: number;
  /** what may make distances other than those that the threshold was chosen on, a line each */
  notes: readonly string[];
}

export interface JudgedParts {
  parts: readonly PartVerdict[];
  passed: number;
  failed: number;
  /** parts that could not be looked at */
  errors: readonly Unread[];
  /** of images: how many files were found, which are judged, in error or passed over */
  files?: number;
  /** files that are plainly no pictures */
  passedOver: readonly string[];
  /** how many parts of each folder fail, where there are several */
  folders: readonly JudgedFolder[];
  /** of images: in what light they were taken, beside the good parts that the model knows */
  light?: LotLight;
  /** how the parts have drifted since training; nothing where the model cannot tell */
  drift?: Drift | undefined;
  /** what a person should know of the parts together, a line each */
  notes: readonly string[];
  /** of reading and judging */
  seconds: number;
}

export type JudgeReport =
  | ({ kind: "rule" } & JudgeRule)
  | ({ kind: "part" } & PartVerdict)
  | ({ kind: "unread" } & Unread)
  | ({ kind: "judged" } & JudgedParts)
  | { kind: "written"; what: "verdicts"; path: string; notes: readonly string[] }
  | { kind: "written"; what: "sheet"; path: string; parts: number }
  | { kind: "written"; what: "heat"; path: string; heat: readonly HeatPicture[] };

/**
 * Passes or fails parts by their distance to good ones: reports the rule, each part, all of them together, and each file
 * that was written. Throws a UserError where the model knows no threshold or no good part.
 *
 *     for await (const report of judge({ run: "runs/parts-1", parts: ["new"] }))
 *       if (report.kind === "part" && report.verdict === "fail") sortOut(report.file);
 */
export async function* judge(options: JudgeRunOptions): AsyncGenerator<JudgeReport, void, void> {
  checkNames("judge", options, names);
  const { run, parts, reference, out, sheet, sheetParts = 12, heat, lang = "en", signal } = options;
  checkSources("judge: parts", parts);
  if (reference !== undefined) checkSources("judge: reference", reference);
  if (out !== undefined) checkTablePath(out, { text: true });
  if (sheet) checkChartPath(sheet);
  await checkWrites(parts, { files: [out, sheet], folder: heat });
  const model = await Model.load(run);
  try {
    if ((sheet || heat) && !model.card.image)
      throw new SettingError(
        (say) =>
          `${say("sheet")} and ${say("heat")} show images, and ${run} judges measurements; leave them out`,
      );
    const { bench, rule } = await openBench(model, options);
    yield { kind: "rule", ...rule };
    const began = performance.now();
    const verdicts: PartVerdict[] = [];
    const errors: Unread[] = [];
    const light: PictureLight = { brightness: [], contrast: [] };
    const remarks: Remark[] = [];
    const named = await namedParts(parts, model.card, howOfParts(options));
    const lot = new LotDrift(model.card, named.files ?? 0);
    for await (const one of judgedParts(named, bench, { light, remarks, lot })) {
      signal?.throwIfAborted();
      if (one.kind === "unread") errors.push({ file: one.file, message: one.message });
      else verdicts.push({ ...one.part });
      yield one.kind === "unread" ? one : { kind: "part", ...one.part };
    }
    const seconds = (performance.now() - began) / 1000;
    const failed = verdicts.filter(({ verdict }) => verdict === "fail").length;
    const found = lotLight(light, model.card.inspection?.light);
    // Light that lies beyond all good parts is said in a line of its own.
    const drift = named.drift ?? lot.drift(new Set(found?.shifts.map(shiftOf)));
    yield {
      kind: "judged",
      parts: verdicts,
      passed: verdicts.length - failed,
      failed,
      errors,
      files: named.files,
      passedOver: named.passedOver,
      folders: judgedFolders(verdicts),
      light: found,
      drift,
      notes: [
        ...named.notes,
        ...remarkNotes(remarks),
        ...lotNotes(verdicts, { errors, light: found, rows: !model.card.image, spell: options.spell }),
        ...(model.card.image ? lot.notes(drift) : []),
      ],
      seconds,
    };
    const speech = await speechIn(lang);
    if (out) {
      const told = errors.map((one) => ({ ...one, message: speech(one.message) }));
      const notes = await writeVerdicts(out, verdicts, { errors: told, threshold: bench.threshold });
      yield { kind: "written", what: "verdicts", path: out, notes };
    }
    if (!sheet && !heat) return;
    const { writeHeat, writeSheet } = await import("./pages/verdictPictures.ts");
    const shownOn = { ...bench, archives: named.archives, speech };
    if (sheet) {
      const shown = await writeSheet(sheet, verdicts, shownOn, sheetParts);
      yield { kind: "written", what: "sheet", path: sheet, parts: shown };
    }
    if (heat)
      yield { kind: "written", what: "heat", path: heat, heat: await writeHeat(heat, verdicts, shownOn) };
  } finally {
    model.dispose();
  }
}

async function openBench(model: Model, options: JudgeRunOptions): Promise<{ bench: Bench; rule: JudgeRule }> {
  const { run, reference, neighbours: k } = options;
  embeddingOf(model.card);
  const { inspection } = model.card;
  const { threshold, aim, expected } = thresholdOf(inspection, options);
  const named = reference && (await allRows(reference, model.card, howOfParts(options)));
  if (!named && !model.references)
    throw new SettingError(
      (say) =>
        `${run} keeps no good parts to compare with; name some: ${say("reference")} ${model.card.image ? "GOOD_FOLDER" : "GOOD.csv"}`,
    );
  const references =
    named && ("data" in named.rows ? { rows: named.rows.data, names: named.names } : named.rows);
  const neighbours = k ?? inspection?.neighbours ?? 1;
  const counted = (named ?? model.references!).names.length;
  const notes = [
    ...(named?.notes ?? []),
    ...referenceNotes(inspection, { counted, neighbours, spell: options.spell }),
  ];
  return {
    bench: { model, references, neighbours, threshold },
    rule: {
      threshold,
      aim,
      each: model.card.image ? "picture" : "row",
      expected,
      references: counted,
      neighbours,
      notes,
    },
  };
}

/** As the model has it, or for another aim on the same held-out distances. */
function thresholdOf(
  inspection: Inspection | undefined,
  { run, aim }: JudgeRunOptions,
): { threshold: number; aim: ThresholdAim; expected?: Threshold } {
  if (aim?.name === "fixed") return { threshold: aim.threshold, aim };
  if (!inspection) {
    throw new SettingError(
      (say) =>
        `${run} knows no threshold, since no class of its data was called good; train with ${say("good")} CLASS, or give a distance: ${say("aim", { name: "fixed", threshold: 0.5 })}`,
    );
  }
  const expected = thresholdFor(inspection, aim);
  return { threshold: expected.threshold, aim: aim ?? inspection.aim, expected };
}

/** The threshold holds for about as many references as it was chosen with. */
function referenceNotes(
  inspection: Inspection | undefined,
  { counted, neighbours, spell }: { counted: number; neighbours: number; spell: Spell | undefined },
): string[] {
  if (!inspection) return [];
  const say = spell ?? asProgram;
  if (neighbours !== inspection.neighbours)
    return [
      `the threshold was chosen with ${say("neighbours", inspection.neighbours)}; with ${neighbours} distances are others`,
    ];
  if (2 * counted >= inspection.references && counted <= 2 * inspection.references) return [];
  const how = counted < inspection.references ? "greater" : "smaller";
  return [
    `the threshold was chosen with ${inspection.references} references; with ${counted} distances are ${how}`,
  ];
}

/** A picture of verdicts is called sheet here; of a workbook the first one is read. */
const howOfParts = (options: JudgeRunOptions): HowToRead => ({ ...options, sheet: undefined });

/** Each part's verdict; the light of pictures, and what is to be said of them, are added to what is known of the lot. */
async function* judgedParts(
  named: NamedParts,
  { model, references, neighbours, threshold }: Bench,
  { light, remarks, lot }: { light: PictureLight; remarks: Remark[]; lot: LotDrift },
): AsyncGenerator<({ kind: "unread" } & Unread) | { kind: "part"; part: PartVerdict }> {
  const aim: ThresholdAim = { name: "fixed", threshold };
  for await (const { rows, names, unread, remarks: some } of named.rows()) {
    for (const one of some) remarks.push(one);
    for (const one of unread) yield { kind: "unread", ...one };
    if (names.length === 0) continue;
    if ("data" in rows && model.card.image) {
      addLight(light, rows.data, rows.shape[1]);
      lot.addPictures(rows.data);
    }
    for (const [i, found] of (await model.judge(rows, { aim, references, neighbours })).entries()) {
      const { verdict, distance, nearest } = found;
      yield { kind: "part", part: { file: names[i]!, verdict, distance, nearest } };
    }
  }
}

/** The verdicts, and the files that have none with the reason. Returns what is to be said of the file. */
async function writeVerdicts(
  path: string,
  verdicts: readonly PartVerdict[],
  { errors, threshold }: { errors: readonly Unread[]; threshold: number },
): Promise<string[]> {
  const none = errors.map(() => "");
  const columns: WriteColumn[] = [
    { name: "file", text: [...verdicts, ...errors].map(({ file }) => file) },
    { name: "verdict", text: [...verdicts.map(({ verdict }) => verdict), ...errors.map(() => "error")] },
    {
      name: "distance",
      values: Float64Array.from([
        ...verdicts.map(({ distance }) => distance),
        ...errors.map(() => Number.NaN),
      ]),
      digits: 9,
    },
    {
      name: "threshold",
      values: new Float64Array(verdicts.length + errors.length).fill(threshold),
      digits: 9,
    },
    { name: "nearest", text: [...verdicts.map(({ nearest }) => nearest), ...none] },
  ];
  if (errors.length > 0)
    columns.push({
      name: "error",
      text: [...verdicts.map(() => ""), ...errors.map(({ message }) => message)],
    });
  await writeForPeople(path, onePiece(columns));
  return sheetNotes(path, columns);
}
