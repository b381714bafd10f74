import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { unreadNote } from "../../../src/data/listing/fates.ts";
import { aRun, holdsRuns, noName, walk } from "../../../src/data/listing/walk.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kiso-walk-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), name);
  }
}
const link = async (to: string, name: string) => {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await symlink(to, join(folder, name));
};

test("every file of every folder, by name; a backslash is a letter where the system has it as one", async () => {
  const deep = `${Array.from({ length: 60 }, () => "d").join("/")}/x.csv`;
  await put("b.csv", "a/c.csv", "a/.hidden/d.csv", "odd\nname.csv", "back\\slash.csv", deep);
  expect((await walk(folder)).names).toEqual(
    ["a/.hidden/d.csv", "a/c.csv", "b.csv", "back\\slash.csv", deep, "odd\nname.csv"].sort(),
  );
});

test("links to files and folders are followed; those that lead in a circle or nowhere are named", async () => {
  const outside = await mkdtemp(join(tmpdir(), "kiso-walk-outside-"));
  await mkdir(join(outside, "good"));
  await writeFile(join(outside, "good", "1.png"), "");
  await put("real/a.csv");
  await link(join(outside, "good"), "good");
  await link("real", "again");
  await link("real/a.csv", "b.csv");
  await link("..", "real/up");
  await link("self", "self");
  await link("gone.csv", "dangling.csv");
  const found = await walk(folder);
  await rm(outside, { recursive: true });
  expect(found.names).toEqual(["again/a.csv", "b.csv", "good/1.png", "real/a.csv"]);
  const why = Object.fromEntries(found.unread.map((one) => [one.file, one.why]));
  expect(why).toEqual({
    "again/up": "a link that leads back to a folder that it lies in",
    "dangling.csv": "a link that leads nowhere",
    "real/up": "a link that leads back to a folder that it lies in",
    self: "a link that leads to itself",
  });
});

test("two folders that link to each other end", async () => {
  await put("a/1.csv", "b/2.csv");
  await link("../b", "a/b");
  await link("../a", "b/a");
  const { names, unread } = await walk(folder);
  expect(names).toEqual(["a/1.csv", "a/b/2.csv", "b/2.csv", "b/a/1.csv"]);
  expect(unread.map(({ file }) => file).sort()).toEqual(["a/b/a", "b/a/b"]);
});

/** A chain of folders, each with so many links to the next, and a file at its end. */
async function chain(levels: number, forks: number): Promise<void> {
  for (let level = 0; level < levels; level++) {
    await put(`${level}/${level}.csv`);
    for (let fork = 0; fork < forks && level + 1 < levels; fork++)
      await link(`../${level + 1}`, `${level}/${"abcdefgh"[fork]}`);
  }
}

test("chains of links that fork at each level end, and what is read grows with what is there", async () => {
  await chain(60, 4);
  const { names, unread } = await walk(folder);
  const own = Array.from({ length: 60 }, (_, level) => `${level}/${level}.csv`);
  expect(names).toEqual(expect.arrayContaining(own));
  expect(names.length + unread.length).toBeLessThan(60 * 6 * 5);
  expect(new Set(unread.map(({ why }) => why))).toEqual(
    new Set(["a linked folder that is read by another name"]),
  );
});

test("a folder is read by each name, till that is more than all the rest; the others are named", async () => {
  await put(...Array.from({ length: 100 }, (_, n) => `real/${n}.csv`));
  for (let n = 0; n < 50; n++) await link("real", `link${n}`);
  const { names, unread } = await walk(folder);
  const again = names.filter((name) => name.startsWith("link")).length;
  expect(again % 100).toBe(0);
  expect(again).toBeGreaterThan(1000);
  expect(again / 100 + unread.length).toBe(50);
  expect(unread[0]?.why).toBe("a linked folder that is read by another name");
});

test("a chain of more links than the system follows is named as one, and not as a circle", async () => {
  const outside = await mkdtemp(join(tmpdir(), "kiso-walk-chain-"));
  for (let n = 0; n < 50; n++) {
    await mkdir(join(outside, `${n}`));
    await writeFile(join(outside, `${n}`, "x.csv"), "");
    if (n < 49) await symlink(join(outside, `${n + 1}`), join(outside, `${n}`, "on"));
  }
  await link(join(outside, "0"), "on");
  const { names, unread } = await walk(folder);
  await rm(outside, { recursive: true });
  expect(names).toHaveLength(40);
  expect(unread).toEqual([
    { file: `${"on/".repeat(40)}on`, why: "behind more links than the system follows" },
  ]);
});

