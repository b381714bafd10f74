import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { threefry2x32 } from "../../../src/data/random/threefry.ts";
import { readCheckpoint } from "../../../src/train/run/checkpoint.ts";
import { cli, kiso, workshop } from "../../cli/kiso.ts";

/** How many trainings are killed; npm run test:crash kills 200. */
const crashes = Number(process.env.KISO_CRASHES ?? 20);
const seed = Number(process.env.KISO_CRASH_SEED ?? Date.now() % 1_000_000);

const { root, folder } = workshop("crash");
const training = [
  "--epochs",
  "150",
  "--batch",
  "16",
  "--hidden",
  "48,24",
  "--optimizer",
  "adam",
  "--seed",
  "5",
];
const loop = ["--schedule", "cosine", "--warmup", "10", "--validation", "0.2", "--patience", "40"];
const session = ["--progress", "none", "--checkpoint-every", "0.004"];
const begin = (out: string) => ["train", "digits", "--out", out, ...training, ...loop, ...session];
const resume = (out: string) => ["train", "--resume", out, ...session];

const hash = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
const model = (out: string) => hash(join(out, "model.safetensors"));
/** The metrics without the clock's. */
const metrics = (out: string) =>
  readFileSync(join(out, "metrics.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const { seconds, ...rest } = JSON.parse(line);
      expect(seconds).toBeGreaterThan(0);
      return rest;
    });

const litter = (out: string) =>
  readdirSync(out, { recursive: true, encoding: "utf8" }).filter((path) => /\.tmp$|\.lock/.test(path));

/** Starts kiso and kills it after so many milliseconds; true where it ended by itself before. */
function killedAfter(argv: readonly string[], ms: number): Promise<boolean> {
  const child: ChildProcess = spawn(process.execPath, [cli, ...argv], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr!.on("data", (text) => {
    stderr += text;
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), ms);
  return new Promise((done, failed) =>
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (signal === "SIGKILL") done(false);
      else if (code === 0) done(true);
      else failed(new Error(`kiso ${argv.join(" ")} exited ${code}: ${stderr}`));
    }),
  );
}

let whole: string;
let wholeMs: number;
let trainedMs: number;
beforeAll(async () => {
  whole = join(root, "whole");
  const [began, clock] = [performance.now(), Date.now()];
  const { code, stderr } = await kiso(begin(whole), { cwd: root });
  wholeMs = performance.now() - began;
  trainedMs = statSync(join(whole, "model.safetensors")).mtimeMs - clock;
  expect(stderr).toBe("");
  expect(code).toBe(0);
});

describe("a training that is killed", () => {
  test(
    `at ${crashes} instants (seed ${seed}) ends, resumed, with the bits of one that was not`,
    async () => {
      let killed = 0;
      let run = 0;
      const wanted = { model: model(whole), metrics: metrics(whole) };
      const stages: Record<string, number> = {};
      while (killed < crashes) {
        const out = join(root, `run-${run++}`);
        // Killed again and again: anywhere from the process's start to its end, three times in four while it trains.
        let late = 0;
        for (let ended = false; !ended; ) {
          // Pictures take longer than the training: one kill while they are drawn, then the run may end.
          const enough = killed >= crashes || late > 0;
          const [random, other] = threefry2x32([seed, 1], [killed, run]);
          const until = other % 4 > 0 ? trainedMs : wholeMs;
          const ms = enough ? 1e6 : 20 + (random / 2 ** 32) * until;
          const argv = existsSync(join(out, "config.json")) ? resume(out) : begin(out);
          ended = existsSync(join(out, "README.md")) || (await killedAfter(argv, ms));
          if (ended) break;
          killed++;
          const stage = await stageOf(out);
          if (stage === "writing results") late++;
          stages[stage] = (stages[stage] ?? 0) + 1;
        }
        expect({ model: model(out), metrics: metrics(out) }, `seed ${seed}, run ${run}`).toEqual(wanted);
        expect(litter(out), "what is left of killed processes").toEqual([]);
        rmSync(out, { recursive: true });
      }
      console.log(`killed ${killed} trainings in ${run} runs (seed ${seed}): ${JSON.stringify(stages)}`);
    },
    crashes * 10_000,
  );
});

async function stageOf(out: string): Promise<string> {
  if (!existsSync(join(out, "config.json"))) return "before config.json";
  if (!existsSync(join(out, "checkpoint", "latest.safetensors"))) return "before a checkpoint";
  if (existsSync(join(out, "model.safetensors"))) return "writing results";
  const { step } = (await readCheckpoint(join(out, "checkpoint", "latest.safetensors")))!;
  return step > 0 ? "training, checkpoint within an epoch" : "training, checkpoint at an epoch's end";
}

