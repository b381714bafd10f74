import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { UserError } from "../../errors.ts";
import { ValueColumn } from "../columns/valueColumn.ts";
import { offer, Table } from "../table.ts";
import { unpackedPieces } from "./bytes.ts";

/** A .jsonl file as a table: one JSON object a line; or a .json file that is one array of such objects. */
export async function readJsonl(path: string, name = path): Promise<Table> {
  const lines: number[] = [];
  let columns: Map<string, ValueColumn> | undefined;
  let first: readonly string[] = [];
  let line = 0;
  for await (const text of createInterface({
    input: Readable.from(unpackedPieces(path, name)),
    crlfDelay: Infinity,
  })) {
    line++;
    const trimmed = line === 1 ? text.replace(/^\uFEFF/, "").trim() : text.trim();
    if (trimmed === "") continue;
    if (!columns && trimmed.startsWith("[")) return await readJsonArray(path, name);
    const record = parseObject(trimmed, `${name}, line ${line}`);
    if (!columns) {
      first = Object.keys(record);
      columns = new Map(first.map((key) => [key, new ValueColumn()]));
    }
    addRecord(columns, first, record, `${name}, line ${line}`);
    lines.push(line);
  }
  if (!columns) throw new UserError(`${name}: is empty; write one JSON object a line`);
  return new Table(new Map([...columns].map(([key, values]) => [key, values.column()])), [
    { file: name, rows: lines.length, lineOf: (row) => lines[row]! },
  ]);
}

async function readJsonArray(path: string, name: string): Promise<Table> {
  const pieces: Uint8Array[] = [];
  for await (const piece of unpackedPieces(path, name)) pieces.push(piece);
  let records: unknown;
  try {
    records = JSON.parse(
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
  const rows = records.map((record: unknown, i) => {
    if (isObject(record)) return record;
    throw new UserError(`${name}, row ${i + 1}: is not a JSON object; write {"column": value, ...}`);
  });
  const names = Object.keys(rows[0]!);
  const columns = new Map(names.map((key) => [key, new ValueColumn()]));
  for (const [i, row] of rows.entries()) addRecord(columns, names, row, `${name}, row ${i + 1}`);
  return new Table(new Map([...columns].map(([key, values]) => [key, values.column()])), [
    { file: name, rows: rows.length },
  ]);
}

function addRecord(
  columns: ReadonlyMap<string, ValueColumn>,
  names: readonly string[],
  record: Record<string, unknown>,
  where: string,
): void {
  for (const key of Object.keys(record)) {
    if (!columns.has(key))
      throw new UserError(`${where}: "${key}" is not in the first row${offer(key, names)}`);
  }
  for (const [key, column] of columns) column.add(record[key]);
}

function parseObject(text: string, where: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(
      `${where}: is not JSON: ${text.length > 60 ? `${text.slice(0, 60)}...` : text}; write one JSON object a line`,
      {
        cause: error,
      },
    );
  }
  if (!isObject(value)) throw new UserError(`${where}: is not a JSON object; write {"column": value, ...}`);
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
