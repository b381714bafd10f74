// The licences of what is not kiso's own in the package, in one file: code that a bundle holds, methods and figures that the
// sources take over, fonts and data.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** "…/node_modules/@scope/name/lib/a.js" -> "…/node_modules/@scope/name" */
const packageOf = (id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)[0];

/** What the sources take over from others, as these ask to be named. */
const takenOver = [
  {
    name: "fdlibm (src/data/numbers/exp.ts, kernels/trigonometry.ts)",
    text: `Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.

Developed at SunPro, a Sun Microsystems, Inc. business.
Permission to use, copy, modify, and distribute this
software is freely granted, provided that this notice
is preserved.`,
  },
  {
    name: "Arm Optimized Routines (src/data/random/log.ts, logTable.ts) (MIT)",
    text: `MIT License

Copyright (c) 1999-2019, Arm Limited.

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`,
  },
];

/** The files of licences beside fonts and data, with what they are of. */
const beside = { "assets/fonts": /^OFL\.txt$/, "assets/data": /^LICENSE-.*\.txt$/ };

/** `modules`: the files of node_modules/ that were bundled. The bundler's own few lines come along with every bundle. */
export function writeNotices(modules, file, root) {
  const folders = new Set([...modules].map(packageOf)).add(join(root, "node_modules/rolldown"));
  const packages = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const text = readdirSync(folder).find((one) => /^(licen[cs]e|copying)(\.\w+)?$/i.test(one));
    if (!text) throw new Error(`${name} is bundled and has no licence file`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, text), "utf8").trim()}\n`;
  });
  const methods = takenOver.map(({ name, text }) => `${name}\n\n${text}\n`);
  const assets = Object.entries(beside).flatMap(([folder, names]) =>
    readdirSync(join(root, folder))
      .filter((name) => names.test(name))
      .map((name) => `${folder}/\n\n${readFileSync(join(root, folder, name), "utf8").trim()}\n`),
  );
  const rule = `\n${"-".repeat(80)}\n\n`;
  const all = [...packages, ...methods, ...assets].join(rule);
  writeFileSync(file, `kiso's package holds code, fonts and data of others.\n${rule}${all}`);
}
