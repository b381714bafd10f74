import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import type { TrainOptions } from "../../src/tasks/plan/options.ts";
import { train } from "../../src/tasks/train.ts";
import type { ReadReport } from "../../src/tasks/training/reports.ts";
import { type Content, folderOf, pictures } from "./images/layouts/pictures.ts";
import { png16 } from "./images/writers.ts";

/** What is read of a folder's file, or of the folder itself, up to the first step of a training. */
async function read(
  files: Readonly<Record<string, Content>>,
  options: Partial<TrainOptions> & { data?: string },
) {
  const folder = folderOf(files);
  const data = join(folder, options.data ?? Object.keys(files)[0]!);
  const relative = (text: string) => text.replaceAll(`${folder}/`, "").replaceAll(folder, ".");
  try {
    for await (const report of train({ ...options, data, epochs: 1 })) {
      if (report.kind !== "read") continue;
      return { report, notes: report.notes.map(relative), message: undefined };
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { report: undefined, notes: [], message: relative(error.message) };
  }
  throw new Error("nothing was read");
}

interface Report {
  /** where it was reported */
  source: string;
  files: Readonly<Record<string, Content>>;
  options?: Partial<TrainOptions> & { data?: string };
  /** what is read */
  rows?: Partial<ReadReport["rows"]>;
  features?: readonly string[];
  classes?: readonly string[];
  /** what is said of it */
  notes?: readonly RegExp[];
  /** or why it is refused */
  refused?: RegExp;
}

const table = (
  rows: number,
  row: (i: number) => readonly unknown[],
  header?: readonly unknown[],
): { text: string } => ({
  text: [...(header ? [header] : []), ...Array.from({ length: rows }, (_, i) => row(i))]
    .map((cells) => cells.join(","))
    .join("\n"),
});
/** A measurement that has nothing to do with the row's number. */
const noise = (i: number, k = 1): string =>
  (((Math.imul(i * 31 + k * 17 + 7, 2654435761) >>> 8) % 1000) / 100).toFixed(2);
const judge = (i: number): string => (i % 3 === 0 ? "NG" : "OK");

const github = "https://github.com";

const reports: Readonly<Record<string, Report>> = {
  "a header with a number among its names": {
    source: `${github}/GeoDaCenter/geoda/issues/390`,
    files: { "a.csv": table(30, (i) => [noise(i), noise(i, 2), judge(i)], ["area", "2010", "judge"]) },
    rows: { train: 24 },
    features: ["area", "2010"],
  },
  "a header with one name more than the rows have cells": {
    source: `${github}/vincentlaucsb/csv-parser/issues/283`,
    files: { "a.csv": table(20, (i) => [noise(i), noise(i, 2), judge(i)], ["a", "b", "label", "d"]) },
    refused: /^a\.csv, line 2: 3 cells, but the header has 4; /,
  },
  "no header above an id of digits and letters": {
    source: `${github}/h2oai/datatable/issues/939`,
    files: {
      "a.csv": table(24, (i) => [
        i + 1,
        `9ff4ed3a-6b00-4130-9aca-${String(i * 7919).padStart(12, "0")}`,
        noise(i),
        i % 2,
      ]),
    },
    rows: { train: 19 },
    features: ["x2"],
    classes: ["0", "1"],
  },
  "a number of the row before a spectrum": {
    source: `${github}/wincowgerDEV/OpenSpecy-package/issues/65`,
    files: {
      "a.csv": table(30, (i) => [i + 1, (649.9 + ((i * 7) % 30) / 10).toFixed(1), noise(i), judge(i)], [
        "",
        "Wavelength",
        "Absorbance",
        "label",
      ]),
    },
    features: ["Wavelength", "Absorbance"],
  },
  "a header of words above nothing but words": {
    source: `${github}/xberg-io/xberg/issues/1369`,
    files: {
      "a.csv": table(
        30,
        (i) => [["red", "blue", "green"][i % 3], ["north", "south"][(i >> 1) % 2], judge(i)],
        ["Colour", "City", "Grade"],
      ),
    },
    rows: { train: 24 },
    classes: ["NG", "OK"],
  },
  "words, dates and quoted commas below a header of words": {
    source: `${github}/capitalone/DataProfiler/issues/54`,
    files: {
      "a.csv": {
        text: [
          "Blog Post,Date,Words,Field",
          ...Array.from(
            { length: 24 },
            (_, i) => `"Part ${i}, again",3/${(i % 27) + 1}/2014,${noise(i)},${i % 2 ? "Maths" : "Life"}`,
          ),
        ].join("\n"),
      },
    },
    features: ["Words"],
    classes: ["Life", "Maths"],
  },
  "two columns of one name": {
    source: `${github}/ayrna/skordinal/pull/149`,
    files: { "a.csv": table(20, (i) => [noise(i), noise(i, 2), judge(i)], ["x", "x", "label"]) },
    refused: /two columns are called "x"/,
  },
  "semicolons between decimal commas, and dates": {
    source: `${github}/biolab/orange3/issues/3875`,
    files: {
      "a.csv": {
        text: [
          "Datum;Temperatur (Celsius);Urteil",
          ...Array.from(
            { length: 30 },
            (_, i) =>
              `2019-06-12 ${String(8 + (i % 12)).padStart(2, "0")}:${i + 10}:17;${noise(i).replace(".", ",")};${judge(i)}`,
          ),
        ].join("\n"),
      },
    },
    rows: { train: 24 },
    features: ["Temperatur (Celsius)"],
    classes: ["NG", "OK"],
  },
  "numbers with gaps, taken for categories": {
    source: `${github}/biolab/orange3/issues/5196`,
    files: {
      "a.csv": table(40, (i) => [i % 4 === 0 ? noise(i) : "", noise(i, 2), judge(i)], [
        "sparse",
        "b",
        "label",
      ]),
    },
    options: { missing: "mean" },
    features: ["sparse", "b"],
  },
  "a header of three lines: names, types, roles": {
    source: `${github}/biolab/orange3/issues/6829`,
    files: {
      "a.csv": {
        text: [
          "a,b,grade",
          "continuous,continuous,discrete",
          ",,class",
          ...Array.from({ length: 20 }, (_, i) => `${noise(i)},${noise(i, 2)},${judge(i)}`),
        ].join("\n"),
      },
    },
    rows: { train: 16 },
    classes: ["NG", "OK"],
    notes: [/line 2 says what the columns hold/, /line 3 says what the columns are for/],
  },
  "extensions in capitals": {
    source: `${github}/open-edge-platform/anomalib/issues/3058`,
    files: { ...pictures(6, (n) => `set/good/${n}.JPG`), ...pictures(6, (n) => `set/bad/${n}.PNG`, "bad") },
    options: { data: "set" },
    classes: ["bad", "good"],
    rows: { train: 9 },
  },
  "a folder whose path has a dot in it": {
    source: `${github}/open-edge-platform/anomalib/issues/2488`,
    files: {
      ...pictures(6, (n) => `.config/data/good/${n}.png`),
      ...pictures(6, (n) => `.config/data/bad/${n}.png`, "bad"),
    },
    options: { data: ".config/data" },
    classes: ["bad", "good"],
  },
  "what Jupyter leaves in a folder, taken for a class": {
    source: `${github}/open-edge-platform/anomalib/issues/865`,
    files: {
      ...pictures(6, (n) => `set/good/${n}.png`),
      ...pictures(6, (n) => `set/bad/${n}.png`, "bad"),
      ...pictures(2, (n) => `set/.ipynb_checkpoints/${n}-checkpoint.png`),
    },
    options: { data: "set" },
    classes: ["bad", "good"],
  },
  "what a Mac leaves in a folder, taken for a class": {
    source: `${github}/pytorch/vision/issues/109`,
    files: {
      ...pictures(6, (n) => `set/a/${n}.png`),
      ...pictures(6, (n) => `set/b/${n}.png`),
      "set/.DS_Store": { text: "Bud1" },
      "set/a/.DS_Store": { text: "Bud1" },
    },
    options: { data: "set" },
    classes: ["a", "b"],
    rows: { train: 9 },
  },
  "what Windows leaves in a folder, taken for a picture": {
    source: `${github}/BiaPyX/BiaPy/issues/126`,
    files: {
      ...pictures(6, (n) => `set/a/${n}.png`),
      ...pictures(6, (n) => `set/b/${n}.png`),
      "set/a/Thumbs.db": { text: "\u0001\u0002" },
    },
    options: { data: "set" },
    classes: ["a", "b"],
  },
  "masks whose names end otherwise than the pictures'": {
    source: `${github}/open-edge-platform/anomalib/issues/871`,
    files: {
      ...pictures(6, (n) => `01/train/ok/${n}.bmp`),
      ...pictures(3, (n) => `01/test/ok/${n}.bmp`),
      ...pictures(3, (n) => `01/test/ko/${n}.bmp`, "bad"),
      ...pictures(3, (n) => `01/ground_truth/ko/${n}.png`, "mask"),
    },
    options: { data: "01", task: "siamese" },
    rows: { test: 6 },
    notes: [/3 masks of 3 pictures/],
  },
  "pictures of 16 bits whose pixels all become white": {
    source: `${github}/python-pillow/Pillow/issues/3011`,
    files: Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [
        `set/${i % 2 ? "a" : "b"}/${i}.png`,
        {
          bytes: png16(
            8,
            Array.from({ length: 64 }, (_, k) => (i % 2 ? 300 : 1200) + ((k * 37 + i * 11) % 2600)),
          ),
        },
      ]),
    ),
    options: { data: "set" },
    notes: [/16 bits a channel and use 12 of them/],
  },
  "a name that holds dev within a word, taken for rows to validate on": {
    source: `${github}/huggingface/datasets/issues/3788`,
    files: { "set/www_farodevigo_es.csv": table(30, (i) => [noise(i), judge(i)], ["x", "label"]) },
    options: { data: "set" },
    rows: { train: 24, test: 6 },
  },
  "names that hold test and eval within a word": {
    source: `${github}/huggingface/datasets/issues/4477`,
    files: {
      "set/contest.csv": table(20, (i) => [noise(i), judge(i)], ["x", "label"]),
      "set/seqeval.csv": table(20, (i) => [noise(i, 3), judge(i)], ["x", "label"]),
    },
    options: { data: "set" },
    rows: { train: 32, test: 8 },
  },
  "parts in capitals": {
    source: `${github}/huggingface/datasets/issues/5304`,
    files: {
      "set/TRAIN/a.csv": table(30, (i) => [noise(i), judge(i)], ["x", "label"]),
      "set/TEST/a.csv": table(12, (i) => [noise(i, 5), judge(i)], ["x", "label"]),
    },
    options: { data: "set" },
    rows: { train: 30, test: 12 },
  },
  "three files that are three parts": {
    source: `${github}/huggingface/datasets/issues/7343`,
    files: Object.fromEntries(
      Object.entries({ train: 30, val: 9, test: 12 }).map(([part, n]) => [
        `set/${part}.json`,
        {
          text: JSON.stringify(
            Array.from({ length: n }, (_, i) => ({ x: Number(noise(i, n)), label: judge(i) })),
          ),
        },
      ]),
    ),
    options: { data: "set", validation: 0.2 },
    rows: { train: 30, validation: 9, test: 12 },
  },
  "a list that names pictures without their extension": {
    source: `${github}/ieee8023/covid-chestxray-dataset/issues/96`,
    files: {
      ...pictures(12, (n) => `set/images/RA-${n}.png`),
      "set/metadata.csv": table(12, (i) => [`RA-${String(i).padStart(3, "0")}`, judge(i)], [
        "filename",
        "finding",
      ]),
    },
    options: { data: "set" },
    classes: ["NG", "OK"],
  },
  "more pictures than the list has rows": {
    source: `${github}/rois-codh/kaokore/issues/6`,
    files: {
      ...pictures(15, (n) => `set/images/${n}.png`),
      "set/labels.csv": table(12, (i) => [`${String(i).padStart(3, "0")}.png`, judge(i)], [
        "image",
        "gender",
      ]),
    },
    options: { data: "set" },
    notes: [/^not read: images\/012.png, images\/013.png, images\/014.png \(not in labels.csv\)$/],
  },
  "a list that names pictures which are not there": {
    source: `${github}/yaoyao-liu/mini-imagenet-tools/issues/16`,
    files: {
      ...pictures(10, (n) => `set/images/${n}.png`),
      "set/labels.csv": table(12, (i) => [`${String(i).padStart(3, "0")}.png`, judge(i)], [
        "filename",
        "label",
      ]),
    },
    options: { data: "set" },
    refused: /010\.png/,
  },
  "numbers of parts that begin with zeros": {
    source: "http://data-tutorials.com/zip-codes-in-pandas.html",
    files: {
      "a.csv": table(30, (i) => [String(i * 37 + 1).padStart(5, "0"), noise(i), judge(i)], [
        "zip",
        "amount",
        "label",
      ]),
    },
    features: ["amount"],
  },
  "cells that a spreadsheet turned into dates": {
    source: "https://write-remember.com/?p=11082",
    files: {
      "a.csv": table(30, (i) => [i % 10 === 3 ? "1月2日" : noise(i), noise(i, 2), judge(i)], [
        "比率",
        "b",
        "判定",
      ]),
    },
    refused: /1月2日/,
  },
  "a title, merged names and a unit in every cell, as public tables in Japan have them": {
    source: "https://saponote.hatenablog.com/entry/2022/06/14/110000",
    files: {
      "a.csv": {
        text: [
          "検査記録 2022年6月,,",
          "長さ,重さ,判定",
          ...Array.from({ length: 30 }, (_, i) => `${noise(i)}mm,${noise(i, 2)}kg,${judge(i)}`),
        ].join("\n"),
      },
    },
    features: ["長さ", "重さ"],
    notes: [/title|検査記録/, /mm/, /kg/],
  },
};

describe("what people report of other tools", () => {
  test.each(Object.entries(reports))("%s", async (_, { files, options = {}, ...wanted }) => {
    const { report, notes, message } = await read(files, options);
    if (wanted.refused) {
      expect(message).toMatch(wanted.refused);
      return;
    }
    expect(message).toBeUndefined();
    if (wanted.rows) expect(report!.rows).toMatchObject(wanted.rows);
    if (wanted.features) expect(report!.encoder.columns.map(({ name }) => name)).toEqual(wanted.features);
    if (wanted.classes) expect(report!.classNames).toEqual(wanted.classes);
    for (const note of wanted.notes ?? []) expect(notes.join("\n")).toMatch(note);
  });

  test("each is in the log, tests/data/cases.md", () => {
    const log = readFileSync(join(import.meta.dirname, "cases.md"), "utf8");
    for (const [what, { source }] of Object.entries(reports)) {
      expect(log).toContain(source);
      expect(log).toContain(what);
    }
  });
});
