import { basename, extname } from "node:path";
import { selectRows } from "../../data/columns/missing.ts";
import { loadTables } from "../../data/load.ts";
import type { SourceTables } from "../../data/memory.ts";
import { type FileReading, fileReadingNames, type HowToRead, readingOf } from "../../data/reading.ts";
import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import type { Table } from "../../data/table.ts";
import type { Engine } from "../../engine/engine.ts";
import { loadEngine } from "../../engine/load.ts";
import { checkNames, SettingError, UserError } from "../../errors.ts";
import { checkWrites } from "../../files.ts";
import type { Answers } from "../../model/answers.ts";
import type { ModelCard } from "../../model/file/card.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import { Model } from "../../model/model.ts";
import { columnsOf } from "../../model/rows/rawRows.ts";
import type { Language } from "../../report/report.ts";
import { withDecision } from "../../train/decision/modelDecision.ts";
import { fitPlan } from "../../train/fit/members.ts";
import type { DataSpec, Experiment, OldRows } from "../../train/run/experiment.ts";
import { beginRun, checkFree, nextFolder, readExperiment } from "../../train/run/run.ts";
import { keptIn } from "../pages/kept.ts";
import { fileReader } from "../rows/files.ts";
import { fitted, freshOf, type Prepared, type RowReader, scaled, split } from "../rows/prepare.ts";
import { type OnDownload, readSource, type Source, type Wanted } from "../rows/source.ts";
import { lateFinish } from "../train.ts";
import { readReport, type TrainReport } from "../training/reports.ts";
import { unlessAborted } from "../training/session.ts";
import { modelOf } from "../training/trainedModel.ts";
import { session } from "../training/training.ts";
import { enoughRows, type Fold, foldsOf, preparedFold, refitted } from "./challenger.ts";
import { type Said, type Verdict, verdictOf } from "./verdict.ts";

export interface RetrainOptions extends FileReading {
  /** the folder of a run: its model is the champion */
  run: string;
  /** new labelled rows: a file, a folder or a Hub id */
  data: string;
  /** whether the rows that the run learned from are learned from again, beside the new ones; where they are still there both ways are tried, when left out */
  withOld?: boolean;
  /** the challenger's folder, or `{ next: PREFIX }`; `{ next: "runs/NAME" }` of the data's name when left out */
  out?: string | { next: string };
  /** of the rows that are held out; the run's when left out */
  seed?: number;
  /** of the report; en when left out */
  lang?: Language;
  /** when aborted, the training ends after the step at hand */
  signal?: AbortSignal;
  spell?: HowToRead["spell"];
  onDownload?: OnDownload;
}

const names = [
  "run",
  "data",
  "withOld",
  "out",
  "seed",
  "lang",
  "signal",
  "spell",
  "onDownload",
  ...fileReadingNames,
] as const satisfies (keyof RetrainOptions)[];

/** Which rows are learned from and judged on. */
export interface RetrainRows {
  /** the run whose model is the champion */
  champion: string;
  data: string;
  /** new rows that both are judged on, none of which either learned from */
  judged: number;
  /** where there are few new rows: each is judged by one of so many challengers, which learned from the others */
  folds?: number;
  /** the rows of the earlier run: where they lay; whether they are learned from too, or with them and without is tried; and if not, why */
  old: { source: string; learned: boolean | "tried"; why?: "gone" | "changed" | "asked" };
}

/** What became of it. */
export interface Retrained extends Verdict {
  /** what the challenger learned from */
  learned: "both" | "new";
  /** the run that answers best as far as is known: the champion, unless the challenger is better */
  best: string;
  /** the challenger's folder */
  run: string;
}

export type RetrainReport =
  | TrainReport
  | ({ kind: "rows" } & RetrainRows)
  | ({ kind: "judged"; learned: "both" | "new" } & Verdict)
  | ({ kind: "verdict" } & Retrained);

