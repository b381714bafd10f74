import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { link } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { takeLock } from "../../../src/train/run/lock.ts";
import { workshop } from "../../cli/kiso.ts";

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  return { ...real, link: vi.fn(real.link) };
});
const real = await vi.importActual<typeof import("node:fs/promises")>("node:fs/promises");
const failure = (code: string) => Object.assign(new Error(code), { code });

const { folder } = workshop("links");
let path: string;
beforeEach(() => {
  path = join(folder(), ".lock");
});
const names = () => readdirSync(join(path, ".."));

describe("a lock on a file system without links", () => {
  beforeEach(() => void vi.mocked(link).mockRejectedValue(failure("EPERM")));

  test("is one's of many, and is given back", async () => {
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(path)));
    const won = tries.filter((one) => one.status === "fulfilled");
    expect(won).toHaveLength(1);
    for (const one of tries)
      if (one.status === "rejected")
        expect(one.reason.message).toMatch(`process ${process.pid} has been writing this run since`);
    won[0]!.value();
    expect(names()).toEqual([]);
  });

  test("whose content has not followed its name yet is waited for", async () => {
    writeFileSync(path, "");
    const attempt = takeLock(path);
    const holder = { pid: 1, host: "elsewhere", since: "2026", token: "x" };
    setTimeout(() => writeFileSync(path, JSON.stringify(holder)), 200);
    await expect(attempt).rejects.toThrow("process 1 on elsewhere has been writing this run");
  });
});

describe("a lock over a network that loses an answer", () => {
  test("is one's own, though the link asked for again is there already", async () => {
    vi.mocked(link).mockImplementation(async (from, to) => {
      await real.link(from, to);
      throw failure("EEXIST");
    });
    const giveBack = await takeLock(path);
    expect(JSON.parse(readFileSync(path, "utf8")).pid).toBe(process.pid);
    expect(names()).toEqual([".lock"]);
    giveBack();
    expect(existsSync(path)).toBe(false);
  });
});
