import { inShell } from "../files.ts";
import { aimInWords } from "./aim.ts";
import { grouped } from "./console.ts";
import { thresholdInWords } from "./inspectionWords.ts";
import { networkInWords } from "./networkInWords.ts";
import { testedInWords } from "./prepare.ts";
import type { Written } from "./results.ts";
import { toLookAt } from "./runReadme.ts";
import type { Inspected } from "./siamese.ts";

/** The page that tells whoever finds a Siamese network's run what it is, how well it judges, and how to go on from it. */
export function siameseReadme(
  { run, prepared, result, findings }: Written,
  inspected: Inspected | undefined,
  pictures: Readonly<Record<string, string>>,
): string {
  const { experiment, folder } = run;
  const { data, network, training, seed } = experiment;
  const { train, test } = prepared;
  const on = `${grouped((test ?? train).nSamples)} ${testedInWords(prepared)}`;
  const settings = [
    training.loss,
    ...(training.mining ? [training.mining] : []),
    ...(training.margin === undefined ? [] : [`margin ${training.margin}`]),
  ].join(", ");
  const inspection = inspected?.inspection;
  const judged = inspected?.judged;
  const judgement = inspection
    ? `| good parts | class ${cell(inspection.good)}, ${inspection.references} of them as references |
| threshold | ${inspection.chosen.threshold} (${aimInWords(inspection.aim)}) |
| expected | ${thresholdInWords(inspection.chosen)} |
${judged ? `| on ${on} | ${judged.auroc === undefined ? "" : `AUROC ${judged.auroc}; `}${thresholdInWords(judged.rates)} |\n` : ""}`
    : "";
  return `# ${folder}

A Siamese network that kiso trained on \`${data.source}\`: it tells how far apart two things are.

| | |
| --- | --- |
| result | ${result.reached} among ${on} |
${judgement}| classes | ${train.classNames.map(cell).join(", ")} |
| network | ${networkInWords(network)}, ${network.activation} |
| training | ${settings}; ${training.epochs} epochs, batches of ${training.batch}, ${training.optimizer.name}, learning rate ${training.learningRate}, ${training.dtype} |
| seed | ${seed} |
| data's SHA-256 | \`${data.sha256}\` |

${Object.entries(pictures)
  .map(([name, shows]) => `![${shows}](plots/${name})\n`)
  .join("\n")}
${toLookAt(findings)}## Go on

\`\`\`
${inspection ? `kiso judge ${inShell(folder)} NEW_PICTURES --sheet verdicts.png\n` : ""}kiso match ${inShell(folder)} A.png B.png
kiso embed ${inShell(folder)} ${inShell(data.source)} --out embeddings.parquet
\`\`\`
`;
}

/** A class name inside a Markdown table. */
const cell = (name: string): string => name.replaceAll("|", "\\|").replaceAll("\n", " ");
