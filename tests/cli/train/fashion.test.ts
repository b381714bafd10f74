import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

/** Debian's package dataset-fashion-mnist; too large to ship. */
const folder = "/usr/share/datasets/fashion-mnist";

test.skipIf(!existsSync(folder))(
  "Fashion-MNIST from its IDX files: at least 0.86 with one hidden layer of 100 (skipped without Debian's dataset-fashion-mnist)",
  { timeout: 300_000 },
  () => {
    const out = join(mkdtempSync(join(tmpdir(), "kiso-")), "run");
    const flags = [
      "--hidden",
      "100",
      "--scale",
      "minmax",
      "--dtype",
      "float32",
      "--epochs", // a third of the usual ones: they do it already
      "10",
      "--progress",
      "none",
      "--json",
    ];
    const stdout = execFileSync("node", [resolve("dist/cli.js"), "train", folder, ...flags, "--out", out], {
      encoding: "utf8",
    });
    const { accuracy, rows } = JSON.parse(stdout);
    expect(rows).toEqual({ train: 60000, test: 10000 });
    expect(accuracy).toBeGreaterThanOrEqual(0.86);
  },
);
