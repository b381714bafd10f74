import { deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { loadTables } from "../../../src/data/load.ts";
import { UserError } from "../../../src/errors.ts";
import { book, written, zipped } from "./excel/book.ts";

/** Small files of which much is made, one within the other: refused in one line, in little memory. */
const CSV = `x,y,label\n${"1.5,2.5,a\n3.5,4.5,b\n".repeat(20)}`;
const spaces = Buffer.alloc(2 ** 26, "1,2,a\n");
const twoTexts = (text: string) => `<si><t>${text}</t></si><si><t>label</t></si>`;
/** Cells that all show the first of the shared texts. */
const shown = (rows: number, columns: number) =>
  `<sheetData>${`<row>${'<c t="s"><v>0</v></c>'.repeat(columns)}</row>`.repeat(rows)}</sheetData>`;

/** A chunk of a PNG, whose checksum nobody comes to look at. */
const chunk = (kind: string, data: Uint8Array) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(kind), data, Buffer.alloc(4)]);
};
const wide = Buffer.from([0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50, 1, 0, 0, 0, 0]);
const png = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
  chunk("IHDR", wide),
  chunk("IDAT", deflateSync(spaces)),
  chunk("IEND", Buffer.alloc(0)),
]);

const bytes = async (parts: Record<string, string | Buffer>) => {
  const { ZipFile } = await import("yazl");
  const { buffer } = await import("node:stream/consumers");
  const zip = new ZipFile();
  for (const [name, data] of Object.entries(parts)) zip.addBuffer(Buffer.from(data), name);
  zip.end();
  return buffer(zip.outputStream);
};

test.each<[string, () => Promise<string>, RegExp]>([
  [
    "a .zip in a .zip in a .zip",
    async () =>
      written("a.zip", await bytes({ "b.zip": await bytes({ "c.zip": await bytes({ "d.csv": CSV }) }) })),
    /^a\.zip: holds no data files \(not read: b\.zip \(packed: unpack it\)\)/,
  ],
  [
    "a .zip of 100 of a .zip",
    async () => {
      const inner = await bytes({ "d.csv": spaces });
      return written(
        "a.zip",
        await bytes(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`${i}.zip`, inner]))),
      );
    },
    /holds no data files \(not read: 0\.zip, 1\.zip, .* \(packed: unpack it\)\)/,
  ],
  [
    ".gz of .gz",
    async () => written("a.csv.gz", gzipSync(gzipSync(gzipSync(spaces)))),
    /a\.csv\.gz: is not a text file/,
  ],
  [
    "a workbook's text of 4 million characters",
    () => book({ sheets: { S: shown(2, 2) }, strings: twoTexts("A".repeat(2 ** 22)) }),
    /book\.xlsx, cell A1: holds 4194304 characters, and 1048576 is the limit; shorten it/,
  ],
  [
    "a workbook's text of 1 million characters, 10,000 times",
    () => book({ sheets: { S: shown(500, 20) }, strings: twoTexts("A".repeat(10 ** 6)) }),
    /book\.xlsx: its cells hold more than 536\.870912 million characters; save the sheet as \.csv/,
  ],
  [
    "entities that grow",
    () =>
      book({
        sheets: { S: shown(2, 2) },
        more: {
          "xl/sharedStrings.xml": `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 12 }, (_, i) => `<!ENTITY b${i} "${(i > 0 ? `&b${i - 1};` : "&a;").repeat(10)}">`).join("")}]><sst><si><t>&b11;</t></si></sst>`,
        },
      }),
    /book\.xlsx: is broken or cut short \(.*undefined entity\)/,
  ],
  [
    "JSON of 100,000 lists in lists",
    async () => written("a.json", "[".repeat(100_000) + "]".repeat(100_000)),
    /a\.json, row 1: is not a JSON object/,
  ],
  [
    "a PNG of 2,500 million pixels",
    async () =>
      written(
        "a.zip",
        await zipped({ "ok/a.txt": "" }).then(() => bytes({ "ok/a.png": png, "ng/b.png": png })),
      ),
    /has 50000×50000 pixels \(2500 million\), and 100 million is the limit/,
  ],
])("%s", async (_, made, says) => {
  const path = await made();
  const before = process.memoryUsage.rss();
  const error = await loadTables(path).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  const { message } = error as UserError;
  expect(message.replaceAll(path.replace(/[^/]*$/, ""), "")).toMatch(says);
  expect(message).not.toContain("\n");
  expect(message.length).toBeLessThan(1000);
  expect(process.memoryUsage.rss() - before).toBeLessThan(700e6);
});