test("pipes and sockets are no files; what the system keeps is one entry", async () => {
  await put("a.csv", ".git/objects/1", "@eaDir/a.jpg", "x/lost+found/1", "__MACOSX/._a.csv");
  execFileSync("mkfifo", [join(folder, "pipe.csv")]);
  const server = createServer().listen(join(folder, "s"));
  const found = await walk(folder);
  server.close();
  expect(found.names).toEqual(["a.csv"]);
  expect(Object.fromEntries(found.unread.map((one) => [one.file, one.why]))).toEqual({
    ".git/": "left by the system",
    "@eaDir/": "left by the system",
    "__MACOSX/": "left by the system",
    "x/lost+found/": "left by the system",
    "pipe.csv": "a pipe, no file",
    s: "a socket, no file",
  });
});

test.runIf(process.getuid?.() === 0)(
  "a folder that may not be opened is an error, never nothing",
  async () => {
    await put("lots/a.csv", "lots/shut/b.csv");
    await chmod(folder, 0o755);
    await chmod(join(folder, "lots/shut"), 0o700);
    const { seteuid } = process;
    seteuid!.call(process, 65534);
    try {
      await expect(walk(folder)).rejects.toThrow(
        /lots\/shut: the folder may not be opened \(permission denied\); change its rights, or take it out$/,
      );
    } finally {
      seteuid!.call(process, 0);
    }
  },
);

describe("a run of kiso", () => {
  const marked = async (name: string, format: string) => {
    await put(name);
    await writeFile(join(folder, name), `{\n  "format": "${format}",\n  "formatVersion": 1\n}\n`);
  };

  test.each([
    ["run/config.json", "kiso-run", "run/"],
    ["runs/a-1/config.json", "kiso-run", "runs/a-1/"],
    ["good/deep/er/config.json", "kiso-run", "good/deep/er/"],
    ["a copied model/model.json", "kiso-model", "a copied model/"],
  ])("that lies within data (%s) is named, and nothing of it is read", async (file, format, named) => {
    await marked(file, format);
    await put("a.csv", `${named}plots/curves.png`, `${named}skipped.csv`, `${named}metrics.jsonl`);
    expect(await walk(folder)).toEqual({ names: ["a.csv"], unread: [{ file: named, why: aRun }] });
    expect(await holdsRuns(join(folder, named))).toBe(true);
  });

  test("that is the folder itself is refused in one line", async () => {
    await marked("config.json", "kiso-run");
    await expect(walk(folder)).rejects.toThrow(
      `${folder}: is a run of kiso and holds no data; name the rows or pictures`,
    );
  });

  test("is none where another program wrote config.json or model.json", async () => {
    await marked("a/config.json", "keras");
    await put("b/model.json", "c/config.json/x.csv");
    expect(await walk(folder)).toEqual({
      names: ["a/config.json", "b/model.json", "c/config.json/x.csv"],
      unread: [],
    });
    expect(await holdsRuns(folder)).toBe(false);
  });
});

test.runIf(process.platform === "linux")(
  "a name that is no UTF-8 text is said, and what has it is not read",
  async () => {
    await put("a.csv", "\ufffd.csv");
    // 表.csv and a folder 良 in Shift_JIS.
    const bytes = (...name: number[]) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name)]);
    await writeFile(bytes(0x95, 0x5c, 0x2e, 0x63, 0x73, 0x76), "x");
    await mkdir(bytes(0x97, 0xc7));
    const { names, unread } = await walk(folder);
    expect(names).toEqual(["a.csv", "\ufffd.csv"]);
    expect(unread.map(({ why }) => why)).toEqual([noName, noName]);
  },
);

test("what is not read of 400,000 files is said in a moment", () => {
  const unread = Array.from({ length: 400_000 }, (_, i) => ({
    file: `${i}.docx`,
    why: "no data that kiso reads",
  }));
  expect(unreadNote(unread)).toMatch(
    /^not read: 0\.docx, .*399,?99\d (others|more) \(no data that kiso reads\)$/,
  );
});
