import { stat } from "node:fs/promises";
import { fileSha256 } from "../../data/fileHash.ts";
import { withoutSetAside } from "../../data/formats/csv/leftovers.ts";
import { loadTables, openRowStream } from "../../data/load.ts";
import type { SourceTables } from "../../data/memory.ts";
import type { HowToRead } from "../../data/reading.ts";
import type { Task } from "../../data/rows/chooseLabel.ts";
import type { RowStream } from "../../data/streams/rowStream.ts";
import { type StreamedRows, streamRows } from "../../data/streams/streamedRows.ts";
import { asProgram, SettingError, type Spell } from "../../errors.ts";
import { toSamples } from "../../model/samples.ts";
import { grouped } from "../../report/words/format.ts";
import { type SampleStream, streamFeed } from "../../train/rows/streamFeed.ts";
import { classNotes } from "./classesCheck.ts";
import { withRanges } from "./far/ranges.ts";
import { sketchOf } from "./far/sketch.ts";
import type { Prepared } from "./prepare.ts";
import { checkSame, keptCells, nothingToWatch, type Reader, testReading, type Wanted } from "./source.ts";

/** What a bufferful may take, where no number of rows is asked for. */
const bufferBytes = 2 ** 26;

export interface StreamOptions {
  /** of the rows that are held out, and of their order */
  seed: number;
  /** reads test rows of their own; from a file when left out */
  readTest?: Reader["test"];
  /** how remarks spell settings */
  spell?: Spell | undefined;
}

/** Reads a file twice, a part at a time, and keeps what every epoch needs. */
export async function prepareStream(
  spec: Wanted,
  { seed, readTest = (asked) => loadTables(spec.test!.source, asked), spell = asProgram }: StreamOptions,
): Promise<Prepared> {
  const { source, sha256, image, testSize, validation = 0, missing, scale } = spec;
  const task: Task = spec.task ?? "classify";
  if (validation === "split") throw nothingToWatch(source);
  if (spec.roles?.time !== undefined)
    throw new SettingError(
      (say) =>
        `${source}: ${say("time")} needs all rows in memory to find the latest, and this file is read part by part; leave it out, or name test rows with ${say("test")}`,
    );
  if (image)
    throw new SettingError(
      (say) =>
        `${say("stream")} reads tables, not images; leave out ${say("size")}, ${say("grey")} and ${say("colour")}`,
    );
  const onError = spec.roles?.onError;
  const stream = await opened(source, { ...spec.reading, ...keptCells(spec), spell, onError });
  const hash = await fileSha256(source);
  if (sha256 !== undefined) checkSame(source, hash, sha256);
  const { test: named, label } = spec;
  const held = named ? 0 : testSize;
  const options = { label, task, missing, scale, testSize: held, validation, seed, roles: spec.roles, spell };
  const rows = await streamRows(stream, options);
  const { sample, encoder, scaler, target } = rows;
  const width = sample.nFeatures;
  const buffer = spec.stream?.buffer || Math.max(1000, Math.floor(bufferBytes / (8 * width)));
  const reading = spec.reading || stream.reading ? { ...spec.reading, ...stream.reading } : undefined;
  const data = { ...spec, trim: undefined, sha256: hash, stream: { buffer }, reading };
  const test = named
    ? await testRows(
        named,
        await readTest({ ...keptCells(spec), ...testReading(data, stream.columnNames), spell }),
        rows,
      )
    : undefined;
  const samples: SampleStream = {
    name: source,
    features: width,
    groupRows: rows.groupRows,
    async *read(group) {
      for await (const piece of rows.read(group)) yield toSamples(piece, scaler, { target });
    },
  };
  const trained = rows.groupRows.reduce((sum, n) => sum + n, 0);
  return {
    data: { ...withoutImage(data), test: test?.spec },
    train: sample,
    test: test?.rows ?? rows.test,
    validation: rows.validation,
    tested: test ? "rowsOf" : rows.test ? "heldOut" : "training",
    rowNames: test ? Array.from({ length: test.rows.nSamples }, (_, row) => row + 1) : rows.rowNumbers,
    label: rows.label,
    labelWhy: rows.labelWhy,
    encoder: withRanges(encoder, sample.features, { extremes: rows.extremes, rows: trained }),
    scaler,
    sketch: sketchOf(
      rows.sampled,
      Uint32Array.from({ length: rows.sampled.rows }, (_, row) => row),
      encoder,
    ),
    target,
    skipped: rows.skipped,
    notes: notesOf(stream, rows, { task, missing, spell }),
    streamed: {
      rows: trained,
      feed: ({ training: { batch, shuffle, dtype }, seed }) =>
        streamFeed(samples, { batch, buffer, shuffle, seed, dtype, regress: task === "regress" }),
    },
  };
}

async function opened(source: string, how: HowToRead): Promise<RowStream> {
  const found = await stat(source).catch(() => undefined);
  const stream = found?.isFile() ? await openRowStream(source, how) : undefined;
  if (stream) return stream;
  throw new SettingError(
    (say) => `${source}: ${say("stream")} reads a .parquet, .csv or .tsv file of rows; leave it out`,
  );
}

function withoutImage<T extends { image?: unknown }>({ image: _, ...data }: T): Omit<T, "image"> {
  return data;
}

async function testRows(
  { source, sha256 }: { source: string; sha256: string },
  named: SourceTables,
  streamed: StreamedRows,
) {
  if (sha256) checkSame(source, named.sha256, sha256);
  const table = named.tables.test ?? Object.values(named.tables)[0]!;
  return { spec: { source, sha256: named.sha256 }, rows: streamed.encode(table) };
}

function notesOf(
  stream: RowStream,
  { dropped, label, sample, notes, skipped }: StreamedRows,
  { task, missing, spell = asProgram }: { task: Task; missing: Wanted["missing"]; spell: Spell | undefined },
): string[] {
  return [
    ...(skipped.length > 0 ? withoutSetAside(stream.notes ?? [], spell) : (stream.notes ?? [])),
    ...(task === "classify" ? classNotes(label, sample.classNames, spell) : []),
    ...notes,
    ...(dropped > 0
      ? [`${spell("missing", "drop")} left out ${grouped(dropped)} of ${grouped(stream.rows)} rows`]
      : []),
    ...(missing === "median"
      ? ["missing cells are filled with the median of a sample of the training rows"]
      : []),
  ];
}
