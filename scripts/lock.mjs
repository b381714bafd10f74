// Writes package-lock.json anew from package.json: every platform's binaries in it, and no download addresses.
//   node scripts/lock.mjs
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// In an empty folder: where node_modules exists, npm leaves other platforms' packages out of the lock file.
const folder = mkdtempSync(join(tmpdir(), "kiso-lock-"));
copyFileSync("package.json", join(folder, "package.json"));
const flags = ["--package-lock-only", "--ignore-scripts", "--omit-lockfile-registry-resolved=false"];
execFileSync("npm", ["install", ...flags], { cwd: folder, stdio: "inherit" });

const lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
for (const entry of Object.values(lock.packages)) delete entry.resolved;
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);

const missing = Object.values(lock.packages)
  .flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
  .filter((name) => !Object.keys(lock.packages).some((path) => path.endsWith(`node_modules/${name}`)));
if (missing.length > 0) {
  console.error(`not to be had at the wanted versions, so npm ci would fail: ${missing.join(", ")}`);
  process.exitCode = 1;
}
