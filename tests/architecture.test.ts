import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

/** The house, top to bottom: a folder imports from itself and from those above it. Data flows one way. */
const floors = ["data", "graph", "engine", "nn", "model", "train", "plot", "report", "tasks", "cli"];
/** Pages on the stairs, which every floor may use. */
const stairs = ["errors.ts", "unseen.ts", "disk.ts", "files.ts", "assets.ts"];

const src = resolve(import.meta.dirname, "../src");
const pages = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));

/** What a page imports, statically, dynamically or by `require`; with `types`, what it takes types from too. */
function specifiersOf(page: string, types: boolean): string[] {
  const text = readFileSync(join(src, page), "utf8");
  const read = types
    ? text
    : text.replace(/^(?:import|export) type [^;]+;/gm, "").replace(/typeof import\([^)]*\)/g, "");
  const imports =
    /^(?:import|export)\s(?:[\w\s{},*$]*?\bfrom\s+)?"([^"\n]+)"|\b(?:import|require)\(\s*"([^"]+)"\s*\)/gm;
  return [...read.matchAll(imports)].map(([, at, late]) => at ?? late!);
}

/** The pages of src/ that a page imports, relative to src/. */
const importsOf = (page: string, types = true): string[] =>
  specifiersOf(page, types)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => relative(src, resolve(src, dirname(page), specifier)));

const floorOf = (page: string) => page.split("/")[0]!;

describe("the house", () => {
  test("has pages on every floor, and no floor that this test does not know", () => {
    const folders = new Set(pages.filter((page) => page.includes("/")).map(floorOf));
    expect([...folders].sort()).toEqual([...floors].sort());
  });

  test.each(pages.filter((page) => page.includes("/")))(
    "%s imports only from its floor and those above",
    (page) => {
      for (const imported of importsOf(page)) {
        if (imported.startsWith("..") || stairs.includes(imported)) continue;
        const [from, to] = [floors.indexOf(floorOf(page)), floors.indexOf(floorOf(imported))];
        expect(to, `${page} imports ${imported}`).toBeGreaterThanOrEqual(0);
        expect(to, `${page} imports ${imported}`).toBeLessThanOrEqual(from);
      }
    },
  );

  test("has no import cycle, types included", () => {
    const done = new Set<string>();
    const visit = (page: string, path: readonly string[]): void => {
      const at = path.indexOf(page);
      if (at >= 0) throw new Error(`cycle: ${[...path.slice(at), page].join(" -> ")}`);
      if (done.has(page) || page.startsWith("..")) return;
      for (const imported of importsOf(page)) visit(imported, [...path, page]);
      done.add(page);
    };
    for (const page of pages) visit(page, []);
  });

  test("has one index.ts", () => {
    expect(pages.filter((page) => page.endsWith("index.ts"))).toEqual(["index.ts"]);
  });

  test("has a core that imports no node: module, no numpy-ts and no package at all", () => {
    const found = reachedFrom("index.ts").flatMap((page) =>
      packagesOf(page).map((name) => `${page}: ${name}`),
    );
    expect(found).toEqual([]);
  });

  test.each(["plot.ts", "report.ts"])(
    "has an entry %s that imports no node: module and no numpy-ts",
    (entry) => {
      const found = reachedFrom(entry).flatMap((page) => packagesOf(page).map((name) => `${page}: ${name}`));
      expect(found.filter((one) => /: (node:|numpy-ts)/.test(one))).toEqual([]);
    },
  );

  test("is left to the command line alone to speak and to exit", () => {
    // Examples in docstrings print; they are no part of the program.
    const programOf = (page: string) =>
      readFileSync(join(src, page), "utf8").replaceAll(/\/\*\*.*?\*\//gs, "");
    const speaking = pages.filter((page) =>
      /process\.(stdout|stderr|exit)|console\.(log|warn|error)/.test(programOf(page)),
    );
    expect(speaking.filter((page) => floorOf(page) !== "cli")).toEqual([]);
  });

  test("knows a terminal's packages in the command line alone", () => {
    const terminal = pages.filter((page) =>
      packagesOf(page).some((name) => /^(commander|picocolors)$/.test(name)),
    );
    expect(terminal.filter((page) => floorOf(page) !== "cli")).toEqual([]);
    expect(terminal).toContain("cli/main.ts");
  });

  test("has folders that one can see at a glance", () => {
    const counts = new Map<string, number>();
    for (const page of pages) counts.set(dirname(page), (counts.get(dirname(page)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > 15)).toEqual([]);
  });

  test("knows no PyTorch and no TensorFlow", () => {
    const { dependencies } = JSON.parse(readFileSync(join(src, "../package.json"), "utf8"));
    expect(Object.keys(dependencies).filter((name) => /torch|tensorflow|tfjs/.test(name))).toEqual([]);
  });
});

/** The pages that an entry loads, at once or when it comes to it. */
function reachedFrom(entry: string): string[] {
  const reached = new Set<string>();
  const visit = (page: string): void => {
    if (reached.has(page) || !pages.includes(page)) return;
    reached.add(page);
    for (const imported of importsOf(page, false)) visit(imported);
  };
  visit(entry);
  return [...reached];
}

/** What a page imports that is no page, types aside. */
const packagesOf = (page: string): string[] =>
  specifiersOf(page, false).filter((specifier) => !specifier.startsWith("."));
