import { Command } from "commander";
import { idsAmong } from "../data/columns/columnKinds.ts";
import { type Unseen, unseenInWords, withUnseen } from "../data/columns/unseen.ts";
import { delimitedBytes, writePieces } from "../data/formats/write.ts";
import type { WritePieces } from "../data/formats/writeColumn.ts";
import { UserError } from "../errors.ts";
import { loadModel } from "../model/model.ts";
import { grouped, openConsole, print } from "./console.ts";
import { Interrupt } from "./interrupt.ts";
import { JsonRows } from "./jsonRows.ts";
import { newRows } from "./newRows.ts";
import { jsonOption } from "./options.ts";
import { predictions } from "./predictions.ts";

interface Options {
  out?: string;
  split?: string;
  json?: boolean;
}

export const command = new Command("predict")
  .argument("<run>", "a run folder that kiso train wrote")
  .argument(
    "<data...>",
    "new rows: files (tables or images), a folder, a shipped name or a Hub id OWNER/NAME",
  )
  .option("--out <file>", "where to: .csv, .tsv, .parquet or .jsonl; without it, CSV on stdout")
  .option("--split <name>", "which split of the data (default: test where there is one)")
  .addOption(jsonOption())
  .action(run);

async function run(folder: string, sources: string[], options: Options): Promise<void> {
  const { out, split, json } = options;
  const model = await loadModel(folder);
  if (model.objective)
    throw new UserError(
      `${folder} learns distances and names no classes; judge parts with kiso judge, or take their embeddings with kiso embed`,
    );
  const columns = model.encoder?.columns.map(({ name }) => name);
  // An .npz holds numbers alone.
  const ids = out && /\.npz$/i.test(out) ? [] : idsAmong(model.encoder?.leftOut ?? []);
  const wanted = { split, image: model.image, columns, along: ids };
  const { rows, notes, tables } = await newRows(sources, wanted);
  note(notes);
  const head = { run: folder, rows, ...(model.target ? {} : { classNames: model.classNames }) };
  const list = json ? new JsonRows(head, "predictions") : undefined;
  const interrupt = new Interrupt(() => {});
  let [turnedAway, answered] = [0, 0];
  let unseen: Unseen[] = [];
  async function* pieces(): WritePieces {
    for await (const piece of predictions(model, tables(), ids)) {
      interrupt.signal.throwIfAborted();
      yield piece.columns;
      await list?.add(piece.rows, piece.record);
      turnedAway += piece.turnedAway;
      unseen = withUnseen(unseen, piece.unseen);
      answered += piece.rows;
    }
  }
  try {
    await interrupt.during(async () => {
      if (out) await writePieces(out, pieces());
      else if (list) for await (const _ of pieces());
      else for await (const text of delimitedBytes(pieces(), ",")) await print(text);
    });
  } catch (error) {
    if (!interrupt.signal.aborted) throw out && !list ? error : withPrinted(error, answered, json);
    process.exitCode = interrupt.exitCode;
    return;
  } finally {
    interrupt.off();
  }
  const unknown = unseen.map(unseenInWords);
  note(unknown);
  await list?.end({ notes: [...notes, ...unknown], ...(out ? { out } : {}) });
  if (!out) return;
  const none = model.reject ? `; ${grouped(turnedAway)} are none of these` : "";
  const each = model.target ? "prediction" : `label and probabilities${none}`;
  openConsole({ json }).say(`wrote  ${out}: ${grouped(rows)} rows, each with its ${each}`);
}

/** Rows are printed as they are read: where a later one is wrong, it is said how far what is printed can be used. */
function withPrinted(error: unknown, rows: number, json: boolean | undefined): unknown {
  if (!(error instanceof UserError) || rows === 0) return error;
  const how = json ? "within its JSON object, which is not whole" : "and is whole as far as that";
  return new UserError(`${error.message} (what is printed ends with row ${rows}, ${how})`, {
    cause: error,
  });
}

function note(lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`note   ${line}\n`);
}
