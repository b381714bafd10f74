import { append } from "../../data/numbers/lists.ts";
import type { Rate } from "../../model/inspection/inspection.ts";
import type { DistancePicture, DistanceReport, MisjudgedPart } from "../distances.ts";
import type { Language } from "../report.ts";
import { type DistanceWords, distanceWords } from "../words/distances.ts";
import { grouped, none, percent, quantities, quantity, score } from "../words/format.ts";
import { type Words, words } from "../words/words.ts";
import type { Block, Figure, Section } from "./blocks.ts";
import { lastSections } from "./insight.ts";
import { rowCell } from "./mistakeBlocks.ts";

/** A report on distances in words, in the order of a page. */
export function distanceSections(report: DistanceReport, lang: Language): Section[] {
  const [w, d] = [words[lang], distanceWords[lang]];
  const { judgement, findings } = report;
  const found = judgement?.found;
  const overview: Block[] = [
    { kind: "summary", sentences: d.sentences(report) },
    { kind: "figures", figures: figures(report, w, d) },
    ...(findings.length > 0 ? [{ kind: "findings", findings } as const] : []),
  ];
  const all: Section[] = [{ id: "overview", title: d.overview, blocks: overview }];
  if (found) {
    const mistakes: Block[] =
      found.mistakes.length === 0
        ? [{ kind: "text", text: d.noMistakes }]
        : [
            { kind: "text", text: d.mistakesText },
            { kind: "table", table: mistakeTable(found.mistakes, w, d) },
          ];
    const drawn = pictures(report, d, undefined, "verdicts");
    const said: Block[] = drawn.length > 0 ? [{ kind: "text", text: d.drawnText }] : [];
    all.push({ id: "mistakes", title: d.verdicts, blocks: [...mistakes, ...said, ...drawn] });
  }
  const threshold = pictures(report, d, undefined, "distances", "thresholds", "roc");
  if (threshold.length > 0) all.push({ id: "threshold", title: d.threshold, blocks: threshold });
  if (found && found.kinds.length > 0) {
    const rows = found.kinds.map(({ kind, parts, failed, auroc }) => [
      kind,
      grouped(parts),
      grouped(failed),
      { text: percent(failed / parts), share: failed / parts },
      auroc === undefined ? none : score(auroc),
    ]);
    all.push({
      id: "kinds",
      title: d.kinds,
      blocks: [{ kind: "table", table: { title: d.kinds, head: d.kindHead, rows } }],
    });
  }
  const placed = pictures(report, d, "wide", "embeddings");
  if (placed.length > 0) all.push({ id: "embeddings", title: d.pictures.embeddings.title, blocks: placed });
  append(all, lastSections(pictures(report, d, undefined, "curves"), report, w));
  return all;
}

function figures({ judgement, pairsAuroc, rows }: DistanceReport, w: Words, d: DistanceWords): Figure[] {
  const found = judgement?.found;
  const rate = (name: string, one: Rate | null | undefined, said: DistanceWords["missedOf"], more = "") =>
    one
      ? [
          {
            name,
            value: percent(one.rate),
            detail: `${more}${said(grouped(one.wrong), grouped(one.of))}${w.comma}${w.interval(percent(one.interval[0]), percent(one.interval[1]))}`,
          },
        ]
      : [];
  const chosen = judgement?.chosen;
  return [
    ...rate(w.missed, found?.missRate, d.missedOf),
    ...rate(w.overRejected, found?.falseRejectRate, d.overRejectedOf),
    ...(found
      ? [
          {
            name: w.accuracy,
            value: percent(found.right / rows),
            detail: w.right(grouped(found.right), grouped(rows)),
          },
        ]
      : []),
    ...(found?.auroc == null ? [] : [{ name: w.auroc, value: score(found.auroc) }]),
    ...(chosen ? [{ name: d.threshold, value: quantity(chosen.threshold) }] : []),
    ...rate(w.missed, chosen?.missRate, d.missedOf, `${d.expected}${w.comma}`),
    ...rate(w.overRejected, chosen?.falseRejectRate, d.overRejectedOf, `${d.expected}${w.comma}`),
    ...(pairsAuroc === null ? [] : [{ name: d.pairs, value: score(pairsAuroc), detail: d.pairsText }]),
    { name: w.rows, value: grouped(rows) },
  ];
}

function mistakeTable(parts: readonly MisjudgedPart[], w: Words, d: DistanceWords) {
  const ids = Object.keys(parts[0]?.id ?? {});
  const distances = quantities(parts.map(({ distance }) => distance));
  return {
    title: d.verdicts,
    head: [w.row, ...ids, ...d.mistakeHead],
    rows: parts.map((part, i) => [
      rowCell(part),
      ...ids.map((name) => part.id?.[name] ?? ""),
      part.truth,
      d[part.verdict],
      distances[i]!,
      part.nearest,
    ]),
  };
}

/** The report's pictures of these names with their captions; no block where there are none. */
function pictures(
  report: DistanceReport,
  d: DistanceWords,
  size: "small" | "wide" | undefined,
  ...names: DistancePicture["name"][]
): Block[] {
  const found = report.pictures
    .filter(({ name }) => names.includes(name))
    .map(({ name, title, svg }) => ({
      svg,
      title: title ?? d.pictures[name].title,
      text: d.pictures[name].text,
    }));
  return found.length === 0 ? [] : [{ kind: "pictures", pictures: found, size }];
}
