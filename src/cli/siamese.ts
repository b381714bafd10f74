import { inShell, writeFileAtomic } from "../files.ts";
import { distancesOf, Embedder } from "../model/inspection/embedder.ts";
import type { Inspection, Threshold } from "../model/inspection/inspection.ts";
import { type References, saveReferences } from "../model/inspection/references.ts";
import { ratesAt } from "../model/inspection/threshold.ts";
import { rocAuc } from "../model/metrics/ranking.ts";
import { saveModel } from "../model/model.ts";
import { findingsInWords } from "../report/words/findings.ts";
import { words } from "../report/words/words.ts";
import { backgroundRows } from "../train/inspection/background.ts";
import { goodClass } from "../train/inspection/goodClass.ts";
import { chooseReferences, inspectionOf } from "../train/inspection/inspection.ts";
import type { Run } from "../train/run/run.ts";
import { aimInWords } from "./aim.ts";
import { type Console, grouped } from "./console.ts";
import { curvePanels } from "./curves.ts";
import { thresholdInWords } from "./inspectionWords.ts";
import { type Prepared, testedInWords } from "./prepare.ts";
import type { Written } from "./results.ts";
import { siameseReadme } from "./siameseReadme.ts";

/** How a model of embeddings judges the rows that are held out for testing. */
export interface Judged {
  /** distances of the test rows to the references */
  readonly distances: { good: number[]; defects: number[] };
  /** the chance that a defect lies further than a good part; none where one of them is missing */
  readonly auroc: number | undefined;
  readonly rates: Threshold;
}

/** Chooses the threshold and says what it does, then writes the model, its references, the pictures and the run's README. */
export async function writeSiamese(written: Written): Promise<void> {
  const { prepared, run, trained, engine, console, findings, lang, result } = written;
  const { metric, seconds } = trained;
  const { train, test } = prepared;
  let { model } = result;
  const embedder = new Embedder(model, engine);
  const on = `${grouped((test ?? train).nSamples)} ${testedInWords(prepared)}`;
  const inspected = await inspect(embedder, prepared, run);
  if (inspected) {
    model = { ...model, inspection: inspected.inspection };
    await saveReferences(run.folder, inspected.references);
  }
  await saveModel(run.folder, model);
  const judged = inspected?.judged;
  if (inspected) sayInspection(inspected.inspection, judged, on, console);
  else
    console.say(
      `note   no class of ${train.classNames.join(", ")} is called good; name it with --good to have parts judged`,
    );
  const said = findingsInWords(findings, lang);
  for (const { message } of said) console.say(`doctor ${message}`);

  const panels = curvePanels(run.metrics, "auroc", words[lang], test !== undefined);
  const { drawSiamese } = await import("./siamesePictures.ts");
  const pictures = await drawSiamese({ run, model, embedder, prepared, panels, judged, w: words[lang] });
  embedder.dispose();
  await writeFileAtomic(run.path("README.md"), siameseReadme(written, inspected, pictures));
  const kept = inspected ? "references.safetensors, " : "";
  console.say(
    `wrote  ${run.folder}: model.safetensors, model.json, ${kept}config.json, metrics.jsonl, checkpoint/, plots/, README.md`,
  );
  if (inspected && model.image)
    console.say(`next   kiso judge ${inShell(run.folder)} PICTURES --sheet verdicts.png`);
  else
    console.say(
      `next   kiso embed ${inShell(run.folder)} ${inShell(run.experiment.data.source)} --out embeddings.parquet`,
    );
  console.json({
    engine: engine.name,
    dtype: run.experiment.training.dtype,
    epochs: run.metrics,
    ...(judged ? { accuracy: accuracyOf(judged.rates) } : {}),
    auroc: metric.auroc,
    loss: metric.loss,
    seconds,
    run: run.folder,
    rows: rowsOf(prepared),
    ...(inspected ? { inspection: withoutDistances(inspected.inspection) } : {}),
    ...(judged ? { judged: { auroc: judged.auroc, ...judged.rates } } : {}),
    findings: said,
  });
}

export interface Inspected {
  readonly inspection: Inspection;
  readonly references: References;
  /** on the test rows, where there are any */
  readonly judged: Judged | undefined;
}

/** References, threshold, and what they do on the test rows; nothing where no class is of good parts. */
async function inspect(
  embedder: Embedder,
  { train, validation, test }: Prepared,
  { experiment: { inspection: spec, network, seed } }: Run,
): Promise<Inspected | undefined> {
  const { good: named, references: count, neighbours, aim } = spec!;
  const good = goodClass(train.classNames, named);
  if (good === undefined) return undefined;
  const { background } = network;
  const except = background ? backgroundRows(train.labels, background, seed) : [];
  const references = chooseReferences(train, good, { count, seed, except });
  const label = train.classNames.indexOf(good);
  const defectsKnown = validation?.labels.some((found) => found !== label) ?? false;
  const usual = defectsKnown
    ? ({ name: "recall", recall: 1 } as const)
    : ({ name: "falseReject", rate: 0.01 } as const);
  const options = { good, neighbours, aim: aim ?? usual };
  const embedded = await embedder.embed(references.rows);
  const inspection = await inspectionOf(embedder, embedded, validation, options);
  if (!test) return { inspection, references, judged: undefined };
  const distances = await distancesOf(embedder, embedded, test, options);
  return { inspection, references, judged: judgedBy(inspection, distances) };
}

export function judgedBy(inspection: Inspection, distances: Judged["distances"]): Judged {
  const { good, defects } = distances;
  const both = good.length > 0 && defects.length > 0;
  return {
    distances,
    auroc: both ? rocAuc([...good.map(() => 0), ...defects.map(() => 1)], [...good, ...defects]) : undefined,
    rates: ratesAt(inspection.chosen.threshold, distances),
  };
}

function sayInspection(
  inspection: Inspection,
  judged: Judged | undefined,
  on: string,
  console: Console,
): void {
  const { good, chosen, aim, references } = inspection;
  console.say(
    `judge  a part further than ${chosen.threshold.toPrecision(4)} from the nearest of ${references} "${good}" parts fails (${aimInWords(aim)})`,
  );
  console.say(`       expected: ${thresholdInWords(chosen)}`);
  if (judged)
    console.say(
      `       on ${on}: ${judged.auroc === undefined ? "" : `AUROC ${judged.auroc}; `}${thresholdInWords(judged.rates)}`,
    );
}

/** The share of parts that are judged right. */
export function accuracyOf({ missRate, falseRejectRate }: Threshold): number {
  const rates = [missRate, falseRejectRate].filter((rate) => rate !== undefined);
  const of = rates.reduce((sum, rate) => sum + rate.of, 0);
  return 1 - rates.reduce((sum, rate) => sum + rate.wrong, 0) / of;
}

/** For people and programs that want the rule, not the thousand numbers behind it. */
const withoutDistances = ({ known: _, ...inspection }: Inspection) => inspection;

const rowsOf = ({ train, test, validation }: Prepared) => ({
  train: train.nSamples,
  test: test?.nSamples ?? 0,
  ...(validation ? { validation: validation.nSamples } : {}),
});
