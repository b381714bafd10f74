// Runs a lesson: node lessons/run.mjs 1, or the path of a .ts file. It runs the sources: what you change in src/, such as
// src/nn/lesson.ts, shows at the next run. (Node 20 does not read TypeScript by itself, so rolldown writes one file first.)
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import "../scripts/build-kernels.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const wanted = process.argv[2] ?? "1";
const lessons = readdirSync(here).filter((name) => /^\d\d-.*\.ts$/.test(name));
const numbered = lessons.find((name) => name.startsWith(wanted.padStart(2, "0")));
const input = numbered ? join(here, numbered) : resolve(wanted);

/** "kiso" and "kiso/numpy" are pages of src/, as tsconfig.json says. */
const { paths } = JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8")).compilerOptions;
function source(id) {
  const [entry, ...part] = id.split("/");
  const [page] = paths[part.length === 0 ? entry : `${entry}/*`] ?? [];
  return page && join(root, page.replace("*", part.join("/")));
}

const bundle = await rolldown({
  input,
  platform: "node",
  external: (id) => !id.startsWith(".") && !isAbsolute(id) && source(id) === undefined,
  plugins: [{ name: "kiso", resolveId: source }],
  // What is imported at once in one place and late in another is in one file here: that is meant.
  checks: { ineffectiveDynamicImport: false },
});
const file = join(root, "dist/lessons", basename(input).replace(/\.ts$/, ".js"));
await bundle.write({ file, format: "esm", sourcemap: "inline", codeSplitting: false });
await bundle.close();
process.setSourceMapsEnabled(true); // an error names the line of the source
await import(pathToFileURL(file).href);
