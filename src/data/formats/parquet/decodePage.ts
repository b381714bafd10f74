import { crc32 } from "node:zlib";
import type { DecodedArray, Encoding, PageHeader } from "hyparquet";
import { assembleLists } from "hyparquet/src/assemble.js";
import type { readPage } from "hyparquet/src/column.js";
import { convert, convertWithDictionary } from "hyparquet/src/convert.js";
import { readDataPage, readDataPageV2 } from "hyparquet/src/datapage.js";
import { deltaBinaryUnpack } from "hyparquet/src/delta.js";
import { readPlain } from "hyparquet/src/plain.js";
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from "hyparquet/src/schema.js";
import { readVarInt } from "hyparquet/src/thrift.js";
import { unpackPage } from "./unpackPage.ts";

export type ColumnDecoder = Parameters<typeof readPage>[2];

// hyparquet decodes; it believes what a page says of itself. What is said is held to what is there first: the checksum where
// there is one, the sizes, the lengths of runs, and the entries of the dictionary that values name.

/** A page as it stands in the file, compressed. */
export interface RawPage {
  header: PageHeader;
  bytes: Uint8Array;
}

const isDictionary = (encoding: Encoding): boolean => encoding?.endsWith("_DICTIONARY");

/** The values of a dictionary's page. */
export function decodeDictionary({ header, bytes }: RawPage, decoder: ColumnDecoder): DecodedArray {
  checkSum(header, bytes);
  const count = header.dictionary_page_header?.num_values ?? -1;
  const page = unpackPage(decoder.codec, bytes, header.uncompressed_page_size);
  if (count < 0 || count > 8 * page.length) throw new Error(`a dictionary is said to hold ${count} values`);
  return convert(readPlain(readerOf(page), decoder.type, count, decoder.element.type_length), decoder);
}

/** The cells of a page of values; of lists, appended to `last`, the one that the page before ended with. */
export function decodePage(
  { header, bytes }: RawPage,
  decoder: ColumnDecoder,
  dictionary: DecodedArray | undefined,
  last: DecodedArray | undefined,
): DecodedArray {
  checkSum(header, bytes);
  const encoding = header.data_page_header?.encoding ?? header.data_page_header_v2?.encoding;
  if (encoding === undefined) throw new Error("the encoding of a page is unknown");
  if (isDictionary(encoding) && dictionary === undefined)
    throw new Error("a page names a dictionary that is not there");
  const read = header.type === "DATA_PAGE" ? pageV1 : header.type === "DATA_PAGE_V2" ? pageV2 : undefined;
  if (read === undefined) throw new Error(`a page is of the unknown kind ${header.type}`);
  const { definitionLevels, repetitionLevels, dataPage } = read(header, bytes, decoder);
  if (isDictionary(encoding)) checkEntries(dataPage, dictionary!.length);
  const values = convertWithDictionary(dataPage, dictionary, encoding, decoder);
  return assembleLists(
    Array.isArray(last) ? last : [],
    definitionLevels,
    repetitionLevels,
    values,
    decoder.schemaPath,
  );
}

function checkSum({ crc }: PageHeader, bytes: Uint8Array): void {
  if (crc !== undefined && crc >>> 0 !== crc32(bytes)) throw new Error("the checksum of a page is wrong");
}

type Levels = ReturnType<typeof readDataPageV2>;

function pageV1(header: PageHeader, bytes: Uint8Array, decoder: ColumnDecoder): Levels {
  const { encoding, num_values: count } = header.data_page_header!;
  const page = unpackPage(decoder.codec, bytes, header.uncompressed_page_size);
  const view = viewOf(page);
  let at = 0;
  let present = count;
  const [repeated, defined] = mostLevels(decoder);
  for (const most of [repeated, defined]) {
    if (most === 0) continue;
    const end = at + 4 + view.getUint32(at, true);
    const full = countInRuns(view, at + 4, end, bitsFor(most), count, most);
    if (most === defined) present = full;
    at = end;
  }
  checkValues(view, at, encoding, decoder, present);
  const found = readDataPage(page, header.data_page_header!, decoder);
  checkLevels(found, decoder);
  return found;
}

