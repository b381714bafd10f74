import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { checkChartPath, writeChart } from "../../src/plot/write.ts";

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"></svg>\n`;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kiso-chart-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("writeChart", () => {
  it("writes SVG as it is and PNG as PNG, by the ending in any case", async () => {
    await writeChart(join(folder, "a.svg"), svg);
    expect(await readFile(join(folder, "a.svg"), "utf8")).toBe(svg);
    await writeChart(join(folder, "b.PNG"), svg, { dpi: 192 });
    const png = await readFile(join(folder, "b.PNG"));
    expect(png.subarray(0, 8)).toEqual(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]));
    expect(png.readUInt32BE(16)).toBe(20);
    expect((await readdir(folder)).sort()).toEqual(["a.svg", "b.PNG"]); // and no temporary file
  });

  it.each([
    ["plot.jpg", /plot\.jpg.*\.png or \.svg, found \.jpg\.$/],
    ["plot", /plot.*\.png or \.svg, found no file ending\.$/],
    [".png", /found no file ending/],
  ])("refuses %s in one line that lists both formats", (path, message) => {
    expect(() => checkChartPath(path)).toThrow(UserError);
    expect(() => checkChartPath(path)).toThrow(message);
  });

  it("says which folder is missing", async () => {
    const path = join(folder, "none", "a.png");
    await expect(writeChart(path, svg)).rejects.toThrow(
      `Cannot write ${path}: the folder ${join(folder, "none")} does not exist`,
    );
  });
});
