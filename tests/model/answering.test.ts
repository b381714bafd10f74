import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { RowRecord } from "../../src/data/columns/records.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import { UserError } from "../../src/errors.ts";
import { loadModel } from "../../src/model/file/nodeModel.ts";
import { decodeSafetensors, encodeSafetensors } from "../../src/model/file/safetensors.ts";
import { chooseThreshold } from "../../src/model/inspection/threshold.ts";
import { Model } from "../../src/model/model.ts";
import { parametersOf } from "../../src/nn/training/training.ts";
import { fit } from "../../src/train/fit/fit.ts";
import { goldenModels } from "./goldenModels.ts";

const golden = (kind: string) => goldenModels.find((one) => one.kind === kind)!;
const opened: Model[] = [];
async function open(kind: string, options = {}): Promise<Model> {
  const model = await loadModel(golden(kind).folder, options);
  opened.push(model);
  return model;
}
afterAll(() => {
  for (const model of opened) model.dispose();
});

const refusal = async (work: () => unknown): Promise<string> => {
  const error = await (async () => work())().catch((e: unknown) => e);
  expect(error).toBeInstanceOf(UserError);
  return (error as Error).message;
};

const flower = { sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: 0.2 };
const alloy = { alloy: "A5052", coating: "zinc", width: 9.5, hardness: 41 };

describe("an answer", () => {
  test("is plain data with a name, and nothing that there is none of", async () => {
    const [answer] = await (await open("classes")).predict([flower]);
    expect(Object.keys(answer!)).toEqual(["label", "probability", "probabilities"]);
    expect(structuredClone(answer)).toEqual(answer);
  });

  test("is refused of a one file whose good parts are gone", async () => {
    const { tensors, metadata } = decodeSafetensors((await open("siamese")).toBytes());
    const { references: _, ...rest } = tensors;
    expect(await refusal(() => Model.load(encodeSafetensors(rest, metadata)))).toMatch(
      /^the model: not as kiso wrote it; /,
    );
  });

  test("is refused of a row whose numbers overflow in the network, which is named", async () => {
    const why = ": its numbers are too large for the model, which has no answer to them; correct them";
    const huge = { ...flower, petal_width: 1e308, sepal_width: -1e308 };
    expect(await refusal(async () => (await open("float32")).predict([flower, huge]))).toBe(
      `predict, row 2${why}`,
    );
    const siamese = await open("siamese");
    const [row] = golden("siamese").rows as RowRecord[];
    const far = Object.fromEntries(
      Object.entries(row!).map(([name, cell]) => [name, typeof cell === "number" ? 1e308 : cell]),
    );
    for (const ask of ["judge", "embed"] as const)
      expect(await refusal(() => siamese[ask]([row!, far]))).toBe(`${ask}, row 2${why}`);
  });

  test("says what the row held that the training rows did not, and what was filled in", async () => {
    for (const kind of ["words", "numbers"]) {
      const answers = await (await open(kind)).predict([
        alloy,
        { ...alloy, alloy: "C1100" },
        { ...alloy, coating: "painted", width: null, alloy: "" },
        { ...alloy, width: undefined },
        { ...alloy, width: " - " },
      ]);
      const remarks = answers.map(({ unseen, missing }) => ({ unseen, missing }));
      expect(remarks).toEqual([
        {},
        { unseen: [{ column: "alloy", value: "C1100" }] },
        { unseen: [{ column: "coating", value: "painted" }], missing: ["alloy", "width"] },
        { missing: ["width"] },
        { missing: ["width"] },
      ]);
    }
  });

  test("to a row with a gap is that to the row with what fills it", async () => {
    const model = await open("words");
    const fill = model.card.encoder!.columns.find(({ name }) => name === "width")!;
    const width = "fill" in fill ? fill.fill : undefined;
    expect(typeof width).toBe("number");
    const [gap, filled] = await model.predict([
      { ...alloy, width: null },
      { ...alloy, width: width as number },
    ]);
    expect({ ...gap, missing: undefined }).toEqual({ ...filled, missing: undefined });
  });

  test("does not depend on the rows beside it, nor on calls that overlap", async () => {
    const model = await open("reject");
    // On the way from versicolor to virginica, and beyond.
    const rows: RowRecord[] = Array.from({ length: 700 }, (_, i) => ({
      sepal_length: 5.9 + 0.002 * i,
      sepal_width: 2.8 + 0.0005 * i,
      petal_length: 4.3 + 0.004 * i,
      petal_width: 1.3 + 0.002 * i,
    }));
    const together = await model.predict(rows);
    const alone = await Promise.all(rows.slice(0, 300).map((row) => model.predict([row])));
    expect(alone.flat()).toEqual(together.slice(0, 300));
    const halves = await Promise.all([model.predict(rows.slice(0, 350)), model.predict(rows.slice(350))]);
    expect(halves.flat()).toEqual(together);
    expect(new Set(together.map((answer) => answer.reason))).toEqual(new Set(["unknown", "uncertain", null]));
  });

  test("on the reference engine names the same class", async () => {
    const rows = golden("reject").rows;
    const fast = await (await open("reject")).predict(rows);
    const slow = await (await open("reject", { engine: referenceEngine })).predict(rows);
    expect(slow.map((answer) => answer.label)).toEqual(fast.map((answer) => answer.label));
  });

  test("as columns is the same", async () => {
    const model = await open("reject");
    const { rows } = golden("reject");
    const answers = await model.answers(rows);
    if (answers.kind !== "classes") throw new Error("a classifier answers with classes");
    const records = await model.predict(rows);
    expect(Array.from(answers.probabilities)).toEqual(
      records.flatMap((answer) => answer.probabilities ?? []),
    );
    expect(answers.labels).toEqual(records.map((answer) => answer.label));
    expect(await model.predict([])).toEqual([]);
  });
});

