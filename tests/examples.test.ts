import { readdirSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { describe, expect, type TestContext, test, vi } from "vitest";
import { loadDataset } from "../src/data/loadDataset.ts";
import { Model } from "../src/model/model.ts";
import { MLPClassifier } from "../src/train/estimators/estimators.ts";
import { chromiumPath, launchChromium, noChromium, served } from "./chromium.ts";

/** The programs on the sources, as the lessons run, each with what it prints. */
const printed = async (name: string): Promise<string[]> => {
  const lines: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line) => void lines.push(String(line)));
  try {
    await import(`../examples/${name}.ts`);
  } finally {
    log.mockRestore();
  }
  return lines;
};
const numbersOf = (line: string | undefined) => (line?.match(/-?\d+(\.\d+)?(e[+-]\d+)?/g) ?? []).map(Number);

test("there are ten, none longer than 60 lines, and README names each", () => {
  const programs = readdirSync("examples", { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const folders = new Set(programs.map((file) => file.split("/")[0]!.replace(".ts", "")));
  expect(folders.size).toBeGreaterThanOrEqual(9);
  for (const file of programs)
    expect(readFileSync(join("examples", file), "utf8").trimEnd().split("\n").length, file).toBeLessThan(60);
  for (const page of ["README.md", "README.ja.md"])
    for (const folder of folders) expect(readFileSync(page, "utf8"), `${page}: ${folder}`).toContain(folder);
});

describe("each program does what it says", () => {
  test("own-layer learns two rings", async () => {
    expect(numbersOf((await printed("own-layer")).at(-1))).toEqual([40, expect.any(Number), 1]);
  });

  test("own-loss finds the 90 % quantile", async () => {
    const [share, sizes] = await printed("own-loss");
    expect(Math.abs(numbersOf(share)[0]! - 90)).toBeLessThanOrEqual(3);
    const [, small, truth, , large, larger] = numbersOf(sizes);
    expect(Math.abs(small! - truth!)).toBeLessThan(0.1);
    expect(Math.abs(large! - larger!)).toBeLessThan(0.1);
  });

  test("embedding-lookup learns what each machine is like", async () => {
    const [r2, ...machines] = await printed("embedding-lookup");
    expect(numbersOf(r2).at(-1)).toBeGreaterThan(0.99);
    for (const line of machines) {
      const [, found, truth] = numbersOf(line);
      expect(Math.abs(found! - truth!)).toBeLessThan(0.3);
    }
  });

  test("attention finds the symbol behind the star, on new rows", async () => {
    expect(numbersOf((await printed("attention")).at(-1)).at(-1)).toBeGreaterThan(98);
  });

  test("autoencoder does better than principal axes", async () => {
    const [curved, straight] = numbersOf((await printed("autoencoder")).at(-1));
    expect(curved!).toBeLessThan(straight! * 0.85);
  });

  test("hessian-vector comes to the lowest point", async () => {
    expect(numbersOf((await printed("hessian-vector")).at(-1)).at(-1)).toBeLessThan(1e-8);
  });

  test("own-loop hears the three waves; the loop with Adam has under ten lines", async () => {
    const speeds = numbersOf((await printed("own-loop")).at(-1));
    [1, 3.1, 5].forEach((speed, i) => {
      expect(Math.abs(speeds[i]! - speed)).toBeLessThan(0.05);
    });
    const program = readFileSync("examples/own-loop.ts", "utf8").split("\n");
    const from = program.findIndex((line) => line.startsWith("const adam"));
    expect(program.findIndex((line, i) => i > from && line === "}") - from).toBeLessThanOrEqual(12);
  });
});

test("server answers raw rows, and says what is wrong with them", async () => {
  const { serve } = await import("../examples/server.ts");
  const server = await serve(0);
  try {
    const ask = async (body: string, path = "/answers") => {
      const { port } = server.address() as AddressInfo;
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", body });
      return [response.status, await response.json()];
    };
    const setosa = {
      "sepal length (cm)": 5.1,
      "sepal width (cm)": 3.5,
      "petal length (cm)": 1.4,
      "petal width (cm)": 0.2,
    };
    const virginica = {
      "sepal length (cm)": 6.5,
      "sepal width (cm)": 3,
      "petal length (cm)": 5.8,
      "petal width (cm)": 2.2,
    };
    expect(await ask(JSON.stringify([setosa, virginica]))).toMatchObject([
      200,
      [{ label: "setosa" }, { label: "virginica" }],
    ]);
    const { "petal width (cm)": _, ...without } = setosa;
    expect(await ask(JSON.stringify([without]))).toMatchObject([
      400,
      { error: expect.stringContaining("petal width") },
    ]);
    expect(await ask("no JSON")).toMatchObject([400, { error: expect.stringContaining("JSON") }]);
    expect(await ask("[]", "/other")).toMatchObject([404, {}]);
  } finally {
    server.close();
  }
});

describe("in a page", () => {
  /** Opens the page of examples/NAME with its scripts, bundled from the sources. */
  async function opened(
    name: string,
    context: TestContext,
    use: (page: Page) => Promise<void>,
  ): Promise<void> {
    if (chromiumPath === undefined) return context.skip(noChromium);
    const folder = join("examples", name);
    const scripts = readdirSync(folder).filter((file) => file.endsWith(".ts"));
    const { outputFiles } = await build({
      entryPoints: scripts.map((file) => join(folder, file)),
      alias: { kiso: resolve("src/index.ts") },
      bundle: true,
      format: "esm",
      target: "es2022",
      outdir: "/",
      write: false,
    });
    const files = Object.fromEntries(
      outputFiles.map(({ path, text }) => [`/${path.split(/[\\/]/).at(-1)}`, text]),
    );
    const html = readFileSync(join(folder, "index.html"), "utf8");
    const browser = await launchChromium();
    try {
      await served({ "/": html, ...files }, async (origin) => {
        const page = await browser.newPage();
        await page.goto(origin);
        await use(page);
      });
    } finally {
      await browser.close();
    }
  }

  test("page loads a model file and answers a form", async (context) => {
    const { features, labels, featureNames, classNames } = await loadDataset("iris", { split: "train" });
    const classifier = new MLPClassifier({
      hiddenLayerSizes: [8],
      maxIter: 100,
      learningRateInit: 0.02,
      seed: 0,
    });
    await classifier.fit(features, labels);
    const model = classifier.toModel({ featureNames, classNames });
    const [answer] = await model.predict([[5.1, 3.5, 1.4, 0.2]]);
    await opened("page", context, async (page) => {
      const file = (buffer: Uint8Array, name: string) => ({
        name,
        mimeType: "",
        buffer: Buffer.from(buffer),
      });
      await page.setInputFiles("[name=model]", file(new TextEncoder().encode("no model"), "a.safetensors"));
      await page.waitForFunction(() => document.querySelector("output")!.value !== "");
      await page.setInputFiles("[name=model]", file(model.toBytes(), "iris.safetensors"));
      await page.waitForSelector("button:enabled");
      for (const [i, name] of featureNames.entries())
        await page.fill(`[name="${name}"]`, String([5.1, 3.5, 1.4, 0.2][i]));
      await page.click("button");
      await page.waitForFunction(() => document.querySelector("output")!.value.includes("%"));
      const said = await page.evaluate(() => document.querySelector("output")!.value);
      if (answer?.probability === undefined) throw new Error("the model names no class");
      expect(said).toBe(`setosa (${(100 * answer.probability).toFixed(1)} %)`);
    });
  });

  test("worker trains on a file and hands over a model", async (context) => {
    const rows = Array.from(
      { length: 120 },
      (_, i) => `${i % 7},${(i * 3) % 11},${i % 7 > 3 ? "large" : "small"}`,
    );
    await opened("worker", context, async (page) => {
      const csv = (text: string) => ({ name: "rows.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
      await page.setInputFiles("input", csv("a,b\n1\n"));
      await page.waitForFunction(() => document.querySelector("output")!.value.includes("rows.csv, line 2"));
      await page.setInputFiles("input", csv(["width,height,size", ...rows].join("\n")));
      await page.waitForSelector("a[download]");
      const bytes = await page.evaluate(async () => {
        const address = document.querySelector<HTMLAnchorElement>("a[download]")!.href;
        return [...new Uint8Array(await (await fetch(address)).arrayBuffer())];
      });
      const model = await Model.load(Uint8Array.from(bytes));
      expect(
        await model.predict([
          { width: 6, height: 2 },
          { width: 1, height: 2 },
        ]),
      ).toMatchObject([{ label: "large" }, { label: "small" }]);
    });
  });
});
