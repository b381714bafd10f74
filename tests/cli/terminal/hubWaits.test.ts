import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type HubServer, refuse, startHub } from "../../data/hub/hubServer.ts";
import { kiso, workshop } from "../kiso.ts";

/** Every command that reaches the Hub says why it waits, and Ctrl-C ends it while it does. */
const { folder } = workshop("waits");
const id = "someone/rows";
const rows = (from: number) =>
  `x,y,label\n${Array.from({ length: 40 }, (_, i) => `${(from + i) % 7},${i / 8},${i % 2 ? "bad" : "ok"}\n`).join("")}`;
let hub: HubServer;
let cwd: string;
beforeAll(async () => {
  hub = await startHub({ [id]: { refs: { main: "a".repeat(40) }, files: { "train.csv": rows(3) } } });
  cwd = folder({ "mine.csv": rows(0), "one.csv": rows(0).split("\n").slice(0, 2).join("\n") });
  for (const argv of [
    ["--out", "answers"],
    ["--out", "distances", "--task", "siamese", "--good", "ok"],
  ]) {
    const { code, stderr } = await kiso(["train", "mine.csv", "--epochs", "2", ...argv], { cwd });
    expect(stderr.includes("kiso:"), stderr).toBe(false);
    expect(code).toBe(0);
  }
}, 60_000);
afterAll(() => hub.close());

test.for([
  ["train", id],
  ["train", "mine.csv", "--test", id],
  ["train", id, "--folds", "2"],
  ["predict", "answers", id],
  ["evaluate", "answers", id],
  ["evaluate", "distances", id],
  ["judge", "distances", id],
  ["judge", "distances", "mine.csv", "--reference", id],
  ["match", "distances", id, "one.csv"],
  ["embed", "distances", id, "--out", "e.csv"],
  ["plot", id, "--out", "p.svg"],
])("kiso %s %s %s %s", { timeout: 30_000 }, async (argv) => {
  let asked = 0;
  hub.disturb = (_, response) => {
    asked++;
    refuse(response, 503, undefined, { "retry-after": "100" });
    return true;
  };
  const began = performance.now();
  let stopped = 0;
  const when = () => {
    // The line has come when the request is answered and the process had a moment to say it.
    if (asked === 0) return false;
    stopped ||= performance.now();
    return performance.now() - stopped > 400;
  };
  const { signal, code, stderr, stdout } = await kiso(argv, {
    cwd,
    kill: { signal: "SIGINT", when },
    env: { HF_ENDPOINT: hub.url, HF_HOME: join(cwd, "hf") },
  });
  expect(stderr).toContain(
    `waiting  ${id}: the Hub at ${hub.url} has a fault (503); try again in 100 s; waiting 100 s, then asking again\n`,
  );
  expect(stderr).not.toMatch(/\n\s+at |node:internal/);
  expect(signal ?? code).toBe("SIGINT");
  expect(stdout).not.toContain("result");
  expect(performance.now() - began).toBeLessThan(20_000);
  // What was not read has no run.
  expect(existsSync(join(cwd, "runs"))).toBe(false);
});
