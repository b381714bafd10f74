import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadTables } from "../../../../src/data/load.ts";
import { randomState } from "../../../../src/data/random/randomState.ts";
import { type Content, folderOf } from "./pictures.ts";
import { accounted, classesOf, filesIn } from "./whatWasRead.ts";

/** What is made of a seed: a folder, and what is in it. */
interface Tree {
  files: Record<string, Content>;
  /** links to folders, by name */
  links: Record<string, string>;
  /** how many pictures of each class each part has */
  classes: Record<string, Record<string, number>>;
}

const goods = ["good", "OK", "良品", "Normal", "pass"];
const bads = ["bad", "NG", "不良品", "scratch", "crack 2", "dent"];
const parts = {
  train: ["train", "Train", "training_set", "学習", "TRAIN"],
  validation: ["val", "validation", "Valid", "検証"],
  test: ["test", "TEST", "test_set", "テスト"],
};
const litters = [
  "Thumbs.db",
  ".DS_Store",
  "desktop.ini",
  "@eaDir/000.png/SYNOPHOTO_THUMB_M.jpg",
  "__MACOSX/._000.png",
];

function treeOf(seed: number): Tree {
  const { permutation } = randomState(seed);
  const draw = <T>(from: readonly T[]): T => from[permutation(from.length)[0]!]!;
  const chance = (of: number): boolean => permutation(of)[0] === 0;
  const tree: Tree = { files: {}, links: {}, classes: {} };
  const wrapping = chance(3) ? draw(["dataset/", "lot 7/lot 7/", "archive/data/"]) : "";
  const classes = [draw(goods), ...new Set([draw(bads), draw(bads)])];
  const parted = !chance(3);
  const listing = chance(3);
  const masked = !listing && chance(2);
  const lines: string[] = [];
  const used: ("train" | "validation" | "test")[] = parted
    ? chance(2)
      ? ["train", "test"]
      : ["train", "validation", "test"]
    : ["train"];
  for (const part of used) {
    const folder = parted ? `${draw(parts[part])}/` : "";
    const counts: Record<string, number> = {};
    for (const [c, label] of classes.entries()) {
      const count = 1 + permutation(3)[0]!;
      counts[label] = count;
      for (let i = 0; i < count; i++) {
        // With a list the folders are cameras: their names say nothing of the class.
        const under = listing ? `cam${(i + c) % 2}/${c}${i}` : `${label}/${chance(9) ? "sub/" : ""}${i}`;
        const path = `${wrapping}${folder}${under}${draw([".png", ".PNG", ".jpg", ".bmp"])}`;
        tree.files[path] = chance(8) ? 7 : c === 0 ? "picture" : "bad";
        if (listing) lines.push(`${path.replaceAll("/", chance(2) ? "\\" : "/")},${label}`);
        if (masked && c > 0 && !under.includes("sub/"))
          tree.files[`${wrapping}${folder}${draw(["masks", "ground_truth"])}/${label}/${i}_mask.png`] =
            "mask";
      }
    }
    tree.classes[part] = Object.fromEntries(Object.entries(counts).sort());
  }
  if (listing) tree.files["list.csv"] = { text: `picture,label\n${lines.join("\n")}\n` };
  for (const name of litters) if (chance(3)) tree.files[`${wrapping}${name}`] = { text: "x" };
  if (chance(3)) tree.files["readme.txt"] = { text: "A data set of parts.\n" };
  if (chance(4)) tree.files[`${wrapping}notes.docx`] = { text: "PK" };
  if (chance(4)) tree.files[`${wrapping}settings.csv`] = { text: "lamp,volts\na,5\nb,6\n" };
  if (parted && chance(4)) tree.files[`${wrapping}unlabeled/0.png`] = "picture";
  if (chance(6)) tree.links.round = ".";
  return tree;
}

test("300 seeded trees: each file is read, or named with a reason, and the classes add up", async () => {
  for (let seed = 0; seed < 300; seed++) {
    const { files, links, classes } = treeOf(seed);
    const folder = folderOf(files);
    for (const [name, target] of Object.entries(links)) symlinkSync(target, join(folder, name));
    const loaded = await loadTables(folder).catch((error: Error) => {
      throw new Error(`seed ${seed}: ${error.message}\n${Object.keys(files).join("\n")}`);
    });
    const context = `seed ${seed}: ${folder}\n${Object.keys(files).join("\n")}\n${loaded.notes.join("\n")}`;
    const read = Object.fromEntries(
      Object.entries(classesOf(loaded)).map(([part, counts]) => [
        part,
        Object.fromEntries(Object.entries(counts).sort()),
      ]),
    );
    expect(read, context).toEqual(classes);
    const named = accounted(folder, loaded).filter((file) => file in files);
    expect(named, context).toEqual(filesIn(folder));
  }
}, 120_000);
