import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { loadEngine } from "../../src/engine/load.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import { standardEngine, useEngine } from "../../src/engine/standard.ts";
import { UserError } from "../../src/errors.ts";
import * as op from "../../src/graph/ops.ts";
import type { Value } from "../../src/graph/value.ts";
import { compile } from "../../src/nn/functions/eager.ts";
import { chromiumPath, launchChromium, noChromium, served } from "../chromium.ts";
import { bundle } from "./bundle.ts";

const first = standardEngine();
afterEach(() => useEngine(first));

describe("the engine of functions that are told no other", () => {
  test("is WebAssembly, one for all", () => {
    expect(first.name).toBe("wasm");
    expect(standardEngine()).toBe(first);
  });

  test("is another after useEngine, for functions that were compiled before too", () => {
    const compiled: string[] = [];
    const watched: Engine = {
      name: "reference",
      compile: (graph, options) => {
        compiled.push(Object.keys(graph.outputs).join());
        return referenceEngine.compile(graph, options);
      },
    };
    const double = compile((x: Value) => op.multiply(x, 2));
    const fixed = compile((x: Value) => op.multiply(x, 3), { engine: first });
    expect([double(1), fixed(1)]).toEqual([2, 3]);
    useEngine(watched);
    expect([double(2), double(3), fixed(2)]).toEqual([4, 6, 6]);
    expect(compiled).toEqual(["result"]);
    useEngine(first);
    expect(double(4)).toBe(8);
    expect(compiled).toHaveLength(1);
  });

  test("must be an engine", () => {
    // @ts-expect-error: a name is no engine
    expect(() => useEngine("wasm")).toThrow(UserError);
    // @ts-expect-error: nor is the promise of one
    expect(() => useEngine(loadEngine("auto"))).toThrow("the engine is a promise");
  });
});

test("an import instantiates and compiles nothing; the first call does, at once", async () => {
  const code = `
    const made = { Module: 0, Instance: 0 };
    for (const name of Object.keys(made)) {
      const Old = WebAssembly[name];
      WebAssembly[name] = class extends Old { constructor(...all) { super(...all); made[name]++; } };
    }
    const { compile, op } = await import("./library.mjs");
    const before = JSON.stringify(made);
    const y = compile((x) => op.add(x, 1))(1);
    console.log(before, y, JSON.stringify(made));`;
  const folder = await mkdtemp(join(tmpdir(), "kiso-standard-"));
  try {
    await writeFile(join(folder, "library.mjs"), await bundle(library, { platform: "node" }));
    await writeFile(join(folder, "main.mjs"), code);
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, "main.mjs")]);
    expect(stdout.trim()).toBe('{"Module":0,"Instance":0} 2 {"Module":1,"Instance":1}');
  } finally {
    await rm(folder, { recursive: true });
  }
});

const library = `
  export { compile } from ${JSON.stringify(resolve("src/nn/functions/eager.ts"))};
  export { standardEngine } from ${JSON.stringify(resolve("src/engine/standard.ts"))};
  export { loadEngine } from ${JSON.stringify(resolve("src/engine/load.ts"))};
  export * as op from ${JSON.stringify(resolve("src/graph/ops.ts"))};`;

describe("a page whose Content-Security-Policy", () => {
  /** What a page under this policy finds. */
  async function found(policy: string): Promise<unknown> {
    const script = await bundle(library);
    const main = `import { compile, standardEngine, loadEngine, op } from "./library.mjs";
      const y = compile((x) => op.exp(x))(1);
      const auto = (await loadEngine("auto")).name;
      const refusal = await loadEngine("wasm").then(() => "", (error) => error.name + ": " + error.message);
      window.found = { y, standard: standardEngine().name, auto, refusal };`;
    const html = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}">
      <script type="module" src="/main.mjs"></script>`;
    return served({ "/": html, "/main.mjs": main, "/library.mjs": script }, async (origin) => {
      const browser = await launchChromium();
      try {
        const page = await browser.newPage();
        await page.goto(origin);
        await page.waitForFunction("window.found", undefined, { timeout: 30_000 });
        return await page.evaluate("window.found");
      } finally {
        await browser.close();
      }
    });
  }

  test("has 'wasm-unsafe-eval' computes on WebAssembly", async (context) => {
    if (chromiumPath === undefined) return context.skip(noChromium);
    expect(await found("script-src 'self' 'wasm-unsafe-eval'")).toMatchObject({
      standard: "wasm",
      auto: "wasm",
      refusal: "",
    });
  });

  test("has not computes on the reference engine, and says why where wasm is asked for", async (context) => {
    if (chromiumPath === undefined) return context.skip(noChromium);
    expect(await found("script-src 'self'")).toEqual({
      y: Math.E,
      standard: "reference",
      auto: "reference",
      refusal: expect.stringMatching(/^UserError: .*add 'wasm-unsafe-eval' to script-src/),
    });
  });
});
