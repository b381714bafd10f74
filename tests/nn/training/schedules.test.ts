import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import * as all from "../../../src/nn/training/schedules.ts";
import {
  constant,
  cosine,
  oneCycle,
  type Schedule,
  stepwise,
  warmup,
} from "../../../src/nn/training/schedules.ts";
import { chromiumPath, launchChromium, noChromium } from "../../chromium.ts";
import { bundle } from "../../engine/bundle.ts";

const golden: Record<string, number[]> = JSON.parse(
  readFileSync("tests/golden/torch_schedules.json", "utf8"),
);

const schedules: Record<string, Schedule> = {
  stepwise: stepwise(0.4, { every: 7, factor: 0.3 }),
  cosine: cosine(0.4, { steps: 40, final: 0.01 }),
  oneCycle: oneCycle(0.4, { steps: 41 }),
  oneCycleOther: oneCycle(0.4, { steps: 50, rise: 0.5, start: 10, end: 100 }),
};

test.each(Object.keys(schedules))("%s gives PyTorch's learning rates", (name) => {
  expect(golden[name]).toHaveLength(40);
  golden[name]!.forEach((rate, step) => {
    expect(Math.abs(schedules[name]!(step) - rate), `step ${step}`).toBeLessThanOrEqual(1e-14);
  });
});

test("constant is constant, and after their last step cosine and one-cycle stay where they ended", () => {
  expect([constant(0.1)(0), constant(0.1)(1e6)]).toEqual([0.1, 0.1]);
  expect([cosine(1, { steps: 10, final: 0.25 })(10), cosine(1, { steps: 10, final: 0.25 })(99)]).toEqual([
    0.25, 0.25,
  ]);
  expect(oneCycle(1, { steps: 10 })(50)).toBeCloseTo(1 / 25 / 1e4, 15);
});

test("warm-up rises straight to the schedule's start, and the schedule then begins", () => {
  const schedule = warmup(stepwise(0.8, { every: 2, factor: 0.5 }), { steps: 4 });
  const rates = Array.from({ length: 9 }, (_, step) => schedule(step));
  [0.2, 0.4, 0.6, 0.8, 0.8, 0.8, 0.4, 0.4, 0.2].forEach((rate, step) => {
    expect(rates[step]).toBeCloseTo(rate, 15);
  });
});

test("a length or share that makes no sense is refused", () => {
  expect(() => stepwise(1, { every: 0 })).toThrow("stepwise: every must be at least 1, found 0");
  expect(() => oneCycle(1, { steps: 10, rise: 1 })).toThrow(
    "oneCycle: rise must be above 0 and below 1, found 1",
  );
  expect(() => cosine(1, { steps: Number.NaN })).toThrow("cosine: steps must be at least 1, found NaN");
});

test.skipIf(chromiumPath === undefined)(
  `the rates of a long training are the same in Chromium, to the last bit${chromiumPath ? "" : ` (${noChromium})`}`,
  async () => {
    const program = `
      const steps = 5000;
      const all = [
        schedules.cosine(0.4, { steps }),
        schedules.oneCycle(0.4, { steps }),
        schedules.stepwise(0.4, { every: 7, factor: 0.97 }),
        schedules.warmup(schedules.cosine(0.1, { steps, final: 0.001 }), { steps: 30 }),
      ];
      return all.map((schedule) => Array.from({ length: steps }, (_, step) => schedule(step)));`;
    const script = await bundle(`
      import * as schedules from ${JSON.stringify(resolve("src/nn/training/schedules.ts"))};
      window.rates = () => { ${program} };`);
    const browser = await launchChromium();
    const page = await browser.newPage();
    await page.addScriptTag({ type: "module", content: script });
    await page.waitForFunction("window.rates");
    const found = await page.evaluate<number[][]>("window.rates()");
    await browser.close();
    expect(found).toEqual(new Function("schedules", program)(all));
  },
);
