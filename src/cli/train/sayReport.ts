import type { Language } from "../../report/report.ts";
import type { LearnedReport, TrainReport } from "../../tasks/training/reports.ts";
import { type Console, inOneLine } from "../terminal/console.ts";
import {
  foldInWords,
  foldsInWords,
  planInWords,
  reachedInWords,
  readInWords,
  stoppedInWords,
} from "./reportInWords.ts";

/** Says what a training reports, and prints what came of it where --json was given. */
export async function sayReport(
  report: Exclude<TrainReport, LearnedReport>,
  lang: Language,
  console: Console,
): Promise<void> {
  const isText = report.kind === "report"; // its tables have lines of their own
  for (const line of await linesOf(report, lang))
    if (isText) console.show(line);
    else console.say(inOneLine(line));
}

async function linesOf(
  report: Exclude<TrainReport, LearnedReport>,
  lang: Language,
): Promise<readonly string[]> {
  switch (report.kind) {
    case "read":
      return readInWords(report);
    case "fold":
      return foldInWords(report);
    case "folds":
      return foldsInWords(report);
    case "plan":
      return planInWords(report);
    case "stopped":
      return stoppedInWords(report);
    case "result":
      return reachedInWords(report);
  }
  // The report's words and tables are not loaded before there is a result.
  const end = await import("./endInWords.ts");
  switch (report.kind) {
    case "followed":
      return end.followedLines(report, lang);
    case "findings":
      return end.findingsLines(report, lang);
    case "reject":
      return end.rejectInWords(report);
    case "inspection":
      return end.inspectionInWords(report);
    case "report":
      return end.worthInWords(report);
    case "written":
      return end.writtenInWords(report, lang);
    case "trained":
      return [];
  }
}
