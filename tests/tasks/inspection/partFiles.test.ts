import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { partFiles } from "../../../src/tasks/inspection/partFiles.ts";
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
  expect(passedOver).toEqual(
    ["lot/000.png", "again.png"].map((path) => `${join(folder, path)} (named twice)`),
  );
});
