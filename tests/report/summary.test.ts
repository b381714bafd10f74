import { describe, expect, test } from "vitest";
import type { ColumnEffect } from "../../src/model/inspection/effects.ts";
import { classificationReport } from "../../src/report/classification.ts";
import { classificationFigures } from "../../src/report/classificationFigures.ts";
import { reportHtml } from "../../src/report/pages/html.ts";
import { reportText } from "../../src/report/pages/text.ts";
import { regressionFigures } from "../../src/report/regressionFigures.ts";
import type { ReportContext } from "../../src/report/report.ts";
import { directionOf, type Summary, summaryOf } from "../../src/report/summary.ts";
import { along } from "../../src/report/words/format.ts";
import { mostInWords, summaryInWords } from "../../src/report/words/summary.ts";

/** 4 of 60 rows are NG; one of them is missed, and two OK are over-rejected. */
const labels = Array.from({ length: 60 }, (_, i) => (i < 4 ? 0 : 1));
const probabilities = labels.flatMap((label, i) => {
  const ng = label === 0 ? (i === 0 ? 0.2 : 0.9) : i < 6 ? 0.7 : 0.05;
  return [ng, 1 - ng];
});
const okng = { labels, probabilities, classNames: ["NG", "OK"], positive: "NG" };
const diameter: ColumnEffect = {
  kind: "number",
  name: "外径",
  at: [24.92, 24.98, 25.02, 25.09],
  rows: [20, 20, 20],
  curves: [{ outcome: "NG", values: [-0.05, -0.04, 0.1, 0.8] }],
  turns: [{ at: 25.0312, from: "OK", to: "NG" }],
};
const context: ReportContext = {
  title: "parts.csv",
  asked: { label: "判定", columns: 8, learned: 240, measuredOn: "held-out rows" },
  importance: {
    names: ["湿度", "外径"],
    score: "auroc",
    baseline: 0.97,
    importances: [
      { mean: 0.001, std: 0 },
      { mean: 0.31, std: 0.02 },
    ],
    sample: { rows: 60, ofRows: 60, columns: 2, ofColumns: 2 },
  },
  effects: {
    means: [
      { outcome: "NG", mean: 0.08 },
      { outcome: "OK", mean: 0.92 },
    ],
    columns: [diameter],
    sample: { rows: 240, ofRows: 240, columns: 2, ofColumns: 2 },
  },
  pairs: {
    pairs: [{ names: ["外径", "温度"], kind: "act together", drops: [0.31, 0.1, 0.35], h2: 0.3, share: 0.2 }],
    sample: { columns: 8, ofColumns: 8, rows: 60 },
  },
};