test("a model says what columns a raw row has", async () => {
  const names = (model: Model) => model.columns.map(({ kind, name }) => `${kind} ${name}`);
  expect(names(await open("words"))).toEqual([
    "category alloy",
    "category coating",
    "number width",
    "number hardness",
  ]);
  expect(names(await open("lists"))).toEqual(["list features"]);
  const { encoder: _, ...data } = (await open("lists")).data;
  expect(new Model(data).columns).toEqual([{ kind: "list", name: "features", width: 6 }]);
});

describe("rows that no model can take are refused by row and column", () => {
  test.each<[string, string, unknown, string]>([
    ["no list", "classes", flower, "predict takes a list of rows, found {"],
    [
      "a record that lacks a column",
      "words",
      [alloy, { ...alloy, width: undefined }, { alloy: "SS400", coating: "zinc", widht: 3, hardness: 1 }],
      'predict, row 3: has no "width"; did you mean "widht"? Its columns are alloy, coating, widht, hardness; a cell without a value is null',
    ],
    [
      "a word where a number belongs",
      "classes",
      [flower, { ...flower, petal_width: "wide" }],
      'predict, row 2, column petal_width: "wide" is not a number',
    ],
    [
      "a number with a comma",
      "classes",
      [{ ...flower, petal_width: "0,2" }],
      'predict, row 1, column petal_width: "0,2" is not a number; write decimals with a point',
    ],
    [
      "a gap that the model does not fill",
      "classes",
      [flower, { ...flower, petal_width: null }],
      "predict, row 2, column petal_width: the cell is empty",
    ],
    [
      "infinity",
      "classes",
      [[1, 2, 3, Infinity]],
      "predict, row 1, column petal_width: Infinity is not a finite number",
    ],
    [
      "an object in a cell",
      "words",
      [{ ...alloy, coating: { name: "zinc" } }],
      'predict, row 1, column coating: is {"name":"zinc"}; give one of none, zinc, 黒染',
    ],
    [
      "a list that is too short",
      "classes",
      [[1, 2, 3]],
      "predict: rows have 3 cells, where the model takes 4:",
    ],
    [
      "lists of unequal length",
      "classes",
      [
        [1, 2, 3, 4],
        [1, 2, 3],
      ],
      "predict, row 2: is a list of 3, where row 1 is a list of 4",
    ],
    [
      "an array without rows",
      "classes",
      { shape: [4], data: Float64Array.of(1, 2, 3, 4) },
      "predict: an array must be (rows, features), found (4); of one row (1, features)",
    ],
    [
      "an array with a gap",
      "lists",
      { shape: [1, 6], data: [1, 2, 3, 4, Number.NaN, 6] },
      "predict, row 1, features[4]: NaN is not a finite number",
    ],
    [
      "a list of another length in a cell",
      "lists",
      [{ features: [1, 2, 3, 4, 5, 6] }, { features: [1, 2] }],
      "predict, row 2, column features: is a list of 2; give a list of 6 numbers",
    ],
    ["a number for a row", "classes", [5], "predict, row 1: is 5; give an object of cells"],
    [
      "too few pixels",
      "images",
      [{ pixels: [1, 2, 3] }],
      "predict, image 1: has 3 numbers, where 16×16 pixels of grey are 256",
    ],
    [
      "a pixel that is no number",
      "images",
      [{ pixels: [0, 255, Number.NaN] }],
      "predict, image 1: number 2 of its pixels is NaN; give 0 to 255",
    ],
    ["what is no image", "images", [new Uint8Array([1, 2, 3])], "predict, image 1: holds no image"],
    ["a path that is none", "images", ["nowhere.png"], "nowhere.png: no such file"],
  ])("%s", async (_, kind, rows, message) => {
    const model = await open(kind);
    expect(await refusal(() => model.predict(rows as RowRecord[]))).toContain(message);
  });
});

