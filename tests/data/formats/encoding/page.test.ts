import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readCsv } from "../../../../src/index.ts";
import { chromiumPath, launchChromium, noChromium, served } from "../../../chromium.ts";
import { bundle } from "../../../engine/bundle.ts";

/** Of the matrix every eleventh file (12 × 6 × 4 × 5 has no factor 11), and bytes that are no text. */
const golden: { file: string; bytes: string }[] = JSON.parse(
  gunzipSync(readFileSync(join(import.meta.dirname, "../../../golden/csv-matrix.json.gz"))).toString(),
).filter((_: unknown, i: number) => i % 11 === 0);
const files = [
  ...golden.map(({ file, bytes }) => ({ file, bytes })),
  ...["dyzlpeAKMSznlNSKCjIsl/8KMyznlNSKCg==", "dyxh/GEKMSzk9vwKMiyBYgo="].map((bytes) => ({
    file: "a.csv",
    bytes,
  })),
];

/** What a File of each is read as: without a change in Node and in a page. */
const readAll = async (read: typeof readCsv, all: typeof files) => {
  const found: unknown[] = [];
  for (const { file, bytes } of all) {
    const data = Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0));
    found.push(
      await read(new File([data], file)).then(
        ({ columns, traits }) => [
          [...columns].map(([name, column]) => [
            name,
            "values" in column ? Array.from<unknown>(column.values) : [],
          ]),
          traits.notes,
        ],
        ({ message }) => message,
      ),
    );
  }
  return JSON.stringify(found);
};

const program = `
  import { readCsv } from ${JSON.stringify(resolve("src/index.ts"))};
  const readAll = ${readAll.toString()};
  readAll(readCsv, ${JSON.stringify(files)}).then((said) => { window.said = said; }, (error) => { window.said = String(error.stack); });`;

test("a page reads every encoding as Node does, with the same words", async (context) => {
  const inNode = await readAll(readCsv, files);
  expect(inNode).toContain("is read as Shift_JIS");
  expect(inNode).toContain("line 3: the bytes");
  if (chromiumPath === undefined) return context.skip(noChromium);
  const pages = {
    "/": `<!doctype html><meta charset="utf-8"><script type="module" src="/page.mjs"></script>`,
    "/page.mjs": await bundle(program),
  };
  const inPage = await served(pages, async (origin) => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(origin);
      await page.waitForFunction("window.said", undefined, { timeout: 60_000 });
      return await page.evaluate<string>("window.said");
    } finally {
      await browser.close();
    }
  });
  expect(inPage).toBe(inNode);
}, 120_000);
