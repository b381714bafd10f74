import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { EpochHistory } from "../../../src/train/run/history.ts";
import type { Metric } from "../../../src/train/run/metric.ts";
import { linesOf, readMetrics } from "../../../src/train/run/metricsFile.ts";

const root = mkdtempSync(join(tmpdir(), "kiso-history-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Accuracy comes and goes, and scores that are none are kept apart from those that there are not. */
const metricOf = (epoch: number): Metric => ({
  epoch,
  loss: epoch === 3 ? Number.POSITIVE_INFINITY : 1 / (epoch + 1),
  accuracy: epoch % 3 === 0 ? undefined : epoch % 3 === 1 ? Number.NaN : epoch / 1e6,
  validationLoss: epoch > 100 ? epoch : undefined,
  seconds: epoch / 7,
});
const metrics = Array.from({ length: 300 }, (_, epoch) => metricOf(epoch));

test("gives back what was noted, each epoch and each column", () => {
  const history = new EpochHistory(metrics);
  expect([...history]).toEqual(metrics);
  expect(history.at(-1)).toEqual(metrics.at(-1));
  expect(history.at(300)).toBeUndefined();
  expect(new EpochHistory().at(-1)).toBeUndefined();
  expect(Array.from(history.column("loss"))).toEqual(metrics.map(({ loss }) => loss));
  expect(history.column("r2")).toEqual(new Float64Array(300).fill(Number.NaN));
  expect([history.has("validationLoss"), history.has("r2")]).toEqual([true, false]);
  history.cut(50);
  history.push({ epoch: 50, loss: 2, seconds: 1 });
  expect([...history]).toEqual([...metrics.slice(0, 50), { epoch: 50, loss: 2, seconds: 1 }]);
});

test("what is written in pieces and read in pieces is the same; a damaged line ends it", async () => {
  const many = new EpochHistory(Array.from({ length: 20_001 }, (_, epoch) => metricOf(epoch)));
  const pieces = [...linesOf(many)];
  expect(pieces).toHaveLength(3);
  const path = join(root, "metrics.jsonl");
  writeFileSync(path, pieces.join(""));
  expect(pieces.join("")).toBe(Array.from(many, (metric) => `${JSON.stringify(metric)}\n`).join(""));
  expect([...(await readMetrics(path))]).toEqual([...many]);
  expect([...linesOf(many, 20_000)].join("")).toBe(`${JSON.stringify(metricOf(20_000))}\n`);
  const lines = pieces.join("").split("\n");
  lines[15_000] = lines[15_000]!.replace("loss", "los");
  writeFileSync(path, lines.join("\n"));
  expect((await readMetrics(path)).length).toBe(15_000);
  writeFileSync(path, "x".repeat(300_000)); // no line ends
  expect((await readMetrics(path)).length).toBe(0);
});
