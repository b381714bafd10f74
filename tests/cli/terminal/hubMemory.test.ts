import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Disturbance, gitSha1, type HubServer, startHub } from "../../data/hub/hubServer.ts";
import { cli, kiso, workshop } from "../kiso.ts";

/** What a lying Hub sends without an end is neither kept nor waited for: the whole process stays small, and says one line. */
const { folder } = workshop("hub-memory");
const id = "someone/rows";
const rows = "x,y,label\n1.5,2.5,a\n3.5,4.5,b\n5.5,6.5,a\n".repeat(40).replaceAll("\nx,y,label", "");
const spaces = Buffer.alloc(2 ** 26, 32);
const limit = 700; // MB; a training alone takes 140

let hub: HubServer;
let cwd: string;
let preload: string;
beforeAll(async () => {
  hub = await startHub({ [id]: { refs: { main: "a".repeat(40) }, files: { "train.csv": rows } } });
  cwd = folder({
    "memory.mjs":
      'import { writeFileSync } from "node:fs"; process.on("exit", () => writeFileSync(process.env.PEAK, String(process.resourceUsage().maxRSS / 1024)));',
  });
  preload = pathToFileURL(`${cwd}/memory.mjs`).href;
});
afterAll(() => hub.close());

const endless = (response: ServerResponse, head: Record<string, string>, piece: Buffer, status = 200) => {
  response.writeHead(status, head);
  const go = () => {
    if (!response.destroyed) response.write(piece, () => setImmediate(go));
  };
  go();
};
const JSON_HEAD = { "content-type": "application/json" };
const on =
  (route: RegExp, answer: (response: ServerResponse, path: string) => void): Disturbance =>
  ({ path }, response) => {
    if (!route.test(path)) return false;
    answer(response, path);
    return true;
  };
const commit = /\/revision\//;
const tree = /\/tree\//;
const bytes = /train\.csv/;
const packed = { gzip: gzipSync(spaces), br: brotliCompressSync(spaces) };

/** So many files that are no data, a thousand a page, and the one that is. */
const manyFiles = (count: number) =>
  on(tree, (response, path) => {
    const start = Number(/cursor=(\d+)/.exec(path)?.[1] ?? 0);
    const files = Array.from({ length: 1000 }, (_, i) => ({
      ...{ type: "file", path: `notes/${start + i}.docx`, size: 10, oid: "1".repeat(40) },
    }));
    if (start === 0) files.push({ ...files[0]!, path: "train.csv", size: rows.length, oid: gitSha1(rows) });
    const next = start + 1000;
    const link = {
      link: `<${hub.url}/api/datasets/${id}/tree/${"a".repeat(40)}?cursor=${next}>; rel="next"`,
    };
    response.writeHead(200, { ...JSON_HEAD, ...(next < count ? link : {}) }).end(JSON.stringify(files));
  });

test.for<[lie: string, answer: Disturbance, code: number, says: RegExp]>([
  [
    "JSON",
    on(commit, (r) => endless(r, JSON_HEAD, spaces.subarray(0, 2 ** 16))),
    2,
    /more than 8388608 bytes/,
  ],
  [
    "JSON of empty objects",
    on(tree, (r) => endless(r, JSON_HEAD, Buffer.from("{},".repeat(20_000)))),
    2,
    /more than 8388608 bytes/,
  ],
  [
    "packed JSON",
    on(commit, (r) => endless(r, { ...JSON_HEAD, "content-encoding": "gzip" }, packed.gzip)),
    2,
    /more than 8388608 bytes/,
  ],
  [
    "JSON packed by brotli",
    on(commit, (r) => void r.writeHead(200, { ...JSON_HEAD, "content-encoding": "br" }).end(packed.br)),
    2,
    /more than 8388608 bytes/,
  ],
  [
    "redirects with bodies",
    on(commit, (r, path) => endless(r, { location: `${path}0` }, spaces.subarray(0, 2 ** 16), 302)),
    2,
    /redirect count exceeded/,
  ],
  [
    "a file",
    on(bytes, (r) => endless(r, {}, Buffer.from(rows))),
    2,
    /arrived damaged: more than the \d+ bytes/,
  ],
  [
    "a packed file",
    on(bytes, (r) => void r.writeHead(200, { "content-encoding": "gzip" }).end(packed.gzip)),
    2,
    /arrived damaged: more than the \d+ bytes/,
  ],
  ["a listing of 60,000 files", manyFiles(60_000), 0, /not read: .* and 59,?99\d (others|more)/],
])("endless: %s", { timeout: 60_000 }, async ([lie, answer, expected, says]) => {
  hub.disturb = answer;
  const peak = `${cwd}/${lie.replace(/\W+/g, "-")}.txt`;
  const { code, stderr, stdout } = await kiso(
    ["train", id, "--epochs", "1", "--out", lie.replace(/\W+/g, "-")],
    {
      cwd,
      env: { HF_ENDPOINT: hub.url, HF_HOME: `${peak}.hf`, HF_HUB_DOWNLOAD_TIMEOUT: "5", PEAK: peak },
      through: [process.execPath, "--import", preload, cli],
    },
  );
  expect(code, stderr).toBe(expected);
  if (expected === 2) expect(stderr.match(/^kiso: .*$/gm), stderr).toHaveLength(1);
  expect(stderr + stdout).toMatch(says);
  expect(Number(readFileSync(peak, "utf8"))).toBeLessThan(limit);
});
