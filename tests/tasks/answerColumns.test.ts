import { expect, test } from "vitest";
import { cellsOf, Table } from "../../src/data/table.ts";
import { classAnswers } from "../../src/model/answers.ts";
import { answerColumns, inPieces, leftOutOf, recordOf } from "../../src/tasks/answerColumns.ts";

const answersOf = (classes: number) => {
  const classNames = Array.from({ length: classes }, (_, c) => `c${c}`);
  // Two rows: of the second all are equal but the last.
  const probabilities = Float64Array.from({ length: 2 * classes }, (_, i) =>
    i < classes ? ((i * 7919) % classes) / classes : i === 2 * classes - 1 ? 1 : 0.5,
  );
  return classAnswers(probabilities, classNames, undefined);
};

test("of up to 256 classes each has a column", () => {
  const answers = answersOf(256);
  expect(answerColumns(answers)).toHaveLength(2 + 256);
  expect(Object.keys(recordOf(answers, 0))).toEqual(["label", "probability", "probabilities"]);
  expect(leftOutOf(answers)).toEqual([]);
});

test("of more the five likeliest stand beside a row, and it is said", () => {
  const answers = answersOf(10_007);
  const columns = answerColumns(answers);
  expect(columns.map(({ name }) => name)).toEqual([
    "label",
    "probability",
    ...[2, 3, 4, 5].flatMap((i) => [`label ${i}`, `probability ${i}`]),
  ]);
  const sorted = Array.from({ length: 10_007 }, (_, c) => c).sort(
    (a, b) => answers.probabilities[b]! - answers.probabilities[a]! || a - b,
  );
  expect(recordOf(answers, 0)).toEqual({
    label: `c${sorted[0]}`,
    probability: answers.probabilities[sorted[0]!],
    likeliest: sorted.slice(0, 5).map((c) => ({ label: `c${c}`, probability: answers.probabilities[c] })),
  });
  const texts = columns.flatMap((column) => ("text" in column ? [column.text] : []));
  expect(texts.map((text) => text[0])).toEqual(sorted.slice(0, 5).map((c) => `c${c}`));
  expect(texts.map((text) => text[1])).toEqual(["c10006", "c0", "c1", "c2", "c3"]);
  expect(leftOutOf(answers)[0]).toMatch(/^of 10,007 classes the 5 likeliest stand/);
});

test("a table is read in pieces whose probabilities fit into memory", async () => {
  const x = Float64Array.from({ length: 1000 }, (_, i) => i);
  async function* tables() {
    yield new Table(new Map([["x", { kind: "number", values: x }]]), [{ file: "rows.csv", rows: 1000 }]);
  }
  const piecesOf = async (classes: number) => {
    const pieces: Table[] = [];
    for await (const piece of inPieces(tables(), answersOf(classes))) pieces.push(piece);
    return pieces;
  };
  expect(await piecesOf(100)).toHaveLength(1);
  const pieces = await piecesOf(10_000);
  expect(pieces.map(({ rows }) => rows)).toEqual([419, 419, 162]);
  expect(pieces.flatMap((piece) => cellsOf(piece.column("x")).map(Number))).toEqual(Array.from(x));
});
