import { parseHTML } from "linkedom";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportHtml } from "../../../src/report/pages/html.ts";
import type { Report } from "../../../src/report/report.ts";
import { chromiumPath, launchChromium } from "../../chromium.ts";
import { readOn } from "../readOn.ts";
import { drawReports, evil } from "../reports.ts";

const reports = await drawReports();
const named = Object.entries(reports);

function classified(name: string): Extract<Report, { kind: "classification" }> {
  const report = reports[name]!;
  if (report.kind !== "classification") throw new Error(`${name} is a ${report.kind}`);
  return report;
}

describe.each(named)("the page of: %s", (_, report) => {
  const html = reportHtml(report);
  const { document } = parseHTML(html);

  it("holds no script and names no other address", () => {
    expect([...document.querySelectorAll("script, img, iframe, object, embed, base")]).toEqual([]);
    for (const element of document.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on/i);
        if (/^(href|src|xlink:href)$/.test(name)) expect(value).toMatch(/^(#|data:,$)/);
      }
    }
    expect(document.querySelector("style")!.textContent).not.toMatch(/url\(|@import/);
    const policy = document.querySelector("meta[http-equiv='Content-Security-Policy']")!;
    expect(policy.getAttribute("content")).toMatch(/^default-src 'none'/);
  });

  it("is told apart by those who hear it: headings in order, tables with heads, pictures with names", () => {
    const levels = [...document.querySelectorAll("h1, h2, h3")].map((heading) =>
      Number(heading.localName[1]),
    );
    expect(levels[0]).toBe(1);
    levels.forEach((level, i) => {
      if (i > 0) expect(level - levels[i - 1]!).toBeLessThanOrEqual(1);
    });
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const table of document.querySelectorAll("table")) {
      expect(table.querySelector("caption")?.textContent).toBeTruthy();
      for (const th of table.querySelectorAll("th")) expect(th.getAttribute("scope")).toMatch(/^(row|col)$/);
      for (const tr of table.querySelectorAll("tbody tr")) expect(tr.querySelectorAll("th")).toHaveLength(1);
    }
    expect(document.querySelectorAll("figure")).toHaveLength(report.pictures.length);
    for (const svg of document.querySelectorAll("figure > svg")) {
      expect(svg.getAttribute("role")).toBe("img");
      expect(svg.getAttribute("aria-label")).toBeTruthy();
    }
    expect(document.documentElement.getAttribute("lang")).toBe(report.lang);
  });

  it("has one element of each id, and every link leads to one", () => {
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of document.querySelectorAll("a")) {
      expect(ids).toContain(link.getAttribute("href")!.slice(1));
    }
  });

  it("is the same page after the report has been JSON", () => {
    expect(reportHtml(JSON.parse(JSON.stringify(report)))).toBe(html);
  });

  it("writes no figure that does not exist", () => {
    const text = document.body.textContent!.replaceAll("null-value", "");
    expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
  });
});

it("sets the numbers of rows to the right, and names to the left", () => {
  const heads = (report: Report) => {
    const table = parseHTML(reportHtml(report)).document.querySelector("h2#mistakes ~ .scroll table")!;
    return [...table.querySelectorAll("th[scope=row]")].map((th) => th.className);
  };
  expect(new Set(heads(reports.regression!))).toEqual(new Set(["number"]));
  expect(new Set(heads(reports["five classes"]!))).toEqual(new Set([""])); // some rows have names
});

describe("the confusion matrix", () => {
  const report = classified("five classes");
  const { document } = parseHTML(reportHtml(report));

  it("leads from each number to the rows behind it, by their numbers in the user's file", () => {
    report.confusion!.forEach((counts, t) => {
      counts.forEach((n, p) => {
        const link = document.querySelector(`a[href="#cell-${t}-${p}"]`);
        expect(link?.textContent ?? "0").toBe(String(n));
        if (n === 0) return;
        const rows = [...document.querySelectorAll(`#cell-${t}-${p} li`)].map((li) => li.textContent!);
        expect(rows).toHaveLength(n);
        report.cells![t]![p]!.forEach(({ row }, i) => {
          const name = typeof row === "number" ? `row ${row}` : row.replace("\u0001", "\ufffd");
          expect(rows[i]!.slice(0, name.length + 1)).toBe(`${name} `);
          expect(Number(/\d+$/.exec(name))).toBeGreaterThanOrEqual(1000);
        });
      });
    });
  });

  it("says of a list what its rows are and what they were taken for", () => {
    const [t, p] = [2, 0];
    const said = document.querySelector(`#cell-${t}-${p} p`)!.textContent;
    expect(said).toBe(`${report.confusion![t]![p]} rows of class dent, taken for 良品; the surest first`);
    const once = report.confusion!.flatMap((counts, t) =>
      counts.flatMap((n, p) => (n === 1 ? [`#cell-${t}-${p}`] : [])),
    );
    for (const cell of once)
      expect(document.querySelector(`${cell} p`)!.textContent).toMatch(/^1 row of class/);
  });

  it("shows text from outside as text", () => {
    const shown = evil.replace("\u0001", "\ufffd");
    expect(document.querySelector("h1")!.textContent).toBe(shown);
    expect(document.querySelector("title")!.textContent).toBe(shown);
    const heads = [...document.querySelectorAll(".confusion tbody th")].map((th) => th.textContent);
    expect(heads[1]).toBe(shown);
  });
});

