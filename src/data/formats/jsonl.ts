import { UserError } from "../../errors.ts";
import { isRecord, RecordColumns } from "../columns/records.ts";
import { oneLine } from "../listing/oneLine.ts";
import type { HowToRead } from "../reading.ts";
import { Table } from "../table.ts";
import { unpackedPieces } from "./bytes.ts";
import { readText } from "./encoding/text.ts";
import { parseJson } from "./json.ts";

/** Characters of a line, or of an array in one file; V8 holds no text of 2²⁹. */
const longest = 2 ** 28;

/** A .jsonl file as a table: one JSON object a line; or a .json file that is one array of such objects. */
export async function readJsonl(path: string, name = path, how: HowToRead = {}): Promise<Table> {
  const source = { name, read: () => unpackedPieces(path, name, how) };
  const { value, note } = await readText(source, how, (pieces) => jsonTable(pieces, name));
  if (note === undefined) return value;
  return new Table(value.columns, value.parts, {
    ...value.traits,
    notes: [note, ...(value.traits.notes ?? [])],
  });
}

async function jsonTable(pieces: AsyncIterable<string>, name: string): Promise<Table> {
  const lines: number[] = [];
  const columns = new RecordColumns();
  let line = 0;
  let array: string | undefined;
  for await (const text of linesOf(pieces, name)) {
    line++;
    if (array !== undefined) {
      if (array.length + text.length > longest)
        throw new UserError(
          `${name}: is one array of more than ${longest.toLocaleString("en-US")} characters; write one JSON object a line (jq -c '.[]')`,
        );
      array += `${text}\n`;
      continue;
    }
    const trimmed = text.trim();
    if (trimmed === "") continue;
    if (lines.length === 0 && trimmed.startsWith("[")) {
      array = `${text}\n`;
      continue;
    }
    columns.add(parseObject(trimmed, `${name}, line ${line}`), `${name}, line ${line}`);
    lines.push(line);
  }
  if (array !== undefined) return arrayTable(array, name);
  const table = columns.table({ file: name, rows: lines.length, lineOf: (row) => lines[row]! });
  if (!table) throw new UserError(`${name}: is empty; write one JSON object a line`);
  return table;
}

/** A text's lines, without their ends. */
async function* linesOf(pieces: AsyncIterable<string>, name: string): AsyncGenerator<string> {
  let begun: string[] = [];
  let [held, line] = [0, 1];
  for await (const piece of pieces) {
    const end = piece.lastIndexOf("\n");
    held += piece.length;
    if (held > longest)
      throw new UserError(
        `${name}, line ${line}: has more than ${longest.toLocaleString("en-US")} characters; write one JSON object a line, of one row`,
      );
    if (end >= 0) {
      const lines = (begun.join("") + piece.slice(0, end)).split("\n");
      yield* lines;
      [begun, held, line] = [[], piece.length - end - 1, line + lines.length];
    }
    begun.push(piece.slice(end + 1));
  }
  const rest = begun.join("");
  if (rest !== "") yield rest;
}

function arrayTable(text: string, name: string): Table {
  let records: unknown;
  try {
    records = parseJson(text);
  } catch (error) {
    throw new UserError(`${name}: is not JSON; write one JSON object a line`, {
      cause: error,
    });
  }
  if (!Array.isArray(records) || records.length === 0)
    throw new UserError(`${name}: holds no rows; write one JSON object a line`);
  const columns = new RecordColumns();
  for (const [i, record] of records.entries()) {
    const where = `${name}, row ${i + 1}`;
    if (!isRecord(record))
      throw new UserError(`${where}: is not a JSON object; write {"column": value, ...}`);
    columns.add(record, where);
  }
  return columns.table({ file: name, rows: records.length })!;
}

function parseObject(text: string, where: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    throw new UserError(
      `${where}: is not JSON: ${oneLine(text.length > 60 ? `${text.slice(0, 60)}...` : text)}; write one JSON object a line`,
      {
        cause: error,
      },
    );
  }
  if (!isRecord(value)) throw new UserError(`${where}: is not a JSON object; write {"column": value, ...}`);
  return value;
}
