// How long `kiso --help` and the imports of the package take, as built: node scripts/startup.mjs
// Medians of 11 processes, beside a Node that does nothing. Targets: 150 ms, and 80 ms (of the import alone).
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";

const root = dirname(import.meta.dirname);
const imported = ["kiso", "kiso/node", "kiso/numpy"];
const timed = (name) =>
  `const began = performance.now(); await import("${name}"); console.log(performance.now() - began);`;

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Milliseconds from start to end of a process, and what it printed. In the package's folder its name is its own. */
function run(...argv) {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8", cwd: root });
  if (status !== 0) throw new Error(`node ${argv.join(" ")} failed:\n${stderr}`);
  return { whole: performance.now() - began, stdout };
}

const runs = Array.from({ length: 11 }, () => ({
  nothing: run("-e", "0").whole,
  help: run(join(root, "dist/cli.js"), "--help").whole,
  imports: imported.map((name) => Number(run("--input-type=module", "-e", timed(name)).stdout)),
}));
const line = (name, of, target = "") =>
  console.log(`${name.padEnd(24)}${median(runs.map(of)).toFixed(0).padStart(5)} ms${target}`);
line("node, nothing", ({ nothing }) => nothing);
line("kiso --help", ({ help }) => help, "   (target: under 150)");
for (const [i, name] of imported.entries())
  line(`import "${name}"`, ({ imports }) => imports[i], "   (target: under 80)");
