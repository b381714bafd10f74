import { Command } from "commander";
import { textEncoder } from "../../data/formats/encodeText.ts";
import { checkTablePath } from "../../data/formats/write.ts";
import { append } from "../../data/numbers/lists.ts";
import type { HowToRead } from "../../data/reading.ts";
import type { SkippedRow } from "../../data/skippedRows.ts";
import { SettingError, UserError } from "../../errors.ts";
import { checkWrites } from "../../files.ts";
import {
  type PredictedRows,
  predict,
  predictionsCsv,
  writePredictions,
  writeSkipped,
} from "../../tasks/predict.ts";
import type { ColumnsBeside } from "../../tasks/rows/inputColumns.ts";
import { grouped, inOneLine, openConsole, print, sayErrors } from "../terminal/console.ts";
import { Interrupt } from "../terminal/interrupt.ts";
import { JsonRows } from "../terminal/jsonRows.ts";
import { inLanguage } from "../terminal/language.ts";
import { jsonOption, name, parsed } from "../terminal/options.ts";
import { howFlagsSay, onErrorFlag, withReading } from "../terminal/readingFlags.ts";
import { skippedLines } from "../terminal/skippedLines.ts";

interface Options extends HowToRead {
  out?: string;
  outEncoding?: string;
  columns?: ColumnsBeside;
  split?: string;
  json?: boolean;
}

export const command = withReading(new Command("predict"))
  .argument("<run>", "a run folder that kiso train wrote")
  .argument(
    "<data...>",
    "new rows: files (tables or images), a folder, a shipped name or a Hub id OWNER/NAME",
  )
  .option("--out <file>", "where to: .csv, .tsv, .xlsx, .parquet or .jsonl; without it, CSV on stdout")
  .addOption(
    parsed(
      "--columns <names>",
      "columns of the rows beside the answers: all, ids, none, or a,b (default: all in a file, ids on stdout)",
      columns,
    ),
  )
  .addOption(
    parsed(
      "--out-encoding <name>",
      "of a .csv that is written: utf-8, shift_jis, … (default: UTF-8 with a mark, or --encoding)",
      name,
    ),
  )
  .option("--split <name>", "which split of the data (default: test where there is one)")
  .addOption(onErrorFlag())
  .addOption(jsonOption())
  .action(run);

async function run(folder: string, sources: string[], options: Options): Promise<void> {
  const { out, outEncoding, split, json, ...reading } = options;
  const encoding = outEncoding ?? reading.encoding;
  if (encoding !== undefined) textEncoder(encoding);
  if (out) await checkWrites(sources, { files: [out] });
  const interrupt = new Interrupt();
  if (out !== undefined) checkTablePath(out, { text: false });
  const asked = await predict({
    run: folder,
    data: sources,
    split,
    columns: reading.columns ?? usualColumns(out),
    signal: interrupt.signal,
    ...howFlagsSay(reading),
  });
  const { count, classNames, rejects, notes, errors } = asked;
  note(notes);
  const list = json ? new JsonRows({ run: folder, rows: count, classNames }, "predictions") : undefined;
  let [turnedAway, answered] = [0, 0];
  const changes: string[] = [];
  async function* pieces(): AsyncGenerator<PredictedRows> {
    for await (const piece of asked.rows()) {
      yield piece;
      await list?.add(piece.rows, piece.record);
      turnedAway += piece.turnedAway;
      answered += piece.rows;
    }
  }
  try {
    interrupt.on();
    if (out) append(changes, await writePredictions(out, pieces(), { encoding }));
    else if (list) for await (const _ of pieces());
    else for await (const text of predictionsCsv(pieces(), { encoding })) await print(text);
  } catch (error) {
    if (!interrupt.signal.aborted) throw out && !list ? error : withPrinted(error, answered, json);
    process.exitCode = interrupt.exitCode;
    return;
  } finally {
    interrupt.off();
  }
  const remarks = [...asked.remarks(), ...changes];
  note(remarks);
  const skipped = asked.skipped();
  note(skippedLines(skipped, out && (await writeSkipped(out, skipped.map(inReason)))));
  sayErrors(errors);
  const drift = asked.drift();
  await list?.end({ notes: [...notes, ...remarks], drift, unread: asked.unread, errors, skipped, out });
  if (!out) return;
  const none = rejects ? `; ${grouped(turnedAway)} are none of these` : "";
  const each = classNames ? `label and probabilities${none}` : "prediction";
  openConsole({ json }).say(`wrote  ${out}: ${grouped(answered)} rows, each with its ${each}`);
}

/** A row that was set aside, its reason in the language of the process. */
const inReason = (one: SkippedRow): SkippedRow => ({ ...one, reason: inLanguage(one.reason) });

/** An .npz holds numbers alone. */
function usualColumns(out: string | undefined): ColumnsBeside {
  if (out === undefined) return "ids";
  return /\.npz$/i.test(out) ? "none" : "all";
}

/** `all`, `ids`, `none`, or the names between commas. */
function columns(text: string): ColumnsBeside {
  if (text === "all" || text === "ids" || text === "none") return text;
  return text.split(",").map((one) => name(one.trim()));
}

/** Rows are printed as they are read: where a later one is wrong, it is said how far what is printed can be used. */
function withPrinted(error: unknown, rows: number, json: boolean | undefined): unknown {
  if (!(error instanceof UserError) || rows === 0) return error;
  const how = json ? "within its JSON object, which is not whole" : "and is whole as far as that";
  const printed = `(what is printed ends with row ${rows}, ${how})`;
  if (error instanceof SettingError) return new SettingError((say) => `${error.spelled(say)} ${printed}`);
  return new UserError(`${error.message} ${printed}`, { cause: error });
}

function note(lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${inLanguage(`note   ${inOneLine(line)}`)}\n`);
}
