import { createWriteStream, linkSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { partFiles, pathOf } from "../../../src/tasks/inspection/partFiles.ts";
import { passedOverInWords } from "../../../src/tasks/inspection/pictureTable.ts";
import { folderOf, pictures } from "../../data/images/layouts/pictures.ts";

async function zipOf(path: string, files: Readonly<Record<string, Buffer>>): Promise<void> {
  const zip = new ZipFile();
  for (const [file, content] of Object.entries(files)) zip.addBuffer(content, file);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}

test("a picture that is named twice is one part", async () => {
  const folder = folderOf(pictures(3, (n) => `lot/${n}.png`));
  symlinkSync(join(folder, "lot/001.png"), join(folder, "again.png"));
  const { pictures: parts, passedOver } = await partFiles(
    ["lot", "lot/000.png", "again.png"].map((path) => join(folder, path)),
  );
  expect(parts.map(({ name }) => name)).toEqual(
    ["000", "001", "002"].map((n) => join(folder, `lot/${n}.png`)),
  );
  expect(passedOver).toEqual([
    `${join(folder, "lot/000.png")} (named twice)`,
    `${join(folder, "again.png")} (the same file as ${join(folder, "lot/001.png")})`,
  ]);
});

test("links within a lot, hard ones too, lead to parts that are judged once, and are named", async () => {
  const folder = folderOf(pictures(3, (n) => `lot/${n}.png`));
  const at = (path: string) => join(folder, path);
  symlinkSync(at("lot/001.png"), at("lot/0-first.png"));
  symlinkSync(at("lot"), at("same"));
  linkSync(at("lot/002.png"), at("lot/2.png"));
  const { pictures: parts, passedOver } = await partFiles([folder]);
  expect(parts.map(({ name }) => name)).toEqual(["000", "001", "002"].map((n) => at(`lot/${n}.png`)));
  const as = (path: string, n: string) => `${at(path)} (the same file as ${at(`lot/${n}.png`)})`;
  expect(new Set(passedOver)).toEqual(
    new Set([
      as("lot/0-first.png", "001"),
      as("lot/2.png", "002"),
      as("same/0-first.png", "001"),
      as("same/000.png", "000"),
      as("same/001.png", "001"),
      as("same/002.png", "002"),
      as("same/2.png", "002"),
    ]),
  );
  expect(passedOverInWords([...passedOver, "a.txt"])).toMatch(
    /^passed over 1 file that is no picture: a\.txt; 7 pictures that have two names are taken once: /,
  );
});

test("a part that only looks like a mask is judged, and that is said; one in a folder called so is none", async () => {
  const folder = folderOf({
    ...pictures(3, (n) => `front/${n}.png`),
    ...pictures(3, (n) => `good/${n}.png`),
    ...pictures(3, (n) => `back/${n}.png`, "mask"),
  });
  const { pictures: parts, notes } = await partFiles([folder]);
  expect(parts).toHaveLength(9);
  expect(notes).toEqual([
    `${folder}: the pictures in back/ are black and white and have the names of those in front/: they are taken for parts; if they are masks, call the folder masks`,
  ]);
  const called = folderOf({
    ...pictures(3, (n) => `front/${n}.png`),
    ...pictures(3, (n) => `masks/${n}.png`, "mask"),
  });
  const found = await partFiles([called]);
  expect(found.pictures).toHaveLength(3);
  expect(found.passedOver.every((file) => file.endsWith("(a mask)"))).toBe(true);
});

describe("a lot in a zip archive", () => {
  test("is judged, its pictures called after it, and what it holds besides is passed over", async () => {
    const lot = folderOf(pictures(2, (n) => `lot/${n}.png`));
    const archive = join(lot, "lot.zip");
    await zipOf(archive, {
      "lot/000.png": readFileSync(join(lot, "lot/000.png")),
      "lot/001.png": readFileSync(join(lot, "lot/001.png")),
      "lot/readme.txt": Buffer.from("notes"),
      "lot/thumbs/000.png": readFileSync(join(lot, "lot/000.png")),
      "__MACOSX/lot/._000.png": Buffer.from("x"),
    });
    const { pictures: parts, passedOver, archives } = await partFiles([archive, archive]);
    expect(parts.map(({ name }) => name)).toEqual([0, 1].map((n) => `${archive}/lot/00${n}.png`));
    expect(await parts[1]!.read()).toEqual(readFileSync(join(lot, "lot/001.png")));
    const [first] = parts;
    expect(readFileSync(pathOf(first!.name, archives))).toEqual(readFileSync(join(lot, "lot/000.png")));
    expect(pathOf("elsewhere.png", archives)).toBe("elsewhere.png");
    expect(passedOver).toEqual([
      `${archive}/__MACOSX/lot/._000.png`,
      `${archive}/lot/readme.txt`,
      `${archive}/lot/thumbs/000.png (hidden, or a thumbnail)`,
      `${archive} (named twice)`,
    ]);
  });

  test.each([
    ["no.zip", { "a.txt": "x" }, "the archive holds no images; put pictures there, or name another"],
    ["broken.zip", undefined, "is broken or cut short"],
    ["lot.tar.gz", undefined, "is packed: unpack it with tar xf"],
    ["a.png.gz", undefined, "is packed: unpack it with gunzip"],
    ["lot.7z", undefined, "is packed: unpack it"],
  ] as const)("%s is refused in one line", async (name, files, line) => {
    const path = join(folderOf(pictures(1, (n) => `${n}.png`)), name);
    if (files) await zipOf(path, { "a.txt": Buffer.from(files["a.txt"]) });
    else writeFileSync(path, "no archive");
    const { pictures: parts, unread } = await partFiles([path]);
    expect(parts).toEqual([]);
    expect(unread).toEqual([{ file: path, message: expect.stringContaining(`${path}: ${line}`) }]);
    expect(unread[0]!.message).not.toContain("\n");
  });

  test("beside pictures is named, as what is to be unpacked", async () => {
    const lot = folderOf({ ...pictures(1, (n) => `${n}.png`), "more.zip": { text: "PK" } });
    const { pictures: parts, unread } = await partFiles([lot]);
    expect(parts).toHaveLength(1);
    expect(unread).toEqual([
      { file: join(lot, "more.zip"), message: `${join(lot, "more.zip")}: is packed: unpack it` },
    ]);
  });
});

test.each(["thumbs", "Thumbnails", ".thumbs", "thumbnail", "@thumb", "__small"])(
  "pictures in %s/ are no parts, and are named; the folder itself may be named",
  async (small) => {
    const lot = folderOf({ ...pictures(2, (n) => `${n}.png`), ...pictures(2, (n) => `${small}/${n}.png`) });
    const { pictures: parts, passedOver } = await partFiles([lot]);
    expect(parts).toHaveLength(2);
    expect(passedOver).toEqual(
      [0, 1].map((n) => `${join(lot, `${small}/00${n}.png`)} (hidden, or a thumbnail)`),
    );
    expect(passedOverInWords(passedOver)).toBe(`not read: ${passedOver.join(", ")}`);
    expect((await partFiles([join(lot, small)])).pictures).toHaveLength(2);
  },
);
