/** The formats of pictures that kiso reads. */
export type ImageKind = "png" | "jpeg" | "webp" | "bmp" | "gif" | "tiff" | "avif" | "pnm";

/** The usual endings of their names. A file is known by its first bytes, not by its name. */
export const imageExtensions = [
  ...["png", "jpg", "jpeg", "jpe", "jfif", "webp", "bmp", "dib", "gif", "tif", "tiff", "avif"],
  ...["pgm", "ppm", "pbm", "pnm"],
];

/** The formats as messages list them. */
export const formatsInWords = "PNG, JPEG, WebP, BMP, GIF, TIFF, AVIF and PGM/PPM/PBM";

/** So many first bytes of a file say what it is. */
export const kindBytes = 64;

/** First bytes in hexadecimal, a point for half a byte that may be any. */
const signatures: readonly (readonly [kind: ImageKind, ...starts: string[]])[] = [
  ["png", "89504e47"],
  ["jpeg", "ffd8ff"],
  ["webp", "52494646........57454250"],
  ["gif", "47494638"],
  ["tiff", "49492a00", "4d4d002a", "49492b00", "4d4d002b"],
  ["bmp", "4241........................424d"], // OS/2's array of pictures: the first
];

/** Formats that are pictures but none that kiso reads. */
const others: readonly (readonly [name: string, ...starts: string[]])[] = [
  ["JPEG XL", "ff0a", "0000000c4a584c20"],
  ["JPEG 2000", "0000000c6a502020", "ff4fff51"],
  ["Photoshop", "38425053"],
  ["GIMP (XCF)", "67696d7020786366"],
  ["icon", "00000100..00....00", "00000200..00....00"],
  ["PCX", "0a.001", "0a.501"],
  ["Radiance HDR", "233f52414449414e4345", "233f52474245"],
  ["OpenEXR", "762f3101"],
  ["PFM", "50460a", "50660a", "504620", "506620"],
  ["PAM", "50370a"],
  ["lossless JPEG (JPEG-LS)", "ffd8fff7"],
];

function startsWith(head: Uint8Array, pattern: string): boolean {
  if (head.length * 2 < pattern.length) return false;
  for (let i = 0; i < pattern.length; i++) {
    const half = i % 2 === 0 ? head[i >> 1]! >> 4 : head[i >> 1]! & 15;
    if (pattern[i] !== "." && pattern[i] !== half.toString(16)) return false;
  }
  return true;
}

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** Sizes of the headers that a BMP may have behind its first 14 bytes: OS/2's, Windows' and those between. */
const bmpHeaders = [12, 16, 40, 52, 56, 64, 108, 124];

/** Which format of picture the first bytes are of; undefined where they are of none that kiso reads. */
export function imageKind(head: Uint8Array): ImageKind | undefined {
  if (startsWith(head, "ffd8fff7")) return undefined;
  const found = signatures.find(([, ...starts]) => starts.some((start) => startsWith(head, start)));
  if (found) return found[0];
  if (/^P[1-6][\s#]/.test(latin(head, 0, 3))) return "pnm";
  if (brands(head).some((brand) => brand === "avif" || brand === "avis")) return "avif";
  // Words may begin with BM too.
  const isBmp =
    startsWith(head, "424d") && (head.length < 18 || bmpHeaders.includes(head[14]! + 256 * head[15]!));
  return isBmp ? "bmp" : undefined;
}

/** The main brand of a file of ISO boxes, and those that it is compatible with. */
function brands(head: Uint8Array): string[] {
  if (latin(head, 4, 8) !== "ftyp") return [];
  const size = Math.min(head.length, head[2]! * 256 + head[3]!);
  const found = [latin(head, 8, 12)];
  for (let at = 16; at + 4 <= size; at += 4) found.push(latin(head, at, at + 4));
  return found;
}

/** The name of a format that is a picture but none that kiso reads, by the first bytes: HEIC, JPEG XL, … */
export function unreadKind(head: Uint8Array): string | undefined {
  const named = others.find(([, ...starts]) => starts.some((start) => startsWith(head, start)));
  if (named) return named[0];
  if (brands(head).some((brand) => /^(hei[cfmsx]|hev[cmsx]|mif1|msf1)$/.test(brand))) return "HEIC";
  if (brands(head).includes("crx ")) return "Canon raw";
  const text = latin(head, 0, kindBytes).trimStart();
  return text.startsWith("<svg") || (text.startsWith("<?xml") && text.includes("<svg")) ? "SVG" : undefined;
}
