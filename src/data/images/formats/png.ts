import type { Pixels } from "../pixels/pixels.ts";
import type { Inflate } from "./inflate.ts";

/** What a PNG's chunks say (ISO/IEC 15948), before its pixels are unpacked. */
export interface PngHeader {
  width: number;
  height: number;
  /** of a sample: 1, 2, 4, 8 or 16 */
  bits: number;
  /** 0 grey, 2 colour, 3 palette, 4 grey and alpha, 6 colour and alpha */
  type: number;
  interlaced: boolean;
  animated: boolean;
  /** 1 to 8, as EXIF has it */
  orientation: number;
  palette: Uint8Array;
  /** alpha of the palette's colours, or the one sample (or three) that stands for "nothing here" */
  transparent?: Uint8Array;
  data: Uint8Array[];
}

const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const bitsOf: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/**
 * Holds the chunks of a PNG to their checksums, up to its pixels and where its orientation stands; what else follows the pixels is not
 * used. Throws an Error where one is not as it was written.
 */
export function checkChunks(bytes: Uint8Array, sumOf: (chunk: Uint8Array) => number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let [at, behind] = [8, false]; at + 12 <= bytes.length; ) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length) return; // it is cut short, which its decoder says
    const name = nameAt(bytes, at + 4);
    const isUsed = !behind || /^[A-Z]|^eXIf/.test(name);
    if (isUsed && sumOf(bytes.subarray(at + 4, end)) !== view.getUint32(end))
      throw new Error(`its chunk ${name} is not as it was written`);
    if (name === "IEND") return;
    behind ||= name === "IDAT";
    at = end + 4;
  }
}

const nameAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

/** Throws an Error that says what is wrong. */
export function readPngHeader(bytes: Uint8Array, orientationOf: (exif: Uint8Array) => number): PngHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: PngHeader | undefined;
  checkChunks(bytes, crc);
  for (let at = 8; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at);
    const name = nameAt(bytes, at + 4);
    const from = at + 8;
    const end = from + length;
    at = end + 4;
    if (end + 4 > bytes.length) throw new Error("it is cut short");
    const body = bytes.subarray(from, end);
    if (name === "IHDR") header = headOf(body);
    else if (header === undefined) throw new Error("it does not begin with its header");
    else if (name === "PLTE") header.palette = body;
    else if (name === "tRNS") header.transparent = body;
    else if (name === "IDAT") header.data.push(body);
    else if (name === "acTL") header.animated = true;
    else if (name === "eXIf") header.orientation = orientationOf(body);
    else if (name === "IEND") break;
  }
  if (header === undefined || header.data.length === 0) throw new Error("it is cut short");
  return header;
}

function headOf(body: Uint8Array): PngHeader {
  if (body.length < 13) throw new Error("its header is cut short");
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const [width, height, bits, type] = [view.getUint32(0), view.getUint32(4), body[8]!, body[9]!];
  if (!bitsOf[type]?.includes(bits)) throw new Error(`it has ${bits} bits of a colour type ${type}`);
  if (width === 0 || height === 0) throw new Error(`its size is ${width}×${height}`);
  const interlaced = body[12] === 1;
  const rest = { interlaced, animated: false, orientation: 1, palette: new Uint8Array(), data: [] };
  return { width, height, bits, type, ...rest };
}

/** Adam7: where each pass begins, and its steps: x, y, across, down. One pass where a picture is not interlaced. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
const onePass = [[0, 0, 1, 1]] as const;

/** Samples of 8 bits (fewer are spread to 255), or of 16; a palette becomes its colours. Not turned yet. */
export function decodePng(header: PngHeader, inflate: Inflate): Pixels {
  const { width, height, bits, type, interlaced } = header;
  const samples = samplesOf[type]!;
  const passes = (interlaced ? adam7 : onePass).map(([x, y, across, down]) => ({
    ...{ x, y, across, down },
    columns: Math.ceil((width - x) / across),
    rows: Math.ceil((height - y) / down),
  }));
  const stride = (columns: number) => Math.ceil((columns * samples * bits) / 8);
  const used = passes.filter(({ columns, rows }) => columns > 0 && rows > 0);
  const size = used.reduce((sum, { columns, rows }) => sum + rows * (1 + stride(columns)), 0);
  const packed = inflate(joined(header.data), size);
  if (packed.length < size) throw new Error("it is cut short");
  const values =
    bits === 16 ? new Uint16Array(width * height * samples) : new Uint8Array(width * height * samples);
  const before = Math.max(1, (samples * bits) >> 3);
  let at = 0;
  for (const { x, y, across, down, columns, rows } of used) {
    const line = stride(columns);
    unfilter(packed, at, rows, line, before);
    for (let row = 0; row < rows; row++, at += 1 + line) {
      const to = ((y + row * down) * width + x) * samples;
      spread(packed.subarray(at + 1, at + 1 + line), bits, columns, samples, values, to, across * samples);
    }
  }
  return finished(header, values);
}

