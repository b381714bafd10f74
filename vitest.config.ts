import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import "./scripts/build-kernels.mjs"; // tests run the sources, and so need the kernels of these sources

/** Files that change what others stand on: their process's folder, environment, node:fs or engine. Each has a process of its own. */
const alone = [
  "tests/cli/disk/*.test.ts",
  "tests/engine/standard.test.ts",
  "tests/lessons.test.ts",
  "tests/package/package.test.ts",
  "tests/tasks/written.test.ts",
  "tests/train/run/*.test.ts",
];

/** Files that take 10 s or more, though some of them are short. */
const longest =
  /(badInput|commands|crash|fashion|folders|fuzz|goodParts|html|lessons|lots|networks|nextLot|package|pictures|predict|readme|resume|siamese|sizes|stream|streamedRows|train)\.test\.ts$/;

/** The longest first: begun last, they would leave a core idle. The files of a project follow one another, and share their process. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) =>
      (project.name === "together" ? 2 : 0) + (longest.test(moduleId) ? 0 : 1);
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
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
    // What is said is looked at in English, whatever the machine's language is.
    env: { KISO_LANG: "en" },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Vitest leaves a core free when left alone: of two, half of the machine.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: "alone", include: alone } },
      {
        extends: true,
        test: {
          name: "together", // one process for many files, so that each page of src/ is loaded and warm once
          isolate: false,
          include: ["tests/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...alone],
        },
      },
    ],
  },
});
