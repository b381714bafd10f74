// Builds dist/: node scripts/build.mjs
//
//   dist/index.js, node.js, …     a module for each page of src/, with its declarations and source maps (tsc): bundlers
//                                 take what a program uses, and a page can load it as it is
//   dist/bundled/                 the same entries in few files, which Node loads three times as fast
//   dist/numpy-ts/                numpy-ts in one file, with its declarations
//   dist/cli.js, dist/cli/        the command line, in few files, the largest with its compiled code (compiled.mjs)
//   dist/NOTICES.txt              the licences of what is not kiso's own: bundled packages, methods, fonts, data
//
// Nothing is minified, so that a stack trace shows lines that one can read.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import lzma from "lzma";
import { rolldown } from "rolldown";
import pkg from "../package.json" with { type: "json" };
import "./build-kernels.mjs";
import { keepCompiled, warmUp, withoutDoors } from "./compiled.mjs";
import { writeNotices } from "./notices.mjs";
import { copyNumpyTypes } from "./numpy-types.mjs";

const root = dirname(import.meta.dirname);
const dist = join(root, "dist");
process.chdir(root);
const began = performance.now();

rmSync(dist, { recursive: true, force: true });
tsc("-p", "tsconfig.build.json");
const bundled = new Set([...(await numpy()), ...(await entries()), ...(await commandLine())]);
nameNumpy();
for (const name of readdirSync(join(dist, "cli")))
  if (/^core-.*\.js$/.test(name)) keepCompiled(join(dist, "cli", name));
writeFileSync(join(dist, "cli.js"), withoutDoors(join(dist, "cli.js")));
warmUp(join(dist, "cli.js"));
copyNumpyTypes(join(dist, "numpy-ts"));
writeNotices(bundled, join(dist, "NOTICES.txt"), root);
const files = readdirSync(dist, { recursive: true }).map((name) => statSync(join(dist, name)));
const bytes = files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
console.error(
  `dist/: ${files.filter((file) => file.isFile()).length} files, ${(bytes / 1e6).toFixed(1)} MB, in ${((performance.now() - began) / 1000).toFixed(1)} s`,
);

function tsc(...argv) {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  try {
    execFileSync(process.execPath, [compiler, ...argv], { stdio: ["ignore", "pipe", "inherit"] });
  } catch (error) {
    process.stderr.write(error.stdout);
    process.exit(1);
  }
}

/**
 * In files for Node the kernels stand unpacked: 0.1 MB more on the disk, where unpacking takes 10 ms. In modules for pages
 * they are packed: what is loaded over a network counts there.
 */
function unpackedText() {
  return {
    name: "kernels unpacked, as text",
    transform: {
      filter: { id: /kernels\.generated\.ts$/ },
      handler: (code) => ({
        code: code.replace(/(?<=packed = ")[^"]*/, () => unpacked(code).toString("base64")),
        map: null,
      }),
    },
  };
}

/** The command line reads them from a file: what is no script need not be scanned as one. */
function unpackedFile() {
  return {
    name: "kernels unpacked, in a file",
    transform: {
      filter: { id: /engine[\\/]wasm[\\/]unpacked\.ts$/ },
      handler() {
        const generated = readFileSync(join(root, "src/engine/wasm/kernels.generated.ts"), "utf8");
        this.emitFile({ type: "asset", fileName: "cli/kernels.bin", source: unpacked(generated) });
        return {
          code: `import { readFileSync } from "node:fs";
          export const unpackedKernels = () => new Uint8Array(readFileSync(new URL("./kernels.bin", import.meta.url)));`,
          map: null,
        };
      },
    },
  };
}

/** Commander starts no program for a command of kiso; what it would start one with takes Node 2 ms to load. */
function withoutProcesses() {
  return {
    name: "commander without child processes",
    resolveId: { filter: { id: /^node:child_process$/ }, handler: () => "\0no-processes" },
    load: { filter: { id: /^\0no-processes$/ }, handler: () => "export {};" },
  };
}

/** The modules of kernels.generated.ts, one after the other. */
function unpacked(code) {
  const builds = [...code.matchAll(/\[(\d+), (\d+)\]/g)];
  const [packed] = /(?<=packed = ")[^"]*/.exec(code);
  const head = Buffer.alloc(13, 0);
  head.set([0x5d, 0, 0, 0x80]); // lc = 3, lp = 0, pb = 2; the dictionary's size
  head.writeBigUInt64LE(BigInt(builds.at(-1)[2]), 5);
  const file = Buffer.concat([head, Buffer.from(packed, "base64")]);
  return Buffer.from(Int8Array.from(lzma.decompress(Array.from(Int8Array.from(file)))));
}

/** Writes a bundle and tells the modules of node_modules/ that it holds. */
async function bundle({ input, external, output, plugins = [unpackedText()] }) {
  const build = await rolldown({
    input,
    platform: "node",
    external,
    plugins,
    // What is imported at once in one place and late in another is in one file here: that is meant.
    onLog: (_, log) => {
      if (log.code !== "INEFFECTIVE_DYNAMIC_IMPORT") console.error(`rolldown: ${log.message}`);
    },
  });
  const written = await build.write({ format: "esm", dir: "dist", ...output });
  await build.close();
  return written.output.flatMap((chunk) => chunk.moduleIds ?? []).filter((id) => id.includes("node_modules"));
}

