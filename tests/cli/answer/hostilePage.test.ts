import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { chromiumPath, launchChromium, noChromium } from "../../chromium.ts";
import { kiso, workshop } from "../kiso.ts";

/** Names of a user's data reach a run's pages as text: no element, no script, no request comes of them. */
const { folder } = workshop("hostile-page");
const names = [
  "<script>alert(1)</script>",
  '"><img src=http://127.0.0.1:9/a onerror=alert(2)>',
  "</script><script>alert(3)</script>",
  "javascript:alert(4)",
  '{{constructor.constructor("alert(5)")()}}',
  "\u202egnp.exe<b>",
  "<svg/onload=alert(6)>",
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(7)&gt;">',
  "' onmouseover='alert(8)",
  "</title><iframe src=javascript:alert(9)>",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a text that a template would run
  "${alert(10)}",
  '</style><style>@import "http://127.0.0.1:9/b.css"</style>',
];
const quoted = (text: string | number) => `"${String(text).replaceAll('"', '""')}"`;
const file = "<img src=x onerror=alert(11)>.csv";
const label = `label${names[2]}`;
const out = "r<svg onload=alert(12)>";
const header = [names[1]!, names[5]!, names[7]!, names[8]!, `kind${names[6]}`, label];
const rows = Array.from({ length: 160 }, (_, i) => [
  ...[(i % 4) + ((i * 7) % 10) / 12, (i * 13) % 17, 2 * (i % 4) + ((i * 3) % 8) / 9, (i * 5) % 11],
  [names[0]!, names[9]!, names[10]!][i % 3]!,
  [names[0]!, names[3]!, names[11]!, names[4]!][i % 4]!,
]);

test("a report of hostile names is inert in Chromium, and its README holds them as code", async (context) => {
  if (chromiumPath === undefined) return context.skip(noChromium);
  const cwd = folder({ [file]: [header, ...rows].map((row) => row.map(quoted).join(",")).join("\n") });
  const { code, stderr } = await kiso(
    ["train", file, "--label", label, "--epochs", "4", "--reject", "0.05", "--out", out],
    { cwd },
  );
  expect(code, stderr).toBe(0);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const happened: string[] = [];
    page.on("dialog", (dialog) => {
      happened.push(dialog.message());
      void dialog.dismiss();
    });
    const report = pathToFileURL(join(cwd, out, "report.html")).href;
    page.on("request", (request) => {
      if (request.url() !== report && !request.url().startsWith("data:")) happened.push(request.url());
    });
    await page.goto(report);
    const found = await page.evaluate(() => {
      const all = [...document.querySelectorAll("*")];
      return {
        made: [...document.querySelectorAll("script, iframe, object, embed, math, form, base, style ~ style")]
          .length,
        handlers: all.filter(({ attributes }) => [...attributes].some(({ name }) => name.startsWith("on")))
          .length,
        links: all.filter((one) => /^\s*javascript:/i.test(one.getAttribute("href") ?? "")).length,
        text: document.body.textContent,
      };
    });
    expect(found).toMatchObject({ made: 0, handlers: 0, links: 0 });
    for (const name of [names[0]!, names[3]!, names[4]!]) expect(found.text).toContain(name);
    expect(happened).toEqual([]);
  } finally {
    await browser.close();
  }
  const readme = readFileSync(join(cwd, out, "README.md"), "utf8").replace(/^```[\s\S]*?^```/gm, "");
  expect(readme.replace(/`[^`\n]*`/g, "")).not.toMatch(/<(script|img|svg|iframe|style|math)/i);
}, 60_000);
