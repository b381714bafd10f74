import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BadCase, good } from "./badData.ts";

/** Changes one entry of a run's JSON file. */
const set = (file: string, change: (json: Record<string, unknown>) => void) => (folder: string) => {
  const path = join(folder, "run", file);
  const json = JSON.parse(readFileSync(path, "utf8"));
  change(json);
  writeFileSync(path, JSON.stringify(json));
};

/** Takes the run back to where it would be, had it been stopped after 3 of 9 epochs. */
export const unfinish = (folder: string) => {
  set("config.json", (config) => {
    (config.training as Record<string, unknown>).epochs = 9;
    delete config.sha256; // changed on purpose
  })(folder);
  for (const file of ["model.json", "model.safetensors", "README.md"]) rmSync(join(folder, "run", file));
};

const cut = (file: string, bytes: number) => (folder: string) =>
  truncateSync(join(folder, "run", file), bytes);
const data = { "good.csv": good };

type Json = Record<string, unknown>;
const inside = (json: Json, key: string) => json[key] as Json;

/** Entries of config.json that no kiso wrote. */
const nonsense: [where: string, change: (config: Json) => void, message: string][] = [
  ["data", (config) => delete config.data, "a table of settings, and is missing"],
  ["data.sha256", (config) => delete inside(config, "data").sha256, "a text, and is missing"],
  [
    "data.validation",
    (config) => Object.assign(inside(config, "data"), { validation: -1 }),
    'a number from 0 to below 1, or "split", found -1',
  ],
  [
    "network.sizes",
    (config) => Object.assign(inside(config, "network"), { sizes: [2, 0.5, 2] }),
    "a list of whole numbers of at least 1, found [2,0.5,2]",
  ],
  [
    "training.epochs",
    (config) => Object.assign(inside(config, "training"), { epochs: "x" }),
    'a whole number of at least 0, found "x"',
  ],
  [
    "training.optimizer",
    (config) => Object.assign(inside(config, "training"), { optimizer: null }),
    "a table of settings, found null",
  ],
  [
    "training.schedule.name",
    (config) => Object.assign(inside(config, "training"), { schedule: { name: "sine" } }),
    'one of constant, step, cosine, oneCycle, found "sine"',
  ],
  [
    "training.dtype",
    (config) => Object.assign(inside(config, "training"), { dtype: "float16" }),
    'one of float64, float32, found "float16"',
  ],
  ["seed", (config) => Object.assign(config, { seed: -1 }), "a whole number of at least 0, found -1"],
];

