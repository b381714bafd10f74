import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Drafts and locks. */
export const isLitter = (file: string): boolean => /\.tmp$|(?:^|\/)\.lock/.test(file);

/** What each file of a folder holds, without what a clock wrote. */
export function contentsOf(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, contentOf(join(folder, path))]));
}

function contentOf(path: string): string {
  const bytes = readFileSync(path);
  if (/\.(jsonl|html|md)$/.test(path)) return clockless(bytes.toString());
  // A checkpoint's header has the seconds, and a hash over them.
  const from = /\bcheckpoint\b/.test(path) && bytes.length > 8 ? 8 + Number(bytes.readBigUInt64LE(0)) : 0;
  return createHash("sha256").update(bytes.subarray(from)).digest("hex");
}

const clockless = (text: string): string =>
  text.replace(/"seconds":[^,}]+/g, '"seconds":0').replace(/[\d.]+ s\b/g, "s");

/** One hash of what a training came to: its model, its metrics and its report, the checkpoints left out. */
export function hashOfRun(folder: string): string {
  const files = Object.entries(contentsOf(folder)).filter(([file]) => !/^checkpoint\b/.test(file));
  return createHash("sha256").update(JSON.stringify(files)).digest("hex");
}
