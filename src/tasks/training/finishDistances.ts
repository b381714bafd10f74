import { Embedder } from "../../model/inspection/embedder.ts";
import { Model } from "../../model/model.ts";
import { inspect, type PartScores } from "./inspect.ts";
import { rowCounts, type TrainReport } from "./reports.ts";
import type { Ended } from "./session.ts";

/** What comes of a training of distances: references and threshold, what they do, and the run's pages. */
export async function* finishDistances(ended: Ended): AsyncGenerator<TrainReport, void, void> {
  const { prepared, experiment, trained, engine, kept, findings } = ended;
  const run = kept?.run;
  const { metric, history, seconds, stoppedAt } = trained;
  const embedder = new Embedder(ended.model, engine);
  try {
    const inspected = await inspect(embedder, prepared, experiment);
    const { inspection, references } = inspected ?? {};
    const judged = inspected?.judged && scoresOf(inspected.judged);
    const model = new Model({ ...ended.model, inspection, references }, { engine });
    if (run) await model.save(run.folder);
    const { tested, data, test, train } = prepared;
    const rows = (test ?? train).nSamples;
    yield { kind: "inspection", inspection, judged, rows, tested, data, classNames: train.classNames };
    yield { kind: "findings", findings };
    if (kept && run) {
      ended.signal?.throwIfAborted();
      await kept.pages.distances(ended, run, { model: model.data, embedder, inspected });
      const references = inspected ? ["references.safetensors"] : [];
      const files = [...modelFiles, ...references, ...runFiles];
      yield { kind: "written", run: run.folder, files, model, data };
    }
    yield {
      kind: "trained",
      model,
      experiment,
      metric,
      get metrics() {
        return [...history];
      },
      seconds,
      stoppedAt,
      rows: rowCounts(prepared),
      findings,
      judged,
      run: run?.folder,
    };
  } finally {
    embedder.dispose();
  }
}

const modelFiles = ["model.safetensors", "model.json"];
const runFiles = [
  "config.json",
  "metrics.jsonl",
  "checkpoint/",
  "plots/",
  "report.html",
  "result.json",
  "README.md",
];

/** Figures alone. */
const scoresOf = ({ distances: _, ...scores }: PartScores & { distances: unknown }): PartScores => scores;
