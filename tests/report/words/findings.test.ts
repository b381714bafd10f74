import { describe, expect, test } from "vitest";
import { asFlag } from "../../../src/cli/terminal/spelling.ts";
import type { Language } from "../../../src/report/report.ts";
import { findingsInWords, settingsInWords } from "../../../src/report/words/findings.ts";
import type { Finding, FindingFacts, FindingKind, Remedy } from "../../../src/train/doctor/finding.ts";

const remedies: Remedy[] = [{ learningRate: 0.001 }, { l2: 0.1 }];
const idle = { found: 20, units: 32, layer: "dense1", rows: 512, remedies };
const row = { least: 0.1234, epoch: 5, last: 0.9876, training: 0.0123 };

/** Findings of each kind and of its variants. */
const all: { [K in FindingKind]: (FindingFacts[K] & { remedies: readonly Remedy[] })[] } = {
  leak: [
    { names: ["id"], rows: 120, of: "features", by: "classes", remedies: [] },
    { names: ["a", "b"], rows: 120, of: "features", by: "order", remedies: [] },
    { names: ["(4, 0)"], rows: 120, of: "pixels", by: "classes", remedies: [] },
  ],
  duplicates: [
    { seen: 40, of: 209, all: true, remedies: [] },
    { seen: 40, of: 209, all: false, remedies: [] },
  ],
  shift: [{ names: ["a", "b", "c", "d", "e", "f", "g"], distance: 0.6291, p: 3e-12, remedies: [] }],
  exploding: [
    { layer: "dense2", size: 132.4, epoch: 8, remedies },
    { layer: "dense2", size: 1.84e9, epoch: 8, remedies },
  ],
  "rising loss": [{ ...row, guess: 1.0986, remedies }],
  "unsteady loss": [
    { from: 0.4474, to: 0.6832, epoch: 23, remedies },
    { from: 0.4474, to: 0.6832, epoch: 23, short: { rows: 1, batch: 32 }, remedies },
  ],
  plateau: [
    { loss: 2.4619, since: 0, guess: 2.2511, why: "short steps", remedies },
    { loss: 2.2512, since: 14, guess: 2.2511, why: "nothing learned", remedies },
    { loss: 1.9026, since: 14, guess: 2.2511, why: "little", remedies },
  ],
  overfitting: [
    { by: "validation", ...row, remedies },
    { by: "guess", least: 0.7445, guess: 0.6901, training: 0.0017, remedies },
    { by: "test", score: "r2", training: 0.7862, test: -0.0553, rows: 89, remedies },
    { by: "test", score: "accuracy", training: 1, test: 0.75, rows: 40, remedies },
  ],
  vanishing: [{ share: 3.1e-4, layers: 9, remedies }],
  "dead units": [idle],
  "saturated units": [idle],
  "never predicted": [
    { names: ["setosa"], shown: 512, rows: 7, of: 292, remedies },
    { names: ["0", "2"], shown: 512, rows: 85, of: 142, remedies },
  ],
  missed: [
    { name: "NG", wrong: 7, of: 8, constant: undefined, remedies },
    { name: "NG", wrong: 8, of: 8, constant: { name: "OK", accuracy: 0.9333, baseline: 0.9334 }, remedies },
    {
      ...{ name: "NG", wrong: 9, of: 18, constant: undefined, remedies },
      could: { missed: 1, rejected: 20, others: 180 },
    },
  ],
  untested: [
    { names: ["NG"], rows: 2, of: 48, remedies: [] },
    { names: ["dent", "scratch"], rows: 3, of: 48, remedies: [] },
  ],
  "never found": [
    { names: ["dent"], rows: 7, of: 292, remedies },
    { names: ["dent", "scratch"], rows: 17, of: 292, remedies },
  ],
  "no better": [{ name: "OK", accuracy: 0.61, baseline: 0.625, rows: 120, remedies }],
  "below the mean": [{ r2: -0.2034, rows: 31, remedies }],
};

const findings = Object.entries(all).flatMap(([kind, variants]) =>
  variants.map((facts) => ({ kind, ...facts }) as Finding),
);

