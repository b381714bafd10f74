import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aMask } from "../../../src/data/listing/fates.ts";
import { type LoadedTables, loadTables } from "../../../src/data/load.ts";
import { UserError } from "../../../src/errors.ts";
import { growTree, type Pictures, type Tree } from "./trees.ts";

// Every file of a folder is read, or is named with a reason, and each exactly once; the rows are those of the files that are
// read; no row is learned from and tested on without a word. 300 trees, by seed.

let home = "";
let pictures: Pictures;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "kiso-trees-"));
  const greys = await Promise.all(
    Array.from({ length: 48 }, (_, g) =>
      sharp({ create: { width: 3, height: 3, channels: 3, background: { r: 5 * g, g: 5 * g, b: 5 * g } } })
        .png()
        .toBuffer(),
    ),
  );
  const spot = Buffer.alloc(9);
  spot[4] = 255;
  const mask = await sharp(spot, { raw: { width: 3, height: 3, channels: 1 } })
    .png()
    .toBuffer();
  pictures = { greys, mask };
});
afterAll(() => rmSync(home, { recursive: true }));

function plant({ seed, files, links }: Tree): string {
  const folder = join(home, String(seed));
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  for (const [name, target] of links) symlinkSync(target, join(folder, name));
  return folder;
}

/** Every entry that is no folder, links to folders followed, by a walk that shares nothing with kiso's. */
function everyFile(folder: string, within = "", above: readonly string[] = []): string[] {
  const here = realpathSync(join(folder, within));
  if (above.includes(here)) return [within];
  return readdirSync(join(folder, within)).flatMap((name) => {
    const file = within === "" ? name : `${within}/${name}`;
    const isLink = lstatSync(join(folder, file)).isSymbolicLink();
    try {
      if (!statSync(join(folder, file)).isDirectory()) return [file];
    } catch {
      return [file];
    }
    if (isLink && `${here}/`.startsWith(`${realpathSync(join(folder, file))}/`)) return [file];
    return everyFile(folder, file, [...above, here]);
  });
}

/** The numbers of the rows of each part, or the greys of its pictures. */
function numbersOf({ tables }: LoadedTables): Map<string, number[]> {
  return new Map(
    Object.entries(tables).map(([part, table]) => {
      const image = table.columns.get("image");
      if (image?.kind === "list")
        return [part, Array.from({ length: table.rows }, (_, row) => image.values[row * image.width]! / 5)];
      const x = table.column("x");
      return [part, x.kind === "number" ? Array.from(x.values, (value) => value - 0.5) : []];
    }),
  );
}

function check(tree: Tree, folder: string, loaded: LoadedTables): void {
  const read = loaded.files.map((path) => relative(folder, path));
  const unread = loaded.unread.map(({ file }) => file);
  // Each exactly once, and nothing that is not there.
  expect(new Set(read).size).toBe(read.length);
  expect(new Set(unread).size).toBe(unread.length);
  expect(read.filter((file) => unread.includes(file))).toEqual([]);
  const folders = unread.filter((file) => file.endsWith("/"));
  const all = everyFile(folder);
  const told = (file: string) =>
    read.includes(file) || unread.includes(file) || folders.some((one) => file.startsWith(one));
  expect(all.filter((file) => !told(file))).toEqual([]);
  const there = new Set(all);
  expect(
    [...read, ...unread.filter((file) => !file.endsWith("/"))].filter((file) => !there.has(file)),
  ).toEqual([]);
  // Every reason is a reason.
  for (const { why } of loaded.unread) expect(why).toMatch(/\S{2}/);
  // The rows are those of the files that are read.
  const numbers = numbersOf(loaded);
  const found = [...numbers.values()].flat().sort((a, b) => a - b);
  const wanted = read
    .flatMap((file) => (tree.greyOf.has(file) ? [tree.greyOf.get(file)!] : (tree.rowsOf.get(file) ?? [])))
    .sort((a, b) => a - b);
  expect(found).toEqual(wanted);
  // No row is on both sides without a word.
  const lists = [...numbers.values()];
  const shared = lists.flatMap((one, i) =>
    lists.slice(i + 1).flatMap((other) => one.filter((n) => other.includes(n))),
  );
  if (shared.length > 0) expect(loaded.notes.join("\n")).toMatch(/cop(y|ies)/);
  // What no one would pass over is spoken of, in one line.
  const spoken = loaded.unread.filter(
    ({ why }) => !["left by the system", "describes the data", aMask].includes(why),
  );
  const lines = loaded.notes.filter((note) => note.startsWith("not read: "));
  expect(lines).toHaveLength(spoken.length > 0 ? 1 : 0);
  const more = [...(lines[0] ?? "").matchAll(/ and (\d+) more \(/g)].reduce(
    (sum, [, n]) => sum + Number(n),
    0,
  );
  const named = spoken.filter(({ file }) => lines[0]!.includes(JSON.stringify(file).slice(1, -1)));
  expect(named.length + more).toBeGreaterThanOrEqual(spoken.length);
  for (const note of loaded.notes) expect(note).not.toContain("\n");
}

const seeds = Array.from({ length: 300 }, (_, i) => i);
const refused: string[] = [];
/** faults that went by, in files that were not read */
const faults: string[] = [];

test.each(Array.from({ length: 10 }, (_, i) => [30 * i, 30 * i + 29]))(
  "seeds %i to %i",
  async (first, last) => {
    for (const seed of seeds.slice(first, last + 1)) {
      const tree = growTree(seed, pictures);
      const folder = plant(tree);
      const seen = await loadTables(folder).catch((error: unknown) => error);
      if (seen instanceof Error) {
        if (!(seen instanceof UserError)) throw new Error(`seed ${seed}: ${seen.stack}`);
        expect(seen.message, `seed ${seed}`).not.toContain("\n");
        refused.push(`${seed}: ${seen.message.replaceAll(folder, "DIR")}`);
        if (tree.fault === undefined && !tree.heap)
          throw new Error(`seed ${seed} is refused: ${seen.message.replaceAll(folder, "DIR")}`);
        continue;
      }
      try {
        check(tree, folder, seen as LoadedTables);
      } catch (error) {
        throw new Error(
          `seed ${seed}: ${[...tree.files.keys(), ...[...tree.links].map((link) => link.join(" -> "))].join(" | ")}\n${(error as Error).message}`,
          { cause: error },
        );
      }
    }
  },
);

test("few of them are refused, and a fault goes by only in a file that is not read", () => {
  expect(refused.length).toBeGreaterThan(5);
  expect(refused.length).toBeLessThan(45);
  expect(faults.length).toBeLessThan(10);
});