describe("images", () => {
  const [name] = golden("images").images;
  test("are files by path, bytes and Blobs, and pixels of several kinds", async () => {
    const model = await open("images");
    const path = join(golden("images").folder, name!);
    const bytes = readFileSync(path);
    const { decodeImage } = await import("../../src/model/file/nodeModel.ts");
    const pixels = await decodeImage(path, path);
    const [expected] = await model.predict([path]);
    const forms = [new Uint8Array(bytes), new Uint8Array(bytes).buffer, new Blob([bytes]), pixels];
    for (const form of forms) expect((await model.predict([form]))[0]).toEqual(expected);
  });

  test("are named as undecoded where nothing decodes them", async () => {
    const model = await Model.load(golden("images").folder);
    expect(await refusal(() => model.predict([new Uint8Array(9)]))).toBe(
      'predict, image 1: nothing here decodes image files; load the model with { decode: decodeImage } of "kiso/node", or give { pixels }',
    );
    model.dispose();
  });

  test("have a heat map, whose hottest pixel lowers the distance most", async () => {
    const model = await open("pictures");
    const path = join(golden("pictures").folder, golden("pictures").images[3]!);
    const [verdict] = await model.judge([path]);
    const heat = await model.heat(path);
    expect(heat.distance).toBe(verdict!.distance);
    expect(heat.nearest).toBe(verdict!.nearest);
    expect(heat.map.length).toBe(16 * 16);
    expect(Math.max(...heat.map)).toBe(heat.peak.fall);
    expect(heat.peak.fall).toBeGreaterThan(0);
  });
});

