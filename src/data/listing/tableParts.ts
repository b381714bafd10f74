import { isIdx } from "../formats/idx.ts";
import { type Splits, sortedSplits, splitOfShard } from "../hub/splits.ts";
import { fileKind } from "./fileKinds.ts";
import { labelsBeside } from "./labelsBeside.ts";
import { oneFormat } from "./oneFormat.ts";
import { someNames } from "./oneLine.ts";
import { type PartName, partOfPath } from "./partNames.ts";

/** Which of a folder's files are its rows, and for what; of those that are not, why. */
export interface TableParts {
  /** by part, its files in order */
  readonly parts: Splits;
  /** the file that lies beside one and holds its labels */
  readonly beside: ReadonlyMap<string, string>;
  readonly why: ReadonlyMap<string, string>;
  /** readings that could have gone another way, a line each */
  readonly notes: readonly string[];
}

/**
 * The files of tables in a folder, by part. Beside the Hub's own rules: names say their part in any case, in camel case and in
 * Japanese; files that say none are the training rows where no other file says that it has these, and are not read where one does.
 */
export function tableParts(names: readonly string[]): TableParts {
  const tables = names.filter((name) => fileKind(name).is === "table");
  const beside = labelsBeside(tables);
  const labels = new Set(beside.values());
  const files = tables.filter((name) => !labels.has(name));
  // The folder that all lie in tells none from another, unless nothing else does.
  const within = saidParts(files, sharedFolder(files).length);
  const said = within.size === 1 && within.has("none") ? saidParts(files, 0) : within;
  const none = said.get("none") ?? [];
  const several = said.get("several") ?? [];
  const parts = new Map([...said].filter(([part]) => part !== "none" && part !== "several"));
  const why = new Map<string, string>();
  const notes: string[] = [];
  const leave = (left: readonly string[], reason: string) => {
    for (const name of left) why.set(name, reason);
  };
  const claimed = [...parts.values()][0]?.[0];
  if (claimed === undefined) {
    parts.set("train", [...none, ...several]);
  } else {
    leave(several, "names more than one part");
    if (parts.has("train")) leave(none, `names no part, and ${parts.get("train")![0]} does`);
    else if (none.length > 0) {
      const beside = [...parts].map(([part, [first]]) => `${first} (${part})`);
      parts.set("train", none);
      notes.push(
        `${someNames(none)} ${none.length > 1 ? "name" : "names"} no part: read as training rows, beside ${beside.join(" and ")}`,
      );
    }
  }
  for (const [part, list] of parts) {
    const { read, left } = oneFormat(list);
    parts.set(part, read);
    for (const [name, reason] of left) why.set(name, reason);
  }
  return { parts: sortedSplits(parts), beside, why, notes };
}

/** The files by the part that their path from `start` on says: "none", "several", or one. */
function saidParts(files: readonly string[], start: number): Map<string, string[]> {
  const said = new Map<string, string[]>();
  const siblings = new Set(files.map((name) => name.toLowerCase()));
  for (const name of files) {
    const part =
      splitOfShard(name) ?? partOfFile(name.slice(start)) ?? partBySibling(name, siblings) ?? "none";
    const list = said.get(part);
    if (list) list.push(name);
    else said.set(part, [name]);
  }
  return said;
}

/** Two names that differ in "train" and "test" alone, written as one with other words: iristrain.csv and iristest.csv. */
function partBySibling(name: string, siblings: ReadonlySet<string>): PartName | undefined {
  const plain = name.toLowerCase();
  const start = plain.lastIndexOf("/") + 1;
  const renamed = (word: string, other: string) =>
    [...plain.slice(start).matchAll(new RegExp(word, "g"))].some(({ index }) =>
      siblings.has(plain.slice(0, start + index) + other + plain.slice(start + index + word.length)),
    );
  if (renamed("train", "test")) return "train";
  return renamed("test", "train") ? "test" : undefined;
}

/** MNIST calls its test set t10k. */
const partOfFile = (path: string) => (isIdx(path) && /t10k/.test(path) ? "test" : partOfPath(path));

/** The folder that all files lie in, with a "/", where there is one. */
function sharedFolder(names: readonly string[]): string {
  const [first = "", ...more] = names.map((name) => name.slice(0, name.lastIndexOf("/") + 1));
  const steps = first.split("/").slice(0, -1);
  let shared = steps.length;
  for (const folder of more) {
    const other = folder.split("/");
    while (steps.slice(0, shared).join("/") !== other.slice(0, shared).join("/")) shared--;
  }
  return steps
    .slice(0, shared)
    .map((step) => `${step}/`)
    .join("");
}
