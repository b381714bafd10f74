/**
 * Which files of a repository are its data, and of which split: the Hub's naming conventions, as Python's
 * `datasets` applies them (https://huggingface.co/docs/hub/datasets-file-names-and-splits).
 */

/** Split name -> the repository paths of its files, in order. */
export type Splits = Map<string, string[]>;

/** The formats that kiso reads, the most exact first. Where a repository holds several, the first one wins. */
const FORMATS = [[".parquet"], [".csv", ".tsv"], [".jsonl", ".json"]];
export const READABLE = FORMATS.flat();

/** JSON files that describe a data set and hold none of it. */
const DESCRIPTIONS = [
  "config.json",
  "dataset_info.json",
  "dataset_infos.json",
  "dataset_dict.json",
  "state.json",
];

const KEYWORDS: [split: string, keywords: string][] = [
  ["train", "train|training"],
  ["validation", "validation|valid|val|dev"],
  ["test", "test|testing|eval|evaluation"],
];

/** What may stand around a keyword: `test-00.csv`, `my_test.csv`, `test1.csv`, but not `latest.csv`. */
const DELIMITER = "[-._ 0-9]";

/** The data files among `names`, by split. Empty when there are none. */
export function splitsByName(names: readonly string[]): Splits {
  const files = oneFormat(names.filter((name) => !isHidden(name)));
  for (const rule of [splitOfShard, splitsOfFolder, splitsOfFileName]) {
    const splits = group(files, rule);
    if (splits.size > 0) return splits;
  }
  return group(files, () => ["train"]);
}

/** The data files that a card's patterns name, by split. */
export function splitsByPattern(names: readonly string[], patterns: ReadonlyMap<string, string[]>): Splits {
  const splits: Splits = new Map();
  for (const [split, globs] of patterns) {
    const matched = globs.flatMap((glob) => {
      const pattern = globPattern(glob);
      return names.filter((name) => pattern.test(name) && (name === glob || !isHidden(name)));
    });
    const files = oneFormat([...new Set(matched)]);
    if (files.length > 0) splits.set(split, files);
  }
  return splits;
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
function splitOfShard(name: string): string[] {
  const shard = /^data\/(\w+(?:\.\w+)*)-\d{5}-of-\d{5}[^/]*\.[^/]*$/.exec(name);
  return shard ? [shard[1]!] : [];
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
    for (const split of splitsOf(name)) found.set(split, [...(found.get(split) ?? []), name]);
  }
  const usual = KEYWORDS.map(([split]) => split);
  const others = [...found.keys()].filter((split) => !usual.includes(split)).sort();
  return new Map(
    [...usual, ...others].flatMap((split) => (found.has(split) ? [[split, found.get(split)!]] : [])),
  );
}

/** The files of the best format that is there: two formats of the same rows must not be read as twice the rows. */
function oneFormat(names: readonly string[]): string[] {
  const data = names.filter((name) => !DESCRIPTIONS.includes(name.slice(name.lastIndexOf("/") + 1)));
  for (const extensions of FORMATS) {
    const files = data.filter((name) =>
      extensions.some((extension) => name.toLowerCase().endsWith(extension)),
    );
    if (files.length > 0) return files;
  }
  return [];
}

function isHidden(name: string): boolean {
  const parts = name.split("/");
  return (
    parts.some((part) => part.startsWith(".")) || parts.slice(0, -1).some((part) => part.startsWith("__"))
  );
}

/** A card's glob as a pattern: `*` and `?` stay within one folder, `**` does not, `[0-9]` is a class. */
function globPattern(glob: string): RegExp {
  const source = glob.replace(/^\.\//, "").replace(/\*\*\/|\*\*|\*|\?|\[!?[^\]]+\]|[\s\S]/g, (token) => {
    if (token === "**/") return "(?:.*/)?";
    if (token === "**") return ".*";
    if (token === "*") return "[^/]*";
    if (token === "?") return "[^/]";
    if (token.length > 1) return token.replace(/^\[!/, "[^").replaceAll("\\", "\\\\");
    return token.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
  });
  return new RegExp(`^${source}$`);
}
