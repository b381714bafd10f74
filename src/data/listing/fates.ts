import { gather } from "../numbers/lists.ts";
import { isSecondName } from "./content/secondNames.ts";
import { describes, fileKind } from "./fileKinds.ts";
import { litter } from "./litter.ts";
import { oneLine, someNames } from "./oneLine.ts";
import type { TableParts } from "./tableParts.ts";
import type { UnreadFile } from "./walk.ts";

/** What becomes of a file: it is rows of a part, or is not read, and why. */
export type Fate = { readonly file: string; readonly part: string; readonly read: true } | UnreadFile;

/** The fate of every file of a listing, those that are read first, in the order in which they are. */
export function fatesOf(names: readonly string[], { parts, beside, why }: TableParts): Fate[] {
  const read: Fate[] = [];
  const taken = new Set<string>();
  const take = (file: string, part: string) => {
    read.push({ file, part, read: true });
    taken.add(file);
  };
  for (const [part, files] of parts)
    for (const file of files) {
      if (!taken.has(file)) take(file, part);
      const other = beside.get(file);
      if (other !== undefined && !taken.has(other)) take(other, part);
    }
  const left = names.filter((name) => !taken.has(name));
  return [...read, ...left.map((file) => ({ file, why: why.get(file) ?? whyNot(file) }))];
}

/** Why a file is no row of a table that none of the rules takes. */
function whyNot(file: string): string {
  const kind = fileKind(file);
  if (kind.is === "other") return kind.why;
  return kind.is === "picture" ? "a picture beside tables" : "names no part";
}

/** Why a file is no picture of a folder of pictures that none of its own rules takes. */
export function whyNoPicture(file: string): string {
  const kind = fileKind(file);
  if (kind.is === "other") return kind.why;
  return kind.is === "picture" ? "in no folder of pictures" : "a table beside pictures";
}

/** Why a mask is not read among pictures; a note of its own tells of masks, as one does of second names. */
export const aMask = "a mask, which scores where a model looks";

/**
 * What is not read, in one line, by the reasons: a.docx, b.docx (no data that kiso reads); c.7z (packed: unpack it). Files that no
 * one takes for rows, a README or what a system left, are not spoken of. Nothing where there is nothing to say.
 */
export function unreadNote(unread: readonly UnreadFile[]): string | undefined {
  const groups = new Map<string, string[]>();
  for (const { file, why } of unread)
    if (why !== litter && why !== describes && why !== aMask && !isSecondName(why)) gather(groups, why, file);
  if (groups.size === 0) return undefined;
  return `not read: ${[...groups].map(([why, files]) => `${someNames(files)} (${oneLine(why)})`).join("; ")}`;
}
