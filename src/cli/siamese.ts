import { inShell, writeFileAtomic } from "../files.ts";
import { Embedder } from "../model/inspection/embedder.ts";
import type { Inspection } from "../model/inspection/inspection.ts";
import { saveReferences } from "../model/inspection/references.ts";
import { saveModel } from "../model/model.ts";
import { findingsInWords } from "../report/words/findings.ts";
import { aimInWords, thresholdInWords } from "../report/words/inspection.ts";
import { words } from "../report/words/words.ts";
import { curvePanels } from "../tasks/pages/curves.ts";
import { siameseReadme } from "../tasks/pages/siameseReadme.ts";
import { type Prepared, testedInWords } from "../tasks/rows/prepare.ts";
import { accuracyOf, inspect, type Judged } from "../tasks/training/inspect.ts";
import type { Written } from "./results.ts";
import { type Console, grouped } from "./terminal/console.ts";

/** Chooses the threshold and says what it does, then writes the model, its references, the pictures and the run's README. */
export async function writeSiamese(written: Written): Promise<void> {
  const { prepared, run, trained, engine, console, findings, lang, result } = written;
  const { metric, seconds } = trained;
  const { train, test } = prepared;
  let { model } = result;
  const embedder = new Embedder(model, engine);
  const on = `${grouped((test ?? train).nSamples)} ${testedInWords(prepared)}`;
  const inspected = await inspect(embedder, prepared, run.experiment);
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
  const { drawSiamese } = await import("../tasks/pages/siamesePictures.ts");
  const pictures = await drawSiamese({ run, model, embedder, prepared, panels, judged, w: words[lang] });
  embedder.dispose();
  await writeFileAtomic(
    run.path("README.md"),
    siameseReadme(
      run.folder,
      { experiment: run.experiment, prepared, reached: result.reached, findings },
      inspected,
      pictures,
    ),
  );
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

/** For people and programs that want the rule, not the thousand numbers behind it. */
const withoutDistances = ({ known: _, ...inspection }: Inspection) => inspection;

const rowsOf = ({ train, test, validation }: Prepared) => ({
  train: train.nSamples,
  test: test?.nSamples ?? 0,
  ...(validation ? { validation: validation.nSamples } : {}),
});
