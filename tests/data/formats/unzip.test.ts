import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { fileSha256 } from "../../../src/data/fileHash.ts";
import { loadTables } from "../../../src/data/load.ts";
import { UserError } from "../../../src/errors.ts";

let home = "";
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "kiso-unzip-"));
});
afterAll(() => rm(home, { recursive: true }));

async function zipOf(name: string, files: Record<string, string | Buffer>): Promise<string> {
  const path = join(await mkdtemp(join(home, "z-")), name);
  const zip = new ZipFile();
  for (const [file, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), file);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

const train = "x,label\n1,a\n2,b\n3,a\n";
const other = "x,label\n4,a\n5,b\n";

async function refusalOf(path: string): Promise<string> {
  const error = await loadTables(path).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message.replace(`${join(path, "..")}/`, "");
}

describe("a zip archive is the folder that it holds", () => {
  test("parts, what is not read, and names by the archive", async () => {
    const path = await zipOf("titanic.zip", {
      "titanic/Train.csv": train,
      "titanic/test.csv": other,
      "titanic/gender_submission.csv": "id,label\n1,a\n",
      "titanic/plan.docx": "",
      "__MACOSX/titanic/._Train.csv": "",
    });
    const loaded = await loadTables(path);
    expect(loaded.tables.train!.rows).toBe(3);
    expect(loaded.tables.test!.rows).toBe(2);
    expect(loaded.tables.train!.where(1)).toBe(`${path}/titanic/Train.csv, row 2 (line 3)`);
    expect(loaded.files).toEqual([path]);
    expect(loaded.sha256).toBe(await fileSha256(path));
    expect(loaded.notes).toEqual([
      "not read: titanic/gender_submission.csv (names no part, and titanic/Train.csv does); titanic/plan.docx (no data that kiso reads)",
    ]);
    expect(loaded.unread.map(({ file }) => file).sort()).toEqual([
      "__MACOSX/titanic/._Train.csv",
      "titanic/gender_submission.csv",
      "titanic/plan.docx",
    ]);
  });

  test("folders of pictures", async () => {
    const picture = (grey: number) =>
      sharp({ create: { width: 4, height: 4, channels: 3, background: { r: grey, g: grey, b: grey } } })
        .png()
        .toBuffer();
    const path = await zipOf("parts.zip", {
      "good/1.png": await picture(9),
      "good/2.png": await picture(10),
      "bad/1.png": await picture(99),
    });
    const { tables } = await loadTables(path);
    expect(tables.train!.rowNames).toEqual([`${path}/bad/1.png`, `${path}/good/1.png`, `${path}/good/2.png`]);
    const pixels = tables.train!.columns.get("image");
    expect(pixels?.kind === "list" && [pixels.values[0], pixels.values[pixels.width]]).toEqual([99, 9]);
  });

  test("a mistake in it is told by the archive's name", async () => {
    const path = await zipOf("a.zip", { "a.csv": train, "b.csv": "y,label\n1,a\n" });
    expect(await refusalOf(path)).toBe(
      'a.zip/b.csv: no column "x", which PLACE/a.csv has; files of one split must have the same columns'.replace(
        "PLACE",
        path,
      ),
    );
  });

  test("names as Windows writes them in Japan", async () => {
    // yazl writes UTF-8 names; these are the bytes of 学習.csv in Shift_JIS, with the flag for UTF-8 taken off.
    const path = await zipOf("ja.zip", { "AAAA.csv": train, "BBBBBB.csv": other });
    let bytes = (await readFile(path)).toString("latin1");
    bytes = bytes.replaceAll("AAAA.csv", "\x8aw\x8fK.csv").replaceAll("BBBBBB.csv", "\x83e\x83X\x83g.csv");
    for (const head of ["PK\x03\x04", "PK\x01\x02"]) {
      const at = head === "PK\x03\x04" ? 6 : 8;
      for (let i = bytes.indexOf(head); i >= 0; i = bytes.indexOf(head, i + 1))
        bytes = `${bytes.slice(0, i + at)}\x00\x00${bytes.slice(i + at + 2)}`;
    }
    await writeFile(path, Buffer.from(bytes, "latin1"));
    const { tables } = await loadTables(path);
    expect(tables.train!.rows).toBe(3);
    expect(tables.train!.where(0)).toContain("学習.csv");
    expect(tables.test!.rows).toBe(2);
  });
});

describe("a packed table", () => {
  test("train.csv.zip beside test.csv.zip, as Kaggle gives them", async () => {
    const folder = await mkdtemp(join(home, "f-"));
    for (const [name, rows] of [
      ["train.csv", train],
      ["test.csv", other],
    ] as const)
      await writeFile(join(folder, `${name}.zip`), await readFile(await zipOf("a.zip", { [name]: rows })));
    const { tables } = await loadTables(folder);
    expect(tables.train!.rows).toBe(3);
    expect(tables.test!.rows).toBe(2);
    expect(tables.train!.where(0)).toBe(`${folder}/train.csv.zip, row 1 (line 2)`);
  });

  test("of two files is refused", async () => {
    const folder = await mkdtemp(join(home, "f-"));
    await writeFile(
      join(folder, "a.csv.zip"),
      await readFile(await zipOf("a.zip", { "a.csv": train, "b.csv": other })),
    );
    await expect(loadTables(folder)).rejects.toThrow("a.csv.zip: holds 2 files, where its name says one; ");
  });
});

describe("an archive that cannot be read", () => {
  test("is cut short, has a wrong bit, leads out of itself", async () => {
    const path = await zipOf("a.zip", { "a.csv": train.repeat(99) });
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, bytes.length - 30));
    expect(await refusalOf(path)).toMatch(/^a\.zip: is broken or cut short \(.*\); get the file again$/);
    // A wrong checksum in the list of files.
    const wrong = Buffer.from(bytes);
    wrong[wrong.indexOf("PK\x01\x02", 0, "latin1") + 16]! ^= 1;
    await writeFile(path, wrong);
    expect(await refusalOf(path)).toBe(
      "a.zip: is broken or cut short (the checksum of a.csv is wrong); get the file again",
    );
    const out = Buffer.from(
      (await readFile(await zipOf("a.zip", { "AA/x.csv": train })))
        .toString("latin1")
        .replaceAll("AA/", "../"),
      "latin1",
    );
    await writeFile(path, out);
    expect(await refusalOf(path)).toBe(
      'a.zip: the file name "../x.csv" in it leads out of the archive; unpack it and name the folder',
    );
  });

  test("is locked", async () => {
    const path = await zipOf("a.zip", { "a.csv": train });
    const bytes = await readFile(path);
    bytes[bytes.indexOf("PK\x01\x02", 0, "latin1") + 8]! |= 1;
    await writeFile(path, bytes);
    expect(await refusalOf(path)).toBe(
      "a.zip: is locked with a password; unpack it with the password and name the folder",
    );
  });
});
