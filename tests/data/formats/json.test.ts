import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parseJson } from "../../../src/data/formats/json.ts";
import { readJsonl } from "../../../src/data/formats/jsonl.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-json-"));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (text: string) => {
  const path = join(folder, "a.jsonl");
  writeFileSync(path, text);
  return readJsonl(path, "a.jsonl");
};

describe("what Python's json.dumps writes beyond JSON", () => {
  test.each([
    ['{"a": NaN, "b": 1}', { a: null, b: 1 }],
    ['{"a": [1, NaN, -Infinity], "b": Infinity}', { a: [1, null, -Infinity], b: Infinity }],
    [
      '{"id": 12345678901234567, "b": "12345678901234567", "c": 9007199254740991, "d": 1234567890123456.5}',
      { id: 12345678901234567n, b: "12345678901234567", c: 9007199254740991, d: 1234567890123456.5 },
    ],
    ['{"id": [-98765432109876543210, 1e20], "b": NaN}', { id: [-98765432109876543210n, 1e20], b: null }],
    ['{"NaN": "NaN", "b": "say \\"NaN\\"", "c": NaN}', { NaN: "NaN", b: 'say "NaN"', c: null }],
  ])("%s", (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  test.each(['{"a": nan}', '{"a": None}', "NaNa", '{"a": "NaN}'])("%s is none", (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });
});

describe("texts beyond any stack", () => {
  test("a code is whole under a million lists, and behind nine million escaped letters", () => {
    const deep = 1_000_000;
    let value = parseJson(`${"[".repeat(deep)}12345678901234567890${"]".repeat(deep)}`);
    for (let i = 0; i < deep; i++) value = (value as unknown[])[0];
    expect(value).toBe(12345678901234567890n);
    const text = `{"a": "${"\\\\".repeat(9_000_000)}", "id": 12345678901234567, "b": NaN}`;
    expect(parseJson(text)).toMatchObject({ id: 12345678901234567n, b: null });
  }, 30_000);

  test("a number of 20,000 digits is beyond all numbers", () => {
    expect(parseJson(`[1234567890123456789, -${"9".repeat(20_000)}]`)).toEqual([
      1234567890123456789n,
      -Infinity,
    ]);
  });
});

describe("one array of records", () => {
  /** in pieces of 64 KiB, so that records and marks lie across their ends */
  const rows = Array.from({ length: 9000 }, (_, i) => ({ "a]b": i, note: `"},\\[{${i}`, list: [i, 1] }));

  test.each(["", " ", "\n"])("is read as the same records a line, with %j between", async (between) => {
    const text = `${between}[${rows.map((row) => between + JSON.stringify(row) + between).join(",")}]${between}`;
    const table = await read(text);
    const lines = await read(rows.map((row) => JSON.stringify(row)).join("\n"));
    expect(table.rows).toBe(rows.length);
    expect(table.columns).toEqual(lines.columns);
  });

  test.each([
    ["[]", "holds no rows"],
    ["[ ]", "holds no rows"],
    ['[{"a":1}', "is not JSON"],
    ['[{"a":1},]', "is not JSON"],
    ['[,{"a":1}]', "is not JSON"],
    ['[{"a":1}} {', "is not JSON"],
    ['[{"a":1}][', "is not JSON"],
    ['[{"a":1} {"a":2}]', "is not JSON"],
    ['[{"a":1}]\n{"a":2}', "is not JSON"],
    ['[{"a":[1}]]', "is not JSON"],
    ['[{"a":1}, 2]', "row 2: is not a JSON object"],
  ])("%s is refused", async (text, why) => {
    await expect(read(text)).rejects.toThrow(why);
  });
});

describe("records with other names than the first", () => {
  test("have columns of their own, and no value where a record lacks one", async () => {
    const table = await read('{"a":1,"y":"x"}\n{"a":2,"depth":5,"y":"z"}\n{"y":"x","depth":6}\n');
    expect([...table.columns.keys()]).toEqual(["a", "y", "depth"]);
    expect(table.column("depth")).toMatchObject({
      values: Float64Array.of(Number.NaN, 5, 6),
      gap: { row: 0 },
    });
    expect(table.column("a")).toMatchObject({ values: Float64Array.of(1, 2, Number.NaN), gap: { row: 2 } });
  });

  test("ten thousand names of which each record has one of its own are too many", async () => {
    const rows = Array.from({ length: 7100 }, (_, i) => `{"part${i}":${i}}\n`);
    await expect(read(rows.join(""))).rejects.toThrow(
      "a.jsonl, line 7072: 7,072 different names in 7,072 records leave more than 50,000,000 cells without a value",
    );
  }, 30_000);

  test("a slip of a letter is said, another number is another column", async () => {
    await expect(read('{"width":1,"y":0}\n{"widht":2,"y":1}\n')).rejects.toThrow(
      'a.jsonl, line 2: "widht" is not in the rows before; did you mean "width"? Its columns are width, y',
    );
    expect([...(await read('{"temp1":1,"y":0}\n{"temp2":2,"y":1}\n')).columns.keys()]).toEqual([
      "temp1",
      "y",
      "temp2",
    ]);
  });
});
