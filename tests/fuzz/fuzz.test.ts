import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

// A slice of `npm run fuzz`: each format's files, changed, are loaded or refused in one line, and checksums keep numbers as they were.
test("changed files of every format are loaded or refused in one line", () => {
  const out = join(mkdtempSync(join(tmpdir(), "kiso-fuzz-")), "found");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["scripts/fuzz/fuzz.mjs", "--seed", "1", "--inputs", "4", "--seconds", "60", "--out", out],
    { cwd: root, encoding: "utf8" },
  );
  expect(status, `${stdout}\n${stderr}`).toBe(0);
  const [, same, loaded, refused, ...bad] = stdout.split("\n").at(-2)!.split("|").slice(1, -1).map(Number);
  expect(same! + loaded! + refused!).toBe(4 * (stdout.split("\n").length - 6));
  expect(same! + loaded!).toBeGreaterThan(0);
  expect(refused!).toBeGreaterThan(0);
  expect(bad.every((count) => count === 0)).toBe(true);
  expect(() => readdirSync(out)).toThrow();
});
