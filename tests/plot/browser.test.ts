import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { rolldown } from "rolldown";
import { describe, expect, it } from "vitest";
import { chromiumPath, launchChromium } from "../chromium.ts";
import { drawSamples } from "./sampleCharts.ts";

const charts = [
  ...["scatter", "curves", "matrix", "confusion", "roc", "reliability", "residuals", "importance"],
  ...["distances", "embedding", "verdicts"],
];
const source = resolve(import.meta.dirname, "../../src/plot");

/** Every module that a module imports, itself included, with the bare names; dynamic imports too. */
function importsOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, name] of readFileSync(file, "utf8").matchAll(/(?:from|import\()\s*"([^"]+)"/g)) {
    if (name!.startsWith(".")) importsOf(resolve(dirname(file), name!), seen);
    else seen.add(name!);
  }
  return seen;
}

describe("charts in the browser", () => {
  it.each(charts)("%s imports nothing of Node", (chart) => {
    const bare = [...importsOf(join(source, "charts", `${chart}.ts`))].filter(
      (name) => !name.startsWith("/"),
    );
    expect(bare.sort()).toEqual(["@observablehq/plot", "linkedom/worker"]); // linkedom only where no document is
  });

  it.runIf(chromiumPath !== undefined)(
    "draws the same bytes in Chromium as in Node (needs Chromium)",
    async () => {
      const bundle = await bundleSamples();
      const browser = await launchChromium();
      try {
        // On a screen of one pixel per px Plot moves its marks by half a pixel to be crisp; on finer ones, as in Node,
        // it does not.
        const page = await browser.newPage({ deviceScaleFactor: 2 });
        const errors: string[] = [];
        page.on("pageerror", (error) => errors.push(String(error)));
        await page.setContent("<!doctype html><title>charts</title>");
        await page.addScriptTag({ type: "module", content: bundle });
        await page.waitForFunction("window.drawn !== undefined || window.failure !== undefined", undefined, {
          timeout: 20_000,
        });
        expect(errors).toEqual([]);
        expect(await page.evaluate("window.failure")).toBeUndefined();
        const drawn = (await page.evaluate("window.drawn")) as string[];
        expect(drawn).toEqual(await drawSamples());
      } finally {
        await browser.close();
      }
    },
  );
});

/** One script that draws the sample charts and leaves them in window.drawn, as bundled for a browser. */
async function bundleSamples(): Promise<string> {
  const samples = JSON.stringify(join(import.meta.dirname, "sampleCharts.ts"));
  const code = `import { drawSamples } from ${samples};
    drawSamples().then((drawn) => { window.drawn = drawn; }, (error) => { window.failure = String(error.stack); });`;
  const build = await rolldown({
    input: "entry",
    platform: "browser",
    external: ["linkedom/worker"],
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? "\0entry" : null),
        load: (id) => (id === "\0entry" ? { code, moduleType: "js" } : null),
      },
    ],
  });
  const { output } = await build.generate({ format: "esm", codeSplitting: false });
  await build.close();
  expect(output).toHaveLength(1);
  return output[0].code;
}
