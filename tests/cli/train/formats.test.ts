import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { writeTable } from "../../../src/data/formats/write.ts";
import type { WriteColumn } from "../../../src/data/formats/writeColumn.ts";
import { kiso, kisoJson, workshop } from "../kiso.ts";

const { root } = workshop("formats");
const kinds = ["csv", "tsv", "xlsx", "jsonl", "parquet"] as const;

/** Rows of a lot: numbers of every size, a category, a label in Japanese. */
function columns(rows: number, shift: number, words: boolean): WriteColumn[] {
  const at = Array.from({ length: rows }, (_, i) => i + shift);
  const width = at.map((i) => 10 + Math.sin(1.7 * i));
  const numbers: WriteColumn[] = [
    { name: "外径(mm)", values: Float64Array.from(width) },
    { name: "force", values: Float64Array.from(at, (i) => (i % 9) / 3e5) },
    { name: "count", values: Int32Array.from(at, (i) => (i * 7919) % 13) },
  ];
  if (!words) return [...numbers, { name: "label", values: Int32Array.from(width, (x) => (x > 10 ? 1 : 0)) }];
  return [
    ...numbers,
    { name: "line", text: at.map((i) => (i % 3 === 0 ? "Ａ棟" : "B棟")) },
    { name: "label", text: width.map((x) => (x > 10 ? "不良品" : "良品")) },
  ];
}

beforeAll(async () => {
  for (const kind of kinds) {
    await writeTable(join(root, `lot.${kind}`), columns(200, 0, true));
    await writeTable(join(root, `next.${kind}`), columns(50, 1000, true));
  }
  for (const kind of [...kinds, "npz"])
    await writeTable(join(root, `numbers.${kind}`), columns(200, 0, false));
});

const training = ["--epochs", "30", "--lr", "0.1", "--seed", "3"];

describe("the same rows in every format", () => {
  test("give the same model, to the bit, and answers to the next lot in every format", async () => {
    let [model, answers]: [Buffer?, unknown?] = [];
    for (const kind of kinds) {
      await kisoJson(["train", `lot.${kind}`, ...training, "--out", kind], { cwd: root });
      const found = readFileSync(join(root, kind, "model.safetensors"));
      model ??= found;
      expect(found.equals(model), kind).toBe(true);
      for (const next of kinds) {
        if (kind !== "csv" && kind !== "xlsx" && next !== "csv" && next !== "xlsx") continue;
        const { predictions } = await kisoJson<{ predictions: unknown }>(["predict", kind, `next.${next}`], {
          cwd: root,
        });
        answers ??= predictions;
        expect(predictions, `${kind} asked about .${next}`).toEqual(answers);
      }
    }
    const { accuracy } = await kisoJson<{ accuracy: number }>(["evaluate", "xlsx", "next.xlsx"], {
      cwd: root,
    });
    expect(accuracy).toBeGreaterThan(0.9);
  });

  test("numbers alone, .npz among them", async () => {
    let model: Buffer | undefined;
    for (const kind of [...kinds, "npz"]) {
      const { code, stderr } = await kiso(["train", `numbers.${kind}`, ...training, "--out", `n-${kind}`], {
        cwd: root,
      });
      expect({ code, kind }, stderr).toEqual({ code: 0, kind });
      const found = readFileSync(join(root, `n-${kind}`, "model.safetensors"));
      model ??= found;
      expect(found.equals(model), kind).toBe(true);
    }
  });
});
