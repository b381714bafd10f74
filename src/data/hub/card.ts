import { nearest, SettingError, type Spell, UserError } from "../../errors.ts";

/** One entry of a data set card's `configs`: the YAML at the head of README.md. */
export interface CardConfig {
  name: string;
  isDefault: boolean;
  /** split -> glob patterns; absent when the card leaves it to the files' names */
  dataFiles?: Map<string, string[]>;
  /** the folder that holds this configuration's files */
  dataDir?: string;
}

/** So long a card's `configs` may be; those of 300 configurations have 25,000 characters. What takes long to parse is then short. */
const longest = 2 ** 19;
/** So long a text is parsed with all of its checks; that no key comes twice takes the parser the square of the keys. */
const checked = 2 ** 16;

/** The configurations that a card declares; none when it has no YAML or no `configs`. */
export async function cardConfigs(readme: string, id: string): Promise<CardConfig[]> {
  const front = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(readme)?.[1];
  if (front === undefined || !front.includes("configs")) return [];
  const text = front.length <= checked ? front : configsOf(front);
  if (text.length > longest)
    throw new UserError(
      `${id}: the configs in its README.md have ${text.length} characters, more than the ${longest} that are read; download the files and give their folder`,
    );
  const { parse } = await import("yaml");
  let card: unknown;
  try {
    card = parse(text, { logLevel: "error", uniqueKeys: text.length <= checked });
  } catch (error) {
    const first = error instanceof Error ? error.message.split("\n")[0]! : String(error);
    const why = /call stack/.test(first) ? "its lists lie too deep in one another" : first;
    throw new UserError(`${id}: the YAML at the head of its README.md cannot be read: ${why}`);
  }
  if (!isRecord(card) || !Array.isArray(card.configs)) return [];
  return card.configs.filter(isRecord).map((entry) => readConfig(entry, id));
}

/** The entry `configs` of a long card, whose other entries describe every column of every configuration. */
function configsOf(front: string): string {
  const lines = front.split("\n");
  const start = lines.findIndex((line) => line.startsWith("configs:"));
  if (start < 0) return "";
  const next = lines.findIndex((line, i) => i > start && /^[^\s#-]/.test(line));
  return lines.slice(start, next < 0 ? undefined : next).join("\n");
}

/**
 * The configuration that is wanted; when none is, as `datasets` picks it: the only one, or the default. Throws a `SettingError`
 * that lists them where none is the default.
 */
export function chosenConfig(
  configs: readonly CardConfig[],
  id: string,
  wanted?: string,
): CardConfig | undefined {
  if (wanted !== undefined && configs.length > 0) {
    const found = configs.find((config) => config.name === wanted);
    if (found) return found;
    throw noConfig(
      id,
      wanted,
      configs.map(({ name }) => name),
    );
  }
  if (configs.length <= 1) return configs[0];
  const chosen =
    configs.find((config) => config.isDefault) ?? configs.find((config) => config.name === "default");
  if (chosen) return chosen;
  throw severalConfigs(
    id,
    configs.map(({ name }) => name),
  );
}

/** That of a data set with several configurations one must be chosen. */
export const severalConfigs = (id: string, names: readonly string[]): SettingError =>
  new SettingError(
    (say) =>
      `${id} has ${names.length} configurations (${names.join(", ")}) and no default; choose one: ${say("config", names[0])}`,
  );

/** That a data set has no configuration of this name. */
export function noConfig(id: string, wanted: string, names: readonly string[]): UserError {
  if (names.length === 0)
    return new SettingError(
      (say) => `${id} has no configurations to choose from; leave out ${say("config", wanted)}`,
    );
  const near = nearest(wanted, names);
  return new UserError(
    `${id} has no configuration "${wanted}"${near === undefined ? "; its" : `; did you mean "${near}"? Its`} configurations are ${names.join(", ")}`,
  );
}

/** What is said where one of several was taken that nobody named. */
export const configNote = (
  configs: readonly CardConfig[],
  chosen: CardConfig | undefined,
  say: Spell,
): string[] => {
  const others = configs.filter((config) => config !== chosen).map(({ name }) => name);
  if (!chosen || others.length === 0) return [];
  return [
    `the configuration ${chosen.name} is read, the default; others: ${say("config", others[0])}${others.length > 1 ? ` (or ${others.slice(1).join(", ")})` : ""}`,
  ];
};

function readConfig(entry: Record<string, unknown>, id: string): CardConfig {
  const name = typeof entry.config_name === "string" ? entry.config_name : "default";
  const dataDir =
    typeof entry.data_dir === "string" ? entry.data_dir.replace(/^\.?\/+|\/+$/g, "") : undefined;
  const dataFiles = entry.data_files == null ? undefined : readDataFiles(entry.data_files);
  if (entry.data_files != null && dataFiles === undefined) {
    throw new UserError(
      `${id}: README.md's configs, "${name}": data_files must be a path, a list of paths, or a list of split and path`,
    );
  }
  return {
    name,
    isDefault: entry.default === true,
    dataFiles: dataFiles && inFolder(dataFiles, dataDir),
    dataDir: dataDir || undefined,
  };
}

/** "a.csv", ["a.csv", "b.csv"], [{ split: "train", path: "a.csv" }] or { train: "a.csv" } */
function readDataFiles(value: unknown): Map<string, string[]> | undefined {
  const plain = paths(value);
  if (plain) return new Map([["train", plain]]);
  const pairs = Array.isArray(value)
    ? value.map((item) =>
        isRecord(item) ? ([item.split, item.path] as const) : ([undefined, undefined] as const),
      )
    : isRecord(value)
      ? Object.entries(value)
      : undefined;
  if (!pairs) return undefined;
  const files = new Map<string, string[]>();
  for (const [split, path] of pairs) {
    const list = paths(path);
    if (typeof split !== "string" || !list) return undefined;
    files.set(split, list);
  }
  return files;
}

function paths(value: unknown): string[] | undefined {
  if (typeof value === "string") return [value];
  return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined;
}

function inFolder(files: Map<string, string[]>, folder: string | undefined): Map<string, string[]> {
  if (!folder) return files;
  return new Map([...files].map(([split, list]) => [split, list.map((path) => `${folder}/${path}`)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
