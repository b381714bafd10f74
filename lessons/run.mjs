// Runs a lesson: node lessons/run.mjs 1, or the path of a .ts file. (Node 20 does not read TypeScript by itself.)
import { readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv[2] ?? "1";
const lessons = readdirSync(here).filter((name) => /^\d\d-.*\.ts$/.test(name));
const numbered = lessons.find((name) => name.startsWith(wanted.padStart(2, "0")));
const input = numbered ? join(here, numbered) : resolve(wanted);

// Inside dist/, "kiso" means this very package, as it does in a project that has installed it.
const file = join(here, "../dist/lessons", basename(input).replace(/\.ts$/, ".js"));
const bundle = await rolldown({ input, external: [/^kiso(\/|$)/, /^node:/] });
await bundle.write({ file, format: "esm" });
await import(pathToFileURL(file).href);
