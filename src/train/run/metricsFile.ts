import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { readError } from "../../files.ts";
import { EpochHistory, figureKeys } from "./history.ts";

/** So many epochs are put into one text: of a million it would be 100 MB. */
const atOnce = 10_000;

/** The lines of epochs from `start` on, in pieces; before `end`, where that is named. */
export function* linesOf(history: EpochHistory, start = 0, end = history.length): Generator<string> {
  let text = "";
  for (let i = start; i < Math.min(end, history.length); i++) {
    text += `${JSON.stringify(history.at(i))}\n`;
    if ((i + 1 - start) % atOnce !== 0) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

/** What a checkpoint keeps of the metrics of its epochs: one changed bit would be believed. */
export function hashOfLines(history: EpochHistory, epochs: number): string {
  const sha256 = createHash("sha256");
  for (const lines of linesOf(history, 0, epochs)) sha256.update(lines);
  return sha256.digest("hex");
}

/** What a line holds: of any other name, it was damaged. */
const names: readonly string[] = ["epoch", ...figureKeys];

/** The epochs that are noted, up to the first line that is not whole. */
export async function readMetrics(path: string): Promise<EpochHistory> {
  const history = new EpochHistory();
  if (!existsSync(path)) return history;
  for await (const line of lines(path)) {
    try {
      const metric = JSON.parse(line, notFinite);
      if (
        metric.epoch !== history.length ||
        typeof metric.loss !== "number" ||
        !Object.keys(metric).every((key) => names.includes(key)) ||
        !Object.values(metric).every((value) => typeof value === "number")
      )
        break;
      history.push(metric);
    } catch {
      break;
    }
  }
  return history;
}

/** No line that kiso writes is so long: a file without line ends is not read whole. */
const longest = 10_000;

async function* lines(path: string): AsyncGenerator<string> {
  let rest = "";
  try {
    for await (const chunk of createReadStream(path, "utf8")) {
      const found = (rest + chunk).split("\n");
      rest = found.pop()!;
      yield* found;
      if (rest.length > longest) return;
    }
  } catch (error) {
    throw readError(path, error);
  }
  yield rest;
}

/** JSON has null for a number that is not finite: such a loss was too large, such a score is none. */
const notFinite = (key: string, value: unknown): unknown =>
  value !== null ? value : /loss$/i.test(key) ? Number.POSITIVE_INFINITY : Number.NaN;
