import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { loadTables } from "../../src/data/load.ts";
import { numbers } from "../../src/data/numbers/numbers.ts";
import { blobs } from "../../src/data/numpy/blobs.ts";
import { decodeSafetensors } from "../../src/model/file/safetensors.ts";
import { kiso, kisoJson, workshop } from "./kiso.ts";

const { folder } = workshop("commands");
const isPng = (path: string) => readFileSync(path).subarray(1, 4).toString() === "PNG";

/** A run on iris, well trained, that the tests below only read. */
let home = "";
beforeAll(async () => {
  home = folder();
  await kisoJson(["train", "iris", "--epochs", "60", "--lr", "0.05", "--out", "run"], { cwd: home });
});

describe("blobs", () => {
  test.concurrent.for([".csv", ".tsv", ".parquet", ".npz", ".jsonl"])(
    "%s: make_blobs' numbers",
    async (type) => {
      const cwd = folder();
      const out = `mine${type}`;
      const flags = ["--samples", "200", "--centers", "4", "--features", "3", "--std", "1.5", "--seed", "8"];
      const result = await kisoJson(["blobs", ...flags, "--out", out], { cwd });
      expect(result).toEqual({ rows: 200, features: 3, classes: 4, out });
      const { X, y } = blobs({ nSamples: 200, centers: 4, nFeatures: 3, clusterStd: 1.5, seed: 8 });
      const { tables } = await loadTables(join(cwd, out));
      const table = tables.train!;
      expect(table.rows).toBe(200);
      if (type === ".npz") return; // its columns are arrays, which npz.load reads in Python
      const [features, labels] = [numbers(X), numbers(y)];
      const text = type === ".csv" ? readFileSync(join(cwd, out), "utf8").split("\n") : [];
      if (text.length > 0) {
        expect(text[0]).toBe("x0,x1,x2,label");
        expect(text[200]).toBe(`${[...features.slice(597, 600), labels[199]].join(",")}`);
      }
    },
  );

  test("trained on, whichever the format, they are the same rows", async () => {
    const cwd = folder();
    const weights = [];
    for (const out of ["a.csv", "a.parquet", "a.jsonl", "a.npz"]) {
      await kisoJson(["blobs", "--samples", "60", "--centers", "3", "--out", out], { cwd });
      await kisoJson(["train", out, "--epochs", "2", "--label", "label", "--out", `${out}-run`], { cwd });
      weights.push(readFileSync(join(cwd, `${out}-run`, "model.safetensors")).toString("base64"));
    }
    expect(new Set(weights).size).toBe(1);
  });
});

describe("plot", () => {
  test.concurrent.for([
    ["iris", { rows: 150, features: 4, classes: 3 }],
    ["lesson", { rows: 6000, features: 10, classes: 10 }],
  ] as const)("%s as PNG", async ([data, counts]) => {
    const cwd = folder();
    const result = await kisoJson(["plot", data, "--out", "x.png"], { cwd });
    expect(result).toEqual({ ...counts, out: "x.png" });
    expect(isPng(join(cwd, "x.png"))).toBe(true);
  });

  test("two features are drawn as they are, as SVG", async () => {
    const cwd = folder({ "p.csv": "wide,high,label\n1,2,a\n3,4,b\n2,2,a\n" });
    const { stdout } = await kiso(["plot", "p.csv", "--out", "p.svg"], { cwd });
    expect(stdout).toBe("wrote  p.svg: 3 rows, 2 classes\n");
    const svg = readFileSync(join(cwd, "p.svg"), "utf8");
    for (const word of ["wide", "high", "p.csv"]) expect(svg).toContain(word);
  });
});

interface Prediction {
  rows: number;
  classNames: string[];
  predictions: { row: number; label: string; probability: number; probabilities: number[] }[];
}

