import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Installs the peers from npm, as bench/package-lock.json has them, when they are not there yet. Returns why it could
 * not: the peers are then absent, and the benchmark goes on without them.
 */
export function installPeers(bench: string): string | undefined {
  const installed = join(bench, "node_modules", ".package-lock.json");
  const lock = join(bench, "package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return undefined;
  process.stderr.write("installing the peers from npm into bench/node_modules (once)\n");
  const args = ["ci", "--prefix", bench, "--ignore-scripts", "--no-audit", "--no-fund"];
  const { status, stderr, error } = spawnSync("npm", args, {
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status === 0) return undefined;
  return (
    error?.message ?? stderr.split("\n").find((line) => /error/i.test(line)) ?? `npm ended with ${status}`
  );
}
