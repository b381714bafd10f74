import { linkSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { partFiles } from "../../../src/tasks/inspection/partFiles.ts";
import { passedOverInWords } from "../../../src/tasks/inspection/pictureTable.ts";
import { folderOf, pictures } from "../../data/images/layouts/pictures.ts";

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
