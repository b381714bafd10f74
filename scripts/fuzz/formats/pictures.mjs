// Folders of pictures of which one is changed, and the lists that say their classes.
import { parquetWriteBuffer } from "hyparquet-writer";
import sharp from "sharp";
import { ofText } from "../mutate.mjs";
import { json, jsonl, xml, zip, zipped } from "../structure.mjs";
import * as truth from "../truth.mjs";
import { file, sampled } from "./sample.mjs";

const pixel = await sharp({
  create: { width: 12, height: 9, channels: 3, background: { r: 200, g: 40, b: 90 } },
})
  .composite([
    { input: Buffer.from('<svg width="6" height="5"><rect width="6" height="5" fill="#123"/></svg>') },
  ])
  .raw()
  .toBuffer({ resolveWithObject: true });
const raw = () => sharp(pixel.data, { raw: { width: 12, height: 9, channels: 3 } });
const png = await raw().png().toBuffer();

/** One picture that is changed among those that are not. */
const picture = (name, bytes) => ({
  [`ok/${name}`]: bytes,
  "ng/b.png": png,
  "ng/c.png": png,
  "ok/d.png": png,
});
const pgm = Buffer.concat([
  Buffer.from("P5\n# a part\n12 9\n255\n"),
  Buffer.from(Array.from({ length: 108 }, (_, i) => i)),
]);
const ppm = Buffer.concat([Buffer.from("P6\n12 9\n255\n"), pixel.data]);
const beside = { "a.png": png, "b.png": png, "c.png": png, "d.png": png };
const coco = JSON.stringify({
  images: ["a", "b", "c", "d"].map((name, id) => ({ id, file_name: `${name}.png`, width: 12, height: 9 })),
  categories: [
    { id: 1, name: "scratch" },
    { id: 2, name: "dent" },
  ],
  annotations: [0, 1, 2, 3].map((id) => ({
    id,
    image_id: id,
    category_id: 1 + (id % 2),
    bbox: [1, 1, 3, 3],
    area: 9,
  })),
});
const cvat = `<?xml version="1.0" encoding="utf-8"?><annotations><version>1.1</version>${["a", "b", "c", "d"].map((name, id) => `<image id="${id}" name="${name}.png" width="12" height="9"><tag label="${id % 2 ? "ok" : "ng"}" source="manual"></tag></image>`).join("")}</annotations>`;

/** A PNG with a note beside its pixels, a colour table or grey in 4 bits. */
const pngs = [
  png,
  file("images/sixteen.png"),
  await raw().png({ palette: true }).toBuffer(),
  file("images/bits.png"),
];
const tiffs = [
  await raw().tiff({ compression: "lzw" }).toBuffer(),
  await raw().tiff({ compression: "none", tile: true, tileWidth: 16, tileHeight: 16 }).toBuffer(),
  await raw().tiff({ compression: "deflate", predictor: "horizontal" }).toBuffer(),
  await raw().toColourspace("rgb16").tiff({ compression: "none" }).toBuffer(),
  await raw().tiff({ compression: "packbits" }).toBuffer(),
];
const webps = [await raw().webp({ lossless: true }).toBuffer(), await raw().webp().toBuffer()];

const one = (name, pictures, more = {}) =>
  sampled({ samples: pictures.map((bytes) => picture(name, bytes)), change: /^ok\/a/, source: ".", ...more });

