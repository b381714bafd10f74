import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { good } from "../badData.ts";
import { cli, kiso, workshop } from "../kiso.ts";

const { folder, root } = workshop("unread");
const training = ["--epochs", "200", "--progress", "plain"];

/** Trains with a reader of one stream that leaves after the first piece. */
async function trainWithout(stream: "stdout" | "stderr", out: string, cwd: string) {
  const child = spawn(process.execPath, [cli, "train", "iris", ...training, "--out", out], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
  });
  child[stream].once("data", () => child[stream].destroy());
  child[stream === "stdout" ? "stderr" : "stdout"].resume();
  return new Promise<number | null>((done) => child.on("close", done));
}

describe("a stream that nobody reads any more", () => {
  test.each(["stdout", "stderr"] as const)("is no reason to stop a training: %s", async (stream) => {
    const cwd = folder();
    expect(await trainWithout(stream, "run", cwd)).toBe(0);
    expect(readdirSync(join(cwd, "run"))).toContain("README.md");
    expect(readdirSync(join(cwd, "run"))).not.toContain(".lock");
  });

  test("ends what only prints", async () => {
    const cwd = folder();
    expect((await kiso(["train", "iris", "--out", "run", "--epochs", "1"], { cwd })).code).toBe(0);
    const argv = ["predict", "run", "iris"];
    const through = ["bash", "-c", 'set -o pipefail; "$0" "$@" | head -1', process.execPath, cli];
    const { code, stdout, stderr } = await kiso(argv, { cwd, through });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^[^\n]*label[^\n]*\n$/);
  });
});

describe.skipIf(!existsSync("/dev/full"))("a stream with no room", () => {
  const full = (redirect: string) => ["bash", "-c", `"$0" "$@" ${redirect}`, process.execPath, cli];

  test.each([
    ["train", "iris", "--out", "run"],
    ["train", "--help"],
  ])("for the result is a mistake, in one line: %s %s", async (...argv) => {
    const { code, stderr } = await kiso(argv, { cwd: folder(), through: full(">/dev/full") });
    expect(stderr).toBe(
      "kiso: Cannot write to the standard output: no space is left on the disk; free some or choose another disk.\n",
    );
    expect(code).toBe(2);
  });

  test("for the progress is no reason to stop", async () => {
    const cwd = folder();
    const argv = ["train", "iris", ...training, "--out", "run"];
    expect((await kiso(argv, { cwd, through: full("2>/dev/full") })).code).toBe(0);
    expect(readdirSync(join(cwd, "run"))).toContain("README.md");
  });
});

describe.skipIf(process.platform === "win32")("a file that may not be read", () => {
  /** Root may read all: as root, kiso is run as nobody. */
  const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

  test.each(["data.csv", "data.jsonl", "data.npz", "data.parquet", "data"])("is named: %s", async (name) => {
    const cwd = folder({ "data.csv": good, "data.jsonl": "{}", "data.npz": "", "data.parquet": "PAR1" });
    mkdirSync(join(cwd, "data"));
    writeFileSync(join(cwd, "data", "train.csv"), good);
    for (const open of [root, cwd]) chmodSync(open, 0o755);
    chmodSync(join(cwd, name), 0);
    const child = spawn(process.execPath, [cli, "train", name], { cwd, ...asNobody });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text) => {
      stderr += text;
    });
    const code = await new Promise((done) => child.on("close", done));
    chmodSync(join(cwd, name), 0o755);
    expect(stderr).toBe(
      `kiso: ${name}: ${name.includes(".") ? "" : "the folder "}may not be opened (permission denied); change its rights, or take it out\n`,
    );
    expect(code).toBe(2);
  });
});
