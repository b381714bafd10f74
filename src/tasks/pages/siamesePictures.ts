import { principalAxes, project } from "../../data/numbers/pca.ts";
import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import type { Embedder } from "../../model/inspection/embedder.ts";
import { rocCurve } from "../../model/metrics/ranking.ts";
import type { ModelData } from "../../model/modelData.ts";
import { type CurvePanel, curvesChart } from "../../plot/charts/curves.ts";
import { distancesChart } from "../../plot/charts/distances.ts";
import { embeddingChart } from "../../plot/charts/embedding.ts";
import { rocChart } from "../../plot/charts/roc.ts";
import type { Picture } from "../../plot/picture.ts";
import { writeChart } from "../../plot/write.ts";
import type { Speech } from "../../report/words/catalogue/speech.ts";
import type { Words } from "../../report/words/words.ts";
import type { Run } from "../../train/run/run.ts";
import type { Prepared } from "../rows/prepare.ts";
import type { Judged } from "../training/inspect.ts";
import { drawWeights } from "./weightPictures.ts";

interface Drawn {
  readonly run: Run;
  readonly model: ModelData;
  readonly embedder: Embedder;
  readonly prepared: Prepared;
  readonly panels: readonly CurvePanel[];
  readonly judged: Judged | undefined;
  /** of what the pictures say */
  readonly w: Words;
  readonly speech: Speech;
}

/** More points than these only cover each other. */
const mostPoints = 1000;

/** Draws a training of distances into plots/, and names the pictures with what each shows; the embeddings are the report's, too. */
export async function drawSiamese({
  run,
  model,
  embedder,
  prepared,
  panels,
  judged,
  w,
  speech,
}: Drawn): Promise<{ shows: Record<string, string>; embeddings: string }> {
  const shown = prepared.test ?? prepared.train;
  const said = w.inspection;
  const charts: Record<string, { svg: string; shows: string }> = {
    "embeddings.png": {
      svg: await embeddings(embedder, shown, said, model.inspection?.good),
      shows: "embeddings in the plane of their first two principal components",
    },
    "curves.png": {
      svg: await curvesChart({ panels, xLabel: w.chart.epoch, thinned: w.chart.thinned }),
      shows: "loss and AUROC",
    },
    "weights.png": { svg: await drawWeights(model, speech), shows: "weights and biases" },
  };
  if (judged && model.inspection) {
    const { distances, roc } = await judgedCharts(judged, model.inspection.chosen.threshold, said);
    charts["distances.png"] = {
      svg: distances,
      shows: "distances of good parts and defects, and the threshold",
    };
    if (roc !== undefined) charts["roc.png"] = { svg: roc, shows: "what each threshold would do" };
  }
  for (const [name, { svg }] of Object.entries(charts))
    await writeChart(run.path("plots", name), svg, { dpi: 144 });
  return {
    shows: Object.fromEntries(Object.entries(charts).map(([name, { shows }]) => [name, shows])),
    embeddings: charts["embeddings.png"]!.svg,
  };
}

/** How far good parts and defects lie, with the threshold; and where there are both, what each threshold would do. */
export async function judgedCharts(
  { distances: { good, defects }, auroc }: Pick<Judged, "distances" | "auroc">,
  threshold: number,
  said: Words["inspection"],
): Promise<{ distances: string; roc: string | undefined }> {
  const distances = await distancesChart({
    same: good,
    different: defects,
    threshold,
    sameName: said.good,
    differentName: said.defects,
    thresholdName: said.threshold,
    xLabel: said.distance,
    yLabel: said.share,
  });
  if (auroc === undefined) return { distances, roc: undefined };
  const labels = [...good.map(() => 0), ...defects.map(() => 1)];
  const { falsePositiveRate: x, truePositiveRate: y } = rocCurve(labels, [...good, ...defects]);
  const curves = [{ name: "AUROC", x, y, area: auroc }];
  return { distances, roc: await rocChart({ curves, xLabel: said.goodFail, yLabel: said.defectsFail }) };
}

async function embeddings(
  embedder: Embedder,
  all: LabelledRows,
  said: Words["inspection"],
  good?: string,
): Promise<string> {
  const step = Math.ceil(all.nSamples / mostPoints);
  const every = Array.from({ length: Math.ceil(all.nSamples / step) }, (_, i) => i * step);
  const rows = step === 1 ? all : all.select(every);
  const { values, dimensions } = await embedder.embed(rows.features.data);
  const embedded = { shape: [rows.nSamples, dimensions], data: values };
  const plane = principalAxes(embedded, 2);
  const placed = project(plane, embedded);
  const along = (axis: number) =>
    Float64Array.from({ length: rows.nSamples }, (_, row) => placed[row * plane.axes.length + axis] ?? 0);
  const { image, features, labels, classNames } = rows;
  const picture = (row: number): Picture => ({
    ...image!,
    data: features.data.subarray(row * rows.nFeatures, (row + 1) * rows.nFeatures),
  });
  const axis = (i: 0 | 1) =>
    `${said.component(i + 1)}${plane.explained[i] ? ` (${(100 * plane.explained[i]).toFixed(0)}%)` : ""}`;
  return embeddingChart({
    x: along(0),
    y: along(1),
    label: labels,
    classNames,
    xLabel: axis(0),
    yLabel: axis(1),
    good: good === undefined ? undefined : classNames.indexOf(good),
    picture: image && picture,
  });
}
