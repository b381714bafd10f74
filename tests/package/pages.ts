import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import type { Browser } from "playwright-core";

/** What WebAssembly needs of a page's Content-Security-Policy, beside its own scripts. */
export const policy = "script-src 'self' 'wasm-unsafe-eval'";

/** Serves a folder on this machine alone while `use` runs. "/page?script" is a page that loads that script. */
export async function servedFolder<T>(
  folder: string,
  use: (origin: string) => Promise<T>,
  security: string = policy,
): Promise<T> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    response.setHeader("content-security-policy", security);
    if (url.pathname === "/page") {
      response.setHeader("content-type", "text/html");
      response.end(`<!doctype html><script type="module" src="/${url.search.slice(1)}"></script>`);
      return;
    }
    try {
      const file = await readFile(join(folder, normalize(url.pathname)));
      response.setHeader(
        "content-type",
        url.pathname.endsWith(".js") ? "text/javascript" : "application/octet-stream",
      );
      response.end(file);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  try {
    return await use(`http://127.0.0.1:${address.port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

export interface Answer {
  answer: Record<string, unknown>;
  /** the scripts that the page asked for, as paths of the folder that is served */
  loaded: string[];
}

/** What a script leaves in `globalThis.answer`, in a page of its own. */
export async function answerOf(browser: Browser, origin: string, script: string): Promise<Answer> {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  const loaded: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") loaded.push(new URL(request.url()).pathname.slice(1));
  });
  page.on("requestfailed", (request) => errors.push(`${request.url()} was not loaded`));
  try {
    await page.goto(`${origin}/page?${script}`);
    await page
      .waitForFunction(() => "answer" in globalThis, undefined, { timeout: 20_000 })
      .catch((error) => {
        throw new Error(`${script}: no answer; ${errors.join("; ")}`, { cause: error });
      });
    if (errors.length > 0) throw new Error(`${script}: ${errors.join("; ")}`);
    const answer = await page.evaluate(
      () => (globalThis as unknown as { answer: Record<string, unknown> }).answer,
    );
    return { answer, loaded };
  } finally {
    await page.close();
  }
}
