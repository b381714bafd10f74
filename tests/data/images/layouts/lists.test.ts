import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadTables } from "../../../../src/data/load.ts";
import { loadDataset } from "../../../../src/data/loadDataset.ts";
import { cellsOf } from "../../../../src/data/table.ts";
import { partsOf, rowsXml, zipped } from "../../formats/excel/book.ts";
import { type Content, folderOf, pictures } from "./pictures.ts";
import { accounted, classesOf, filesIn, notesOf, regionsOf } from "./whatWasRead.ts";

const four = { "000.png": "picture", "001.png": "bad", "002.png": "picture", "003.png": "bad" } as const;
const cameras = {
  "cam0/000.png": "picture",
  "cam1/001.png": "bad",
  "cam0/002.png": "picture",
  "cam1/003.png": "bad",
} as const;
const both = { train: { bad: 2, good: 2 } };
const text = (...lines: string[]) => ({ text: `${lines.join("\n")}\n` });
const rows = (nameOf: (n: number) => string, divider = ",") =>
  [0, 1, 2, 3].map((n) => `${nameOf(n)}${divider}${n % 2 === 0 ? "good" : "bad"}`);
const name = (n: number) => `00${n}.png`;
/** The list of 部品0.png … 部品3.png, 良 and 不良 in turn, as a program on a Japanese Windows writes it. */
const shiftJis =
  "g3SDQINDg4uWvCyUu5LoDQqVlJVpMC5wbmcsl8cNCpWUlWkxLnBuZyyVc5fHDQqVlJVpMi5wbmcsl8cNCpWUlWkzLnBuZyyVc5fHDQo=";
const kana = "部品ガ_";

