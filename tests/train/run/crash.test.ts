import { spawn } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { threefry2x32 } from "../../../src/data/random/threefry.ts";
import { UserError } from "../../../src/errors.ts";
import { readCheckpoint } from "../../../src/train/run/checkpoint.ts";
import { contentsOf, hashOfRun, isLitter } from "../../cli/disk/contents.ts";
import { errand } from "../../cli/disk/errand.ts";
import { watch } from "../../cli/disk/faultyDisk.mjs";
import { cli } from "../../cli/kiso.ts";
import { kinds, session, writeData } from "./crashKinds.ts";

/**
 * A training that is killed, anywhere and again and again, ends, resumed, with the bits of one that was not: model, metrics, report and
 * pictures. In this process it "dies" at a call of node:fs (nothing of it is done any more); other processes get a real SIGKILL.
 * npm run test:crash kills 200 processes of each kind, and tries every call.
 */
const crashes = Number(process.env.KISO_CRASHES ?? 1);
const all = process.env.KISO_CRASHES !== undefined;
const seed = Number(process.env.KISO_CRASH_SEED ?? Date.now() % 1_000_000);
const only = process.env.KISO_CRASH_KINDS?.split(",");

const shim = resolve("tests/cli/disk/faultyDisk.mjs");
const before = process.cwd();
const root = realpathSync(mkdtempSync(join(tmpdir(), "kiso-crash-")));
const run = join(root, "new");
process.setMaxListeners(0); // those of trainings that died are never taken off

beforeAll(async () => {
  process.chdir(root);
  await writeData(root);
});
afterAll(() => {
  process.chdir(before);
  rmSync(root, { recursive: true, force: true });
});

/** Random whole numbers, the same for the same seed. */
function* draws(kind: number): Generator<number> {
  for (let i = 0; ; i++) yield* threefry2x32([seed, kind], [i, 0]);
}

const begun = () => existsSync(join(run, "config.json"));
const finished = () => existsSync(join(run, "README.md"));
const argvFor = (training: readonly string[]) =>
  begun() ? ["train", "--resume", "new", ...session] : ["train", ...training, "--out", "new", ...session];

/** Begins or goes on, to the end. */
async function toTheEnd(training: readonly string[]): Promise<void> {
  const { code, stderr } = await errand(argvFor(training));
  expect(stderr.replace(/^note .*\n/gm, "")).toBe("");
  expect(code).toBe(0);
}

const wholes = new Map<string, { hash: string; calls: number; contents: Record<string, string> }>();
/** What the training comes to where nothing disturbs it, and how many calls of the disk it makes. */
async function wholeOf(kind: string) {
  const known = wholes.get(kind);
  if (known) return known;
  rmSync(run, { recursive: true, force: true });
  const watched = watch(run, () => undefined);
  await toTheEnd(kinds[kind]!);
  watched.stop();
  const whole = { hash: hashOfRun(run), calls: watched.calls, contents: contentsOf(run) };
  wholes.set(kind, whole);
  return whole;
}

/** What of a run that was killed, and ended, is not as it would have been; nothing where all is. */
function differences(kind: string, wasFinished: boolean): string[] {
  const { contents } = wholes.get(kind)!;
  const found = contentsOf(run);
  // One that was killed between its last file and giving back its lock leaves that: the next one sees that it is dead.
  if (wasFinished) delete found[".lock"];
  const names = new Set([...Object.keys(contents), ...Object.keys(found)]);
  return [...names].filter(
    (file) => isLitter(file) || (found[file] !== contents[file] && !/^checkpoint\b/.test(file)),
  );
}

/** Gives the locks of a training that "died" in this process to one that is dead. */
function bury(): void {
  for (const name of existsSync(run) ? readdirSync(run) : []) {
    if (!name.startsWith(".lock")) continue;
    const path = join(run, name);
    writeFileSync(path, readFileSync(path, "utf8").replace(/"pid":\d+/, '"pid":4194305'));
  }
}

