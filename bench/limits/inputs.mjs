import { closeSync, createWriteStream, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parquetWriteFile } from "hyparquet-writer";
import { ZipFile } from "yazl";

/** Numerical Recipes' generator: [0, 1). */
export function randomOf(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A file of `count` pieces, each the text of its number, written by megabytes; gives its name. */
export function writePieces(folder, name, count, piece, first = "", last = "") {
  const file = openSync(join(folder, name), "w");
  let text = first;
  for (let i = 0; i < count; i++) {
    text += piece(i);
    if (text.length < 1 << 20) continue;
    writeSync(file, text);
    text = "";
  }
  writeSync(file, text + last);
  closeSync(file);
  return name;
}

/** rows.csv of three measurements and one of two classes that they tell apart; `cell` may put something else for a number. */
export function writeMeasurements(folder, rows, cell = (x) => x.toFixed(3)) {
  const random = randomOf(1);
  const line = (i) => {
    const good = i % 2;
    const x = () => cell(2 * good + random() + random() - 1, random);
    return `${x()},${x()},${x()},${good ? "good" : "bad"}\n`;
  };
  return writePieces(folder, "rows.csv", rows, line, "width,height,depth,quality\n");
}

/** A file of one piece again and again, in all of so many MB, between what is first and last in it. */
export function writeRepeated(folder, name, piece, megabytes, first = "", last = "") {
  const times = Math.round(1e6 / piece.length);
  const million = piece.repeat(times);
  return writePieces(folder, name, megabytes, () => million, first, last);
}

/** A workbook of one sheet: `row(i)` gives the cells of a row, numbers and texts. */
export async function writeSheet(folder, name, rows, row) {
  const zip = new ZipFile();
  const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const add = (path, text) =>
    zip.addBuffer(Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`), path);
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  add(
    "[Content_Types].xml",
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
  );
  const relations = (kind, target) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}/${kind}" Target="${target}"/></Relationships>`;
  add("_rels/.rels", relations("officeDocument", "xl/workbook.xml"));
  add("xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml"));
  add(
    "xl/workbook.xml",
    `<workbook xmlns="${main}" xmlns:r="${relation}"><sheets><sheet name="rows" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  );
  const cell = (value) =>
    typeof value === "number" ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  function* sheet() {
    yield `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${main}"><sheetData>`;
    for (let i = 0; i < rows; i++) yield `<row>${row(i).map(cell).join("")}</row>`;
    yield "</sheetData></worksheet>";
  }
  zip.addReadStream(Readable.from(sheet()), "xl/worksheets/sheet1.xml");
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(join(folder, name)));
  return name;
}

/** An .npz of arrays of float64, one a pair of a name and its numbers. */
export async function writeArrays(folder, name, arrays) {
  const zip = new ZipFile();
  for (const [key, values] of arrays) {
    const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${values.length},), }`;
    const padded = `${header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11)}\n`;
    const start = Buffer.from(
      `\x93NUMPY\x01\x00${String.fromCharCode(padded.length & 255, padded.length >> 8)}${padded}`,
      "latin1",
    );
    zip.addBuffer(Buffer.concat([start, new Uint8Array(values.buffer)]), `${key}.npy`, { compress: false });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(join(folder, name)));
  return name;
}

/** A Parquet file of columns of numbers, and one of words. */
export function writeParquet(folder, name, columnData) {
  parquetWriteFile({ filename: join(folder, name), columnData });
  return name;
}
