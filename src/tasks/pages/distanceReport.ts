import { append } from "../../data/numbers/lists.ts";
import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import type { RowName } from "../../data/table.ts";
import type { Verdict } from "../../model/inspection/judge.ts";
import { byKind, type KindDistances } from "../../model/inspection/kinds.ts";
import type { Model } from "../../model/model.ts";
import { partScores } from "../../model/scores.ts";
import { columnWidth } from "../../plot/axisLabels.ts";
import { curvesChart, seriesNames } from "../../plot/charts/curves.ts";
import { verdictsChart } from "../../plot/charts/verdicts.ts";
import type { DistancePicture, DistanceReport, JudgedParts, MisjudgedPart } from "../../report/distances.ts";
import type { PlaceOf, ReportContext } from "../../report/report.ts";
import { distanceWords } from "../../report/words/distances.ts";
import { words } from "../../report/words/words.ts";
import { goodAmong } from "../../train/inspection/goodClass.ts";
import { judgedCharts } from "./siamesePictures.ts";

/** Labelled parts that a model of distances is measured on. */
export interface MeasuredParts {
  readonly rows: LabelledRows;
  readonly rowNames: readonly RowName[];
  readonly placeOf?: PlaceOf | undefined;
  /** whether the model has not learned from them: else no verdict on them is worth anything */
  readonly heldOut: boolean;
}

/** Mistakes listed of each kind, and pictures of parts drawn, at most. */
const [mostMistakes, mostDrawn] = [20, 8];

/** The whole report: what the model judged rightly and wrongly, drawn with what else was. */
export async function distanceReport(
  model: Model,
  parts: MeasuredParts,
  {
    pairsAuroc,
    context,
    embeddings,
  }: { pairsAuroc: number | undefined; context: ReportContext; embeddings?: string },
): Promise<DistanceReport> {
  const { title, lang = "en", data = {}, model: facts = {}, findings = [], asked } = context;
  const { inspection } = model.card;
  const verdicts = inspection && parts.heldOut ? await model.judge(parts.rows.features) : undefined;
  const found = verdicts && judged(model, parts, verdicts);
  const pictures: DistancePicture[] = [];
  if (verdicts && inspection) {
    const { chosen } = inspection;
    const distances = distancesBy(model, parts, verdicts);
    const { auroc } = partScores(chosen.threshold, distances);
    const drawn = await judgedCharts({ distances, auroc }, chosen.threshold, words[lang].inspection);
    pictures.push({ name: "distances", svg: drawn.distances });
    const curve = await thresholdCurve(model, parts, verdicts, lang);
    if (curve) pictures.push(curve);
    if (drawn.roc !== undefined) pictures.push({ name: "roc", svg: drawn.roc });
    if (model.card.image) append(pictures, await verdictSheets(model, parts, verdicts, lang));
  }
  if (embeddings !== undefined) pictures.push({ name: "embeddings", svg: embeddings });
  for (const panel of context.curves ?? []) {
    const { epoch, thinned } = words[lang].chart;
    const svg = await curvesChart({ panels: [panel], xLabel: epoch, thinned, panelWidth: columnWidth });
    pictures.push({ name: "curves", title: words[lang].curveOf(panel.yLabel), svg });
  }
  return {
    kind: "distances",
    title,
    lang,
    data,
    model: facts,
    findings,
    asked: asked ?? null,
    rows: parts.rows.nSamples,
    pairsAuroc: pairsAuroc === undefined || Number.isNaN(pairsAuroc) ? null : pairsAuroc,
    judgement: inspection
      ? {
          good: inspection.good,
          references: inspection.references,
          aim: inspection.aim,
          chosen: inspection.chosen,
          found: found ?? null,
        }
      : null,
    pictures,
  };
}

/** The class of each part, and which of them is good. */
function classesOf({ card }: Model, { rows }: MeasuredParts): { names: string[]; good: string } {
  const names = Array.from(rows.labels, (label) => rows.classNames[label]!);
  const { good } = card.inspection!;
  return { names, good: goodAmong([...new Set(names)], good) ?? good };
}

function distancesBy(model: Model, parts: MeasuredParts, verdicts: readonly Verdict[]): KindDistances {
  const { names, good } = classesOf(model, parts);
  return byKind(
    verdicts.map(({ distance }) => distance),
    (row) => names[row]!,
    good,
  );
}

