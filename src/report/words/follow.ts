import { asProgram, type Spell } from "../../errors.ts";
import type { Finding, FindingKind, Remedy } from "../../train/doctor/finding.ts";
import type { ComparedBy, Comparison } from "../../train/doctor/paired.ts";
import type { Language } from "../report.ts";
import { findingsInWords, settingsInWords } from "./findings.ts";

/** A piece of the doctor's advice, as it was tried. */
interface Tried {
  readonly why: FindingKind | "still falling";
  readonly remedy?: Remedy;
  readonly compared?: Comparison | undefined;
  readonly kept: boolean;
  readonly finding?: Finding | undefined;
}

/** What was tried of the doctor's advice, and what came of it, in one line. */
export function followedInWords(tried: Tried | undefined, lang: Language, spell: Spell = asProgram): string {
  const { names, nothing, refused, verdict, unable } = languages[lang];
  if (!tried) return nothing;
  const { remedy, compared, kept, finding } = tried;
  if (finding) return unable(findingsInWords([finding], lang, spell)[0]!.message);
  const settings = settingsInWords(remedy!, lang, spell);
  if (!compared) return refused(settings);
  const { by, before, after, interval, rows } = compared;
  const [low, high] = interval.map(signed);
  return verdict(settings, {
    name: names[by],
    change: `${before.toFixed(3)} → ${after.toFixed(3)}`,
    interval: [low!, high!],
    rows: String(rows),
    kept,
  });
}

const signed = (x: number): string => {
  const text = x.toFixed(3);
  return Number(text) === 0 ? "0.000" : x > 0 ? `+${text}` : text.replace("-", "−");
};

interface Verdict {
  name: string;
  change: string;
  interval: readonly [string, string];
  rows: string;
  kept: boolean;
}

interface Sentences {
  readonly names: { readonly [By in ComparedBy]: string };
  readonly nothing: string;
  readonly refused: (settings: string) => string;
  readonly verdict: (settings: string, verdict: Verdict) => string;
  readonly unable: (message: string) => string;
}

const languages: Readonly<Record<Language, Sentences>> = {
  en: {
    names: { accuracy: "accuracy", r2: "R²", auroc: "AUROC", shares: "balanced accuracy" },
    nothing: "the doctor has nothing to try",
    refused: (settings) => `${settings}: cannot be trained, or not with so few rows; left`,
    verdict: (settings, { name, change, interval: [low, high], rows, kept }) =>
      `${settings}: ${name} ${change} on ${rows} training rows held out (95 % interval of the change ${low} to ${high}); ${kept ? "kept" : "no better beyond chance, left"}`,
    unable: (message) => `no setting mends this: ${message}`,
  },
  ja: {
    names: { accuracy: "正解率", r2: "R²", auroc: "AUROC", shares: "クラスごとの正解率の平均" },
    nothing: "試すべき設定はありません",
    refused: (settings) => `${settings}：この行では学習できない（または行が足りない）ため、使いません`,
    verdict: (settings, { name, change, interval: [low, high], rows, kept }) =>
      `${settings}：取り分けた学習用の ${rows} 行で${name} ${change}（変化の 95 % 区間 ${low} 〜 ${high}）。${kept ? "採用します" : "偶然の範囲なので使いません"}`,
    unable: (message) => `設定では直せません：${message}`,
  },
};
