// A row of the table of formats whose inputs are samples, of which one file is changed.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { anyBytes, mutated, ofText } from "../mutate.mjs";

const golden = join(dirname(fileURLToPath(import.meta.url)), "../../../tests/golden");
export const file = (path) => readFileSync(join(golden, path));
export const files = (...paths) =>
  paths.map((path) => ({ [path.slice(path.lastIndexOf("/") + 1)]: file(path) }));

/** The files of a folder of goldens, by their paths in it. */
export const folder = (path, which = /./) =>
  Object.fromEntries(
    readdirSync(join(golden, path), { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath ?? one.path, one.name).slice(join(golden, path).length + 1))
      .filter((name) => which.test(name))
      .sort()
      .map((name) => [name, file(`${path}/${name}`)]),
  );

/**
 * `samples` are files by their names, of which those that `change` fits are changed, one at a time, by `mutators` (a list, or what
 * gives one for a name). `load` and `source` say what loads them; `checked`, that checksums cover the numbers (of all
 * inputs, or those that it says), so that a changed file is refused or gives the same ones; `truth`, what else reads them.
 */
export const sampled = ({ samples, mutators = anyBytes, change = /./, load = "tables", ...more }) => ({
  load,
  ...more,
  samples,
  make(random) {
    const whole = samples[Math.floor(random() * samples.length)];
    const names = Object.keys(whole).filter((name) => change.test(name));
    const changed = names[Math.floor(random() * names.length)];
    const list = typeof mutators === "function" ? mutators(changed) : mutators;
    return { input: { ...whole, [changed]: mutated(whole[changed], random, list) }, whole, changed };
  },
});

export const text = (samples, more = {}) => sampled({ samples, mutators: ofText, finite: false, ...more });
