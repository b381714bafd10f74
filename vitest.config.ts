import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import "./scripts/build-kernels.mjs"; // tests run the sources, and so need the kernels of these sources

export default defineConfig({
  // Lessons and READMEs import kiso by its name, as a reader would.
  resolve: {
    alias: [
      { find: /^kiso$/, replacement: resolve(import.meta.dirname, "src/index.ts") },
      { find: /^kiso\/(\w+)$/, replacement: resolve(import.meta.dirname, "src/$1.ts") },
    ],
  },
  test: {
    include: ["tests/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Vitest leaves a core free when left alone: of two, half of the machine.
    maxWorkers: availableParallelism(),
  },
});
