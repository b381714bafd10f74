import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type BadCase, good } from "./badData.ts";

const flags = (...more: string[]) => ({ files: { "a.csv": good }, argv: ["train", "a.csv", ...more] });

/** Command lines that cannot be meant. */
export const badFlags: BadCase[] = [
  {
    what: "an unknown command",
    argv: ["trian", "iris"],
    message:
      'there is no command "trian"; did you mean "kiso train"? commands: lesson, blobs, parts, look, plot, train, evaluate, predict, judge, match, embed, weights, retrain, runs',
  },
  {
    what: "an unknown command, and none like it",
    argv: ["quantise"],
    message:
      'there is no command "quantise"; commands: lesson, blobs, parts, look, plot, train, evaluate, predict, judge, match, embed, weights, retrain, runs',
  },
  {
    what: "an unknown flag before the command",
    argv: ["--jsn"],
    message: "unknown option '--jsn'; see kiso --help",
  },
  {
    what: "an unknown flag",
    ...flags("--epoch", "3"),
    message: "unknown option '--epoch' (Did you mean --epochs?); see kiso train --help",
  },
  {
    what: "an unknown flag, and none like it",
    ...flags("--gpu"),
    message: "unknown option '--gpu'; see kiso train --help",
  },
  {
    what: "no data",
    argv: ["train"],
    message: "name the data to train on: kiso train mydata.csv (or try: kiso train iris)",
  },
  {
    what: "too many arguments",
    ...flags("b.csv"),
    message: "too many arguments for 'train'. Expected 1 argument but got 2; see kiso train --help",
  },
  {
    what: "a flag without its value",
    ...flags("--lr"),
    message: "option '--lr <x>' argument missing; see kiso train --help",
  },
  {
    what: "a negative learning rate",
    ...flags("--lr", "-1"),
    message: '--lr: expected a number above 0, got "-1"',
  },
  {
    what: "a learning rate of 0",
    ...flags("--lr", "0"),
    message: '--lr: expected a number above 0, got "0"',
  },
  {
    what: "a learning rate of words",
    ...flags("--lr", "abc"),
    message: '--lr: expected a number above 0, got "abc"',
  },
  {
    what: "augmentation that is none",
    ...flags("--augment", "shft=2"),
    message:
      '--augment: expected settings as shift=2, of shift, rotate, brightness, noise, flip, got "shft=2"; did you mean "shift"?',
  },
  {
    what: "augmentation by words",
    ...flags("--augment", "shift=2,rotate=much"),
    message: '--augment: expected a number for rotate, as rotate=10, got "rotate=much"',
  },
  {
    what: "augmentation beyond its limits",
    ...flags("--augment", "noise=2"),
    message: "--augment: expected noise from 0 to 1 of white, found 2",
  },
  {
    what: "a flip to nowhere",
    ...flags("--augment", "flip=horizontl"),
    message:
      '--augment: expected flip to be one of horizontal, vertical, both, got "flip=horizontl"; did you mean "horizontal"?',
  },
  {
    what: "a batch of 0",
    ...flags("--batch", "0"),
    message: '--batch: expected a whole number of at least 1, got "0"',
  },
  {
    what: "a batch larger than the data",
    ...flags("--batch", "1000", "--json"),
    message: "--batch 1000 is more than the 6 training rows of a.csv; use at most 6",
  },
  {
    what: "a hidden layer of 0",
    ...flags("--hidden", "0"),
    message: '--hidden: expected whole numbers of at least 1, as 32 or 64,32, got "0"',
  },
  {
    what: "a hidden layer left out",
    ...flags("--hidden", "32,,8"),
    message: '--hidden: expected whole numbers of at least 1, as 32 or 64,32, got "32,,8"',
  },
  {
    what: "hidden layers of words",
    ...flags("--hidden", "abc"),
    message: '--hidden: expected whole numbers of at least 1, as 32 or 64,32, got "abc"',
  },
  {
    what: "0 epochs",
    ...flags("--epochs", "0"),
    message: '--epochs: expected a whole number of at least 1, got "0"',
  },
  {
    what: "a negative seed",
    ...flags("--seed", "-1"),
    message: '--seed: expected a whole number of at least 0 up to 4294967295, got "-1"',
  },
  {
    what: "half a seed",
    ...flags("--seed", "1.5"),
    message: '--seed: expected a whole number of at least 0 up to 4294967295, got "1.5"',
  },
  {
    what: "a negative penalty",
    ...flags("--l2", "-0.1"),
    message: '--l2: expected a number of at least 0, got "-0.1"',
  },
  {
    what: "a momentum of 1",
    ...flags("--momentum", "1"),
    message: '--momentum: expected a number of at least 0 up to 0.9999, got "1"',
  },
  {
    what: "a momentum for adam",
    ...flags("--optimizer", "adam", "--momentum", "0.5", "--json"),
    message: "--momentum is a setting of sgd; leave it out with --optimizer adam",
  },
  {
    what: "a test size of 1",
    ...flags("--test-size", "1"),
    message: '--test-size: expected a number of at least 0 up to 0.9, got "1"',
  },
  {
    what: "a test size too small for every class",
    ...flags("--test-size", "0.01"),
    message:
      "a.csv: --test-size 0.01 holds out 1 of 8 rows, but both parts need at least one row of each of the 2 classes; say --test-size 0.25 (up to 0.75), name test rows with --test, or train on all rows with --test-size 0",
  },
  ...["--label", "--test", "--out", "--resume"].map((flag) => ({
    what: `an empty ${flag}`,
    ...flags(flag, ""),
    message: `${flag}: expected a name, got ""`,
  })),
  {
    what: "an unknown activation",
    ...flags("--activation", "sigmod"),
    message:
      '--activation: expected one of sigmoid, tanh, relu, leakyRelu, gelu, softmax, got "sigmod"; did you mean "sigmoid"?',
  },
  {
    what: "an unknown optimizer",
    ...flags("--optimizer", "adm"),
    message: '--optimizer: expected one of sgd, rmsprop, adam, adamw, got "adm"; did you mean "adam"?',
  },
  {
    what: "an unknown engine",
    ...flags("--engine", "cuda"),
    message: '--engine: expected one of auto, wasm, reference, got "cuda"',
  },
  {
    what: "an unknown scale",
    ...flags("--scale", "log"),
    message: '--scale: expected one of standard, minmax, none, got "log"',
  },
  {
    what: "an unknown recipe",
    ...flags("--recipe", "leson"),
    message: '--recipe: expected one of standard, lesson, got "leson"; did you mean "lesson"?',
  },
  {
    what: "an unknown dtype",
    ...flags("--dtype", "float16"),
    message: '--dtype: expected one of float64, float32, got "float16"; did you mean "float64"?',
  },
  {
    what: "an unknown progress",
    ...flags("--progress", "loud"),
    message: '--progress: expected one of auto, bar, plain, none, got "loud"',
  },
  {
    what: "an --out that is a file",
    files: { "a.csv": good, out: "mine" },
    argv: ["train", "a.csv", "--out", "out"],
    message: "--out out is a file, not a folder; name a new folder",
  },
  {
    what: "an --out that holds something",
    files: { "a.csv": good, "out/thesis.txt": "mine" },
    argv: ["train", "a.csv", "--out", "out"],
    message: "out is not empty; name a new folder with --out",
  },
  {
    what: "an --out below a file",
    files: { "a.csv": good, out: "mine" },
    argv: ["train", "a.csv", "--out", "out/run", "--json"],
    message: "Cannot write out/run: out is a file, not a folder; give another path.",
  },
  {
    what: "blobs into a format that kiso does not write",
    argv: ["blobs", "--out", "x.txt"],
    message: "Cannot write x.txt: its name must end in .csv, .tsv, .xlsx, .jsonl, .parquet or .npz.",
  },
  {
    what: "blobs into no format",
    argv: ["blobs", "--out", "x"],
    message: "Cannot write x: its name must end in .csv, .tsv, .xlsx, .jsonl, .parquet or .npz.",
  },
  {
    what: "blobs into a folder that is not there",
    argv: ["blobs", "--out", "no/x.csv"],
    message: "Cannot write no/x.csv: the folder no does not exist; create it first or give another path.",
  },
  {
    what: "blobs to nowhere",
    argv: ["blobs"],
    message: "required option '--out <file>' not specified; see kiso blobs --help",
  },
  {
    what: "blobs of a negative width",
    argv: ["blobs", "--std", "-1", "--out", "x.csv"],
    message: '--std: expected a number of at least 0, got "-1"',
  },
  {
    what: "no blobs",
    argv: ["blobs", "--samples", "0", "--out", "x.csv"],
    message: '--samples: expected a whole number of at least 1, got "0"',
  },
  {
    what: "more blobs than memory holds",
    argv: ["blobs", "--samples", "1e11", "--out", "x.csv"],
    message:
      "blobs: 100000000000 rows of 2 features are more than 268435456 numbers; ask for 134217728 rows at most",
  },
  {
    what: "a plot into a folder that is not there",
    argv: ["plot", "iris", "--out", "no/x.png"],
    message: "Cannot write no/x.png: the folder no does not exist; create it first or give another path.",
  },
  {
    what: "none of these to a share of 0",
    ...flags("--reject", "0"),
    message: '--reject: expected a number above 0 up to 0.9, got "0"',
  },
  {
    what: "none of these to more than all",
    ...flags("--reject", "2"),
    message: '--reject: expected a number above 0 up to 0.9, got "2"',
  },
  {
    what: "none of these to a share in percent",
    ...flags("--reject", "2%"),
    message: '--reject: expected a number above 0 up to 0.9, got "2%"',
  },
  {
    what: "none of these in the place of a number",
    ...flags("--reject", "0.1", "--task", "regress"),
    message:
      '--reject answers "none of these" in the place of a class, and --task regress has none; leave out one of them',
  },
  {
    what: "none of these, and too few rows to set its limits by",
    ...flags("--reject", "0.1", "--json"),
    message:
      '--reject holds each training row out once, in 5 parts with one of every class, but class "a" has 3 training rows; add rows, or hold some out for it with --validation 0.2',
  },
  {
    what: "none of these, of folds that keep no model",
    ...flags("--reject", "0.1", "--folds", "2"),
    message: "--folds without --out keeps no model that could --reject; leave out one of them, or add --out",
  },
  {
    what: "none of these, which is a class",
    files: { "a.csv": good.replaceAll(",b", ",none of these") },
    argv: ["train", "a.csv", "--reject", "0.1", "--json"],
    message:
      'a class is called "none of these", which is what --reject answers; rename it, or leave out --reject',
  },
  {
    what: "a report in a language that kiso does not speak",
    ...flags("--lang", "de"),
    message: '--lang: expected one of en, ja, got "de"',
  },
  {
    what: "a plot in a format that kiso does not draw",
    argv: ["plot", "iris", "--out", "x.pdf"],
    message: "Cannot draw to x.pdf: charts are written as .png or .svg, found .pdf.",
  },
  {
    what: "a plot over a folder",
    before: (folder) => mkdirSync(join(folder, "x.png")),
    argv: ["plot", "iris", "--out", "x.png"],
    message: "Cannot write x.png: it is a folder; give the path of a file.",
  },
  {
    what: "a lesson into a folder of something else",
    files: { "out/thesis.txt": "mine" },
    argv: ["lesson", "--out", "out"],
    message: "out is not empty and is no lesson's folder; name a new folder with --out",
  },
  {
    what: "a lesson into a file",
    files: { out: "mine" },
    argv: ["lesson", "--out", "out"],
    message: "--out out is a file, not a folder; name a new folder",
  },
  {
    what: "a lesson in a language that kiso does not speak",
    argv: ["lesson", "--lang", "fr"],
    message: '--lang: expected one of en, ja, got "fr"',
  },
];
