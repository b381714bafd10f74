import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { loadDataset } from "../../../src/data/loadDataset.ts";
import { numbers } from "../../../src/data/numbers/numbers.ts";
import { chromiumPath, launchChromium, noChromium, served } from "../../chromium.ts";
import { bundle } from "../bundle.ts";
import { examine, type Found, type LessonRows } from "./page.ts";

/** SHA-256 of the lesson's weights after 30 epochs, the same on every machine. Made by this very test. */
const hashes = {
  float64: "fbf7351ce15d6a236dfc22ed0b425bc46493249f709c29adff5a4f4ef4752aae",
  float32: "7d0d15cda6073f5f2898fc9039472362c43750ea711328a1e12e86e44acff90c",
};

let rows: LessonRows;
let script: string;

beforeAll(async () => {
  const data = await loadDataset(resolve("assets/data/lesson"), { split: "train" });
  const lesson = data.shuffle(42).select(Array.from({ length: 1000 }, (_, i) => i));
  rows = { features: [...numbers(lesson.features)], labels: [...numbers(lesson.labels)] };
  script = `import { examine } from ${JSON.stringify(resolve("tests/engine/wasm/page.ts"))};
    export const found = (runtime) => examine(${JSON.stringify(rows)}, runtime);`;
});

function check({ runtime, passed, failures, weights }: Found): void {
  expect(failures, runtime).toEqual([]);
  expect(passed, runtime).toBeGreaterThan(200);
  const hashed = Object.fromEntries(
    Object.entries(weights).map(([dtype, hex]) => [dtype, createHash("sha256").update(hex).digest("hex")]),
  );
  expect(hashed, runtime).toEqual(hashes);
}

describe("the same bits, and the whole contract", () => {
  test("on this Node", async () => {
    check(await examine(rows, `Node ${process.version}`));
  });

  test("on Node 24", async (context) => {
    const folder = await mkdtemp(join(tmpdir(), "kiso-node24-"));
    try {
      const file = join(folder, "examine.mjs");
      const print = "found(process.version).then((it) => console.log(JSON.stringify(it)));";
      await writeFile(file, `${await bundle(script, { platform: "node" })}\n${print}`);
      const npx = ["--yes", "--package", "node@24", "--", "node", file];
      let stdout: string;
      try {
        ({ stdout } = await promisify(execFile)("npx", npx, { timeout: 100_000, maxBuffer: 1e8 }));
      } catch (error) {
        const text = String(error);
        // Where the registry gives no Node 24 there is nothing to test; where it runs and fails, there is.
        const absent = /EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|E40[0-9]|E50[0-9]|ENOENT|network|SIGTERM/;
        return context.skip(
          absent.test(text),
          `npx could not bring node@24 from the registry; try: npx --yes --package node@24 -- node --version`,
        );
      }
      const found: Found = JSON.parse(stdout.slice(stdout.indexOf("{")));
      expect(found.runtime).toMatch(/^v24\./);
      check(found);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("in Chromium", async (context) => {
    if (chromiumPath === undefined) return context.skip(noChromium);
    const module = await bundle(`${script}
      found(navigator.userAgent).then((it) => { window.found = it; }, (error) => { window.failure = String(error.stack); });`);
    const html = '<!doctype html><script type="module" src="/examine.mjs"></script>';
    await served({ "/": html, "/examine.mjs": module }, async (origin) => {
      const browser = await launchChromium();
      try {
        const page = await browser.newPage();
        await page.goto(origin);
        await page.waitForFunction("window.found || window.failure", undefined, { timeout: 60_000 });
        expect(await page.evaluate("window.failure")).toBeUndefined();
        check(await page.evaluate<Found>("window.found"));
      } finally {
        await browser.close();
      }
    });
  });
});

test("graph, engine and nn are below 60 kB for a browser, gzipped, both float32 builds included", async () => {
  const from = (path: string) => JSON.stringify(resolve("src", path));
  // The engine first, as in its own chunk of dist/: its base64 and the script then lie in different blocks of gzip.
  const code = `export * from ${from("engine/wasm/engine.ts")};
    export * from ${from("graph/gradient.ts")};
    export * from ${from("graph/ops.ts")};
    export * from ${from("graph/print.ts")};
    export * from ${from("graph/simplify.ts")};
    export * from ${from("nn/functions/functions.ts")};
    export * from ${from("nn/training/training.ts")};
    export * from ${from("nn/layers/layers.ts")};
    export * from ${from("nn/losses/losses.ts")};
    export * as schedules from ${from("nn/training/schedules.ts")};`;
  const text = await bundle(code, { minify: true });
  expect(text).not.toMatch(/\bfrom\s*"|import\(/); // nothing is left outside
  const bytes = gzipSync(text, { level: 9 }).length;
  console.info(`browser bundle: ${text.length} bytes, ${bytes} gzipped`);
  expect(bytes).toBeGreaterThan(15_000);
  expect(bytes).toBeLessThan(60_000);
});
