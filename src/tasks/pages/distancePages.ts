import { writeFileAtomic } from "../../files.ts";
import { speechIn } from "../../report/words/catalogue/speech.ts";
import { words } from "../../report/words/words.ts";
import { writeResult } from "../../train/run/result.ts";
import type { Run } from "../../train/run/run.ts";
import { resultInWords } from "../training/result.ts";
import type { Ended, MadeDistances } from "../training/session.ts";
import { curvePanels } from "./curves.ts";
import { drawSiamese } from "./siamesePictures.ts";
import { siameseReadme } from "./siameseReadme.ts";

/** Writes the pictures and the README of a run of distances. A run is finished with its README. */
export async function writeDistancePages(
  { experiment, prepared, trained, findings, lang, spell }: Ended,
  run: Run,
  { model, embedder, inspected }: MadeDistances,
): Promise<void> {
  const w = words[lang];
  const speech = await speechIn(lang);
  const panels = curvePanels(trained.history, "auroc", w, prepared.test !== undefined);
  const judged = inspected?.judged;
  const pictures = await drawSiamese({ run, model, embedder, prepared, panels, judged, w, speech });
  const { test, train, tested } = prepared;
  await writeResult(run.folder, {
    by: "auroc",
    onTrainingRows: tested === "training",
    rows: (test ?? train).nSamples,
    auroc: judged?.auroc ?? trained.metric.auroc,
    missed: judged?.rates.missRate?.rate,
    overRejected: judged?.rates.falseRejectRate?.rate,
  });
  const reached = resultInWords(trained.metric, undefined);
  const facts = { experiment, prepared, reached, findings, lang, spell };
  const readme = siameseReadme(run.folder, facts, inspected, pictures);
  await writeFileAtomic(run.path("README.md"), speech(readme));
}
