import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { downloadDataset } from "../../../src/data/hub/hub.ts";
import { loadTables } from "../../../src/data/load.ts";
import { train } from "../../../src/tasks/train.ts";
import { type Disturbance, type HubServer, refuse, startHub } from "./hubServer.ts";
import { ROWS } from "./lies.ts";

const ID = "someone/rows";
let home: string;
let hub: HubServer;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "kiso-abort-"));
  hub = await startHub({ [ID]: { refs: { main: "a".repeat(40) }, files: { "train.csv": ROWS } } });
});
afterAll(async () => {
  await hub.close();
  await rm(home, { recursive: true });
});

/** Half of the bytes, and then nothing more. */
const half = (response: ServerResponse): boolean => {
  response.writeHead(200, { "content-length": String(ROWS.length) });
  response.write(ROWS.subarray(0, 800));
  return true;
};
const held: readonly [string, Disturbance][] = [
  [
    "a wait for a busy Hub",
    (_, response) => {
      refuse(response, 503, undefined, { "retry-after": "60" });
      return true;
    },
  ],
  ["a request that nothing answers", () => true],
  ["a transfer that has stopped", ({ path }, response) => /resolve\/.*csv$/.test(path) && half(response)],
];

describe.each(held)("%s", (what, disturb) => {
  test("ends at once when it is aborted, and goes on from there afterwards", async () => {
    const env = { HF_HOME: join(home, what), HF_ENDPOINT: hub.url };
    const aborted = new AbortController();
    hub.disturb = (call, response, request) => {
      const taken = disturb(call, response, request);
      if (taken) setTimeout(() => aborted.abort(), 50);
      return taken;
    };
    const began = performance.now();
    const reason = await downloadDataset(ID, { signal: aborted.signal, onProgress: () => {} }, { env }).catch(
      (error: unknown) => error,
    );
    expect(reason).toBe(aborted.signal.reason);
    expect(performance.now() - began).toBeLessThan(3000);
    hub.disturb = () => false;
    const { files } = await downloadDataset(ID, {}, { env });
    expect(ROWS.equals(await readFile(files[0]!.path))).toBe(true);
    expect(await readdir(join(home, what, "hub", "datasets--someone--rows", "blobs"))).toHaveLength(1);
    await expect(downloadDataset(ID, { signal: aborted.signal }, { env })).rejects.toBe(
      aborted.signal.reason,
    );
  });
});

test("loadTables takes the signal, and a training that is aborted while it reads is stopped", async () => {
  const before = { ...process.env };
  Object.assign(process.env, { HF_HOME: join(home, "more"), HF_ENDPOINT: hub.url });
  try {
    const wait = held[0]![1];
    const aborted = new AbortController();
    hub.disturb = (call, response, request) => {
      setTimeout(() => aborted.abort(), 20);
      return wait(call, response, request);
    };
    const reason = await loadTables(ID, { signal: aborted.signal, onProgress: () => {} }).catch(
      (one: unknown) => one,
    );
    expect(aborted.signal.aborted).toBe(true);
    expect(reason).toBe(aborted.signal.reason);
    for (const folds of [undefined, 2]) {
      const again = new AbortController();
      hub.disturb = (call, response, request) => {
        setTimeout(() => again.abort(), 20);
        return wait(call, response, request);
      };
      const reports: string[] = [];
      const settings = { data: ID, signal: again.signal, onDownload: () => {}, out: join(home, "run") };
      for await (const { kind } of train(folds ? { ...settings, folds } : settings)) reports.push(kind);
      expect(reports).toEqual(["stopped"]);
    }
  } finally {
    process.env = before;
  }
});
