import { resolve } from "node:path";
import { defineConfig, type RolldownOptions } from "rolldown";
import pkg from "./package.json" with { type: "json" };

/** `bundled`: packages of many small files, which take Node longer to find than to run. */
const external = (bundled: readonly string[]) => {
  const names = Object.keys(pkg.dependencies).filter((name) => !bundled.includes(name));
  return (id: string) =>
    id.startsWith("node:") || names.some((name) => id === name || id.startsWith(`${name}/`));
};

const common = {
  platform: "node",
  logLevel: "warn",
} satisfies RolldownOptions;

/** The library, for Node and for pages. numpy-ts imported file by file takes 0.4 s to load, as one file 0.03 s. */
const library = defineConfig({
  ...common,
  input: {
    index: "src/index.ts",
    node: "src/node.ts",
    numpy: "src/numpy.ts",
    plot: "src/plot.ts",
    report: "src/report.ts",
    "numpy-ts": "numpy-ts",
  },
  external: external(["numpy-ts"]),
  output: {
    minify: true,
    dir: "dist",
    format: "esm",
    cleanDir: true,
    chunkFileNames: "chunks/[name]-[hash].js",
  },
});

interface Modules {
  getModuleInfo(id: string): { importedIds: string[] } | null;
}

/** The modules that one loads at once. */
function loadedWith(id: string, modules: Modules, found = new Set<string>()): Set<string> {
  for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) {
    if (found.has(imported)) continue;
    found.add(imported);
    loadedWith(imported, modules, found);
  }
  return found;
}

const train = resolve("src/cli/train/train.ts");
const kernels = resolve("src/engine/wasm/engine.ts");

const isCore = (id: string, modules: Modules): boolean =>
  id === kernels || [train, kernels].some((one) => loadedWith(one, modules).has(id));

/**
 * The command line, apart from the library: its chunks are few, since each takes Node a millisecond. What train loads at
 * once is one of them, `core`, which other commands share; numpy-ts is the library's, for the commands that import it.
 */
const commandLine = defineConfig({
  ...common,
  input: { cli: "src/cli/main.ts" },
  external: external(["commander", "picocolors", "get-east-asian-width"]),
  output: {
    minify: true,
    dir: "dist",
    format: "esm",
    chunkFileNames: "cli/[name]-[hash].js",
    paths: { "numpy-ts": "../numpy-ts.js" },
    codeSplitting: {
      groups: [
        // kiso --help needs these two alone.
        { name: "commander", test: /[\\/]node_modules[\\/]commander[\\/]/, priority: 2 },
        { name: "errors", test: /[\\/]src[\\/]errors\.ts$/, priority: 2 },
        { name: (id, modules) => (isCore(id, modules) ? "core" : null), priority: 1 },
        { name: "plot", test: /[\\/]src[\\/]plot[\\/]/ },
      ],
    },
  },
});

export default [library, commandLine];
