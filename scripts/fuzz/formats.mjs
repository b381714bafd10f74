// Every kind of file that kiso loads, one row each: its samples, which of their files are changed, and what loads them. A row that is
// added is fuzzed. `checked`: checksums cover the numbers, so that a changed file is refused or gives the same ones.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import sharp from "sharp";
import { anyBytes, ofText } from "./mutate.mjs";

const golden = join(dirname(fileURLToPath(import.meta.url)), "../../tests/golden");
const file = (path) => readFileSync(join(golden, path));
const files = (...paths) => paths.map((path) => ({ [path.slice(path.lastIndexOf("/") + 1)]: file(path) }));

/** A table of 24 rows as text, with words, quotes and a gap. */
const rows = Array.from({ length: 24 }, (_, i) => [
  i / 4,
  i % 5 === 3 ? "" : i * 7,
  i % 2 ? "良品" : 'say "ng", x',
  i % 2 ? "ok" : "ng",
]);
const quoted = (cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : String(cell));
const csv = ["a,b,word,label", ...rows.map((row) => row.map(quoted).join(","))].join("\n");
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv, "utf16le")]);
const sjis = Buffer.from(csv.replaceAll("良品", "\x97\xc7\x95\x69"), "latin1");
const records = rows.map(([a, b, word, label]) => ({
  a,
  b: b === "" ? null : b,
  word,
  label,
  list: [a, 1, 2],
}));

/** A frame of zstd whose blocks are stored. */
function zstd(bytes) {
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0]);
  head.writeUInt32LE(bytes.length, 5);
  const block = Buffer.alloc(3);
  block.writeUIntLE((bytes.length << 3) | 1, 0, 3);
  return new Uint8Array(Buffer.concat([head, block, bytes]));
}

async function parquet(codec, columns) {
  const compressors = { GZIP: (bytes) => new Uint8Array(gzipSync(bytes)), ZSTD: zstd };
  return Buffer.from(parquetWriteBuffer({ codec, compressors, ...columns }));
}
const plain = {
  columnData: [
    { name: "a", data: rows.map((_, i) => (i % 6 === 5 ? null : i / 8)), type: "DOUBLE" },
    { name: "n", data: rows.map((_, i) => i % 3), type: "INT32" },
    { name: "label", data: rows.map(([, , , label]) => label), type: "STRING" },
  ],
};
const pixel = await sharp({
  create: { width: 12, height: 9, channels: 3, background: { r: 200, g: 40, b: 90 } },
})
  .composite([
    { input: Buffer.from('<svg width="6" height="5"><rect width="6" height="5" fill="#123"/></svg>') },
  ])
  .raw()
  .toBuffer({ resolveWithObject: true });
