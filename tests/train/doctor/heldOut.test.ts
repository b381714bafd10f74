import { describe, expect, test } from "vitest";
import { asFlag } from "../../../src/cli/terminal/spelling.ts";
import { loadEngine } from "../../../src/engine/load.ts";
import { findingsInWords } from "../../../src/report/words/findings.ts";
import { examineHeldOut, type HeldOutRows } from "../../../src/train/doctor/heldOutFindings.ts";
import type { TrainingSpec } from "../../../src/train/run/experiment.ts";

const engine = await loadEngine("auto");

interface Told {
  classNames: readonly string[];
  /** [class, the class it is given, so many rows]; of two classes, doubtful rows are given the second, by little */
  rows: readonly (readonly [label: number, predicted: number | "doubtful", rows: number])[];
  positive?: string;
  training?: Partial<TrainingSpec>;
  /** of the training rows */
  learned?: readonly number[];
}

/** A network that gives each row the class that its feature says: one-hot in, ten times that out. */
async function told({ classNames, rows, positive, training, learned }: Told) {
  const k = classNames.length;
  const each = rows.flatMap(([label, predicted, count]) =>
    Array.from({ length: count }, () => ({ label, predicted })),
  );
  const features = new Float64Array(each.length * k);
  each.forEach(({ predicted }, row) => {
    if (predicted !== "doubtful") features[row * k + predicted] = 1;
    else features.set([0.4, 0.5], row * k);
  });
  const weight = Float64Array.from({ length: k * k }, (_, i) => (i % (k + 1) === 0 ? 10 : 0));
  const held: HeldOutRows = {
    experiment: {
      network: { sizes: [k, k], activation: "sigmoid", initializer: "glorotUniform" },
      training: {
        ...{ epochs: 30, batch: 32, learningRate: 0.01, optimizer: { name: "sgd" }, l2: 0 },
        ...{ shuffle: true, reduction: "mean", dtype: "float64", ...training },
      },
    },
    engine,
    test: { features, labels: Int32Array.from(each, ({ label }) => label) },
    classNames,
    positive,
    train: learned && { features: new Float64Array(learned.length * k), labels: Int32Array.from(learned) },
    parameters: {
      "dense1.weight": { shape: [k, k], data: weight },
      "dense1.bias": { shape: [1, k], data: new Float64Array(k) },
    },
  };
  return findingsInWords(await examineHeldOut(held), "en", asFlag).map(({ message }) => message);
}

const okNg = { classNames: ["NG", "OK"], positive: "NG" };

