import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodePng } from "../../../src/plot/pngFormat.ts";
import { lookHtml } from "../../../src/report/look/lookPage.ts";
import type { LookReport } from "../../../src/report/look/lookReport.ts";
import { lookText } from "../../../src/report/look/lookText.ts";
import { displayWidth } from "../../../src/report/pages/width.ts";
import type { Language } from "../../../src/report/report.ts";
import { lookedAt } from "../../../src/tasks/look/look.ts";
import { chromiumPath, launchChromium } from "../../chromium.ts";
import { normals, ownFolder, sensorLog } from "../../tasks/look/sensors.ts";
import { readOn } from "../readOn.ts";
import { evil } from "../reports.ts";

const fileOf = ownFolder();

/** Names that no one should choose, wherever a name can stand: columns, classes, categories, ids, cells. */
function hostileRows() {
  const next = normals(4);
  return Array.from({ length: 90 }, (_, i) => ({
    [`id ${evil}`]: `${evil}${i}`,
    [evil]: i === 5 ? 900 : next(),
    [`${evil} 2`]: next(),
    [`${evil} twice`]: (i % 3) * 2,
    kind: i % 3 ? evil : `</svg><b onclick="alert(3)">${i % 2}`,
    [`${evil} constant`]: "<i>same</i>",
    result: i % 9 ? "OK" : `NG ${evil}`,
  }));
}

async function pictureFolder(): Promise<string> {
  const folder = fileOf("pictures");
  for (const [k, name] of ["good", "NG <img src=x onerror=alert(4)>"].entries()) {
    mkdirSync(join(folder, name), { recursive: true });
    for (let i = 0; i < 7; i++) {
      const data = Uint8Array.from({ length: 100 }, (_, at) => (at * (i + 3) * (k + 1)) % 251);
      writeFileSync(join(folder, name, `a&b"'${i}.png`), await encodePng(10, 10, 1, data));
    }
  }
  writeFileSync(join(folder, "good", "broken<b>.png"), "no picture");
  return folder;
}

const spectra = () => {
  const next = normals(8);
  return Array.from({ length: 40 }, (_, i) => ({
    ...Object.fromEntries(
      Array.from({ length: 50 }, (_, j) => [`nm ${400 + j}`, Math.sin(j / 9) + 0.1 * next()]),
    ),
    quality: i % 2 ? "good" : "bad",
  })) as unknown as Record<string, number>[];
};

const numbers = () => {
  const next = normals(3);
  return Array.from({ length: 80 }, () => {
    const x = next();
    return { x, 予備: next(), kind: x > 0 ? "高" : "低", 強度: 3 * x + next() };
  });
};

const seen = {
  sensors: await lookedAt({ data: fileOf("log.csv", sensorLog(300)) }),
  "hostile names": await lookedAt({ data: hostileRows(), label: "result", positive: `NG ${evil}` }),
  "a regression": await lookedAt({ data: numbers(), label: "強度" }),
  spectra: await lookedAt({ data: spectra() }),
  pictures: await lookedAt({ data: await pictureFolder() }),
  "no label": await lookedAt({
    data: [
      { a: 1.5, b: 2.5 },
      { a: 2.5, b: 1.25 },
      { a: 0.5, b: 0.75 },
    ],
  }),
};
const languages: readonly Language[] = ["en", "ja"];
const pages = await Promise.all(
  Object.entries(seen).flatMap(([name, { report, plots }]) =>
    languages.map(async (lang) => ({ name, lang, report, html: await lookHtml(report, plots, lang) })),
  ),
);