describe("lists of pictures: any table whose cells name them", () => {
  test.each<[string, Record<string, Content>, object, readonly RegExp[]]>([
    [
      "Labels.csv above folders that are no classes",
      { ...cameras, "Labels.csv": text("file_name,label", ...rows((n) => `cam${n % 2}/${name(n)}`)) },
      both,
      [
        /^\.: the classes are those of Labels\.csv \(column label\), not the folders cam0, cam1; these are read as classes with labels: "folders"$/,
      ],
    ],
    [
      "annotation_v2.tsv",
      { ...four, "annotation_v2.tsv": text("picture\tgrade", ...rows(name, "\t")) },
      { train: { "(none)": 4 } },
      [],
    ],
    [
      "JSON Lines",
      {
        ...four,
        "metadata.jsonl": text(
          ...[0, 1, 2, 3].map((n) => JSON.stringify({ file_name: name(n), label: n % 2 ? "bad" : "good" })),
        ),
      },
      both,
      [],
    ],
    ["without a header", { ...four, "list.csv": text(...rows(name)) }, { train: { good: 2, bad: 2 } }, []],
    [
      "a list above train/ and test/",
      {
        "train/l1/000.png": "picture",
        "train/l2/001.png": "bad",
        "test/l1/002.png": "picture",
        "test/l2/003.png": "bad",
        "labels.csv": text(
          "file,label",
          "train/l1/000.png,good",
          "train/l2/001.png,bad",
          "test/l1/002.png,good",
          "test/l2/003.png,bad",
        ),
      },
      { train: { bad: 1, good: 1 }, test: { bad: 1, good: 1 } },
      [/not the folders l1, l2/],
    ],
    [
      "a list in each part",
      {
        "train/000.png": "picture",
        "train/001.png": "bad",
        "test/000.png": "picture",
        "train/metadata.csv": text("file_name,label", "000.png,good", "001.png,bad"),
        "test/metadata.csv": text("file_name,label", "000.png,good"),
      },
      { train: { bad: 1, good: 1 }, test: { good: 1 } },
      [],
    ],
    [
      "train.csv and test.csv beside one folder of pictures",
      {
        "images/000.png": "picture",
        "images/001.png": "bad",
        "images/002.png": "picture",
        "images/003.png": "bad",
        "train.csv": text("file,label", "000.png,good", "001.png,bad"),
        "test.csv": text("file,label", "002.png,good", "003.png,bad"),
      },
      { train: { bad: 1, good: 1 }, test: { bad: 1, good: 1 } },
      [],
    ],
    [
      "a column of parts",
      {
        ...four,
        "labels.csv": text(
          "file,label,split",
          "000.png,good,train",
          "001.png,bad,train",
          "002.png,good,test",
          "003.png,bad,test",
        ),
      },
      { train: { bad: 1, good: 1 }, test: { bad: 1, good: 1 } },
      [/column split says which pictures are to learn from, and which to test on/],
    ],
    [
      "composed and decomposed kana",
      {
        ...Object.fromEntries(
          [0, 1, 2, 3].map((n) => [`${kana}${name(n)}`.normalize("NFD"), n % 2 ? "bad" : "picture"]),
        ),
        "labels.csv": text("file,label", ...rows((n) => `${kana}${name(n)}`.normalize("NFC"))),
      } as Record<string, Content>,
      both,
      [],
    ],
    [
      "the other slash",
      { ...cameras, "labels.csv": text("file,label", ...rows((n) => `cam${n % 2}\\${name(n)}`)) },
      both,
      [/not the folders cam0, cam1/],
    ],
    [
      "another case",
      {
        ...cameras,
        "labels.csv": text("file,label", ...rows((n) => `CAM${n % 2}/${name(n).toUpperCase()}`)),
      },
      both,
      [/its names are compared with the files without regard to case/],
    ],
    [
      "without extensions",
      { ...cameras, "labels.csv": text("file,label", ...rows((n) => `cam${n % 2}/00${n}`)) },
      both,
      [/without extension/],
    ],
    [
      "numbers that lost their zeros",
      { ...four, "labels.csv": text("image_id,label", ...rows((n) => String(n))) },
      both,
      [/as a number/],
    ],
    [
      "last parts alone",
      { ...cameras, "labels.csv": text("file,label", ...rows((n) => `somewhere/else/${name(n)}`)) },
      both,
      [/by the last part of the path/],
    ],
    [
      "paths of another machine",
      {
        ...cameras,
        "labels.csv": text("file,label", ...rows((n) => `C:\\data\\lot 7\\cam${n % 2}\\${name(n)}`)),
      },
      both,
      [/not the folders cam0, cam1/],
    ],
    [
      "pictures that no list names",
      { ...four, "004.png": "picture", "labels.csv": text("file,label", ...rows(name)) },
      both,
      [/^not read: 004\.png \(not in labels\.csv\)$/],
    ],
    [
      "two lists of different pictures",
      {
        ...cameras,
        "cam0/labels.csv": text("file,label", "000.png,good", "002.png,good"),
        "cam1/labels.csv": text("file,label", "001.png,bad", "003.png,bad"),
      },
      both,
      [/the classes are those of cam0\/labels\.csv and 1 more lists/],
    ],
    [
      "two lists of the same pictures: labels.csv is meant",
      {
        ...four,
        "labels.csv": text("file,label", ...rows(name)),
        "old.csv": text("file,label", ...rows((n) => name(3 - n))),
      },
      both,
      [/not read: old\.csv \(names the same pictures as labels\.csv\)/],
    ],
    [
      "a contest's form for answers",
      {
        ...four,
        "004.png": "picture",
        "train.csv": text("id_code,label", ...rows((n) => `00${n}`)),
        "sample_submission.csv": text("id_code,label", "004,good"),
      },
      both,
      [
        /004\.png \(not in train\.csv\); sample_submission\.csv \(a form for answers, whose classes are made up\)/,
      ],
    ],
    [
      "a list without classes: the folders are classes, its columns come along",
      {
        "good/000.png": "picture",
        "good/001.png": "picture",
        "bad/002.png": "bad",
        "log.csv": text("file,operator", "good/000.png,A", "good/001.png,B", "bad/002.png,A"),
      },
      { train: { bad: 1, good: 2 } },
      [],
    ],
    [
      "a list of a few: the folders are classes",
      {
        "good/000.png": "picture",
        "good/001.png": "picture",
        "good/002.png": "picture",
        "bad/003.png": "bad",
        "again.csv": text("file,label", "good/000.png,bad"),
      },
      { train: { bad: 1, good: 3 } },
      [
        /not read: again\.csv \(names some of the pictures only, and the folders are classes; it is read with labels: "again\.csv"\)/,
      ],
    ],
    [
      "a list that says what the folders say",
      {
        "good/000.png": "picture",
        "bad/001.png": "bad",
        "parts.csv": text("file,label", "good/000.png,good", "bad/001.png,bad"),
      },
      { train: { bad: 1, good: 1 } },
      [],
    ],
    [
      "a table beside a list",
      {
        ...four,
        "labels.csv": text("file,label", ...rows(name)),
        "settings.csv": text("lamp,volts", "a,5", "b,6"),
      },
      both,
      [/not read: settings\.csv \(a table beside pictures\)/],
    ],
    [
      "a list of boxes, of one class a picture",
      {
        ...four,
        "boxes.csv": text(
          "filename,width,height,class,xmin,ymin,xmax,ymax",
          "001.png,12,12,bad,4,4,8,8",
          "001.png,12,12,bad,1,1,2,2",
          "003.png,12,12,bad,4,4,8,8",
          "000.png,12,12,good,,,,",
          "002.png,12,12,good,,,,",
        ),
      },
      { train: { "(none)": 4 } },
      [],
    ],
    [
      "Roboflow's columns of classes",
      {
        "train/000.jpg": "picture",
        "train/001.jpg": "bad",
        "valid/002.jpg": "picture",
        "valid/003.jpg": "bad",
        "train/_classes.csv": text("filename, bad, good", "000.jpg, 0, 1", "001.jpg, 1, 0"),
        "valid/_classes.csv": text("filename, bad, good", "002.jpg, 0, 1", "003.jpg, 1, 0"),
      },
      { train: { bad: 1, good: 1 }, validation: { bad: 1, good: 1 } },
      [/a column for each class \(bad, good\) is read as one column, label/],
    ],
    [
      "Google AutoML's",
      {
        ...four,
        "automl.csv": text(
          "TRAIN,gs://lot/set/000.png,good",
          "TRAIN,gs://lot/set/001.png,bad",
          "TEST,gs://lot/set/002.png,good",
          "TEST,gs://lot/set/003.png,bad",
        ),
      },
      { train: { good: 1, bad: 1 }, test: { good: 1, bad: 1 } },
      [/column x0 says which pictures are to learn from/],
    ],
    [
      "Label Studio's CSV",
      {
        ...Object.fromEntries(
          [0, 1, 2, 3].map((n) => [`images/a1b2c3d${n}-${name(n)}`, n % 2 ? "bad" : "picture"]),
        ),
        "project-1.csv": text(
          "annotation_id,annotator,choice,created_at,id,image,lead_time,updated_at",
          ...[0, 1, 2, 3].map(
            (n) =>
              `${n + 1},1,${n % 2 ? "bad" : "good"},2024-01-01,${n + 1},/data/upload/1/a1b2c3d${n}-${name(n)},3.5,2024-01-01`,
          ),
        ),
      } as Record<string, Content>,
      { train: { "(none)": 4 } },
      [/by the last part of the path/],
    ],
    [
      "Label Studio's JSON-min, of pictures under their own names",
      {
        ...four,
        "project.json": {
          text: JSON.stringify(
            [0, 1, 2, 3].map((n) => ({
              image: `/data/upload/1/a1b2c3d${n}-${name(n)}`,
              id: n,
              choice: n % 2 ? "bad" : "good",
              lead_time: 1,
            })),
          ),
        },
      },
      { train: { "(none)": 4 } },
      [/without what Label Studio puts before it/],
    ],
    [
      "Label Studio's JSON",
      {
        ...four,
        "project.json": {
          text: JSON.stringify(
            [0, 1, 2, 3].map((n) => ({
              id: n,
              data: { image: `/data/local-files/?d=set/${name(n)}` },
              annotations: [{ result: [{ value: { choices: [n % 2 ? "bad" : "good"] } }] }],
            })),
            null,
            1,
          ),
        },
      },
      both,
      [],
    ],
    [
      "COCO's, of one class a picture",
      {
        ...four,
        "annotations.json": {
          text: JSON.stringify(
            {
              images: [0, 1, 2, 3].map((n) => ({ id: n, file_name: name(n) })),
              categories: [
                { id: 1, name: "bad" },
                { id: 2, name: "good" },
              ],
              annotations: [0, 1, 2, 3].map((n) => ({
                id: n,
                image_id: n,
                category_id: n % 2 ? 1 : 2,
                bbox: [4, 4, 4, 4],
              })),
            },
            null,
            1,
          ),
        },
      },
      both,
      [],
    ],
    [
      "COCO's boxes of defects alone: a picture without one is good",
      {
        ...four,
        "_annotations.coco.json": {
          text: JSON.stringify({
            images: [0, 1, 2, 3].map((n) => ({ id: n, file_name: name(n) })),
            categories: [{ id: 1, name: "bad" }],
            annotations: [1, 3].map((n) => ({ id: n, image_id: n, category_id: 1, bbox: [4, 4, 4, 4] })),
          }),
        },
      },
      both,
      [/: 2 pictures in which nothing is marked are taken for good parts$/],
    ],
    [
      "a running number that is in the name of another picture",
      {
        ...four,
        "list.csv": text("番号,ファイル名,判定", ...rows(name).map((row, n) => `${n + 1},${row}`)),
      },
      { train: { "(none)": 4 } },
      [],
    ],
    [
      "an object of names and classes",
      {
        ...four,
        "labels.json": {
          text: JSON.stringify({ "000.png": "good", "001.png": "bad", "002.png": "good", "003.png": "bad" }),
        },
      },
      both,
      [],
    ],
    [
      "StyleGAN's dataset.json",
      {
        ...cameras,
        "dataset.json": {
          text: JSON.stringify({ labels: [0, 1, 2, 3].map((n) => [`cam${n % 2}/${name(n)}`, n % 2]) }),
        },
      },
      { train: { 0: 2, 1: 2 } },
      [/not the folders cam0, cam1/],
    ],
    [
      "a list of the test part alone, of names that train has too",
      {
        "train/good/1.png": "picture",
        "train/bad/2.png": "bad",
        "test/1.png": "picture",
        "test/2.png": "bad",
        "test_labels.csv": text("file,label", "1.png,good", "2.png,bad"),
      },
      { train: { bad: 1, good: 1 }, test: { bad: 1, good: 1 } },
      [],
    ],
    [
      "CVAT's tags",
      {
        ...four,
        "annotations.xml": {
          text: `<annotations>${[0, 1, 2, 3].map((n) => `<image id="${n}" name="${name(n)}" width="12" height="12">\n<tag label="${n % 2 ? "bad" : "good"}" source="manual"></tag>\n</image>`).join("")}</annotations>`,
        },
      },
      both,
      [],
    ],
    [
      "ImageNet's list of a part, without a header",
      {
        ...pictures(2, (n) => `train/cat/images/${n}.JPEG`),
        ...pictures(2, (n) => `train/dog/images/${n}.JPEG`),
        "val/images/val_0.JPEG": "picture",
        "val/images/val_1.JPEG": "picture",
        "val/val_annotations.txt": text("val_0.JPEG\tcat\t0\t0\t10\t10", "val_1.JPEG\tdog\t0\t0\t10\t10"),
      },
      { train: { cat: 2, dog: 2 }, validation: { cat: 1, dog: 1 } },
      [],
    ],
  ])("%s", async (_, files, classes, said) => {
    const folder = folderOf(files);
    const loaded = await loadTables(folder);
    expect(classesOf(loaded)).toEqual(classes);
    expect(accounted(folder, loaded)).toEqual(filesIn(folder));
    const notes = notesOf(folder, loaded);
    for (const note of said) expect(notes).toContainEqual(expect.stringMatching(note));
    if (said.length === 0) expect(notes).toEqual([]);
  });

  test("the last column is the classes where none has a usual name", async () => {
    const { tables } = await loadTables(folderOf({ ...four, "list.csv": text(...rows(name)) }));
    expect(tables.train!.columnNames).toEqual(["image", "label"]);
    expect(cellsOf(tables.train!.column("label"))).toEqual(["good", "bad", "good", "bad"]);
  });

  test("a list that numbers its classes has their names beside it, as ImageNet's", async () => {
    const files = {
      ...pictures(4, (n) => `images/${n}.jpg`),
      "train.txt": text("000.jpg 0", "001.jpg 1", "002.jpg 0", "003.jpg 1"),
    };
    const classes = async (more: Record<string, Content>) =>
      cellsOf((await loadTables(folderOf({ ...files, ...more }))).tables.train!.column("x1")).join();
    expect(await classes({})).toBe("0,1,0,1");
    expect(await classes({ "synsets.txt": text("good", "scratched") })).toBe("good,scratched,good,scratched");
    const folder = folderOf({ ...files, "classes.txt": text("good", "scratched") });
    expect(notesOf(folder, await loadTables(folder))).toContain(
      "train.txt: its classes are numbers, which classes.txt names",
    );
  });

  test("further columns come along: a lot by which rows can be kept together", async () => {
    const { tables } = await loadTables(
      folderOf({
        ...four,
        "labels.csv": text(
          "file,label,lot",
          "000.png,good,a",
          "001.png,bad,a",
          "002.png,good,b",
          "003.png,bad,b",
        ),
      }),
    );
    expect(cellsOf(tables.train!.column("lot"))).toEqual(["a", "a", "b", "b"]);
  });

  test("boxes and masks that a list names are where defects are", async () => {
    const boxes = folderOf({
      ...four,
      "labels.csv": text("file,label,x,y,width,height", "000.png,good,,,,", "001.png,bad,4,4,4,4"),
    });
    expect(regionsOf(boxes, await loadTables(boxes))).toEqual({ "001.png": [0, 1] });
    const masks = folderOf({
      ...four,
      "masks/m1.png": "mask",
      "masks/001.png": "mask",
      "labels.csv": text(
        "file,label,mask",
        "000.png,good,",
        "001.png,bad,masks/001.png",
        "003.png,bad,masks/m1.png",
      ),
    });
    expect(regionsOf(masks, await loadTables(masks))).toEqual({ "001.png": [1, 0], "003.png": [1, 0] });
  });

  test("labels names the list, in the folder or elsewhere, or the folders", async () => {
    const files = {
      ...cameras,
      "labels.csv": text("file,label", ...rows((n) => `cam${n % 2}/${name(n)}`)),
      "second.csv": text(
        "file,label",
        ...rows((n) => `cam${n % 2}/${name(3 - n)}`.replace(/cam\d/, `cam${(3 - n) % 2}`)),
      ),
    };
    const folder = folderOf(files);
    expect(classesOf(await loadTables(folder, { labels: "second.csv" }))).toEqual(both);
    expect(
      cellsOf((await loadTables(folder, { labels: "second.csv" })).tables.train!.column("label"))[0],
    ).toBe("good");
    expect(classesOf(await loadTables(folder, { labels: "folders" }))).toEqual({
      train: { cam0: 2, cam1: 2 },
    });
    const elsewhere = join(folderOf({ "x.png": "picture" }), "all.csv");
    writeFileSync(
      elsewhere,
      text("file,label", "other/999.png,good", ...rows((n) => `cam${n % 2}/${name(n)}`)).text,
    );
    const loaded = await loadTables(folder, { labels: elsewhere });
    expect(classesOf(loaded)).toEqual(both);
    expect(loaded.notes).toContain(`${elsewhere}: 1 of its 5 rows name files that lie elsewhere`);
    await expect(loadTables(folder, { labels: "none.csv" })).rejects.toThrow(
      /^none\.csv: no such file; labels names a list/,
    );
  });

  test.each<[string, Record<string, Content>, RegExp]>([
    [
      "YOLO's",
      {
        "images/train/1.jpg": "bad",
        "labels/train/1.txt": { text: "0 .5 .5 .1 .1\n" },
        "data.yaml": { text: "names: [dent]\n" },
      },
      /its images have boxes \(YOLO's, as \S+labels\/train\/1\.txt\) and no classes; put those of each class into a folder of its own/,
    ],
    [
      "Pascal VOC's",
      {
        "JPEGImages/1.jpg": "bad",
        "Annotations/1.xml": { text: "<annotation><object><name>dent</name></object></annotation>" },
      },
      /its images have boxes \(Pascal VOC's, as \S+1\.xml: dent\) and no classes/,
    ],
    [
      "labelme's",
      { "1.jpg": "bad", "1.json": { text: '{"shapes": [{"label": "dent", "points": []}]}' } },
      /its images have boxes \(labelme's, as \S+1\.json: dent\) and no classes/,
    ],
  ])("boxes are no classes: %s", async (_, files, message) => {
    await expect(loadDataset(folderOf(files), { split: "train" })).rejects.toThrow(message);
  });

  test("rows that name no file are left out and counted, where that is asked", async () => {
    const folder = folderOf({
      ...four,
      "labels.csv": text("file,label", ...rows(name), "009.png,bad", "x.png,good"),
    });
    const loaded = await loadTables(folder, { onError: "skip" });
    expect(classesOf(loaded)).toEqual(both);
    expect(notesOf(folder, loaded)).toEqual([
      "labels.csv: 2 of its 6 rows name no file and are left out (the first: labels.csv, row 5 (line 6), column file)",
    ]);
  });

  test("a list in Shift_JIS, as UTF-16, and as a workbook", async () => {
    const names = [0, 1, 2, 3].map((n) => `部品${n}.png`);
    const lines = `ファイル名,判定\r\n${names.map((file, n) => `${file},${n % 2 ? "不良" : "良"}\r\n`).join("")}`;
    const files = Object.fromEntries(names.map((file, n) => [file, n % 2 ? "bad" : "picture"] as const));
    const counts = async (bytes: Uint8Array, list: string, column: string) => {
      const folder = folderOf(files);
      writeFileSync(join(folder, list), bytes);
      const { tables } = await loadTables(folder);
      expect(tables.train!.columnNames).toEqual(["image", column]);
      return cellsOf(tables.train!.column(column)).join();
    };
    const sjis = Buffer.from(shiftJis, "base64");
    expect(new TextDecoder("shift_jis").decode(sjis)).toBe(lines);
    expect(await counts(sjis, "検査表.csv", "判定")).toBe("良,不良,良,不良");
    expect(await counts(Buffer.from(`\ufeff${lines}`, "utf16le"), "list.csv", "判定")).toBe(
      "良,不良,良,不良",
    );
    const rows = [["ファイル名", "判定"], ...names.map((file, n) => [file, n % 2 ? "不良" : "良"])];
    expect(
      await counts(await zipped(partsOf({ sheets: { 検査: rowsXml(rows) } })), "検査.xlsx", "判定"),
    ).toBe("良,不良,良,不良");
  });

  test.each<[string, Record<string, Content>, RegExp]>([
    [
      "a name that is not there",
      { ...four, "labels.csv": text("file,label", ...rows(name), "009.png,bad") },
      /labels\.csv, row 5 \(line 6\), column file: there is no file 009\.png; correct the name, or delete the row$/,
    ],
    [
      "a name of several pictures",
      { "a/000.png": "picture", "b/000.png": "bad", "labels.csv": text("file,label", "000.png,good") },
      /row 1 \(line 2\), column file: 000\.png could be a\/000\.png, b\/000\.png; write the folder before the name$/,
    ],
    [
      "a wrong folder",
      {
        ...cameras,
        "labels.csv": text("file,label", "cam0/000.png,good", "cam1/001.png,bad", "cam1/002.png,good"),
      },
      /row 3 \(line 4\), column file: there is no file cam1\/002\.png/,
    ],
    [
      "one picture in two classes",
      { ...four, "labels.csv": text("file,label", ...rows(name), "000.png,bad") },
      /row 5 .*000\.png stands in row 1 already, there as "good", here as "bad"; kiso learns one class a picture/,
    ],
    [
      "several classes in a cell",
      {
        ...four,
        "labels.csv": text("file,label", "000.png,scratch", "001.png,dent", '002.png,"scratch,dent"'),
      },
      /row 3 .*column label: scratch,dent are several classes; kiso learns one class a picture/,
    ],
    [
      "several columns of classes",
      { ...four, "labels.csv": text("file,scratch,dent", "000.png,1,0", "001.png,1,1") },
      /labels\.csv, row 2 \(line 3\): is of the classes scratch and dent at once; kiso learns one class a picture/,
    ],
    [
      "COCO's category that is a list in a list, 20,000 deep",
      {
        ...four,
        "c.json": {
          text: `{"images":[{"id":1,"file_name":"000.png"}],"categories":[{"id":1,"name":"a"}],"annotations":[{"image_id":1,"category_id":${"[".repeat(20_000)}${"]".repeat(20_000)},"bbox":[[1],2,3,4]}]}`,
        },
      },
      /c\.json, annotation 1: there is no category object; export it again$/,
    ],
    [
      "COCO's of several classes a picture",
      {
        ...four,
        "c.json": {
          text: JSON.stringify({
            images: [{ id: 1, file_name: "000.png" }],
            categories: [
              { id: 1, name: "a" },
              { id: 2, name: "b" },
            ],
            annotations: [
              { image_id: 1, category_id: 1, bbox: [0, 0, 1, 1] },
              { image_id: 1, category_id: 2, bbox: [0, 0, 1, 1] },
            ],
          }),
        },
      },
      /c\.json, row 2, column file: 000\.png stands in row 1 already, there as "a", here as "b"/,
    ],
    [
      "pairs",
      { ...four, "pairs.csv": text("left,right,same", "000.png,001.png,0", "002.png,003.png,1") },
      /names a picture in column left and another in column right; a list has one picture a row/,
    ],
    [
      "two lists of the same pictures",
      { ...four, "a.csv": text("file,label", ...rows(name)), "b.csv": text("file,label", ...rows(name)) },
      /a\.csv and \S+b\.csv name the same pictures; choose one: labels: "b\.csv"$/,
    ],
    [
      "a list that cannot be read",
      { ...four, "list.csv": text("file,label", "000.png,good", "001.png,bad,extra,cells") },
      /list\.csv/,
    ],
  ])("refused: %s", async (_, files, message) => {
    await expect(loadTables(folderOf(files))).rejects.toThrow(message);
  });
});