function judged(model: Model, parts: MeasuredParts, verdicts: readonly Verdict[]): JudgedParts {
  const { names, good } = classesOf(model, parts);
  const distances = distancesBy(model, parts, verdicts);
  const { chosen } = model.card.inspection!;
  const { auroc, kinds = [], missRate, falseRejectRate } = partScores(chosen.threshold, distances);
  const isRight = (row: number) => (verdicts[row]!.verdict === "pass") === (names[row] === good);
  const wrong = Array.from(verdicts.keys()).filter((row) => !isRight(row));
  const off = (row: number) => Math.abs(verdicts[row]!.distance - chosen.threshold);
  const furthest = (rows: number[]) => rows.sort((a, b) => off(b) - off(a) || a - b).slice(0, mostMistakes);
  const listed = [
    ...furthest(wrong.filter((row) => names[row] !== good)),
    ...furthest(wrong.filter((row) => names[row] === good)),
  ];
  const share = distances.good.length / verdicts.length;
  return {
    baseline: share >= 0.5 ? { name: "pass", accuracy: share } : { name: "fail", accuracy: 1 - share },
    missRate: missRate ?? null,
    falseRejectRate: falseRejectRate ?? null,
    right: verdicts.length - wrong.length,
    auroc: auroc ?? null,
    kinds,
    mistakes: listed.map((row): MisjudgedPart => {
      const { verdict, distance, nearest } = verdicts[row]!;
      const place = parts.placeOf?.(row, []) ?? {};
      const known = Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined));
      const name = parts.rowNames[row] ?? row + 1;
      return { row: name, ...known, index: row, truth: names[row]!, verdict, distance, nearest };
    }),
  };
}

/** What is missed and over-rejected at each threshold; nothing where parts are of one side alone. */
async function thresholdCurve(
  model: Model,
  parts: MeasuredParts,
  verdicts: readonly Verdict[],
  lang: "en" | "ja",
): Promise<DistancePicture | undefined> {
  const [w, d] = [words[lang], distanceWords[lang]];
  const { names, good } = classesOf(model, parts);
  const of = (isGood: boolean) =>
    Float64Array.from(
      verdicts.filter((_, row) => (names[row] === good) === isGood).map(({ distance }) => distance),
    ).sort();
  const [goods, defects] = [of(true), of(false)];
  if (goods.length === 0 || defects.length === 0) return undefined;
  const most = Math.max(goods.at(-1)!, defects.at(-1)!);
  const at = Float64Array.from({ length: steps + 1 }, (_, i) => (most * i) / steps);
  const share = (sorted: Float64Array, isMissed: boolean) =>
    at.map((threshold) => {
      const within = sorted.filter((distance) => distance <= threshold).length / sorted.length;
      return isMissed ? within : 1 - within;
    });
  const panel = {
    yLabel: d.share,
    most: 1,
    series: [
      { name: w.missed, x: at, y: share(defects, true) },
      { name: w.overRejected, x: at, y: share(goods, false) },
    ],
  };
  const svg = await curvesChart({
    panels: [panel],
    xLabel: w.inspection.distance,
    panelWidth: columnWidth,
    names: seriesNames([panel]),
    mark: { at: model.card.inspection!.chosen.threshold, name: w.inspection.threshold },
  });
  return { name: "thresholds", svg };
}

/** So many thresholds are tried, evenly. */
const steps = 120;

/** The parts that are judged wrongly, then those nearest to the threshold, each with its heat. */
async function verdictSheets(
  model: Model,
  parts: MeasuredParts,
  verdicts: readonly Verdict[],
  lang: "en" | "ja",
): Promise<DistancePicture[]> {
  const d = distanceWords[lang];
  const { names, good } = classesOf(model, parts);
  const { threshold } = model.card.inspection!.chosen;
  const off = (row: number) => Math.abs(verdicts[row]!.distance - threshold);
  const isWrong = (row: number) => (verdicts[row]!.verdict === "pass") !== (names[row] === good);
  const shown = Array.from(verdicts.keys())
    .sort(
      (a, b) => Number(isWrong(b)) - Number(isWrong(a)) || (isWrong(a) ? off(b) - off(a) : off(a) - off(b)),
    )
    .slice(0, mostDrawn);
  const image = model.card.image!;
  const { features, nFeatures } = parts.rows;
  const pictures: DistancePicture[] = [];
  for (const row of shown) {
    const pixels = Float64Array.from(features.data.subarray(row * nFeatures, (row + 1) * nFeatures));
    const { map, reference } = await model.heat({ pixels });
    const { verdict, distance } = verdicts[row]!;
    const name = `${names[row]} · ${parts.rowNames[row] ?? row + 1}`;
    const part = {
      ...{ name, distance, heat: map, passed: verdict === "pass" },
      picture: { ...image, data: pixels },
      reference: { ...image, data: reference },
    };
    const svg = await verdictsChart({ verdicts: [part], threshold, passName: d.pass, failName: d.fail });
    pictures.push({ name: "verdicts", title: isWrong(row) ? d.wrong : d.right, svg });
  }
  return pictures;
}
