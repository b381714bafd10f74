import type { Spell } from "../../errors.ts";
import { inShell } from "../../files.ts";
import type { ModelData } from "../../model/modelData.ts";
import { learnedCount } from "../../nn/layers/views.ts";
import { code, codeBlock, markdown } from "../../report/pages/markdown.ts";
import { decisionInWords, mistakenFigures } from "../../report/pages/sections.ts";
import type { Language, Report } from "../../report/report.ts";
import { summaryOf } from "../../report/summary.ts";
import { answering, networkInWords } from "../../report/words/experiment.ts";
import { findingsInWords } from "../../report/words/findings.ts";
import { grouped, percent } from "../../report/words/format.ts";
import { summaryInWords } from "../../report/words/summary.ts";
import { words } from "../../report/words/words.ts";
import type { Finding } from "../../train/doctor/finding.ts";
import type { Experiment } from "../../train/run/experiment.ts";
import { type Prepared, testedInWords } from "../rows/prepare.ts";
import type { Trained } from "../training/session.ts";
import { confusionFile, isLarge, mistakesFile } from "./large.ts";

interface RunFacts {
  model: ModelData;
  experiment: Experiment;
  prepared: Prepared;
  trained: Trained;
  /** the result in words */
  reached: string;
  report: Report;
  findings: readonly Finding[];
  /** how settings to try are written */
  spell?: Spell | undefined;
}

/** The page that says what a run's folder is, and how to go on from it. */
export function runReadme(
  folder: string,
  { model, experiment, prepared, trained, reached, report, findings, spell }: RunFacts,
): string {
  const { metric, stoppedAt } = trained;
  const { loss, epoch } = metric;
  const { data, training, seed } = experiment;
  const { network, members } = answering(experiment, model);
  const { train, test } = prepared;
  const regress = data.task === "regress";
  const epochs =
    training.patience === undefined
      ? `${training.epochs} epochs`
      : `${stoppedAt ?? training.epochs} of ${training.epochs} epochs, the model is the one after ${epoch + 1} (lowest validation loss; patience ${training.patience})`;
  return `# ${markdown(folder)}

A network that kiso trained on ${code(data.source)}.

${summaryInWords(summaryOf(report), report.lang)
  .map((sentence, i) => `${i + 1}. ${markdown(sentence)}`)
  .join("\n")}

| | |
| --- | --- |
${[...beforeResult(report), `| result | ${markdown(reached)} on ${grouped((test ?? train).nSamples)} ${testedInWords(prepared)} |`].join("\n")}
| loss | ${loss} on ${grouped(train.nSamples)} ${prepared.streamed ? `of ${grouped(prepared.streamed.rows)} ` : ""}training rows (${regress ? "mean squared error of the standardised label" : "mean cross-entropy"}) |
| features | ${train.nFeatures} |
| ${regress ? "predicts" : "classes"} | ${regress ? "a number" : classesInWords(train.classNames)} |
| network | ${networkInWords(network, members)}, ${network.activation}, ${grouped(learnedCount(network))} parameters, initial weights: ${experiment.network.initializer} |
| training | ${epochs}, batches of ${training.batch}, ${training.optimizer.name}, learning rate ${training.learningRate}, l2 ${training.l2}, ${training.dtype} |
| scale | ${data.scale} |
| seed | ${seed} |
| data's SHA-256 | ${code(data.sha256)} |

![loss and ${regress ? "R²" : "accuracy"}](plots/curves.png)

${regress ? "![predicted and true values](plots/predicted.png)\n\n![residuals](plots/residuals.png)\n\n" : "![confusion matrix](plots/confusion.png)\n\n"}![weights and biases](plots/weights.png)

${toLookAt(findings, report.lang, spell)}## Files

- \`report.html\`: what the network is worth, on one page that opens offline
- \`model.safetensors\`, \`model.json\`: the trained network; all that \`kiso predict\` needs
- \`config.json\`: all that is needed to train it again
- \`metrics.jsonl\`: loss and ${regress ? "R²" : "accuracy"} after every epoch
- \`result.json\`: the figures by which \`kiso runs\` lists it
${report.mistakes.length > 0 ? `- \`${mistakesFile}\`: the rows that were mistaken, with what they are called by and the values of the most important columns\n` : ""}${isLarge(train.classNames) ? `- \`${confusionFile}\`: how many rows of each class were taken for which; the picture shows a part of it\n` : ""}- \`checkpoint/\`: the latest state, the one before it, and the best

## Go on

${codeBlock([
  `kiso predict ${inShell(folder)} ${train.image ? "NEW_IMAGES" : "NEW_ROWS.csv"} --out labels.csv`,
  `kiso evaluate ${inShell(folder)} ${inShell(data.source)}`,
  `kiso weights ${inShell(folder)} --out weights.png`,
])}
`;
}

/** What stands before the result: what always saying one class would score, and what is missed and over-rejected. */
function beforeResult(report: Report): string[] {
  if (report.kind === "regression") return [];
  const { name, accuracy } = report.metrics.baseline;
  const w = words[report.lang];
  const rows = [
    ["baseline", w.baseline(name, percent(accuracy))],
    ...(report.decision ? [["threshold", decisionInWords(report, report.decision, w)]] : []),
    ...mistakenFigures(report, w).map(({ name, value, detail }) => [name, `${value}${w.comma}${detail}`]),
  ];
  return rows.map(([name, said]) => `| ${name} | ${markdown(said!)} |`);
}

/** So many classes are named at most. */
const mostNamed = 40;

/** Names of classes; of many the first. */
export function classesInWords(classNames: readonly string[]): string {
  const named = classNames.slice(0, mostNamed).map(markdown).join(", ");
  const rest = classNames.length - mostNamed;
  return rest > 0 ? `${named} and ${grouped(rest)} more, which model.json names` : named;
}

/** What the doctor found, as a chapter of its own. */
export function toLookAt(findings: readonly Finding[], lang: Language, spell?: Spell): string {
  if (findings.length === 0) return "";
  const lines = findingsInWords(findings, lang, spell).map(({ message }) => `- ${markdown(message)}\n`);
  return `## To look at again\n\n${lines.join("")}\n`;
}
