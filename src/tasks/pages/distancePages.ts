import { writeFileAtomic } from "../../files.ts";
import { Model } from "../../model/model.ts";
import { distanceSections } from "../../report/pages/distanceSections.ts";
import { pageHtml } from "../../report/pages/html.ts";
import { speechIn } from "../../report/words/catalogue/speech.ts";
import { words } from "../../report/words/words.ts";
import { writeResult } from "../../train/run/result.ts";
import type { Run } from "../../train/run/run.ts";
import { contextOf } from "../training/reportContext.ts";
import { resultInWords } from "../training/result.ts";
import type { Ended, MadeDistances } from "../training/session.ts";
import { curvePanels } from "./curves.ts";
import { distanceReport } from "./distanceReport.ts";
import { drawSiamese } from "./siamesePictures.ts";
import { siameseReadme } from "./siameseReadme.ts";

/** Writes the pictures, the report and the README of a run of distances. A run is finished with its README. */
export async function writeDistancePages(
  ended: Ended,
  run: Run,
  { model, embedder, inspected }: MadeDistances,
): Promise<void> {
  const { experiment, prepared, trained, findings, lang, spell, engine } = ended;
  const w = words[lang];
  const speech = await speechIn(lang);
  const panels = curvePanels(trained.history, "auroc", w, prepared.test !== undefined);
  const judged = inspected?.judged;
  const drawn = await drawSiamese({ run, model, embedder, prepared, panels, judged, w, speech });
  const judging = new Model(model, { engine });
  const report = await distanceReport(
    judging,
    { ...prepared, rows: prepared.test ?? prepared.train, heldOut: prepared.test !== undefined },
    {
      pairsAuroc: trained.metric.auroc,
      context: { ...contextOf(ended, model), curves: panels },
      embeddings: drawn.embeddings,
    },
  );
  judging.dispose();
  await writeFileAtomic(
    run.path("report.html"),
    pageHtml(report.title, lang, distanceSections(report, lang)),
  );
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
  const facts = { experiment, prepared, reached, findings, lang, spell, report };
  const readme = siameseReadme(run.folder, facts, inspected, drawn.shows);
  await writeFileAtomic(run.path("README.md"), speech(readme));
}
