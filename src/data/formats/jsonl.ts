import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { UserError } from "../../errors.ts";
import { isRecord, RecordColumns } from "../columns/records.ts";
import type { Table } from "../table.ts";
import { unpackedPieces } from "./bytes.ts";
import { parseJson } from "./json.ts";

/** A .jsonl file as a table: one JSON object a line; or a .json file that is one array of such objects. */
export async function readJsonl(path: string, name = path): Promise<Table> {
  const lines: number[] = [];
  const columns = new RecordColumns();
  let line = 0;
  for await (const text of createInterface({
    input: Readable.from(unpackedPieces(path, name)),
    crlfDelay: Infinity,
  })) {
    line++;
    const trimmed = line === 1 ? text.replace(/^\uFEFF/, "").trim() : text.trim();
    if (trimmed === "") continue;
    if (lines.length === 0 && trimmed.startsWith("[")) return await readJsonArray(path, name);
    columns.add(parseObject(trimmed, `${name}, line ${line}`), `${name}, line ${line}`);
    lines.push(line);
  }
  const table = columns.table({ file: name, rows: lines.length, lineOf: (row) => lines[row]! });
  if (!table) throw new UserError(`${name}: is empty; write one JSON object a line`);
  return table;
}

async function readJsonArray(path: string, name: string): Promise<Table> {
  const pieces: Uint8Array[] = [];
  for await (const piece of unpackedPieces(path, name)) pieces.push(piece);
  let records: unknown;
  try {
    records = parseJson(
      Buffer.concat(pieces)
        .toString("utf8")
        .replace(/^\uFEFF/, ""),
    );
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
      `${where}: is not JSON: ${text.length > 60 ? `${text.slice(0, 60)}...` : text}; write one JSON object a line`,
      {
        cause: error,
      },
    );
  }
  if (!isRecord(value)) throw new UserError(`${where}: is not a JSON object; write {"column": value, ...}`);
  return value;
}
