import { describe, expect, test } from "vitest";
import { fitEncoder } from "../../../src/data/columns/encoder.ts";
import { idNameOf, idsAmong } from "../../../src/data/columns/idColumns.ts";
import { concatTables, Table } from "../../../src/data/table.ts";

/** A table with a feature w and one more column. */
function tableOf(name: string, values: readonly number[], file = "a.csv"): Table {
  const w = Float64Array.from(values, (_, i) => ((i * 37) % 11) / 7);
  return new Table(
    new Map([
      [name, { kind: "number", values: Float64Array.from(values) }],
      ["w", { kind: "number", values: w }],
    ]),
    [{ file, rows: values.length }],
    { delimited: true },
  );
}

/** Why a column is left out; nothing where it is a feature. */
const whyOf = (name: string, values: readonly number[]) =>
  fitEncoder(tableOf(name, values)).leftOut.find((one) => one.name === name)?.why;

const range = (n: number, of: (i: number) => number) => Array.from({ length: n }, (_, i) => of(i));
const shuffled = (n: number) => range(n, (i) => 1000 + ((i * 37) % n));

describe("a name says that a column tells rows apart, in any spelling", () => {
  test.each([
    ..."No.,No,NO.,№,Ｎｏ,Ｎｏ．,＃,番号,連番,通し番号,製番,製造番号,管理番号,管理No.,シリアル,シリアル番号,ｼﾘｱﾙ,ロット,ロット番号,ロットNo".split(
      ",",
    ),
    ..."検査番号,検査No,検査Ｎｏ．,試料番号,サンプル,ID,id,Id,ＩＤ,製品ID,sample,Sample,sample_id,Sample ID,sampleId,part_no,PartNo,serial_number".split(
      ",",
    ),
    ..."バーコード,商品コード,part_code,Seriennummer,Teilenummer,lfd. Nr.,Serial No.,S/N,rownames,row.names,level_0,Unnamed: 0,Unnamed: 12,__index_level_0__,index,idx,uuid,record_no,No.(枝番)".split(
      ",",
    ),
  ])("%s", (name) => {
    expect(idNameOf(name)).toBe("id");
    expect(whyOf(name, shuffled(60))).toBe("an id: every row differs");
  });

  test.each(["timestamp", "Timestamp", "TIME_STAMP", "時刻", "測定日時", "created_at", "unix_time", "epoch"])(
    "%s is a time",
    (name) => {
      expect(idNameOf(name)).toBe("time");
      expect(
        whyOf(
          name,
          range(60, (i) => 1_700_000_000 + i * 61 + (i % 7)),
        ),
      ).toBe("a time: seconds since 1970 (UTC) such as 1700000000 (2023-11-14)");
      // A clock of its own.
      const own = range(60, (i) => 100 + i * 61 + (i % 7));
      expect(whyOf(name, own)).toBe("an id: every row differs");
      expect(
        whyOf(
          name,
          range(60, (i) => 500.5 + Math.floor(i / 2) * 60),
        ),
      ).toBe("a time: it rises from row to row");
    },
  );

  test.each([
    "width",
    "area",
    "diameter",
    "nose",
    "valid",
    "fluid",
    "kidney",
    "casino",
    "回転数",
    "面積",
    "x",
    "temperature",
    "time",
  ])("%s says nothing", (name) => {
    expect(idNameOf(name)).toBe(undefined);
    expect(whyOf(name, shuffled(60))).toBe(undefined);
  });
});

test("days written as 20240531 are a time, and whole numbers as long are none", () => {
  const days = range(60, (i) => 20240501 + Math.floor(i / 20));
  expect(whyOf("測定日", days)).toBe("a time: days such as 20240501");
  expect(idsAmong([{ name: "測定日", why: "a time: days such as 20240501" }])).toEqual(["測定日"]);
  expect(whyOf("pulses", [...days.slice(1), 20240561])).toBe(undefined);
  expect(whyOf("pulses", [...days.slice(1), 20241301])).toBe(undefined);
});

