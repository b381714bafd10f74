import { describe, expect, test } from "vitest";
import { asFlag } from "../../../src/cli/terminal/spelling.ts";
import { followedLines } from "../../../src/cli/train/endInWords.ts";
import { followedInWords } from "../../../src/report/words/follow.ts";
import type { FollowedReport } from "../../../src/tasks/training/reports.ts";
import type { Finding } from "../../../src/train/doctor/finding.ts";
import type { ComparedBy } from "../../../src/train/doctor/paired.ts";

type Case = readonly [FollowedReport["followed"], string, string | RegExp];

const compared = { before: 0.8123, after: 0.8712, interval: [0.0311, 0.0867], rows: 320 } as const;
const tried = (by: ComparedBy, kept: boolean) => ({
  ...{ why: "missed" as const, remedy: { effort: "standard", learningRate: undefined }, kept },
  compared: { ...compared, by },
});
const leak: Finding = { kind: "leak", names: ["id"], rows: 120, of: "features", by: "classes", remedies: [] };

describe("what was tried of the doctor's advice", () => {
  test.each([
    [
      tried("accuracy", true),
      "--effort standard without --lr: accuracy 0.812 → 0.871 on 320 training rows held out (95 % interval of the change +0.031 to +0.087); kept",
      "--lr を外した --effort standard：取り分けた学習用の 320 行で正解率 0.812 → 0.871（変化の 95 % 区間 +0.031 〜 +0.087）。採用します",
    ],
    [
      { ...tried("shares", false), compared: { ...compared, by: "shares", interval: [-0.012, 0.0001] } },
      "--effort standard without --lr: balanced accuracy 0.812 → 0.871 on 320 training rows held out (95 % interval of the change −0.012 to 0.000); no better beyond chance, left",
      "--lr を外した --effort standard：取り分けた学習用の 320 行でクラスごとの正解率の平均 0.812 → 0.871（変化の 95 % 区間 −0.012 〜 0.000）。偶然の範囲なので使いません",
    ],
    [
      { why: "missed", remedy: { aim: { name: "recall", recall: 0.9 } }, kept: false },
      "--aim recall=0.9: cannot be trained, or not with so few rows; left",
      "--aim recall=0.9：この行では学習できない（または行が足りない）ため、使いません",
    ],
    [
      { why: "leak", kept: false, finding: leak },
      'no setting mends this: feature "id" alone tells the label (1.000 of 120 rows): if it is known only after the label, or number the rows, leave the column out',
      /^設定では直せません：特徴量 "id" は、それだけでラベルを言い当てます/,
    ],
    [undefined, "the doctor has nothing to try", "試すべき設定はありません"],
  ] as readonly Case[])("%#", (followed, english, japanese) => {
    expect(followedInWords(followed, "en", asFlag)).toBe(english);
    expect(followedLines({ kind: "followed", followed }, "en")).toEqual([`follow ${english}`]);
    expect(followedInWords(followed, "ja", asFlag)).toEqual(
      typeof japanese === "string" ? japanese : expect.stringMatching(japanese),
    );
  });
});
