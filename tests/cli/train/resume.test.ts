import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cli, kiso, workshop } from "../kiso.ts";

const { folder } = workshop("resume");
const session = ["--progress", "none", "--checkpoint-every", "0"];
const wave = (i: number) => Math.sin(i * i);
const rows = (count: number, from: number) =>
  `w,h,label\n${Array.from({ length: count }, (_, i) => `${wave(i + from)},${wave(3 * i + from)},${wave(i + from) > 0 ? "a" : "b"}`).join("\n")}\n`;

/** Trains, stopped by a signal as soon as a checkpoint is there. */
async function stopped(argv: readonly string[], cwd: string): Promise<void> {
  const checkpoint = join(cwd, "run/checkpoint/latest.safetensors");
  const kill = { signal: "SIGKILL", when: () => exists(checkpoint) } as const;
  const { signal } = await kiso([...argv, "--out", "run", ...session], { cwd, kill });
  expect(signal).toBe("SIGKILL");
}

function exists(path: string): boolean {
  try {
    return readFileSync(path).length > 0;
  } catch {
    return false;
  }
}

const model = (cwd: string, run: string) => readFileSync(join(cwd, run, "model.safetensors"), "base64");
const losses = (cwd: string, run: string): object[] =>
  readFileSync(join(cwd, run, "metrics.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => ({ ...JSON.parse(line), seconds: 0 }));

test("a run whose data, test rows and own folder were moved goes on to the same bits, told where they are", async () => {
  const cwd = folder({ "data.csv": rows(80, 0), "new.csv": rows(30, 500) });
  const argv = ["train", "data.csv", "--test", "new.csv", "--epochs", "150"];
  expect((await kiso([...argv, "--out", "whole", ...session], { cwd })).code).toBe(0);
  await stopped(argv, cwd);
  renameSync(join(cwd, "run"), join(cwd, "moved"));
  renameSync(join(cwd, "data.csv"), join(cwd, "d.csv"));
  renameSync(join(cwd, "new.csv"), join(cwd, "n.csv"));
  const resume = (...more: string[]) => kiso(["train", ...more, "--resume", "moved", ...session], { cwd });
  expect((await resume()).stderr).toMatch(
    /^kiso: data\.csv: no such file .*; if it lies elsewhere now: kiso train DATA --resume moved\n$/,
  );
  expect((await resume("d.csv")).stderr).toMatch(
    /^kiso: new\.csv: no such file .*; if it lies elsewhere now: kiso train --resume moved --test DATA\n$/,
  );
  // Other rows are refused as they are under their own name.
  expect((await resume("d.csv", "--test", "d.csv")).stderr).toMatch(/^kiso: d\.csv is not the data that /);
  expect(await resume("d.csv", "--test", "n.csv")).toMatchObject({ code: 0, stderr: "" });
  expect(model(cwd, "moved")).toBe(model(cwd, "whole"));
  expect(losses(cwd, "moved")).toEqual(losses(cwd, "whole"));
});

test("a run of an earlier kiso, which left the data's own validation split aside, validates on its own rows", async () => {
  const own = { "data/train.csv": rows(80, 0), "data/test.csv": rows(30, 500) };
  const cwd = folder(own);
  const argv = ["train", "data", "--validation", "0.25", "--epochs", "150"];
  expect((await kiso([...argv, "--out", "whole", ...session], { cwd })).code).toBe(0);
  await stopped(argv, cwd);
  // The same run as that kiso wrote it: the split is there, and its config.json has a share.
  writeFileSync(join(cwd, "data/validation.csv"), rows(25, 900));
  const named = await kiso(["train", "data", "--epochs", "1", "--out", "hash", ...session], { cwd });
  expect(named.code).toBe(0);
  const path = join(cwd, "run/config.json");
  const config = JSON.parse(readFileSync(path, "utf8"));
  expect(config.data.validation).toBe(0.25);
  delete config.sha256;
  config.data.sha256 = JSON.parse(readFileSync(join(cwd, "hash/config.json"), "utf8")).data.sha256;
  writeFileSync(path, JSON.stringify(config));
  const { code, stdout, stderr } = await kiso(["train", "--resume", "run", ...session], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("25 rows to validate on are not used, as when this run began\n");
  expect(model(cwd, "run")).toBe(model(cwd, "whole"));
  expect(losses(cwd, "run")).toEqual(losses(cwd, "whole"));
});

test.skipIf(process.platform === "win32")(
  "what a training says to do next works in a shell as it stands, whatever its folders are called",
  async () => {
    for (const name of ["-x", "it's 実行 $HOME;`ls`"]) {
      const cwd = folder({ [`${name}.csv`]: rows(80, 0) });
      const argv = ["train", `--out=${name}`, "--epochs", "150", ...session, "--", `${name}.csv`];
      const kill = {
        signal: "SIGINT",
        when: () => exists(join(cwd, name, "checkpoint/latest.safetensors")),
      } as const;
      const told = (await kiso(argv, { cwd, kill })).stdout.match(/go on with: kiso (.*)\n/)![1]!;
      const typed = (command: string, ...more: string[]) =>
        kiso([`"$0" "$1" ${command} "\${@:2}"`, process.execPath, cli, ...more], {
          cwd,
          through: ["bash", "-c"],
        });
      const resumed = await typed(told, ...session);
      expect(resumed, name).toMatchObject({ code: 0, stderr: "" });
      const next = [...resumed.stdout.matchAll(/^(?:next)? +kiso (.*)$/gm)].map(([, command]) => command!);
      const page = readFileSync(join(cwd, name, "README.md"), "utf8");
      expect(next).toHaveLength(2);
      for (const command of next) expect(page).toContain(`kiso ${command}\n`);
      for (const command of next)
        expect(await typed(command), command).toMatchObject({ code: 0, stderr: "" });
    }
  },
);

test("what lies in the way of a run's folders is named", async () => {
  const cwd = folder({ "data.csv": rows(80, 0) });
  await stopped(["train", "data.csv", "--epochs", "150"], cwd);
  rmSync(join(cwd, "run/plots"), { recursive: true });
  writeFileSync(join(cwd, "run/plots"), "");
  const { code, stderr } = await kiso(["train", "--resume", "run", ...session], { cwd });
  expect(stderr).toBe(
    "kiso: Cannot write run/plots: a file is in its place; move it away or give another path.\n",
  );
  expect(code).toBe(2);
});

test("a run goes on with the engine that it was begun with", async () => {
  const cwd = folder({ "data.csv": rows(80, 0) });
  const argv = ["train", "data.csv", "--engine", "reference", "--dtype", "float32", "--epochs", "40"];
  expect((await kiso([...argv, "--out", "whole", ...session], { cwd })).code).toBe(0);
  await stopped(argv, cwd);
  const resume = ["train", "--resume", "run", ...session];
  const other = await kiso([...resume, "--engine", "wasm"], { cwd });
  expect(other).toMatchObject({
    code: 2,
    stderr:
      "kiso: run was begun with --engine reference, and the bits of another differ; leave out --engine, or begin a new run\n",
  });
  expect((await kiso(resume, { cwd })).code).toBe(0);
  expect(model(cwd, "run")).toBe(model(cwd, "whole"));
  expect(losses(cwd, "run")).toEqual(losses(cwd, "whole"));
  // With the other engine the bits are others: else this test would show nothing.
  const wasm = argv.map((word) => (word === "reference" ? "wasm" : word));
  expect((await kiso([...wasm, "--out", "wasm", ...session], { cwd })).code).toBe(0);
  expect(model(cwd, "wasm")).not.toBe(model(cwd, "whole"));
});
