/** What a BMP file's header says: OS/2's of 12 or 16 to 64 bytes, Windows' of 40, those with masks to V5's 124. */
export interface BmpHeader {
  width: number;
  height: number;
  /** Rows are stored from the top; usually from the bottom. */
  topDown: boolean;
  bits: number;
  /** runs: of 4, 8 or 24 bits; what stands for each pixel else */
  runs: boolean;
  /** Which bits of a pixel are red, green, blue and alpha (0 where there is none); of 16 and 32 bits. */
  masks: readonly number[];
  /** (entries, 3) red, green, blue; where a pixel has 8 bits or fewer */
  palette: Uint8Array;
  /** Every colour of the palette is a grey. */
  grey: boolean;
  start: number;
}

const usualMasks: Readonly<Record<number, readonly number[]>> = {
  16: [0x7c00, 0x3e0, 0x1f, 0],
  32: [0xff0000, 0xff00, 0xff, 0],
};

/** Throws an Error that says what is wrong. */
export function readBmpHeader(whole: Uint8Array): BmpHeader {
  const bytes = whole[1] === 0x41 ? whole.subarray(14) : whole; // OS/2's array: the first of its pictures
  const shift = bytes.byteOffset - whole.byteOffset;
  if (bytes.length < 26) throw new Error("it is cut short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerSize = view.getUint32(14, true);
  const from = 14 + headerSize;
  if (bytes.length < from) throw new Error("it is cut short");
  const old = headerSize < 16; // OS/2 1: sizes of 16 bits, colours of 3 bytes
  const width = old ? view.getUint16(18, true) : view.getInt32(18, true);
  const signedHeight = old ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(old ? 24 : 28, true);
  const field = (at: number) => (at + 4 <= from ? view.getUint32(at, true) : 0);
  const compression = old ? 0 : field(30);
  if (width <= 0 || signedHeight === 0) throw new Error(`its size is ${width}×${Math.abs(signedHeight)}`);
  // 16 to 64 bytes are OS/2's second header, where 3 and 4 are other methods than Windows'.
  const os2 = headerSize === 16 || headerSize === 64;
  const runs = compression === (bits === 8 ? 1 : bits === 4 ? 2 : bits === 24 && os2 ? 4 : -1);
  const masked = !os2 && (compression === 3 || compression === 6) && (bits === 16 || bits === 32);
  if (compression !== 0 && !runs && !masked)
    throw new Error(`its pixels are compressed by method ${compression}, which kiso does not read`);
  if (![1, 2, 4, 8, 16, 24, 32].includes(bits)) throw new Error(`it has ${bits} bits a pixel`);
  const behind = masked && headerSize === 40 ? (compression === 6 ? 16 : 12) : 0;
  const masks = masked
    ? readMasks(view, bytes.length, headerSize >= 56 || compression === 6)
    : usualMasks[bits];
  const start = field(10) || from + behind;
  const palette = paletteOf(bytes, { bits, old, from, start, given: old ? 0 : field(46) });
  return {
    ...{ width, height: Math.abs(signedHeight), topDown: signedHeight < 0, bits, runs, palette },
    masks: masks ?? [],
    grey: bits <= 8 && palette.every((value, i) => value === palette[i - (i % 3)]),
    start: view.getUint32(10, true) === 0 ? start + shift : start,
  };
}

function readMasks(view: DataView, length: number, alpha: boolean): number[] {
  if (length < 54 + (alpha ? 16 : 12)) throw new Error("it is cut short");
  const masks = [0, 1, 2, 3].map((i) => (i < 3 || alpha ? view.getUint32(54 + 4 * i, true) : 0));
  if (masks.some((mask, i) => i < 3 && mask === 0)) throw new Error("a mask of its colours is empty");
  return masks;
}

/** The colours between the header and the pixels; a pixel of another colour is an error of its own. */
function paletteOf(
  bytes: Uint8Array,
  {
    bits,
    old,
    from,
    start,
    given,
  }: { bits: number; old: boolean; from: number; start: number; given: number },
): Uint8Array {
  if (bits > 8) return new Uint8Array();
  const size = old ? 3 : 4;
  const room = Math.floor((Math.min(bytes.length, start > from ? start : bytes.length) - from) / size);
  const entries = Math.max(0, Math.min(given || 2 ** bits, 2 ** bits, room));
  const palette = new Uint8Array(3 * entries);
  for (let i = 0; i < entries; i++) {
    for (let c = 0; c < 3; c++) palette[3 * i + c] = bytes[from + size * i + 2 - c]!;
  }
  return palette;
}
