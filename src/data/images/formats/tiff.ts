/** What a TIFF's first picture is (TIFF 6.0, BigTIFF): its layout, and how its numbers are light. */
export interface TiffHeader {
  width: number;
  height: number;
  little: boolean;
  /** of a sample */
  bits: number;
  /** 1 whole, 2 whole with a sign, 3 decimal */
  format: number;
  samples: number;
  /** 0 white is zero, 1 black is zero, 2 colours, 3 palette, 5 CMYK, 6 YCbCr, ... */
  photometric: number;
  compression: number;
  /** 2: from the left neighbour, 3: of decimal numbers */
  predictor: number;
  /** The samples of a pixel stand in planes of their own. */
  planar: boolean;
  /** Bits of a byte are written from the lowest on. */
  lowFirst: boolean;
  /** what the samples beyond the colours are: 1, 2: alpha (multiplied already, or not) */
  extra: readonly number[];
  /** strips or tiles, in the order of rows */
  tile: { width: number; height: number };
  offsets: readonly number[];
  sizes: readonly number[];
  palette: readonly number[];
  jpegTables?: Uint8Array;
  orientation: number;
  /** how many pictures the file holds */
  pages: number;
}

const sizesOfTypes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

type Directory = Map<number, { type: number; count: number; at: number }>;

/** A TIFF's bytes by their places. What lies behind the end is an error. */
class Reader {
  readonly bytes: Uint8Array;
  readonly little: boolean;
  readonly big: boolean;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.little = bytes[0] === 0x49;
    this.big = this.number(2, 3) === 43;
  }

  /** A number of one of TIFF's types; its addresses of 8 bytes fit a double. */
  number(at: number, type: number): number {
    if (at + (sizesOfTypes[type] ?? 0) > this.bytes.length) throw new Error("it is cut short");
    const [view, little] = [this.#view, this.little];
    if (type === 3) return view.getUint16(at, little);
    if (type === 4 || type === 13) return view.getUint32(at, little);
    if (type === 8) return view.getInt16(at, little);
    if (type === 9) return view.getInt32(at, little);
    if (type >= 16) return Number(view.getBigUint64(at, little));
    if (type === 5) return view.getUint32(at, little) / view.getUint32(at + 4, little);
    return view.getUint8(at);
  }

  /** Where the first directory stands, or the one behind a directory; 0 where there is none. */
  first = (): number => this.number(this.big ? 8 : 4, this.big ? 16 : 4);

  directory(at: number): { entries: Directory; next: number } {
    const [size, head] = this.big ? [20, 8] : [12, 2];
    const count = this.number(at, this.big ? 16 : 3);
    const entries: Directory = new Map();
    for (let i = 0; i < count; i++) {
      const entry = at + head + i * size;
      const type = this.number(entry + 2, 3);
      const values = this.number(entry + 4, this.big ? 16 : 4);
      const inline = values * (sizesOfTypes[type] ?? 0) <= (this.big ? 8 : 4);
      const where = entry + (this.big ? 12 : 8);
      const place = inline ? where : this.number(where, this.big ? 16 : 4);
      entries.set(this.number(entry, 3), { type, count: values, at: place });
    }
    const end = at + head + count * size;
    // Writers that end the file with the directory leave the next one's place out.
    const next = end + (this.big ? 8 : 4) <= this.bytes.length ? this.number(end, this.big ? 16 : 4) : 0;
    return { entries, next };
  }
}

/** Throws an Error that says what is wrong. */
export function readTiffHeader(bytes: Uint8Array): TiffHeader {
  if (bytes.length < 8) throw new Error("it is cut short");
  const reader = new Reader(bytes);
  const directories: Directory[] = [];
  const seen = new Set<number>();
  for (let at = reader.first(); at !== 0 && !seen.has(at) && directories.length < 10_000; ) {
    seen.add(at);
    const { entries, next } = reader.directory(at);
    directories.push(entries);
    at = next;
  }
  const kindOf = (directory: Directory) => {
    const entry = directory.get(254);
    return entry ? reader.number(entry.at, entry.type) & 5 : 0; // 1: made smaller, 4: a mask
  };
  const pictures = directories.filter((directory) => directory.has(256) && kindOf(directory) === 0);
  const directory = pictures[0] ?? directories.find((one) => one.has(256));
  if (directory === undefined) throw new Error("it holds no picture");
  return headerOf(reader, directory, Math.max(pictures.length, stackOf(reader, directory)));
}

/** ImageJ writes stacks of more than 4 GB with one directory, and their number in the description. */
function stackOf(reader: Reader, directory: Directory): number {
  const entry = directory.get(270);
  if (entry === undefined || entry.count < 6 || entry.at + entry.count > reader.bytes.length) return 1;
  const text = new TextDecoder("latin1").decode(
    reader.bytes.subarray(entry.at, entry.at + Math.min(entry.count, 1000)),
  );
  return text.startsWith("ImageJ=") ? Number(/\nimages=(\d+)/.exec(text)?.[1] ?? 1) : 1;
}

function headerOf(reader: Reader, directory: Directory, pages: number): TiffHeader {
  const all = (tag: number): number[] => {
    const entry = directory.get(tag);
    if (entry === undefined) return [];
    const size = sizesOfTypes[entry.type] ?? 0;
    if (size === 0) throw new Error(`its entry ${tag} is of an unknown type`);
    if (entry.at + entry.count * size > reader.bytes.length) throw new Error("it is cut short");
    return Array.from({ length: entry.count }, (_, i) => reader.number(entry.at + i * size, entry.type));
  };
  const one = (tag: number, usual: number): number => all(tag)[0] ?? usual;
  const [width, height] = [one(256, 0), one(257, 0)];
  if (width === 0 || height === 0) throw new Error(`its size is ${width}×${height}`);
  const samples = one(277, 1);
  const bits = all(258);
  if (bits.some((value) => value !== bits[0]))
    throw new Error(`its samples have ${bits.slice(0, 4).join(", ")}${bits.length > 4 ? ", …" : ""} bits`);
  const tiled = directory.has(322);
  const tile = tiled
    ? { width: one(322, 0), height: one(323, 0) }
    : { width, height: Math.min(height, one(278, height)) };
  if (tile.width === 0 || tile.height === 0) throw new Error("its tiles have no size");
  const tables = directory.get(347);
  const orientation = one(274, 1);
  const offsets = all(tiled ? 324 : 273);
  const sizes = all(tiled ? 325 : 279);
  return {
    ...{ width, height, little: reader.little, samples, tile, offsets, pages },
    bits: bits[0] ?? 1,
    format: one(339, 1),
    photometric: one(262, 1),
    compression: one(259, 1),
    predictor: [5, 8, 32946].includes(one(259, 1)) ? one(317, 1) : 1, // other methods know none
    planar: one(284, 1) === 2 && samples > 1,
    lowFirst: one(266, 1) === 2,
    extra: all(338),
    // Old writers of a single strip leave its size out.
    sizes: sizes.length > 0 ? sizes : offsets.map((at) => reader.bytes.length - at),
    palette: all(320),
    jpegTables: tables && reader.bytes.subarray(tables.at, tables.at + tables.count),
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
  };
}
