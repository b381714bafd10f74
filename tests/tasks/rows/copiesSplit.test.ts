import { describe, expect, test } from "vitest";
import type { LabelledRows } from "../../../src/data/rows/labelledRows.ts";
import { planOf } from "../../../src/tasks/plan/plan.ts";
import { fileReader } from "../../../src/tasks/rows/files.ts";
import { prepare } from "../../../src/tasks/rows/prepare.ts";
import { type Content, folderOf } from "../../data/images/layouts/pictures.ts";

/** Ten pictures of each class, four copies of each. */
const copied: Record<string, Content> = Object.fromEntries(
  Array.from({ length: 80 }, (_, i): [string, Content] => [
    `${i < 40 ? "good" : "bad"}/${i}.png`,
    Math.floor(i / 4),
  ]),
);

/** What each row looks like. */
const picturesIn = (rows: LabelledRows | undefined): Set<string> => {
  const width = rows?.nFeatures ?? 1;
  return new Set(
    Array.from({ length: rows?.nSamples ?? 0 }, (_, row) =>
      rows!.features.data.slice(row * width, (row + 1) * width).join(),
    ),
  );
};

describe("copies go to one part of a split together", () => {
  test.each(["classify", "siamese"] as const)("task %s", async (task) => {
    const data = folderOf(copied);
    for (let seed = 0; seed < 8; seed++) {
      const { wanted } = planOf("train", { data, task, testSize: 0.25, validation: 0.25 });
      const parts = await prepare(wanted, seed, fileReader(data));
      const [train, validation, tested] = [parts.train, parts.validation, parts.test].map(picturesIn);
      expect(train!.size + validation!.size + tested!.size).toBe(20);
      for (const [one, other] of [
        [train, validation],
        [train, tested],
        [validation, tested],
      ] as const)
        for (const picture of one!) expect(other!.has(picture)).toBe(false);
      expect(validation!.size).toBeGreaterThan(1);
      expect(tested!.size).toBeGreaterThan(1);
      const notes = parts.notes.filter((note) => /copies of others/.test(note));
      expect(notes.length).toBe(1);
      expect(notes[0]).toMatch(
        /: 60 of 80 pictures are copies of others \(the first: bad\/41\.png is bad\/40\.png\)/,
      );
    }
  });

  test("a column of a list keeps the sides of a part together", async () => {
    const files: Record<string, Content> = {};
    const lines = ["file,label,part"];
    for (let part = 0; part < 12; part++)
      for (const side of ["top", "left"]) {
        files[`${part}-${side}.png`] = part % 3 === 0 ? "bad" : "picture";
        lines.push(`${part}-${side}.png,${part % 3 === 0 ? "NG" : "OK"},P${part}`);
      }
    const data = folderOf({ ...files, "labels.csv": { text: `${lines.join("\n")}\n` } });
    for (let seed = 0; seed < 8; seed++) {
      const { wanted } = planOf("train", { data, group: "part", testSize: 0.3 });
      const { train, test: tested } = await prepare(wanted, seed, fileReader(data));
      const partsOf = (rows: LabelledRows) =>
        new Set(rows.rowNames!.map((name) => /(\d+)-\w+\.png$/.exec(name)![1]));
      const held = partsOf(tested!);
      expect(held.size * 2).toBe(tested!.nSamples);
      for (const part of partsOf(train)) expect(held.has(part)).toBe(false);
    }
  });

  test("Kolektor's pictures of one item lie on one side without being asked", async () => {
    const files: Record<string, Content> = {};
    for (let item = 0; item < 10; item++)
      for (const n of [0, 1, 2]) {
        const bad = n === item % 3;
        files[`kos${item}/Part${n}.jpg`] = bad ? "bad" : "picture";
        files[`kos${item}/Part${n}_label.bmp`] = bad ? "mask" : "empty mask";
      }
    const data = folderOf(files);
    const { wanted } = planOf("train", { data, testSize: 0.3 });
    const { train, test: tested } = await prepare(wanted, 0, fileReader(data));
    const itemsOf = (rows: LabelledRows) => new Set(rows.rowNames!.map((name) => /kos\d+/.exec(name)![0]));
    const held = itemsOf(tested!);
    expect(held.size * 3).toBe(tested!.nSamples);
    for (const item of itemsOf(train)) expect(held.has(item)).toBe(false);
  });
});
