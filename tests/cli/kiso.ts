import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll } from "vitest";

/** The built command line, as the package's bin names it (npm test builds it first). */
export const cli = resolve(process.env.KISO_CLI ?? "dist/cli.js");

export interface Finished {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Where {
  cwd: string;
  env?: Readonly<Record<string, string>>;
  /** sent to the process as soon as `when` holds */
  kill?: { signal: NodeJS.Signals; when: () => boolean };
  /** the program and its first arguments, in the place of `node dist/cli.js` */
  through?: readonly string[];
}

/** Runs `kiso ...argv` as a process of its own. No Hub can be reached unless `env` names one. */
export function kiso(argv: readonly string[], { cwd, env = {}, kill, through }: Where): Promise<Finished> {
  const [program, ...first] = through ?? [process.execPath, cli];
  const { NODE_OPTIONS: _, HF_TOKEN: __, ...inherited } = process.env;
  const child = spawn(program!, [...first, ...argv], {
    cwd,
    env: { ...inherited, HF_HOME: join(cwd, "..", "hf"), HF_ENDPOINT: "http://127.0.0.1:9", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout!.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr!.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  const watch =
    kill &&
    setInterval(() => {
      if (!kill.when()) return;
      clearInterval(watch);
      child.kill(kill.signal);
    }, 2);
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (code, signal) => {
      clearInterval(watch);
      done({ code, signal, stdout, stderr });
    });
  });
}

/** The one JSON object that a command printed; fails where it failed or printed anything else. */
export async function kisoJson<T>(argv: readonly string[], where: Where): Promise<T> {
  const { code, stdout, stderr } = await kiso([...argv, "--json"], where);
  if (code !== 0) throw new Error(`kiso ${argv.join(" ")} exited ${code}: ${stderr}`);
  if (!/^\{.*\}\n$/.test(stdout)) throw new Error(`not one line of JSON: ${stdout}`);
  return JSON.parse(stdout);
}

export type Contents = string | Uint8Array;

/** Gives folders of their own below one that is removed after the tests of a file. */
export function workshop(name: string): {
  root: string;
  folder(files?: Readonly<Record<string, Contents>>): string;
} {
  const root = mkdtempSync(join(tmpdir(), `kiso-${name}-`));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  let made = 0;
  return {
    root,
    folder(files = {}) {
      const folder = join(root, String(made++));
      mkdirSync(folder);
      for (const [path, contents] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), contents);
      }
      return folder;
    },
  };
}

/** Every path below a folder, and what its bytes hash to. */
export function snapshot(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    paths.map((path) => {
      const full = join(folder, path);
      if (!statSync(full).isFile()) return [path, "folder"];
      return [path, createHash("sha256").update(readFileSync(full)).digest("hex")];
    }),
  );
}
