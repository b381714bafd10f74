// Loads changed inputs, one after the other, and says what became of each. The parent ends this process where an input takes too long.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { formats } from "./formats.mjs";
import { loaders, Wrong } from "./loaders.mjs";
import { stream } from "./mutate.mjs";

const [folder] = process.argv.slice(2);

/** The files of an input, and those that they were before they were changed. */
export const inputOf = (name, seed) => formats[name].make(stream(seed));

/** Whether a row takes a seed. */
export const takes = (name, seed) => {
  const { share = 1 } = formats[name];
  return Math.floor((seed + 1) * share) > Math.floor(seed * share);
};

export function put(input, at) {
  rmSync(at, { recursive: true, force: true });
  for (const [name, bytes] of Object.entries(input)) {
    mkdirSync(dirname(join(at, name)), { recursive: true });
    writeFileSync(join(at, name), bytes);
  }
}

/** A UserError, or an error that extends it: what a person can mend. */
function isMistake(error) {
  for (let kind = error; kind; kind = Object.getPrototypeOf(kind))
    if (/^UserError\b/.test(kind.constructor?.name)) return true;
  return false;
}

/** What a whole input's numbers are, by its files. */
const sums = new WeakMap();

async function verdictOf(name, seed) {
  const format = formats[name];
  const { input, whole } = inputOf(name, seed);
  const run = async (files) => {
    put(files, folder);
    return loaders[format.load](join(folder, format.source ?? Object.keys(files)[0]), format);
  };
  try {
    const { sum, tables, notes } = await run(input);
    const why = await format.truth?.(input, tables, notes);
    const isChecked = typeof format.checked === "function" ? format.checked(input) : format.checked;
    if (why === undefined && !isChecked) return { verdict: "loaded" };
    if (!sums.has(whole)) sums.set(whole, (await run(whole)).sum);
    // What another reader finds in a damaged file does not count where kiso finds what was there before the damage.
    return { verdict: sum === sums.get(whole) ? "same numbers" : "other numbers", why };
  } catch (error) {
    if (error instanceof Wrong) return { verdict: error.verdict, why: error.message };
    const message = String(error?.message).trim();
    const lines = /[\n\r]/.test(message) || message.includes("\u001b") ? 2 : 1;
    if (isMistake(error) && lines === 1) return { verdict: "refused" };
    return { verdict: "uncaught", why: String(error?.stack ?? error).slice(0, 1500) };
  }
}

let at;
const uncaught = (error) =>
  process.send({ at, verdict: "uncaught", why: String(error?.stack ?? error).slice(0, 1500) }, () =>
    process.exit(1),
  );
if (process.send) {
  process.on("uncaughtException", uncaught);
  process.on("unhandledRejection", uncaught);
  process.on("message", async ({ name, seed }) => {
    at = { name, seed };
    const { verdict, why } = await verdictOf(name, seed);
    const memory = process.memoryUsage().rss;
    process.send({ at, verdict: memory > 1.5e9 ? "memory" : verdict, why });
  });
  process.send({ ready: true });
}
