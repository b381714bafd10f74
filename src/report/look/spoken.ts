import type { Speech } from "../words/catalogue/speech.ts";
import type { LookReport } from "./lookReport.ts";

/** The report with the sentences that reading and training say in the language that `speech` speaks; the doctor's are in it already. */
export function spokenReport(report: LookReport, speech: Speech): LookReport {
  const { label, noLabel, notes, stops } = report;
  const said = {
    label: label && {
      ...label,
      why: speech(label.why),
      positive: label.positive && { ...label.positive, why: speech(label.positive.why) },
    },
    noLabel: noLabel === null ? null : speech(noLabel),
    notes: notes.map(speech),
    stops: stops.map(speech),
  };
  if (report.kind === "pictures")
    return {
      ...{ ...report, ...said },
      broken: report.broken.map(({ file, why }) => ({ file, why: speech(why) })),
    };
  return {
    ...{ ...report, ...said },
    columns: report.columns.map((column) => ({
      ...column,
      why: column.why === null ? null : speech(column.why),
    })),
  };
}