/**
 * Trains as a run was trained on new rows, and says whether the new model, the challenger, is better than the run's, the champion:
 * both are judged on new rows that neither has learned from. The champion stays as it is; the challenger is a run of its own.
 * Reports as `train` does, and at last the verdict. Throws a UserError where the new rows lack a column that the run learned from.
 *
 *     for await (const report of retrain({ run: "runs/parts-1", data: "march.csv" }))
 *       if (report.kind === "verdict") console.log(report.best);
 */
export async function* retrain(options: RetrainOptions): AsyncGenerator<RetrainReport, void, void> {
  checkNames("retrain", options, names);
  const { run, data, lang = "en", signal, spell, onDownload } = options;
  const out = options.out ?? { next: `runs/${basename(data, extname(data))}` };
  if (typeof out === "string") checkFree(out);
  await checkWrites(data, { folder: typeof out === "string" ? out : undefined });
  const champion = await readExperiment(run);
  const engine = await loadEngine(champion.engine ?? "auto");
  const model = await Model.load(run, { engine });
  try {
    checkKind(run, model.card, champion);
    const earlier = await oldRows(champion.data, model.card, options);
    const reader = onceRead(fileReader(data, undefined, { onProgress: onDownload, signal }), earlier.loaded);
    const seed = options.seed ?? champion.seed;
    const read = (learned: boolean) => {
      const wanted = wantedOf(champion, earlier.old && { ...earlier.old, learned }, options);
      return unlessAborted(readSource(wanted, reader, spell), signal);
    };
    const source = await read(earlier.old !== undefined && options.withOld !== false);
    if (!source) return yield { kind: "stopped" };
    if (source.data.sha256 === champion.data.sha256)
      throw new UserError(`${data} is the very data that ${run} learned from; name new rows`);
    const few = source.test === undefined && source.times === undefined;
    const isFew = few && freshOf(source).nSamples < enoughRows;
    const first = trialOf(source, { seed, isFew, spell });
    // What of the new columns the champion cannot read is said before anything is trained.
    const answered: Answers[] = [];
    for (const { table } of first.lots) answered.push(await model.answers(table));
    const both = source.data.old?.learned === true && options.withOld === undefined;
    const alone = both ? await read(false).then((other) => other && alike(source, other)) : undefined;
    const trials = [first, ...(alone ? [trialOf(alone, { seed, isFew, spell })] : [])];
    yield {
      kind: "rows",
      champion: run,
      data,
      judged: first.lots.reduce((sum, { table }) => sum + table.rows, 0),
      folds: isFew ? first.lots.length : undefined,
      old: { source: champion.data.source, learned: learnedIn(trials), why: earlier.why },
    };
    const { positive, decision } = model.card;
    const truth = joined(first.lots.map(({ truth }) => truth));
    const judgedOf = async (trial: Trial, training: Training): Promise<Verdict | undefined> => {
      const said = await trialAnswers(trial, training);
      if (!said) return undefined;
      return verdictOf(
        { truth, champion: saidOf(answered), challenger: saidOf(said), positive, aim: decision?.aim },
        trials.length,
      );
    };
    const found: { trial: Trial; verdict: Verdict }[] = [];
    for (const trial of trials) {
      const verdict = await judgedOf(trial, { champion: { ...champion, seed }, engine, signal, spell });
      if (!verdict) return yield { kind: "stopped" };
      found.push({ trial, verdict });
      const { old } = trial.source.data;
      yield { kind: "judged", learned: old?.learned === true ? "both" : "new", ...verdict };
    }
    const best = found.reduce((a, b) => (b.verdict.gain > a.verdict.gain ? b : a));
    const { prepared } = best.trial;
    yield readReport(prepared);
    const experiment = { ...refitted(prepared, { ...champion, seed }), engine: engine.name };
    const folder = typeof out === "string" ? out : await nextFolder(out.next);
    const kept = keptIn(await beginRun({ folder, experiment }));
    let isTrained = false;
    for await (const report of session({
      prepared,
      experiment,
      engine,
      finish: lateFinish,
      kept,
      lang,
      spell,
      signal,
    })) {
      if (report.kind === "trained") isTrained = true;
      yield report;
    }
    if (!isTrained) return;
    const { verdict } = best;
    yield {
      kind: "verdict",
      ...verdict,
      learned: best.trial.source.data.old?.learned === true ? "both" : "new",
      best: verdict.verdict === "better" ? folder : run,
      run: folder,
    };
  } finally {
    model.dispose();
  }
}

