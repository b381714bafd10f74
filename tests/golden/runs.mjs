// Run folders, small enough to be changed byte by byte, one that was stopped and one that is over, of measurements:
//   node tests/golden/runs.mjs
// `npm run fuzz` changes them. The folders beside this script were made by the build of commit d6b218e.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { train } from "../../dist/bundled/node.js";

const to = join(import.meta.dirname, "runs");
rmSync(to, { recursive: true, force: true });
mkdirSync(to);
process.chdir(to);

/** Two kinds of parts whose measurements lie apart, the same rows on every machine. */
const rows = Array.from({ length: 40 }, (_, i) => {
  const bad = i % 4 === 3;
  return [10 + ((i * 7) % 11) / 10 + (bad ? 1.5 : 0), 3 + ((i * 5) % 9) / 20, bad ? "ng" : "ok"];
});
const csv = (part) => `width,depth,result\n${part.map((row) => row.join()).join("\n")}\n`;
writeFileSync("rows.csv", csv(rows));
writeFileSync("new.csv", csv(rows.slice(0, 6)));

const plan = { data: "rows.csv", hidden: [4], batch: 8, seed: 3, engine: "wasm" };
for (const [name, epochs, more] of [
  ["classes", 6, { validation: 0.2, patience: 4 }],
  ["distances", 4, { task: "siamese" }],
]) {
  for (const stopped of [false, true]) {
    const out = stopped ? `${name}-stopped` : name;
    const stop = new AbortController();
    const settings = { ...plan, ...more, epochs, out, checkpointEvery: 0, signal: stop.signal };
    for await (const report of train(settings))
      if (stopped && report.kind === "epoch" && report.epoch === 2) stop.abort();
    for (const part of ["plots", "README.md", "report.html", ".lock"])
      rmSync(join(out, part), { recursive: true, force: true });
  }
}
