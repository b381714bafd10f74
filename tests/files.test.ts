import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assetPath } from "../src/assets.ts";
import { shown, UserError } from "../src/errors.ts";
import { checkWrites, makeFolder, writeError, writeFileAtomic } from "../src/files.ts";
import { embed } from "../src/tasks/embed.ts";
import { evaluate } from "../src/tasks/evaluate.ts";
import { judge } from "../src/tasks/judge.ts";
import { plot } from "../src/tasks/plot.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kiso-files-"));
});
afterEach(() => rm(folder, { recursive: true }));

it("a mistake is said in one line, whatever a name or a cell in it holds", () => {
  expect(new UserError("there is no file a\r\n  b\u001b[31m\tc.png; correct the name").message).toBe(
    "there is no file a b [31m\tc.png; correct the name",
  );
});

it("a value that is too long or too deep to be written is shown in short", () => {
  expect(shown("a".repeat(1000))).toBe(`"${"a".repeat(299)}…`);
  let deep: unknown[] = [];
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(shown(deep)).toBe("object");
  expect([shown(null), shown(undefined), shown(["a", 1]), shown(true)]).toEqual([
    "null",
    "undefined",
    '["a",1]',
    "true",
  ]);
});

describe("makeFolder", () => {
  it("makes the folders it lies in, and leaves one that is there, at once by several", async () => {
    const deep = join(folder, "a/b/c");
    await Promise.all([makeFolder(deep), makeFolder(deep), makeFolder(join(folder, "a/b/d"))]);
    await makeFolder(deep);
    expect((await readdir(join(folder, "a/b"))).sort()).toEqual(["c", "d"]);
  });

  it("fails where a file is in its place, or one of its folders is a file", async () => {
    await writeFile(join(folder, "file"), "");
    await expect(makeFolder(join(folder, "file"))).rejects.toMatchObject({ code: "EEXIST" });
    await expect(makeFolder(join(folder, "file/a/b"))).rejects.toMatchObject({ code: "ENOTDIR" });
  });

  // mkdir(…, { recursive: true }) has no end there.
  it.runIf(existsSync("/proc/self"))("comes to an end where a folder takes none", async () => {
    await expect(makeFolder("/proc/kiso/run")).rejects.toMatchObject({ code: expect.stringMatching(/^E/) });
  });
});

describe("writeFileAtomic", () => {
  it("replaces a file whole, keeps its mode and leaves nothing else behind", async () => {
    const path = join(folder, "重み.json");
    await writeFile(path, "a much longer old content");
    await chmod(path, 0o640);
    await writeFileAtomic(path, "new");
    expect(await readFile(path, "utf8")).toBe("new");
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect(await readdir(folder)).toEqual(["重み.json"]);
  });

  it("shows readers the old or the new content, never a part of it", async () => {
    const path = join(folder, "data");
    const contents = ["a", "b"].map((letter) => letter.repeat(300_000));
    await writeFileAtomic(path, contents[0]!);
    const writing = Promise.all(
      Array.from({ length: 12 }, (_, i) => writeFileAtomic(path, contents[i % 2]!)),
    );
    const seen: string[] = [];
    for (let i = 0; i < 40; i++) seen.push(await readFile(path, "utf8"));
    await writing;
    for (const content of seen) expect(contents.includes(content)).toBe(true);
    expect(await readdir(folder)).toEqual(["data"]);
  });

  it("writes through a link to what it points at", async () => {
    await writeFile(join(folder, "real"), "old");
    await symlink("real", join(folder, "link"));
    await writeFileAtomic(join(folder, "link"), "new");
    expect(await readFile(join(folder, "real"), "utf8")).toBe("new");
  });

  it("refuses a missing folder, a folder, and a path below a file, in one line each", async () => {
    await mkdir(join(folder, "sub"));
    await writeFile(join(folder, "file"), "kept");
    const cases = [
      [
        join(folder, "no", "x"),
        `the folder ${join(folder, "no")} does not exist; create it first or give another path`,
      ],
      [join(folder, "sub"), "it is a folder; give the path of a file"],
      [join(folder, "file", "x"), `${join(folder, "file")} is a file, not a folder; give another path`],
      [join(folder, "n".repeat(300)), "the file name is too long; choose a shorter one"],
    ] as const;
    for (const [path, message] of cases) {
      const failure = await writeFileAtomic(path, "x").catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(UserError);
      expect(failure).toHaveProperty("message", `Cannot write ${path}: ${message}.`);
    }
    expect((await readdir(folder)).sort()).toEqual(["file", "sub"]);
    expect(await readFile(join(folder, "file"), "utf8")).toBe("kept");
  });

  it.runIf(existsSync("/dev/full"))("says that the disk is full (/dev/full)", async () => {
    await expect(writeFileAtomic("/dev/full", "x")).rejects.toThrow("no space is left on the disk");
    await expect(writeFileAtomic("/dev/full", "x")).rejects.toBeInstanceOf(UserError);
  });

  it("turns permission into a UserError and leaves what is no user's mistake alone", () => {
    const denied = Object.assign(new Error("EACCES: open"), { code: "EACCES" });
    expect(writeError("out.png", denied)).toBeInstanceOf(UserError);
    expect(writeError("out.png", denied)).toHaveProperty("cause", denied);
    const defect = Object.assign(new Error("EBADF"), { code: "EBADF" });
    expect(writeError("out.png", defect)).toBe(defect);
  });
});

