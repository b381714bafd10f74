import { mostCurves } from "../importances.ts";
import type { Language, PictureName, Report } from "../report.ts";
import { effectWords, pairRows } from "../words/effects.ts";
import { score } from "../words/format.ts";
import type { Words } from "../words/words.ts";
import type { Block, Section } from "./blocks.ts";

/** Why the model answers as it does: which columns matter, which way, and which of them together. */
export function insightSections(report: Report, w: Words, lang: Language): Section[] {
  const all: Section[] = [];
  const { importance, effects, pairs } = report;
  const drawn = pictures(report, w, "effects");
  if (effects && drawn.length > 0) {
    const words = effectWords[lang];
    const count = report.pictures.filter(({ name }) => name === "effects").length;
    const text = `${words.text} ${words.sample(effects.sample, count)}`;
    all.push({ id: "effects", title: words.title, blocks: [{ kind: "text", text }, ...drawn] });
  }
  if (importance) {
    const { features, sample } = importance;
    const table = {
      title: w.importance,
      head: [w.feature, w.drop, w.deviation],
      rows: features.map(({ name, mean, std }) => [name, score(mean), score(std)]),
    };
    const none = features.every(({ mean, std }) => mean === 0 && std === 0) ? w.importanceNone : "";
    const said = [w.importanceText, none, w.importanceSample(sample, features.length)].filter(Boolean);
    const blocks: Block[] = [
      { kind: "text", text: said.join(" ") },
      ...pictures(report, w, "importance"),
      { kind: "table", table },
    ];
    all.push({ id: "importance", title: w.importance, blocks });
  }
  if (pairs && pairs.pairs.length > 0) {
    const words = effectWords[lang];
    const text = `${words.pairsText} ${words.pairsSample(pairs.sample)}`;
    const table = { title: words.pairs, head: words.head, rows: pairRows(pairs, words) };
    const blocks: Block[] = [
      { kind: "text", text },
      { kind: "table", table },
    ];
    all.push({ id: "pairs", title: words.pairs, blocks });
  }
  return all;
}

/** The report's pictures of these names with their captions; no block where there are none. */
export function pictures(report: Report, w: Words, ...names: PictureName[]): Block[] {
  const few =
    report.kind === "classification" && report.classNames.length > mostCurves
      ? ` ${w.worst(mostCurves)}`
      : "";
  const found = report.pictures
    .filter(({ name }) => names.includes(name))
    .map((picture) => {
      const { title, text } = w.pictures[picture.name];
      const ranking = picture.name === "roc" || picture.name === "precisionRecall";
      return { ...picture, title: picture.title ?? title, text: ranking ? text + few : text };
    });
  return found.length === 0 ? [] : [{ kind: "pictures", pictures: found }];
}

/** What every report ends with: the curves of the training, and what is known of data and model. */
export function lastSections(
  curves: readonly Block[],
  report: Pick<Report, "data" | "model">,
  w: Words,
): Section[] {
  const all: Section[] = [];
  if (curves.length > 0) all.push({ id: "training", title: w.training, blocks: curves });
  const facts = [
    { kind: "facts", title: w.data, facts: report.data } as const,
    { kind: "facts", title: w.model, facts: report.model } as const,
  ].filter(({ facts }) => Object.keys(facts).length > 0);
  if (facts.length > 0) all.push({ id: "about", title: w.about, blocks: facts });
  return all;
}
