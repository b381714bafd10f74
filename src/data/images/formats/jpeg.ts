/** What the frame of a JPEG says (ITU-T T.81). */
export interface JpegFrame {
  /** 1 grey, 3 colours, 4 inks */
  components: number;
  /** Adobe's marker is there: inks are written as what is left of the light. */
  adobe: boolean;
}

/** Undefined where the file holds no frame. */
export function readJpegFrame(bytes: Uint8Array): JpegFrame | undefined {
  let adobe = false;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++; // bytes of 255 may stand before a marker
      continue;
    }
    if (marker === 0xee && String.fromCharCode(...bytes.subarray(at + 4, at + 9)) === "Adobe") adobe = true;
    // 0xC0 to 0xCF are frames, but for tables of Huffman's and of arithmetic codes and an extension.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const components = bytes[at + 9];
      return components === undefined ? undefined : { components, adobe };
    }
    at += 2 + bytes[at + 2]! * 256 + bytes[at + 3]!;
  }
  return undefined;
}
