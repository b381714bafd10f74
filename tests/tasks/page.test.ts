import { resolve } from "node:path";
import { expect, test } from "vitest";
import { train } from "../../src/index.ts";
import { chromiumPath, launchChromium, noChromium, served } from "../chromium.ts";
import { bundle } from "../engine/bundle.ts";

const csv = `width,cost,colour,label\n${Array.from({ length: 90 }, (_, i) => {
  const width = ((i * 7919) % 1000) / 100;
  return `${width},${(width / 3) ** 9},${["red", "green"][i % 2]},${width > 5 ? "bad" : "ok"}`;
}).join("\n")}\n`;

/** Trains on a File as a form gives it, and answers raw records: without a change in Node, in a page and in a Worker. */
const learn = async (train_: typeof train, csv: string) => {
  const data = new File([csv], "parts.csv", { type: "text/csv" });
  const kinds: string[] = [];
  let bits = "";
  let answers: unknown;
  let figures: unknown;
  for await (const report of train_({
    data,
    epochs: 12,
    hidden: [6],
    reject: 0.1,
    validation: 0.2,
    seed: 1,
  })) {
    if (kinds.at(-1) !== report.kind) kinds.push(report.kind);
    if (report.kind !== "trained") continue;
    const { model } = report;
    bits = Object.entries(model.parameters)
      .map(([name, { data }]) => `${name} ${Array.from(data).join()}`)
      .join(" ");
    const records = [
      { width: 9, cost: 19683, colour: "green" },
      { width: 1.5, cost: 0.002, colour: "red" },
      { width: 4000, cost: 0.002, colour: "red" },
    ];
    answers = await model.predict(records);
    figures = report.report;
  }
  // what an effort fits, ranks, roots and rows held out in turn among it: of each effort the numbers and what the networks look at
  const efforts: unknown[] = [];
  for (const more of [
    { effort: "standard" } as const,
    { effort: "best", label: "cost", task: "regress" } as const,
  ])
    for await (const report of train_({ data, ...more, epochs: 5, seed: 2 })) {
      if (report.kind !== "trained") continue;
      const { model, experiment } = report;
      const numbers = Object.values(model.parameters).map(({ data }) => Array.from(data).join());
      efforts.push([experiment.training.looks, model.card.target, numbers]);
    }
  return JSON.stringify({ kinds, bits, answers, figures, efforts });
};

const program = (post: string) => `
  import { train } from ${JSON.stringify(resolve("src/index.ts"))};
  const learn = ${learn.toString()};
  learn(train, ${JSON.stringify(csv)}).then(${post}, (error) => ${post}(String(error.stack)));`;

test("a page and its Worker train on a File of CSV with Node's bits", async (context) => {
  const inNode = await learn(train, csv);
  const { kinds, answers, efforts } = JSON.parse(inNode);
  expect(efforts[0][0]).toEqual({ values: 4, clipped: 4 });
  expect(efforts[1][1]).toMatchObject({ root: true, range: [expect.any(Number), expect.any(Number)] });
  expect(kinds).toEqual(["read", "plan", "epoch", "result", "findings", "reject", "report", "trained"]);
  expect(answers.map(({ label }: { label: string }) => label)).toEqual(["bad", "ok", null]);
  if (chromiumPath === undefined) return context.skip(noChromium);
  const html = `<!doctype html><script type="module" src="/page.mjs"></script><script>
    const worker = new Worker("/worker.mjs", { type: "module" });
    worker.onmessage = ({ data }) => { window.inWorker = data; };
    worker.onerror = (event) => { window.inWorker = event.message; };
  </script>`;
  const files = {
    "/": html,
    "/page.mjs": await bundle(program("((said) => { window.inPage = said; })")),
    "/worker.mjs": await bundle(program("postMessage")),
  };
  const found = await served(files, async (origin) => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(origin);
      await page.waitForFunction("window.inPage && window.inWorker", undefined, { timeout: 60_000 });
      return await page.evaluate<[string, string]>("[window.inPage, window.inWorker]");
    } finally {
      await browser.close();
    }
  });
  expect(found[0]).toBe(inNode);
  expect(found[1]).toBe(inNode);
}, 120_000);
