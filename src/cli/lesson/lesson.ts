import { Command } from "commander";
import { table } from "../../report/pages/textTable.ts";
import { learnedClasses, type PairLooks, type TwinsResult } from "../../tasks/lesson/twins.ts";
import { type LessonReport, lesson } from "../../tasks/lesson.ts";
import { openConsole } from "../terminal/console.ts";
import { figures } from "../terminal/figures.ts";
import { jsonOption, seed } from "../terminal/options.ts";
import { type LessonWords, lessonWords, tryParts } from "./words.ts";

interface Options {
  out: string;
  seed: number;
  lang: keyof typeof lessonWords;
  json?: boolean;
}

export const command = new Command("lesson")
  .option("--out <dir>", "the folder for pictures and numbers", "kiso-lesson")
  .option("--seed <n>", "of the first weights", seed, 0)
  .addOption(jsonOption())
  .action(run);

async function run({ out, seed, lang, json }: Options): Promise<void> {
  const words = lessonWords[lang];
  const console = openConsole({ json });
  for await (const report of lesson({ out, seed, lang })) {
    if (report.kind === "blobs") console.show(words.title);
    for (const line of linesOf(report, words)) console.show(line);
    if (report.kind === "written") console.json({ ...report.result, files: report.files });
  }
}

/** What is said of a step, paragraph by paragraph; one begins with an empty line. */
function linesOf(report: LessonReport, words: LessonWords): string[] {
  const paragraph = (lines: readonly string[]) => `\n${lines.join("\n")}`;
  switch (report.kind) {
    case "blobs":
      return [paragraph(words.blobs(report.picture))];
    case "data":
      return [paragraph(words.data(report.rows, report.test, report.features, report.classes))];
    case "network":
      return [paragraph(words.network(report.sizes, report.seed, report.parameters))];
    case "training":
      return [paragraph(words.training(report.epochs, report.batch, report.learningRate))];
    case "epoch":
      return report.epoch % 5 === 0 ? [`   Epoch ${report.epoch}, Loss: ${report.loss}`] : [];
    case "accuracy":
      return [`   Accuracy: ${report.accuracy}`, words.accuracy(report.rows)];
    case "weights":
      return [
        paragraph(words.weights),
        ...report.weights.flatMap(({ name, shape, rows }) => [
          `\n   ${name} (${shape.join(", ")})`,
          indented(figures(rows)),
        ]),
      ];
    case "automatic":
      return [paragraph(words.automatic)];
    case "difference":
      return words.difference(report.loss, report.weight);
    case "siamese":
      return [paragraph(words.siamese(report.sizes, report.parameters, learnedClasses))];
    case "pairs":
      return [
        `\n${indented(pairTable(report.siamese, words))}`,
        paragraph(words.pairs),
        paragraph(words.threshold(report.siamese.threshold, report.distances)),
        ...words.embeddings(report.embeddings),
      ];
    case "written":
      return [
        paragraph([words.wrote, ...report.files.map((file) => `   ${file}`)]),
        paragraph([words.next, `   npx ${words.tryIris}`, `   npx ${words.tryOwn}`]),
        paragraph([words.parts, ...tryParts.map((line) => `   npx ${line}`)]),
      ];
  }
}

const indented = (text: string): string => text.replace(/^/gm, "   ");

/** How well pairs are told apart, as a table. */
function pairTable({ learned, unseen }: TwinsResult, words: LessonWords): string {
  const lines = (classes: string, looks: PairLooks) =>
    (["columns", "before", "after"] as const).map((by, i) => {
      const { same, different, auroc } = looks[by];
      const name = i === 0 ? classes : "";
      return [name, words.pairsBy[by], same.toFixed(2), different.toFixed(2), auroc.toFixed(3)];
    });
  return table(words.pairsHead, [
    ...lines(words.classes(0, learnedClasses - 1), learned),
    ...lines(words.unseenClasses(learnedClasses, 9), unseen),
  ]);
}
