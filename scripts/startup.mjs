// How long `kiso --help` and `import "kiso"` take on the built package: node scripts/startup.mjs
// Medians of 11 processes, beside a Node that does nothing. Targets: 150 ms and 80 ms (of the import alone).
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const dist = join(dirname(dirname(fileURLToPath(import.meta.url))), "dist");
const index = pathToFileURL(join(dist, "index.js"));
const timed = `const began = performance.now(); await import(${JSON.stringify(index)}); console.log(performance.now() - began);`;

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Milliseconds from start to end of a process, and what it printed. */
function run(...argv) {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${argv.join(" ")} failed:\n${stderr}`);
  return { whole: performance.now() - began, stdout };
}

const runs = Array.from({ length: 11 }, () => ({
  nothing: run("-e", "0").whole,
  help: run(join(dist, "cli.js"), "--help").whole,
  import: Number(run("--input-type=module", "-e", timed).stdout),
}));
const line = (name, key, target) =>
  console.log(
    `${name.padEnd(18)}${median(runs.map((one) => one[key]))
      .toFixed(0)
      .padStart(5)} ms${target}`,
  );
line("node, nothing", "nothing", "");
line("kiso --help", "help", "   (target: under 150)");
line('import "kiso"', "import", "   (target: under 80)");