it("is written in the language asked for", () => {
  const report = reports["two classes, Japanese"]!;
  expect(reportHtml(report)).toContain("混同行列");
  expect(reportHtml(report)).toContain("クラス 不良品");
  expect(reportHtml(report, { lang: "en" })).toContain("Confusion matrix");
  expect(reportHtml(report, { lang: "en" })).not.toContain("混同行列");
});

describe.runIf(chromiumPath !== undefined)("in Chromium", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it.each(named)("%s: no request, no error, nothing wider than the screen", async (_, report) => {
    for (const width of [360, 1440]) {
      const { heard, scrollWidth, type } = await readOn(browser, reportHtml(report), width);
      expect(heard).toEqual([]);
      expect(scrollWidth).toBe(width);
      for (const size of type) expect(size).toBeGreaterThan(9);
    }
  });

  it("opens the rows behind a number when it is chosen, and nothing before", async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
    await page.setContent(reportHtml(reports["five classes"]!));
    const shown = () => page.locator(".cell:visible");
    expect(await shown().count()).toBe(0);
    await page.click('a[href="#cell-2-0"]');
    expect(await shown().count()).toBe(1);
    expect(await shown().locator("h3").textContent()).toBe("dent → 良品");
    await page.waitForTimeout(500);
    const box = (await shown().boundingBox())!;
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.y).toBeLessThan(800);
    await page.keyboard.press("Tab");
    await page.emulateMedia({ media: "print" });
    expect(await shown().count()).toBe(0);
    await page.close();
  });

  it.each(named)("%s: on paper nothing is wider than an A4 sheet between its margins", async (_, report) => {
    const width = Math.floor(((210 - 28) / 25.4) * 96);
    const page = await browser.newPage({ viewport: { width, height: 1000 } });
    await page.emulateMedia({ media: "print" });
    await page.setContent(reportHtml(report));
    const wide = await page.evaluate(
      `[...document.querySelectorAll("td, th, dd, li, svg")]
        .filter((e) => e.getBoundingClientRect().right > ${width} + 1)
        .map((e) => e.outerHTML.slice(0, 60))`,
    );
    expect(wide).toEqual([]);
    await page.close();
  });

  it("stands Japanese names upright at the head of a narrow column, and turns others", async () => {
    const page = await browser.newPage();
    await page.setContent(reportHtml(reports["forty classes"]!));
    const turned = (of: string) =>
      page.locator(`.confusion thead th[title="${of}"] span`).evaluate((e) => getComputedStyle(e).transform);
    expect(await turned("不良 7")).toBe("none");
    expect(await turned("class number 6")).toMatch(/^matrix\(-1,/);
    const digits = page.locator(".confusion thead th span");
    expect(await digits.count()).toBe(40);
    await page.setContent(reportHtml(reports["three digits"]!));
    expect(await page.locator(".confusion thead th.tall").count()).toBe(0);
    await page.close();
  });

  it("keeps a long figure on one line of its tile", async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
    await page.setContent(reportHtml(reports["large regression"]!));
    const lines = await page
      .locator(".figures .value")
      .evaluateAll((all) => all.map((e) => [e.textContent, e.scrollWidth <= e.clientWidth, e.clientHeight]));
    expect(lines.map(([text]) => text)).toContain("12,345,678");
    for (const [text, fits, height] of lines) expect([text, fits, height]).toEqual([text, true, 34]);
    await page.close();
  });

  it.each([...["five classes", "ten classes", "forty classes", "two classes, Japanese", "regression"]])(
    "has text of good contrast: %s",
    async (name) => {
      const page = await browser.newPage();
      await page.setContent(reportHtml(reports[name]!));
      // WCAG's contrast of each element's own text against the nearest background that is painted.
      const low = await page.evaluate(`(() => {
      const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
      const light = (c) => c.slice(0, 3).map((v) => v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
      const ground = (e) => {
        for (let at = e; at; at = at.parentElement) {
          const c = rgb(getComputedStyle(at).backgroundColor);
          if (c.length === 3 || c[3] > 0) return c;
        }
        return [255, 255, 255];
      };
      return [...document.body.querySelectorAll("*")].filter((e) => !e.closest("svg")
          && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())).map((e) => {
        const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))];
        return [e.outerHTML.slice(0, 80), (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
      }).filter(([, contrast]) => contrast < 4.5);
    })()`);
      expect(low).toEqual([]);
      await page.close();
    },
  );
});
