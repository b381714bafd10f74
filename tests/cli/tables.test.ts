import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { kiso, kisoJson, workshop } from "./kiso.ts";

/** Tables as engineers have them, from end to end. */
const { folder } = workshop("tables");

const csv = (head: string, rows: readonly (readonly unknown[])[]) =>
  `${[head, ...rows.map((row) => row.join(","))].join("\n")}\n`;

/** Diameter and line of 40 parts: the wide ones are NG. */
const parts = Array.from({ length: 40 }, (_, i) => {
  const wide = i % 4 === 0;
  return {
    serial: `S${1000 + i}`,
    d: (wide ? 12 : 10) + (i % 7) / 10,
    line: "AB"[i % 2],
    judge: wide ? "NG" : "OK",
  };
});

const train = (cwd: string, ...argv: string[]) =>
  kiso(["train", "parts.csv", "--progress", "none", "--out", "run", ...argv], { cwd });

describe("the label column that train found by itself", () => {
  const rows = parts.map(({ d, judge }) => [d, judge]);
  const evaluated = (cwd: string, file: string) =>
    kisoJson<{ rows: number; classNames: string[] }>(["evaluate", "run", file], { cwd });

  test("is found by evaluate where it is no longer the last", async () => {
    const cwd = folder({
      "parts.csv": csv("d,judge", rows),
      "new.csv": csv(
        "judge,d,comment",
        rows.slice(0, 8).map(([d, judge]) => [judge, d, "checked"]),
      ),
    });
    expect((await train(cwd)).code).toBe(0);
    expect(await evaluated(cwd, "new.csv")).toMatchObject({ rows: 8, classNames: ["NG", "OK"] });
    writeFileSync(
      join(cwd, "usual.csv"),
      csv("target,d,comment", [
        ["OK", 10, "x"],
        ["NG", 12, "y"],
      ]),
    );
    expect(await evaluated(cwd, "usual.csv"), "or called as usual").toMatchObject({ rows: 2 });
  });

  test("a run that does not say it is asked as before", async () => {
    const cwd = folder({
      "parts.csv": csv("d,judge", rows),
      "new.csv": csv(
        "judge,d",
        rows.map(([d, j]) => [j, d]),
      ),
    });
    expect((await train(cwd)).code).toBe(0);
    const path = join(cwd, "run", "model.json");
    const { label, ...older } = JSON.parse(readFileSync(path, "utf8"));
    expect(label).toBe("judge");
    writeFileSync(path, JSON.stringify(older));
    expect(await evaluated(cwd, "parts.csv")).toMatchObject({ rows: 8 });
    const { code, stderr } = await kiso(["evaluate", "run", "new.csv"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("new.csv: no label column found");
  });
});
