import type { BmpHeader } from "./bmpHeader.ts";

/**
 * The pixels of a BMP compressed by runs (RLE4, RLE8, OS/2's RLE24): an index each, of 24 bits red, green and blue. What the runs leave out
 * is colour 0, as Windows and Pillow draw it.
 */
export function unpackRuns(
  bytes: Uint8Array,
  { width, height, topDown, bits, start }: BmpHeader,
): Uint8Array {
  const size = bits === 24 ? 3 : 1;
  const out = new Uint8Array(width * height * size);
  let at = start;
  let [x, y] = [0, 0];
  const next = (): number => {
    if (at >= bytes.length) throw new Error("it is cut short");
    return bytes[at++]!;
  };
  const put = (first: number, second = 0, third = 0): void => {
    if (x < width && y < height) {
      const to = ((topDown ? y : height - 1 - y) * width + x) * size;
      out[to] = first;
      if (size === 3) {
        out[to + 1] = second;
        out[to + 2] = third;
      }
    }
    x++;
  };
  /** Pixels as they stand in the file: two a byte of 4 bits, blue first of 24. */
  const literal = (count: number): void => {
    if (bits === 24) {
      for (let i = 0; i < count; i++) {
        const [blue, green, red] = [next(), next(), next()];
        put(red, green, blue);
      }
      return;
    }
    for (let i = 0; i < count; i++) {
      const byte = next();
      if (bits === 8) put(byte);
      else {
        put(byte >> 4);
        if (++i < count) put(byte & 15);
      }
    }
  };
  const run = (count: number): void => {
    const [first, second, third] = bits === 24 ? [next(), next(), next()] : [next(), 0, 0];
    for (let i = 0; i < count; i++) {
      if (bits === 24) put(third!, second, first);
      else put(bits === 8 ? first! : i % 2 === 0 ? first! >> 4 : first! & 15);
    }
  };
  while (y < height) {
    const count = next();
    if (count > 0) {
      run(count);
      continue;
    }
    const code = next();
    if (code === 1) break; // the end of the picture
    if (code === 0) [x, y] = [0, y + 1];
    else if (code === 2) [x, y] = [x + next(), y + next()];
    else {
      const begin = at;
      literal(code);
      if ((at - begin) % 2 === 1) at++; // literal pixels end at whole 16 bits
    }
  }
  return out;
}
