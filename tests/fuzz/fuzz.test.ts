import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

async function node(...argv: string[]): Promise<{ status: number | null; stdout: string }> {
  const child = spawn(process.execPath, argv, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const status = new Promise<number | null>((done) => child.once("close", done));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, stdout: stdout + stderr };
}

// A slice of `npm run fuzz`: changed inputs of every kind are loaded or refused in one line, and checksums and independent readers find
// the same numbers.
test.concurrent("changed inputs of every kind are loaded or refused in one line", async () => {
  const out = join(mkdtempSync(join(tmpdir(), "kiso-fuzz-")), "found");
  const { status, stdout } = await node(
    "scripts/fuzz/fuzz.mjs",
    "--seed",
    "1",
    "--inputs",
    "2",
    "--out",
    out,
  );
  expect(status, stdout).toBe(0);
  const [, head, , ...rows] = stdout
    .trim()
    .split("\n")
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(head).toEqual([]);
  const titles = stdout.split("\n")[2]!.split("|").slice(2, -1);
  const all = rows.at(-1)!.slice(1).map(Number);
  const figure = (title: string) => all[titles.findIndex((one) => one.trim() === title)]!;
  expect(rows.length).toBeGreaterThan(45);
  for (const title of ["same numbers", "loaded", "refused"]) expect(figure(title)).toBeGreaterThan(0);
  for (const title of ["other numbers", "no number", "uncaught", "hang", "memory", "gone"])
    expect(figure(title)).toBe(0);
  expect(() => readdirSync(out)).toThrow();
});

test.concurrent("what is changed loads as it is, and every way to write Parquet gives the same numbers", async () => {
  const { status, stdout } = await node("scripts/fuzz/whole.mjs");
  expect(stdout).toMatch(/^1[0-9]{2,} samples, 0 wrong\n$/);
  expect(status).toBe(0);
});
