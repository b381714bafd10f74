import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import pkg from "../package.json" with { type: "json" };
import { everything, keptExamples, pages, withImports } from "../scripts/reference.mjs";
import { cli } from "./cli/kiso.ts";

// The declarations of dist/, as npm test has built them, and the sources: an example runs on these.
const all = everything();
const functions = all.filter(({ kind }) => kind !== "type");
const run = promisify(execFile);

/** What an example would be longer than its page of: a page's own decoder, a training of many steps, a run in the making. */
const without = new Set([
  "BreakdownError",
  "Embedder",
  "EmbeddingEvaluator",
  "fitModelReject",
  "imageRow",
  "modelImportance",
  "occlusionMap",
  "rejectReasons",
  "SettingError",
  "verification",
  "node/createRun",
  "node/crossValidate",
  "node/decodeImage",
  "node/embed",
  "node/judge",
  "node/match",
  "node/MovedError",
  "node/resume",
  "node/resumeRun",
  "node/retrain",
  "node/Run",
  "node/train",
]);
const keyOf = ({ entry, name }: (typeof all)[number]) => (entry === "index" ? name : `${entry}/${name}`);

test("every function has a text and an example", () => {
  const named = functions.map(keyOf);
  expect(functions.length).toBeGreaterThan(200);
  expect(functions.filter(({ text }) => text === "").map(keyOf)).toEqual([]);
  expect(functions.filter((one) => !one.example && !without.has(keyOf(one))).map(keyOf)).toEqual([]);
  // Nor does an example stay that has lost its function.
  expect([...keptExamples().keys()].filter((name) => !named.includes(name))).toEqual([]);
});

test("docs/reference/ is what npm run docs makes of the docstrings", () => {
  expect(pkg.scripts.docs).toContain("scripts/reference.mjs");
  const folder = "docs/reference";
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".md"),
  );
  const wanted = pages();
  expect(found.map((file) => file.replaceAll("\\", "/")).sort(), "run npm run docs").toEqual(
    [...wanted.keys()].sort(),
  );
  const old = [...wanted].filter(([path, text]) => readFileSync(join(folder, path), "utf8") !== text);
  expect(
    old.map(([path]) => path),
    "run npm run docs",
  ).toEqual([]);
});

describe("the examples", () => {
  // Within the package's folder, where what ships with it is found.
  const folder = resolve("node_modules/.cache/kiso-examples", String(process.pid));
  const runnable = functions.filter(({ example }) => example);
  const fileOf = (i: number) => `example${i}`;

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    runnable.forEach((one, i) => {
      // `console.log(…); // what it prints` is held to that.
      const program = withImports(one.example!, one.entry, all).replaceAll(
        /^(\s*)console\.log\((.*)\); \/\/ (.+)$/gm,
        (_, blank, printed, wanted) => `${blank}globalThis.told(${JSON.stringify(wanted)}, ${printed});`,
      );
      writeFileSync(join(folder, `${fileOf(i)}.ts`), program);
    });
    const entry = (name: string) => resolve(`src/${name}.ts`);
    await build({
      entryPoints: runnable.map((_, i) => join(folder, `${fileOf(i)}.ts`)),
      outdir: join(folder, "out"),
      outExtension: { ".js": ".mjs" },
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "node",
      alias: {
        kiso: entry("index"),
        ...Object.fromEntries(
          ["node", "numpy", "plot", "report"].map((name) => [`kiso/${name}`, entry(name)]),
        ),
      },
      external: [...Object.keys(pkg.dependencies).flatMap((name) => [name, `${name}/*`]), "numpy-ts"],
      logLevel: "error",
    });
    await run(process.execPath, [cli, "train", "iris", "--epochs", "20", "--out", "runs/iris-1"], {
      cwd: folder,
    });
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test("run, and print what they say", async () => {
    // One process for all: each is a module of its own.
    const main = `import { inspect } from "node:util";
      const words = (thing) => (typeof thing === "string" ? thing : inspect(thing));
      const plain = (text) => text.replaceAll(/\\s+/g, "");
      const failed = [];
      let name;
      console.log = () => {};
      globalThis.told = (wanted, ...printed) => {
        const found = printed.map(words).join(" ");
        if (/^[\\[{\\d"'-]|^(true|false|undefined|Float|Int)/.test(wanted) && plain(found) !== plain(wanted)) failed.push({ name, wanted, found });
      };
      for (const [i, one] of ${JSON.stringify(runnable.map(keyOf))}.entries()) {
        name = one;
        await import(\`./out/example\${i}.mjs\`).catch((error) => failed.push({ name, error: String(error) }));
      }
      process.stdout.write(JSON.stringify(failed));`;
    writeFileSync(join(folder, "main.mjs"), main);
    const { stdout } = await run(process.execPath, ["main.mjs"], { cwd: folder, maxBuffer: 1e8 });
    expect(JSON.parse(stdout)).toEqual([]);
  });
});
