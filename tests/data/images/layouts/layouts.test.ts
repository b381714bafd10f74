import { linkSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadTables } from "../../../../src/data/load.ts";
import { cellsOf } from "../../../../src/data/table.ts";
import { type Content, folderOf, pictures } from "./pictures.ts";
import { accounted, classesOf, filesIn, notesOf, regionsOf } from "./whatWasRead.ts";

const mvtec: Record<string, Content> = {
  ...pictures(4, (n) => `train/good/${n}.png`),
  ...pictures(2, (n) => `test/good/${n}.png`),
  ...pictures(3, (n) => `test/broken_large/${n}.png`, "bad"),
  ...pictures(3, (n) => `ground_truth/broken_large/${n}_mask.png`, "mask"),
  "license.txt": { text: "CC BY-NC-SA" },
  "readme.txt": { text: "A data set.\n" },
};

const within = (folder: string, files: Readonly<Record<string, Content>>): Record<string, Content> =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));

const kolektor = Object.fromEntries(
  ["kos01", "kos02", "kos03"].flatMap((item, i) =>
    [0, 1, 2].flatMap((n): [string, Content][] => [
      [`${item}/Part${n}.jpg`, n === i ? "bad" : "picture"],
      [`${item}/Part${n}_label.bmp`, n === i ? "mask" : "empty mask"],
    ]),
  ),
);

const dagm: Record<string, Content> = {
  ...pictures(3, (n) => `Train/0${n}.PNG`),
  ...pictures(2, (n) => `Train/1${n}.PNG`, "bad"),
  ...pictures(2, (n) => `Train/Label/1${n}_label.PNG`, "mask"),
  "Train/Label/Labels.txt": { text: "1\n0000\t0\t0000.PNG\t0\t0\n" },
  ...pictures(3, (n) => `Test/0${n}.PNG`),
  ...pictures(1, (n) => `Test/1${n}.PNG`, "bad"),
  ...pictures(1, (n) => `Test/Label/1${n}_label.PNG`, "mask"),
};

const visa: Record<string, Content> = {
  ...pictures(3, (n) => `Data/Images/Normal/${n}.JPG`),
  ...pictures(2, (n) => `Data/Images/Anomaly/${n}.JPG`, "bad"),
  ...pictures(2, (n) => `Data/Masks/Anomaly/${n}.png`, "mask"),
};
const anno = (object: string) => ({
  text: `image,label,mask\n${[0, 1, 2].map((n) => `${object}/Data/Images/Normal/00${n}.JPG,normal,\n`).join("")}${[0, 1].map((n) => `${object}/Data/Images/Anomaly/00${n}.JPG,${n === 0 ? '"chunk missing,spot"' : "spot"},${object}/Data/Masks/Anomaly/00${n}.png\n`).join("")}`,
});

