import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";

const doors = [
  "src/graph/print.ts",
  "src/nn/training/training.ts",
  "src/graph/gradient.ts",
  "src/nn/training/schedules.ts",
];

test("graph and networks, as a page loads them, are light and need nothing else: no numpy-ts", async () => {
  const bundle = await rolldown({
    input: "doors",
    external: /^[^./]/,
    plugins: [
      {
        name: "doors",
        resolveId: (id) => (id === "doors" ? "\0doors" : null),
        load: (id) =>
          id === "\0doors"
            ? doors.map((door) => `export * from "${process.cwd()}/${door}";`).join("\n")
            : null,
      },
    ],
  });
  const { output } = await bundle.generate({ minify: true });
  await bundle.close();
  expect(output).toHaveLength(1);
  expect(output[0].imports).toEqual([]);
  expect(output[0].exports).toContain("trainingGraph");
  const kilobytes = gzipSync(output[0].code).length / 1000;
  expect(kilobytes).toBeGreaterThan(5);
  expect(kilobytes).toBeLessThan(24); // a page that trains has 60 with the wasm engine and fit
});
