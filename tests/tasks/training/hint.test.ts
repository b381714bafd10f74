import { describe, expect, test } from "vitest";
import { asFlag } from "../../../src/cli/terminal/spelling.ts";
import { hintInWords } from "../../../src/report/words/findings.ts";
import { hintOf } from "../../../src/tasks/training/hint.ts";

/** Twenty epochs, each with so much of the loss of the one before. */
const course = (rate: number, validation?: number) =>
  Array.from({ length: 20 }, (_, epoch) => ({
    loss: rate ** epoch,
    accuracy: 0.8,
    validationLoss: validation === undefined ? undefined : validation ** epoch,
  }));

describe("the hint to train longer", () => {
  test("names the fall and four times the epochs", () => {
    // 0.95^15 = 0.4633, 0.95^19 = 0.3774
    const hint = hintOf(course(0.95), [], 20)!;
    expect(hint).toEqual({ from: 0.95 ** 15, to: 0.95 ** 19, inEpochs: 4, epochs: 80 });
    const longer = { ...hint, remedies: [{ epochs: 80 }] };
    expect(hintInWords(longer, "en", asFlag)).toBe(
      "the loss was still falling (from 0.4633 to 0.3774 in the last 4 epochs): try --epochs 80",
    );
    expect(hintInWords(longer, "ja", asFlag)).toBe(
      "損失はまだ下がり続けていました（最後の 4 エポックで 0.4633 から 0.3774）。--epochs 80 を試してください",
    );
    const fitted = { ...hint, remedies: [{ effort: "standard", epochs: undefined }] };
    expect(hintInWords(fitted, "en", asFlag)).toMatch(/: try --effort standard without --epochs$/);
    expect(hintOf(course(0.95, 0.99), [], 20)).toEqual(hint);
    expect(hintOf(course(0.95), [{ kind: "leak" }], 20)).toEqual(hint);
  });

  test.each([
    ["the loss hardly falls", course(0.98), [], 20],
    ["every row is right", course(0.95).map((one) => ({ ...one, accuracy: 1 })), [], 20],
    ["the validation loss rises", course(0.95, 1.01), [], 20],
    ["patience ended it", course(0.95, 0.95), [], 50],
    ["rows are learned by heart", course(0.95), [{ kind: "overfitting" }], 20],
    ["the steps are too long", course(0.95), [{ kind: "unsteady loss" }], 20],
    ["there is one epoch", course(0.95).slice(0, 1), [], 1],
  ] as const)("is not given where %s", (_, metrics, findings, epochs) => {
    expect(hintOf(metrics, findings, epochs)).toBeUndefined();
  });
});
