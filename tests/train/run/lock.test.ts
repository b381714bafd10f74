import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { takeLock } from "../../../src/train/run/lock.ts";
import { cli, kiso, kisoJson, workshop } from "../../cli/kiso.ts";

const { folder } = workshop("lock");
const other = { pid: 1, host: hostname(), since: "2026", token: "x" };
const holderOf = (path: string) => JSON.parse(readFileSync(path, "utf8"));

describe("a lock", () => {
  test("keeps a second one out by naming the first, until it is given back", async () => {
    const at = folder();
    const path = join(at, ".lock");
    const giveBack = await takeLock(path);
    await expect(takeLock(path)).rejects.toThrow(`process ${process.pid} has been writing this run since`);
    giveBack();
    (await takeLock(path))();
    expect(readdirSync(at)).toEqual([]);
  });

  test("of a dead process is taken over, by one of many", async () => {
    const at = folder();
    const path = join(at, ".lock");
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    writeFileSync(path, JSON.stringify({ pid, host: hostname(), since: "2026", token: "dead" }));
    // A takeover of that lock that died in its midst.
    writeFileSync(`${path}.dead`, JSON.stringify({ pid, host: hostname(), since: "2026", token: "also" }));
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(path)));
    const won = tries.filter(({ status }) => status === "fulfilled");
    expect(won).toHaveLength(1);
    expect(holderOf(path).pid).toBe(process.pid);
    for (const one of tries) if (one.status === "fulfilled") one.value();
    expect(readdirSync(at)).toEqual([]);
  });

  test.runIf(process.platform === "linux")(
    "of a dead process whose number another has now is taken over",
    async () => {
      const path = join(folder(), ".lock");
      const giveBack = await takeLock(path);
      const mine = holderOf(path);
      giveBack();
      expect(mine.started).toMatch(/^\d+$/);
      for (const changed of [{ started: "1" }, { boot: "another" }]) {
        writeFileSync(path, JSON.stringify({ ...mine, token: "old", ...changed }));
        (await takeLock(path))();
      }
      writeFileSync(path, JSON.stringify({ ...mine, token: "old" }));
      await expect(takeLock(path)).rejects.toThrow(`process ${process.pid} has`);
    },
  );

  test("is taken though each draft is swept away once", async () => {
    const at = folder();
    const path = join(at, ".lock");
    const swept = new Set<string>();
    const watcher = watch(at, (_, name) => {
      if (!name?.endsWith(".tmp") || swept.has(name) || !existsSync(join(at, name))) return;
      rmSync(join(at, name));
      swept.add(name);
    });
    for (let i = 0; i < 50; i++) {
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => takeLock(path)));
      const won = tries.filter((one) => one.status === "fulfilled");
      expect(won).toHaveLength(1);
      won[0]!.value();
    }
    watcher.close();
    expect(swept.size).toBeGreaterThan(0);
    expect(readdirSync(at)).toEqual([]);
  });

  test.each<[what: string, make: (path: string) => void]>([
    ["empty", (path) => writeFileSync(path, "")],
    ["null", (path) => writeFileSync(path, "null")],
    ["of no process", (path) => writeFileSync(path, JSON.stringify({ ...other, pid: 0 }))],
    [
      "of a process with a name for a number",
      (path) => writeFileSync(path, JSON.stringify({ ...other, pid: "1" })),
    ],
    [
      "whose token leads elsewhere",
      (path) => writeFileSync(path, JSON.stringify({ ...other, token: "../x" })),
    ],
    ["a link to nothing", (path) => symlinkSync("nothing", path)],
  ])("that kiso did not write (%s) is named, with the way out, and left as it is", async (_, make) => {
    const at = folder();
    const path = join(at, ".lock");
    make(path);
    await expect(takeLock(path)).rejects.toThrow(`${path} is not a lock that kiso wrote; if no other`);
    expect(readdirSync(at)).toEqual([".lock"]);
  });

  test("that is a folder is named", async () => {
    const path = join(folder(), ".lock");
    mkdirSync(path);
    await expect(takeLock(path)).rejects.toThrow(`Cannot read ${path}: it is a folder`);
    await expect(takeLock(path)).rejects.toBeInstanceOf(UserError);
  });

  test("of another machine is respected, with the way out", async () => {
    const path = join(folder(), ".lock");
    writeFileSync(path, JSON.stringify({ pid: 1, host: "elsewhere", since: "2026", token: "x" }));
    await expect(takeLock(path)).rejects.toThrow(/process 1 on elsewhere .* remove .*\.lock$/);
  });
});

describe("runs that are begun at once", () => {
  test("without a name are given one each", async () => {
    const at = folder();
    const begun = Array.from({ length: 4 }, () =>
      kisoJson<{ run: string }>(["train", "iris", "--epochs", "1", "--progress", "none"], { cwd: at }),
    );
    const runs = (await Promise.all(begun)).map(({ run }) => run);
    expect(runs.sort()).toEqual(["runs/iris-1", "runs/iris-2", "runs/iris-3", "runs/iris-4"]);
  });
});

describe("a run that is being trained", () => {
  const long = ["--epochs", "1000000", "--progress", "none", "--checkpoint-every", "0.02"];

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("is one process's alone; %s saves it and gives it back", async (signal, code) => {
    const at = folder();
    const out = join(at, "run");
    const child = spawn(process.execPath, [cli, "train", "iris", "--out", out, ...long], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (text) => {
      stdout += text;
    });
    child.stderr.on("data", (text) => {
      stderr += text;
    });
    const closed = new Promise<number | null>((done) => child.on("close", done));
    while (
      !readdirSync(at, { recursive: true, encoding: "utf8" }).includes(
        join("run", "checkpoint", "latest.safetensors"),
      )
    ) {
      expect(child.exitCode).toBeNull();
      await new Promise((wait) => setTimeout(wait, 10));
    }
    const second = await kiso(["train", "--resume", out], { cwd: at });
    expect(second.code).toBe(2);
    expect(second.stderr).toMatch(new RegExp(`^kiso: process ${child.pid} has been writing this run .*\n$`));
    expect(readFileSync(join(out, ".lock"), "utf8")).toContain(`"pid":${child.pid}`);
    child.kill(signal);
    expect(await closed).toBe(code);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/stop {3}.* was stopped; go on with: kiso train --resume /);
    expect(readdirSync(out).filter((name) => name.startsWith(".lock"))).toEqual([]);
  });
});
