import { thresholdOf } from "../model/decision.ts";
import { rangeOf } from "../model/inspection/effects.ts";
import type { Report, ReportPicture } from "./report.ts";
import { spreadOf } from "./summary.ts";
import { effectWords } from "./words/effects.ts";
import { along } from "./words/format.ts";

/** A picture for each column whose effect is known, all with one scale of the answer. */
export async function effectPictures(report: Report): Promise<ReportPicture[]> {
  const { effects, lang } = report;
  const columns = effects?.columns.filter(({ curves }) => curves.some((curve) => rangeOf(curve) > 0)) ?? [];
  if (!effects || columns.length === 0) return [];
  const { commonDomain, effectChart } = await import("../plot/charts/effects.ts");
  const w = effectWords[lang];
  const share = report.kind === "classification";
  const { means } = effects;
  const shown = new Set(columns.flatMap(({ curves }) => curves.map(({ outcome }) => outcome)));
  const names = means.map(({ outcome }) => outcome).filter((outcome) => shown.has(outcome));
  const threshold =
    report.kind === "classification" && names.length === 1
      ? (thresholdOf({
          classNames: report.classNames,
          positive: report.positive ?? undefined,
          decision: report.decision ?? undefined,
        })?.threshold ?? (report.classNames.length === 2 ? 0.5 : undefined))
      : undefined;
  const domain = commonDomain(columns, means, share);
  const yLabel = w.answer(share && names.length === 1 ? names[0] : undefined, share ? "" : names[0]!);
  const pictures: ReportPicture[] = [];
  for (const effect of columns) {
    const [turn] = effect.kind === "number" && effect.turns.length === 1 ? effect.turns : [];
    const turnLabel = turn && w.turn(turn.to, along(turn.at, spreadOf(effect)));
    const svg = await effectChart({ effect, means, domain, names, threshold, share, yLabel, turnLabel });
    pictures.push({ name: "effects", title: effect.name, svg });
  }
  return pictures;
}
