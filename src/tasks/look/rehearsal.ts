import type { SourceTables } from "../../data/memory.ts";
import { append } from "../../data/numbers/lists.ts";
import { SettingError, type Spell, UserError } from "../../errors.ts";
import type { Language, ReportFinding } from "../../report/report.ts";
import { findingsInWords } from "../../report/words/findings.ts";
import { examineData } from "../../train/doctor/dataFindings.ts";
import { type Prepared, prepare, scaled } from "../rows/prepare.ts";
import type { Wanted } from "../rows/source.ts";

/** What training and its doctor say of rows, before anything is learned. */
export interface Rehearsal {
  notes: readonly string[];
  stops: readonly string[];
  findings: readonly ReportFinding[];
}

/** Reads the tables as a training does, up to where its network would begin. What it would stop at is said, and set right as its message offers. */
export async function rehearse(
  tables: SourceTables,
  wanted: Wanted,
  { seed, spell, lang }: { seed: number; spell: Spell; lang: Language },
): Promise<Rehearsal> {
  const stops: string[] = [];
  const { missing, roles } = wanted;
  const ways: Wanted[] = [
    wanted,
    { ...wanted, missing: missing ?? "mean" },
    { ...wanted, missing: missing ?? "mean", roles: { ...roles, onError: "skip" } },
  ];
  for (const way of ways) {
    try {
      const copied = { ...tables, tables: { ...tables.tables }, notes: [...tables.notes] };
      const prepared = await prepare(
        way,
        seed,
        { data: async () => copied, test: async () => copied },
        spell,
      );
      return { notes: prepared.notes, stops, findings: findingsOf(prepared, spell, lang) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const message = error instanceof SettingError ? error.spelled(spell) : error.message;
      if (!stops.includes(message)) append(stops, [message]);
    }
  }
  return { notes: tables.notes, stops, findings: [] };
}

function findingsOf(prepared: Prepared, spell: Spell, lang: Language): ReportFinding[] {
  const { train, encoder } = prepared;
  const samples = scaled(prepared);
  const found = examineData({
    train: samples.train,
    featureNames: train.featureNames,
    classNames: prepared.data.task === "regress" ? [] : train.classNames,
    image: train.image,
    test: samples.test,
  });
  return encoder.columns.length > 0 ? findingsInWords(found, lang, spell) : [];
}
