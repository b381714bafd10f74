import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { plot } from "../../src/tasks/plot.ts";
import { texts } from "../plot/svgReading.ts";
import { normals, ownFolder } from "./look/sensors.ts";

const fileOf = ownFolder();

const next = normals(6);
/** One column in micrometres among others in millimetres: as it stands it would be all of the picture. */
const rows = Array.from({ length: 120 }, (_, i) => {
  const [a, b] = [next(), next()];
  return { a, b, c: a + 0.3 * next(), micrometres: 25_000 + 900 * next(), y: 10 * a + next(), ok: i % 2 };
});
function drawn(name: string, columns: readonly (keyof (typeof rows)[0])[]): string {
  const lines = rows.map((row) => columns.map((column) => row[column]).join(","));
  const path = fileOf(name);
  writeFileSync(path, `${[columns.join(","), ...lines].join("\n")}\n`);
  return path;
}

test("columns of another unit do not make the picture", async () => {
  const out = fileOf("classes.svg");
  const found = await plot({ data: drawn("classes.csv", ["a", "b", "c", "micrometres", "ok"]), out });
  expect(found).toMatchObject({ rows: 120, features: 4, classes: 2, standardised: true });
  const [first] = texts(readFileSync(out, "utf8")).filter((text) => text.startsWith("PC1"));
  // a and c go together: half of the variance of four. Not standardised, the micrometres would have 100 %.
  expect(Number(/[\d.]+(?=%)/.exec(first!)![0])).toBeGreaterThan(40);
  expect(Number(/[\d.]+(?=%)/.exec(first!)![0])).toBeLessThan(60);
});

test.each([
  ["named", "y"],
  ["the last column", undefined],
])("a label of numbers is a colour of a scale, not 120 classes: %s", async (_, label) => {
  const out = fileOf("numbers.svg");
  const found = await plot({ data: drawn("numbers.csv", ["a", "b", "c", "y"]), label, out });
  expect(found).toMatchObject({ classes: 0, value: "y", features: 3 });
  const svg = readFileSync(out, "utf8");
  expect(texts(svg)).toContain("y");
  expect(texts(svg).length).toBeLessThan(30);
});

test("pixels of images are drawn in their own unit", async () => {
  const found = await plot({ data: "digits", out: fileOf("digits.svg") });
  expect(found).toMatchObject({ classes: 10, rows: 1797 });
});