describe("five sentences, each with its number", () => {
  const report = classificationFigures(okng, context);

  test("of OK and NG, in English", async () => {
    expect(summaryInWords(summaryOf(await report), "en")).toEqual([
      'Asked was "判定" from 8 columns: learned from 240 rows, measured on 60 held-out rows, 4 of them "NG".',
      'Always saying "OK" would score 93.3%. It would miss all 4 rows to be found.',
      'The model misses 1 of 4 "NG" (25.0%, 95% interval 4.6% to 69.9%) and over-rejects 2 of 56 "OK" (3.6%, 95% interval 1.0% to 12.1%); 95.0% of all rows are right.',
      'What matters most is 外径: shuffled, it costs 0.310 of the AUROC; "NG" begins at 25.031. 外径 and 温度 act together: what the one does depends on the other.',
      'The doctor found nothing to be careful about; with 4 "NG" rows the share that is missed may be 4.6% to 69.9%: more of them would tell.',
    ]);
  });

  test("where most of a class are missed, nobody says that all is well", async () => {
    const summary = summaryOf(await report);
    const result = { ...summary.result, missRate: { wrong: 3, of: 4, rate: 0.75, interval: [0.3, 0.95] } };
    const missed = { ...summary, result } as typeof summary;
    expect(summaryInWords(missed, "en")[4]).toBe(
      'Be careful: most "NG" are missed; a lower threshold finds more of them, and over-rejects more.',
    );
    expect(summaryInWords(missed, "ja")[4]).toContain("「NG」の半分以上を見逃しています");
  });

  test("and in Japanese", async () => {
    const found = { ...(await report), asked: { ...context.asked!, measuredOn: "学習に使わず取り分けた行" } };
    expect(summaryInWords(summaryOf(found), "ja")).toEqual([
      "「判定」を 8 列から当てる課題です。240 行で学習し、学習に使わず取り分けた行 60 行（うち「NG」 4 行）で評価しました。",
      "すべて「OK」と答えるだけで、正解率は 93.3% になります。ただし、見つけるべき 4 行をすべて見逃します。",
      "見逃しは「NG」 4 行中 1 行（25.0%、95% 信頼区間 4.6%〜69.9%）、過検出は「OK」 56 行中 2 行（3.6%、95% 信頼区間 1.0%〜12.1%）です。全体の正解率は 95.0% です。",
      "最も効いている列は「外径」です（シャッフルすると AUROC が 0.310 下がります）。「NG」は 25.031 から始まります。「外径」と「温度」は組み合わせで効きます（片方の効き方が、もう片方の値で変わります）。",
      "特に注意すべき点は見つかりませんでした。ただし「NG」は 4 行しかないため、見逃し率は 4.6%〜69.9% の幅があります。行を増やすと確かになります。",
    ]);
  });

  test("stand before all figures of the page and of the long text; the pages draw where NG begins", async () => {
    const whole = await classificationReport(okng, context);
    const [first] = summaryInWords(summaryOf(whole), "en");
    const page = reportHtml(whole);
    const item = `<li>${first!.replaceAll('"', "&quot;")}</li>`;
    expect(page).toContain(item);
    expect(page.indexOf(item)).toBeLessThan(page.indexOf('class="figures"'));
    expect(reportText(whole)).toContain("measured on 60 held-out rows");
    const drawn = whole.pictures.filter(({ name }) => name === "effects");
    expect(drawn.map(({ title }) => title)).toEqual(["外径"]);
    expect(drawn[0]!.svg).toContain("NG from 25.031");
    expect(drawn[0]!.svg).toContain("probability of NG");
  });

  test("of several classes", async () => {
    const three = {
      labels: [0, 0, 1, 1, 2, 2],
      probabilities: [
        0.8, 0.1, 0.1, 0.8, 0.1, 0.1, 0.1, 0.8, 0.1, 0.1, 0.8, 0.1, 0.1, 0.8, 0.1, 0.1, 0.1, 0.8,
      ],
      classNames: ["setosa", "versicolor", "virginica"],
    };
    const [, baseline, result, care] = summaryInWords(
      summaryOf(await classificationFigures(three, { title: "t" })),
      "en",
    );
    expect(baseline).toBe('Always saying "setosa" would score 33.3%.');
    expect(result).toBe(
      'The model is right in 5 of 6 rows (83.3%, 95% interval 43.6% to 97.0%); the commonest mistake is "virginica" taken for "versicolor" (1 row).',
    );
    expect(care).toBe("The doctor found nothing to be careful about.");
  });

  test("of a number, and what the doctor found first", () => {
    const findings = [{ kind: "shift", message: "feature x is distributed otherwise" }];
    const report = regressionFigures(
      { truth: [10, 20, 30, 40], predicted: [12, 19, 33, 38], target: "strength" },
      {
        title: "t",
        findings,
        asked: { label: "strength", columns: 1, learned: 12, measuredOn: "held-out rows" },
      },
    );
    expect(summaryInWords(summaryOf(report), "en")).toEqual([
      'Asked was "strength" from 1 column: learned from 12 rows, measured on 4 held-out rows.',
      "Always saying the mean, 25, would be off by 10 on average.",
      "The model is off by 2 on average (95% interval 1.200 to 2.800); its R² is 0.964 (0.919 to 1.000).",
      "Be careful: feature x is distributed otherwise.",
    ]);
    expect(summaryInWords(summaryOf(report), "ja")[2]).toBe(
      "モデルの誤差は平均 2（95% 信頼区間 1.200〜2.800）、R² は 0.964（0.919〜1.000）です。",
    );
  });
});