describe("what is read is not written over", () => {
  const at = (name: string) => join(folder, name);
  beforeEach(async () => {
    await mkdir(at("lot/heat"), { recursive: true });
    for (const name of ["lot.csv", "lot/a.png", "lot/labels.csv", "other.csv"])
      await writeFile(at(name), "a\n");
    await symlink(at("lot.csv"), at("link.csv"));
  });

  it.each([
    ["the file itself", ["lot.csv"], { files: ["lot.csv"] }, "it is what is read"],
    ["a link to it", ["lot.csv"], { files: [undefined, "link.csv"] }, "it is what is read"],
    ["what a link names", ["other.csv", "link.csv"], { files: ["lot.csv"] }, "it is what is read"],
    ["a file of a folder", ["lot"], { files: ["lot/a.png"] }, "it lies in"],
    ["a list of labels", ["lot"], { files: ["lot/labels.csv"] }, "it lies in"],
    ["into the folder", ["lot"], { folder: "lot" }, "Cannot write into"],
    ["into a folder of it", ["lot"], { folder: "lot/heat" }, "Cannot write into"],
  ])(
    "%s",
    async (_, read, { files, folder: into }: { files?: (string | undefined)[]; folder?: string }, says) => {
      const written = { files: files?.map((name) => name && at(name)), folder: into && at(into) };
      await expect(checkWrites(read.map(at), written)).rejects.toThrow(says);
    },
  );

  it("what is not there yet, lies elsewhere or is no path is written", async () => {
    await checkWrites([at("lot"), at("lot.csv")], {
      files: [at("other.csv"), at("lot/new.csv")],
      folder: at("new"),
    });
    await checkWrites(["iris", "owner/name"], { files: [at("lot.csv")] });
  });

  it.each([
    ["in no folder", { files: ["no/new.csv"] }, "does not exist; create it first"],
    ["in a file", { files: ["lot.csv/new.csv"] }, "lot.csv is a file, not a folder"],
    ["onto a folder", { files: ["lot"] }, "it is a folder; give the path of a file"],
    ["into a file", { folder: "lot.csv" }, "lot.csv is a file, not a folder"],
    ["into a folder in a file", { folder: "lot.csv/heat/maps" }, "lot.csv is a file, not a folder"],
  ])(
    "nothing is written %s, and that is said first",
    async (_, { files, folder: into }: { files?: string[]; folder?: string }, says) => {
      await expect(checkWrites([], { files: files?.map(at), folder: into && at(into) })).rejects.toThrow(
        says,
      );
    },
  );

  it("a device is written as it is", () => checkWrites([], { files: ["/dev/null"] }));

  it("each command that reads and writes looks first", async () => {
    const [run, lot] = [at("no run"), at("lot.csv")];
    await expect(embed({ run, data: lot, out: lot })).rejects.toThrow("it is what is read");
    await expect(judge({ run, parts: [lot], out: lot }).next()).rejects.toThrow("it is what is read");
    await expect(judge({ run, parts: [at("lot")], sheet: at("lot/a.png") }).next()).rejects.toThrow(
      "it lies in",
    );
    await expect(evaluate({ run, data: at("lot"), out: at("lot/a.png") })).rejects.toThrow("it lies in");
    await expect(plot({ data: at("lot"), out: at("lot/a.png") })).rejects.toThrow("it lies in");
  });
});

describe("assetPath", () => {
  it("finds a file that ships with the package", () => {
    expect(existsSync(assetPath("fonts", "NotoSansJP-Regular.otf"))).toBe(true);
    expect(existsSync(assetPath("fonts", "OFL.txt"))).toBe(true); // the font goes nowhere without its licence
  });
});
