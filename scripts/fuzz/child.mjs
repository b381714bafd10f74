// Loads changed inputs, one after the other, and says what became of each. The parent ends this process where an input takes too long.
import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadModel, loadTables } from "../../dist/bundled/node.js";
import { formats } from "./formats.mjs";
import { mutated, stream } from "./mutate.mjs";

const [folder] = process.argv.slice(2);

const loaders = {
  async tables(source) {
    const { tables } = await loadTables(source);
    const sum = createHash("sha256");
    for (const table of Object.values(tables)) {
      for (const column of table.columns.values()) {
        const length =
          column.kind === "unusable"
            ? column.rows
            : column.kind === "list"
              ? column.values.length / column.width
              : column.values.length;
        if (length !== table.rows) throw new Error(`a column has ${length} rows of ${table.rows}`);
        if (column.kind === "unusable") continue;
        sum.update(
          column.kind === "text"
            ? column.values.join("\0")
            : Buffer.from(Float64Array.from(column.values).buffer),
        );
      }
    }
    return sum.digest("hex");
  },
  async model(source) {
    await loadModel(source);
    return "";
  },
};

/** The files of an input: those of a sample, one of which is changed. */
export function inputOf(name, seed) {
  const { samples, mutators, change = /./ } = formats[name];
  const random = stream(seed);
  const sample = Math.floor(random() * samples.length);
  const input = { ...samples[sample] };
  const names = Object.keys(input).filter((one) => change.test(one));
  const changed = names[Math.floor(random() * names.length)];
  input[changed] = mutated(input[changed], random, mutators);
  return { input, sample, changed };
}

function put(input, at) {
  rmSync(at, { recursive: true, force: true });
  for (const [name, bytes] of Object.entries(input)) {
    mkdirSync(dirname(join(at, name)), { recursive: true });
    writeFileSync(join(at, name), bytes);
  }
}

async function verdictOf(name, seed) {
  const { load, source, checked } = formats[name];
  const { input, sample } = inputOf(name, seed);
  const run = async (files) => {
    put(files, folder);
    return loaders[load](join(folder, source ?? Object.keys(files)[0]));
  };
  try {
    const sum = await run(input);
    if (!checked) return { verdict: "loaded" };
    whole[name] ??= [];
    whole[name][sample] ??= await run(formats[name].samples[sample]);
    return { verdict: sum === whole[name][sample] ? "same numbers" : "other numbers" };
  } catch (error) {
    const message = String(error?.message).trim();
    const lines = /[\n\r]/.test(message) || message.includes("\u001b") ? 2 : 1;
    if (/^(User|Setting)Error$/.test(error?.name) && lines === 1) return { verdict: "refused" };
    return { verdict: "uncaught", why: String(error?.stack ?? error).slice(0, 1500) };
  }
}

const whole = {};
let at;
const uncaught = (error) =>
  process.send({ at, verdict: "uncaught", why: String(error?.stack ?? error).slice(0, 1500) }, () =>
    process.exit(1),
  );
process.on("uncaughtException", uncaught);
process.on("unhandledRejection", uncaught);
if (process.send)
  process.on("message", async ({ name, seed }) => {
    at = { name, seed };
    const { verdict, why } = await verdictOf(name, seed);
    const memory = process.memoryUsage().rss;
    process.send({ at, verdict: memory > 1.5e9 ? "memory" : verdict, why });
  });
if (process.send) process.send({ ready: true });