describe("numbers of rows", () => {
  test.each<[string, readonly number[], string | undefined]>([
    ["n", range(60, (i) => i), "an id: it rises by 1 from row to row"],
    ["n", range(60, (i) => 500 - i), "an id: it falls by 1 from row to row"],
    ["n", range(60, (i) => 10 * i), "an id: it rises by 10 from row to row"],
    // Rows were taken out.
    ["n", range(80, (i) => i).filter((i) => i % 29 !== 11), "an id: it rises by 1 from row to row"],
    // Sorted by what was measured: not equally spaced, or not whole.
    ["rpm", range(60, (i) => 1000 + i * i), undefined],
    ["width", range(60, (i) => i / 10), undefined],
    // It begins again within the file: a place in a tray, an hour.
    ["place", range(60, (i) => i % 6), undefined],
    ["No.", range(60, (i) => i % 20), "an id: it rises by 1 from row to row, and begins again"],
    // Several rows of one part.
    ["sample", range(60, (i) => Math.floor(i / 3)), "an id: it rises from row to row"],
    ["part_no", range(60, (i) => (i * 7) % 40), "an id: 40 different in 60 rows"],
    // Four machines.
    ["machine_no", range(60, (i) => i % 4), undefined],
    ["machine_no", range(60, (i) => Math.floor(i / 15)), undefined],
    ["id", range(60, (i) => i / 10), undefined],
    ["serial", range(60, (i) => 2 ** 60 + i * 4096), "an id: more digits than a number holds"],
    ["id", range(60, (i) => 2 ** 60 + i), "an id: more digits than a number holds"],
    // Too few to tell.
    ["n", range(6, (i) => i), undefined],
  ])("%s %o", (name, values, why) => expect(whyOf(name, values)).toBe(why));

  test("a gap is no step", () => {
    const values = range(60, (i) => (i === 7 ? Number.NaN : i));
    const { leftOut } = fitEncoder(tableOf("n", values), { missing: "mean" });
    expect(leftOut).toEqual([{ name: "n", why: "an id: it rises by 1 from row to row" }]);
  });

  test("each of several files may begin again", () => {
    const table = concatTables([
      tableOf(
        "n",
        range(30, (i) => i + 1),
        "lot-1.csv",
      ),
      tableOf(
        "n",
        range(40, (i) => i + 1),
        "lot-2.csv",
      ),
    ]);
    expect(fitEncoder(table).leftOut).toEqual([{ name: "n", why: "an id: it rises by 1 from row to row" }]);
  });

  test("pixels are of an image, though one rises", () => {
    const columns = new Map(
      range(10, (i) => i).map((i) => [
        `pixel_${i}`,
        {
          kind: "number" as const,
          values: Float64Array.from(range(60, (row) => (i === 3 ? row : (row * i) % 7))),
        },
      ]),
    );
    const table = new Table(columns, [{ file: "a.csv", rows: 60 }]);
    expect(fitEncoder(table).leftOut.map(({ name }) => name)).not.toContain("pixel_3");
  });
});

test("those are kept beside the answers that tell rows apart", () => {
  const whys = {
    a: "an id: every row differs",
    b: "every row differs",
    c: "an id: it rises by 1 from row to row",
    d: "a time: it rises from row to row",
    e: "an id, as asked",
    f: "every row is 5",
    測定日時: "dates or times",
    date: "dates or times",
    g: "an idle column",
  };
  expect(idsAmong(Object.entries(whys).map(([name, why]) => ({ name, why })))).toEqual([
    "a",
    "b",
    "c",
    "d",
    "e",
    "測定日時",
  ]);
});

test.each<[string, string, string | undefined]>([
  ["brackets that open", `${"(".repeat(200_000)}x`, undefined],
  ["brackets that open, one that closes, and more", `${"(".repeat(200_000)}) x)`, undefined],
  ["points", `${".".repeat(200_000)}x`, undefined],
  ["brackets around nothing behind an id", `id ${"()".repeat(100_000)}`, undefined],
  ["an id with a long unit", `id [${"(".repeat(200_000)}]`, "id"],
  ["an id with points", `id${".".repeat(200_000)}`, "id"],
])("a name of 200,000 %s is looked at in a moment", (_, name, what) => {
  expect(idNameOf(name)).toBe(what);
});
