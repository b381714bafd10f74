import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { loadModel, type Model, saveModel } from "../../src/model/model.ts";
import { initialState } from "../../src/nn/training.ts";
import { workshop } from "../cli/kiso.ts";

const { folder } = workshop("model");
const network = { sizes: [2, 3, 2], activation: "relu" };
const model: Model = {
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
  await saveModel(run, model);
  const card = JSON.parse(readFileSync(join(run, "model.json"), "utf8"));
  writeFileSync(join(run, "model.json"), JSON.stringify(change(card) ?? card));
  return run;
}

describe("a model", () => {
  test("is the same after saving and loading", async () => {
    const run = await saved();
    expect(await loadModel(run)).toEqual(model);
    expect(readdirSync(run).sort()).toEqual(["model.json", "model.safetensors"]);
  });

  test("keeps the name of the column that it learned", async () => {
    const run = folder();
    await saveModel(run, { ...model, label: "判定" });
    expect((await loadModel(run)).label).toBe("判定");
  });

  test("saved again is the same bytes, and takes the old one's place", async () => {
    const run = await saved();
    const before = readFileSync(join(run, "model.safetensors"));
    await saveModel(run, model);
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
    await saveModel(run, { ...model, parameters });
    expect((await loadModel(run)).parameters["dense1.weight"]!.data).toBeInstanceOf(Float32Array);
  });

  test("that nobody can write is a UserError", async () => {
    await expect(saveModel(join(folder(), "nowhere"), model)).rejects.toThrow(UserError);
  });
});

describe("what is no model is refused by name", () => {
  const message = async (run: string) => {
    const error = await loadModel(run).catch((e) => e);
    expect(error).toBeInstanceOf(UserError);
    return (error as Error).message.replaceAll(run, "run");
  };
  const without = (key: string) => (card: Record<string, unknown>) => {
    delete card[key];
  };

  test.each(["network", "dtype", "featureNames", "classNames", "scaler"])(
    "a card without %s",
    async (key) => {
      expect(await message(await saved(without(key)))).toMatch(
        new RegExp(`^run/model\\.json lacks .*\\b${key}\\b.*; take it from the run that wrote it again$`),
      );
    },
  );

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
