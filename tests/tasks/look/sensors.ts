import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { polarNormals } from "../../../src/data/random/polar.ts";
import { randomState } from "../../../src/data/random/randomState.ts";

/** A folder of a test file's own: it gives a file of a name and text, or a place for one. */
export function ownFolder(): (name: string, text?: string) => string {
  const folder = mkdtempSync(join(tmpdir(), "kiso-look-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, text) => {
    const path = join(folder, name);
    if (text !== undefined) writeFileSync(path, text);
    return path;
  };
}

/** Normal numbers, always the same. */
export function normals(seed: number): () => number {
  const state = randomState(seed);
  return polarNormals(() => state.uniform(0, 1));
}

/**
 * A log of a line: serial numbers, times, a machine and its code, 36 sensors, a diameter in mm (with gaps) and in inches, a copied
 * and a constant column, a long tail, two slips, and 5 % NG, mostly where the diameter is large.
 */
export function sensorLog(rows = 600, name = "判定"): string {
  const next = normals(5);
  const head = ["serial", "measured_at", "machine", "machine_code"];
  const sensors = Array.from({ length: 36 }, (_, j) => `sensor_${j + 1}`);
  head.push(...sensors, "diameter", "diameter_inch", "sensor_1_copy", "setting", "current", name);
  const lines = [head.join(",")];
  const diameters = Array.from({ length: rows }, () => Number((25 + 0.02 * next()).toFixed(7)));
  const limit = diameters.toSorted((a, b) => b - a)[Math.floor(0.05 * rows) - 1]!;
  for (let i = 0; i < rows; i++) {
    const shared = next();
    const values = sensors.map((_, j) => (20 + j + (j < 3 ? 3 * shared : 0) + next()).toFixed(3));
    if (i === 16) values[4] = "5000";
    if (i === 400) values[7] = "-99";
    const diameter = String(diameters[i]!);
    const machine = i % 3;
    const cells = [
      `A${1000 + i * 3 + (i % 2)}`,
      new Date(Date.UTC(2024, 2, 1, 8, 7 * i)).toISOString().slice(0, 16).replace("T", " "),
      ...["ABC"[machine]!, String(10 * (machine + 1))],
      ...values,
      i % 40 === 7 ? "" : diameter,
      String(Number(diameter) / 25.4),
      values[0]!,
      "120",
      Math.exp(1.5 * next()).toFixed(3),
      diameters[i]! >= limit ? "NG" : "OK",
    ];
    lines.push(cells.join(","));
  }
  return `${lines.join("\n")}\n`;
}
