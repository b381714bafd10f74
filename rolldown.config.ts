import { defineConfig } from "rolldown";
import pkg from "./package.json" with { type: "json" };

// numpy-ts is bundled: imported file by file it takes 0.4 s to load, as one file 0.03 s.
const external = [/^node:/, ...Object.keys(pkg.dependencies).filter((name) => name !== "numpy-ts")];

export default defineConfig({
  input: { index: "src/index.ts", browser: "src/browser.ts", cli: "src/cli/main.ts" },
  external: (id) =>
    external.some((e) => (typeof e === "string" ? id === e || id.startsWith(`${e}/`) : e.test(id))),
  platform: "node",
  logLevel: "warn",
  output: {
    minify: true,
    dir: "dist",
    format: "esm",
    cleanDir: true,
    chunkFileNames: "chunks/[name]-[hash].js",
  },
});