describe.each(pages)("the page of $name, $lang", ({ lang, html }) => {
  const { document } = parseHTML(html);

  it("holds no script, and names no address but pictures within it", () => {
    expect([...document.querySelectorAll("script, iframe, object, embed, base, b:not(.findings b)")]).toEqual(
      [],
    );
    for (const element of document.querySelectorAll("*"))
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on/i);
        if (/^(href|src|xlink:href)$/.test(name))
          expect(value.slice(0, 30)).toMatch(/^(#|data:,$|data:image\/png;base64,)/);
      }
    const policy = document.querySelector("meta[http-equiv='Content-Security-Policy']")!;
    expect(policy.getAttribute("content")).toMatch(/^default-src 'none'/);
    expect(document.documentElement.getAttribute("lang")).toBe(lang);
  });

  it("is told apart by those who hear it", () => {
    const levels = [...document.querySelectorAll("h1, h2, h3")].map(({ localName }) => Number(localName[1]));
    levels.forEach((level, i) => {
      expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1);
    });
    for (const table of document.querySelectorAll("table")) {
      expect(table.querySelector("caption")?.textContent).toBeTruthy();
      for (const th of table.querySelectorAll("th")) expect(th.getAttribute("scope")).toMatch(/^(row|col)$/);
    }
    for (const svg of document.querySelectorAll("svg[role=img]"))
      expect(svg.getAttribute("aria-label")).toBeTruthy();
    for (const image of document.querySelectorAll("img")) expect(image.getAttribute("alt")).toBeTruthy();
    for (const region of document.querySelectorAll(".scroll")) {
      expect(region.getAttribute("tabindex")).toBe("0");
      expect(region.getAttribute("aria-label")).toBeTruthy();
    }
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of document.querySelectorAll("nav a"))
      expect(ids).toContain(link.getAttribute("href")!.slice(1));
  });

  it("writes no figure that does not exist", () => {
    expect(document.body.textContent).not.toMatch(/NaN|undefined|null|Infinity|∞/);
  });
});

it("says each thing of the sensors, in both languages", () => {
  const text = (lang: Language) =>
    parseHTML(pages.find((page) => page.name === "sensors" && page.lang === lang)!.html).document.body
      .textContent!;
  for (const said of [
    "Always saying “OK” would score 95.0%.",
    "0.0393701 × diameter",
    "one to one with machine",
    "5,000 in line 18 (serial A1048)",
    "share of “NG”",
    "Long tails, where a logarithm may help: current",
    "column sensor_5 is 5000 in 1 row",
  ])
    expect(text("en")).toContain(said);
  for (const said of [
    "いつも「OK」と答えると、正解率は 95.0% です。",
    "machine と一対一",
    "18 行目に 5,000（serial A1048）",
    "裾の長い列です",
    "主成分分析",
  ])
    expect(text("ja")).toContain(said);
});

it("shows hostile names as text", () => {
  const { document } = parseHTML(pages.find(({ name }) => name === "hostile names")!.html);
  const shown = evil.replace("\u0001", "\ufffd");
  const heads = [...document.querySelectorAll("h2#columns ~ .scroll tbody th")].map(
    ({ textContent }) => textContent,
  );
  expect(heads).toContain(shown);
});

describe.each(languages)("the terminal's lines, %s", (lang) => {
  it.each(Object.entries(seen))("of %s are of 80 columns at most", async (_, { report }) => {
    for (const line of await lookText(report, lang)) {
      // A word that is longer stays whole.
      if (
        line
          .trim()
          .split(/\s+/)
          .every((word) => displayWidth(word) < 40)
      )
        expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    }
  });

  it("stand in columns, whatever their letters", async () => {
    const report: LookReport = seen["a regression"].report;
    const lines = await lookText(report, lang);
    const from = lines.findIndex((line) => line.startsWith(lang === "en" ? "column " : "列 "));
    const rows = lines.slice(from, from + 4).map((line) => displayWidth(line));
    expect(new Set(rows).size).toBe(1);
  });
});

describe.runIf(chromiumPath !== undefined)("in Chromium", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it.each(pages)(
    "$name, $lang: no request, no error, no dialog, nothing wider than the screen",
    async ({ html }) => {
      for (const width of [360, 1440]) {
        const { heard, scrollWidth, type } = await readOn(browser, html, width);
        expect(heard).toEqual([]);
        expect(scrollWidth).toBe(width);
        for (const size of type) expect(size).toBeGreaterThan(9);
      }
    },
  );

  it("reaches what scrolls by the keyboard", async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
    await page.setContent(pages[0]!.html);
    const links = await page.locator("nav a").count();
    for (let i = 0; i <= links; i++) await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.className")).toBe("scroll");
    await page.close();
  });
});

it("is the same page of the report after it has been JSON", async () => {
  const { report, plots } = seen.sensors;
  const again = await lookHtml(JSON.parse(JSON.stringify(report)), plots, "en");
  expect(again).toBe(pages.find(({ name, lang }) => name === "sensors" && lang === "en")!.html);
});