describe("judging", () => {
  const rows = golden("siamese").rows as RowRecord[];
  test("by the model's own good parts given by hand is the same", async () => {
    const model = await open("siamese");
    const { rows: kept, names } = model.references!;
    const references = { shape: [names.length, 3], data: kept };
    const own = await model.judge(rows);
    const given = await model.judge(rows, { references });
    expect(given.map(({ distance }) => distance)).toEqual(own.map(({ distance }) => distance));
    expect(given[0]!.nearest).toMatch(/^judge, references, row \d$/);
    const one = await model.judge(rows, { references: [rows[0]!], neighbours: 1 });
    const away = await model.match(rows[2]!, rows[0]!);
    expect(Math.abs(one[2]!.distance - away)).toBeLessThan(1e-6); // references are float32, as in a file
  });

  test("for another aim moves the threshold alone", async () => {
    const model = await open("siamese");
    const own = await model.judge(rows);
    const strict = await model.judge(rows, { aim: { name: "fixed", threshold: 0 } });
    expect(strict.every(({ verdict }) => verdict === "fail")).toBe(true);
    expect(strict.map(({ distance }) => distance)).toEqual(own.map(({ distance }) => distance));
    const aim = { name: "falseReject", rate: 0.3 } as const;
    const [lax] = await model.judge(rows, { aim });
    expect(lax!.threshold).toBe(chooseThreshold(aim, model.card.inspection!.known).threshold);
    expect(lax!.threshold).toBeLessThan(own[0]!.threshold);
  });

  test("is refused where it has no sense", async () => {
    const classes = await open("classes");
    const siamese = await open("siamese");
    expect(await refusal(() => classes.judge([flower]))).toContain("the model names classes");
    expect(await refusal(() => classes.embed([flower]))).toContain("the model names classes");
    expect(await refusal(() => siamese.predict(rows))).toBe(
      "predict: the model learned distances and names no classes; judge parts with judge, or take their embeddings with embed",
    );
    expect(await refusal(() => siamese.judge(rows, { neighbors: 2 } as object))).toContain(
      'judge: there is no setting "neighbors"; did you mean "neighbours"?',
    );
    expect(await refusal(() => siamese.match(rows[0]!, { shape: [2, 3], data: new Float64Array(6) }))).toBe(
      "match takes one row, found 2",
    );
    const { references: _, ...data } = siamese.data;
    expect(await refusal(() => new Model(data).judge(rows))).toContain("the model keeps no good parts");
    const { inspection: __, ...bare } = data;
    expect(await refusal(() => new Model(bare).judge(rows, { references: rows }))).toContain(
      "the model knows no threshold",
    );
  });
});

