import { describe, expect, it } from "vitest";
import { cardConfigs, chosenConfig } from "../../../src/data/hub/card.ts";
import { checkName } from "../../../src/data/hub/download.ts";
import { retryAfter } from "../../../src/data/hub/refusal.ts";
import { missingShard, splitsByName, splitsByPattern } from "../../../src/data/hub/splits.ts";

const byName = (...names: string[]) => Object.fromEntries(splitsByName(names).parts);

describe("splits by name, as the Hub's documentation lists them", () => {
  it.each([
    ["one file, any name", ["README.md", "data.csv"], { train: ["data.csv"] }],
    [
      "files named after splits",
      ["test.csv", "train.csv", "validation.csv"],
      { train: ["train.csv"], validation: ["validation.csv"], test: ["test.csv"] },
    ],
    [
      "a keyword between delimiters",
      ["my_train_1.csv", "my-test-file.csv"],
      { train: ["my_train_1.csv"], test: ["my-test-file.csv"] },
    ],
    ["a keyword within a word is none", ["latest.csv", "training_set.csv"], { train: ["training_set.csv"] }],
    [
      "numbers delimit",
      ["train1.csv", "train2.csv", "eval0.csv"],
      { train: ["train1.csv", "train2.csv"], test: ["eval0.csv"] },
    ],
    [
      "synonyms",
      ["training.csv", "dev.csv", "evaluation.csv"],
      { train: ["training.csv"], validation: ["dev.csv"], test: ["evaluation.csv"] },
    ],
    [
      "folders",
      ["data/train/b.csv", "data/train/a.csv", "data/val/c.csv"],
      { train: ["data/train/a.csv", "data/train/b.csv"], validation: ["data/val/c.csv"] },
    ],
    [
      "a folder's name before a file's",
      ["train/test_1.csv", "test/test_2.csv"],
      { train: ["train/test_1.csv"], test: ["test/test_2.csv"] },
    ],
    [
      "shards, with a split of any name",
      [
        "data/train-00000-of-00002.parquet",
        "data/train-00001-of-00002.parquet",
        "data/random-00000-of-00001.parquet",
        "other.parquet",
      ],
      {
        train: ["data/train-00000-of-00002.parquet", "data/train-00001-of-00002.parquet"],
        random: ["data/random-00000-of-00001.parquet"],
      },
    ],
    [
      "Parquet before CSV before JSON lines",
      ["train.csv", "train.parquet", "train.jsonl"],
      { train: ["train.parquet"] },
    ],
    ["CSV and TSV are one format", ["train.csv", "test.tsv"], { train: ["train.csv"], test: ["test.tsv"] }],
    [
      "descriptions, hidden and private files are no data",
      ["config.json", "dataset_info.json", ".cache/train.csv", "__old__/train.csv"],
      {},
    ],
  ])("%s", (_, names, expected) => {
    const splits = byName(...names);
    expect(splits).toEqual(expected);
    expect(Object.keys(splits)).toEqual(Object.keys(expected)); // the order too
  });
});