/** Each line begins with the filter that it was written with; its bytes are made whole in place. */
function unfilter(data: Uint8Array, start: number, rows: number, line: number, before: number): void {
  for (let row = 0; row < rows; row++) {
    const at = start + row * (line + 1) + 1;
    const up = row === 0 ? -1 : at - line - 1;
    const filter = data[at - 1]!;
    if (filter > 4) throw new Error("its compressed pixels are damaged");
    if (filter === 1) for (let i = at + before; i < at + line; i++) data[i]! += data[i - before]!;
    else if (filter === 2 && up >= 0) for (let i = 0; i < line; i++) data[at + i]! += data[up + i]!;
    else if (filter === 3)
      for (let i = 0; i < line; i++) {
        const left = i < before ? 0 : data[at + i - before]!;
        data[at + i]! += (left + (up < 0 ? 0 : data[up + i]!)) >> 1;
      }
    else if (filter === 4)
      for (let i = 0; i < line; i++) {
        const a = i < before ? 0 : data[at + i - before]!;
        const b = up < 0 ? 0 : data[up + i]!;
        const c = i < before || up < 0 ? 0 : data[up + i - before]!;
        const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - c - c)];
        data[at + i]! += pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
      }
  }
}

/** The samples of one line, put where they belong. */
function spread(
  line: Uint8Array,
  bits: number,
  columns: number,
  samples: number,
  out: Uint8Array | Uint16Array,
  start: number,
  step: number,
): void {
  const mask = (1 << bits) - 1;
  for (let column = 0, i = 0, to = start; column < columns; column++, to += step) {
    // Without the two usual depths in loops of their own, a picture takes twice as long.
    if (bits === 16) for (let s = 0; s < samples; s++, i += 2) out[to + s] = (line[i]! << 8) | line[i + 1]!;
    else if (bits === 8) for (let s = 0; s < samples; s++, i++) out[to + s] = line[i]!;
    else {
      for (let s = 0; s < samples; s++, i++)
        out[to + s] = (line[(i * bits) >> 3]! >> (8 - bits - ((i * bits) & 7))) & mask;
    }
  }
}

function finished(header: PngHeader, values: Uint8Array | Uint16Array): Pixels {
  const { width, height, bits, type, palette, transparent } = header;
  const size = { width, height };
  if (type === 3) return { ...size, ...coloured(values, palette, transparent) };
  const samples = samplesOf[type]!;
  const key = (type === 0 || type === 2) && transparent && transparent.length >= 2 * samples;
  const data = key ? withAlpha(values, samples, transparent, 2 ** bits - 1) : values;
  if (bits < 8) for (let i = 0; i < data.length; i++) data[i]! *= 255 / (2 ** bits - 1);
  return { ...size, channels: key ? samples + 1 : samples, data };
}

/** Samples that stand for "nothing here" get alpha 0, all others full alpha. */
function withAlpha(values: Uint8Array | Uint16Array, samples: number, key: Uint8Array, full: number) {
  const pixels = values.length / samples;
  const length = pixels * (samples + 1);
  const out = values instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
  for (let i = 0; i < pixels; i++) {
    let same = true;
    for (let s = 0; s < samples; s++) {
      const value = values[i * samples + s]!;
      same &&= value === key[2 * s]! * 256 + key[2 * s + 1]!;
      out[i * (samples + 1) + s] = value;
    }
    out[i * (samples + 1) + samples] = same ? 0 : full;
  }
  return out;
}

function coloured(indices: Uint8Array | Uint16Array, palette: Uint8Array, alpha: Uint8Array | undefined) {
  const channels = alpha ? 4 : 3;
  const data = new Uint8Array(indices.length * channels);
  for (const [i, index] of indices.entries()) {
    if (3 * index + 2 >= palette.length)
      throw new Error(`a pixel has colour ${index}, which its palette lacks`);
    for (let c = 0; c < 3; c++) data[i * channels + c] = palette[3 * index + c]!;
    if (alpha) data[i * channels + 3] = alpha[index] ?? 255;
  }
  return { channels, data };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

let table: Int32Array | undefined;

/** CRC-32 of a range of bytes. */
function crc(bytes: Uint8Array): number {
  table ??= Int32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c;
  });
  let c = -1;
  for (const byte of bytes) c = table[(c ^ byte) & 255]! ^ (c >>> 8);
  return ~c >>> 0;
}
