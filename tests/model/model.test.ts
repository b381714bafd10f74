import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { Model } from "../../src/model/model.ts";
import type { ModelData } from "../../src/model/modelData.ts";
import { initialState } from "../../src/nn/training/training.ts";
import { workshop } from "../cli/kiso.ts";

const { folder } = workshop("model");
const network = { sizes: [2, 3, 2], activation: "relu" };
const model: ModelData = {
  network,
  dtype: "float64",
  featureNames: ["幅", "height, in mm"],
  classNames: ["良品", "不良品"],
  scaler: { kind: "standard", offset: [1, 2], scale: [0.5, 0.25] },
  parameters: initialState({
    network,
    initializer: "heNormal",
    optimizer: { name: "sgd" },
    seed: 1,
    dtype: "float64",
  }),
};

async function saved(change: (card: Record<string, unknown>) => unknown = (card) => card): Promise<string> {
  const run = join(folder(), "run");
  mkdirSync(run);
  await new Model(model).save(run);
  const card = JSON.parse(readFileSync(join(run, "model.json"), "utf8"));
  writeFileSync(join(run, "model.json"), JSON.stringify(change(card) ?? card));
  return run;
}

/** A model whose card has every entry that there is, be they of different models. */
const complete: ModelData = {
  ...model,
  network: { ...network, dropout: 0.1, normalize: false },
  positive: model.classNames[1]!,
  decision: {
    threshold: 0.2,
    aim: { name: "f1" },
    missRate: { wrong: 1, of: 10, rate: 0.1, interval: [0.02, 0.4] },
    falseRejectRate: { wrong: 0, of: 50, rate: 0, interval: [0, 0.07] },
    falseDiscoveryRate: { wrong: 0, of: 9, rate: 0, interval: [0, 0.3] },
    by: "validation",
    rows: 120,
  },
  label: "判定",
  encoder: {
    columns: [
      { kind: "number", name: "幅", fill: 1 },
      { kind: "category", name: "colour", categories: ["red"], fill: "red" },
      { kind: "list", name: "more", width: 3 },
    ],
    leftOut: [{ name: "id", why: "every row has another" }],
    missing: "mean",
    positions: ["幅", "colour", "more"],
  },
  image: { height: 1, width: 2, channels: 1 },
  reject: {
    space: "features",
    reject: 0.02,
    rows: 100,
    confidence: 0.4,
    distance: 4,
    means: [
      [0, 1],
      [1, 0],
    ],
    centre: [0, 0],
    factor: [[1], [0, 1]],
  },
  inspection: {
    good: "良品",
    aim: { name: "f1" },
    chosen: { threshold: 0.5 },
    known: { good: [0.1], defects: [0.9] },
    references: 1,
    neighbours: 1,
  },
};

const kindOf = (value: unknown) => (Array.isArray(value) ? "list" : value === null ? "null" : typeof value);

/** The way to each entry of a card, and to each item of its lists. */
function* placesOf(json: unknown, within: readonly string[] = []): Generator<readonly string[]> {
  if (typeof json !== "object" || json === null) return;
  for (const [key, value] of Object.entries(json)) {
    yield [...within, key];
    yield* placesOf(value, [...within, key]);
  }
}

describe("a model", () => {
  test("is the same after saving and loading", async () => {
    const run = await saved();
    expect((await Model.load(run)).data).toEqual(model);
    expect(readdirSync(run).sort()).toEqual(["model.json", "model.safetensors"]);
  });

  test("keeps the name of the column that it learned", async () => {
    const run = folder();
    await new Model({ ...model, label: "判定" }).save(run);
    expect((await Model.load(run)).card.label).toBe("判定");
  });

  test("saved again is the same bytes, and takes the old one's place", async () => {
    const run = await saved();
    const before = readFileSync(join(run, "model.safetensors"));
    await new Model(model).save(run);
    expect(readFileSync(join(run, "model.safetensors")).equals(before)).toBe(true);
    expect(readdirSync(run).sort()).toEqual(["model.json", "model.safetensors"]);
  });

  test("float32 stays float32", async () => {
    const run = join(folder(), "run");
    mkdirSync(run);
    const weight = model.parameters["dense1.weight"]!;
    const parameters = {
      ...model.parameters,
      "dense1.weight": { shape: weight.shape, data: Float32Array.from(weight.data) },
    };
    await new Model({ ...model, parameters }).save(run);
    expect((await Model.load(run)).parameters["dense1.weight"]!.data).toBeInstanceOf(Float32Array);
  });

  test("that nobody can write is a UserError", async () => {
    const file = join(folder(), "a file");
    writeFileSync(file, "");
    await expect(new Model(model).save(file)).rejects.toThrow(UserError);
    await expect(new Model(model).save(join(file, "model.safetensors"))).rejects.toThrow(UserError);
  });
});

