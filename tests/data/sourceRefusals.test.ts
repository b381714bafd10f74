import { describe } from "vitest";
import * as kiso from "../everything.ts";
import { refused, untyped } from "../refusals.ts";

describe("a misspelt name is not left out in silence by", () => {
  const table = kiso.readCsv("a,grade\n1,x\n2,y\n");
  refused([
    [
      "fitEncoder, which would take the label for a feature",
      async () => kiso.fitEncoder(await table, untyped({ lable: "grade" })),
      'fitEncoder: there is no setting "lable"; did you mean "label"?',
    ],
    [
      "fitEncoder of a label that is not there",
      async () => kiso.fitEncoder(await table, { label: "garde" }),
      'no column "garde"; did you mean "grade"? Its columns are a, grade',
    ],
    [
      "toRows",
      async () => kiso.toRows(await table, untyped({ lable: "grade" })),
      'toRows: there is no setting "lable"; did you mean "label"?',
    ],
    [
      "loadTables",
      () => kiso.loadTables("iris", untyped({ splt: "train" })),
      'loadTables: there is no setting "splt"; did you mean "split"?',
    ],
    [
      "loadDataset",
      () => kiso.loadDataset("iris", untyped({ lable: "species" })),
      'loadDataset: there is no setting "lable"; did you mean "label"?',
    ],
    [
      "writeParts",
      () => kiso.writeParts("never", untyped({ good: 1, bad: 1, seed: 0, sise: 32 })),
      'writeParts: there is no setting "sise"; did you mean "size"?',
    ],
    [
      "writeChart",
      () => kiso.writeChart("never.png", "<svg/>", untyped({ dip: 150 })),
      'writeChart: there is no setting "dip"; did you mean "dpi"?',
    ],
  ]);
});

describe("files that are not there", () => {
  refused([
    [
      "a model's file",
      () => kiso.Model.load("nowhere.safetensors"),
      "there is no model file nowhere.safetensors",
    ],
    ["an image", () => kiso.decodeImage("nowhere.png", "nowhere.png"), "nowhere.png: no such file"],
  ]);
});