describe("predict", () => {
  test("a label and probabilities for every row, which sum to 1", async () => {
    const result = await kisoJson<Prediction>(["predict", "run", "iris"], { cwd: home });
    expect(result).toMatchObject({
      run: "run",
      rows: 150,
      classNames: ["setosa", "versicolor", "virginica"],
    });
    expect(result.predictions).toHaveLength(150);
    result.predictions.forEach(({ row, label, probability, probabilities }, i) => {
      expect(row).toBe(i);
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      expect(probability).toBe(Math.max(...probabilities));
      expect(label).toBe(result.classNames[probabilities.indexOf(probability)]);
    });
    const right = result.predictions.filter(
      ({ label }, i) => label === result.classNames[Math.floor(i / 50)],
    );
    expect(right.length).toBeGreaterThan(135);
  });

  test("CSV on stdout is the file that --out writes", async () => {
    const cwd = home;
    const { stdout } = await kiso(["predict", "run", "iris"], { cwd });
    const { code } = await kiso(["predict", "run", "iris", "--columns", "ids", "--out", "labels.csv"], {
      cwd,
    });
    expect(code).toBe(0);
    // A file for people: a byte order mark, and lines that end as in Windows.
    const written = readFileSync(join(cwd, "labels.csv"), "utf8");
    expect(written).toBe(`\uFEFF${stdout.replaceAll("\n", "\r\n")}`);
    expect(stdout.split("\n")[0]).toBe("label,probability,p(setosa),p(versicolor),p(virginica)");
    const parquet = await kisoJson(["predict", "run", "iris", "--out", "labels.parquet"], { cwd });
    expect(parquet).toMatchObject({ rows: 150, out: "labels.parquet" });
  });

  test("rows without a label, their columns in another order", async () => {
    const cwd = home;
    const card = JSON.parse(readFileSync(join(cwd, "run", "model.json"), "utf8"));
    const features: string[] = card.featureNames;
    writeFileSync(join(cwd, "one.csv"), `${features.join(",")}\n5.1,3.5,1.4,0.2\n6.3,3.3,6,2.5\n`);
    writeFileSync(
      join(cwd, "two.csv"),
      `id,${[...features].reverse().join(",")}\nx1,0.2,1.4,3.5,5.1\nx2,2.5,6,3.3,6.3\n`,
    );
    const one = await kisoJson<Prediction>(["predict", "run", "one.csv"], { cwd });
    const two = await kisoJson<Prediction>(["predict", "run", "two.csv"], { cwd });
    expect(two.predictions).toEqual(one.predictions);
  });
});

interface Evaluation {
  rows: number;
  split: string;
  accuracy: number;
  loss: number;
  confusion: number[][];
  classNames: string[];
}

describe("evaluate", () => {
  test("the run's own data: the held-out rows, and the accuracy of the training", async () => {
    const metrics = readFileSync(join(home, "run", "metrics.jsonl"), "utf8")
      .trim()
      .split("\n");
    const result = await kisoJson<Evaluation>(["evaluate", "run", "iris"], { cwd: home });
    expect(result).toMatchObject({ rows: 30, split: "test" });
    expect(result.accuracy).toBe(JSON.parse(metrics.at(-1)!).accuracy);
    expect(result.confusion.map((row) => row.reduce((sum, n) => sum + n, 0))).toEqual([10, 10, 10]);
    expect(result.accuracy).toBeCloseTo(result.confusion.reduce((sum, row, k) => sum + row[k]!, 0) / 30, 15);
  });

  test("the rows it learned from are called so", async () => {
    const { stdout } = await kiso(["evaluate", "run", "iris", "--split", "train"], { cwd: home });
    expect(stdout).toMatch(
      /^read {3}150 rows of iris, split train: the rows that the network learned from$/m,
    );
  });

  test("another file, with the confusion matrix as a picture", async () => {
    const cwd = home;
    const iris = await kisoJson<Prediction>(["predict", "run", "iris"], { cwd });
    const card = JSON.parse(readFileSync(join(cwd, "run", "model.json"), "utf8"));
    const rows = "5.1,3.5,1.4,0.2,setosa\n6.3,3.3,6,2.5,virginica\n6.3,3.3,6,2.5,setosa\n";
    writeFileSync(join(cwd, "new.csv"), `${card.featureNames.join(",")},species\n${rows}`);
    const argv = ["evaluate", "run", "new.csv", "--label", "species", "--out", "confusion.png"];
    const result = await kisoJson<Evaluation>(argv, { cwd });
    expect(iris.rows).toBe(150);
    expect(result).toMatchObject({ rows: 3, out: "confusion.png", accuracy: 2 / 3 });
    expect(result.confusion).toEqual([
      [1, 0, 1],
      [0, 0, 0],
      [0, 0, 1],
    ]);
    expect(isPng(join(cwd, "confusion.png"))).toBe(true);
  });
});

describe("weights", () => {
  test("every number of the file, by name", async () => {
    const argv = ["weights", "run", "--out", "weights.svg"];
    const result = await kisoJson<{ parameters: Record<string, number[][]> }>(argv, { cwd: home });
    const { tensors } = decodeSafetensors(readFileSync(join(home, "run", "model.safetensors")), "run");
    expect(Object.keys(result.parameters)).toEqual([
      "dense1.weight",
      "dense1.bias",
      "dense2.weight",
      "dense2.bias",
    ]);
    for (const [name, { shape, data }] of Object.entries(tensors)) {
      const rows = result.parameters[name]!;
      expect([rows.length, rows[0]!.length]).toEqual(shape);
      expect(rows.flat()).toEqual([...data]);
    }
    expect(readFileSync(join(home, "weights.svg"), "utf8")).toContain("dense1.weight");
  });

  test("on a terminal to four decimals, none left out", async () => {
    const { stdout } = await kiso(["weights", "run"], { cwd: home });
    expect(stdout).toContain("dense1.weight  (4, 32)");
    expect(stdout.match(/-?\d+\.\d{4}\b/g)).toHaveLength(4 * 32 + 32 + 32 * 3 + 3);
  });
});

