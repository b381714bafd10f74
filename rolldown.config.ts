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
  input: { index: "src/index.ts", browser: "src/browser.ts", numpy: "numpy-ts" },
  external: external(["numpy-ts"]),
  output: {
    minify: true,
    dir: "dist",
    format: "esm",
    cleanDir: true,
    chunkFileNames: "chunks/[name]-[hash].js",
  },
});

const src = (...floors: string[]) => new RegExp(`[\\\\/]src[\\\\/](${floors.join("|")})[\\\\/]`);

interface Modules {
  getModuleInfo(id: string): { importedIds: string[] } | null;
}

/** Whether a module loads numpy-ts at once: itself, or by one that it imports. */
function loadsNumpy(id: string, modules: Modules, seen = new Set<string>()): boolean {
  if (id === "numpy-ts") return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return (modules.getModuleInfo(id)?.importedIds ?? []).some((one) => loadsNumpy(one, modules, seen));
}

/**
 * The command line, apart from the library: its chunks are few, since each takes Node a millisecond, and its commands
 * do without numpy-ts but for those whose own pages import it.
 */
const commandLine = defineConfig({
  ...common,
  input: { cli: "src/cli/main.ts" },
  external: external(["commander", "csv-parse", "picocolors", "get-east-asian-width"]),
  output: {
    minify: true,
    dir: "dist",
    format: "esm",
    chunkFileNames: "cli/[name]-[hash].js",
    paths: { "numpy-ts": "../numpy.js" },
    codeSplitting: {
      groups: [
        { name: "commander", test: /[\\/]node_modules[\\/]commander[\\/]/ },
        { name: "errors", test: /[\\/]src[\\/]errors\.ts$/, priority: 2 },
        {
          name: (id, modules) => (loadsNumpy(id, modules) ? null : "core"),
          test: src("data", "graph", "engine", "nn", "model", "train"),
          priority: 1,
        },
        { name: "plot", test: src("plot") },
        // What train shares with its results and with other commands.
        {
          name: "console",
          test: /[\\/]src[\\/](cli[\\/](console|options|prepare|progress|result)|report[\\/]words)\.ts$/,
        },
      ],
    },
  },
});

export default [library, commandLine];
