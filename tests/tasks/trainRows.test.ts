import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadTables } from "../../src/data/load.ts";
import type { Table } from "../../src/data/table.ts";
import { crossValidate as crossValidateRows, type TrainReport, train as trainRows } from "../../src/index.ts";
import type { RowTrainOptions, TrainOptions } from "../../src/tasks/plan/options.ts";
import { resume } from "../../src/tasks/resume.ts";
import { crossValidate, train } from "../../src/tasks/train.ts";
import type { TrainedReport } from "../../src/tasks/training/reports.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-rows-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Parts of three makes: numbers, words and a missing cell here and there. */
const parts = (count: number, from = 0) =>
  Array.from({ length: count }, (_, k) => {
    const i = from + k;
    const wide = ((i * 7919) % 1000) / 100;
    const colour = ["red", "green", "blue"][(i * 31) % 3]!;
    const weight = i % 17 === 3 ? null : ((i * 104_729) % 997) / 7;
    return { wide, colour, weight, label: wide + (colour === "red" ? 3 : 0) > 6 ? "bad" : "ok" };
  });

type Part = ReturnType<typeof parts>[number];
const csvOf = (rows: readonly Part[]) =>
  `wide,colour,weight,label\n${rows.map(({ wide, colour, weight, label }) => `${wide},${colour},${weight ?? ""},${label}`).join("\n")}\n`;

const rows = parts(120);
const path = join(folder, "parts.csv");
writeFileSync(path, csvOf(rows));
const file = () => new File([csvOf(rows)], "parts.csv");
const tableOf = async (from = path): Promise<Table> => (await loadTables(from)).tables.train!;

const settings = { epochs: 8, missing: "mean", hidden: [8], seed: 3 } as const;

async function all(reports: AsyncIterable<TrainReport>): Promise<TrainReport[]> {
  const found: TrainReport[] = [];
  for await (const report of reports) found.push(report);
  return found;
}

async function trained(reports: AsyncIterable<TrainReport>): Promise<TrainedReport> {
  const last = (await all(reports)).at(-1)!;
  expect(last.kind).toBe("trained");
  return last as TrainedReport;
}

/** Without the file and the line of each row, which rows in memory have none of. */
function unplaced(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unplaced);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  const own = Object.entries(value).filter(([name]) => name !== "file" && name !== "line");
  return Object.fromEntries(own.map(([name, inside]) => [name, unplaced(inside)]));
}

/** What came of a training: numbers, findings and figures, but not where its rows lay and how long it took. */
function cameOf({ model, metrics, rows, findings, regression, report, judged, experiment }: TrainedReport) {
  const { data: _, ...learned } = experiment;
  const { data: __, title: ___, asked: ____, ...figures } = report ?? {};
  const timeless = metrics.map(({ seconds: _, ...metric }) => metric);
  return {
    model: model.data,
    metrics: timeless,
    rows,
    findings,
    regression,
    figures: unplaced(figures),
    judged,
    learned,
  };
}

const byHeart = {
  hidden: [64],
  epochs: 150,
  optimizer: "adam",
  learningRate: 0.01,
  activation: "relu",
} as const;
const without = (...names: string[]) => Object.fromEntries(names.map((name) => [name, undefined]));

test.each<[string, Partial<RowTrainOptions>, Record<string, unknown>[]]>([
  ["with nothing said, no single setting of what was fitted", {}, []],
  ["of a quick one, the standard one", { effort: "quick" }, [{ effort: "standard" }]],
  [
    "of settings that were stated, what is fitted in their place",
    { effort: "quick", epochs: 80 },
    [{ effort: "standard", ...without("epochs") }],
  ],
  [
    "and then a single one",
    byHeart,
    [{ effort: "standard", ...without(...Object.keys(byHeart)) }, { l2: 0.1 }],
  ],
])("advice to rows learned by heart: %s", async (_, options, remedies) => {
  // Labels that follow from nothing: all that is learned is learned by heart.
  const one = (i: number, j: number) => ((i + 1) * 7919 * (j + 3) * (j + 5) + i * i * 31) % 1009;
  const chance = Array.from({ length: 150 }, (_, i) => ({
    ...Object.fromEntries(Array.from({ length: 12 }, (_, j) => [`x${j}`, one(i, j) / 100])),
    label: (i * i * 31 + i * 17) % 7 < 3 ? "red" : "blue",
  }));
  const { experiment, findings } = await trained(trainRows({ data: chance, testSize: 0.4, ...options }));
  if (Object.keys(options).length === 0)
    expect(experiment).toMatchObject({ effort: "standard", training: { members: 8 } });
  expect(findings.find(({ kind }) => kind === "overfitting")!.remedies).toEqual(remedies);
});

