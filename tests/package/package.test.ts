import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import pkg from "../../package.json" with { type: "json" };
import { chromiumPath, launchChromium, noChromium } from "../chromium.ts";
import {
  accuracyProgram,
  bundled,
  bundlers,
  gzipped,
  serverBundle,
  trainProgram,
  trainRowsProgram,
} from "./bundlers.ts";
import { declarations } from "./declarations.ts";
import { type Installed, install, run } from "./install.ts";
import { answerOf, servedFolder } from "./pages.ts";
import { runtime, runtimeNames, runtimeProgram } from "./runtimes.ts";

// One packed and installed package for all that is asked of it.
let kiso: Installed;
beforeAll(async () => {
  kiso = await install();
}, 300_000);
afterAll(() => rmSync(kiso.root, { recursive: true }));

/** The project in which kiso is installed; where it could not be, the test is left out, and says why. */
const project = (context: TestContext): string => {
  if (kiso.offline) context.skip(kiso.offline);
  return kiso.consumer;
};

describe("the package", () => {
  const paths = () => kiso.packed.files.map(({ path }) => path);

  test("holds the build, the sources, what the READMEs link to, and nothing else", () => {
    const folders =
      /^(dist|src|assets|docs|examples|lessons|kernels|bench\/[A-Z]+\.md$|tests\/golden\/\w+\.py$)/;
    const pages = ["CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.ja.md", "README.md", "package.json"];
    expect(
      paths()
        .filter((path) => !folders.test(path))
        .sort(),
    ).toEqual(pages);
    expect(paths().filter((path) => /^dist\/lessons\/|\.test\.|node_modules/.test(path))).toEqual([]);
    for (const folder of ["assets/data/", "assets/fonts/", "lessons/", "docs/images/"])
      expect(
        paths().some((path) => path.startsWith(folder)),
        folder,
      ).toBe(true);
  });

  test("holds every page that a link of its pages names", () => {
    const there = new Set(paths().flatMap((path) => [path, ...parents(path)]));
    const pages = paths().filter((path) => /^[^/]*\.md$|^(docs|lessons)\/.*\.md$/.test(path));
    expect(pages.length).toBeGreaterThan(6);
    const dead = pages.flatMap((page) =>
      [...readFileSync(page, "utf8").matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
        .map(([, link]) => link!)
        .filter((link) => !/^https?:/.test(link))
        .map((link) => posix.join(posix.dirname(page), link).replace(/\/$/, ""))
        .filter((path) => !there.has(path))
        .map((path) => `${page}: ${path}`),
    );
    expect(dead).toEqual([]);
  });

  test("has modules and declarations of every entry, each with a map to the sources that come along", () => {
    const there = new Set(paths());
    for (const entry of Object.values(pkg.exports)) {
      if (typeof entry === "string") continue;
      for (const path of Object.values(entry)) expect(there).toContain(path.slice(2));
    }
    const maps = paths().filter((path) => path.endsWith(".js.map"));
    expect(maps.length).toBeGreaterThan(100);
    for (const map of maps) {
      const { sources, sourcesContent } = JSON.parse(readFileSync(map, "utf8"));
      expect(sourcesContent, "the sources come along once").toBeUndefined();
      for (const source of sources)
        if (!source.startsWith("\0") && !source.includes("node_modules"))
          expect(there, map).toContain(posix.join(posix.dirname(map), source));
    }
  });

  test("says whose code it holds", () => {
    const notices = readFileSync("dist/NOTICES.txt", "utf8");
    for (const name of ["commander", "get-east-asian-width", "numpy-ts", "picocolors"])
      expect(notices).toMatch(new RegExp(`^${name} \\d`, "m"));
    expect(Object.keys(pkg.dependencies)).not.toContain("numpy-ts");
  });

  test("is small", () => {
    const megabytes = (bytes: number) => (bytes / 1e6).toFixed(2);
    const { size, unpackedSize, files } = kiso.packed;
    console.log(
      `package: ${megabytes(size)} MB packed, ${megabytes(unpackedSize)} MB unpacked, ${files.length} files`,
    );
    expect(size).toBeLessThan(9e6);
  });
});

const parents = (path: string): string[] => {
  const up = posix.dirname(path);
  return up === "." ? [] : [up, ...parents(up)];
};

describe("installed in an empty folder", () => {
  test("npx kiso trains on the user's own file", async (context) => {
    const cwd = project(context);
    const npx = (...argv: string[]) => run("npx", ["--no-install", "kiso", ...argv], { cwd });
    await npx("blobs", "--samples", "60", "--centers", "3", "--out", "mydata.csv");
    const { stdout } = await npx("train", "mydata.csv", "--json");
    const { accuracy, run: folder } = JSON.parse(stdout);
    expect(accuracy).toBeGreaterThan(0.5);
    expect(readdirSync(join(cwd, folder))).toContain("model.safetensors");
    expect(statSync(join(cwd, folder, "plots/weights.png")).size).toBeGreaterThan(5000);
    // What ships with the package is found from there, too.
    const iris = JSON.parse((await npx("train", "iris", "--epochs", "2", "--json")).stdout);
    expect(iris.epochs).toHaveLength(2);
  });

  const node = (cwd: string, program: string) =>
    run(process.execPath, ["--input-type=module", "-e", program], { cwd });

  test("the entries have the README's functions", async (context) => {
    const { stdout, stderr } = await node(
      project(context),
      `import { fit, loadEngine } from "kiso";
      import { loadDataset } from "kiso/node";
      import { NeuralNetwork } from "kiso/numpy";
      const iris = await loadDataset("iris", { split: "train" });
      console.log(iris.nSamples, typeof fit, (await loadEngine("auto")).name, new NeuralNetwork(4, 3, 2, { seed: 0 }).weightsInputHidden.shape.join());`,
    );
    expect({ stdout, stderr }).toEqual({ stdout: "150 function wasm 4,3\n", stderr: "" });
  });

  test("an entry's classes are those of the others: one UserError, one Dataset", async (context) => {
    const { stdout } = await node(
      project(context),
      `import { UserError } from "kiso";
      import { loadDataset } from "kiso/node";
      import { Dataset } from "kiso/numpy";
      const error = await loadDataset("no such file").catch((error) => error);
      console.log(error instanceof UserError, (await loadDataset("iris", { split: "train" })) instanceof Dataset);`,
    );
    expect(stdout).toBe("true true\n");
  });

  test("an error that nobody catches prints a screen, with lines of kiso that one can read", async (context) => {
    const program = `import { compile, op } from "kiso"; compile((a, b) => op.matmul(a, b))({ shape: [2, 3], data: new Float64Array(6) }, { shape: [2, 3], data: new Float64Array(6) });`;
    const { code, stderr } = await node(project(context), program).then(
      () => ({ code: 0, stderr: "" }),
      (error) => error,
    );
    expect(code).toBe(1);
    expect(stderr).toContain("matmul");
    expect(stderr.length, stderr).toBeLessThan(3000);
    expect(stderr).toMatch(/at \w+.* \(file:.*node_modules\/kiso\/dist\/bundled\/\w+/);
  });

  test("importing it changes nothing of the program's own world: it has no side effects", async (context) => {
    const { stdout } = await node(
      project(context),
      `const world = () => [globalThis, Object, Array, Function, Promise, Symbol, Math, Object.prototype, Array.prototype, Float64Array.prototype, process, process.env]
        .flatMap((thing, i) => Reflect.ownKeys(thing).map((key) => i + String(key))).join();
      // What Node itself loads at its first use is there before.
      await import("node:module"); await import("node:zlib"); await import("node:fs/promises"); globalThis.fetch; globalThis.navigator; globalThis.crypto;
      const before = world();
      const listeners = process.eventNames().length;
      for (const entry of ["kiso", "kiso/node", "kiso/numpy", "kiso/plot", "kiso/report"]) await import(entry);
      console.log(world() === before, process.eventNames().length - listeners);`,
    );
    expect(stdout).toBe("true 0\n");
  });
});

/** What the program of bundlers.ts finds in Node, on the installed package; once for all who ask. */
let nodes: Promise<Record<string, unknown>> | undefined;
const inNode = (cwd: string): Promise<Record<string, unknown>> => {
  const program = `${trainProgram("kiso")}\nwhile (!globalThis.answer) await new Promise((done) => setTimeout(done, 5));\nconsole.log(JSON.stringify(globalThis.answer));`;
  nodes ??= run(process.execPath, ["--input-type=module", "-e", program], { cwd }).then(({ stdout }) =>
    JSON.parse(stdout),
  );
  return nodes;
};

let browser: Browser | undefined;
beforeAll(async () => {
  if (chromiumPath !== undefined) browser = await launchChromium();
});
afterAll(() => browser?.close());
const page = (context: TestContext): Browser => browser ?? context.skip(noChromium);

describe.each(Object.keys(bundlers))("through %s", (bundler) => {
  const inPage = async (context: TestContext, what: string, program: string) => {
    const [consumer, browser] = [project(context), page(context)];
    const script = await bundled(consumer, bundler, what, program);
    const { answer, loaded } = await servedFolder(consumer, (origin) => answerOf(browser, origin, script));
    const bytes = gzipped(consumer, loaded) - gzipSync(program).length; // what of it is kiso's
    console.log(`${bundler}: a page that imports ${what} loads ${bytes} bytes, gzipped`);
    return { answer, bytes };
  };

  test("a page that imports accuracy loads less than 3 kB", async (context) => {
    const { answer, bytes } = await inPage(context, "accuracy", accuracyProgram);
    expect(answer).toEqual({ accuracy: 0.75 });
    expect(bytes).toBeLessThan(3000);
  });

  test("a page that trains and predicts loads less than 60 kB, and finds Node's numbers", async (context) => {
    const { answer, bytes } = await inPage(context, "training", trainProgram("kiso"));
    expect(answer).toEqual(await inNode(project(context)));
    expect(answer.engine).toBe("wasm");
    expect(answer.accuracy).toBeGreaterThan(0.9);
    expect(bytes).toBeLessThan(60_000);
  });

  test("a page that trains on a File as kiso train does loads less than 250 kB", async (context) => {
    const { answer, bytes } = await inPage(context, "rows", trainRowsProgram);
    expect(answer).toEqual({ engine: "wasm", source: "parts.csv", labels: ["large", "small"] });
    expect(bytes).toBeLessThan(250_000);
  });
});

test("through webpack for a server, kiso kept outside", async (context) => {
  const cwd = project(context);
  const server = await serverBundle(cwd, runtimeProgram(trainProgram("kiso")));
  expect(readFileSync(server, "utf8").length, "kiso is not in it").toBeLessThan(5000);
  const { stdout } = await run(process.execPath, [server], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({ rows: 150, learned: await inNode(cwd) });
});

describe("a page without a bundler", () => {
  const script = "plain.js";
  const plain = async (context: TestContext, security?: string) => {
    const [consumer, browser] = [project(context), page(context)];
    writeFileSync(join(consumer, script), trainProgram("/node_modules/kiso/dist/index.js"));
    return (await servedFolder(consumer, (origin) => answerOf(browser, origin, script), security)).answer;
  };

  test("loads the installed package as it is", async (context) => {
    expect(await plain(context)).toEqual(await inNode(project(context)));
  });

  test("whose policy forbids WebAssembly trains on the reference engine", async (context) => {
    const [found, wanted] = [await plain(context, "script-src 'self'"), await inNode(project(context))];
    expect(found).toMatchObject({ engine: "reference", predicted: wanted.predicted });
    (found.losses as number[]).forEach((loss, i) => {
      expect(loss).toBeCloseTo((wanted.losses as number[])[i]!, 10);
    });
  });
});

describe("on other runtimes", () => {
  const found = async (cwd: string, [program, ...argv]: readonly string[]) => {
    writeFileSync(join(cwd, "runtime.mjs"), runtimeProgram(trainProgram("kiso")));
    const { stdout, stderr } = await run(program!, [...argv, "runtime.mjs"], { cwd });
    if (stdout === "") throw new Error(stderr);
    return JSON.parse(stdout);
  };

  let nodes: Promise<{ byHand: number[] }> | undefined;

  test.for(runtimeNames)("%s: every entry works, the core to the same bits", async (name, context) => {
    const cwd = project(context);
    const there = await runtime(name);
    if ("missing" in there) return context.skip(there.missing);
    const { byHand, ...answer } = await found(cwd, there.command);
    nodes ??= found(cwd, [process.execPath]);
    const { byHand: wanted, ...here } = await nodes;
    expect(answer).toEqual(here);
    // numpy-ts fuses multiply and add where the runtime can.
    wanted.forEach((loss: number, i: number) => {
      expect(byHand[i]).toBeCloseTo(loss, 12);
    });
    expect(answer).toMatchObject({ rows: 150, entries: ["function", "function"] });
    expect(answer.learned.accuracy).toBeGreaterThan(0.9);
  });
});

declarations(project);