describe("lesson", () => {
  const whole = async (lang: string) => {
    const cwd = folder();
    const { code, stdout, stderr } = await kiso(["lesson", "--out", "out", "--lang", lang], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return { cwd, stdout };
  };
  let once: ReturnType<typeof whole> | undefined;
  /** In English; once for all who look at it. */
  const inEnglish = () => {
    once ??= whole("en");
    return once;
  };
  const losses = (text: string) => text.match(/Epoch \d+, Loss: [\d.]+/g);

  test.concurrent("in English: the loss every five epochs, the accuracy, every weight, what was written", async () => {
    const { cwd, stdout } = await inEnglish();
    expect(losses(stdout)?.map((line) => line.slice(0, -6))).toEqual(
      [
        "Epoch 0, Loss: 1.1422555224",
        "Epoch 5, Loss: 0.09312736141",
        "Epoch 10, Loss: 0.04611889964",
        "Epoch 15, Loss: 0.03106804361",
        "Epoch 20, Loss: 0.02354681125",
        "Epoch 25, Loss: 0.01899953610",
      ].map((line) => expect.stringContaining(line.slice(0, 24))),
    );
    expect(stdout).toContain("Accuracy: 0.992");
    expect(stdout).toContain("weightsInputHidden (10, 32)");
    const pictures = ["std_samples", "weights", "distances", "embeddings"];
    for (const file of [...pictures.flatMap((name) => [`${name}.png`, `${name}.svg`]), "lesson.json"]) {
      expect(existsSync(join(cwd, "out", file)), file).toBe(true);
      expect(stdout).toContain(join("out", file));
    }
    const next = stdout.match(/npx kiso train \S+/g);
    expect(next?.length, "three trainings to try next").toBe(3);
    // The pictures of the README are the lesson's own.
    for (const file of ["std_samples.svg", "weights.svg"]) {
      const drawn = readFileSync(join(cwd, "out", file));
      expect(drawn.equals(readFileSync(resolve("docs/images", file))), `docs/images/${file}`).toBe(true);
    }
  });

  test.concurrent("in Japanese: the same numbers in other words", async () => {
    const { cwd, stdout } = await whole("ja");
    const english = await inEnglish();
    expect(losses(stdout)).toEqual(losses(english.stdout));
    expect(stdout).toMatch(/重み/);
    const read = (at: string) => readFileSync(join(at, "out", "lesson.json"), "utf8");
    expect(read(cwd)).toBe(read(english.cwd));
    // Taken again into its own folder.
    const again = await kisoJson<{ seed: number; files: string[]; accuracy: number }>(
      ["lesson", "--out", "out", "--seed", "3"],
      { cwd },
    );
    expect(again).toMatchObject({ seed: 3 });
    expect(again.accuracy).toBeGreaterThan(0.98);
    expect(again.files).toHaveLength(9);
    const { files: _, ...told } = again;
    expect(told).toEqual(JSON.parse(read(cwd)));
  });

  test.concurrent("step 7: distances tell the classes that were learned, on rows that were not", async () => {
    interface Look {
      same: number;
      different: number;
      auroc: number;
    }
    type Looks = Record<"columns" | "before" | "after", Look> & {
      pairs: { same: number; different: number };
    };
    interface Siamese {
      epochs: { loss: number }[];
      learned: Looks;
      unseen: Looks;
      threshold: Record<"missRate" | "falseRejectRate", { wrong: number; of: number }>;
    }
    const { cwd } = await inEnglish();
    const { siamese } = JSON.parse(readFileSync(join(cwd, "out", "lesson.json"), "utf8"));
    const { epochs, learned, unseen, threshold }: Siamese = siamese;
    expect(epochs).toHaveLength(30);
    expect(epochs.at(-1)!.loss).toBeLessThan(0.5 * epochs[0]!.loss);
    expect(learned.after.same).toBeLessThan(0.5 * learned.before.same);
    expect(learned.after.different).toBeGreaterThan(5 * learned.after.same);
    expect(learned.after.auroc).toBeGreaterThan(0.99);
    expect(learned.after.auroc).toBeGreaterThan(learned.columns.auroc);
    expect(unseen.after.auroc).toBeLessThan(unseen.columns.auroc);
    const { missRate, falseRejectRate } = threshold;
    expect([missRate.of, falseRejectRate.of]).toEqual([learned.pairs.different, learned.pairs.same]);
    expect(missRate.wrong + falseRejectRate.wrong).toBeLessThan(20);
    // The same network as the chapter's, whose figures the page shows.
    const page = readFileSync(resolve("lessons/README.md"), "utf8");
    const { same, different, auroc } = learned.after;
    expect(page).toContain(
      `learned classes, embedding: same ${same.toFixed(2)}, different ${different.toFixed(2)}, AUROC ${auroc.toFixed(3)}`,
    );
  });
});
