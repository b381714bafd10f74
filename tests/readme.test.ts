import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import pkg from "../package.json" with { type: "json" };
import { loadDataset } from "../src/data/loadDataset.ts";
import { MLPClassifier } from "../src/train/estimators/estimators.ts";
import { chromiumPath, launchChromium, noChromium, served } from "./chromium.ts";
import { cli } from "./cli/kiso.ts";

const pages = ["README.md", "README.ja.md"] as const;
const root = mkdtempSync(join(tmpdir(), "kiso-readme-"));
afterAll(() => rmSync(root, { recursive: true }));

const read = (name: string) => readFileSync(name, "utf8");
const fenced = (markdown: string, language: string): string[] =>
  Array.from(markdown.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms")), ([, code]) => code!);

/** What is shown at full size, and takes a minute, is run with fewer and smaller parts. */
const smaller: readonly (readonly [start: string, ...options: string[]])[] = [
  ["npx kiso parts ", "--good", "60", "--bad", "24", "--size", "32"],
  ["npx kiso train parts ", "--epochs", "10"],
];

/** A shell line of a README as it is run here: this build in the place of an installed package. */
function command(line: string): string[] {
  const kiso = [process.execPath, cli];
  const words = line.split(" ");
  const [, ...less] = smaller.find(([start]) => line.startsWith(start)) ?? [];
  if (line.startsWith("npx kiso ")) return [...kiso, ...words.slice(2), ...less];
  const start = /^npm ci && npm start(?: -- (.+))?$/.exec(line);
  if (start) {
    const [program, path, ...argv] = pkg.scripts.start.split(" ");
    expect([program, path]).toEqual(["node", "dist/cli.js"]);
    return [...kiso, ...argv, ...(start[1]?.split(" ") ?? [])];
  }
  throw new Error(`the README shows a line that this test does not know how to run: ${line}`);
}

// Both languages show the same commands and the same code (below), so that one of them is run.
describe("README.md", () => {
  const page = read("README.md");

  test("every shell line runs, one after the other, in an empty folder", async () => {
    const cwd = mkdtempSync(join(root, "sh-"));
    const lines = fenced(page, "sh").flatMap((block) => block.trim().split("\n"));
    expect(lines.length).toBeGreaterThanOrEqual(9);
    for (const line of lines) {
      if (line === "npm ci && npm test") {
        expect(pkg.scripts.test).toContain("vitest run"); // this very run
        continue;
      }
      if (line === `npm install ${pkg.name}`) continue; // tests/package does it
      const [program, ...argv] = command(line);
      const { stdout } = await promisify(execFile)(program!, argv, { cwd, maxBuffer: 1e8 });
      expect(stdout.length, line).toBeGreaterThan(0);
    }
    // What the page promises to appear.
    for (const path of [
      "mydata.csv",
      "labels.csv",
      "report.html",
      "weights.png",
      "mydata.png",
      "verdicts.png",
      "runs/parts/references.safetensors",
      "kiso-lesson/weights.png",
    ])
      expect(statSync(join(cwd, path)).size, path).toBeGreaterThan(1000);
    expect(readdirSync(join(cwd, "runs")).sort()).toEqual(["careful", "iris-1", "mine", "parts", "tuned"]);
    const promised = [...page.matchAll(/`((?:model|config)\.\w+)`/g)].map(([, file]) => file!);
    expect(promised.length).toBeGreaterThanOrEqual(3);
    for (const file of promised) expect(existsSync(join(cwd, "runs/mine", file)), file).toBe(true);
  });

  test("its program runs from top to bottom", async () => {
    const cwd = mkdtempSync(join(root, "ts-"));
    // The blocks are one program; a second import of the same package is moved together.
    const program = join(cwd, "own.ts");
    writeFileSync(program, fenced(page, "ts").join(""));
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [resolve("lessons/run.mjs"), program],
      { cwd },
    );
    expect(stderr).toBe("");
    const lines = stdout.trim().split("\n");
    const epochs = lines.slice(0, 5).map((line) => line.split(" ").map(Number));
    expect(epochs.map(([epoch]) => epoch)).toEqual([0, 10, 20, 30, 40]);
    expect(epochs[4]![1], "the loss falls").toBeLessThan(epochs[0]![1]! / 2);
    expect(epochs[4]![2], "iris is learned").toBeGreaterThanOrEqual(0.9);
    expect(lines[5]).toMatch(/^Epoch 0, Loss: 1\.14225552/);
    expect(lines[10]).toMatch(/^Epoch 25, Loss: 0\.01899953/);
    expect(lines.slice(11).join(" ")).toMatch(/-?\d\.\d+/);
  });

  test("its pages train and predict in Chromium, under the policy that it names", async (context) => {
    if (chromiumPath === undefined) return context.skip(noChromium);
    const [training, predicting] = fenced(page, "html");
    const dist = Object.fromEntries(
      readdirSync("dist", { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".js") && !/^(numpy-ts|bundled|cli)\b/.test(file))
        .map((file) => [`/node_modules/kiso/dist/${file.replaceAll("\\", "/")}`, read(join("dist", file))]),
    );
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${i % 7},${(i * 3) % 11},${i % 7 > 3 ? "large" : "small"}`,
    );
    const [policy] = /script-src 'self' 'wasm-unsafe-eval'/.exec(page)!;
    // The pages' own scripts stand in them: 'unsafe-inline' is for these alone.
    const head = `<meta http-equiv="Content-Security-Policy" content="${policy} 'unsafe-inline'">`;
    const files = {
      ...dist,
      "/train": head + training,
      "/predict": head + predicting,
      "/parts.csv": ["width,height,size", ...rows].join("\n"),
      "/iris.safetensors": await irisModel(),
    };
    const browser = await launchChromium();
    try {
      await served(files, async (origin) => {
        const shows = async (path: string, wanted: RegExp) => {
          const tab = await browser.newPage();
          await tab.goto(`${origin}/${path}`);
          const source = wanted.source;
          await tab.waitForFunction((pattern) => new RegExp(pattern).test(document.body.innerText), source, {
            timeout: 20_000,
          });
          await tab.close();
        };
        await shows("train", /epoch 99: accuracy (1|0\.9\d*)$/);
        await shows("predict", /^setosa \((1\.000|0\.\d{3})\)$/);
      });
    } finally {
      await browser.close();
    }
  });
});

describe.each(pages)("%s", (name) => {
  const page = read(name);

  test("every file, picture and page that it names is there", () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path!);
    const local = links.filter((path) => !/^https?:/.test(path));
    expect(local.length).toBeGreaterThanOrEqual(10);
    for (const path of local) expect(existsSync(path), path).toBe(true);
    for (const [, script] of page.matchAll(/`npm run ([\w:-]+)`/g))
      expect(Object.keys(pkg.scripts), `npm run ${script}`).toContain(script);
  });
});

/** A model of irises as one file, as the README's program saves it. */
async function irisModel(): Promise<Uint8Array> {
  const { features, labels, featureNames, classNames } = await loadDataset("iris", { split: "train" });
  const classifier = new MLPClassifier({
    hiddenLayerSizes: [8],
    maxIter: 100,
    learningRateInit: 0.02,
    seed: 0,
  });
  await classifier.fit(features, labels);
  return classifier.toModel({ featureNames, classNames }).toBytes();
}

test("both languages show the same commands and the same code", () => {
  const plain = (line: string) => line.replace(" -- --lang ja", "").replaceAll(/ *\/\/.*/g, "");
  for (const language of ["sh", "ts", "html"]) {
    const [english, japanese] = pages.map((name) => fenced(read(name), language).map(plain));
    expect(japanese).toEqual(english);
  }
});

const unfenced = (markdown: string) => markdown.replaceAll(/^```.*?^```$/gms, "");

test.each([
  ["README.md", "README.ja.md"],
  ["lessons/README.md", "lessons/README.ja.md"],
])("%s and %s have the same sections, tables, links, options and file names", (english, japanese) => {
  const outline = (name: string) => {
    const page = read(name);
    const text = unfenced(page);
    const named = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);
    return {
      sections: [...text.matchAll(/^#+ (?:\d+\.)?/gm)].map(([mark]) => mark),
      rows: [...text.matchAll(/^\|.*/gm)].map(([row]) => /^\| (`[^`]+`|\[[^\]]+\])?/.exec(row)![0]),
      links: [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => path!.replace(".ja.md", ".md")).sort(),
      options: [...new Set(text.match(/--[a-z][\w-]*/g))].sort(),
      // Wrapped lines and words between backticks aside: what is one word is of no language.
      names: [...new Set(named.filter((code) => !code.includes(" ")))].sort(),
    };
  };
  const ours = outline(english);
  expect(outline(japanese)).toEqual(ours);
  expect(ours.sections.length).toBeGreaterThan(7);
  expect(ours.names.length).toBeGreaterThan(15);
});

test.each(["lessons/README.md", "lessons/README.ja.md", "bench/README.md", "bench/CONV.md"])(
  "every file and script that %s names is there",
  (name) => {
    const page = read(name);
    for (const [, path] of page.matchAll(/\]\(([^)#:]+)\)/g))
      expect(existsSync(join(dirname(name), path!)), path).toBe(true);
    for (const [, script] of page.matchAll(/npm run ([\w:-]+)/g))
      expect(Object.keys(pkg.scripts), `npm run ${script}`).toContain(script);
  },
);

test("bench/README.md has every benchmark and every page that one writes", () => {
  const page = read("bench/README.md");
  const scripts = Object.keys(pkg.scripts).filter((script) => script.startsWith("bench"));
  expect(scripts.length).toBeGreaterThan(5);
  for (const script of scripts) expect(page).toMatch(new RegExp(`npm run ${script}\\s`));
  const pages = readdirSync("bench").filter((file) => /^[A-Z]+\.md$/.test(file) && file !== "README.md");
  expect(pages.length).toBeGreaterThan(5);
  for (const file of pages) expect(page).toContain(file);
});