/** Runs that are not there, not whole, or not for these data. `run` is a finished run of good.csv. */
export const badRuns: BadCase[] = [
  {
    what: "predict: no such run",
    files: data,
    argv: ["predict", "nowhere", "good.csv"],
    message: "there is no run folder nowhere; kiso train makes one",
  },
  {
    what: "evaluate: no such run",
    files: data,
    argv: ["evaluate", "nowhere", "good.csv"],
    message: "there is no run folder nowhere; kiso train makes one",
  },
  {
    what: "weights: no such run",
    argv: ["weights", "nowhere"],
    message: "there is no run folder nowhere; kiso train makes one",
  },
  {
    what: "weights: a file",
    files: data,
    argv: ["weights", "good.csv"],
    message: "good.csv is no safetensors file; name one that kiso wrote, or its folder",
  },
  {
    what: "a run that is not finished",
    before: unfinish,
    argv: ["weights", "run"],
    message:
      "run holds no trained model (run/model.json is missing); name a folder that kiso train wrote to its end",
  },
  {
    what: "predict: no data",
    argv: ["predict", "run"],
    message: "missing required argument 'data'; see kiso predict --help",
  },
  {
    what: "predict: a missing column",
    files: { "new.csv": "w,z\n1,2\n" },
    argv: ["predict", "run", "new.csv"],
    message: 'new.csv: no column "h"; its columns are w, z',
  },
  {
    what: "predict: text in a column of numbers",
    files: { "new.csv": "w,h\n1,2\n3,four\n" },
    argv: ["predict", "run", "new.csv", "--out", "labels.csv"],
    message:
      'new.csv, row 2 (line 3), column h: "four" is not a number; write a number there or delete the row',
  },
  {
    what: "predict: an unknown format",
    files: data,
    argv: ["predict", "run", "good.csv", "--out", "labels.xml"],
    message: "Cannot write labels.xml: its name must end in .csv, .tsv, .xlsx, .jsonl, .parquet or .npz.",
  },
  {
    what: "predict: labels as .npz",
    files: data,
    argv: ["predict", "run", "good.csv", "--out", "labels.npz"],
    message:
      "Cannot write labels.npz: column label holds text, and .npz holds numbers; write .csv or .parquet.",
  },
  {
    what: "predict: no such split",
    files: { "d/train.csv": good, "d/test.csv": good },
    argv: ["predict", "run", "d", "--split", "tset"],
    message: 'd: has no split "tset"; did you mean "test"? Its splits are train, test',
  },
  {
    what: "evaluate: an unknown class",
    files: { "new.csv": "w,h,label\n1,2,a\n3,4,c\n" },
    argv: ["evaluate", "run", "new.csv"],
    message: 'new.csv, row 2 (line 3), column label: class "c" is unknown; the classes are a, b',
  },
  {
    what: "evaluate: no labels",
    files: { "new.csv": "w,h\n1,2\n" },
    argv: ["evaluate", "run", "new.csv"],
    message:
      'new.csv: has no column "label", which the run learned, so there is nothing to measure against; its columns are w, h; where it is called otherwise here, name it with --label',
  },
  {
    what: "evaluate: no such split",
    files: { "d/train.csv": good, "d/test.csv": good },
    argv: ["evaluate", "run", "d", "--split", "tset"],
    message: 'd: has no split "tset"; did you mean "test"? Its splits are train, test',
  },
  {
    what: "evaluate: a picture in a format that kiso does not draw",
    files: data,
    argv: ["evaluate", "run", "good.csv", "--out", "confusion.jpg"],
    message: "Cannot draw to confusion.jpg: charts are written as .png or .svg, found .jpg.",
  },
  {
    what: "weights: a picture in a format that kiso does not draw",
    argv: ["weights", "run", "--out", "x.gif"],
    message: "Cannot draw to x.gif: charts are written as .png or .svg, found .gif.",
  },
  {
    what: "model.safetensors cut in its values",
    before: cut("model.safetensors", 400),
    argv: ["weights", "run"],
    message:
      "run/model.safetensors is not a whole safetensors file: tensor dense1.weight ends at byte 512 of 72; take it from the run that wrote it again",
  },
  {
    what: "model.safetensors cut in its header",
    before: cut("model.safetensors", 100),
    argv: ["weights", "run"],
    message:
      "run/model.safetensors is not a whole safetensors file: its header should have 320 bytes, the file ends before; take it from the run that wrote it again",
  },
  {
    what: "model.safetensors empty",
    before: cut("model.safetensors", 0),
    argv: ["weights", "run"],
    message:
      "run/model.safetensors is not a whole safetensors file: it has 0 bytes; take it from the run that wrote it again",
  },
  {
    what: "model.json cut",
    before: cut("model.json", 40),
    argv: ["weights", "run"],
    message: "run/model.json is not JSON; take it from the run that wrote it again",
  },
  {
    what: "model.json of another program",
    before: set("model.json", (card) => {
      card.format = "other";
    }),
    argv: ["weights", "run"],
    message:
      'run/model.json is not a kiso model: its "format" is "other"; name a folder that kiso train wrote',
  },
  {
    what: "model.json of a newer kiso",
    before: set("model.json", (card) => {
      card.formatVersion = 99;
    }),
    argv: ["weights", "run"],
    message: "run/model.json has format version 99, this kiso reads up to 4; update kiso",
  },
  {
    what: "model.json without its classes",
    before: set("model.json", (card) => {
      delete card.classNames;
    }),
    argv: ["weights", "run"],
    message:
      "run/model.json: classNames must be a list of texts, and is missing; take it from the run that wrote it again",
  },
  {
    what: "model.json of another run",
    before: set("model.json", (card) => {
      card.network = { sizes: [2, 5, 2], activation: "sigmoid" };
    }),
    argv: ["weights", "run"],
    message:
      "run/model.safetensors: dense1.weight should have shape (2, 5), found (2, 32); model.json and model.safetensors are of different runs",
  },
  {
    what: "model.json with the rule of another model",
    before: set("model.json", (card) => {
      card.reject = {
        space: "features",
        reject: 0.02,
        rows: 100,
        centre: [0, 0, 0],
        means: [],
        factor: [],
        confidence: 0,
        distance: 1,
      };
    }),
    files: data,
    argv: ["predict", "run", "good.csv"],
    message:
      'run/model.json: its rule for "none of these" measures 3 numbers of a row, but the network has 2 of them; take it from the run that wrote it again',
  },
  {
    what: "evaluate: a report that is no page",
    files: data,
    argv: ["evaluate", "run", "good.csv", "--report", "report.pdf"],
    message: "--report report.pdf: the report is a page of HTML; name a file that ends in .html",
  },
  {
    what: "an --out that holds a run",
    files: data,
    argv: ["train", "good.csv", "--out", "run"],
    message: "run already holds a run; name a new folder with --out, or go on with it: --resume run",
  },
  {
    what: "resume: no such run",
    argv: ["train", "--resume", "nowhere"],
    message:
      "nowhere holds no run (there is no nowhere/config.json); kiso train DATA --out nowhere begins one",
  },
  {
    what: "resume: a finished run",
    argv: ["train", "--resume", "run"],
    message: "run is finished (3 of 3 epochs); begin a new run to train longer",
  },
  {
    what: "resume: with a setting",
    before: unfinish,
    argv: ["train", "--resume", "run", "--lr", "0.1"],
    message: "--resume takes all settings from run/config.json; leave out --lr, or begin a new run",
  },
  {
    what: "resume: with another seed",
    before: unfinish,
    argv: ["train", "--resume", "run", "--seed", "3"],
    message: "--resume takes all settings from run/config.json; leave out --seed, or begin a new run",
  },
  {
    what: "resume: with another --test-size",
    before: unfinish,
    argv: ["train", "--resume", "run", "--test-size", "0.5"],
    message: "--resume takes all settings from run/config.json; leave out --test-size, or begin a new run",
  },
  {
    what: "resume: with a recipe",
    before: unfinish,
    argv: ["train", "--resume", "run", "--recipe", "lesson"],
    message: "--resume takes all settings from run/config.json; leave out --recipe, or begin a new run",
  },
  {
    what: "resume: with an --out",
    before: unfinish,
    argv: ["train", "--resume", "run", "--out", "b"],
    message: "--resume takes all settings from run/config.json; leave out --out, or begin a new run",
  },
  {
    what: "resume: with a --label",
    before: unfinish,
    argv: ["train", "--resume", "run", "--label", "w"],
    message: "--resume takes all settings from run/config.json; leave out --label, or begin a new run",
  },
  {
    what: "resume: data that changed",
    files: { "good.csv": good.replace("5,6", "5,7") },
    before: unfinish,
    argv: ["train", "--resume", "run"],
    message:
      "good.csv is not the data that this run was trained on: its SHA-256 is b1cad1aa7ca4…, the run's config.json has 3ec00ee136f2…; bring the old file back, or begin a new run",
  },
  {
    what: "evaluate: no such split in a file",
    files: data,
    argv: ["evaluate", "run", "good.csv", "--split", "validation"],
    message: 'good.csv: has no split "validation"; its splits are train',
  },
  {
    what: "resume: data that are gone",
    before: unfinish,
    argv: ["train", "--resume", "run"],
    message:
      "good.csv: no such file or folder; kiso ships digits, iris, lesson, and OWNER/NAME is looked up on the Hugging Face Hub; if it lies elsewhere now: kiso train DATA --resume run",
  },
  {
    what: "resume: with test rows that the run has not",
    files: data,
    before: unfinish,
    argv: ["train", "--resume", "run", "--test", "good.csv"],
    message: "run has no test rows of their own; leave out --test, or begin a new run",
  },
  ...nonsense.map(([where, change, message]) => ({
    what: `config.json with a nonsensical ${where}`,
    files: data,
    before: set("config.json", change),
    argv: ["train", "--resume", "run"],
    message: `run/config.json: ${where} must be ${message}; bring the run's own config.json back, or begin a new run`,
  })),
  {
    what: "metrics.jsonl is a folder",
    files: data,
    before: (folder) => {
      unfinish(folder);
      rmSync(join(folder, "run/metrics.jsonl"));
      mkdirSync(join(folder, "run/metrics.jsonl"));
    },
    argv: ["train", "--resume", "run"],
    message:
      "Cannot read run/metrics.jsonl: it is a folder, where a file should be; move it away or give another path.",
  },
  {
    what: "config.json is a folder",
    before: (folder) => {
      rmSync(join(folder, "run/config.json"));
      mkdirSync(join(folder, "run/config.json"));
    },
    argv: ["train", "--resume", "run"],
    message:
      "Cannot read run/config.json: it is a folder, where a file should be; move it away or give another path.",
  },
  {
    what: "config.json cut",
    files: data,
    before: (folder) => {
      unfinish(folder);
      cut("config.json", 40)(folder);
    },
    argv: ["train", "--resume", "run"],
    message: "run/config.json is not JSON, so the run cannot go on; begin a new one",
  },
  {
    what: "config.json of a newer kiso",
    files: data,
    before: set("config.json", (config) => {
      config.formatVersion = 99;
    }),
    argv: ["train", "--resume", "run"],
    message: "run/config.json has format version 99, this kiso reads up to 1; update kiso",
  },
  {
    what: "config.json of another program",
    files: data,
    before: set("config.json", (config) => {
      config.format = "other";
    }),
    argv: ["train", "--resume", "run"],
    message: 'run/config.json is not a kiso run\'s: its "format" is "other"',
  },
  {
    what: "evaluate: config.json cut",
    files: data,
    before: cut("config.json", 40),
    argv: ["evaluate", "run", "good.csv"],
    message: "run/config.json is not JSON, so the run cannot go on; begin a new one",
  },
];
