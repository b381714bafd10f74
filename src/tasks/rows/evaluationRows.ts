import { withTarget } from "../../data/columns/cells/target.ts";
import { selectRows } from "../../data/columns/missing.ts";
import { unseenCategories, unseenInWords } from "../../data/columns/unseen.ts";
import { loadTables, pickSplit } from "../../data/load.ts";
import { append } from "../../data/numbers/lists.ts";
import { type HowToRead, readingOf } from "../../data/reading.ts";
import { columnCalled, findLabel, labelRank } from "../../data/rows/chooseLabel.ts";
import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import { classesTakenNotes } from "../../data/rows/labels.ts";
import { sorted, withSkipped } from "../../data/rows/soundRows.ts";
import { toRows } from "../../data/rows/toRows.ts";
import type { SkippedRow } from "../../data/skippedRows.ts";
import { offer, type Region, type RowName, type Table } from "../../data/table.ts";
import { SettingError, UserError } from "../../errors.ts";
import type { Drift } from "../../model/drift/drift.ts";
import type { ModelCard } from "../../model/file/card.ts";
import { columnsOf } from "../../model/rows/rawRows.ts";
import type { PlaceOf } from "../../report/report.ts";
import { goodAmong } from "../../train/inspection/goodClass.ts";
import type { DataSpec } from "../../train/run/experiment.ts";
import { knownKinds } from "../inspection/goodParts.ts";
import { whereabouts } from "../pages/whereabouts.ts";
import { twinsIn } from "./copies.ts";
import { type ChosenRows, streamedRows } from "./evaluationStream.ts";
import { FarOff } from "./far/farOff.ts";
import { fileReader } from "./files.ts";
import { howOf } from "./newRows.ts";
import { asModel } from "./places.ts";
import { prepare } from "./prepare.ts";
import { complete, keptCells, unlabelled } from "./source.ts";
import { onlyPart } from "./sourceParts.ts";

/** Labelled rows to measure a model on. */
export interface EvaluationRows extends Omit<ChosenRows, "table"> {
  dataset: LabelledRows;
  /** what the rows are called in the user's file */
  rowNames: readonly RowName[];
  /** where they lie, and what is in them */
  placeOf?: PlaceOf | undefined;
  label: string;
  /** by the file of a row: where its defects are */
  regions?: ReadonlyMap<string, Region> | undefined;
  /** the rows that were set aside, since they hold mistakes */
  skipped?: readonly SkippedRow[] | undefined;
  /** how the rows have drifted since training; nothing where the model cannot tell */
  drift?: Drift | undefined;
}

/** What an evaluation is asked for. */
export interface AskedRows {
  source: string;
  split: string;
  /** how its files are read */
  asked: HowToRead;
}

/** The rows that an evaluation is asked for; never, unnoticed, rows that the network has learned from. */
export async function evaluationRows(
  model: ModelCard,
  { data: spec, seed }: { data: DataSpec; seed: number },
  { source, split, asked }: AskedRows,
): Promise<EvaluationRows> {
  const { spell, onError = spec.roles?.onError, onProgress, signal } = asked;
  // The run's own file is read as it was then; another one as far as it is of the same kind.
  const read =
    source === spec.source
      ? { ...spec.reading, ...readingOf(asked), spell, onError, onProgress, signal }
      : howOf(model, { ...asked, onError });
  const how = { ...read, ...keptCells(spec, spec.label ?? model.label) };
  const streamed = await streamedRows({ data: spec, seed }, { source, split, how });
  if (streamed) return encoded(model, spec, streamed, { spell, onError });
  const loaded = await loadTables(source, { image: model.image, ...how });
  const { sha256 } = loaded;
  const same = sha256 === spec.sha256;
  const ownTest = loaded.tables.test !== undefined && onlyPart(loaded.tables) === undefined;
  if (same && split === "test" && !ownTest && spec.testSize > 0 && !spec.test) {
    const { data, test: own } = fileReader(source, undefined, { onProgress, signal });
    const { test, rowNames, placeOf, label, notes, unread, regions, skipped } = await prepare(
      { ...spec, source },
      seed,
      { data, test: own },
      spell,
    );
    if (test) {
      const which = "rows of the run's own data, held out from its training";
      return {
        dataset: test,
        rowNames,
        placeOf,
        label,
        split,
        sha256,
        which,
        tested: "heldOut",
        notes,
        unread,
        regions,
        skipped,
      };
    }
  }
  const [name, whole] = split === "test" ? pickSplit(loaded, "test", "train") : pickSplit(loaded, split);
  const learned = same && (name === "train" || onlyPart(loaded.tables) === name);
  const rows: ChosenRows = {
    table: whole,
    split: name,
    sha256,
    which: `rows of ${source}, split ${name}${learned ? ": the rows that the network learned from" : ""}`,
    tested: learned ? "training" : "splitOf",
    notes: loaded.notes,
    unread: loaded.unread,
  };
  return encoded(model, spec, rows, { spell, onError });
}

