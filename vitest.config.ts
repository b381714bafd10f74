import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import "./scripts/build-kernels.mjs"; // tests run the sources, and so need the kernels of these sources

/** Files that take half a minute are begun first: begun last, they would leave a core idle. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      /(fashion|stream|crash|resume|html|lessons|package\/package)\.test\.ts$/.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

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
    sequence: { sequencer: LongestFirst },
  },
});
