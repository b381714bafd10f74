// The licences of the packages whose code a bundle holds, in one file.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** "…/node_modules/@scope/name/lib/a.js" -> "…/node_modules/@scope/name" */
const packageOf = (id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)[0];

/** `modules`: the files of node_modules/ that were bundled. */
export function writeNotices(modules, file) {
  const folders = [...new Set([...modules].map(packageOf))].sort();
  const notices = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const text = readdirSync(folder).find((one) => /^(licen[cs]e|copying)(\.\w+)?$/i.test(one));
    if (!text) throw new Error(`${name} is bundled and has no licence file`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, text), "utf8").trim()}\n`;
  });
  const rule = `\n${"-".repeat(80)}\n\n`;
  writeFileSync(file, `kiso's dist/ holds code of these packages.\n${rule}${notices.join(rule)}`);
}
