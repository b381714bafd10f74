import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import pkg from "../../package.json" with { type: "json" };
import { cli, kiso, workshop } from "./kiso.ts";

const { folder } = workshop("start");
const cwd = folder();
const names = "lesson blobs parts look plot train evaluate predict judge match embed weights runs".split(" ");

describe("help", () => {
  test("kiso alone and kiso --help list every command", async () => {
    const { code, stdout, stderr } = await kiso(["--help"], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const name of names) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, "m"));
    expect((await kiso([], { cwd })).stdout).toBe(stdout);
  });

  test.concurrent.for(names)("kiso %s --help", async (name) => {
    const { code, stdout, stderr } = await kiso([name, "--help"], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(new RegExp(`^Usage: kiso ${name} `));
    expect(stdout).toContain("--json");
    expect(stdout, "no line wider than a terminal").not.toMatch(/^.{81,}$/m);
    expect(stdout, "a default said twice").not.toMatch(/\(default[^()]*\)\s+\(default/);
    expect(stdout).not.toContain("\u001b");
  });

  test("kiso --version is the package's", async () => {
    expect(await kiso(["--version"], { cwd })).toMatchObject({
      code: 0,
      stdout: `${pkg.version}\n`,
      stderr: "",
    });
  });
});

/** The modules that a module of dist/ loads at once: its own chunks' paths, and others' package names. */
function loadedBy(entry: string): { chunks: Set<string>; packages: Set<string> } {
  const [chunks, packages] = [new Set<string>(), new Set<string>()];
  const visit = (path: string) => {
    if (chunks.has(path)) return;
    chunks.add(path);
    const text = readFileSync(path, "utf8");
    // Static imports stand at the beginning, one after the other; import(...) and texts do not.
    for (const [, name] of text.matchAll(
      /(?:^|[;\n])\s*(?:import|export)\s*(?:[\w$*{}\s,]*from\s*)?"([^"]+)"/g,
    )) {
      if (name!.startsWith(".")) visit(join(dirname(path), name!));
      else packages.add(name!);
    }
  };
  visit(entry);
  return { chunks, packages };
}

/** The script that a chunk runs is part of it (scripts/compiled.mjs). */
const scriptOf = (chunk: string) => chunk.replace(/js$/, "cjs");
const kilobytes = (chunks: Set<string>) =>
  [...chunks]
    .flatMap((path) => [path, scriptOf(path)].filter(existsSync))
    .reduce((sum, path) => sum + readFileSync(path).length, 0) / 1000;
/** Messages name kiso's own entries, as in "import train from "kiso/node"". */
const npm = (packages: Set<string>) =>
  [...packages].filter((name) => !name.startsWith("node:") && !name.startsWith("kiso/")).sort();

/** The chunk of a command, which is loaded when it is called: that of train is the one that others share. */
const commandChunk = (name: string): string => {
  const chunk = name === "train" ? "core" : name;
  const [, path] = new RegExp(`import\\([\`"']\\./(cli/${chunk}-[^\`"']+)`).exec(readFileSync(cli, "utf8"))!;
  return join(dirname(cli), path!);
};

/** Why kiso and `import "kiso"` are quick; scripts/startup.mjs and npm run bench measure that they are. */
describe("what is loaded at the start", () => {
  test("kiso --help: commander, bundled, and nothing else", () => {
    const { chunks, packages } = loadedBy(cli);
    expect(npm(packages)).toEqual([]);
    expect(chunks.size).toBeLessThanOrEqual(4);
    expect(kilobytes(chunks)).toBeLessThan(130);
  });

  // Each chunk costs a millisecond, numpy-ts thirty; pictures, the report and the Hub come when they are called for.
  test.each(["train", "predict"])("kiso %s: a few chunks, no package, no numpy-ts, no picture", (name) => {
    const { chunks, packages } = loadedBy(commandChunk(name));
    expect(npm(packages)).toEqual([]);
    expect(chunks.size).toBeLessThanOrEqual(10);
    // of which the largest comes with its compiled code
    expect(kilobytes(chunks)).toBeLessThan(1400);
    for (const path of chunks) expect(basename(path)).not.toMatch(/numpy|plot|report/);
  });

  test("import 'kiso' and 'kiso/node': no package, and so none for files, pictures or the Hub", () => {
    for (const entry of ["index.js", "node.js", "bundled/index.js", "bundled/node.js"])
      expect(npm(loadedBy(resolve(dirname(cli), entry)).packages), entry).toEqual([]);
    for (const entry of ["bundled/index.js", "bundled/node.js"])
      expect(loadedBy(resolve(dirname(cli), entry)).chunks.size, "few files: each costs").toBeLessThan(25);
  });

  test("a chunk that is loaded later is there", () => {
    const { chunks } = loadedBy(cli);
    const later = [...readFileSync(cli, "utf8").matchAll(/import\(\s*[`"']([^`"']+)[`"']\s*\)/g)];
    expect(later.length).toBeGreaterThanOrEqual(7);
    for (const [, name] of later) {
      const path = join(dirname(cli), name!);
      expect(existsSync(path), name).toBe(true);
      expect(chunks.has(path), `${name} is not loaded at once too`).toBe(false);
    }
  });
});

describe("the compiled code of the largest chunk", () => {
  const installed = folder();
  cpSync(cli, join(installed, "cli.js"));
  cpSync(join(dirname(cli), "cli"), join(installed, "cli"), { recursive: true });
  const codeFiles = () => readdirSync(join(installed, "cli")).filter((name) => name.endsWith(".code"));
  const codeFile = () => join(installed, "cli", codeFiles()[0]!);
  const through = [process.execPath, join(installed, "cli.js")];
  const help = async () => {
    const { code, stdout, stderr } = await kiso(["train", "--help"], { cwd, through });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage: kiso train /);
  };

  test("comes with a build, one file for this version of V8, and stays as it is", async () => {
    expect(codeFiles()).toHaveLength(1);
    expect(codeFile()).toContain(`.${process.versions.v8}-${process.arch}.`);
    const before = readFileSync(codeFile());
    await help();
    expect(readFileSync(codeFile()).equals(before)).toBe(true);
  });

  test.each([
    ["is written anew where there is none", () => rmSync(codeFile())],
    ["is passed over and written anew where it is empty", () => writeFileSync(codeFile(), "")],
    [
      "is passed over and written anew where it is cut",
      () => writeFileSync(codeFile(), readFileSync(codeFile()).subarray(0, 5000)),
    ],
    [
      "is passed over and written anew where a bit is another",
      () => {
        const bytes = readFileSync(codeFile());
        bytes[bytes.length >> 1]! ^= 4;
        writeFileSync(codeFile(), bytes);
      },
    ],
  ])("%s", async (_, harm) => {
    harm();
    await help();
    expect(codeFiles()).toHaveLength(1);
    const bytes = readFileSync(codeFile());
    expect(bytes.length).toBeGreaterThan(1e5);
    expect(bytes.readUInt32LE(0)).toBe(crc32(bytes.subarray(4)));
  });
});