describe("of held-out rows the doctor says", () => {
  test("that NG is missed, and that always saying OK does as well", async () => {
    expect(
      await told({
        ...okNg,
        rows: [
          [0, 1, 8],
          [1, 1, 112],
        ],
      }),
    ).toEqual([
      '8 of 8 test rows of class "NG" are missed, and accuracy 0.933 is no better than always saying "OK" (0.933): try --effort standard, or more rows of "NG"',
    ]);
    expect(
      await told({
        ...okNg,
        rows: [
          [0, 1, 17],
          [0, 0, 3],
          [1, 1, 112],
        ],
      }),
    ).toEqual(['17 of 20 test rows of class "NG" are missed: try --effort standard, or more rows of "NG"']);
    const balanced = { classWeights: [7, 1] };
    expect(
      await told({
        ...okNg,
        rows: [
          [0, 1, 8],
          [1, 1, 12],
        ],
        training: balanced,
      }),
    ).toEqual(['8 of 8 test rows of class "NG" are missed: try --effort standard, or more rows of "NG"']);
  });

  test("what another threshold would miss, where rows can choose it, and its price is low", async () => {
    // 18 NG: 9 are given OK, of which 8 are doubtful; of 180 OK so many are as doubtful.
    const rows = (doubtful: number): Told["rows"] => [
      [0, 0, 9],
      [0, 1, 1],
      [0, "doubtful", 8],
      [1, 1, 180 - doubtful],
      [1, "doubtful", doubtful],
    ];
    const labels = (positives: number) => Array.from({ length: 90 }, (_, i) => Number(i >= positives));
    const said = async (doubtful: number, positives: number) =>
      (await told({ ...okNg, rows: rows(doubtful), learned: labels(positives) })).join();
    const aim = ", where another threshold would miss 1 and over-reject 20 of 180: try --aim recall=0.9, ";
    expect(await said(20, 20)).toBe(
      `9 of 18 test rows of class "NG" are missed${aim}--effort standard, or more rows of "NG"`,
    );
    // So few NG to learn from cannot promise 0.9; a half of OK is too high a price.
    for (const [doubtful, positives] of [
      [20, 3],
      [90, 20],
    ] as const)
      expect(await said(doubtful, positives)).toBe(
        '9 of 18 test rows of class "NG" are missed: try --effort standard, or more rows of "NG"',
      );
  });

  test("that none of them is of a class which was learned", async () => {
    const learned = [0, 0, ...Array<number>(46).fill(1)];
    expect(await told({ ...okNg, rows: [[1, 1, 12]], learned })).toEqual([
      'no held-out row is of class "NG" (2 of 48 training rows are): the figures say nothing of it; hold out more rows (--test-size), bring rows of it (--test), or look at --folds',
    ]);
    const all = await told({
      ...okNg,
      rows: [
        [0, 0, 1],
        [1, 1, 11],
      ],
      learned,
    });
    expect(all).toEqual([]);
  });

  test("that a class is never given", async () => {
    const classNames = ["dent", "scratch", "stain", "good"];
    const rows = [
      [0, 3, 4],
      [1, 1, 9],
      [2, 2, 5],
      [3, 3, 40],
    ] as const;
    expect(await told({ classNames, rows })).toEqual([
      'no held-out row is given class "dent" (4 of 58 are of it): try --effort standard, or more rows of "dent"',
    ]);
    expect(
      await told({
        classNames,
        rows: [
          [0, 3, 4],
          [1, 3, 9],
          [2, 2, 5],
          [3, 3, 40],
        ],
      }),
    ).toEqual([
      'no held-out row is given classes "dent", "scratch" (13 of 58 are of them): try --effort standard, or more rows of "dent", "scratch"',
    ]);
  });

  test("that the answer is no better than a constant one", async () => {
    expect(
      await told({
        classNames: ["a", "b"],
        rows: [
          [0, 0, 30],
          [0, 1, 30],
          [1, 1, 30],
          [1, 0, 10],
        ],
      }),
    ).toEqual([
      'accuracy 0.600 on 100 test rows is no better than always saying "a" (0.600): try --effort standard, or features that tell more',
    ]);
    const numbers = { classNames: [], rows: [[0, 0, 31]] } as const;
    expect(await told(numbers)).toEqual([]);
  });
});

describe("of held-out rows the doctor is silent", () => {
  test.each<[string, Told]>([
    [
      "where half of a class that is not rare is found, and no threshold finds more",
      {
        ...okNg,
        rows: [
          [0, 0, 20],
          [0, 1, 20],
          [1, 1, 100],
        ],
      },
    ],
    [
      "where few are missed of few, which may be chance",
      {
        ...okNg,
        rows: [
          [0, 0, 1],
          [0, 1, 3],
          [1, 1, 60],
        ],
      },
    ],
    [
      "where one row is of the class, and missed",
      {
        ...okNg,
        rows: [
          [0, 1, 1],
          [1, 0, 0],
          [1, 1, 0],
        ],
      },
    ],
    ["where no row is of the class", { ...okNg, rows: [[1, 1, 40]] }],
    [
      "where a class of three rows is never given",
      {
        classNames: ["a", "b", "c"],
        rows: [
          [0, 1, 3],
          [1, 1, 20],
          [2, 2, 20],
        ],
      },
    ],
    [
      "where rare classes weigh more, at the price of others",
      {
        classNames: ["a", "b"],
        rows: [
          [0, 0, 40],
          [0, 1, 20],
          [1, 1, 19],
        ],
        training: { classWeights: [1, 3] },
      },
    ],
    [
      "where every row is right",
      {
        classNames: ["a", "b"],
        rows: [
          [0, 0, 40],
          [1, 1, 4],
        ],
      },
    ],
  ])("%s", async (_, rows) => expect(await told(rows)).toEqual([]));
});

test.each([
  [
    -0.2034,
    [
      "R² is -0.203 on 31 test rows, where always saying their mean has 0: try --effort standard, or features that tell more",
    ],
  ],
  [0, []],
  [Number.NaN, []],
  [undefined, []],
])("a regression with an R² of %s", async (r2, said) => {
  const training = { epochs: 30 } as TrainingSpec;
  const network = { sizes: [1, 1], activation: "sigmoid", initializer: "glorotUniform" } as const;
  const test = { features: new Float64Array(31), labels: new Float64Array(31) };
  const tested = r2 === undefined ? {} : { r2 };
  const found = await examineHeldOut({
    ...{ experiment: { network, training }, engine, test, classNames: [], tested, parameters: {} },
  });
  expect(findingsInWords(found, "en", asFlag).map(({ message }) => message)).toEqual(said);
});
