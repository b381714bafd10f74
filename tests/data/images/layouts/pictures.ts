import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { crc32 as crcOf, deflateSync } from "node:zlib";
import { expect, onTestFinished } from "vitest";

/** What stands in a file: a picture of its own, the same as another of that number, a mask, or a text. */
export type Content =
  | "picture"
  | "bad"
  | "mask"
  | "empty mask"
  | number
  | { text: string }
  | { bytes: Uint8Array };

export const size = 12;

/** Pictures made so far by each file of tests: those of one are the same whatever ran before it. */
const made = new Map<string, number>();
function nextSeed(): number {
  const file = expect.getState().testPath ?? "";
  const seed = (made.get(file) ?? 0) + 1;
  made.set(file, seed);
  return seed;
}

/** A new folder with these files, for the test at hand. */
export function folderOf(files: Readonly<Record<string, Content>>): string {
  const folder = mkdtempSync(join(tmpdir(), "kiso-layouts-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (typeof content === "object") writeFileSync(path, "text" in content ? content.text : content.bytes);
    else if (content === "mask" || content === "empty mask") writeFileSync(path, mask(content === "mask"));
    else
      writeFileSync(
        path,
        picture(typeof content === "number" ? content : 1000 + nextSeed(), content === "bad"),
      );
  }
  return folder;
}

/** So many pictures: good/000.png, good/001.png, … */
export function pictures(
  count: number,
  nameOf: (number: string) => string,
  content: Content = "picture",
): Record<string, Content> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [nameOf(String(i).padStart(3, "0")), content]),
  );
}

/** Grey noise, and a black spot in a bad part's. */
export function picture(seed: number, bad = false): Uint8Array {
  const grey = new Uint8Array(size * size);
  let state = seed * 2654435761;
  for (let i = 0; i < grey.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    grey[i] = 120 + (state >>> 27);
  }
  if (bad) for (const row of [4, 5, 6, 7]) grey.fill(0, row * size + 4, row * size + 8);
  return png(grey);
}

/** White where `picture` has a spot. */
function mask(marks: boolean): Uint8Array {
  const grey = new Uint8Array(size * size);
  if (marks) for (const row of [4, 5, 6, 7]) grey.fill(255, row * size + 4, row * size + 8);
  return png(grey);
}

/** An 8-bit grey PNG. */
function png(grey: Uint8Array): Uint8Array {
  const rows = Buffer.alloc(size * (size + 1));
  for (let row = 0; row < size; row++)
    rows.set(grey.subarray(row * size, (row + 1) * size), row * (size + 1) + 1);
  const header = Buffer.from([0, 0, 0, size, 0, 0, 0, size, 8, 0, 0, 0, 0]);
  const chunks = [chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...chunks]);
}

function chunk(kind: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crcOf(body));
  return Buffer.concat([length, body, crc]);
}
