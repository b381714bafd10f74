// Parquet files of every codec, encoding and page version, changed within their pages before these are packed, within the packed bytes,
// or in the footer: lengths and checksums around the change are right.
import { brotliCompressSync, crc32, gzipSync } from "node:zlib";
import { parquetMetadata } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { ByteWriter, parquetWriteBuffer } from "hyparquet-writer";
import { writePageHeader } from "hyparquet-writer/src/datapage.js";
import { writeMetadata } from "hyparquet-writer/src/metadata.js";
import { snappyCompress } from "hyparquet-writer/src/snappy.js";
import { anyBytes, flip, mutated, setByte } from "../mutate.mjs";
import { names } from "../structure.mjs";

const below = (random, n) => Math.floor(random() * n);
const pick = (random, items) => items[below(random, items.length)];
const concat = (...parts) => new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))));

const u32 = (value, big = false) => {
  const bytes = Buffer.alloc(4);
  big ? bytes.writeUInt32BE(value) : bytes.writeUInt32LE(value);
  return bytes;
};

/** A block of LZ4 that is one run of literals. */
function lz4(bytes) {
  if (bytes.length < 15) return concat([bytes.length << 4], bytes);
  const rest = bytes.length - 15;
  return concat([0xf0], Buffer.alloc(Math.floor(rest / 255), 255), [rest % 255], bytes);
}

/** A frame of zstd whose one block is stored. */
function zstd(bytes) {
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0]);
  head.writeUInt32LE(bytes.length, 5);
  const block = Buffer.alloc(3);
  block.writeUIntLE((bytes.length << 3) | 1, 0, 3);
  return concat(head, block, bytes);
}

const pack = {
  UNCOMPRESSED: (bytes) => bytes,
  SNAPPY: snappyCompress,
  GZIP: (bytes) => new Uint8Array(gzipSync(bytes, { level: 1 })),
  BROTLI: (bytes) => new Uint8Array(brotliCompressSync(bytes, { params: { 1: 1 } })),
  LZ4_RAW: lz4,
  LZ4: (bytes) => concat(u32(bytes.length, true), u32(lz4(bytes).length, true), lz4(bytes)),
  ZSTD: zstd,
};

const n = 24;
const every = (of) => Array.from({ length: n }, (_, i) => of(i));
const words = every((i) => (i % 7 === 3 ? null : `word ${i % 5}`));

/** Columns by how they are encoded. */
const tables = {
  plain: [
    { name: "a", data: every((i) => (i % 6 === 5 ? null : i / 8)), type: "DOUBLE", encoding: "PLAIN" },
    { name: "n", data: every((i) => i % 3), type: "INT32", encoding: "PLAIN" },
    { name: "flag", data: every((i) => (i % 9 === 8 ? null : i % 2 === 0)), type: "BOOLEAN" },
    { name: "label", data: words, type: "STRING", encoding: "PLAIN" },
  ],
  dictionary: [
    { name: "a", data: every((i) => BigInt(i % 4)), type: "INT64", encoding: "RLE_DICTIONARY" },
    { name: "x", data: every((i) => (i % 5) / 4), type: "DOUBLE", encoding: "RLE_DICTIONARY" },
    { name: "label", data: words, type: "STRING", encoding: "RLE_DICTIONARY" },
  ],
  delta: [
    { name: "a", data: every((i) => i * i - 40), type: "INT32", encoding: "DELTA_BINARY_PACKED" },
    {
      name: "b",
      data: every((i) => (i % 4 === 1 ? null : BigInt(i) * 1000n)),
      type: "INT64",
      encoding: "DELTA_BINARY_PACKED",
    },
    { name: "word", data: words, type: "STRING", encoding: "DELTA_BYTE_ARRAY" },
    { name: "label", data: every((i) => `c${i % 2}`), type: "STRING", encoding: "DELTA_LENGTH_BYTE_ARRAY" },
    { name: "x", data: every((i) => i / 3), type: "FLOAT", encoding: "BYTE_STREAM_SPLIT" },
    { name: "flag", data: every((i) => i % 3 === 0), type: "BOOLEAN", encoding: "RLE" },
  ],
};
const required = { repetition_type: "REQUIRED" };
const lists = {
  schema: [
    { name: "root", num_children: 3 },
    { name: "list", converted_type: "LIST", repetition_type: "OPTIONAL", num_children: 1 },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", type: "DOUBLE", repetition_type: "OPTIONAL" },
    { name: "money", type: "INT32", converted_type: "DECIMAL", scale: 2, precision: 9, ...required },
    { name: "label", type: "BYTE_ARRAY", converted_type: "UTF8", ...required },
  ],
  columnData: [
    { name: "list", data: every((i) => [i, i / 2, 3]) },
    { name: "money", data: every((i) => i * 100 + 25) },
    { name: "label", data: every((i) => `c${i % 2}`) },
  ],
};

