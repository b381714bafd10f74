// A chunk whose compiled code is kept, as Python keeps its .pyc: V8 takes 10 ms for the command line's largest one, for what it
// compiled before 2.
//
// V8 keeps the code of scripts alone, so the chunk becomes one, a function of what it imports (chunk.cjs), and the chunk itself calls
// it and exports what it gives. The code lies beside it (chunk.<version of V8>.code): this build writes it by a training, and where
// Node is another one, the first command that may write there.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";

/**
 * Makes the chunk `file`, as rolldown prints it, one whose code is kept. Node's own modules are required: for each that is imported
 * Node makes a module of its names, which takes as long as a page of the chunk.
 */
export function keepCompiled(file) {
  const text = withoutDoors(file);
  const imports = [...text.matchAll(/^import (?:(\{.*\}|\* as \S+|\S+) from )?"([^"]+)";$/gm)];
  const [own, others] = [true, false].map((is) =>
    imports.filter(([, , name]) => name.startsWith("node:") === is),
  );
  const required = own.map(
    ([, what, name]) => `const ${what.replaceAll(" as ", ": ").replace("*: ", "")} = $require("${name}");`,
  );
  const imported = others.flatMap(([, what = ""]) =>
    what.split(",").flatMap((one) => one.match(/[\w$]+(?=\W*$)/) ?? []),
  );
  const [, list] = /^export \{ (.*) \};\s*$/m.exec(text);
  const exported = pairs(list);
  // An importer sees what a name holds when the chunk is loaded.
  const changing = exported.filter(([name]) =>
    new RegExp(`^let ${name.replace("$", "\\$")}\\b(?! = class)`, "m").test(text),
  );
  if (changing.length > 0)
    throw new Error(`${basename(file)} exports what may change: ${changing.join(", ")}`);

  const body = text
    .replace(/^(import .*|export \{.*\});$/gm, "")
    .replaceAll("import.meta.url", "$url")
    .replace(/\bimport\(/g, "$import(");
  const names = exported.map(([name, as]) => `${as}: ${name}`).join(", ");
  writeFileSync(
    file.replace(/\.js$/, ".cjs"),
    ascii(
      `(function ($url, $import, $require, ${imported.join(", ")}) { "use strict"; ${required.join(" ")} ${body}\nreturn { ${names} };\n})\n`,
    ),
  );
  writeFileSync(
    file,
    `${others.map(([line]) => line).join("\n")}
import { createRequire as $createRequire } from "node:module";
${load}
const $require = $createRequire(import.meta.url);
const $chunk = load(import.meta.url, $require)(
  import.meta.url, (name) => import(name), $require, ${imported.join(", ")},
);
const { ${exported.map(([, as]) => `${as}: $_${as}`).join(", ")} } = $chunk;
export { ${exported.map(([, as]) => `$_${as} as ${as}`).join(", ")} };
`,
  );
}

/**
 * A chunk's text, which loads what it would load through a chunk that does nothing but pass on, and has what is its own: each chunk
 * takes Node a millisecond.
 */
export function withoutDoors(file) {
  const text = readFileSync(file, "utf8");
  const [, list = ""] = /^export \{ (.*) \};\s*$/m.exec(text) ?? [];
  const own = new Map(pairs(list).map(([name, as]) => [as, name]));
  const passing = [];
  const read = text.replace(/\bimport\("(\.[^"]+\.js)"\)/g, (whole, name) => {
    const passed = readFileSync(join(dirname(file), name), "utf8");
    const [, names, behind] = /^export \{ (.*) \} from "(\.[^"]+)";\s*$/.exec(passed) ?? [];
    if (!behind) return whole;
    const path = relative(dirname(file), join(dirname(file), dirname(name), behind));
    const given = (of) =>
      `({ ${pairs(names)
        .map(([one, as]) => `${as}: ${of(one)}`)
        .join(", ")} })`;
    if (path !== basename(file)) return `import("./${path}").then(($) => ${given((one) => `$.${one}`)})`;
    // Not in the place of the import: there a name may be another's, such as the one that is being given its value.
    const pass = `$pass${passing.length}`;
    passing.push(`async function ${pass}() { return ${given((one) => own.get(one))}; }`);
    return `${pass}()`;
  });
  return [read, ...passing].join("\n");
}

/** The names of "a as b, c", each with what others call it. */
const pairs = (list) =>
  list.split(", ").map((one) => {
    const [name, as = name] = one.split(" as ");
    return [name, as];
  });

/** V8 keeps such text in half of the memory. */
const ascii = (script) =>
  script.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/**
 * Runs in dist/: the script beside the chunk at `url`, with its compiled code where that is sound; writes the code at the end where
 * there is none.
 */
function load(url, $require) {
  const { readFileSync, writeFileSync, renameSync } = $require("node:fs");
  const { Script } = $require("node:vm");
  const { crc32 } = $require("node:zlib");
  const file = $require("node:url").fileURLToPath(url).replace(/js$/, "cjs");
  const kept = `${file.slice(0, -4)}.${process.versions.v8}-${process.arch}.code`;
  let code;
  try {
    const bytes = readFileSync(kept);
    const sum = bytes.readUInt32LE(0);
    if (crc32(bytes.subarray(4)) === sum) code = bytes.subarray(4);
  } catch {
    // There is none.
  }
  const script = new Script(readFileSync(file).latin1Slice(), { filename: file, cachedData: code });
  if (code === undefined)
    process.once("exit", () => {
      const made = script.createCachedData();
      const sum = Buffer.alloc(4);
      sum.writeUInt32LE(crc32(made));
      try {
        writeFileSync(`${kept}.${process.pid}`, Buffer.concat([sum, made]), { flag: "wx" });
        renameSync(`${kept}.${process.pid}`, kept);
      } catch {
        // Where kiso is installed, this user may not write: each command compiles anew.
      }
    });
  return script.runInThisContext();
}

/** Trains once, so that the code of what a training runs is kept. */
export function warmUp(commandLine) {
  const folder = mkdtempSync(join(tmpdir(), "kiso-build-"));
  const rows = Array.from(
    { length: 60 },
    (_, i) => `${i % 7}.5,${(i * i) % 11}.25,${i % 3 === 0 ? "ok" : "ng"}`,
  );
  writeFileSync(join(folder, "rows.csv"), ["a,b,label", ...rows, ""].join("\n"));
  execFileSync(process.execPath, [commandLine, "train", "rows.csv", "--out", "run", "--epochs", "2"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  rmSync(folder, { recursive: true });
}
