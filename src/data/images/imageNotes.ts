import type { Spell } from "../../errors.ts";
import type { ImageFile } from "./decode.ts";
import type { ImageHeader } from "./formats/own.ts";
import { type ImageSpec, isToBeFound, type WantedImage } from "./image.ts";
import { sizeWithin } from "./pixels/letterbox.ts";
import type { RangeFinder } from "./pixels/range.ts";

/** Images that become rows together. */
export interface ImageSet {
  image: ImageSpec;
  files: readonly ImageFile[];
  headers: readonly ImageHeader[];
  wanted: WantedImage;
  spell: Spell;
  remarks: Remarks;
  /** finds what is black and what white, where a training set says it in none of its files */
  finder: RangeFinder | undefined;
}

/** What is said of some of a set's images: each remark with the first of its files and their number. */
export class Remarks {
  readonly #found = new Map<string, { first: string; count: number }>();

  add(name: string, remarks: readonly string[]): void {
    for (const what of remarks) {
      const one = this.#found.get(what);
      this.#found.set(what, { first: one?.first ?? name, count: (one?.count ?? 0) + 1 });
    }
  }

  lines(): string[] {
    return [...this.#found].map(([what, { first, count }]) =>
      count === 1 ? `${first} is ${what}` : `${count} images are ${what} (the first: ${first})`,
    );
  }
}

/** What is to be said of a set's images, a line each. */
export function notesOf(set: ImageSet): string[] {
  const { files, headers, remarks } = set;
  const ofHeaders = new Remarks();
  for (const [i, { loses }] of headers.entries())
    if (loses !== undefined) ofHeaders.add(files[i]!.name, [loses]);
  return [
    ...new Set([
      ...ofHeaders.lines(),
      ...remarks.lines(),
      ...rangeNote(set),
      ...shapeNote(set),
      ...mixedNote(set),
    ]),
  ];
}

/** Which numbers are black and white, where the files do not say it and it is not all that they can hold. */
function rangeNote({ finder, image, headers, files, wanted, spell }: ImageSet): string[] {
  if (finder === undefined || image.range === undefined) return [];
  const notes: string[] = [];
  const [black, white] = image.range;
  const deep = headers.filter((header) => header.deep).length;
  const { bits, least, most } = finder;
  const images = deep === files.length ? `the ${deep} images` : `${deep} of ${files.length} images`;
  if (finder.found && bits === undefined && !(black === 0 && white === 1))
    notes.push(
      `${images} hold decimal numbers, or such below 0, from ${shown(least)} to ${shown(most)}: ${shown(black)} is taken for black, ${shown(white)} for white`,
    );
  else if (finder.found && bits !== undefined && bits !== 16 && typeof wanted.bits !== "number")
    notes.push(
      `${images} have 16 bits a channel and use ${bits} of them (the largest number is ${most}): 0 is taken for black, ${white} for white; ${spell("bits", 16)} takes them as they are`,
    );
  if (deep < files.length)
    notes.push(
      `${files.length - deep} of ${files.length} images have 8 bits a channel, the others more (the first: ${files[headers.findIndex((header) => header.deep)]!.name}): 255 is taken for their white`,
    );
  return notes;
}

const shown = (value: number): string => String(Number(value.toPrecision(6)));

/** That images of another shape than the size that is asked for are not stretched to it. */
function shapeNote({ files, headers, image, wanted, spell }: ImageSet): string[] {
  if (image.resize !== "pad" || !isToBeFound(wanted)) return [];
  const odd = headers.flatMap((header, i) => {
    const { height, width } = sizeWithin(header, image);
    return height === image.height && width === image.width ? [] : [i];
  });
  const [first] = odd;
  if (first === undefined) return [];
  const { width, height } = headers[first]!;
  const example = `${files[first]!.name}, ${width}×${height}`;
  const which =
    files.length === 1
      ? `${example}, is`
      : odd.length === files.length
        ? `the ${odd.length} images (the first: ${example}) are`
        : `${odd.length} of ${files.length} images (the first: ${example}) are`;
  return [
    `${which} not of the shape of ${image.width}×${image.height}: their shape is kept, and what is left has the colour of their border; ${spell("stretch", true)} stretches them instead`,
  ];
}

/** That grey images stand among those in colour, where nobody said how all are to be taken. */
function mixedNote({ files, headers, wanted, spell }: ImageSet): string[] {
  const grey = headers.filter((header) => header.grey).length;
  if (wanted.channels !== undefined || grey === 0 || grey === headers.length) return [];
  const first = files[headers.findIndex((header) => header.grey)]!.name;
  return [
    `${grey} of ${headers.length} images are grey (the first: ${first}), the others in colour: all are taken in colour; say ${spell("grey")} or ${spell("colour")}`,
  ];
}
