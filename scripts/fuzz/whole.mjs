// node scripts/fuzz/whole.mjs
//
// What is changed must be right before: each sample loads as it is, readers that are not kiso's find its numbers, and each way to write
// Parquet gives the same ones. Prints what is not so, and makes the exit status 1.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { put } from "./child.mjs";
import { waysToWrite } from "./formats/parquet.mjs";
import { formats } from "./formats.mjs";
import { loaders } from "./loaders.mjs";

const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "kiso-whole-"));
let [tried, wrong] = [0, 0];
async function attempt(name, input, format) {
  tried++;
  put(input, folder);
  try {
    const { sum, tables, notes } = await loaders[format.load](
      join(folder, format.source ?? Object.keys(input)[0]),
      format,
    );
    const why = await format.truth?.(input, tables, notes);
    if (why === undefined) return sum;
    console.log(`${name}: ${why}`);
  } catch (error) {
    console.log(`${name}: ${error.message}`);
  }
  wrong++;
  return undefined;
}

for (const [name, format] of Object.entries(formats))
  for (const sample of format.samples ?? []) await attempt(name, sample, format);
for (const ways of waysToWrite) {
  const sums = new Set();
  for (const [way, written] of ways)
    sums.add(await attempt(`parquet, ${way}`, { "a.parquet": written() }, { load: "tables" }));
  if (sums.size !== 1) console.log("the same rows of Parquet have other numbers, written another way");
  if (sums.size !== 1) wrong++;
}
rmSync(folder, { recursive: true, force: true });
console.log(`${tried} samples, ${wrong} wrong`);
process.exitCode = wrong > 0 ? 1 : 0;