const written = (options) =>
  new Uint8Array(parquetWriteBuffer({ codec: "UNCOMPRESSED", rowGroupSize: 16, pageSize: 64, ...options }));
const sources = [...Object.values(tables).map((columnData) => written({ columnData })), written(lists)];

/** The pages of a column of a file that is not compressed. */
function* pagesOf(
  file,
  { dictionary_page_offset: first, data_page_offset: then, total_compressed_size: size },
) {
  const start = Number(first ?? then);
  const reader = { view: new DataView(file.buffer), offset: start };
  while (reader.offset < start + Number(size)) {
    const header = parquetHeader(reader);
    const end = reader.offset + header.compressed_page_size;
    yield { header, bytes: file.subarray(reader.offset, end) };
    reader.offset = end;
  }
}

/** A page of version 2 as one of version 1: each kind of levels has its length before it. */
function asV1({ header, bytes }) {
  const v2 = header.data_page_header_v2;
  if (!v2) return { header, bytes };
  const [repeated, defined] = [v2.repetition_levels_byte_length, v2.definition_levels_byte_length];
  const levels = [bytes.subarray(0, repeated), bytes.subarray(repeated, repeated + defined)];
  const said = levels.flatMap((one) => (one.length > 0 ? [u32(one.length), one] : []));
  const { num_values, encoding } = v2;
  return {
    header: {
      type: "DATA_PAGE",
      data_page_header: {
        num_values,
        encoding,
        definition_level_encoding: "RLE",
        repetition_level_encoding: "RLE",
      },
    },
    bytes: concat(...said, bytes.subarray(repeated + defined)),
  };
}

/** A file anew, with its pages packed; `changed` takes each page's bytes before, `footer` what is said of the columns. */
function repacked(file, { codec, version, sums }, changed, footer) {
  const writer = new ByteWriter();
  writer.appendBytes(file.subarray(0, 4));
  const metadata = parquetMetadata(file.buffer);
  let count = 0;
  for (const { meta_data: meta } of metadata.row_groups.flatMap(({ columns }) => columns)) {
    const start = writer.offset;
    let data;
    for (const whole of pagesOf(file, meta)) {
      const { header, bytes: before } = version === 1 ? asV1(whole) : whole;
      const bytes = changed(before, count++);
      const v2 = header.data_page_header_v2;
      const levels = v2 ? v2.repetition_levels_byte_length + v2.definition_levels_byte_length : 0;
      const packed = concat(bytes.subarray(0, levels), pack[codec](bytes.subarray(levels)));
      if (header.type !== "DICTIONARY_PAGE") data ??= writer.offset;
      writePageHeader(writer, {
        ...header,
        uncompressed_page_size: bytes.length,
        compressed_page_size: packed.length,
        crc: sums ? crc32(packed) | 0 : undefined,
        data_page_header_v2: v2 && { ...v2, is_compressed: true },
      });
      writer.appendBytes(packed);
    }
    Object.assign(meta, {
      codec,
      total_compressed_size: BigInt(writer.offset - start),
      data_page_offset: BigInt(data ?? start),
      dictionary_page_offset: data === start ? undefined : BigInt(start),
      encoding_stats: undefined,
    });
  }
  footer(metadata);
  delete metadata.metadata_length;
  for (const { columns } of metadata.row_groups)
    for (const one of columns)
      Object.assign(one, { offset_index_offset: undefined, offset_index_length: undefined });
  writeMetadata(writer, metadata);
  writer.appendUint32(0x31524150);
  return Buffer.from(writer.getBytes());
}

const codecs = Object.keys(pack);
const big = [0n, 1n, -1n, 2n ** 31n, 2n ** 53n, 2n ** 62n];
const kinds = ["BOOLEAN", "INT32", "INT64", "INT96", "FLOAT", "DOUBLE", "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"];

