import { join } from "node:path";
import { skippedPieces } from "../../data/skippedRows.ts";
import type { Language } from "../../report/report.ts";
import type { Run } from "../../train/run/run.ts";
import type { Kept } from "../training/session.ts";

/** A run that keeps a training. What writes its pages is loaded when the training is over. */
export const keptIn = (run: Run, lang: Language = "en"): Kept => ({
  run,
  async skipped(rows) {
    if (rows.length === 0) return;
    const { writeForPeople } = await import("../../data/formats/write.ts");
    const { speechIn } = await import("../../report/words/catalogue/speech.ts");
    const speech = await speechIn(lang);
    const told = rows.map((row) => ({ ...row, reason: speech(row.reason) }));
    await writeForPeople(join(run.folder, "skipped.csv"), skippedPieces(told));
  },
  pages: {
    async answers(...made) {
      const { writePages } = await import("./runPages.ts");
      return writePages(...made);
    },
    async distances(...made) {
      const { writeDistancePages } = await import("./distancePages.ts");
      return writeDistancePages(...made);
    },
  },
});
