import { UserError } from "../../errors.ts";
import { isRecord, RecordColumns } from "../columns/records.ts";
import { oneLine } from "../listing/oneLine.ts";
import type { HowToRead } from "../reading.ts";
import { Table } from "../table.ts";
import { unpackedPieces } from "./bytes.ts";
import { readText } from "./encoding/text.ts";
import { parseJson } from "./json.ts";

/** Characters of a record: a line, or an element of an array. */
const longest = 2 ** 26;

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
  const { first, all } = await begun(pieces);
  return first === "[" ? arrayTable(all, name) : linesTable(all, name);
}

/** A text's first letter that is no blank, and its pieces. */
async function begun(
  pieces: AsyncIterable<string>,
): Promise<{ first: string | undefined; all: AsyncIterable<string> }> {
  const read: string[] = [];
  const rest = pieces[Symbol.asyncIterator]();
  let first: string | undefined;
  while (first === undefined) {
    const { done, value } = await rest.next();
    if (done) break;
    read.push(value);
    first = /\S/.exec(value)?.[0];
  }
  async function* all() {
    yield* read;
    yield* { [Symbol.asyncIterator]: () => rest };
  }
  return { first, all: all() };
}

async function linesTable(pieces: AsyncIterable<string>, name: string): Promise<Table> {
  const lines: number[] = [];
  const columns = new RecordColumns();
  let line = 0;
  for await (const text of linesOf(pieces, name)) {
    line++;
    const trimmed = text.trim();
    if (trimmed === "") continue;
    columns.add(parseObject(trimmed, `${name}, line ${line}`), `${name}, line ${line}`);
    lines.push(line);
  }
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

/** The elements of one array are read one by one: an array may be as large as a file. */
async function arrayTable(pieces: AsyncIterable<string>, name: string): Promise<Table> {
  const columns = new RecordColumns();
  let rows = 0;
  const notJson = (cause?: unknown) =>
    new UserError(`${name}: is not JSON; write one JSON object a line`, { cause });
  for await (const text of elementsOf(pieces, name, notJson)) {
    const where = `${name}, row ${++rows}`;
    let record: unknown;
    try {
      record = parseJson(text);
    } catch (error) {
      throw notJson(error);
    }
    if (!isRecord(record))
      throw new UserError(`${where}: is not a JSON object; write {"column": value, ...}`);
    columns.add(record, where);
  }
  const table = columns.table({ file: name, rows });
  if (!table) throw new UserError(`${name}: holds no rows; write one JSON object a line`);
  return table;
}

const [quote, comma, backslash, opens, closes, opensObject, closesObject] = Array.from('",\\[]{}', (one) =>
  one.charCodeAt(0),
);

/** The texts between the commas of a text that is one array. */
async function* elementsOf(
  pieces: AsyncIterable<string>,
  name: string,
  notJson: () => UserError,
): AsyncGenerator<string> {
  let [begun, depth, inString, escaped, elements] = ["", 0, false, false, 0];
  let ended = false;
  for await (const piece of pieces) {
    let from = 0;
    for (let i = 0; i < piece.length && !ended; i++) {
      const letter = piece.charCodeAt(i);
      if (inString) {
        if (escaped) escaped = false;
        else if (letter === backslash) escaped = true;
        else if (letter === quote) inString = false;
        continue;
      }
      if (letter === quote) inString = true;
      else if (letter === opens || letter === opensObject) {
        if (depth++ === 0) from = i + 1;
      } else if (letter === comma && depth === 1) {
        yield begun + piece.slice(from, i);
        [begun, from] = ["", i + 1];
        elements++;
      } else if ((letter === closes || letter === closesObject) && --depth === 0) {
        const last = begun + piece.slice(from, i);
        // An array of none has nothing between its brackets.
        if (elements > 0 || last.trim() !== "") yield last;
        if (letter !== closes) throw notJson();
        [begun, from, ended] = ["", i + 1, true];
      }
    }
    begun += piece.slice(from);
    if (ended && begun.trim() !== "") throw notJson();
    if (begun.length > longest)
      throw new UserError(
        `${name}, row ${elements + 1}: has more than ${longest.toLocaleString("en-US")} characters; a row is shorter`,
      );
  }
  if (!ended) throw notJson();
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
