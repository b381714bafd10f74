// Counts what a reader of src/ meets: pages a folder, long pages and crumbs, conditional spreads, cycles of imports with
// types, and how many pages lie between a command and the engine's step:
//   node scripts/house.mjs [SRC]
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const src = resolve(process.argv[2] ?? "src");
const pages = readdirSync(src, { recursive: true, encoding: "utf8" }).filter(
  (path) => path.endsWith(".ts") && !path.endsWith(".generated.ts"),
);
const texts = new Map(pages.map((page) => [page, readFileSync(join(src, page), "utf8")]));
const linesOf = (page) => texts.get(page).split("\n").length - 1;

const importsOf = (page) =>
  [...texts.get(page).matchAll(/(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g)]
    .map(([, specifier]) => relative(src, resolve(src, dirname(page), specifier)))
    .filter((path) => texts.has(path));
const imports = new Map(pages.map((page) => [page, importsOf(page)]));

/** Tarjan's strongly connected components of more than one page. */
function cycles() {
  const index = new Map();
  const low = new Map();
  const stack = [];
  const found = [];
  const visit = (page) => {
    index.set(page, index.size);
    low.set(page, index.get(page));
    stack.push(page);
    for (const next of imports.get(page)) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(page, Math.min(low.get(page), low.get(next)));
    }
    if (low.get(page) !== index.get(page)) return;
    const component = stack.splice(stack.indexOf(page));
    if (component.length > 1) found.push(component);
  };
  for (const page of pages) if (!index.has(page)) visit(page);
  return found;
}

/** The shortest way by imports from one page to another. */
function way(from, to) {
  const before = new Map([[from, undefined]]);
  const queue = [from];
  for (const page of queue) {
    if (page === to) break;
    for (const next of imports.get(page) ?? []) {
      if (before.has(next)) continue;
      before.set(next, page);
      queue.push(next);
    }
  }
  const steps = [];
  for (let page = before.has(to) ? to : undefined; page; page = before.get(page)) steps.unshift(page);
  return steps;
}

const folders = new Map();
for (const page of pages) folders.set(dirname(page), (folders.get(dirname(page)) ?? 0) + 1);
const byCount = [...folders].sort(([, a], [, b]) => b - a);
const count = (pattern) =>
  [...texts.values()].reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
const longest = [...pages].sort((a, b) => linesOf(b) - linesOf(a)).slice(0, 5);
const loops = cycles();

console.log(
  `pages ${pages.length}, lines ${pages.reduce((sum, page) => sum + linesOf(page), 0)}, folders ${folders.size}`,
);
console.log(
  `largest folders: ${byCount
    .slice(0, 8)
    .map(([name, n]) => `${name} ${n}`)
    .join(", ")}`,
);
console.log(`longest pages: ${longest.map((page) => `${page} ${linesOf(page)}`).join(", ")}`);
console.log(`pages under 25 lines: ${pages.filter((page) => linesOf(page) < 25).length}`);
console.log(
  `conditional spreads: ${count(/\.\.\.\([^\n]*(?:\? \{[^\n]*\} : \{\}|\? \{\} : \{[^\n]*\})\)|\.\.\.\(\w+ && \{/g)}`,
);
console.log(`objects cut in two for the width: ${count(/^\s*\.\.\.\{/gm)}`);
console.log(`private by word: ${count(/^\s*private (?:readonly |async |static )?\w+/gm)}`);
console.log(
  `cycles of imports, types included: ${loops.length}${loops.map((loop) => `\n  ${loop.join(" <-> ")}`).join("")}`,
);
const start = pages.find((page) => /^cli\/(train\/)?train\.ts$/.test(page));
console.log(`from ${start} to the engine's step: ${way(start, "engine/wasm/program.ts").length} by imports`);