describe("layouts of public sets, by name", () => {
  test.each<[string, Record<string, Content>, object, readonly (string | RegExp)[]]>([
    [
      "MVTec AD's: masks are masks, of the test part",
      mvtec,
      { train: { good: 4 }, test: { broken_large: 3, good: 2 } },
      [
        /^\.: 3 masks of 3 pictures \(in ground_truth\/\) are no pictures and no classes; they score where a model looks$/,
      ],
    ],
    [
      "MVTec LOCO's: the masks of a picture lie in a folder of its name, and validation/ is a part",
      {
        ...mvtec,
        "validation/good/000.png": "picture",
        "test/logical_anomalies/000.png": "bad",
        "ground_truth/logical_anomalies/000/000.png": "mask",
        "ground_truth/logical_anomalies/000/001.png": "mask",
        "defects_config.json": { text: '[{"defect_name": "missing", "pixel_value": 255}]' },
      },
      {
        train: { good: 4 },
        validation: { good: 1 },
        test: { broken_large: 3, good: 2, logical_anomalies: 1 },
      },
      [/5 masks of 4 pictures/],
    ],
    [
      "BTAD's",
      {
        ...pictures(3, (n) => `train/ok/0${n}.bmp`),
        ...pictures(2, (n) => `test/ok/0${n}.bmp`),
        ...pictures(2, (n) => `test/ko/0${n}.bmp`, "bad"),
        ...pictures(2, (n) => `ground_truth/ko/0${n}.png`, "mask"),
      },
      { train: { ok: 3 }, test: { ko: 2, ok: 2 } },
      [/2 masks of 2 pictures/],
    ],
    [
      "VisA's",
      { ...visa, "image_anno.csv": anno("candle") },
      { train: { Anomaly: 2, Normal: 3 } },
      [/2 masks of 2 pictures/],
    ],
    [
      "KolektorSDD's: what a mask marks is bad, and a folder is an item",
      kolektor,
      { train: { bad: 3, good: 6 } },
      [
        /a picture is bad where its mask marks something, and good where it does not or has none: 3 bad, 6 good/,
      ],
    ],
    [
      "KolektorSDD2's",
      {
        ...pictures(2, (n) => `train/10${n}.png`),
        ...pictures(2, (n) => `train/10${n}_GT.png`, "empty mask"),
        "train/20000.png": "bad",
        "train/20000_GT.png": "mask",
        "test/30000.png": "picture",
        "test/30000_GT.png": "empty mask",
        "test/30001.png": "bad",
        "test/30001_GT.png": "mask",
      },
      { train: { bad: 1, good: 2 }, test: { bad: 1, good: 1 } },
      [/train: .*1 bad, 2 good/, /test: .*1 bad, 1 good/],
    ],
    [
      "DAGM 2007's",
      dagm,
      { train: { bad: 2, good: 3 }, test: { bad: 1, good: 3 } },
      [/3 masks of 3 pictures/],
    ],
    [
      "NEU-CLS's: the classes are in the names",
      {
        ...pictures(2, (n) => `Cr_${n}.bmp`),
        ...pictures(3, (n) => `RS_${n}.bmp`),
        ...pictures(1, (n) => `Sc_${n}.bmp`),
      },
      { train: { Cr: 2, RS: 3, Sc: 1 } },
      [/the classes \(Cr, RS, Sc\) are those that the names of the files begin with/],
    ],
    [
      "NEU-DET's",
      {
        ...pictures(2, (n) => `IMAGES/crazing_${n}.jpg`),
        ...pictures(2, (n) => `IMAGES/rolled-in_scale_${n}.jpg`),
        ...pictures(2, (n) => `ANNOTATIONS/crazing_${n}.xml`, {
          text: "<annotation><name>crazing</name></annotation>",
        }),
      },
      { train: { crazing: 2, "rolled-in_scale": 2 } },
      [/the classes \(crazing, rolled-in_scale\)/],
    ],
    [
      "NEU-DET's, as Kaggle packs it",
      within("NEU-DET", {
        ...pictures(2, (n) => `train/images/crazing/crazing_${n}.jpg`),
        ...pictures(2, (n) => `train/images/patches/patches_${n}.jpg`),
        ...pictures(2, (n) => `train/annotations/crazing_${n}.xml`, { text: "<annotation/>" }),
        ...pictures(1, (n) => `validation/images/patches/patches_9${n}.jpg`),
      }),
      { train: { crazing: 2, patches: 2 }, validation: { patches: 1 } },
      [],
    ],
    [
      "AITEX's",
      {
        ...pictures(3, (n) => `NODefect_images/2306881/0${n}.png`),
        ...pictures(2, (n) => `Defect_images/0${n}.png`, "bad"),
        ...pictures(2, (n) => `Mask_images/0${n}_mask.png`, "mask"),
      },
      { train: { Defect_images: 2, NODefect_images: 3 } },
      [/2 masks of 2 pictures \(in Mask_images\/\)/],
    ],
    [
      "masks in a folder of a class's name",
      {
        ...pictures(4, (n) => `good/${n}.png`),
        ...pictures(2, (n) => `crack/${n}.png`, "bad"),
        ...pictures(2, (n) => `mask/crack/${n}.png`, "mask"),
      },
      { train: { crack: 2, good: 4 } },
      [/2 masks of 2 pictures \(in mask\/\)/],
    ],
    [
      "masks beside their pictures",
      {
        ...pictures(4, (n) => `good/${n}.png`),
        ...pictures(2, (n) => `crack/${n}.png`, "bad"),
        ...pictures(2, (n) => `crack/${n}_mask.png`, "mask"),
      },
      { train: { crack: 2, good: 4 } },
      [/2 masks of 2 pictures \(beside the pictures\)/],
    ],
    [
      "masks in a folder of an unknown name, told by the names and by what they hold",
      {
        ...pictures(4, (n) => `good/${n}.png`),
        ...pictures(3, (n) => `crack/${n}.png`, "bad"),
        ...pictures(3, (n) => `bw/${n}.png`, "mask"),
      },
      { train: { crack: 3, good: 4 } },
      [
        /^\.: 3 masks of 3 pictures \(in bw\/\) are no pictures.*; bw\/ is told by the names and by black and white alone: labels: "folders" reads it as a class$/,
      ],
    ],
    [
      "such masks with an ending and another extension",
      {
        ...pictures(4, (n) => `good/${n}.jpg`),
        ...pictures(3, (n) => `crack/${n}.jpg`, "bad"),
        ...pictures(3, (n) => `bw/${n}_zone.png`, "mask"),
      },
      { train: { crack: 3, good: 4 } },
      [/3 masks of 3 pictures \(in bw\/\)/],
    ],
    [
      "class folders that are all black and white share names and are no masks",
      { ...pictures(3, (n) => `0/${n}.png`, "mask"), ...pictures(3, (n) => `1/${n}.png`, "mask") },
      { train: { "0": 3, "1": 3 } },
      [],
    ],
    [
      "a black class is no folder of masks",
      {
        ...pictures(3, (n) => `dark/${n}.png`, "empty mask"),
        ...pictures(3, (n) => `dent/${n}.png`),
        ...pictures(3, (n) => `good/${n}.png`),
      },
      { train: { dark: 3, dent: 3, good: 3 } },
      [],
    ],
    [
      "the only other class that may be masks is a class, and that is said",
      { ...pictures(3, (n) => `a/${n}.png`), ...pictures(3, (n) => `b/${n}.png`, "mask") },
      { train: { a: 3, b: 3 } },
      [
        /the pictures in b\/ are black and white and have the names of those in a\/: they are read as a class/,
      ],
    ],
    [
      "a class called mask is no folder of masks",
      { ...pictures(3, (n) => `mask/${n}.png`), ...pictures(3, (n) => `no_mask/${n}.png`) },
      { train: { mask: 3, no_mask: 3 } },
      [],
    ],
    [
      "a picture's label side is no mask",
      {
        ...pictures(3, (n) => `OK/${n}.png`),
        ...pictures(3, (n) => `OK/${n}_label.png`),
        "NG/000.png": "bad",
      },
      { train: { NG: 1, OK: 6 } },
      [],
    ],
  ])("%s", async (_, files, classes, said) => {
    const folder = folderOf(files);
    const loaded = await loadTables(folder);
    expect(classesOf(loaded)).toEqual(classes);
    expect(accounted(folder, loaded)).toEqual(filesIn(folder));
    const notes = notesOf(folder, loaded);
    for (const note of said) expect(notes).toContainEqual(expect.stringMatching(note));
  });

  test("what only looks like a mask is a picture of a lot; of one of two pictures' name it is said why it scores nothing", async () => {
    const folder = folderOf({
      ...pictures(4, (n) => `good/${n}.png`),
      ...pictures(3, (n) => `crack/${n}.png`, "bad"),
      ...pictures(3, (n) => `dent/${n}.png`, "bad"),
      ...pictures(3, (n) => `bw/${n}.png`, "mask"),
    });
    const learned = await loadTables(folder);
    expect(classesOf(learned)).toEqual({ train: { crack: 3, dent: 3, good: 4 } });
    expect(learned.unread).toContainEqual({
      file: "bw/000.png",
      why: "a mask, by its black and white; several pictures have its name",
    });
    const lot = await loadTables(folder, { lot: true });
    expect(classesOf(lot)).toEqual({ train: { bw: 3, crack: 3, dent: 3, good: 4 } });
    expect(notesOf(folder, lot)).toContainEqual(
      expect.stringMatching(
        /^\.: the pictures in bw\/ are black and white .* read as a class; if they are masks,/,
      ),
    );
  });

  test("a mask is known by its picture", async () => {
    const folder = folderOf(mvtec);
    expect(regionsOf(folder, await loadTables(folder))).toEqual({
      "test/broken_large/000.png": [1, 0],
      "test/broken_large/001.png": [1, 0],
      "test/broken_large/002.png": [1, 0],
    });
  });

  test("Kolektor's items are a column, by which rows can be kept together", async () => {
    const { tables } = await loadTables(folderOf(kolektor));
    expect(cellsOf(tables.train!.column("item")).slice(0, 4)).toEqual(["kos01", "kos01", "kos01", "kos02"]);
  });

  test.each([
    [
      "MVTec AD",
      { ...within("bottle", mvtec), ...within("cable", mvtec) },
      /holds 2 data sets, one in each of bottle, cable; name one of them, such as \S+\/bottle, /,
    ],
    [
      "BTAD and DAGM",
      { ...within("Class1", dagm), ...within("Class2", dagm), ...within("Class10", dagm) },
      /holds 3 data sets, one in each of Class1, Class10, Class2; /,
    ],
    [
      "VisA",
      {
        ...within("candle", visa),
        ...within("cashew", visa),
        "split_csv/1cls.csv": { text: "object,split,label,image,mask\n" },
      },
      /holds 2 data sets, one in each of candle, cashew; /,
    ],
    [
      "two cameras",
      {
        ...pictures(2, (n) => `cam0/OK/${n}.png`),
        ...pictures(2, (n) => `cam0/NG/${n}.png`),
        ...pictures(2, (n) => `cam1/OK/${n}.png`),
        ...pictures(2, (n) => `cam1/NG/${n}.png`),
      },
      /holds 2 data sets, one in each of cam0, cam1; .*put the pictures of each class into one folder/,
    ],
  ])("the root of several sets lists them: %s", async (_, files, message) => {
    await expect(loadTables(folderOf(files as Record<string, Content>))).rejects.toThrow(message);
  });
});

