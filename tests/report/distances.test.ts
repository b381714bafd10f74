import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { rateOf } from "../../src/model/metrics/positive.ts";
import type { DistanceReport, JudgedParts } from "../../src/report/distances.ts";
import { distanceSections } from "../../src/report/pages/distanceSections.ts";
import { pageHtml } from "../../src/report/pages/html.ts";
import { distanceWords } from "../../src/report/words/distances.ts";
import { evil } from "./reports.ts";

const found: JudgedParts = {
  baseline: { name: "pass", accuracy: 0.8 },
  missRate: rateOf(1, 6),
  falseRejectRate: rateOf(3, 24),
  right: 26,
  auroc: 0.958,
  kinds: [
    { kind: "dent", parts: 3, failed: 2, auroc: 0.9 },
    { kind: "scar", parts: 3, failed: 3, auroc: 1 },
  ],
  mistakes: [
    { row: evil, index: 3, truth: "dent", verdict: "pass", distance: 0.11, nearest: "good/1.png" },
    {
      ...{ row: 7, index: 6, line: 8, file: "parts.csv", id: { 製番: "AX-7" } },
      ...{ truth: "good", verdict: "fail", distance: 0.3543, nearest: "row 12" },
    },
  ],
};

const report: DistanceReport = {
  kind: "distances",
  title: evil,
  lang: "en",
  data: { source: "parts" },
  model: { [evil]: evil },
  findings: [],
  asked: { label: "label", learned: 90, measuredOn: "held-out rows" },
  rows: 30,
  pairsAuroc: 0.857,
  judgement: {
    good: "good",
    references: 20,
    aim: { name: "recall", recall: 1 },
    chosen: { threshold: 0.1737, missRate: rateOf(0, 6), falseRejectRate: rateOf(1, 24) },
    found,
  },
  pictures: [],
};

const say = (one: DistanceReport, lang: "en" | "ja" = "en") => distanceWords[lang].sentences(one);

describe("a report on distances in five sentences", () => {
  test("in English", () => {
    expect(say(report)).toEqual([
      'Asked was whether a part is like the good ones, "good": learned from 90 rows, measured on 30 held-out rows, 6 of them defects.',
      "Passing every part would be right in 80.0% and miss all 6 defects.",
      "The model misses 1 of 6 defects (16.7%, 95% interval 3.0% to 56.4%) and over-rejects 3 of 24 good parts (12.5%, 95% interval 4.3% to 31.0%); 86.7% of all parts are judged right.",
      'A part fails that lies further than 0.1737 from the nearest of 20 good parts; a defect lies further than a good part in 0.958 of all pairs (AUROC); hardest to find is "dent", of which 2 of 3 fail.',
      "Of parts to come 0.0% to 39.0% of the defects may pass, and 0.7% to 20.2% of the good parts may fail.",
    ]);
  });

  test("in Japanese", () => {
    const japanese = { ...report, asked: { ...report.asked!, measuredOn: "学習に使わず取り分けた行" } };
    expect(say(japanese, "ja")).toEqual([
      "部品が良品「good」に似ているかを判定する課題です。90 行で学習し、学習に使わず取り分けた行 30 行（うち不良品 6 個）で評価しました。",
      "すべて合格にするだけで、正解率は 80.0% になります。ただし、不良品 6 個をすべて見逃します。",
      "見逃しは不良品 6 個中 1 個（16.7%、95% 信頼区間 3.0%〜56.4%）、過検出は良品 24 個中 3 個（12.5%、95% 信頼区間 4.3%〜31.0%）です。全体の正解率は 86.7% です。",
      "良品 20 個のうち最も近いものまでの距離が 0.1737 を超える部品を不合格にします。不良品のほうが良品より遠い割合（AUROC）は 0.958 です。最も見つけにくいのは「dent」で、3 個中 2 個だけが不合格になりました。",
      "これからの部品では、見逃しは 0.0%〜39.0%、過検出は 0.7%〜20.2% と見込まれます。",
    ]);
  });

  test("where no class is good, none was held out, or the doctor found something", () => {
    expect(say({ ...report, judgement: null }).slice(0, 3)).toEqual([
      "Asked was how far apart two things are: learned from 90 rows, measured on 30 held-out rows.",
      "A pair of two classes lies further apart than a pair of one in 85.7% of all cases; guessing has 50%.",
      "No class is called good, so that no part is judged; say which is good to have it judged.",
    ]);
    const chosen = { threshold: 0.2, falseRejectRate: rateOf(1, 24) };
    const alone = { ...report, judgement: { ...report.judgement!, chosen, found: null } };
    expect(say(alone).slice(1)).toEqual([
      "A part fails that lies further than 0.2000 from the nearest of 20 good parts.",
      "Of parts to come how many defects pass is not known, since none chose the threshold, and 0.7% to 20.2% of the good parts may fail.",
    ]);
    const findings = [{ kind: "shift", message: "two copies" }];
    expect(say({ ...report, findings }).at(-1)).toBe("Be careful: two copies.");
  });
});

describe.each(["en", "ja"] as const)("its page, %s", (lang) => {
  const html = pageHtml(report.title, lang, distanceSections(report, lang));
  const { document } = parseHTML(html);

  test("holds no script, whatever parts are called", () => {
    expect([...document.querySelectorAll("script, img, iframe")]).toEqual([]);
    expect(document.querySelector("h1")!.textContent).toContain("<script>");
    expect(html).toContain("default-src 'none'");
  });

  test("lists what was judged wrongly, with ids and the number that Excel shows", () => {
    const rows = [...document.querySelectorAll("h2#mistakes ~ .scroll tbody tr")].map((tr) =>
      [...tr.querySelectorAll("th, td")].map((cell) => cell.textContent),
    );
    expect(rows).toHaveLength(2);
    expect(rows[1]).toEqual(
      expect.arrayContaining(["8", "good", lang === "en" ? "fail" : "不合格", "0.3543", "row 12"]),
    );
    expect(document.querySelectorAll("h2#kinds ~ .scroll tbody tr")).toHaveLength(2);
  });

  test("is the same after the report has been JSON, and writes no figure that does not exist", () => {
    const again = JSON.parse(JSON.stringify(report)) as DistanceReport;
    expect(pageHtml(again.title, lang, distanceSections(again, lang))).toBe(html);
    expect(document.body.textContent).not.toMatch(/NaN|undefined|null|Infinity/);
  });
});
