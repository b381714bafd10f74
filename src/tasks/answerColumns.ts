import { selectRows } from "../data/columns/missing.ts";
import type { WriteColumn } from "../data/formats/writeColumn.ts";
import type { Table } from "../data/table.ts";
import { type Answers, answerAt, type ClassAnswers } from "../model/answers.ts";
import type { ModelCard } from "../model/file/card.ts";
import { mostDense } from "../model/metrics/confusion.ts";
import { noneOfThese } from "../model/reject/applyReject.ts";
import { grouped } from "../report/words/format.ts";

// Answers as a file and a program have them. Of more than `mostDense` classes the likeliest stand in the place of all.

/** So many classes of each row, of very many. */
const likeliest = 5;

/** So many probabilities are computed at a time: 32 MB. */
const atOnce = 2 ** 22;

type Classes = Pick<ModelCard, "classNames" | "target">;

const isMany = ({ classNames, target }: Classes): boolean => !target && classNames.length > mostDense;

/** What is said where not every class has a column. */
export const leftOutOf = (card: Classes): string[] =>
  isMany(card)
    ? [
        `of ${grouped(card.classNames.length)} classes the ${likeliest} likeliest stand beside each row with their probabilities; the others are left out`,
      ]
    : [];

/** Tables in pieces whose probabilities fit into memory. */
export async function* inPieces(tables: AsyncIterable<Table>, card: Classes): AsyncGenerator<Table> {
  const most = isMany(card) ? Math.max(1, Math.floor(atOnce / card.classNames.length)) : Infinity;
  for await (const table of tables) {
    if (table.rows <= most) {
      yield table;
      continue;
    }
    for (let start = 0; start < table.rows; start += most) {
      const rows = Math.min(most, table.rows - start);
      yield selectRows(
        table,
        Array.from({ length: rows }, (_, i) => start + i),
      );
    }
  }
}

/** Significant digits for people: a float32 reads back from 9, and 6 of a probability are more than one can act on. */
const [predictionDigits, probabilityDigits] = [9, 6];

export function answerColumns(answers: Answers): WriteColumn[] {
  if (answers.kind === "numbers")
    return [{ name: "prediction", values: answers.values, digits: predictionDigits }];
  const { labels, reasons, probability, probabilities, classNames } = answers;
  const k = classNames.length;
  const columns: WriteColumn[] = [{ name: "label", text: labels.map((label) => label ?? noneOfThese) }];
  if (reasons) columns.push({ name: "reason", text: reasons.map((reason) => reason ?? "") });
  columns.push({ name: "probability", values: probability, digits: probabilityDigits });
  if (isMany({ classNames })) {
    const first = labels.map((_, row) => likeliestOf(answers, row));
    for (let i = 1; i < likeliest; i++) {
      columns.push({ name: `label ${i + 1}`, text: first.map((classes) => classNames[classes[i]!]!) });
      const values = Float64Array.from(first, (classes, row) => probabilities[row * k + classes[i]!]!);
      columns.push({ name: `probability ${i + 1}`, values, digits: probabilityDigits });
    }
    return columns;
  }
  for (const [c, name] of classNames.entries()) {
    const values = probability.map((_, row) => probabilities[row * k + c]!);
    columns.push({ name: `p(${name})`, values, digits: probabilityDigits });
  }
  return columns;
}

/** The likeliest classes of a row, the likeliest first; of equals the first. */
function likeliestOf({ classNames, probabilities }: ClassAnswers, row: number): number[] {
  const k = classNames.length;
  const best: number[] = [];
  for (let c = 0; c < k; c++) {
    const p = probabilities[row * k + c]!;
    if (best.length === likeliest && !(p > probabilities[row * k + best[likeliest - 1]!]!)) continue;
    let at = best.length;
    while (at > 0 && p > probabilities[row * k + best[at - 1]!]!) at--;
    best.splice(at, 0, c);
    if (best.length > likeliest) best.pop();
  }
  return best;
}

/** The names and their order are the same in every door. */
export function recordOf(answers: Answers, row: number): object {
  if (answers.kind === "classes" && isMany(answers)) {
    const { labels, probability, probabilities, classNames, reasons } = answers;
    const first = likeliestOf(answers, row).map((c) => ({
      label: classNames[c]!,
      probability: probabilities[row * classNames.length + c]!,
    }));
    const own = { label: labels[row]!, probability: probability[row]!, likeliest: first };
    return reasons ? { ...own, reason: reasons[row]! } : own;
  }
  const answer = answerAt(answers, row);
  if (answer.value !== undefined) return { prediction: answer.value };
  const { label, reason, probability, probabilities } = answer;
  return reason === undefined
    ? { label, probability, probabilities }
    : { label, reason, probability, probabilities };
}
