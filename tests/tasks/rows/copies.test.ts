import { describe, expect, test } from "vitest";
import { loadTables } from "../../../src/data/load.ts";
import { cellsOf } from "../../../src/data/table.ts";
import { UserError } from "../../../src/errors.ts";
import { sharedPictures, twinsIn, withoutTwins } from "../../../src/tasks/rows/copies.ts";
import { folderOf } from "../../data/images/layouts/pictures.ts";

/** What is read of a folder where a number stands for a picture. */
const read = async (files: Parameters<typeof folderOf>[0]) => {
  const folder = folderOf(files);
  const { tables } = await loadTables(folder);
  const plain = (notes: readonly string[]) =>
    notes.map((note) => note.replaceAll(`${folder}/`, "").replaceAll(folder, "."));
  return { tables, plain };
};

describe("pictures that are the same", () => {
  test("are one group, which is said with both files of the first", async () => {
    const { tables, plain } = await read({
      "bad/0.png": 1,
      "good/1.png": 2,
      "good/2.png": 3,
      "good/3.png": 2,
      "good/4.png": 2,
    });
    const notes: string[] = [];
    const table = withoutTwins(tables.train!, { label: "label", notes });
    const [zero, one, two, three, four] = table.rowGroups!;
    expect([three, four]).toEqual([one, one]);
    expect(new Set([zero, one, two]).size).toBe(3);
    expect(plain(notes)).toEqual([
      ".: 2 of 5 pictures are copies of others (the first: good/3.png is good/1.png); they go to one side of a split together",
    ]);
  });

  test("are no groups, and nothing is said, where all differ", async () => {
    const { tables } = await read({ "bad/0.png": 1, "good/1.png": 2, "good/2.png": 3 });
    const notes: string[] = [];
    expect(withoutTwins(tables.train!, { label: "label", notes })).toBe(tables.train);
    expect(notes).toEqual([]);
  });

  test("in two classes are named pair by pair, and left out", async () => {
    const { tables, plain } = await read({
      "bad/0.png": 1,
      "bad/1.png": 2,
      "bad/2.png": 3,
      "good/0.png": 4,
      "good/1.png": 2,
      "good/2.png": 3,
      "good/3.png": 3,
    });
    const notes: string[] = [];
    const table = withoutTwins(tables.train!, { label: "label", notes });
    expect(cellsOf(table.column("label"))).toEqual(["bad", "good"]);
    expect(table.rowNames!.map((name) => name.slice(-9))).toEqual(
      ["bad/0.png", "ood/0.png"].map((end) => expect.stringContaining(end)),
    );
    expect(plain(notes)).toEqual([
      ".: 2 pictures stand in two classes (bad/1.png (bad) = good/1.png (good); bad/2.png (bad) = good/2.png (good); bad/2.png (bad) = good/3.png (good)): their 5 files are neither learned from nor tested; take the wrong ones out",
    ]);
    expect(plain(twinsIn(tables.train!, "label"))[0]).toMatch(
      /^\.: 2 pictures stand in two classes \(.*\); take the wrong ones out$/,
    );
  });

  test("in two classes of which one is left are refused, with their names", async () => {
    const { tables, plain } = await read({
      "bad/0.png": 1,
      "good/0.png": 1,
      "good/1.png": 2,
      "good/2.png": 3,
    });
    const refused = () => withoutTwins(tables.train!, { label: "label", learns: "classes", notes: [] });
    expect(refused).toThrow(UserError);
    try {
      refused();
    } catch (error) {
      expect(plain([(error as Error).message])).toEqual([
        ".: class bad has no picture of its own: its one stands in class good too (the first: bad/0.png is good/0.png); a picture has one class: take it out of the wrong one, or name both classes alike if they are one",
      ]);
    }
    // Good parts alone are enough for an inspector.
    const notes: string[] = [];
    expect(withoutTwins(tables.train!, { label: "label", learns: {}, notes }).rows).toBe(2);
    expect(plain(notes)).toEqual([
      ".: 1 picture stands in two classes (bad/0.png (bad) = good/0.png (good)): their 2 files are neither learned from nor tested, which leaves none of bad; take the wrong ones out",
    ]);
  });

  test("of which no row to measure on is left are refused", async () => {
    const { tables } = await read({
      "train/a/1.png": 1,
      "train/b/2.png": 2,
      "test/a/3.png": 3,
      "test/b/3.png": 3,
    });
    expect(() => withoutTwins(tables.test!, { label: "label", notes: [] })).toThrow(
      /class a has no picture of its own: its one stands in class b too \(the first: test\/a\/3\.png is test\/b\/3\.png\)/,
    );
  });

  test.each([
    [
      "the same pictures in two folders",
      { "A/0.png": 1, "A/1.png": 2, "B/0.png": 1, "B/1.png": 2 },
      "A",
      "B",
      "all 2 stand",
    ],
    [
      "bad parts alone are left",
      { "good/0.png": 1, "bad/0.png": 1, "bad/1.png": 2, "bad/2.png": 3 },
      "good",
      "bad",
      "its one stands",
    ],
    [
      "a third class is left",
      { "OK/0.png": 1, "NG/0.png": 1, "third/1.png": 2, "third/2.png": 3 },
      "NG",
      "OK",
      "its one stands",
    ],
  ] as const)("refused for classes and for distances: %s", async (_, files, lost, other, all) => {
    const { tables, plain } = await read(files);
    for (const learns of ["classes", {}] as const)
      try {
        withoutTwins(tables.train!, { label: "label", learns, notes: [] });
        expect.unreachable();
      } catch (error) {
        expect(plain([(error as Error).message])[0]).toMatch(
          new RegExp(
            `^\\.: class ${lost} has no picture of its own: ${all} in class ${other} too \\(the first: \\S+ is \\S+\\); a picture has one class`,
          ),
        );
      }
  });

  test("in train and in test are said", async () => {
    const { tables, plain } = await read({
      "train/bad/0.png": 1,
      "train/good/1.png": 2,
      "test/bad/5.png": 1,
      "test/good/6.png": 9,
    });
    expect(plain(sharedPictures(tables.train!, { "test on": tables.test }))).toEqual([
      ".: 1 of 2 pictures to test on are learned from too (the first: test/bad/5.png is train/bad/0.png); take them out of one, or the result flatters",
    ]);
    expect(sharedPictures(tables.test!, { "validate on": undefined })).toEqual([]);
  });

  test("hang together with those of one item", async () => {
    const { tables } = await read({
      "k1/p0.jpg": 1,
      "k1/p0_label.bmp": "mask",
      "k1/p1.jpg": 2,
      "k1/p1_label.bmp": "empty mask",
      "k2/p0.jpg": 3,
      "k2/p0_label.bmp": "empty mask",
      "k2/p1.jpg": 2,
      "k2/p1_label.bmp": "empty mask",
      "k3/p0.jpg": 5,
      "k3/p0_label.bmp": "empty mask",
    });
    const groups = withoutTwins(tables.train!, { label: "label", notes: [] }).rowGroups!;
    expect(new Set(groups.slice(0, 4)).size).toBe(1);
    expect(groups[4]).not.toBe(groups[0]);
  });
});
