import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { loadModel } from "../../../src/model/file/nodeModel.ts";
import { listRuns } from "../../../src/tasks/runs.ts";
import { train } from "../../../src/tasks/train.ts";
import type { Checkpoint } from "../../../src/train/fit/checkpoint.ts";
import { encodeCheckpoint, readCheckpoint } from "../../../src/train/run/checkpoint.ts";
import { readExperiment, resumeRun } from "../../../src/train/run/run.ts";
import { summarise } from "../../../src/train/run/runSummary.ts";
import { watch } from "../../cli/disk/faultyDisk.mjs";

/**
 * One bit that turned, on a disk or on the way: it is noticed, or it changes nothing. Every byte of a file is tried with KISO_FLIPS=all;
 * else so many of them, spread over it.
 */
const some = 400;
const folder = mkdtempSync(join(tmpdir(), "kiso-flips-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Where what is read differs from what was written, or from what `right` has too, though nothing was said. */
async function unnoticed(
  path: string,
  read: () => Promise<unknown>,
  right: readonly unknown[] = [],
): Promise<string[]> {
  const bytes = readFileSync(path);
  const whole = [await read(), ...right].map((value) => JSON.stringify(value));
  const found: string[] = [];
  const step = process.env.KISO_FLIPS === "all" ? 1 : Math.max(1, Math.floor(bytes.length / some));
  for (let at = 0; at < bytes.length; at += step) {
    const bit = 1 << (at % 8);
    const changed = Uint8Array.from(bytes);
    changed[at]! ^= bit;
    writeFileSync(path, changed);
    const got = await read().then(
      (value) => JSON.stringify(value),
      (error: unknown) => {
        if (!(error instanceof UserError)) throw error;
        return undefined;
      },
    );
    if (got !== undefined && !whole.includes(got)) found.push(`byte ${at} of ${bytes.length}, bit ${bit}`);
  }
  writeFileSync(path, bytes);
  return found;
}

const plain = (tensors: Checkpoint["state"]) =>
  Object.entries(tensors).map(([name, { shape, data }]) => [name, shape, data.constructor.name, [...data]]);

describe("a model's folder", { timeout: 60_000 }, () => {
  test.each(["model.json", "model.safetensors", "references.safetensors"])("%s", async (name) => {
    const run = join(folder, `of-${name.replace(".", "-")}`);
    cpSync("tests/golden/models/siamese", run, { recursive: true });
    // As an earlier kiso wrote it, it has no hash; as this one does, it has.
    const model = await loadModel(run);
    await model.save(run);
    model.dispose();
    const read = async () => {
      const loaded = await loadModel(run);
      loaded.dispose();
      const { parameters, references, ...card } = loaded.data;
      return [card, plain(parameters), references && [[...references.rows], references.names]];
    };
    expect(await unnoticed(join(run, name), read)).toEqual([]);
  });

  test("a card that was changed on purpose is read without its hash", async () => {
    const run = join(folder, "purpose");
    cpSync("tests/golden/models/siamese", run, { recursive: true });
    const model = await loadModel(run);
    await model.save(run);
    model.dispose();
    const path = join(run, "model.json");
    const card = JSON.parse(readFileSync(path, "utf8"));
    card.inspection.chosen.threshold *= 2;
    writeFileSync(path, JSON.stringify(card));
    await expect(loadModel(run)).rejects.toThrow('leave out its entry "sha256"');
    const { sha256: _, ...bare } = card;
    writeFileSync(path, JSON.stringify(bare));
    (await loadModel(run)).dispose();
  });
});

describe("a checkpoint", () => {
  const path = join(folder, "latest.safetensors");
  const state = {
    "dense1.weight": { shape: [2, 3], data: Float64Array.of(1, 2, 3, 4, 5, 6) },
    "dense1.bias": { shape: [1, 3], data: Float32Array.of(0.5, -0, 7) },
  };
  const best = { epoch: 4, loss: 0.25, state };
  const read = async () => {
    const found = await readCheckpoint(path);
    return {
      ...found,
      state: plain(found!.state),
      best: found!.best && plain(found!.best.state),
      loss: found!.best?.loss,
      beside: { ...found!.beside, begin: plain(found!.beside.begin!) },
    };
  };

  const way = { layers: { dense1: 0.5 }, longest: { epoch: 3, layer: "dense1", size: 0.2 } };
  const beside = { metrics: "5f".repeat(32), way, begin: { "dense1.weight": state["dense1.weight"] } };

  test("the position too", async () => {
    writeFileSync(path, encodeCheckpoint({ epochs: 7, step: 3, seconds: 1.5, state, best }, beside));
    expect(await unnoticed(path, read)).toEqual([]);
  });

  test("of an earlier kiso has no hash of the position or of metrics, and is read", async () => {
    const bytes = Buffer.from(encodeCheckpoint({ epochs: 7, step: 3, seconds: 1.5, state }));
    const end = 8 + Number(bytes.readBigUInt64LE(0));
    const header = bytes
      .subarray(8, end)
      .toString()
      .replace(/,"whole":"[0-9a-f]{64}"/, "");
    writeFileSync(
      path,
      Buffer.concat([bytes.subarray(0, 8), Buffer.from(header.padEnd(end - 8)), bytes.subarray(end)]),
    );
    expect(await readCheckpoint(path)).toEqual({
      epochs: 7,
      step: 3,
      seconds: 1.5,
      state,
      beside: { begin: {} },
    });
    writeFileSync(path, readFileSync(path, "latin1").replace('"epochs":"7"', '"epochs":"x"'), "latin1");
    await expect(readCheckpoint(path)).rejects.toThrow(
      "its position (epoch x, step 3, 1.5 s) is not as it was written",
    );
  });
});

/** Trains in `folder`, to the end or up to an epoch's checkpoint. */
async function trained(folder: string, until = Number.POSITIVE_INFINITY): Promise<void> {
  const data = Array.from({ length: 20 }, (_, i) => ({
    w: Math.sin(i * i),
    h: Math.cos(i),
    label: "ab"[i % 2]!,
  }));
  const options = { data, out: folder, epochs: 4, hidden: [3], batch: 8, testSize: 0, seed: 1 };
  for await (const report of train({ ...options, optimizer: "adam", checkpointEvery: 0 }))
    if (report.kind === "epoch" && report.epoch === until) break;
}

describe("a run's folder", { timeout: 600_000 }, () => {
  const done = join(folder, "done");
  const stopped = join(folder, "stopped");
  beforeAll(async () => {
    await trained(done);
    await trained(stopped, 1);
  });

  /** What a training goes on from; each checkpoint leads to the same bits, and so does the beginning. */
  const from = async () => {
    const { experiment, metrics, from, passedOver, release } = await resumeRun(stopped);
    release();
    const at = from && { ...from, state: plain(from.state) };
    return [experiment, metrics, at, passedOver.length > 0];
  };
  const said = async () => {
    const { experiment, metrics, result, finished } = await summarise(done);
    return [experiment, metrics, result, finished];
  };

  test("config.json", async () => {
    expect(await unnoticed(join(done, "config.json"), () => readExperiment(done))).toEqual([]);
  });

  test("metrics.jsonl and checkpoints, to those who list runs", async () => {
    for (const file of ["metrics.jsonl", "checkpoint/latest.safetensors", "checkpoint/previous.safetensors"])
      expect(await unnoticed(join(done, file), said), file).toEqual([]);
    for (const file of ["metrics.jsonl", "checkpoint/latest.safetensors"]) {
      const path = join(done, file);
      const bytes = readFileSync(path);
      writeFileSync(path, "");
      if (file === "metrics.jsonl")
        await expect(said()).rejects.toThrow(/metrics\.jsonl: not as kiso wrote it/);
      else await said();
      writeFileSync(path, bytes);
    }
  });

  test("result.json", async () => {
    const worth = async () => (await summarise(done)).worth;
    expect(await unnoticed(join(done, "result.json"), worth)).toEqual([]);
  });

  test("metrics.jsonl and checkpoints, to a training that goes on", async () => {
    const [latest, previous] = ["latest", "previous"].map((name) =>
      join(stopped, `checkpoint/${name}.safetensors`),
    );
    const [kept, before] = [readFileSync(latest!), readFileSync(previous!)];
    const whole = await from();
    writeFileSync(latest!, "");
    const earlier = await from();
    writeFileSync(previous!, "");
    const beginning = await from();
    writeFileSync(latest!, kept);
    writeFileSync(previous!, before);
    expect([whole, earlier, beginning].map(([, metrics]) => (metrics as object[]).length)).toEqual([2, 2, 0]);
    for (const path of [latest!, previous!, join(stopped, "metrics.jsonl")])
      expect(await unnoticed(path, from, [earlier, beginning]), path).toEqual([]);
  });

  test("no other file is read back", async () => {
    const opened = new Set<string>();
    const watched = watch(folder, ({ kind, path }) => {
      if (kind === "open" || kind === "read")
        opened.add(relative(folder, path).split("/").slice(1).join("/"));
      return undefined;
    });
    await listRuns({ folder });
    (await loadModel(done)).dispose();
    await from();
    watched.stop();
    const read = [...opened].filter((path) => !/^(checkpoint)?$|\.tmp$|^\.lock$/.test(path)).sort();
    expect(read).toEqual([
      "checkpoint/latest.safetensors",
      "config.json",
      "metrics.jsonl",
      "model.json",
      "model.safetensors",
      "result.json",
    ]);
  });

  test("of an earlier kiso has no hashes, and is read", async () => {
    const old = join(folder, "old");
    cpSync(done, old, { recursive: true });
    const path = join(old, "config.json");
    const { sha256: _, ...config } = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify(config));
    const { experiment } = await summarise(old);
    expect(experiment).toEqual((await summarise(done)).experiment);
    writeFileSync(path, JSON.stringify({ ...config, shb256: "" }));
    await expect(summarise(old)).rejects.toThrow("config.json: not as kiso wrote it");
  });
});
