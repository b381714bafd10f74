import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { readText, writeFileAtomic } from "../../files.ts";

/** What a run's model is judged by: what its kind of task is asked for. */
export const judgedBy = ["missed", "averagePrecision", "accuracy", "r2", "auroc"] as const;
export type JudgedFigure = (typeof judgedBy)[number];

/** What a finished run came to, on the rows that it was measured on. A figure that these rows cannot give is left out. */
export interface RunResult {
  by: JudgedFigure;
  /** these were learned from, since none were held out */
  onTrainingRows: boolean;
  rows: number;
  accuracy?: number;
  /** of a class that is to be found: how well it is ranked above others */
  averagePrecision?: number;
  /** shares of rows of it that are given another class, and of others that are given it */
  missed?: number;
  overRejected?: number;
  r2?: number;
  /** of distances: how well they tell good parts from others, or pairs of one class from pairs of two */
  auroc?: number;
}

const name = "result.json";
const hashOf = (result: object): string => createHash("sha256").update(JSON.stringify(result)).digest("hex");

export async function writeResult(folder: string, result: RunResult): Promise<void> {
  const written = { format: "kiso-result", ...JSON.parse(JSON.stringify(result)) };
  const json = JSON.stringify({ ...written, sha256: hashOf(written) }, null, 2);
  await writeFileAtomic(join(folder, name), `${json}\n`);
}

/** Nothing of a run that is not finished, or of an earlier kiso. */
export async function readResult(folder: string): Promise<RunResult | undefined> {
  const path = join(folder, name);
  if (!existsSync(path)) return undefined;
  const text = await readText(path);
  try {
    const { sha256, ...written } = JSON.parse(text);
    const { format, ...result } = written;
    if (format === "kiso-result" && sha256 === hashOf(written)) return result;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  throw new UserError(`${path}: not as kiso wrote it; remove it, and the run is listed by its last epoch`);
}
