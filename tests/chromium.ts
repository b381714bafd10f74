import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { type Browser, chromium } from "playwright-core";

/** What to say where a browser test is skipped. */
export const noChromium =
  "no Chromium found; bring one with `npx playwright install chromium` or `apt-get install chromium`, or set CHROME_PATH";

/** CHROME_PATH, a distribution's browser, or Playwright's own. */
export const chromiumPath: string | undefined = [
  process.env.CHROME_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  chromium.executablePath(),
].find((place) => place !== undefined && existsSync(place));

/** Headless, and silent towards the network. */
export function launchChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error(noChromium);
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}

/** Serves files by path on this machine alone, while `use` runs. */
export async function served<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (origin: string) => Promise<T>,
): Promise<T> {
  const server = createServer((request, response) => {
    const file = files[request.url ?? ""];
    response.statusCode = file === undefined ? 404 : 200;
    response.setHeader("content-type", /\.m?js$/.test(request.url ?? "") ? "text/javascript" : "text/html");
    response.end(file);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  try {
    return await use(`http://127.0.0.1:${address.port}`);
  } finally {
    server.close();
  }
}
