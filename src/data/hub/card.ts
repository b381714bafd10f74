import { UserError } from "../../errors.ts";

/** One entry of a data set card's `configs`: the YAML at the head of README.md. */
export interface CardConfig {
  name: string;
  isDefault: boolean;
  /** split -> glob patterns; absent when the card leaves it to the files' names */
  dataFiles?: Map<string, string[]>;
  /** the folder that holds this configuration's files */
  dataDir?: string;
}

/** The configurations that a card declares; none when it has no YAML or no `configs`. */
export async function cardConfigs(readme: string, id: string): Promise<CardConfig[]> {
  const front = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(readme);
  if (!front) return [];
  const { parse } = await import("yaml");
  let card: unknown;
  try {
    card = parse(front[1]!, { logLevel: "error" });
  } catch (error) {
    const first = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new UserError(`${id}: the YAML at the head of its README.md cannot be read: ${first}`);
  }
  if (!isRecord(card) || !Array.isArray(card.configs)) return [];
  return card.configs.filter(isRecord).map((entry) => readConfig(entry, id));
}

/** The configuration that is loaded when none is named, as `datasets` picks it: the only one, or the default. */
export function defaultConfig(configs: readonly CardConfig[], id: string): CardConfig | undefined {
  if (configs.length <= 1) return configs[0];
  const chosen =
    configs.find((config) => config.isDefault) ?? configs.find((config) => config.name === "default");
  if (chosen) return chosen;
  const names = configs.map((config) => config.name).join(", ");
  throw new UserError(
    `${id} has ${configs.length} configurations (${names}) and no default; download the files of one and give their folder`,
  );
}

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
