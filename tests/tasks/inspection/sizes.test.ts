import { expect, test } from "vitest";
import { type Column, Table } from "../../../src/data/table.ts";
import type { TrainReport } from "../../../src/index.ts";
import type { TrainedReport } from "../../../src/tasks/training/reports.ts";
import { train } from "../../../src/tasks/trainRows.ts";

const image = { height: 6, width: 6, channels: 1 } as const;

/** Pictures of a bright square, each a little different; bad ones have a dark pixel in it. */
function pictures(good: number, bad: number): Table {
  const rows = good + bad;
  const values = new Uint8Array(rows * 36);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < 36; j++)
      values[36 * i + j] = (j % 6 > 0 && j > 5 ? 180 : 60) + ((i * 37 + j * 11) % 13);
    if (i >= good) values[36 * i + 14 + (i % 3)] = 20;
  }
  const label: Column = {
    kind: "text",
    values: Array.from({ length: rows }, (_, i) => (i < good ? "ok" : "ng")),
  };
  const columns = new Map<string, Column>([
    ["image", { kind: "list", values, width: 36, image }],
    ["label", label],
  ]);
  return new Table(columns, [{ file: "parts", rows }]);
}

async function trained(data: Table, more = {}): Promise<{ reports: TrainReport[]; end: TrainedReport }> {
  const reports: TrainReport[] = [];
  const settings = { task: "siamese", conv: [2], embedding: 2, epochs: 2, ...more } as const;
  for await (const report of train({ data, ...settings })) reports.push(report);
  return { reports, end: reports.at(-1) as TrainedReport };
}

test("every default fits 2 to 30 good parts and 0 to 15 bad ones: each trains, and judges", {
  timeout: 600_000,
}, async () => {
  for (let good = 2; good <= 30; good++) {
    for (let bad = 0; bad <= 15; bad++) {
      const data = pictures(good, bad);
      const { end } = await trained(data);
      const { model, rows, experiment } = end;
      const where = `${good} + ${bad}`;
      expect(rows.train + (rows.validation ?? 0) + rows.test, where).toBe(good + bad);
      const { inspection } = model.card;
      expect(inspection!.good).toBe("ok");
      expect(inspection!.basis, where).toBeUndefined(); // held-back parts chose the threshold
      expect(inspection!.known.defects.length > 0, where).toBe(bad > 0);
      expect(inspection!.aim.name, where).toBe(bad > 0 ? "recall" : "falseReject");
      expect((experiment.inspection!.madeUp ?? 0) > 0 || bad >= 8, where).toBe(true);
      const verdicts = await model.judge(data);
      expect(verdicts, where).toHaveLength(good + bad);
      expect(
        verdicts.every(({ distance }) => Number.isFinite(distance)),
        where,
      ).toBe(true);
      model.dispose();
    }
  }
});

test("one good part alone is refused, and what it takes is said", async () => {
  await expect(trained(pictures(1, 4))).rejects.toThrow(
    'rows in memory: there is one part of class "ok", and it takes two to show how good parts differ; add good parts',
  );
  await expect(trained(pictures(0, 4))).rejects.toThrow('every part is of class "ng"');
});

test.each([
  [{ loss: "triplet" }, 4],
  [{ loss: "verification" }, 4],
  [{ testSize: 0, validation: 0 }, 3],
  [{ background: 2 }, 14],
])("%j fits few good parts too", async (more, good) => {
  const { end } = await trained(pictures(good, 0), more);
  expect(await end.model.judge(pictures(2, 1))).toHaveLength(3);
});

test("what no good part was held back for is said of the threshold", async () => {
  const { end } = await trained(pictures(6, 0), { testSize: 0, validation: 0 });
  expect(end.model.card.inspection!.basis).toBe("references");
  expect(end.model.card.inspection!.known.good).toHaveLength(6);
});

test("a batch of an odd number makes no pairs", async () => {
  await expect(trained(pictures(20, 0), { batch: 15 })).rejects.toThrow(
    'batch: 15 is odd, and loss: "contrastive" compares the rows of a batch in pairs; use 16',
  );
  await expect(trained(pictures(20, 10), { batch: 500 })).rejects.toThrow(/batch: 500 is more than the \d+/);
});

test("more neighbours than references are refused before the training", async () => {
  await expect(trained(pictures(6, 0), { neighbours: 9 })).rejects.toThrow(
    "neighbours: 9 is more than the 3 good parts to compare with; use at most 3, or add good parts",
  );
  const { end } = await trained(pictures(6, 0), { neighbours: 2 });
  expect(end.model.card.inspection!.neighbours).toBe(2);
});
