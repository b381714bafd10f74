import type { Spell } from "../../errors.ts";
import { inShell } from "../../files.ts";
import type { DistanceReport } from "../../report/distances.ts";
import { code, codeBlock, markdown } from "../../report/pages/markdown.ts";
import type { Language } from "../../report/report.ts";
import { distanceWords } from "../../report/words/distances.ts";
import { networkInWords } from "../../report/words/experiment.ts";
import { grouped } from "../../report/words/format.ts";
import {
  aimInWords,
  kindsInWords,
  thresholdCaveats,
  thresholdInWords,
} from "../../report/words/inspection.ts";
import type { Finding } from "../../train/doctor/finding.ts";
import type { Experiment } from "../../train/run/experiment.ts";
import type { Prepared } from "../rows/prepare.ts";
import { testedInWords } from "../rows/prepare.ts";
import type { Inspected } from "../training/inspect.ts";
import { classesInWords, toLookAt } from "./runReadme.ts";

interface SiameseFacts {
  experiment: Experiment;
  prepared: Prepared;
  report: DistanceReport;
  /** the result in words */
  reached: string;
  findings: readonly Finding[];
  lang: Language;
  /** how settings to try are written */
  spell?: Spell | undefined;
}

/** The page that says what a Siamese network's run is, how well it judges, and how to go on from it. */
export function siameseReadme(
  folder: string,
  { experiment, prepared, reached, findings, lang, spell, report }: SiameseFacts,
  inspected: Inspected | undefined,
  pictures: Readonly<Record<string, string>>,
): string {
  const { data, network, training, seed } = experiment;
  const { train, test } = prepared;
  const on = `${grouped((test ?? train).nSamples)} ${testedInWords(prepared)}`;
  const margin = training.margin === undefined ? undefined : `margin ${training.margin}`;
  const settings = [training.loss, training.mining, margin].filter((one) => one !== undefined).join(", ");
  const inspection = inspected?.inspection;
  const judged = inspected?.judged;
  const judgement = inspection
    ? `| good parts | class ${markdown(inspection.good)}, ${inspection.references} of them as references |
| threshold | ${inspection.chosen.threshold} (${aimInWords(inspection.aim)}) |
| expected | ${[thresholdInWords(inspection.chosen), ...thresholdCaveats(inspection)].join("; ")} |
${judged ? `| on ${on} | ${judged.auroc === undefined ? "" : `AUROC ${judged.auroc}; `}${[thresholdInWords(judged.rates), ...kindsInWords(judged.kinds).map(markdown)].join("; ")} |\n` : ""}`
    : "";
  return `# ${markdown(folder)}

A Siamese network that kiso trained on ${code(data.source)}: it tells how far apart two things are.

${distanceWords[lang]
  .sentences(report)
  .map((sentence, i) => `${i + 1}. ${markdown(sentence)}`)
  .join("\n")}

| | |
| --- | --- |
| result | ${markdown(reached)} among ${on} |
${judgement}${experiment.inspection?.madeUp ? `| made up | ${grouped(experiment.inspection.madeUp)} defects on good parts, to learn from |\n` : ""}| classes | ${classesInWords(train.classNames)} |
| network | ${networkInWords(network)}, ${network.activation} |
| training | ${settings}; ${training.epochs} epochs, batches of ${training.batch}, ${training.optimizer.name}, learning rate ${training.learningRate}, ${training.dtype} |
| seed | ${seed} |
| data's SHA-256 | ${code(data.sha256)} |

${Object.entries(pictures)
  .map(([name, shows]) => `![${markdown(shows)}](plots/${name})\n`)
  .join("\n")}
${toLookAt(findings, lang, spell)}## Go on

${codeBlock([
  ...(inspection ? [`kiso judge ${inShell(folder)} NEW_PICTURES --sheet verdicts.png`] : []),
  `kiso match ${inShell(folder)} A.png B.png`,
  `kiso embed ${inShell(folder)} ${inShell(data.source)} --out embeddings.parquet`,
])}
`;
}