function checkKind(run: string, card: ModelCard, { data }: Experiment): void {
  if (card.objective)
    throw new UserError(
      `${run} learns distances, and a retraining holds classes or numbers against each other; train the new parts with its settings, and compare with kiso evaluate`,
    );
  if (data.stream)
    throw new UserError(
      `${run} learned from a file that is read part by part, and a retraining needs all rows in memory; train the new file, and compare with kiso evaluate`,
    );
}

/** The rows that the champion learned from, if they are still what they were. */
async function oldRows(
  { source, sha256, reading, stream: _ }: DataSpec,
  card: ModelCard,
  { withOld, data, signal, onDownload }: RetrainOptions,
): Promise<{ old?: OldRows; loaded?: SourceTables; why?: RetrainRows["old"]["why"] }> {
  const lost = (why: "gone" | "changed") => {
    if (withOld === true)
      throw new SettingError(
        (say) =>
          `${say("withOld", true)} learns from ${source} too, which is ${why === "gone" ? "no longer there" : "not what it was"}; leave it out, or bring it back`,
      );
    return { why };
  };
  let loaded: SourceTables;
  try {
    loaded = await loadTables(source, {
      image: card.image,
      ...reading,
      learned: card.label,
      onProgress: onDownload,
      signal,
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return lost("gone");
  }
  if (loaded.sha256 !== sha256) {
    if (source === data) throw sameName(data);
    return lost("changed");
  }
  const learned = withOld !== false;
  const old = { source, sha256, reading, learned, columns: card.image ? undefined : columnsIn(card) };
  return { old, loaded, why: learned ? undefined : "asked" };
}

/** A file that was added to is no longer what the champion learned from, and which of its rows it has seen cannot be told. */
const sameName = (data: string): UserError =>
  new UserError(
    `${data} is the file that the run learned from, with other rows now, so which of them it has seen cannot be told; put the new rows into a file of their own`,
  );

/** The columns that a model needs to learn again. */
function columnsIn(card: ModelCard): string[] {
  const columns = columnsOf(card).flatMap((column) => [
    column.name,
    ...(column.kind === "date" ? (column.together?.columns ?? []) : []),
  ]);
  return [...new Set([...columns, card.label!])];
}

/** What is read of the new data: as the champion's was, but for what is of its files alone. */
function wantedOf({ data }: Experiment, old: OldRows | undefined, options: RetrainOptions): Wanted {
  const { sha256: _, test: __, stream: ___, validation, testSize, reading, ...kept } = data;
  const asked = readingOf(options);
  const usual = reading && { header: reading.header, sheet: reading.sheet };
  return {
    ...kept,
    source: options.data,
    // The champion's validation rows may have come with its data.
    validation: validation === "split" ? 0.2 : validation,
    testSize: testSize > 0 ? testSize : 0.2,
    reading: usual || asked ? { ...usual, ...asked } : undefined,
    old: old && { ...old, columns: old.columns && [...old.columns, ...rolesOfRows(data)] },
  };
}

const rolesOfRows = ({ roles }: DataSpec): string[] =>
  [roles?.group, roles?.time].filter((name) => name !== undefined);

/** New rows with the old ones or without, and what of them is judged. */
interface Trial {
  source: Source;
  /** of few rows: those that are judged in turn */
  folds?: readonly Fold[] | undefined;
  /** the rows of the challenger that is kept */
  prepared: Prepared;
  lots: readonly JudgedLot[];
}

function trialOf(
  source: Source,
  { seed, isFew, spell }: { seed: number; isFew: boolean; spell: RetrainOptions["spell"] },
): Trial {
  const folds = isFew ? foldsOf(source, seed) : undefined;
  if (folds) source.data.testSize = 0;
  const parts = split(source, seed);
  const prepared = fitted(source, parts, spell);
  const lots = folds
    ? folds.map(({ judged }) => judgedLot(source, judged))
    : [parts.test ? judgedLot(source, parts.test) : { table: source.test!, truth: truthOf(prepared.test!) }];
  return { source, folds, prepared, lots };
}

/** The same new rows alone, where they are of the same classes: else what is judged would not be the same. */
const alike = (source: Source, alone: Source): Source | undefined =>
  freshOf(alone).nSamples === freshOf(source).nSamples &&
  alone.rows.classNames.join("\0") === source.rows.classNames.join("\0")
    ? alone
    : undefined;

function learnedIn(trials: readonly Trial[]): RetrainRows["old"]["learned"] {
  const learned = trials.some(({ source }) => source.data.old?.learned === true);
  return learned && trials.length > 1 ? "tried" : learned;
}

/** The new data are read for each trial, and come from the disk once. */
function onceRead(reader: RowReader, old: SourceTables | undefined): RowReader {
  let data: Promise<SourceTables> | undefined;
  return {
    data(asked) {
      data ??= reader.data(asked);
      return data;
    },
    test: reader.test,
    old: async () => old!,
  };
}

/** Rows as a model is asked about them, and what they are: their class, or the number that is predicted. */
interface JudgedLot {
  table: Table;
  truth: readonly string[] | Float64Array;
}

/** `judged`: rows by their numbers in the source. */
function judgedLot({ table, rows }: Source, judged: LabelledRows): JudgedLot {
  const order = Array.from(judged.features.data, Number).sort((a, b) => a - b);
  return { table: selectRows(table, order), truth: truthOf(rows.select(order)) };
}

function truthOf({ labels, classNames }: LabelledRows): JudgedLot["truth"] {
  return classNames.length === 0
    ? Float64Array.from(labels)
    : Array.from(labels, (label) => classNames[label]!);
}

function joined(truths: readonly JudgedLot["truth"][]): JudgedLot["truth"] {
  const [first] = truths;
  return first instanceof Float64Array
    ? Float64Array.from(truths.flatMap((truth) => [...(truth as Float64Array)]))
    : truths.flatMap((truth) => [...(truth as readonly string[])]);
}

interface Training extends Pick<RetrainOptions, "signal" | "spell"> {
  champion: Experiment;
  engine: Engine;
}

/** What challengers say of the rows that are judged, none of which they learned from. */
async function trialAnswers(
  { source, folds, prepared, lots }: Trial,
  training: Training,
): Promise<Answers[] | undefined> {
  const said: Answers[] = [];
  for (const [i, { table }] of lots.entries()) {
    const own = folds ? preparedFold(source, folds[i]!, training.spell) : prepared;
    const answers = await answersOf(own, table, training);
    if (!answers) return undefined;
    said.push(answers);
  }
  return said;
}

/** Trains on rows as the champion was trained, and asks about others. */
async function answersOf(
  prepared: Prepared,
  table: Table,
  { champion, engine, signal }: Training,
): Promise<Answers | undefined> {
  const experiment = refitted(prepared, champion);
  const { train, validation } = scaled(prepared);
  let parameters: Tensors | undefined;
  let epochs = 0;
  for await (const report of fitPlan(experiment, { engine, train, validation, signal })) {
    if (!report.last) continue;
    parameters = report.parameters();
    epochs = report.epoch + 1;
  }
  if (!parameters) return undefined;
  let data = modelOf(prepared, experiment, parameters);
  const aim = experiment.positive?.aim;
  if (aim) {
    const options = { engine, plan: experiment, epochs, aim, signal };
    data = await withDecision(data, { train, validation, groups: prepared.groups }, options);
  }
  const model = new Model(data, { engine });
  try {
    return await model.answers(table);
  } finally {
    model.dispose();
  }
}

/** The answers of one model, or of one a fold, in the order in which the rows are judged. */
function saidOf(answers: readonly Answers[]): Said {
  const first = answers[0]!;
  if (first.kind === "numbers")
    return {
      kind: "numbers",
      values: Float64Array.from(answers.flatMap((one) => (one.kind === "numbers" ? [...one.values] : []))),
    };
  return {
    kind: "classes",
    labels: answers.flatMap((one) => (one.kind === "classes" ? [...one.labels] : [])),
  };
}