describe("evaluate", () => {
  test("of a classifier: what its answers are worth, counted by hand", async () => {
    const model = await open("reject");
    const rows = golden("reject").rows as RowRecord[];
    const labels = ["setosa", "setosa", "virginica", "virginica", "versicolor"];
    const found = await model.evaluate(rows, labels);
    if (found.kind !== "classes") throw new Error(found.kind);
    const answers = await model.answers(rows);
    if (answers.kind !== "classes") throw new Error(answers.kind);
    const best = (i: number) => {
      const p = answers.probabilities.subarray(3 * i, 3 * i + 3);
      return answers.classNames[p.indexOf(Math.max(...p))];
    };
    expect(found.accuracy).toBe(labels.filter((label, i) => label === best(i)).length / 5);
    expect(found.confusion.flat().reduce((a, b) => a + b)).toBe(5);
    const loss =
      -labels.reduce((sum, label, i) => {
        return sum + Math.log(answers.probabilities[3 * i + answers.classNames.indexOf(label)]!);
      }, 0) / 5;
    expect(found.loss).toBeCloseTo(loss, 12);
    expect(found.reject).toMatchObject({ kept: 3, unknown: 1, uncertain: 1 });
    const labelled = rows.map((row, i) => ({ ...row, species: labels[i]! }));
    expect(await model.evaluate(labelled)).toEqual(found); // the column that it learned
    expect(await model.evaluate(labelled, "species")).toEqual(found);
  });

  test("of a regression: errors in its label's unit", async () => {
    const model = await open("numbers");
    const { rows } = golden("numbers");
    const answers = await model.answers(rows);
    if (answers.kind !== "numbers") throw new Error(answers.kind);
    const labels = Array.from(answers.values, (value, i) => value + (i === 1 ? 0.5 : 0));
    const found = await model.evaluate(rows, labels);
    if (found.kind !== "numbers") throw new Error(found.kind);
    expect(found.maxError).toBeCloseTo(0.5, 12);
    expect(found.meanAbsoluteError).toBeCloseTo(0.1, 12);
    expect(found.rootMeanSquaredError).toBeCloseTo(Math.sqrt(0.25 / 5), 12);
  });

  test("of a model that judges: what it missed and over-rejected", async () => {
    const model = await open("siamese");
    const { rows } = golden("siamese");
    const found = await model.evaluate(rows, ["ok", "ok", "ng", "ng", "ok", "ok"]); // all pass but the fourth
    expect(found).toMatchObject({
      kind: "parts",
      rows: 6,
      accuracy: 5 / 6,
      confusion: [
        [4, 0],
        [1, 1],
      ],
      missRate: { wrong: 1, of: 2 },
      falseRejectRate: { wrong: 0, of: 4 },
    });
  });

  test("refuses labels that are none", async () => {
    const model = await open("classes");
    expect(await refusal(() => model.evaluate([flower, flower], ["setosa"]))).toBe(
      "evaluate: 2 rows, but 1 labels; give one a row",
    );
    expect(await refusal(() => model.evaluate([flower], ["setosas"]))).toBe(
      'evaluate, row 1: "setosas" is no class; did you mean "setosa"? the classes are setosa, versicolor, virginica',
    );
    expect(await refusal(() => model.evaluate([flower], "kind"))).toContain('the rows have no column "kind"');
    const numbers = await open("numbers");
    expect(await refusal(() => numbers.evaluate([alloy], ["wide"]))).toBe(
      'evaluate, row 1: the label is "wide"; give a finite number',
    );
  });
});

test("a model that was disposed of says so, and others go on", async () => {
  const [model, other] = [await loadModel(golden("classes").folder), await open("classes")];
  const before = await model.predict([flower]);
  model.dispose();
  expect(await refusal(() => model.predict([flower]))).toBe("the model was disposed of; load it again");
  expect(await other.predict([flower])).toEqual(before);
});

test("settings that are misspelt are refused", async () => {
  const { data } = await open("classes");
  expect(await refusal(() => new Model(data, { engin: 1 } as object))).toContain('did you mean "engine"?');
  expect(await refusal(() => Model.load("x", { decoder: 1 } as object))).toContain('did you mean "decode"?');
  expect(await refusal(() => Model.load(5 as unknown as string))).toContain(
    "Model.load takes a folder, a file",
  );
});

test("what fit learned is a model at once, and takes raw rows", async () => {
  const network = { sizes: [1, 8, 2], activation: "tanh" };
  const training = {
    epochs: 60,
    batch: 8,
    learningRate: 0.1,
    optimizer: { name: "adam" },
    dtype: "float64",
  } as const;
  const features = Float64Array.from({ length: 40 }, (_, i) => (i - 20) / 10);
  const labels = Int32Array.from(features, (x) => Number(x > 0.5));
  let model: Model | undefined;
  for await (const { last, checkpoint } of fit(
    { network, training },
    { engine: referenceEngine, train: { features, labels } },
  )) {
    if (!last) continue;
    const parameters = parametersOf(checkpoint().state);
    const scaler = { kind: "none" as const, offset: [0], scale: [1] };
    model = new Model({
      network,
      dtype: "float64",
      featureNames: ["x"],
      classNames: ["low", "high"],
      scaler,
      parameters,
    });
  }
  const answers = await model!.predict([{ x: -1 }, { x: "1.5" }, { x: 0 }]);
  expect(answers.map((answer) => answer.label)).toEqual(["low", "high", "low"]);
  const again = await Model.load(model!.toBytes());
  expect(await again.predict([[-1], [1.5], [0]])).toEqual(answers);
});