const listOf = (name, text) => ({ ...beside, [name]: Buffer.from(text) });
const lists = [
  listOf("labels.csv", "file,label\na.png,ok\nb.png,ng\nc.png,ok\nd.png,ng\n"),
  listOf(
    "metadata.jsonl",
    ["a", "b", "c", "d"]
      .map((name, i) => JSON.stringify({ file_name: `${name}.png`, label: i % 2 ? "ok" : "ng" }))
      .join("\n"),
  ),
];
const json4 = JSON.stringify(
  ["a", "b", "c", "d"].map((name, i) => ({ file: `${name}.png`, label: i % 2 ? "ok" : "ng" })),
);
const sheet = zipped(
  Object.entries({
    "[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    "_rels/.rels": `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="list" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${[
      ["file", "label"],
      ["a.png", "ok"],
      ["b.png", "ng"],
      ["c.png", "ok"],
      ["d.png", "ng"],
    ]
      .map(
        (row, i) =>
          `<row r="${i + 1}">${row.map((cell, j) => `<c r="${"AB"[j]}${i + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`).join("")}</row>`,
      )
      .join("")}</sheetData></worksheet>`,
  }).map(([name, part]) => [name, Buffer.from(part)]),
);

/** Rows of a Parquet file whose cells are pictures. */
const inTable = Buffer.from(
  parquetWriteBuffer({
    codec: "SNAPPY",
    schema: [
      { name: "root", num_children: 2 },
      { name: "image", num_children: 2, repetition_type: "OPTIONAL" },
      { name: "bytes", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" },
      { name: "path", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
      { name: "label", type: "INT64", repetition_type: "OPTIONAL" },
    ],
    columnData: [
      {
        name: "image",
        data: Array.from({ length: 24 }, (_, i) => ({ bytes: new Uint8Array(png), path: `${i}.png` })),
      },
      { name: "label", data: Array.from({ length: 24 }, (_, i) => BigInt(i % 2)) },
    ],
  }),
);

export const pictureFormats = {
  "parquet of pictures": sampled({ samples: [{ "a.parquet": inTable }] }),
  // A PNG's chunks have checksums, its pixels another.
  png: one("a.png", pngs, { checked: true }),
  jpeg: one("a.jpg", [await raw().jpeg().toBuffer(), await raw().jpeg({ progressive: true }).toBuffer()]),
  webp: one("a.webp", webps),
  bmp: one("a.bmp", [file("images/colour.bmp"), file("images/palette.bmp")], { truth: truth.byBmp }),
  tiff: one("a.tif", tiffs, { truth: truth.bySharp }),
  gif: one("a.gif", [await raw().gif().toBuffer()]),
  avif: one("a.avif", [await raw().avif({ effort: 0 }).toBuffer()], { share: 0.3 }),
  pgm: one("a.pgm", [pgm]),
  ppm: one("a.ppm", [ppm], { truth: truth.byPpm }),
  "zip of pictures": sampled({
    samples: [{ "a.zip": zipped(Object.entries(picture("a.png", png))) }],
    mutators: [zip(...ofText)],
  }),
  labels: sampled({
    samples: lists,
    source: ".",
    change: /\.(csv|jsonl)$/,
    mutators: (name) => (name.endsWith("l") ? [jsonl, ...ofText] : ofText),
  }),
  "labels, named": sampled({
    samples: [
      ...lists.map((list) => ({ ...list })),
      listOf("list.json", json4),
      listOf("list.xlsx", sheet),
      listOf("list.tsv", "file\tlabel\na.png\tok\nb.png\tng\nc.png\tok\nd.png\tng\n"),
    ],
    source: ".",
    load: "listed",
    change: /^(labels|metadata|list)\./,
    mutators: (name) =>
      name.endsWith("json")
        ? [json, ...ofText]
        : name.endsWith("jsonl")
          ? [jsonl, ...ofText]
          : name.endsWith("xlsx")
            ? [zip(xml, ...ofText)]
            : ofText,
  }),
  coco: sampled({
    samples: [{ ...beside, "_annotations.coco.json": Buffer.from(coco) }],
    source: ".",
    change: /json$/,
    mutators: [json, json, ...ofText],
  }),
  cvat: sampled({
    samples: [{ ...beside, "annotations.xml": Buffer.from(cvat) }],
    source: ".",
    change: /xml$/,
    mutators: [xml, ...ofText],
  }),
};
