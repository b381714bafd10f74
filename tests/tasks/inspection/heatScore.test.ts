import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { evaluate } from "../../../src/tasks/evaluate.ts";
import { train } from "../../../src/tasks/train.ts";
import { folderOf, pictures } from "../../data/images/layouts/pictures.ts";

const root = mkdtempSync(join(tmpdir(), "kiso-heat-"));
afterAll(() => rmSync(root, { recursive: true }));

const lot = (good: number, bad: number) => ({
  ...pictures(good, (n) => `good/${n}.png`),
  ...pictures(bad, (n) => `crack/${n}.png`, "bad"),
});

test("heat is scored by the masks of the next lot, wherever they lie", async () => {
  const run = join(root, "run");
  const options = { data: folderOf(lot(40, 16)), task: "siamese", epochs: 15, seed: 0, out: run } as const;
  for await (const _ of train(options));
  const masks = pictures(6, (n) => `mask/crack/${n}.png`, "mask");
  const found = await evaluate({ run, data: folderOf({ ...lot(8, 8), ...masks }) });
  const { heat } = found as Extract<typeof found, { kind: "distances" }>;
  expect(heat).toMatchObject({ pictures: 6, of: 6 });
  expect(heat!.hit).toBeGreaterThan(0.8);
  expect(heat!.pixelAuroc).toBeGreaterThan(0.8);
  const boxes = (x: number) => ({
    text: `file,label,x,y,width,height\n${Object.keys(lot(8, 0))
      .map((file) => `${file},good,,,,\n`)
      .join("")}${Object.keys(lot(0, 8))
      .map((file) => `${file},crack,${x},4,4,4\n`)
      .join("")}`,
  });
  const boxed = await evaluate({ run, data: folderOf({ ...lot(8, 8), "boxes.csv": boxes(4) }) });
  expect(boxed).toMatchObject({ heat: { pictures: 8, of: 8 } });
  expect((boxed as typeof found & { heat: typeof heat }).heat!.hit).toBeGreaterThan(0.8);
  const elsewhere = await evaluate({ run, data: folderOf({ ...lot(8, 8), "boxes.csv": boxes(8) }) });
  expect((elsewhere as typeof found & { heat: typeof heat }).heat!.hit).toBeLessThan(0.2);
  const unmarked = await evaluate({ run, data: folderOf(lot(8, 8)) });
  expect(unmarked).toMatchObject({ heat: undefined });
});