test("a regression of an effort gives no answer beyond what its training rows had, keeps that in its model, and says so", async () => {
  const line = Array.from({ length: 40 }, (_, i) => ({
    x: ((i * 13) % 40) / 2,
    more: (i * 7) % 11,
    y: 100 + 3 * ((i * 13) % 40),
  }));
  const reports = await all(
    trainRows({ data: line, label: "y", task: "regress", effort: "quick", testSize: 0 }),
  );
  const plan = reports.find((report) => report.kind === "plan")!;
  expect(plan.kind === "plan" && plan.rules).toContain(
    "no answer leaves 100 to 217, which the training rows have",
  );
  const { model } = reports.at(-1) as TrainedReport;
  expect(model.card.target!.range).toEqual([100, 217]);
  const [far, near, under] = await model.predict([
    { x: 400, more: 3 },
    { x: 9, more: 3 },
    { x: -400, more: 3 },
  ]);
  expect([far, under]).toEqual([{ value: 217 }, { value: 100 }].map((one) => expect.objectContaining(one)));
  expect(near).not.toEqual(expect.objectContaining({ value: 217 }));
});

test("a regression of an effort learns the roots of numbers that crowd at the low end, and answers in their unit", async () => {
  const rowsOf = (y: (z: number) => number) =>
    Array.from({ length: 90 }, (_, i) => ({ x: ((i * 37) % 90) / 9, y: y(((i * 37) % 90) / 9) }));
  const learned = async (data: { x: number; y: number }[]) => {
    const reports = await all(trainRows({ data, label: "y", task: "regress", effort: "quick" }));
    const plan = reports.find((report) => report.kind === "plan")!;
    return { rules: plan.kind === "plan" ? plan.rules : [], ...(reports.at(-1) as TrainedReport) };
  };
  const even = await learned(rowsOf((z) => 3 * z));
  expect(even.model.card.target!.root).toBeUndefined();
  const skewed = await learned(rowsOf((z) => z ** 6));
  expect(skewed.model.card.target!.root).toBe(true);
  expect(skewed.rules.some((rule) => rule.startsWith("the roots of column y are learned"))).toBe(true);
  expect(skewed.regression!.r2).toBeGreaterThan(0.9);
  const [answer] = await skewed.model.predict([{ x: 8 }]);
  expect((answer as { value: number }).value).toBeGreaterThan(8 ** 6 / 2);
  const same = rowsOf((z) => z ** 6).slice(0, 30);
  const found = await skewed.model.evaluate(same, "y");
  expect("r2" in found && found.r2).toBeGreaterThan(0.9);
});

