import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { loadModel } from "../../../src/model/file/nodeModel.ts";
import type { Checkpoint } from "../../../src/train/fit/checkpoint.ts";
import { encodeCheckpoint, readCheckpoint } from "../../../src/train/run/checkpoint.ts";

/**
 * One bit that turned, on a disk or on the way: it is noticed, or it changes nothing. Every byte of a file is tried with KISO_FLIPS=all;
 * else so many of them, spread over it.
 */
const some = 400;
const folder = mkdtempSync(join(tmpdir(), "kiso-flips-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Where what is read differs from what was written, though nothing was said. */
async function unnoticed(path: string, read: () => Promise<unknown>): Promise<string[]> {
  const bytes = readFileSync(path);
  const whole = JSON.stringify(await read());
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
    if (got !== undefined && got !== whole) found.push(`byte ${at} of ${bytes.length}, bit ${bit}`);
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
    };
  };

  test("the position too", async () => {
    writeFileSync(path, encodeCheckpoint({ epochs: 7, step: 3, seconds: 1.5, state, best }));
    expect(await unnoticed(path, read)).toEqual([]);
  });

  test("of an earlier kiso has no hash of the position, and is read", async () => {
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
    expect(await readCheckpoint(path)).toEqual({ epochs: 7, step: 3, seconds: 1.5, state });
    writeFileSync(path, readFileSync(path, "latin1").replace('"epochs":"7"', '"epochs":"x"'), "latin1");
    await expect(readCheckpoint(path)).rejects.toThrow(
      "its position (epoch x, step 3, 1.5 s) is not as it was written",
    );
  });
});