describe("what is no model is refused by name", () => {
  const message = async (run: string) => {
    const error = await Model.load(run).catch((e) => e);
    expect(error).toBeInstanceOf(UserError);
    return (error as Error).message.replaceAll(run, "run");
  };
  const without = (key: string) => (card: Record<string, unknown>) => {
    delete card[key];
  };

  test.each([
    ["network", "a table of settings"],
    ["dtype", "one of float64, float32"],
    ["featureNames", "a list of texts"],
    ["classNames", "a list of texts"],
    ["scaler", "a table of settings"],
  ])("a card without %s", async (key, wanted) => {
    expect(await message(await saved(without(key)))).toBe(
      `run/model.json: ${key} must be ${wanted}, and is missing; take it from the run that wrote it again`,
    );
  });

  test("an entry that is of another kind, each of a card with all there is", async () => {
    const run = join(folder(), "run");
    mkdirSync(run);
    await new Model(complete).save(run);
    const whole = JSON.parse(readFileSync(join(run, "model.json"), "utf8"));
    expect((await Model.load(run)).data).toEqual(complete);
    const places = [...placesOf(whole)].filter(([first]) => !/^format/.test(first!));
    expect(places.length).toBeGreaterThan(50);
    for (const place of places) {
      for (const wrong of [null, "no such thing", -1.5, [], {}, true]) {
        const card = structuredClone(whole);
        const holder = place.slice(0, -1).reduce((found, key) => found[key], card);
        const key = place.at(-1)!;
        if (kindOf(holder[key]) === kindOf(wrong)) continue;
        holder[key] = wrong;
        writeFileSync(join(run, "model.json"), JSON.stringify(card));
        const what = `${place.join(".")} = ${JSON.stringify(wrong)}`;
        expect(await message(run), what).toMatch(
          /^run\/model\.json: [^ ]+ must be .*, found .*; take it from the run/,
        );
      }
    }
  });

  test("more names, or a wider scaler, than the network has numbers", async () => {
    const counts: readonly (readonly [change: (card: Record<string, unknown>) => void, message: string])[] = [
      [(card) => (card.featureNames = ["a"]), "1 names of features, where the network [2, 3, 2] has 2"],
      [
        (card) => (card.classNames = ["a", "b", "c"]),
        "3 names of classes, where the network [2, 3, 2] has 2",
      ],
      [
        (card) => (card.scaler = { kind: "none", offset: [0, 0, 0], scale: [1, 1, 1] }),
        "3 features of the scaler, where the network [2, 3, 2] has 2",
      ],
      [
        (card) => (card.positive = "none"),
        `the positive class "none" is none of ${model.classNames.join(", ")}`,
      ],
      [(card) => (card.decision = complete.decision), "a decision is of two classes, one of them positive"],
    ];
    for (const [change, wanted] of counts) {
      const run = await saved((card) => void change(card));
      expect(await message(run)).toBe(`run/model.json: ${wanted}; take it from the run that wrote it again`);
    }
  });

  test("a card of a later version", async () => {
    const run = await saved((card) => {
      card.formatVersion = 99;
    });
    expect(await message(run)).toMatch(
      /^run\/model\.json has format version 99, this kiso reads up to \d+; update kiso$/,
    );
  });

  test.each([null, 5, [], "text"])("a card that is %j", async (card) => {
    const run = await saved();
    writeFileSync(join(run, "model.json"), JSON.stringify(card));
    expect(await message(run)).toMatch(/^run\/model\.json is not a kiso model/);
  });

  test("parameters of another network", async () => {
    const run = await saved((card) => {
      card.network = { sizes: [2, 4, 2], activation: "relu" };
    });
    expect(await message(run)).toBe(
      "run/model.safetensors: dense1.weight should have shape (2, 4), found (2, 3); model.json and model.safetensors are of different runs",
    );
  });

  test("a deeper network than there are parameters", async () => {
    const run = await saved((card) => {
      card.network = { sizes: [2, 3, 2, 2], activation: "relu" };
    });
    expect(await message(run)).toBe(
      "run/model.safetensors: dense3.weight should have shape (2, 2), found none; model.json and model.safetensors are of different runs",
    );
  });
});
