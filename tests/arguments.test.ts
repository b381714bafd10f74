import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseSync, Visitor } from "rolldown/utils";
import { expect, test } from "vitest";
import { append, largest, smallest } from "../src/data/numbers/lists.ts";

const src = resolve(import.meta.dirname, "../src");
const pages = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));

/** Functions that gather their arguments, and so are given lists: of what object, or as whose method. */
const gathers =
  /^(Math\.(max|min|hypot)|String\.from(CharCode|CodePoint)|\w*Array\.of|.*\.(push|unshift|splice|concat|apply))$/;

/** Spreads of lists that are short whatever the data: the page, and why. */
const short: Record<string, string> = {
  "data/formats/encoding/alphabet.ts": "one of each language",
  "data/formats/encoding/guess.ts": "one of each encoding",
  "data/formats/encoding/text.ts": "8 bytes of an escape",
  "data/images/formats/inflate.ts": "the format's own tables",
  "data/images/formats/png.ts": "4 bytes of a chunk's name",
  "data/images/imageKind.ts": "the first bytes of a file",
  "engine/wasm/lowering/convolution.ts": "the strips of one convolution",
  "engine/wasm/lowering/passes.ts": "what an optimizer remembers of one parameter",
  "engine/wasm/lzma.ts": "the four last distances",
  "engine/wasm/module.ts": "a module's own tables",
  "engine/wasm/order.ts": "the readers of one step of a program",
  "plot/charts/scatter.ts": "a scale of Plot, which has an apply of its own",
};

/** Lines of a page where a list is spread into the arguments of what gathers them. */
function spreads(page: string): string[] {
  const text = readFileSync(join(src, page), "utf8");
  const found: string[] = [];
  new Visitor({
    CallExpression({ callee, arguments: given, start, end }) {
      const name = text.slice(callee.start, callee.end);
      const spread = given.some(({ type }) => type === "SpreadElement") || name.endsWith(".apply");
      if (spread && gathers.test(name.replace(/\s+/g, ""))) {
        found.push(
          `${page}:${text.slice(0, start).split("\n").length} ${text.slice(start, Math.min(end, start + 80))}`,
        );
      }
    },
  }).visit(parseSync(page, text).program);
  return found;
}

test("no list of data is spread into arguments: a call takes 120,000, and data has more", () => {
  expect(pages.filter((page) => !(page in short)).flatMap(spreads)).toEqual([]);
});

test("each page that may do so does", () => {
  expect(Object.keys(short).filter((page) => spreads(page).length === 0)).toEqual([]);
});

test("lists of a million are gone through one by one", () => {
  const million = Array.from({ length: 1_000_000 }, (_, i) => (i * 7919) % 1_000_003);
  const list = [-1];
  append(list, million);
  expect([list.length, largest(list), smallest(list)]).toEqual([1_000_001, 1_000_002, -1]);
  expect([largest([]), largest([], 3), smallest([]), largest([1, Number.NaN])]).toEqual([
    -Infinity,
    3,
    Infinity,
    Number.NaN,
  ]);
});
