import type { ColumnMetaData, DecodedArray, PageHeader } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { getMaxRepetitionLevel } from "hyparquet/src/schema.js";
import { type ColumnDecoder, decodeDictionary, decodePage, type RawPage } from "./decodePage.ts";
import { endOfStruct } from "./thrift.ts";

/** The file's bytes start … end - 1. */
export type ReadBytes = (start: number, end: number) => Promise<Uint8Array>;

/**
 * The cells of a row group's column in turn, a page at a time: where a chunk is larger than memory, one page and the
 * bytes read ahead are held. hyparquet's own reader decodes a whole chunk at once.
 */
export async function* columnPages(
  read: ReadBytes,
  meta: ColumnMetaData,
  decoder: ColumnDecoder,
  window: number,
): AsyncGenerator<ArrayLike<unknown>> {
  const lists = getMaxRepetitionLevel(decoder.schemaPath) > 0;
  // hyparquet assembles an optional list as a list that holds it, or holds nothing.
  const wrapped = lists && decoder.schemaPath[1]!.element.repetition_type === "OPTIONAL";
  const rows = (made: DecodedArray) => (wrapped ? Array.from(made, ([list]) => list) : made);
  let dictionary: DecodedArray | undefined;
  let last: DecodedArray | undefined;
  for await (const page of rawPages(read, meta, window)) {
    if (page.header.type === "DICTIONARY_PAGE") {
      dictionary = decodeDictionary(page, decoder);
      continue;
    }
    const data = decodePage(page, decoder, dictionary, last);
    if (!lists) yield data;
    else {
      // A page's last list may go on in the next page.
      last = data.slice(-1);
      if (data.length > 1) yield rows(data.slice(0, -1));
    }
  }
  if (last) yield rows(last);
}

const valuesOf = ({ data_page_header, data_page_header_v2 }: PageHeader): number =>
  data_page_header?.num_values ?? data_page_header_v2?.num_values ?? 0;

/** The pages of a column chunk that hold something; `window` bytes of the file are read at a time. */
async function* rawPages(read: ReadBytes, meta: ColumnMetaData, window: number): AsyncGenerator<RawPage> {
  let next = Number(meta.dictionary_page_offset || meta.data_page_offset);
  const end = next + Number(meta.total_compressed_size);
  let held: Uint8Array = new Uint8Array();
  let left = Number(meta.num_values);
  while (left > 0) {
    const { header, length } = await headerAhead();
    if (!(header.compressed_page_size >= 0 && valuesOf(header) >= 0 && valuesOf(header) <= left))
      throw new Error(
        `a page is said to hold ${valuesOf(header)} values in ${header.compressed_page_size} bytes`,
      );
    const whole = length + header.compressed_page_size;
    await hold(whole);
    const bytes = held.subarray(length, whole);
    held = held.subarray(whole);
    left -= valuesOf(header);
    if (valuesOf(header) > 0 || header.type === "DICTIONARY_PAGE") yield { header, bytes };
  }

  /** How long a header is, it does not say: it may hold a column's longest text. */
  async function headerAhead(): Promise<{ header: PageHeader; length: number }> {
    for (let wanted = 1 << 10; ; wanted *= 8) {
      const whole = await hold(Math.min(wanted, held.length + end - next));
      const view = new DataView(held.buffer, held.byteOffset, held.byteLength);
      const reader = { view, offset: 0 };
      try {
        endOfStruct(view, 0, held.length + end - next);
        return { header: parquetHeader(reader), length: reader.offset };
      } catch (error) {
        if (!(error instanceof RangeError) || whole || wanted > held.length + end - next) throw error;
      }
    }
  }

  /** Reads until so many bytes are held; true where they are the chunk's last. */
  async function hold(count: number): Promise<boolean> {
    if (count > held.length) {
      const missing = count - held.length;
      if (missing > end - next) throw new Error("a page ends early");
      const added = await read(next, Math.min(end, next + Math.max(missing, window)));
      next += added.length;
      const joined = new Uint8Array(held.length + added.length);
      joined.set(held);
      joined.set(added, held.length);
      held = joined;
    }
    return next === end;
  }
}

/** What a chunk's first page of values takes when it is decoded, in bytes; all pages but the last are about alike. */
export async function decodedSize(read: ReadBytes, meta: ColumnMetaData): Promise<number> {
  for await (const { header } of rawPages(read, meta, 0))
    if (header.type !== "DICTIONARY_PAGE")
      return Math.max(header.uncompressed_page_size, 8 * valuesOf(header));
  return 0;
}