describe("train on rows in memory", () => {
  test("comes to the bits of the same rows in a file: records, a table, a File, a Blob", async () => {
    const ofFile = await trained(train({ ...settings, data: path }));
    expect(ofFile.metrics.at(-1)!.loss).toBeLessThan(ofFile.metrics[0]!.loss);
    for (const data of [rows, await tableOf(), file(), new Blob([csvOf(rows)])])
      for (const door of [train, trainRows])
        expect(cameOf(await trained(door({ ...settings, data })))).toEqual(cameOf(ofFile));
    // It depends on the rows: a comparison of nothing would pass as well.
    const other = await trained(trainRows({ ...settings, data: parts(120, 1) }));
    expect(other.model.parameters).not.toEqual(ofFile.model.parameters);
  });

  test("reports in the order of any training, and says where the rows lay", async () => {
    const reports = await all(trainRows({ ...settings, data: file() }));
    expect(reports.map(({ kind }) => kind).filter((kind, i, kinds) => kind !== kinds[i - 1])).toEqual([
      "read",
      "plan",
      "epoch",
      "result",
      "findings",
      "report",
      "trained",
    ]);
    const [read] = reports;
    const { sha256 } = await loadTables(path);
    expect(read!.kind === "read" && read!.data).toMatchObject({ source: "parts.csv", sha256 });
    const [records] = await all(trainRows({ ...settings, data: rows }));
    expect(records!.kind === "read" && records!.data.source).toBe("rows in memory");
    const { model, report } = reports.at(-1) as TrainedReport;
    expect(report!.kind === "classification" && report!.metrics.rows).toBe(24);
    const answers = await model.predict([{ wide: 9, colour: "red", weight: 50 }]);
    expect(answers[0]!.label).toBe("bad");
  });

  test("takes test and validation rows of their own, each as the data", async () => {
    const [test, validation] = [parts(40, 200), parts(30, 300)];
    const given = await trained(
      trainRows({
        ...settings,
        data: { train: file(), test, validation: new Blob([csvOf(validation)]) },
        patience: 5,
      }),
    );
    expect(given.rows).toEqual({ train: 120, test: 40, validation: 30 });
    expect(given.metrics[0]!.validationLoss).toBeGreaterThan(0);
    const apart = join(folder, "test.csv");
    writeFileSync(apart, csvOf(test));
    const ofFiles = await trained(train({ ...settings, data: path, test: apart }));
    for (const [data, own] of [
      [rows, test],
      [path, test],
      [rows, apart],
    ] as const)
      expect(cameOf(await trained(train({ ...settings, data, test: own })))).toEqual(cameOf(ofFiles));
    expect(cameOf(await trained(trainRows({ ...settings, data: rows, test })))).toEqual(cameOf(ofFiles));
  });

  test("learns a number, the right to answer none of these, and distances", async () => {
    const both = async (options: Omit<TrainOptions, "data">) => {
      const { data: _, ...named } = options as TrainOptions;
      const ofRows = await trained(trainRows({ ...(named as object), data: rows }));
      expect(cameOf(ofRows)).toEqual(cameOf(await trained(train({ ...named, data: path }))));
      return ofRows;
    };
    const number = await both({ ...settings, label: "wide", task: "regress" });
    expect(number.regression!.rmse).toBeGreaterThan(0);
    const reject = await both({ ...settings, reject: 0.1, validation: 0.2 });
    expect(reject.model.card.reject?.reject).toBe(0.1);
    const distances = await both({ ...settings, task: "siamese", good: "ok", epochs: 3 });
    expect(distances.model.card.inspection?.good).toBe("ok");
    expect(distances.judged).toBeDefined();
  });

  test("cross-validates, alone and before it trains", async () => {
    const [ofRows, ofFile] = await Promise.all([
      all(crossValidateRows({ ...settings, data: rows, folds: 3 })),
      all(crossValidate({ ...settings, data: path, folds: 3 })),
    ]);
    expect(ofRows.at(-1)).toEqual(ofFile.at(-1));
    expect(ofRows.at(-1)!.kind).toBe("folds");
    expect(ofRows.filter(({ kind }) => kind === "fold")).toHaveLength(3);
    const { validated } = await trained(trainRows({ ...settings, data: rows, folds: 3 }));
    expect({ kind: "folds", ...validated }).toEqual(ofRows.at(-1));
  });

  test("ends by break, and by a signal after the step at hand", async () => {
    let epochs = 0;
    for await (const { kind } of trainRows({ ...settings, data: rows }))
      if (kind === "epoch" && ++epochs === 2) break;
    expect(epochs).toBe(2);
    const stop = new AbortController();
    const reports: TrainReport[] = [];
    for await (const report of trainRows({ ...settings, epochs: 10_000, data: rows, signal: stop.signal })) {
      reports.push(report);
      if (report.kind === "epoch" && report.epoch === 4) stop.abort();
    }
    expect(reports.at(-1)).toEqual({ kind: "stopped", run: undefined });
    expect(reports.filter(({ kind }) => kind === "epoch").length).toBeLessThan(10);
  });

  test("is kept in a folder, and goes on from it with the same rows alone", async () => {
    const options = { ...settings, data: rows };
    const whole = await trained(train(options));
    const out = join(folder, "run");
    for await (const report of train({ ...options, out }))
      if (report.kind === "epoch" && report.epoch === 2) break;
    await expect(all(resume({ run: out }))).rejects.toThrow(`${out} was given data as rows in memory`);
    await expect(all(resume({ run: out, data: parts(120, 1) }))).rejects.toThrow(
      "rows in memory is not the data that this run was trained on",
    );
    const resumed = await trained(resume({ run: out, data: rows }));
    expect(resumed.model.parameters).toEqual(whole.model.parameters);
    expect(resumed.run).toBe(out);
  });

  test("refuses what is of files, and what is no rows", async () => {
    const said = (options: object) =>
      all(trainRows({ data: rows, ...options })).then(
        () => "nothing",
        (error) => `${error.name}: ${error.message}`,
      );
    expect(await said({ out: "runs/a" })).toBe(
      'UserError: train: out is of files; import train or crossValidate from "kiso/node"',
    );
    expect(await said({ data: "iris" })).toMatch(
      /^UserError: train: data is the name "iris", but takes rows here/,
    );
    expect(await said({ test: "iris" })).toMatch(/^UserError: train: test is the name "iris"/);
    expect(await said({ data: 3 })).toMatch(
      /^UserError: train: data must be a name, or rows in memory: .*, found 3$/,
    );
    expect(await said({ data: [] })).toMatch(/^UserError: rows in memory: there are no rows/);
    expect(await said({ epoch: 3 })).toMatch(/there is no setting "epoch"; did you mean "epochs"\?/);
    expect(await said({ label: "colur" })).toMatch(
      /rows in memory: no label column "colur"; did you mean "colour"\?/,
    );
    await expect(all(train({ data: rows, stream: true }))).rejects.toThrow(
      "stream is for files, and rows in memory are taken as they are; leave it out",
    );
  });
});
