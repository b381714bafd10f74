import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeSafetensors } from "../../src/model/file/safetensors.ts";
import { startHub } from "../data/hub/hubServer.ts";
import { type BadCase, badData, good } from "./badData.ts";
import { badFlags } from "./badFlags.ts";
import { badRuns } from "./badRuns.ts";
import { cli, kiso, snapshot, workshop } from "./kiso.ts";

const { folder } = workshop("bad");
let trained = "";
beforeAll(async () => {
  trained = folder({ "good.csv": good });
  const { code, stderr } = await kiso(["train", "good.csv", "--epochs", "3", "--out", "run"], {
    cwd: trained,
  });
  expect(code, stderr).toBe(0);
});

/** A mistake costs one line on stderr, exit 2, and not a byte of the folder. */
async function expectRefusal({ files, before, argv, env, message }: BadCase, needsRun: boolean) {
  const cwd = folder(files);
  if (needsRun) cpSync(join(trained, "run"), join(cwd, "run"), { recursive: true });
  before?.(cwd);
  const was = snapshot(cwd);
  const { code, stdout, stderr } = await kiso(argv, { cwd, ...(env ? { env } : {}) });
  expect(stderr).toBe(`kiso: ${message}\n`);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(snapshot(cwd)).toEqual(was);
}

describe("data", () => {
  test.concurrent.for(badData)("$what", (bad) => expectRefusal(bad, false));

  test("a Hub id that does not exist", async () => {
    const hub = await startHub({});
    await expectRefusal(
      {
        what: "",
        argv: ["train", "someone/nothing"],
        env: { HF_ENDPOINT: hub.url },
        message:
          "someone/nothing does not exist on the Hub or is private; check the name, or set HF_TOKEN (no local file has this name either)",
      },
      false,
    ).finally(hub.close);
    expect(hub.calls.length, "asked once, not again and again").toBe(1);
  });
});

describe("flags", () => {
  test.concurrent.for(badFlags)("$what", (bad) => expectRefusal(bad, false));
});

describe("runs", () => {
  test.concurrent.for(badRuns)("$what", (bad) => expectRefusal(bad, true));
});

test("a training that breaks down names epoch, batch and layer, and keeps the last good weights", async () => {
  const cwd = folder();
  const argv = [
    "train",
    "iris",
    "--activation",
    "relu",
    "--lr",
    "1e300",
    "--progress",
    "none",
    "--out",
    "run",
  ];
  const { code, stderr } = await kiso(argv, { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^kiso: training broke down in epoch \d+, batch \d+: layer dense[12] is the first with values that are not finite \(dense[12]\.\w+\); the learning rate 1e\+300 is probably too large: try --lr 1e\+299\b.*\n$/,
  );
  const path = join(cwd, "run", "checkpoint", "latest.safetensors");
  const { tensors } = decodeSafetensors(readFileSync(path), path);
  expect(tensors["dense1.weight"]?.shape).toEqual([4, 32]);
  for (const { data } of Object.values(tensors)) expect(data.every(Number.isFinite)).toBe(true);
  expect(existsSync(join(cwd, "run", "model.json")), "no model of a broken training").toBe(false);
});

describe("a disk that is full", () => {
  const mounted = join(folder(), "disk");
  mkdirSync(mounted);
  const mount = (...options: string[]) => spawnSync("mount", [...options, "tmpfs", mounted]).status === 0;
  const isMounted = mount("-t", "tmpfs", "-o", "size=64k");
  afterAll(() => {
    if (isMounted) spawnSync("umount", [mounted]);
  });
  // Mounting needs root, and a container may forbid it to root too.
  const whereMounted = test.skipIf(!isMounted);

  whereMounted("blobs: one line, and nothing left", async () => {
    const argv = ["blobs", "--samples", "5000", "--out", "x.csv"];
    const { code, stdout, stderr } = await kiso(argv, { cwd: mounted });
    expect(stderr).toBe(
      "kiso: Cannot write x.csv: no space is left on the disk; free some or choose another disk.\n",
    );
    expect({ code, stdout, left: readdirSync(mounted) }).toEqual({ code: 2, stdout: "", left: [] });
  });

  whereMounted("train: one line, and the run goes on when there is space", async () => {
    const argv = ["train", "iris", "--epochs", "1200", "--progress", "none", "--out", "run"];
    const { code, stderr } = await kiso(argv, { cwd: mounted });
    expect(stderr).toMatch(
      /^kiso: Cannot write run\/\S+: no space is left on the disk; free some or choose another disk\.\n$/,
    );
    expect(code).toBe(2);
    expect(mount("-o", "remount,size=8m")).toBe(true);
    const resumed = await kiso(["train", "--resume", "run", "--progress", "none"], { cwd: mounted });
    expect(resumed.code, resumed.stderr).toBe(0);
    const whole = folder();
    expect((await kiso(argv, { cwd: whole })).code).toBe(0);
    const weights = (cwd: string) => readFileSync(join(cwd, "run", "model.safetensors"));
    expect(weights(mounted).equals(weights(whole)), "the same bits").toBe(true);
  });

  const isPosix = process.platform !== "win32";
  test.skipIf(!isPosix)("a limit on a file's size: one line, and nothing left", async () => {
    const cwd = folder();
    // 8 blocks of 512 or 1024 bytes, as the shell has it.
    const through = ["sh", "-c", 'ulimit -f 8; exec "$0" "$@"', process.execPath, cli];
    const { code, stdout, stderr } = await kiso(["blobs", "--samples", "5000", "--out", "x.csv"], {
      cwd,
      through,
    });
    expect(stderr).toMatch(/^kiso: Cannot write x\.csv: the file would be larger than .*\n$/);
    expect({ code, stdout, left: readdirSync(cwd) }).toEqual({ code: 2, stdout: "", left: [] });
  });
});

describe.skipIf(process.getuid?.() === 0)("a folder that may not be written (root may always)", () => {
  test("train: one line", async () => {
    const cwd = folder();
    mkdirSync(join(cwd, "locked"), { mode: 0o500 });
    const { code, stderr } = await kiso(["train", "iris", "--out", "locked/run"], { cwd });
    expect(stderr).toBe(
      "kiso: Cannot write locked/run: permission denied; choose a folder that you may write to.\n",
    );
    expect(code).toBe(2);
  });
});

test("the table is as long as promised", () => {
  expect(badData.length + badFlags.length + badRuns.length).toBeGreaterThanOrEqual(50);
  const all = [...badData, ...badFlags, ...badRuns];
  for (const { message } of all) expect(message.length, message).toBeLessThan(260);
});