describe("which way", () => {
  const means = [{ outcome: "NG", mean: 0.1 }];
  const summary = async (effect: ColumnEffect): Promise<Summary> => {
    const effects = {
      ...context.effects!,
      columns: [effect],
      means: [...means, { outcome: "OK", mean: 0.9 }],
    };
    return summaryOf(await classificationFigures(okng, { ...context, effects, pairs: undefined }));
  };
  const number = (
    values: number[],
    turns: { at: number; from: string; to: string }[] = [],
  ): ColumnEffect => ({
    ...diameter,
    curves: [{ outcome: "NG", values }],
    turns,
  });
  const [below, above] = [
    { at: 24.97, from: "NG", to: "OK" },
    { at: 25.0312, from: "OK", to: "NG" },
  ];

  test.each([
    [
      "both ends",
      number([0.6, 0, 0, 0.6], [below, above]),
      '"NG" is given below 24.970 and from 25.031 on',
      "「NG」になるのは 24.970 未満と 25.031 以上です",
    ],
    [
      "the lower end",
      number([0.6, 0, 0, 0], [below]),
      '"NG" is given below 24.970',
      "「NG」になるのは 24.970 未満です",
    ],
    [
      "no turn, rising",
      number([-0.05, 0, 0.1, 0.2]),
      'the probability of "NG" rises along it, from 5.0% at 24.920 to 30.0% at 25.090',
      "この値が 24.920 から 25.090 へ増えると、「NG」の確率は 5.0% から 30.0% へ上がります",
    ],
    [
      "no turn, falling",
      number([0.2, 0.1, 0, -0.05]),
      'the probability of "NG" falls along it, from 30.0% at 24.920 to 5.0% at 25.090',
      "「NG」の確率は 30.0% から 5.0% へ下がります",
    ],
    [
      "a valley",
      number([0.2, -0.1, 0, 0.2]),
      'the probability of "NG" is lowest at 24.980 (0.0%) and highest at 24.920 (30.0%)',
      "「NG」の確率は 24.980 で最も低く（0.0%）、24.920 で最も高くなります（30.0%）",
    ],
    [
      "words",
      {
        kind: "category",
        name: "外径",
        at: ["A", "C"],
        rows: [5, 5],
        curves: [{ outcome: "NG", values: [-0.1, 0.2] }],
      } as ColumnEffect,
      'the probability of "NG" is lowest at "A" (0.0%) and highest at "C" (30.0%)',
      "「NG」の確率は 「A」 で最も低く（0.0%）、「C」 で最も高くなります（30.0%）",
    ],
  ])("%s", async (_, effect, english, japanese) => {
    const found = await summary(effect);
    expect(mostInWords(found, "en")).toContain(`of the AUROC; ${english}.`);
    expect(mostInWords(found, "ja")).toContain(`${japanese}。`);
  });

  test("nothing of a curve that does not move", () => {
    expect(directionOf(number([0, 0, 0, 0]), means)).toBeNull();
  });

  test("no column alone, but two that stand in for each other", async () => {
    const importance = {
      ...context.importance!,
      importances: context.importance!.importances.map(() => ({ mean: 0, std: 0 })),
    };
    const pair = {
      names: ["外径", "内径"],
      kind: "stand in",
      drops: [0, 0.01, 0.31],
      h2: null,
      share: null,
    } as const;
    const pairs = { pairs: [pair], sample: { columns: 2, ofColumns: 2, rows: 60 } };
    const found = summaryOf(await classificationFigures(okng, { ...context, importance, pairs }));
    expect(mostInWords(found, "en")).toBe(
      "No column matters alone: shuffled one by one, none costs anything. 外径 and 内径 stand in for each other: shuffled alone they cost 0.000 and 0.010, both together 0.310.",
    );
    expect(mostInWords(found, "ja")).toContain("「外径」と「内径」は互いに代わりになります");
  });
});

test.each([
  [25.0312, 0.17, "25.031"],
  [2.4512, 5.9, "2.45"],
  [1234.4, 900, "1,234"],
  [-0.0312, 0.2, "−0.031"],
  [-0.0001, 0.6, "0.00"],
  [5, 0, "5"],
  [3e-12, 5e-12, "3.000e−12"],
])("%d of a column %d wide is written %s", (value, spread, text) => {
  expect(along(value, spread)).toBe(text);
});