describe("a checkpoint that is not whole", () => {
  test("is passed over for the one before it, and the bits are the same", async () => {
    const out = join(root, "cut");
    await stopWithTwoCheckpoints(out);
    const latest = join(out, "checkpoint", "latest.safetensors");
    const earlier = await readCheckpoint(join(out, "checkpoint", "previous.safetensors"));
    truncateSync(latest, 1000);
    // What killed processes leave behind: files begun, and a lock whose draft they had no time to fill.
    const begun = [
      ".lock.0badf00d.tmp",
      ".config.json.0badf00d0bad.tmp",
      "checkpoint/.best.safetensors.0badf00d0bad.tmp",
    ];
    for (const name of begun) writeFileSync(join(out, name), "");
    const { code, stdout, stderr } = await kiso(resume(out), { cwd: root });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`note   ${latest} is not a whole safetensors file`);
    expect(stdout).toContain(`resume after epoch ${earlier!.epochs} of 150`);
    expect(model(out)).toBe(model(whole));
    expect(metrics(out)).toEqual(metrics(whole));
    expect(litter(out)).toEqual([]);
  });

  test("nor the one before it: training begins anew, and says so", async () => {
    const out = join(root, "both");
    await stopWithTwoCheckpoints(out);
    for (const name of ["latest", "previous"])
      writeFileSync(join(out, "checkpoint", `${name}.safetensors`), "");
    const { code, stdout } = await kiso(resume(out), { cwd: root });
    expect(code).toBe(0);
    expect(stdout).toContain("resume from the beginning");
    expect(model(out)).toBe(model(whole));
  });

  test("is found out wherever a byte of it changed or it was cut", async () => {
    const path = join(folder(), "c.safetensors");
    const bytes = readFileSync(join(whole, "checkpoint", "latest.safetensors"));
    const read = (changed: Uint8Array) => {
      writeFileSync(path, changed);
      return readCheckpoint(path);
    };
    const intact = await read(bytes);
    expect(intact!.epochs).toBeGreaterThan(1);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Uint8Array.from(bytes);
        changed[at]! ^= flip;
        await expect(read(bytes.subarray(0, at))).rejects.toThrow();
        // A changed byte of the header may fall on a blank or a name of no matter; numbers never.
        const header = 8 + Number(bytes.readBigUInt64LE(0));
        if (at >= header) await expect(read(changed)).rejects.toThrow("damaged");
      }),
      { numRuns: 60 },
    );
  });

  test("a cut metrics.jsonl costs epochs, not bits", async () => {
    const out = join(root, "metrics");
    await stopWithTwoCheckpoints(out);
    truncateSync(join(out, "metrics.jsonl"), 90);
    expect((await kiso(resume(out), { cwd: root })).code).toBe(0);
    expect(metrics(out)).toEqual(metrics(whole));
    expect(model(out)).toBe(model(whole));
  });
});

/** Kills a training in its midst, after it wrote at least two checkpoints. */
/** Killed while it trains, with the latest checkpoint and the one before it whole. */
async function stopWithTwoCheckpoints(out: string): Promise<void> {
  const path = (name: string) => join(out, "checkpoint", `${name}.safetensors`);
  do {
    rmSync(out, { recursive: true, force: true });
    const child = spawn(process.execPath, [cli, ...begin(out)], { cwd: root, stdio: "ignore" });
    const closed = new Promise((done) => child.on("close", done));
    while (
      !existsSync(path("previous")) ||
      readFileSync(join(out, "metrics.jsonl"), "utf8").split("\n").length < 4
    ) {
      expect(child.exitCode, "training ended before it could be killed").toBeNull();
      await new Promise((wait) => setTimeout(wait, 2));
    }
    child.kill("SIGKILL");
    await closed;
    // Between the two renames of a checkpoint the one before it stands alone.
  } while (!existsSync(path("latest")));
}

describe.skipIf(process.platform === "win32")("a write that is cut short", () => {
  test("loses no earlier checkpoint", async () => {
    const out = join(root, "full");
    await stopWithTwoCheckpoints(out);
    const before = await readCheckpoint(join(out, "checkpoint", "latest.safetensors"));
    // No epoch is better than this says of the first: what is written next is the latest checkpoint, not the best before it.
    const noted = join(out, "metrics.jsonl");
    const lines = readFileSync(noted, "utf8");
    writeFileSync(noted, lines.replace(/"validationLoss":[^,}]+/, '"validationLoss":0'));
    // No file may grow beyond 20 KiB (ulimit counts in blocks of 512 or 1024 bytes): a checkpoint has about 150.
    const limited = ["bash", "-c", 'trap "" XFSZ; ulimit -f 20; exec "$0" "$@"', process.execPath, cli];
    const { code, stderr } = await kiso(resume(out), { cwd: root, through: limited });
    expect(stderr).toMatch(/^kiso: Cannot write .*latest\.safetensors: .*\n$/);
    expect(code).toBe(2);
    expect(await readCheckpoint(join(out, "checkpoint", "latest.safetensors"))).toEqual(before);
    expect(readdirSync(join(out, "checkpoint")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect((await kiso(resume(out), { cwd: root })).code).toBe(0);
    expect(model(out)).toBe(model(whole));
  });
});
