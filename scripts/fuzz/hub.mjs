// A Hub of answers that lie in a file, in the place of `fetch`: nothing leaves the process, and no second passes while it is waited.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadTables } from "../../dist/bundled/node.js";

export const endpoint = "http://hub.test";

/** What is asked for, of "commit", "tree 0", "file train.csv" …; `answers` are by these names: { status, headers, body }. */
function answerTo(answers, address) {
  const url = new URL(address);
  const path = decodeURIComponent(url.pathname);
  const [, kind, rest] =
    /^\/(?:api\/)?datasets\/[^/]+\/[^/]+\/(revision|tree|resolve)\/(.*)$/.exec(path) ?? [];
  const converted = /^refs\/convert\/parquet|^b{40}/.test(rest ?? "") ? "converted " : "";
  const name =
    kind === "revision"
      ? "commit"
      : kind === "tree"
        ? `tree ${url.searchParams.get("cursor") ?? 0}`
        : `file ${rest?.split("/").slice(1).join("/")}`;
  return url.origin === endpoint ? answers[converted + name] : undefined;
}

function responseOf(answer, address) {
  const { status = 404, headers = {}, body = "" } = answer ?? {};
  const none = [101, 204, 205, 304].includes(status);
  const response = new Response(none ? null : Buffer.from(body, "base64"), { status, headers });
  Object.defineProperty(response, "url", { value: String(address) });
  return response;
}

/** The data set of the answers that lie in hub.json of a folder. */
export async function hubTables(folder) {
  const answers = JSON.parse(readFileSync(join(folder, "hub.json"), "utf8"));
  const { fetch, setTimeout } = globalThis;
  const env = { ...process.env };
  Object.assign(process.env, {
    HF_HOME: join(folder, "home"),
    HF_ENDPOINT: endpoint,
    HF_HUB_DOWNLOAD_TIMEOUT: "30",
  });
  let asked = 0;
  try {
    globalThis.fetch = async (input) => {
      if (++asked > 500) throw new Error("more than 500 requests");
      const address = input instanceof Request ? input.url : String(input);
      return responseOf(answerTo(answers, address), address);
    };
    // Only the watch over a connection that stalls is a real one; what is waited between requests is over at once.
    globalThis.setTimeout = (done, ms, ...more) =>
      setTimeout(done, ms === 30_000 || ms < 500 ? ms : 0, ...more);
    return (await loadTables("parts/set")).tables;
  } finally {
    Object.assign(globalThis, { fetch, setTimeout });
    for (const name of ["HF_HOME", "HF_ENDPOINT", "HF_HUB_DOWNLOAD_TIMEOUT"])
      if (env[name] === undefined) delete process.env[name];
      else process.env[name] = env[name];
  }
}