function pageV2(header: PageHeader, bytes: Uint8Array, decoder: ColumnDecoder): Levels {
  const v2 = header.data_page_header_v2!;
  const [repetitions, definitions] = [v2.repetition_levels_byte_length, v2.definition_levels_byte_length];
  const levels = repetitions + definitions;
  if (repetitions < 0 || definitions < 0 || levels > bytes.length)
    throw new Error("a page's levels are longer than the page");
  if (v2.num_nulls < 0 || v2.num_nulls > v2.num_values)
    throw new Error(`${v2.num_nulls} of a page's ${v2.num_values} values are said to be none`);
  const packed = bytes.subarray(levels);
  const values =
    v2.is_compressed === false
      ? packed
      : unpackPage(decoder.codec, packed, header.uncompressed_page_size - levels);
  const page = new Uint8Array(levels + values.length);
  page.set(bytes.subarray(0, levels));
  page.set(values, levels);
  const view = viewOf(page);
  const [repeated, defined] = mostLevels(decoder);
  const present = v2.num_values - v2.num_nulls;
  if (repeated > 0) countInRuns(view, 0, repetitions, bitsFor(repeated), v2.num_values);
  if (
    defined > 0 &&
    countInRuns(view, repetitions, levels, bitsFor(defined), v2.num_values, defined) !== present
  )
    throw new Error("a page's empty cells are not as many as it says");
  checkValues(viewOf(new Uint8Array(values)), 0, v2.encoding, decoder, present);
  const plain: PageHeader = {
    ...header,
    uncompressed_page_size: page.length,
    data_page_header_v2: { ...v2, is_compressed: false },
  };
  const found = readDataPageV2(page, plain, decoder);
  checkLevels(found, decoder);
  return found;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const readerOf = (bytes: Uint8Array) => ({ view: viewOf(bytes), offset: 0 });

/** The highest repetition and definition level of a column. */
const mostLevels = ({ schemaPath }: ColumnDecoder): [repeated: number, defined: number] => [
  schemaPath.length > 1 ? getMaxRepetitionLevel(schemaPath) : 0,
  getMaxDefinitionLevel(schemaPath),
];

/** How many bits a level has. */
const bitsFor = (most: number): number => 32 - Math.clz32(most);

/** Where three bits could say a level that the schema has not. */
function checkLevels({ definitionLevels, repetitionLevels }: Levels, { schemaPath }: ColumnDecoder): void {
  const check = (levels: readonly number[] | undefined, most: number) => {
    if (levels === undefined || 2 ** bitsFor(most) === most + 1) return;
    for (const level of levels) if (level > most) throw new Error(`a cell is of level ${level} of ${most}`);
  };
  check(definitionLevels, getMaxDefinitionLevel(schemaPath));
  check(repetitionLevels, getMaxRepetitionLevel(schemaPath));
}

/**
 * Walks over runs of equal values and of packed ones, as many as `count` in all; behind the last of them nothing is read. Gives how
 * many of them are `level`.
 */
function countInRuns(
  view: DataView,
  from: number,
  end: number,
  width: number,
  count: number,
  level = -1,
): number {
  if (end > view.byteLength || width > 32) throw new Error("a page's runs are longer than the page");
  let found = 0;
  for (let [at, seen] = [from, 0]; seen < count; ) {
    let [head, scale] = [0, 1];
    for (let byte = 128; byte >= 128; scale *= 128) {
      if (at >= end || scale > 2 ** 28) throw new Error("a page's runs end early");
      byte = view.getUint8(at++);
      head += (byte & 127) * scale;
    }
    const size = Math.floor(head / 2);
    const packed = head % 2 === 1;
    const bytes = packed ? size * width : (width + 7) >> 3;
    // Packed values come by eights, of which the last may be none.
    if (at + bytes > end || (packed ? 8 * (size - 64) : size) > count - seen)
      throw new Error("a run is longer than its page");
    const within = Math.min(count - seen, packed ? 8 * size : size);
    if (level >= 0)
      found += packed
        ? countPacked(view, at, width, within, level)
        : valueAt(view, at, width) === level
          ? within
          : 0;
    at += bytes;
    seen += within;
  }
  return found;
}

/** The value of a run, of one byte: levels are few. */
const valueAt = (view: DataView, at: number, width: number): number => (width === 0 ? 0 : view.getUint8(at));

function countPacked(view: DataView, from: number, width: number, count: number, level: number): number {
  let found = 0;
  const mask = (1 << width) - 1;
  for (let i = 0, bit = 0; i < count; i++, bit += width) {
    const at = from + (bit >> 3);
    const two = view.getUint8(at) | ((bit & 7) + width > 8 ? view.getUint8(at + 1) << 8 : 0);
    if (((two >> (bit & 7)) & mask) === level) found++;
  }
  return found;
}

/** Of `count` values, in bytes that no decoder has read yet. */
function checkValues(
  view: DataView,
  from: number,
  encoding: Encoding,
  { type }: ColumnDecoder,
  count: number,
): void {
  if (from > view.byteLength) throw new Error("a page's levels are longer than the page");
  if (count === 0) return;
  if (isDictionary(encoding)) countInRuns(view, from + 1, view.byteLength, view.getUint8(from), count);
  else if (encoding === "RLE") {
    if (type !== "BOOLEAN") throw new Error(`a column of the type ${type} is encoded in runs`);
    countInRuns(view, from + 4, from + 4 + view.getUint32(from, true), 1, count);
  } else if (encoding === "DELTA_BYTE_ARRAY") checkPrefixes(view, from, count);
  else if (encoding.startsWith("DELTA")) checkDelta(view, from, count);
}

/** What stands before differences: by it they are read, and of blocks of no values, or of fewer, there would be no end. */
function checkDelta(view: DataView, offset: number, count: number): void {
  const reader = { view, offset };
  const [block, parts, all] = [readVarInt(reader), readVarInt(reader), readVarInt(reader)];
  if (!(block > 0 && parts > 0 && block % parts === 0))
    throw new Error(`a block of ${block} values is said to have ${parts} parts`);
  if (all !== count) throw new Error(`a page of ${count} values is said to hold ${all}`);
}

/** Each text begins with so many bytes of the one before: a few bytes may ask for any number of them. */
function checkPrefixes(view: DataView, from: number, count: number): void {
  const [prefixes, suffixes] = [new Int32Array(count), new Int32Array(count)];
  const reader = { view, offset: from };
  checkDelta(view, reader.offset, count);
  deltaBinaryUnpack(reader, count, prefixes);
  checkDelta(view, reader.offset, count);
  deltaBinaryUnpack(reader, count, suffixes);
  let [before, all] = [0, 0];
  for (let i = 0; i < count; i++) {
    if (prefixes[i]! < 0 || prefixes[i]! > before || suffixes[i]! < 0)
      throw new Error("a text is longer than its page");
    before = prefixes[i]! + suffixes[i]!;
    all += before;
  }
  if (all > 2 ** 30) throw new Error("the texts of a page are longer than 1 GB");
}

/** Values by their number in a dictionary. */
function checkEntries(entries: DecodedArray, length: number): void {
  for (let i = 0; i < entries.length; i++)
    if (!((entries[i] as number) < length && (entries[i] as number) >= 0))
      throw new Error(`a cell names the entry ${entries[i]} of a dictionary of ${length}`);
}
