// Gives dist/types its own copy of numpy-ts's declarations, after tsc has written the others:
//   node scripts/numpy-types.mjs
// numpy-ts 1.4 imports them without file endings, which "moduleResolution": "nodenext" cannot follow: NDArray would be
// `any` to whoever skips library checks, and an error to whoever does not. Private members, which would set these arrays
// apart from those of a numpy-ts that a program imports itself, are left out.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const types = join(root, "dist/types");
const from = join(root, "node_modules/numpy-ts/dist/types");
const to = join(types, "numpy-ts");

/** What the declarations need beyond any lib that a program may choose. */
const libs = '/// <reference lib="esnext.disposable" />\n/// <reference lib="esnext.float16" />\n';

const imports = /(\bfrom\s+|\bimport\()(["'])(\.{1,2}\/[^"']+)\2/g;
const copied = new Set();

/** "../storage" as seen from `file`, with its ending. */
function withEnding(file, specifier) {
  const path = resolve(dirname(file), specifier);
  return existsSync(`${path}.d.ts`) ? `${specifier}.js` : `${specifier}/index.js`;
}

function copy(file) {
  if (copied.has(file)) return;
  copied.add(file);
  const text = readFileSync(file, "utf8")
    .replace(imports, (_, word, quote, specifier) => `${word}${quote}${withEnding(file, specifier)}${quote}`)
    .replace(/^ +(private|protected) .*;\n/gm, "");
  const out = join(to, relative(from, file));
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, /Symbol\.dispose|Float16Array/.test(text) ? libs + text : text);
  for (const [, , , specifier] of text.matchAll(imports))
    copy(resolve(dirname(file), specifier.replace(/\.js$/, ".d.ts")));
}

copy(join(from, "index.d.ts"));
copyFileSync(join(root, "node_modules/numpy-ts/LICENSE"), join(to, "LICENSE"));

for (const name of readdirSync(types, { recursive: true, encoding: "utf8" })) {
  if (!name.endsWith(".d.ts") || name.startsWith("numpy-ts")) continue;
  const file = join(types, name);
  const text = readFileSync(file, "utf8");
  const path = relative(dirname(file), join(to, "index.js"));
  const own = text.replaceAll('"numpy-ts"', `"${path.startsWith(".") ? path : `./${path}`}"`);
  if (own !== text) writeFileSync(file, own);
}
