import { asProgram, type Spell } from "../../errors.ts";
import {
  type Light,
  type LightShift,
  lightOf,
  lightShifts,
  type PictureLight,
  shiftOf,
} from "../../model/inspection/light.ts";
import type { PartVerdict } from "../pages/verdictPictures.ts";
import type { Unread } from "./partFiles.ts";
import type { Remark } from "./pictureRows.ts";

// What is said of the parts of a lot together, beside each one's verdict.

/** How the parts of one folder were judged. */
export interface JudgedFolder {
  readonly folder: string;
  readonly parts: number;
  readonly failed: number;
}

/** By the folder of each part, where there are several: those of one kind of defect often lie in one. */
export function judgedFolders(verdicts: readonly PartVerdict[]): JudgedFolder[] {
  const found = new Map<string, { parts: number; failed: number }>();
  for (const { file, verdict } of verdicts) {
    const folder = /^(.*)[/\\][^/\\]*$/.exec(file)?.[1] ?? ".";
    const one = found.get(folder) ?? { parts: 0, failed: 0 };
    one.parts++;
    if (verdict === "fail") one.failed++;
    found.set(folder, one);
  }
  return found.size > 1 ? [...found].map(([folder, counts]) => ({ folder, ...counts })) : [];
}

/** How the light of a lot's pictures lies to that of the good parts which the model knows. */
export interface LotLight {
  readonly lot: Light;
  readonly good: Light;
  /** in what most of the lot's pictures lie beyond all of the good ones */
  readonly shifts: readonly LightShift[];
}

/** Nothing where the model does not say in what light its good parts were, or nothing was judged. */
export function lotLight(pictures: PictureLight, good: Light | undefined): LotLight | undefined {
  const lot = lightOf(pictures);
  return lot && good && { lot, good, shifts: lightShifts(pictures, good) };
}

const span = ([low, , high]: Light["brightness"]): string => `${low.toFixed(1)} to ${high.toFixed(1)}`;

/** Fewer parts than these may all fail without anyone wondering. */
const manyParts = 5;

interface Lot {
  readonly errors: readonly Unread[];
  readonly light: LotLight | undefined;
  /** whether they are rows of measurements, no pictures */
  readonly rows?: boolean;
  /** how a setting is written; as a program does when left out */
  readonly spell?: Spell | undefined;
}

/** What a person should know of a lot before its verdicts are believed, a line each. */
export function lotNotes(
  verdicts: readonly PartVerdict[],
  { errors, light, rows = false, spell = asProgram }: Lot,
): string[] {
  const notes = light ? lightNotes(light, "parts may fail for the light alone") : [];
  const failed = verdicts.filter(({ verdict }) => verdict === "fail").length;
  if (failed === verdicts.length && failed >= manyParts && notes.length === 0)
    notes.push(
      rows
        ? `all ${failed} rows fail: look whether product, gauge and columns are as in training before they are sorted out`
        : `all ${failed} parts fail${light ? ", in the light of good parts" : ""}: look whether place, focus and product are as in training before they are sorted out${light ? `; ${spell("sheet", "verdicts.png")} shows them` : ""}`,
    );
  const own = verdicts.filter(({ file, nearest, distance }) => file === nearest && distance < 1e-6);
  if (own.length > 0)
    notes.push(
      `of these ${rows ? "rows" : "parts"} ${own.length} ${own.length === 1 ? "is a good one" : "are good ones"} to compare with (the first: ${own[0]!.file}), no distance from itself`,
    );
  if (verdicts.length === 0 && errors.length > 0)
    notes.push(`none of ${errors.length} files could be judged`);
  return notes;
}

/** `so`: what another light does to the answers. */
export function lightNotes({ lot, good, shifts }: LotLight, so: string): string[] {
  return shifts.map((shift) => {
    const of = shiftOf(shift);
    const is = of === "contrast" ? `have ${shift}` : `are ${shift}`;
    return `most of these pictures ${is} than all good ones that the model knows: a ${of} of ${lot[of][1].toFixed(1)} grey levels, where good parts have ${span(good[of])}; ${so}: take pictures as the good ones were taken, or train with good parts in this light`;
  });
}

/** How pictures differ from those that were trained on, each sort on a line. */
export function remarkNotes(remarks: readonly Remark[]): string[] {
  const found = new Map<string, { first: string; count: number }>();
  for (const { file, is } of remarks) {
    const one = found.get(is);
    if (one) one.count++;
    else found.set(is, { first: file, count: 1 });
  }
  return [...found].map(([is, { first, count }]) =>
    count === 1 ? `${first} is ${is}` : `${count} pictures are ${is} (the first: ${first})`,
  );
}
