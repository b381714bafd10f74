import { UserError } from "../../errors.ts";
import { extensionOf, isDescription, tableKind } from "../listing/fileKinds.ts";
import { oneFormat } from "../listing/oneFormat.ts";
import type { CardConfig } from "./card.ts";
import { globPattern } from "./glob.ts";

/**
 * Which files of a repository are its data, and of which split: the Hub's naming conventions, as Python's
 * `datasets` applies them (https://huggingface.co/docs/hub/datasets-file-names-and-splits).
 */

/** Split name -> the repository paths of its files, in order. */
export type Splits = Map<string, string[]>;

/** The formats of tables in a repository. */
export const READABLE = [".parquet", ".csv", ".tsv", ".jsonl", ".json"];

const KEYWORDS: [split: string, keywords: string][] = [
  ["train", "train|training"],
  ["validation", "validation|valid|val|dev"],
  ["test", "test|testing|eval|evaluation"],
];

/** What may stand around a keyword: `test-00.csv`, `my_test.csv`, `test1.csv`, but not `latest.csv`. */
const DELIMITER = "[-._ 0-9]";

/** A repository's data files by split; of those that are passed over, why. */
export interface HubParts {
  parts: Splits;
  why: Map<string, string>;
}

/** The card's patterns where it gives them, else the names in the configuration's folder. */
export function partsOfConfig(
  names: readonly string[],
  config: Pick<CardConfig, "dataFiles" | "dataDir"> | undefined,
  id: string,
): HubParts {
  if (config?.dataFiles) return splitsByPattern(names, config.dataFiles, id);
  if (!config?.dataDir) return splitsByName(names);
  const folder = `${config.dataDir}/`;
  const inside = names.filter((name) => name.startsWith(folder)).map((name) => name.slice(folder.length));
  const { parts, why } = splitsByName(inside);
  const reasons = new Map([...why].map(([name, reason]) => [folder + name, reason]));
  for (const name of names)
    if (!name.startsWith(folder)) reasons.set(name, `not in the folder ${config.dataDir}`);
  return {
    parts: new Map([...parts].map(([split, files]) => [split, files.map((name) => folder + name)])),
    why: reasons,
  };
}

/** The data files among `names`, by split. None when there are none. */
export function splitsByName(names: readonly string[]): HubParts {
  const data = names.filter((name) => !isHidden(name) && isData(name));
  const { read, left } = oneFormat(data);
  const why = new Map(left);
  for (const rule of [shardRule, splitsOfFolder, splitsOfFileName]) {
    const parts = group(read, rule);
    if (parts.size === 0) continue;
    const taken = new Set([...parts.values()].flat());
    const [first] = taken;
    for (const name of read) if (!taken.has(name)) why.set(name, `names no part, and ${first} does`);
    return { parts, why };
  }
  return { parts: group(read, () => ["train"]), why };
}

/** The data files that a card's patterns name, by split. Throws a `UserError` that names a pattern that no file fits. */
export function splitsByPattern(
  names: readonly string[],
  patterns: ReadonlyMap<string, readonly string[]>,
  id: string,
): HubParts {
  const parts: Splits = new Map();
  const why = new Map<string, string>();
  for (const [split, globs] of patterns) {
    const matched = globs.flatMap((glob) => {
      const pattern = globPattern(glob);
      const fitting = names.filter((name) => pattern.test(name) && (name === glob || !isHidden(name)));
      if (fitting.length > 0) return fitting;
      throw new UserError(
        `${id}: its README.md says that the split "${split}" is ${glob}, and no file fits; ask the owner to mend the card, or download the files and give their folder`,
      );
    });
    const { read, left } = oneFormat([...new Set(matched)].filter(isData));
    for (const [name, reason] of left) why.set(name, reason);
    if (read.length > 0) parts.set(split, read);
  }
  const taken = new Set([...parts.values()].flat());
  for (const name of names)
    if (isData(name) && !isHidden(name) && !why.has(name) && !taken.has(name))
      why.set(name, "not among the files that its README.md names");
  return { parts, why };
}

/** The Hub's own Parquet copy of a data set, on its branch refs/convert/parquet: CONFIG/SPLIT/0000.parquet. */
export function splitsOfConversion(names: readonly string[], config: string): Splits {
  return group(names, (name) => {
    const parts = name.split("/");
    return parts.length === 3 && parts[0] === config && name.endsWith(".parquet") ? [parts[1]!] : [];
  });
}

export function configsOfConversion(names: readonly string[]): string[] {
  const configs = names.filter((name) => name.endsWith(".parquet")).map((name) => name.split("/")[0]!);
  return [...new Set(configs)].sort();
}

/** Shards say how many they are (`train-00000-of-00003`): the first one that is not there, if any. */
export function missingShard(names: readonly string[]): string | undefined {
  const present = new Set(names);
  for (const name of names) {
    const shard = /^(.*-)\d{5}(-of-(\d{5}).*)$/.exec(name);
    if (!shard) continue;
    for (let k = 0; k < Number(shard[3]); k++) {
      const sibling = `${shard[1]}${String(k).padStart(5, "0")}${shard[2]}`;
      if (!present.has(sibling)) return sibling;
    }
  }
  return undefined;
}

/** data/SPLIT-00000-of-00001.parquet, as `push_to_hub` writes: the one rule where a split may have any name. */
export const splitOfShard = (name: string): string | undefined =>
  /^data\/(\w+(?:\.\w+)*)-\d{5}-of-\d{5}[^/]*\.[^/]*$/.exec(name)?.[1];

function shardRule(name: string): string[] {
  const split = splitOfShard(name);
  return split === undefined ? [] : [split];
}

function splitsOfFolder(name: string): string[] {
  const folders = name.split("/").slice(0, -1);
  return KEYWORDS.filter(([, words]) => {
    const keyword = new RegExp(`(?:^|${DELIMITER})(?:${words})(?:$|${DELIMITER})`);
    return folders.some((folder) => keyword.test(folder));
  }).map(([split]) => split);
}

function splitsOfFileName(name: string): string[] {
  const file = name.slice(name.lastIndexOf("/") + 1);
  return KEYWORDS.filter(([, words]) =>
    new RegExp(`(?:^|${DELIMITER})(?:${words})${DELIMITER}`).test(file),
  ).map(([split]) => split);
}

/** Splits in the order train, validation, test, then by name; files by name. */
function group(names: readonly string[], splitsOf: (name: string) => string[]): Splits {
  const found: Splits = new Map();
  for (const name of [...names].sort()) {
    for (const split of splitsOf(name)) {
      const files = found.get(split);
      if (files) files.push(name);
      else found.set(split, [name]);
    }
  }
  return sortedSplits(found);
}

/** In the order train, validation, test, then by name. */
export function sortedSplits(found: Splits): Splits {
  const usual = KEYWORDS.map(([split]) => split);
  const others = [...found.keys()].filter((split) => !usual.includes(split)).sort();
  return new Map(
    [...usual, ...others].flatMap((split) => (found.has(split) ? [[split, found.get(split)!]] : [])),
  );
}

const isData = (name: string): boolean =>
  READABLE.includes(`.${extensionOf(name)}`) && tableKind(name) !== undefined && !isDescription(name);

export function isHidden(name: string): boolean {
  const parts = name.split("/");
  return (
    parts.some((part) => part.startsWith(".")) || parts.slice(0, -1).some((part) => part.startsWith("__"))
  );
}
