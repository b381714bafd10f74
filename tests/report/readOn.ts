import type { Browser } from "playwright-core";

export interface Read {
  /** requests, console messages, errors and dialogs */
  heard: string[];
  /** of the page, in px: more than the screen's where something sticks out */
  scrollWidth: number;
  /** the size of the smallest type of each picture, in px */
  type: number[];
}

/** A page on a screen of `width` px, and what the browser had to say of it. */
export async function readOn(browser: Browser, html: string, width: number): Promise<Read> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const heard: string[] = [];
  page.on("request", (request) => {
    if (!/^(data:|https:\/\/report\.test\/$)/.test(request.url())) heard.push(`request ${request.url()}`);
  });
  page.on("console", (message) => heard.push(`${message.type()} ${message.text()}`));
  page.on("pageerror", (error) => heard.push(String(error)));
  page.on("dialog", (dialog) => {
    heard.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  // Served, not set: so that the browser asks for an icon, as it does of any site.
  await page.route("https://report.test/", (route) =>
    route.fulfill({ contentType: "text/html; charset=utf-8", body: html }),
  );
  await page.goto("https://report.test/", { waitUntil: "networkidle" });
  const scrollWidth = (await page.evaluate("document.documentElement.scrollWidth")) as number;
  const type = (await page.evaluate(
    `[...document.querySelectorAll("figure > svg")].map((svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width * 11)`,
  )) as number[];
  await page.close();
  return { heard, scrollWidth, type };
}