describe("a finding in words", () => {
  const [english, japanese] = (["en", "ja"] as const).map((lang) => findingsInWords(findings, lang, asFlag));

  test.each(findings.map((finding, i) => [finding.kind, i] as const))("%s (%i)", (kind, i) => {
    const [en, ja] = [english![i]!, japanese![i]!];
    expect([en.kind, ja.kind]).toEqual([kind, kind]);
    // The same numbers, names and flags stand in both: no sentence leaves one out.
    const facts = (text: string) =>
      (text.match(/--[a-z][a-z0-9]*( [\d.]+)?|"[^"]*"|-?\d[\d.]*(e[-+]?\d+)?/g) ?? [])
        .map((found) => found.replace(/\.$/, ""))
        .sort();
    expect(facts(ja.message)).toEqual(facts(en.message));
    expect(facts(en.message).length).toBeGreaterThan(0);
    expect(en.message).toMatch(/^[\x20-\x7e²]+$/);
    expect(ja.message).toMatch(/[ぁ-ん]/);
    expect(ja.message).not.toMatch(/\b(the|of|try|or|and|rows|feature|class)\b/);
  });

  test("a program is told settings, a command line flags", () => {
    const settings: Remedy[] = [
      { validation: 0.2, patience: 10 },
      { hidden: [64, 32] },
      { balance: true },
      { augment: { shift: 1, rotate: 5 } },
    ];
    const finding: Finding = { kind: "vanishing", share: 1e-4, layers: 9, remedies: settings };
    const said = (...spell: [] | [typeof asFlag]) => findingsInWords([finding], "en", ...spell)[0]!.message;
    expect(said()).toMatch(
      /try validation: 0.2 patience: 10, hidden: \[64,32\], balance: true, or augment: \{"shift":1,"rotate":5\}$/,
    );
    expect(said(asFlag)).toMatch(
      /try --validation 0.2 --patience 10, --hidden 64,32, --balance, or --augment shift=1,rotate=5$/,
    );
  });

  test("settings that are left out are named as such, and where there is nothing to try none is", () => {
    const left = { effort: "standard", learningRate: undefined, epochs: undefined };
    expect(settingsInWords(left, "en", asFlag)).toBe("--effort standard without --lr and --epochs");
    expect(settingsInWords({ effort: "standard", epochs: undefined }, "en")).toBe(
      'effort: "standard" without epochs',
    );
    expect(settingsInWords(left, "ja", asFlag)).toBe("--lr、--epochs を外した --effort standard");
    const bare = (lang: Language) =>
      findingsInWords([{ kind: "vanishing", share: 1e-4, layers: 9, remedies: [] }], lang)[0]!.message;
    expect(bare("en")).toMatch(/ reaches the first of 9$/);
    expect(bare("ja")).toMatch(/最初の層に届きません$/);
  });

  test("each says what it is, so no two are alike", () => {
    for (const said of [english!, japanese!])
      expect(new Set(said.map(({ message }) => message)).size).toBe(findings.length);
  });

  test("one of each number, as it is meant", () => {
    const of = (kind: FindingKind, i = 0) => english!.filter((said) => said.kind === kind)[i]!.message;
    expect(of("shift")).toBe(
      'features "a", "b", "c", "d", "e" and 2 more are distributed otherwise in the test rows than in the training rows (Kolmogorov-Smirnov distance 0.629, p < 1e-9): are both measured, and drawn, the same way?',
    );
    expect(of("rising loss")).toBe(
      "the training loss rose from 0.1234 after epoch 5 to 0.9876 (guessing has 1.0986): the steps are too long; try --lr 0.001, or --l2 0.1",
    );
    expect(of("exploding")).toMatch(/^the weights of dense2 went 130 times their natural size in epoch 8: /);
    expect(of("exploding", 1)).toContain(" went 1.8e+9 times ");
    expect(of("overfitting", 2)).toBe(
      "R² is 0.786 on the training rows but -0.055 on 89 test rows: the network has learned its rows by heart (overfitting); try --lr 0.001, --l2 0.1, or more rows",
    );
  });
});
