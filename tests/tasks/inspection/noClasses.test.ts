import { expect, test } from "vitest";
import { loadTables } from "../../../src/data/load.ts";
import { labelOfParts } from "../../../src/tasks/inspection/goodParts.ts";
import { folderOf } from "../../data/images/layouts/pictures.ts";

test("pictures with boxes of what was found are no good parts, unless that is said", async () => {
  const folder = folderOf({
    "images/1.jpg": "bad",
    "images/2.jpg": "picture",
    "labels/1.txt": { text: "0 .5 .5 .1 .1\n" },
    "labels/2.txt": { text: "" },
  });
  const table = (await loadTables(folder)).tables.train!;
  const notes: string[] = [];
  expect(() => labelOfParts(table, { others: new Set(), notes })).toThrow(
    /its images have boxes \(YOLO's, as \S+1\.txt\) and no classes; .* if all are good$/,
  );
  expect(labelOfParts(table, { others: new Set(), notes, good: "good" }).label).toBe("label");
});