/** The rows as the model's network takes them. */
function encoded(
  model: ModelCard,
  spec: DataSpec,
  { table: given, ...chosen }: ChosenRows,
  { spell, onError }: HowToRead,
): EvaluationRows {
  const { classNames, featureNames, encoder } = model;
  const task = model.target ? "regress" : "classify";
  let notes = [...chosen.notes];
  const places = asModel(model, given, given.columns.has(spec.label ?? "") ? spec.label : undefined);
  if (places) append(notes, places.notes);
  const whole = places ? places.named(given) : given;
  const label = labelIn(whole, model, places?.placed ? undefined : spec.label, notes);
  const classes = model.objective ? undefined : classNames;
  const lacking = (table: Table) => unlabelled(table, { label, task, classes });
  const drops = encoder?.missing === "drop";
  const found =
    onError === "skip" && !model.image
      ? sorted(whole, {
          encoder: { columns: columnsOf(model), ...encoder },
          label: { name: label, task, lacking: drops ? [] : lacking(whole), dress: encoder?.target },
        })
      : { table: whole, skipped: [] };
  notes = withSkipped(notes, found.skipped, whole.rows, spell);
  const { skipped } = found;
  const sound = task === "regress" ? withTarget(found.table, label, encoder?.target) : found.table;
  const table = drops ? complete(sound, encoder, { notes, more: lacking(sound), say: spell }) : sound;
  const good = model.inspection?.good;
  const kinds = model.objective && knownKinds(table, label, { learned: classNames, good });
  if (kinds) append(notes, kinds.notes);
  else if (task === "classify") append(notes, classesTakenNotes(table, label, classNames));
  const known = kinds?.classNames ?? classNames;
  const dataset = toRows(table, { label, task, classNames: known, featureNames, encoder });
  const far = new FarOff(model, table.rows);
  far.add(table, { lot: likeSketched(model, table, dataset) });
  append(notes, far.notes);
  if (encoder) append(notes, unseenCategories(table, encoder).map(unseenInWords));
  if (task === "classify") append(notes, twinsIn(table, label));
  const rowNames = Array.from({ length: table.rows }, (_, row) => table.rowName(row));
  const placeOf = model.image ? undefined : whereabouts(table, encoder, dataset.features);
  const { drift } = far;
  return {
    ...chosen,
    dataset,
    rowNames,
    placeOf,
    label,
    notes,
    skipped,
    drift,
    regions: table.traits.regions,
  };
}

/** A model that compares with good parts keeps what these were, and defects among the rows are no drift. */
function likeSketched({ drift }: ModelCard, table: Table, { classNames, labels }: LabelledRows): Table {
  const good = drift?.class === undefined ? undefined : goodAmong(classNames, drift.class);
  if (good === undefined) return table;
  const rows = Array.from(labels.keys()).filter((row) => classNames[labels[row]!] === good);
  return selectRows(table, rows);
}

/**
 * The column to measure against: what is asked for, else what the run learned; where the table has no such column, one that is
 * called label or the like, which is said. No other column will do.
 */
function labelIn(table: Table, model: ModelCard, asked: string | undefined, notes: string[]): string {
  const learned = asked ?? model.label;
  if (learned === undefined) return findLabel(table, model.target ? "regress" : "classify");
  // Without a header and a label the last number would be called label.
  const places = table.traits.headerless ? model.encoder?.positions : undefined;
  const bare = places?.length === table.columns.size;
  const found = bare ? undefined : columnCalled(table, learned);
  if (found !== undefined) return found;
  if (bare)
    throw new UserError(
      `${table.source}: has ${places.length} columns and no header, as many as the model's features, so there is no label to measure against`,
    );
  const used = new Set(model.encoder?.columns.map(({ name }) => name) ?? model.featureNames);
  const usual = table.columnNames.filter((name) => labelRank(name) === 0 && !used.has(name));
  if (usual.length === 1 && asked === undefined) {
    notes.push(
      `the run learned "${learned}", which is not there; measured against "${usual[0]}" by its name`,
    );
    return usual[0]!;
  }
  throw new SettingError(
    (say) =>
      `${table.source}: has no column "${learned}", which the run learned, so there is nothing to measure against${offer(learned, table.columnNames)}; where it is called otherwise here, name it with ${say("label")}`,
  );
}

/** The column that the model learned, where the table has it. */
export const learnedLabel = ({ label }: ModelCard, { columns }: Table): string | undefined =>
  label !== undefined && columns.has(label) ? label : undefined;
