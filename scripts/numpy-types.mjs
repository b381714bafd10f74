// numpy-ts's declarations, copied beside its bundle. numpy-ts 1.4 imports them without file endings, which
// "moduleResolution": "nodenext" cannot follow: NDArray would be `any` where library checks are skipped, and an error where
// they are not. Private members, which would set these arrays apart from those of a numpy-ts that a program imports
// itself, are left out.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const from = join(dirname(import.meta.dirname), "node_modules/numpy-ts/dist/types");

/** What the declarations need beyond any lib that a program may choose. */
const libs = '/// <reference lib="esnext.disposable" />\n/// <reference lib="esnext.float16" />\n';

const imports = /(\bfrom\s+|\bimport\()(["'])(\.{1,2}\/[^"']+)\2/g;

/** "../storage" as seen from `file`, with its ending. */
function withEnding(file, specifier) {
  const path = resolve(dirname(file), specifier);
  return existsSync(`${path}.d.ts`) ? `${specifier}.js` : `${specifier}/index.js`;
}

export function copyNumpyTypes(to) {
  const copied = new Set();
  const copy = (file) => {
    if (copied.has(file)) return;
    copied.add(file);
    const text = readFileSync(file, "utf8")
      .replace(
        imports,
        (_, word, quote, specifier) => `${word}${quote}${withEnding(file, specifier)}${quote}`,
      )
      .replace(/^ +(private|protected) .*;\n/gm, "")
      // A program for Node alone has no types of the browser's.
      .replace(/\bWebAssembly\.Memory\b/g, "{ readonly buffer: ArrayBufferLike }");
    const out = join(to, relative(from, file));
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, /Symbol\.dispose|Float16Array/.test(text) ? libs + text : text);
    for (const [, , , specifier] of text.matchAll(imports))
      copy(resolve(dirname(file), specifier.replace(/\.js$/, ".d.ts")));
  };
  copy(join(from, "index.d.ts"));
}