/** One entry of the footer is another. */
function otherFooter(metadata, random) {
  const group = pick(random, metadata.row_groups);
  const meta = pick(random, group.columns).meta_data;
  const element = pick(random, metadata.schema);
  pick(random, [
    () => (metadata.num_rows = pick(random, big)),
    () => (group.num_rows = pick(random, big)),
    () => (meta.num_values = pick(random, big)),
    () => (meta.total_compressed_size = pick(random, big)),
    () => (meta.total_uncompressed_size = pick(random, big)),
    () => (meta.data_page_offset = pick(random, [...big, meta.data_page_offset + 1n])),
    () => (meta.dictionary_page_offset = pick(random, big)),
    () => (meta.codec = pick(random, [...codecs, "LZO"])),
    () => (meta.type = pick(random, kinds)),
    () => (meta.path_in_schema = [pick(random, names)]),
    () => (element.name = pick(random, names)),
    () => (element.type = pick(random, kinds)),
    () => (element.num_children = pick(random, [0, 1, 2, 1000, -1])),
    () => (element.repetition_type = pick(random, ["REQUIRED", "OPTIONAL", "REPEATED"])),
    () =>
      (element.converted_type = pick(random, [
        "UTF8",
        "DECIMAL",
        "DATE",
        "LIST",
        "MAP",
        "UINT_64",
        "JSON",
        "TIMESTAMP_MILLIS",
      ])),
    () => (element.type_length = pick(random, [0, 1, 8, -1, 2 ** 31 - 1])),
    () => (element.scale = pick(random, [-1, 0, 400, 2 ** 31 - 1])),
    () => group.columns.pop(),
    () => group.columns.push(group.columns[0]),
    () => metadata.row_groups.push(group),
    () => metadata.schema.splice(below(random, metadata.schema.length), 1),
    () => metadata.row_groups.splice(0, 1),
  ])();
}

const same = (bytes) => bytes;
const nothing = () => {};

/** One page, changed before it is packed; of `mutators`, all or those that leave its length. */
function changedPage(random, file, how) {
  const which = below(random, 12);
  return repacked(
    file,
    how,
    (bytes, i) => (i === which ? new Uint8Array(mutated(Buffer.from(bytes), random, anyBytes)) : bytes),
    nothing,
  );
}

function withOtherFooter(random) {
  const [file, how, times] = [pick(random, sources), howOf(random), random() < 0.7 ? 1 : 2];
  try {
    return repacked(file, how, same, (metadata) => {
      for (let k = times; k > 0; k--) otherFooter(metadata, random);
    });
  } catch {
    // The writer does not write what the schema lacks: then the bytes of the footer are changed.
    const whole = repacked(file, how, same, nothing);
    const footer = whole.readUInt32LE(whole.length - 8);
    const start = whole.length - 8 - footer;
    const other = mutated(whole.subarray(start, -8), random, anyBytes);
    return Buffer.concat([whole.subarray(0, start), other, u32(other.length), Buffer.from("PAR1")]);
  }
}

/** Every way to write the same rows, for a test of what stands here: the first of each list is not compressed. */
export const waysToWrite = sources.map((file) =>
  codecs.flatMap((codec) =>
    [1, 2].map((version) => [
      `${codec}, version ${version}`,
      () => repacked(file, { codec, version, sums: true }, same, nothing),
    ]),
  ),
);

const howOf = (random) => ({
  codec: pick(random, codecs),
  version: 1 + below(random, 2),
  sums: random() < 0.3,
});
const made = (bytes) => ({ input: { "a.parquet": bytes } });

export const parquetFormats = {
  "parquet, pages": {
    load: "tables",
    make: (random) => made(changedPage(random, pick(random, sources), howOf(random))),
  },
  "parquet, packed": {
    load: "tables",
    make: (random) => {
      const whole = repacked(pick(random, sources), { ...howOf(random), sums: false }, same, nothing);
      return made(mutated(whole, random, anyBytes));
    },
  },
  "parquet, footer": { load: "tables", make: (random) => made(withOtherFooter(random)) },
  // A page's checksum covers all of it: a change in pages alone is noticed.
  "parquet, checksums": {
    load: "tables",
    checked: true,
    make: (random) => {
      const whole = repacked(pick(random, sources), { ...howOf(random), sums: true }, same, nothing);
      const metadata = parquetMetadata(new Uint8Array(whole).buffer);
      const columns = metadata.row_groups.flatMap((group) => group.columns.map((one) => one.meta_data));
      const pages = [...pagesOf(new Uint8Array(whole), pick(random, columns))];
      const { bytes } = pick(random, pages);
      const out = Buffer.from(whole);
      const change = pick(random, [flip, setByte])(Buffer.from(bytes), random);
      change.copy(out, bytes.byteOffset);
      return { ...made(out), whole: { "a.parquet": whole } };
    },
  },
};