const raw = () => sharp(pixel.data, { raw: { width: 12, height: 9, channels: 3 } });
const pictures = {
  schema: [
    { name: "root", num_children: 2 },
    { name: "image", num_children: 2, repetition_type: "OPTIONAL" },
    { name: "bytes", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" },
    { name: "path", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
    { name: "label", type: "INT64", repetition_type: "OPTIONAL" },
  ],
  columnData: [],
};
const png = await raw().png().toBuffer();
pictures.columnData.push(
  { name: "image", data: rows.map((_, i) => ({ bytes: new Uint8Array(png), path: `${i}.png` })) },
  { name: "label", data: rows.map((_, i) => BigInt(i % 2)) },
);

function idx(shape, data) {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head[2] = 8;
  head[3] = shape.length;
  for (const [i, size] of shape.entries()) head.writeUInt32BE(size, 4 + 4 * i);
  return Buffer.concat([head, Buffer.from(data)]);
}
const images = idx(
  [6, 4, 4],
  Uint8Array.from({ length: 96 }, (_, i) => i * 2),
);
const labels = idx([6], [0, 1, 0, 1, 0, 1]);

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
const sixteen = () => file("images/sixteen.png");
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

const model = (name) => {
  const folder = `models/${name}`;
  return Object.fromEntries(
    readdirSync(join(golden, folder))
      .filter((one) => /^(model|references)\./.test(one))
      .map((one) => [one, file(`${folder}/${one}`)]),
  );
};

const oneFile = (name, samples, more = {}) => [
  name,
  { samples, load: "tables", mutators: anyBytes, ...more },
];
const text = (name, samples) => oneFile(name, samples, { mutators: ofText });

/** Of a sample of several files, `change` says which are changed; of a folder, `load` is told the folder. */
export const formats = Object.fromEntries([
  text("csv", [
    { "a.csv": Buffer.from(csv) },
    ...files("files/pandas.csv", "files/pandas-crlf.csv", "files/pandas-bom.csv"),
  ]),
  text("csv, other encodings", [
    { "a.csv": utf16 },
    { "a.csv": sjis },
    ...files("files/pandas-utf16.csv", "files/pandas-excel-ja.csv"),
  ]),
  text("tsv", [{ "a.tsv": Buffer.from(csv.replaceAll(",", "\t")) }, ...files("files/pandas.tsv")]),
  text("jsonl", [
    { "a.jsonl": Buffer.from(records.map((one) => JSON.stringify(one)).join("\n")) },
    ...files("files/pandas.jsonl"),
  ]),
  text("json", [
    { "a.json": Buffer.from(JSON.stringify(records)) },
    { "a.json": Buffer.from(JSON.stringify(records, null, 2)) },
  ]),
  oneFile("csv.gz", [{ "a.csv.gz": gzipSync(csv) }], { checked: true }),
  oneFile("npy", files("files/matrix.npy")),
  oneFile(
    "npz",
    files(
      "files/Xy.npz",
      "files/keras.npz",
      "files/fortran.npz",
      "npz/words.npz",
      "npz/packed.npz",
      "npz/columns.npz",
    ),
    { checked: true },
  ),
  oneFile("idx", [{ "t-images-idx3-ubyte": images, "t-labels-idx1-ubyte": labels }], {
    source: "t-images-idx3-ubyte",
  }),
  oneFile(
    "idx.gz",
    [{ "t-images-idx3-ubyte.gz": gzipSync(images), "t-labels-idx1-ubyte.gz": gzipSync(labels) }],
    { source: "t-images-idx3-ubyte.gz", checked: true },
  ),
  oneFile("parquet", [
    { "a.parquet": await parquet("UNCOMPRESSED", plain) },
    { "a.parquet": await parquet("SNAPPY", plain) },
  ]),
  oneFile("parquet, gzip", [{ "a.parquet": await parquet("GZIP", plain) }]),
  oneFile("parquet, zstd", [{ "a.parquet": await parquet("ZSTD", plain) }]),
  oneFile("parquet of pictures", [{ "a.parquet": await parquet("SNAPPY", pictures) }]),
  oneFile("xlsx", files("excel/openpyxl.xlsx", "excel/libreoffice.xlsx", "excel/exceljs.xlsx"), {
    checked: true,
  }),
  oneFile("ods", files("excel/libreoffice.ods"), { checked: true }),
  oneFile("png", [picture("a.png", png), picture("a.png", sixteen())], { change: /^ok\/a/, source: "." }),
  oneFile("jpeg", [picture("a.jpg", await raw().jpeg().toBuffer())], { change: /^ok\/a/, source: "." }),
  oneFile("webp", [picture("a.webp", await raw().webp({ lossless: true }).toBuffer())], {
    change: /^ok\/a/,
    source: ".",
  }),
  oneFile(
    "bmp",
    [picture("a.bmp", file("images/colour.bmp")), picture("a.bmp", file("images/palette.bmp"))],
    { change: /^ok\/a/, source: "." },
  ),
  oneFile(
    "tiff",
    [
      picture("a.tif", await raw().tiff({ compression: "lzw" }).toBuffer()),
      picture(
        "a.tif",
        await raw().tiff({ compression: "none", tile: true, tileWidth: 16, tileHeight: 16 }).toBuffer(),
      ),
      picture("a.tif", await raw().tiff({ compression: "deflate" }).toBuffer()),
    ],
    { change: /^ok\/a/, source: "." },
  ),
  oneFile("gif", [picture("a.gif", await raw().gif().toBuffer())], { change: /^ok\/a/, source: "." }),
  oneFile("pgm", [picture("a.pgm", pgm)], { change: /^ok\/a/, source: "." }),
  oneFile("model", ["classes", "siamese", "images", "reject"].map(model), {
    load: "model",
    source: ".",
    change: /./,
  }),
  oneFile(
    "labels",
    [
      { ...beside, "labels.csv": Buffer.from("file,label\na.png,ok\nb.png,ng\nc.png,ok\nd.png,ng\n") },
      {
        ...beside,
        "metadata.jsonl": Buffer.from(
          ["a", "b", "c", "d"]
            .map((name, i) => JSON.stringify({ file_name: `${name}.png`, label: i % 2 ? "ok" : "ng" }))
            .join("\n"),
        ),
      },
    ],
    { source: ".", change: /\.(csv|jsonl)$/, mutators: ofText },
  ),
  oneFile("coco", [{ ...beside, "_annotations.coco.json": Buffer.from(coco) }], {
    source: ".",
    change: /json$/,
    mutators: ofText,
  }),
  oneFile("cvat", [{ ...beside, "annotations.xml": Buffer.from(cvat) }], {
    source: ".",
    change: /xml$/,
    mutators: ofText,
  }),
]);