/** numpy-ts imported file by file takes Node 0.4 s to load, as one file 0.03 s. */
async function numpy() {
  const modules = await bundle({
    input: { "numpy-ts/index": "numpy-ts" },
    external: (id) => id.startsWith("node:"),
    output: { entryFileNames: "[name].js" },
  });
  // It asks for these where it runs in Node alone; a bundler for pages would look for them all the same.
  const file = join(dist, "numpy-ts/index.js");
  const text = readFileSync(file, "utf8").replace(
    /import\("node:(fs[^"]*)"\)/g,
    (_, name) => `import(/* webpackIgnore: true */ /* @vite-ignore */ ["node", "${name}"].join(":"))`,
  );
  writeFileSync(file, text);
  return modules;
}

/** The packages that a program installs with kiso, and Node's own modules. */
function installed(id) {
  return (
    id.startsWith("node:") ||
    Object.keys(pkg.dependencies).some((name) => id === name || id.startsWith(`${name}/`))
  );
}

function entries() {
  const names = ["index", "node", "numpy", "plot", "report"];
  const [node, ...others] = ["node", "index", "numpy", "plot", "report"].map((name) =>
    resolve(`src/${name}.ts`),
  );
  const isOfNodeAlone = (id, modules) =>
    loadedWith(node, modules).has(id) && !others.some((one) => loadedWith(one, modules).has(id));
  return bundle({
    input: Object.fromEntries(names.map((name) => [name, `src/${name}.ts`])),
    external: (id) => id === "numpy-ts" || installed(id),
    output: {
      dir: "dist/bundled",
      sourcemap: true,
      sourcemapExcludeSources: true,
      chunkFileNames: "[name]-[hash].js",
      paths: { "numpy-ts": "../numpy-ts/index.js" },
      codeSplitting: {
        groups: [
          { name: (id, modules) => (isOfNodeAlone(id, modules) ? "files" : null), debugName: "files" },
        ],
      },
    },
  });
}

/** The modules that one loads at once. */
function loadedWith(id, modules, found = new Set()) {
  for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) {
    if (found.has(imported)) continue;
    found.add(imported);
    loadedWith(imported, modules, found);
  }
  return found;
}

/**
 * The command line, apart from the library: its chunks are few, since each takes Node a millisecond. What train loads at
 * once is one of them, `core`, which other commands share.
 */
function commandLine() {
  const train = resolve("src/cli/train/train.ts");
  const kernels = resolve("src/engine/wasm/engine.ts");
  const isCore = (id, modules) =>
    [train, kernels].some((one) => one === id || loadedWith(one, modules).has(id));
  const model = resolve("src/model/model.ts");
  const isModel = (id, modules) => id === model || loadedWith(model, modules).has(id);
  return bundle({
    input: { cli: "src/cli/main.ts" },
    external: (id) =>
      id === "numpy-ts" || (installed(id) && id !== "get-east-asian-width" && id !== "node:child_process"),
    plugins: [unpackedFile(), withoutProcesses()],
    output: {
      comments: false,
      chunkFileNames: "cli/[name]-[hash].js",
      paths: { "numpy-ts": "../numpy-ts/index.js" },
      codeSplitting: {
        groups: [
          // kiso --help needs these alone.
          {
            name: "commander",
            test: /[\\/]node_modules[\\/]commander[\\/]|[\\/]src[\\/](errors|unseen|cli[\\/]terminal[\\/]language)\.ts$|rolldown\/runtime/,
            priority: 2,
          },
          // Who does not ask for Japanese does not load it.
          {
            name: "japanese",
            test: /[\\/]src[\\/]report[\\/]words[\\/](ja|catalogue[\\/](template|translator))[\\/.]/,
            priority: 2,
          },
          { name: (id, modules) => (isCore(id, modules) ? "core" : null), debugName: "core", priority: 1 },
          // What answers, and what draws and writes a report, are one chunk each.
          { name: (id, modules) => (isModel(id, modules) ? "model" : null), debugName: "model" },
          {
            name: "rows",
            test: /[\\/]src[\\/](tasks[\\/]rows[\\/]newRows|model[\\/]inspection[\\/]light)\.ts$/,
          },
          { name: "plot", test: /[\\/]src[\\/]plot[\\/]/ },
          { name: "write", test: /[\\/]src[\\/]data[\\/]formats[\\/](write|sheetText|encodeText)/ },
          // Of a report's words those that predict and judge say are not in it: it is large, and not always written.
          {
            name: "report",
            test: /[\\/]src[\\/](report[\\/](?!words[\\/](drift|catalogue[\\/]speech)\.ts)|(model[\\/]metrics|tasks[\\/]pages)[\\/])/,
          },
        ],
      },
    },
  });
}

/** In the pages that tsc wrote, numpy-ts is the one that comes along. */
function nameNumpy() {
  for (const name of readdirSync(dist, { recursive: true })) {
    if (!/\.(js|d\.ts)$/.test(name) || /^(numpy-ts|bundled|cli)\b/.test(name)) continue;
    const file = join(dist, name);
    const text = readFileSync(file, "utf8");
    const path = relative(dirname(file), join(dist, "numpy-ts/index.js")).replaceAll("\\", "/");
    const own = text.replaceAll('"numpy-ts"', `"${path.startsWith(".") ? path : `./${path}`}"`);
    if (own !== text) writeFileSync(file, own);
  }
}