describe("parts, wrapping folders and what is passed over", () => {
  const two = { "good/1.png": "picture", "good/2.png": "picture", "bad/1.png": "bad" } as const;
  const both = { bad: 1, good: 2 };
  test.each<[string, Record<string, Content>, object, readonly RegExp[]]>([
    [
      "training_set/ and test_set/",
      { ...within("training_set", two), ...within("test_set", two) },
      { train: both, test: both },
      [/^\.: test_set\/ is read as the part test, training_set\/ is read as the part train$/],
    ],
    [
      "Train/, Val/ and TEST/",
      { ...within("Train", two), ...within("Val", two), ...within("TEST", two) },
      { train: both, validation: both, test: both },
      [],
    ],
    [
      "学習/ and テスト/",
      { ...within("学習", two), ...within("テスト", two) },
      { train: both, test: both },
      [/学習\/ is read as the part train/],
    ],
    [
      "classes above their parts",
      {
        "OK/train/1.png": "picture",
        "OK/test/2.png": "picture",
        "NG/train/1.png": "bad",
        "NG/test/3.png": "bad",
      },
      { train: { NG: 1, OK: 1 }, test: { NG: 1, OK: 1 } },
      [/NG, OK are read as classes, the folders in each as parts/],
    ],
    [
      "test/ beside the class folders",
      { ...two, ...within("test", two) },
      { train: both, test: both },
      [/bad, good are read as the part train, since test\/ is a part/],
    ],
    [
      "train/ and unlabeled/",
      { ...within("train", two), ...pictures(2, (n) => `unlabeled/${n}.png`) },
      { train: both },
      [/^not read: unlabeled\/000\.png, unlabeled\/001\.png \(without a class\)$/],
    ],
    [
      "unlabelled pictures beside the class folders",
      { ...two, "unlabeled/9.png": "picture" },
      { train: both },
      [/^not read: unlabeled\/9\.png \(without a class\)$/],
    ],
    [
      "a test part without classes",
      { ...within("train", two), ...pictures(2, (n) => `test/${n}.png`) },
      { train: both },
      [/not read: test\/000\.png, test\/001\.png \(without a class\)/],
    ],
    [
      "one part alone is the data",
      within("test", two),
      { train: both },
      [/test is the only part, so it is taken for all the data/],
    ],
    [
      "one wrapping folder",
      within("dataset", { ...within("train", two), ...within("test", two) }),
      { train: both, test: both },
      [],
    ],
    [
      "nested twice",
      within("lot7/lot7", two),
      { train: both },
      [/^lot7\/lot7: its folders are read as classes \(bad, good\)/],
    ],
    [
      "a wrapping folder within the parts",
      { ...within("train/images", two), ...within("val/images", two) },
      { train: both, validation: both },
      [],
    ],
    [
      "a data set beside pictures of its paper",
      { ...within("set/train", two), ...within("set/test", two), "docs/figure.png": "picture" },
      { train: both, test: both },
      [/not read: docs\/figure\.png \(beside set\/, which holds the data set\)/],
    ],
    [
      "a folder that is no part",
      { ...within("train", two), ...within("test", two), "extra/9.png": "picture" },
      { train: both, test: both },
      [/not read: extra\/9\.png \(in a folder that is neither train, validation nor test\)/],
    ],
    [
      "classes called valid and invalid",
      { "valid/1.png": "picture", "invalid/1.png": "bad" },
      { train: { invalid: 1, valid: 1 } },
      [],
    ],
    [
      "a class called train",
      { "train/1.png": "picture", "car/1.png": "bad", "bus/1.png": "bad" },
      { train: { bus: 1, car: 1, train: 1 } },
      [],
    ],
    [
      "classes with spaces, numbers and in Japanese",
      { "Class 1/1.png": "picture", "不良品/1.png": "bad", "良品 (検査済み)/1.png": "picture" },
      { train: { "Class 1": 1, 不良品: 1, "良品 (検査済み)": 1 } },
      [],
    ],
    [
      "folders in class folders",
      { "good/cam0/1.png": "picture", "good/cam1/1.png": "picture", "bad/1.png": "bad" },
      { train: both },
      [
        /good\/cam0\/1\.png: lies in a folder of its class's folder, as do 1 more images; the first folder is the class/,
      ],
    ],
    [
      "hidden folders and thumbnails",
      {
        ...two,
        "@eaDir/good/1.png/SYNOPHOTO_THUMB_M.jpg": "picture",
        "#recycle/bad/9.png": "picture",
        "lost+found/1.png": "picture",
        ".thumbnails/1.png": "picture",
        "good/.thumbs/1.png": "picture",
        "__MACOSX/good/._1.png": { text: "\0" },
        "good/Thumbs.db": { text: "x" },
        "good/.DS_Store": { text: "x" },
        "thumbs/good/1.png": "picture",
      },
      { train: both },
      [],
    ],
    [
      "files that are no pictures",
      {
        ...two,
        "good/notes.txt": { text: "ok" },
        "bad/report.docx": { text: "PK" },
        "settings.json": { text: "{}" },
      },
      { train: both },
      [
        /not read: bad\/report\.docx, good\/notes\.txt \(no data that kiso reads\); settings\.json \(a table beside pictures\)/,
      ],
    ],
    [
      "one class, with a table that is no list",
      {
        "good/1.png": "picture",
        "good/2.png": "picture",
        "log.csv": { text: "day,temperature\n1,20\n2,21\n" },
      },
      { train: { good: 2 } },
      [/log\.csv/],
    ],
    [
      "classes in the names, where one is good",
      { ...pictures(3, (n) => `OK_${n}.png`), ...pictures(2, (n) => `NG-${n}.png`, "bad") },
      { train: { NG: 2, OK: 3 } },
      [/those that the names of the files begin with/],
    ],
    [
      "names of cameras are no classes",
      { ...pictures(3, (n) => `cam1_${n}.png`), ...pictures(2, (n) => `cam2_${n}.png`) },
      { train: { "(none)": 5 } },
      [],
    ],
    [
      "pictures without an extension",
      { "good/a": "picture", "good/b": "picture", "bad/c": "bad" },
      { train: both },
      [],
    ],
  ])("%s", async (_, files, classes, said) => {
    const folder = folderOf(files);
    const loaded = await loadTables(folder);
    expect(classesOf(loaded)).toEqual(classes);
    expect(accounted(folder, loaded)).toEqual(filesIn(folder));
    const notes = notesOf(folder, loaded);
    for (const note of said) expect(notes).toContainEqual(expect.stringMatching(note));
    if (said.length === 0) expect(notes.filter((note) => !note.startsWith("not read:"))).toEqual([]);
  });

  test("an empty class folder is named", async () => {
    const folder = folderOf(two);
    mkdirSync(join(folder, "scratch"));
    const notes = notesOf(folder, await loadTables(folder));
    expect(notes).toContain("scratch: holds no pictures; it is no class");
  });

  test("pictures that cannot be read stop the reading, or are left out and named where that is asked", async () => {
    const folder = folderOf({
      ...two,
      "bad/2.png": { text: "no picture" },
      "labels.csv": {
        text: "file,label,lot\nbad/2.png,bad,a\ngood/1.png,good,b\nbad/1.png,bad,c\ngood/2.png,good,d\n",
      },
    });
    await expect(loadTables(folder)).rejects.toThrow(/bad\/2\.png/);
    const loaded = await loadTables(folder, { onError: "skip" });
    expect(classesOf(loaded)).toEqual({ train: both });
    expect(cellsOf(loaded.tables.train!.column("lot"))).toEqual(["b", "c", "d"]);
    expect(loaded.tables.train!.where(0, "lot")).toMatch(/labels\.csv, row 2 \(line 3\), column lot$/);
    expect(loaded.unread).toEqual([
      { file: join(folder, "bad/2.png"), why: expect.stringContaining("bad/2.png") },
    ]);
    expect(notesOf(folder, loaded)).toEqual([
      expect.stringMatching(/^1 of \d+ pictures are left out, since they cannot be read: bad\/2\.png/),
    ]);
    const none = folderOf({ "a/1.png": { text: "x" }, "b/1.png": { text: "y" } });
    await expect(loadTables(none, { onError: "skip" })).rejects.toThrow(
      /none of its 2 pictures can be read; the first: /,
    );
  });

  test("a class folder that is a link is followed, and a loop is not", async () => {
    const elsewhere = folderOf({ "3.png": "picture", "4.png": "picture" });
    const folder = folderOf({ "good/1.png": "picture" });
    symlinkSync(elsewhere, join(folder, "bad"));
    symlinkSync("..", join(folder, "good", "loop"));
    expect(classesOf(await loadTables(folder))).toEqual({ train: { bad: 2, good: 1 } });
  });

  test("a picture that links or hard links give two names is taken once, and said; in two classes, or two parts, it is kept", async () => {
    const folder = folderOf({ ...within("train", two), ...within("test", two) });
    const at = (name: string) => join(folder, name);
    symlinkSync("1.png", at("train/good/0-first.png"));
    linkSync(at("train/good/2.png"), at("train/good/hard.png"));
    symlinkSync(at("train/good/1.png"), at("train/bad/other-class.png"));
    symlinkSync(at("train/bad/1.png"), at("test/bad/other-part.png"));
    const found = await loadTables(folder);
    expect(classesOf(found)).toEqual({ train: { bad: 2, good: 2 }, test: { bad: 2, good: 2 } });
    expect(notesOf(folder, found)).toEqual([
      ".: 2 pictures that have two names are taken once: train/good/0-first.png (the same file as train/good/1.png), train/good/hard.png (the same file as train/good/2.png)",
    ]);
    expect(found.unread).toEqual([
      { file: "train/good/0-first.png", why: "the same file as train/good/1.png" },
      { file: "train/good/hard.png", why: "the same file as train/good/2.png" },
    ]);
    // In a lot the class counts for nothing.
    const lot = await loadTables(at("train"), { lot: true });
    expect(classesOf(lot)).toEqual({ train: { bad: 1, good: 2 } });
    expect(notesOf(at("train"), lot)[0]).toMatch(/^\.: 3 pictures that have two names are taken once: /);
  });

  test("rows of a list that name one file are one where all they say is equal", async () => {
    const folder = folderOf({
      ...pictures(4, (n) => `p/${n}.png`),
      "labels.csv": {
        text: "file,label,lot\np/000.png,good,1\np/001.png,bad,1\np/002.png,good,2\np/003.png,bad,2\np/a.png,good,1\np/b.png,bad,3\n",
      },
    });
    symlinkSync("000.png", join(folder, "p/a.png"));
    symlinkSync("001.png", join(folder, "p/b.png"));
    const found = await loadTables(folder);
    expect(found.tables.train?.rows).toBe(5);
    expect(notesOf(folder, found)).toContain(
      ".: a picture that has two names is taken once: p/a.png (the same file as p/000.png)",
    );
  });

  test.each([
    [
      "beside the classes",
      { ...two, "3.png": "picture" },
      /3\.png: lies beside the class folders \(bad, good\); put every image into the folder of its class/,
    ],
    [
      "training pictures without classes",
      { ...pictures(2, (n) => `train/${n}.png`), ...within("test", two) },
      /train\/000\.png: the pictures to learn from have no classes, though those of test have/,
    ],
  ])("refused: %s", async (_, files, message) => {
    await expect(loadTables(folderOf(files as Record<string, Content>))).rejects.toThrow(message);
  });
});
