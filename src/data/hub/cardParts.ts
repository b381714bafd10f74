import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { asProgram, SettingError } from "../../errors.ts";
import { oneLine } from "../listing/oneLine.ts";
import type { TableParts } from "../listing/tableParts.ts";
import type { HowToRead } from "../reading.ts";
import { cardConfigs, chosenConfig, configNote } from "./card.ts";

import { partsOfConfig } from "./splits.ts";

/**
 * The parts that a folder's README.md declares, as that of a data set which was cloned from the Hub does: its files are then read as
 * those of the Hub id are. Undefined where it declares none.
 */
export async function cardParts(
  folder: string,
  names: readonly string[],
  { config: wanted, spell = asProgram }: HowToRead,
): Promise<TableParts | undefined> {
  const name = oneLine(folder);
  const readme = names.includes("README.md") ? await readFile(join(folder, "README.md"), "utf8") : "";
  const configs = /^configs:/m.test(readme) ? await cardConfigs(readme, name) : [];
  const config = chosenConfig(configs, name, wanted);
  if (wanted !== undefined && configs.length === 0)
    throw new SettingError(
      (say) =>
        `${name}: has no configurations, which a README.md would declare; leave out ${say("config", wanted)}`,
    );
  if (!config?.dataFiles && !config?.dataDir) return undefined;
  const { parts, why } = partsOfConfig(names, config, name);
  if (parts.size === 0) return undefined;
  const notes = wanted === undefined ? configNote(configs, config, spell) : [];
  return { parts, beside: new Map(), why, notes };
}
