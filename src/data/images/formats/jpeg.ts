/** How many numbers a pixel of a JPEG has (ITU-T T.81): 1 grey, 3 colours, 4 inks. Undefined where the file holds no frame. */
export function jpegComponents(bytes: Uint8Array): number | undefined {
  for (let at = 2; at + 10 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++; // bytes of 255 may stand before a marker
      continue;
    }
    // 0xC0 to 0xCF are frames, but for tables of Huffman's and of arithmetic codes and an extension.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return bytes[at + 9];
    at += 2 + bytes[at + 2]! * 256 + bytes[at + 3]!;
  }
  return undefined;
}