describe("a card's configs", () => {
  const card = (yaml: string) => cardConfigs(`---\n${yaml}\n---\n# Title`, "a/b");
  const names = [
    "data/train-0.csv",
    "data/train-1.csv",
    "data/deep/x.csv",
    "holdout.csv",
    "data/.hidden.csv",
    "n[1].csv",
  ];

  it("split and path, path lists, globs", async () => {
    const [config] = await card(
      'configs:\n- config_name: main\n  data_files:\n  - split: train\n    path: "data/train-*"\n  - split: test\n    path: [holdout.csv, "data/*/x.csv"]',
    );
    expect(Object.fromEntries(splitsByPattern(names, config!.dataFiles!, "a/b").parts)).toEqual({
      train: ["data/train-0.csv", "data/train-1.csv"],
      test: ["holdout.csv", "data/deep/x.csv"],
    });
  });

  it.each([
    ["data/*", ["data/train-0.csv", "data/train-1.csv"]],
    ["data/**", ["data/train-0.csv", "data/train-1.csv", "data/deep/x.csv"]],
    ["**/x.csv", ["data/deep/x.csv"]],
    ["**/*.csv", names.filter((name) => !name.includes("hidden"))],
    ["data/train-[1-9].csv", ["data/train-1.csv"]],
    ["data/train-[!1].csv", ["data/train-0.csv"]],
    ["data/train-?.csv", ["data/train-0.csv", "data/train-1.csv"]],
    ["./holdout.csv", ["holdout.csv"]],
  ])("the glob %s", (glob, expected) => {
    const { parts, why } = splitsByPattern(names, new Map([["train", [glob]]]), "a/b");
    expect(parts.get("train")).toEqual(expected);
    // What the card does not name is said, but for what is hidden.
    const others = names.filter((name) => !expected.includes(name) && !name.includes("hidden"));
    expect([...why.keys()]).toEqual(others);
  });

  it.each(["holdoutxcsv", "data/*.parquet", "train/**"])(
    "the glob %s, which nothing fits, is named",
    (glob) => {
      const patterns = new Map([
        ["train", ["data/train-*"]],
        ["test", ["holdout.csv", glob]],
      ]);
      expect(() => splitsByPattern(names, patterns, "a/b")).toThrow(
        `a/b: its README.md says that the split "test" is ${glob}, and no file fits; `,
      );
    },
  );

  it("a plain path is the train split; data_dir is put before it", async () => {
    const [config] = await card("configs:\n- config_name: x\n  data_dir: ./part\n  data_files: a.csv");
    expect(config!.dataFiles).toEqual(new Map([["train", ["part/a.csv"]]]));
  });

  it("the only one, the one marked, the one called default, else an error with their names", async () => {
    const two = (first: string, second: string) => card(`configs:\n- ${first}\n- ${second}`);
    expect(chosenConfig(await card("configs:\n- config_name: only"), "a/b")?.name).toBe("only");
    const marked = await two("{config_name: default}", "{config_name: y, default: true}");
    expect(chosenConfig(marked, "a/b")?.name).toBe("y");
    const named = await two("{config_name: x}", "{config_name: default}");
    expect(chosenConfig(named, "a/b")?.name).toBe("default");
    const none = await two("{config_name: x}", "{config_name: y}");
    expect(() => chosenConfig(none, "a/b")).toThrow(
      'a/b has 2 configurations (x, y) and no default; choose one: config: "x"',
    );
    expect(chosenConfig(none, "a/b", "y")?.name).toBe("y");
    expect(() => chosenConfig(none, "a/b", "z")).toThrow(/a\/b has no configuration "z".* are x, y$/);
  });

  it("no YAML, no configs, Windows line ends, and what cannot be read", async () => {
    expect(await cardConfigs("# Title", "a/b")).toEqual([]);
    expect(await card("license: mit")).toEqual([]);
    expect(await cardConfigs("\uFEFF---\r\nconfigs:\r\n- config_name: z\r\n---\r\n", "a/b")).toMatchObject([
      { name: "z" },
    ]);
    await expect(card("configs: [")).rejects.toThrow(
      /^a\/b: the YAML at the head of its README\.md cannot be read: .+$/,
    );
    await expect(card("configs:\n- data_files: 3")).rejects.toThrow(/data_files must be a path/);
  });
});

it("missingShard finds the gap", () => {
  expect(missingShard(["d/a-00000-of-00002.parquet", "d/a-00001-of-00002.parquet", "x.csv"])).toBeUndefined();
  expect(missingShard(["d/a-00001-of-00002.parquet"])).toBe("d/a-00000-of-00002.parquet");
});

it("a name that leads out of its folder on any system is refused", () => {
  for (const name of ["../x", "a/../x", "/x", "a//x", "C:x", "a\\..\\x", "a/./x", "a\0"]) {
    expect(() => checkName(name, "a/b"), name).toThrow(/cannot be kept safely/);
  }
  expect(() => checkName("data/train 1..2.csv", "a/b")).not.toThrow();
});

it("Retry-After: seconds or a date", () => {
  const now = Date.UTC(2025, 0, 1);
  expect(retryAfter("120", now)).toBe(120_000);
  expect(retryAfter("Wed, 01 Jan 2025 00:00:30 GMT", now)).toBe(30_000);
  expect(retryAfter("Tue, 31 Dec 2024 00:00:00 GMT", now)).toBe(0);
  expect(retryAfter("soon", now)).toBeUndefined();
  expect(retryAfter(null, now)).toBeUndefined();
});
