import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, launchChromium, noChromium, served } from "../../chromium.ts";
import { bundle } from "../../engine/bundle.ts";

/** fit on rows that it makes itself, every epoch's loss and the last weights' bits: without a change in any worker. */
const program = (post: string) => `
  import { loadWasmEngine } from ${JSON.stringify(resolve("src/engine/wasm/engine.ts"))};
  import { fit } from ${JSON.stringify(resolve("src/train/fit/fit.ts"))};
  const rows = 200;
  const features = Float64Array.from({ length: rows * 4 }, (_, i) => ((i * 7919) % 1000) / 500 - 1);
  const labels = Int32Array.from({ length: rows }, (_, i) => (features[4 * i] + features[4 * i + 1] > 0 ? 1 : 0));
  const plan = {
    network: { sizes: [4, 8, 2], activation: "tanh", initializer: "glorotUniform" },
    training: {
      epochs: 20, batch: 16, learningRate: 0.05, optimizer: { name: "adam" }, l2: 0,
      shuffle: true, reduction: "mean", dtype: "float64",
    },
    seed: 3,
  };
  const losses = [];
  let bits = "";
  for await (const report of fit(plan, { engine: await loadWasmEngine(), train: { features, labels } })) {
    losses.push(report.loss);
    const { state } = report.checkpoint();
    bits = Object.values(state).map(({ data }) => Array.from(data).join()).join();
  }
  ${post}({ losses, bits });`;

interface Trained {
  losses: number[];
  bits: string;
}

let inNode: Trained;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "kiso-worker-"));
  const file = join(folder, "worker.mjs");
  const importPort = 'import { parentPort } from "node:worker_threads";\n';
  const code = importPort + program("parentPort.postMessage");
  await writeFile(file, await bundle(code, { platform: "node" }));
  inNode = await new Promise<Trained>((done, failed) => {
    new Worker(file).on("message", done).on("error", failed);
  });
  await rm(folder, { recursive: true });
});

describe("fit in a worker", () => {
  test("of Node learns", () => {
    expect(inNode.losses).toHaveLength(20);
    expect(inNode.losses.at(-1)).toBeLessThan(inNode.losses[0]! / 3);
  });

  test("of Chromium comes to the same bits", async (context) => {
    if (chromiumPath === undefined) return context.skip(noChromium);
    const html = `<!doctype html><script>
      const worker = new Worker("/worker.mjs", { type: "module" });
      worker.onmessage = ({ data }) => { window.trained = data; };
      worker.onerror = (event) => { window.failure = event.message; };
    </script>`;
    const files = { "/": html, "/worker.mjs": await bundle(program("postMessage")) };
    const trained = await served(files, async (origin) => {
      const browser = await launchChromium();
      try {
        const page = await browser.newPage();
        await page.goto(origin);
        await page.waitForFunction("window.trained || window.failure", undefined, { timeout: 60_000 });
        expect(await page.evaluate("window.failure")).toBeUndefined();
        return await page.evaluate<Trained>("window.trained");
      } finally {
        await browser.close();
      }
    });
    const hash = ({ bits }: Trained) => createHash("sha256").update(bits).digest("hex");
    expect(hash(trained)).toBe(hash(inNode));
    expect(trained.losses).toEqual(inNode.losses);
  });
});
