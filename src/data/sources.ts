import { stat } from "node:fs/promises";
import { nearest, SettingError, UserError } from "../errors.ts";
import { hasReader } from "./formats/readers.ts";
import { unopened } from "./listing/content/content.ts";
import type { DataFile, TableFiles } from "./listing/folder.ts";
import { oneLine } from "./listing/oneLine.ts";
import { spelledPath } from "./listing/spelledPath.ts";
import { readTables } from "./readTables.ts";
import { shippedFiles, shippedNames } from "./shipped.ts";
import type { ReadSource, SourceOptions } from "./sourceOptions.ts";

/** Reads a file, a folder, a shipped data set, or one on the Hub. */
export async function readSource(source: string, options: SourceOptions): Promise<ReadSource> {
  const { config } = options;
  const found = await stat(source).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EACCES" || error.code === "EPERM") throw unopened(oneLine(source), error);
    return undefined;
  });
  const spelled = found ? undefined : await spelledPath(source);
  if (spelled !== undefined) return readSource(spelled, options);
  if (found?.isDirectory()) return (await folders()).readFolder(source, options);
  const shipped = found ? undefined : shippedFiles(source);
  if (config !== undefined && (found || shipped))
    throw new SettingError(
      (say) =>
        `${oneLine(source)}: is one data set, and has no configurations; leave out ${say("config", config)}`,
    );
  if (found?.isFile() && /\.zip$/i.test(source)) return (await folders()).readArchive(source, options);
  if (found?.isFile())
    return readTables(whole([{ path: source, split: "train", name: oneLine(source) }]), options);
  if (found)
    throw new UserError(
      `${oneLine(source)}: is a pipe or a device, which can be read only once; write it into a file and name that`,
    );
  if (shipped) return readTables(whole(shipped), options);
  if (/^[\w.-]+\/[\w.-]+$/.test(source) && !source.startsWith(".") && !hasReader(source))
    return (await folders()).readFromHub(source, options);
  throw notThere(source);
}

/** What reads more than one file is loaded when there is more than one. */
const folders = () => import("./folderSource.ts");

/** Files of which none is left out. */
const whole = (files: readonly DataFile[]): TableFiles => ({ files, unread: [], notes: [] });

function notThere(source: string): UserError {
  const near = nearest(source, shippedNames);
  return new UserError(
    `${oneLine(source)}: no such file or folder${near === undefined ? "" : `; did you mean "${near}"?`}${near === undefined ? ";" : ""} kiso ships ${shippedNames.join(", ")}, and OWNER/NAME is looked up on the Hugging Face Hub`,
  );
}