/** Begins or goes on until the call of the disk that has this number. True where it came to its end before. */
async function untilCall(training: readonly string[], at: number, where: "before" | "half" | "after") {
  let die: (nothing: undefined) => void = () => {};
  const died = new Promise<undefined>((done) => {
    die = done;
  });
  const watched = watch(
    run,
    ({ n }) => (n === at ? where : undefined),
    () => die(undefined),
  );
  const ended = await errand(argvFor(training), died);
  watched.stop();
  bury();
  return ended !== undefined;
}

/** Begins or goes on in a process of its own, which is killed; true where it came to its end before. */
function killed(training: readonly string[], fault: object): Promise<boolean> {
  const child = spawn(process.execPath, ["--import", shim, cli, ...argvFor(training)], {
    cwd: root,
    env: { ...process.env, KISO_FAULT: JSON.stringify({ root: run, ...fault }) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr!.on("data", (text) => {
    stderr += text;
  });
  return new Promise((done, failed) =>
    child.on("close", (code, signal) => {
      if (signal === "SIGKILL") done(false);
      else if (code === 0) done(true);
      else failed(new Error(`kiso exited ${code}: ${stderr}`));
    }),
  );
}

function stageOf(): string {
  if (!begun()) return "before config.json";
  if (finished()) return "after README.md";
  if (existsSync(join(run, "model.safetensors"))) return "writing results";
  const kept = existsSync(join(run, "checkpoint")) ? readdirSync(join(run, "checkpoint")) : [];
  return kept.some((name) => name.endsWith(".safetensors") && !name.startsWith("."))
    ? "training"
    : "before a checkpoint";
}

describe("a training that dies", () => {
  for (const [number, kind] of Object.keys(kinds).entries()) {
    if (only && !only.includes(kind)) continue;
    const training = kinds[kind]!;

    test(`${kind}: at any call of the disk (seed ${seed})`, { timeout: 3_600_000 }, async () => {
      const { calls } = await wholeOf(kind);
      expect(calls).toBeGreaterThan(50);
      const random = draws(2 * number);
      const next = () => random.next().value as number;
      let tries = 0;
      const step = all ? 1 : Math.ceil(calls / 2);
      for (let at = all ? 0 : next() % step; at < calls; at += step) {
        rmSync(run, { recursive: true, force: true });
        const where = (["before", "half", "after"] as const)[next() % 3]!;
        const told = `seed ${seed}, ${where} call ${at} of ${calls}`;
        expect(await untilCall(training, at, where), told).toBe(false);
        tries++;
        // Every fourth dies again, while it goes on.
        const again = next() % 4 === 0 ? next() % calls : undefined;
        if (again !== undefined && !finished()) await untilCall(training, again, "half");
        const wasFinished = finished();
        if (!wasFinished) await toTheEnd(training);
        expect(differences(kind, wasFinished), `${told}, again ${again}`).toEqual([]);
      }
      if (all) console.log(`${kind}: died at each of ${tries} calls`);
    });

    // Without test:crash only some kinds, others each time.
    if (!all && (number + seed) % 4 > 0) continue;
    test(`${kind}: ${crashes} times by SIGKILL (seed ${seed})`, { timeout: crashes * 60_000 }, async () => {
      const { calls, hash } = await wholeOf(kind);
      const random = draws(2 * number + 1);
      const next = () => random.next().value as number;
      const stages: Record<string, number> = {};
      let runs = 0;
      for (let kills = 0; kills < crashes; runs++) {
        rmSync(run, { recursive: true, force: true });
        const told: object[] = [];
        // One in three is killed once more while it goes on.
        for (let left = 1 + Number(next() % 3 === 0); left > 0 && kills < crashes && !finished(); left--) {
          const at = next() % calls;
          const how = next() % 4;
          const fault =
            how === 0 ? { at, what: ["before", "half", "after"][next() % 3] } : { at, ms: next() % 8 };
          told.push(fault);
          if (await killed(training, fault)) continue;
          kills++;
          const stage = stageOf();
          stages[stage] = (stages[stage] ?? 0) + 1;
        }
        const wasFinished = finished();
        if (!wasFinished) await toTheEnd(training);
        expect(differences(kind, wasFinished), `seed ${seed}: ${JSON.stringify(told)}`).toEqual([]);
      }
      if (all)
        console.log(`| ${kind} | ${crashes} | ${runs} | ${JSON.stringify(stages)} | ${hash.slice(0, 12)} |`);
    });
  }
});

describe("a checkpoint that is not whole", () => {
  const training = kinds.plain!;
  const latest = join(run, "checkpoint/latest.safetensors");
  const previous = join(run, "checkpoint/previous.safetensors");

  /** A training that died in its midst, with the latest checkpoint and the one before it. */
  async function stopped(): Promise<void> {
    const { calls } = await wholeOf("plain");
    rmSync(run, { recursive: true, force: true });
    await untilCall(training, Math.floor(calls / 2), "before");
    expect([latest, previous].map((path) => existsSync(path))).toEqual([true, true]);
  }

  /** Goes on to the same bits; what was said on the way. */
  async function goesOn(): Promise<string> {
    const { code, stdout, stderr } = await errand(argvFor(training));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(differences("plain", false)).toEqual([]);
    return stdout;
  }

  test("is passed over for the one before it, and what dead processes left is swept away", async () => {
    await stopped();
    const { epochs } = (await readCheckpoint(previous))!;
    truncateSync(latest, 1000);
    // Files begun, and a lock whose draft there was no time to fill.
    for (const name of [
      ".lock.0badf00d.tmp",
      ".config.json.0badf00d0bad.tmp",
      "checkpoint/.best.safetensors.0badf00d0bad.tmp",
    ])
      writeFileSync(join(run, name), "");
    const said = await goesOn();
    expect(said).toContain("note   new/checkpoint/latest.safetensors is not a whole safetensors file");
    expect(said).toContain(`resume after epoch ${epochs} of 5`);
  });

  test("nor the one before it: training begins anew, and says so", async () => {
    await stopped();
    for (const path of [latest, previous]) writeFileSync(path, "");
    expect(await goesOn()).toContain("resume from the beginning");
  });

  test("a cut metrics.jsonl, or one of a changed bit, costs epochs, not bits", async () => {
    await stopped();
    truncateSync(join(run, "metrics.jsonl"), 90);
    expect(await goesOn()).toMatch(/is of epoch \d, but metrics\.jsonl has only 1/);
    await stopped();
    const path = join(run, "metrics.jsonl");
    writeFileSync(path, readFileSync(path, "utf8").replace(/"loss":0\.\d/, '"loss":0.1'));
    expect(await goesOn()).toMatch(/is of epoch \d, but metrics\.jsonl is not as it was then/);
  });

  test("is found out wherever it was cut", async () => {
    await stopped();
    const bytes = readFileSync(latest);
    for (let length = 0; length < bytes.length; length += 37) {
      writeFileSync(latest, bytes.subarray(0, length));
      await expect(readCheckpoint(latest)).rejects.toThrow(UserError);
    }
  });

  test("a write that is cut short loses no earlier checkpoint", async () => {
    await stopped();
    const before = await readCheckpoint(latest);
    const isDraft = (path: string) => /\.latest\.safetensors\.\w+\.tmp$/.test(path);
    const full = watch(run, ({ kind, path }) => (kind === "write" && isDraft(path) ? "ENOSPC" : undefined));
    const { code, stderr } = await errand(argvFor(training));
    full.stop();
    expect(stderr).toMatch(/^kiso: Cannot write new\/checkpoint\/latest\.safetensors: no space .*\n$/);
    expect(code).toBe(2);
    expect(await readCheckpoint(latest)).toEqual(before);
    expect(Object.keys(contentsOf(run)).filter(isLitter)).toEqual([]);
    await goesOn();
  });
});
