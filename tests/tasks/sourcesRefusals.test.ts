import { describe } from "vitest";
import * as kiso from "../everything.ts";
import { refused, untyped } from "../refusals.ts";

describe("a list of files is wanted by", () => {
  const judge = (options: object) => async () => {
    for await (const _ of kiso.judge(untyped({ run: "runs/none", ...options })));
  };
  refused([
    [
      "predict",
      () => kiso.predict({ run: "runs/none", data: untyped("new.csv") }),
      'predict: data must be a list of files or folders, found "new.csv"; write ["new.csv"]',
    ],
    [
      "predict, of nothing",
      () => kiso.predict(untyped({ run: "runs/none" })),
      "predict: data must be a list of files or folders, found undefined",
    ],
    [
      "judge",
      judge({ parts: "new" }),
      'judge: parts must be a list of files or folders, found "new"; write ["new"]',
    ],
    [
      "judge's references",
      judge({ parts: ["new"], reference: "good" }),
      'judge: reference must be a list of files or folders, found "good"',
    ],
  ]);
});

describe("a training is told in a program's words", () => {
  const train = (options: object) => async () => {
    for await (const _ of kiso.train(untyped({ data: "iris", ...options })));
  };
  refused([
    [
      "an image's size",
      train({ size: 32 }),
      "train: size must be of the form { width: 32, height: 32 }, found 32",
    ],
    [
      "a label of decimals",
      train({ label: "sepal length (cm)" }),
      'so this is a regression: say task: "regress", or choose',
    ],
  ]);
});
