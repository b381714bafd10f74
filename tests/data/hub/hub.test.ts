import { existsSync } from "node:fs";
import { link, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cacheFault } from "../../../src/data/hub/cache.ts";
import { type DownloadOptions, downloadDataset } from "../../../src/data/hub/hub.ts";
import { hubSettings } from "../../../src/data/hub/settings.ts";
import { UserError } from "../../../src/errors.ts";
import { gitSha1, type HubServer, refuse, sha256, startHub } from "./hubServer.ts";

const ID = "someone/waves";
const COMMIT = "a".repeat(40);
const TRAIN = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7) % 251));
const TEST = "test rows";
const CARD = "---\nlicense: mit\n---\n# Waves\n";
const FILES = {
  "README.md": CARD,
  "data/train-00000-of-00001.parquet": TRAIN,
  "data/test-00000-of-00001.parquet": TEST,
};
const TRAIN_NAME = "data/train-00000-of-00001.parquet";

let home: string;
let hub: HubServer;
let waits: number[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "kiso-hub-"));
  hub = await startHub({ [ID]: { refs: { main: COMMIT }, files: { ...FILES } } });
  waits = [];
});
afterEach(async () => {
  await hub.close();
  await rm(home, { recursive: true });
});

const download = (id = ID, options: DownloadOptions = {}, env: NodeJS.ProcessEnv = {}) =>
  downloadDataset(id, options, {
    env: { HF_HOME: home, HF_ENDPOINT: hub.url, ...env },
    wait: async (ms) => void waits.push(ms),
  });
const repo = (...path: string[]) => join(home, "hub", "datasets--someone--waves", ...path);
const bytesAsked = () => hub.calls.filter((call) => call.method === "GET" && !call.path.startsWith("/api/"));

/** The one line that a user would read. */
async function complaint(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => expect.unreachable("it should have failed"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  const { message } = error as UserError;
  expect(message).not.toContain("\n");
  return message;
}

describe("the cache", () => {
  it("is laid out as Python's huggingface_hub documents it", async () => {
    const { files, revision } = await download();
    expect(revision).toBe(COMMIT);
    expect(await readFile(repo("refs", "main"), "utf8")).toBe(COMMIT);
    expect((await readdir(repo("blobs"))).sort()).toEqual(
      [sha256(TRAIN), sha256(TEST), gitSha1(CARD)].sort(),
    );
    expect(await readlink(repo("snapshots", COMMIT, "README.md"))).toBe(`../../blobs/${gitSha1(CARD)}`);
    expect(await readlink(repo("snapshots", COMMIT, TRAIN_NAME))).toBe(`../../../blobs/${sha256(TRAIN)}`);
    expect(TRAIN.equals(await readFile(files[0]!.path))).toBe(true);
    expect(files.map(({ split, name }) => [split, name])).toEqual([
      ["train", TRAIN_NAME],
      ["test", "data/test-00000-of-00001.parquet"],
    ]);
    expect(files[0]!.path).toBe(repo("snapshots", COMMIT, TRAIN_NAME));
    expect((await readdir(repo())).sort()).toEqual(["blobs", "refs", "snapshots"]);
  });

  it("follows HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE and XDG_CACHE_HOME", async () => {
    const elsewhere = (name: string) => join(home, name);
    const path = async (env: NodeJS.ProcessEnv) =>
      (await download(ID, { split: "test" }, env)).files[0]!.path;
    const tail = join("datasets--someone--waves", "snapshots", COMMIT, "data/test-00000-of-00001.parquet");
    expect(await path({ HF_HUB_CACHE: elsewhere("a") })).toBe(join(home, "a", tail));
    expect(await path({ HUGGINGFACE_HUB_CACHE: elsewhere("b") })).toBe(join(home, "b", tail));
    expect(await path({ HF_HOME: "", XDG_CACHE_HOME: elsewhere("c") })).toBe(
      join(home, "c", "huggingface/hub", tail),
    );
  });

  it("online and unchanged: one small request, no byte again", async () => {
    const first = await download();
    hub.calls.length = 0;
    expect(await download()).toEqual(first);
    expect(hub.calls.map((call) => call.path.split("?")[0])).toEqual([`/api/datasets/${ID}/revision/main`]);
    hub.calls.length = 0;
    await download(ID, { revision: COMMIT });
    expect(hub.calls).toEqual([]);
  });

  it("offline: the second run needs no network, nor does HF_HUB_OFFLINE touch it", async () => {
    const first = await download();
    hub.calls.length = 0;
    expect(await download(ID, {}, { HF_HUB_OFFLINE: "1" })).toEqual(first);
    expect(hub.calls).toEqual([]);
    const gone = await startHub({});
    await gone.close();
    expect(await download(ID, {}, { HF_ENDPOINT: gone.url })).toEqual(first);
    expect(waits).toEqual([]);
  });

  it("a faulty Hub: the cache serves, after retries", async () => {
    const first = await download();
    hub.disturb = (_, response) => {
      refuse(response, 503);
      return true;
    };
    expect(await download()).toEqual(first);
    expect(waits).toEqual([1000, 2000, 4000, 8000, 8000]);
  });

  it("a new commit: only what has changed is downloaded, the old snapshot stays", async () => {
    await download();
    const next = "b".repeat(40);
    hub.repos[ID]!.refs.main = next;
    hub.repos[ID]!.files["data/test-00000-of-00001.parquet"] = "other rows";
    hub.calls.length = 0;
    const { files, revision } = await download();
    expect(revision).toBe(next);
    expect(await readFile(files[1]!.path, "utf8")).toBe("other rows");
    expect(bytesAsked().filter((call) => call.path.startsWith("/cdn/")).length).toBe(1);
    expect(await readFile(repo("refs", "main"), "utf8")).toBe(next);
    expect((await readdir(repo("snapshots"))).sort()).toEqual([COMMIT, next]);
  });

  async function layByHand(names: Record<string, string | Buffer>) {
    await mkdir(repo("blobs"), { recursive: true });
    await mkdir(repo("refs"));
    await mkdir(repo("snapshots", COMMIT, "data"), { recursive: true });
    await writeFile(repo("refs", "main"), COMMIT);
    for (const [name, content] of Object.entries(names)) {
      const blob = name.endsWith(".md") ? gitSha1(content) : sha256(content);
      await writeFile(repo("blobs", blob), content);
      await symlink(`${name.includes("/") ? "../" : ""}../../blobs/${blob}`, repo("snapshots", COMMIT, name));
    }
  }

  it("reads what Python has put there: offline without a request, online without a byte", async () => {
    await layByHand(FILES);
    await hub.close();
    const { files } = await download();
    expect(files.map((file) => file.split)).toEqual(["train", "test"]);
    hub = await startHub(hub.repos);
    expect((await download()).files).toEqual(files);
    expect(bytesAsked()).toEqual([]);
    expect(hub.calls.every((call) => call.method === "GET")).toBe(true);
  });

  it("offline with a shard missing is an error, not fewer rows", async () => {
    await layByHand({ "data/train-00000-of-00002.parquet": TRAIN });
    const message = await complaint(download(ID, {}, { HF_HUB_OFFLINE: "1" }));
    expect(message).toMatch(/train-00001-of-00002\.parquet is not in the cache/);
  });

  it("offline with only one split downloaded names the file that is missing", async () => {
    await download(ID, { split: "test" });
    expect(bytesAsked().filter((call) => call.path.startsWith("/cdn/")).length).toBe(1);
    expect(await complaint(download(ID, {}, { HF_HUB_OFFLINE: "1" }))).toMatch(
      /train-00000.* is not in the cache/,
    );
  });

  it("replaces a blob of the wrong size", async () => {
    const { files } = await download();
    await writeFile(repo("blobs", sha256(TRAIN)), "cut");
    await download();
    expect(TRAIN.equals(await readFile(files[0]!.path))).toBe(true);
  });
});

describe("a broken download", () => {
  const isBytes = (path: string) => path === `/cdn/${sha256(TRAIN)}`;
  const partial = () => repo("blobs", `${sha256(TRAIN)}.incomplete`);

  /** Sends half of what is asked for, then cuts the connection; `times` times. */
  function cut(times: number) {
    hub.disturb = (call, response) => {
      if (!isBytes(call.path) || times-- <= 0) return false;
      const start = Number(/\d+/.exec(call.range ?? "0")![0]);
      const rest = TRAIN.subarray(start);
      response.writeHead(start ? 206 : 200, {
        "content-length": rest.length,
        ...(start && { "content-range": `bytes ${start}-${TRAIN.length - 1}/${TRAIN.length}` }),
      });
      response.write(rest.subarray(0, rest.length / 2), () => setTimeout(() => response.destroy(), 20));
      return true;
    };
  }
  const ranges = () => hub.calls.filter((call) => isBytes(call.path)).map((call) => call.range);

  it("cut midway: goes on by Range within the run, with the right bytes and progress", async () => {
    cut(2);
    const loaded: number[] = [];
    const { files } = await download(ID, {
      split: "train",
      onProgress: (p) => {
        expect(p.total).toBe(p.file === TRAIN_NAME ? TRAIN.length : CARD.length);
        if (p.file === TRAIN_NAME) loaded.push(p.loaded);
      },
    });
    expect(TRAIN.equals(await readFile(files[0]!.path))).toBe(true);
    expect(ranges()).toEqual([undefined, "bytes=150000-", "bytes=225000-"]);
    expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
    expect(loaded.at(-1)).toBe(TRAIN.length);
    expect((await readdir(repo("blobs"))).filter((name) => name.includes("."))).toEqual([]);
  });

  it("a run that gives up leaves only .incomplete; the next run goes on from there", async () => {
    let cuts = 0;
    hub.disturb = (call, response) => {
      if (!isBytes(call.path)) return false;
      if (cuts++ > 0) {
        response.destroy();
        return true;
      }
      response.writeHead(200, { "content-length": TRAIN.length });
      response.write(TRAIN.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 20));
      return true;
    };
    expect(await complaint(download(ID, { split: "train" }))).toMatch(/breaks off .*run this again to go on/);
    expect(await readdir(repo("blobs"))).not.toContain(sha256(TRAIN));
    expect(await readFile(partial())).toEqual(TRAIN.subarray(0, 100_000));
    await expect(readFile(repo("refs", "main"))).rejects.toThrow("ENOENT");
    hub.disturb = () => false;
    hub.calls.length = 0;
    const { files } = await download(ID, { split: "train" });
    expect(ranges()).toEqual(["bytes=100000-"]);
    expect(TRAIN.equals(await readFile(files[0]!.path))).toBe(true);
  });

  it("a server that keeps no ranges: the file from its start", async () => {
    await mkdir(repo("blobs"), { recursive: true });
    await writeFile(partial(), TRAIN.subarray(0, 1000));
    hub.disturb = (call, response) => {
      if (!isBytes(call.path)) return false;
      response.writeHead(200, { "content-length": TRAIN.length }).end(TRAIN);
      return true;
    };
    expect(TRAIN.equals(await readFile((await download()).files[0]!.path))).toBe(true);
  });

  it("wrong bytes left by an earlier run: found by the hash, downloaded anew", async () => {
    await mkdir(repo("blobs"), { recursive: true });
    await writeFile(partial(), Buffer.alloc(1000, 1));
    expect(TRAIN.equals(await readFile((await download()).files[0]!.path))).toBe(true);
    expect(ranges()).toEqual(["bytes=1000-", undefined]);
  });

  it("wrong bytes from the Hub, of the right size: an error, and no file", async () => {
    hub.disturb = (call, response) => {
      if (!isBytes(call.path)) return false;
      response.writeHead(200).end(Buffer.alloc(TRAIN.length));
      return true;
    };
    expect(await complaint(download())).toMatch(/train-00000.*arrived damaged: its hash is/);
    expect((await readdir(repo("blobs"))).filter((name) => name.startsWith(sha256(TRAIN)))).toEqual([]);
  });

  it.each([
    ["fewer bytes than listed", -1000, /breaks off at byte 299000 of 300000/],
    ["more bytes than listed", 1000, /arrived damaged: more than the 300000 bytes/],
  ])("%s: an error, and no file", async (_, surplus, message) => {
    hub.disturb = (call, response) => {
      if (!isBytes(call.path)) return false;
      const start = Number(/\d+/.exec(call.range ?? "0")![0]);
      const body = Buffer.concat([TRAIN, Buffer.alloc(1000)]).subarray(start, TRAIN.length + surplus);
      response
        .writeHead(start ? 206 : 200, start ? { "content-range": `bytes ${start}-299999/300000` } : {})
        .end(body);
      return true;
    };
    expect(await complaint(download())).toMatch(message);
    expect(await readdir(repo("blobs"))).not.toContain(sha256(TRAIN));
  });

  it("a connection that stalls is given up and tried again", async () => {
    let stalls = 1;
    hub.disturb = (call, response) => {
      if (!isBytes(call.path) || stalls-- <= 0) return false;
      response.writeHead(200, { "content-length": TRAIN.length });
      response.write(TRAIN.subarray(0, 50_000));
      return true; // and then nothing
    };
    const { files } = await download(ID, {}, { HF_HUB_DOWNLOAD_TIMEOUT: "0.2" });
    expect(TRAIN.equals(await readFile(files[0]!.path))).toBe(true);
    expect(ranges()).toEqual([undefined, "bytes=50000-"]);
  });

  it("two downloads of one file at once end with one right file each way", async () => {
    cut(1); // so that the two stand at different bytes
    const [a, b] = await Promise.all([download(), download()]);
    expect(a).toEqual(b);
    expect(TRAIN.equals(await readFile(a.files[0]!.path))).toBe(true);
    expect((await readdir(repo("blobs"))).length).toBe(3);
  });

  it.each(["ENOSPC", "EDQUOT"])("no space left (%s): one line", async (code) => {
    const settings = await hubSettings(undefined, { HF_HOME: home });
    const fault = cacheFault(Object.assign(new Error(code), { code }), settings);
    expect(fault).toBeInstanceOf(UserError);
    expect((fault as UserError).message).toMatch(/no space left for the Hub cache .*HF_HOME/);
  });

  it.each(["a link to a file elsewhere", "a link to nowhere", "a hard link", "a folder"])(
    "%s in the place of the partial file is replaced, and nothing is written by way of it",
    async (what) => {
      await mkdir(repo("blobs"), { recursive: true });
      const elsewhere = join(home, "precious");
      await writeFile(elsewhere, "precious");
      if (what === "a folder") await mkdir(partial());
      else if (what === "a hard link") await link(elsewhere, partial());
      else await symlink(what === "a link to nowhere" ? join(home, "nowhere") : elsewhere, partial());
      expect(TRAIN.equals(await readFile((await download()).files[0]!.path))).toBe(true);
      expect(await readFile(elsewhere, "utf8")).toBe("precious");
      expect(existsSync(join(home, "nowhere"))).toBe(false);
    },
  );
});

describe("a Hub in trouble", () => {
  it("429: waits as Retry-After says, in seconds or as a date, then goes on", async () => {
    const refusals = ["7", new Date(Date.now() + 60_000).toUTCString()];
    hub.disturb = (_, response) => {
      const after = refusals.shift();
      if (after === undefined) return false;
      refuse(response, 429, undefined, { "retry-after": after });
      return true;
    };
    const said: string[] = [];
    const onProgress: DownloadOptions["onProgress"] = ({ waiting }) => waiting && said.push(waiting);
    expect((await download(ID, { onProgress })).files.length).toBe(2);
    expect(said[0]).toBe(
      `${ID}: the Hub limits how often you may ask (429); try again in 7 s, or set HF_TOKEN for a higher limit; waiting 7 s, then asking again`,
    );
    expect(waits[0]).toBe(7000);
    expect(waits[1]).toBeGreaterThan(55_000);
    expect(waits[1]).toBeLessThanOrEqual(60_000);
    expect(waits.length).toBe(2);
  });

  it("5xx, on listing, HEAD and bytes alike: backs off and goes on", async () => {
    const failed = new Set<string>();
    hub.disturb = (call, response) => {
      const key = `${call.method} ${call.path}`;
      if (failed.has(key)) return false;
      failed.add(key);
      refuse(response, 502);
      return true;
    };
    expect((await download()).files.length).toBe(2);
    expect(waits.length).toBe(failed.size);
    expect(new Set(waits)).toEqual(new Set([1000, 2000])); // 2000: a file and then the CDN behind it
  });

  it("a JSON answer that is cut is asked for again", async () => {
    let cuts = 1;
    hub.disturb = (call, response) => {
      if (!call.path.includes("/tree/") || cuts-- <= 0) return false;
      response.writeHead(200, { "content-type": "application/json", "content-length": 1000 });
      response.write('[{"type":', () => setTimeout(() => response.destroy(), 10));
      return true;
    };
    expect((await download()).files.length).toBe(2);
  });

  const endless = (status: number, code?: string, headers = {}) => {
    hub.disturb = (_, response) => {
      refuse(response, status, code, headers);
      return true;
    };
  };
  it("429 for ever, or for an hour", async () => {
    endless(429, undefined, { "retry-after": "3" });
    expect(await complaint(download())).toMatch(
      /limits how often you may ask \(429\); try again in 3 s.*HF_TOKEN/,
    );
    expect(waits).toEqual([3000, 3000, 3000, 3000, 3000]);
    waits.length = 0;
    endless(429, undefined, { "retry-after": "3600" });
    expect(await complaint(download())).toMatch(/try again in 3600 s/);
    expect(waits).toEqual([]);
  });

  it("5xx for ever", async () => {
    endless(500);
    expect(await complaint(download())).toMatch(/has a fault \(500\); try again later/);
  });

  it("something that is no Hub", async () => {
    hub.disturb = (_, response) => {
      response.writeHead(200).end("<html>please log in</html>");
      return true;
    };
    expect(await complaint(download())).toMatch(
      /answers with a web page instead of the Hub's JSON; check HF_ENDPOINT/,
    );
  });

  it("no network: nothing listens, or no such host", async () => {
    await hub.close();
    expect(await complaint(download())).toMatch(
      /no local path, and the Hub cannot be reached .*ECONNREFUSED.*local file/,
    );
    const nowhere = { HF_ENDPOINT: "http://hub.invalid" };
    expect(await complaint(download(ID, {}, nowhere))).toMatch(/cannot be reached at http:\/\/hub\.invalid/);
    expect(await complaint(download(ID, {}, { HF_HUB_OFFLINE: "1" }))).toMatch(/HF_HUB_OFFLINE is set/);
  });
});

describe("who asks for what", () => {
  it.each(["noslash", "a/b/c", "a/../b", "../etc/x", "a--b/c", "a/", "a/b c", "-a/b", "a/x.git"])(
    "malformed id %s",
    async (id) => {
      expect(await complaint(download(id))).toMatch(/no data set on the Hub: write OWNER\/NAME/);
      expect(hub.calls).toEqual([]);
    },
  );

  it("does not exist, without and with a token", async () => {
    expect(await complaint(download("no/such"))).toMatch(
      /no\/such does not exist on the Hub or is private; .*HF_TOKEN/,
    );
    expect(await complaint(download("no/such", { token: "hf_good" }))).toMatch(
      /does not exist on the Hub or is private/,
    );
  });

  it("a token: the option, then HF_TOKEN, then the file; sent to the Hub alone", async () => {
    hub.repos[ID]!.private = true;
    await complaint(download());
    await writeFile(join(home, "token"), "hf_good\n");
    expect((await download(ID, { split: "test" })).files.length).toBe(1);
    expect((await download(ID, { token: "hf_good" }, { HF_TOKEN: "hf_bad" })).files.length).toBe(2);
    await writeFile(join(home, "token"), "hf_bad");
    expect((await download(ID, {}, { HF_TOKEN: "hf_good" })).files.length).toBe(2);
    expect(await complaint(download())).toMatch(/does not accept the token in .*token \(401\)/);
    await writeFile(join(home, "mine"), "hf_good");
    expect((await download(ID, {}, { HF_TOKEN_PATH: join(home, "mine") })).files.length).toBe(2);
  });

  it("the token does not go to another host", async () => {
    const cdn = await startHub(hub.repos);
    hub.disturb = (call, response) => {
      if (!call.path.startsWith("/cdn/")) return false;
      response.writeHead(302, { location: cdn.url + call.path }).end();
      return true;
    };
    await download(ID, { token: "hf_good" });
    await cdn.close();
    expect(cdn.calls.map((call) => call.authorization)).toEqual([undefined, undefined]);
    expect(hub.calls[0]!.authorization).toBe("Bearer hf_good");
  });

  it("nor does it follow a listing whose next page is elsewhere", async () => {
    const mirror = await startHub(hub.repos);
    hub.disturb = (call, response) => {
      if (call.path.includes("/tree/")) {
        response.setHeader("link", `<${mirror.url}/api/datasets/${ID}/tree/${COMMIT}?cursor=2>; rel="next"`);
        response.writeHead(200, { "content-type": "application/json" }).end("[]");
        return true;
      }
      return false;
    };
    await download(ID, { token: "hf_good" });
    await mirror.close();
    expect(mirror.calls[0]!.authorization).toBeUndefined();
  });

  it("gated: names the page with the terms", async () => {
    hub.repos[ID]!.gated = true;
    expect(await complaint(download())).toContain(
      `gated: accept its terms at ${hub.url}/datasets/${ID} and set HF_TOKEN`,
    );
    expect(await complaint(download(ID, { token: "hf_good" }))).toMatch(/accept its terms at \S+, then run/);
  });

  it("forbidden for another reason", async () => {
    hub.disturb = (_, response) => {
      refuse(response, 403);
      return true;
    };
    expect(await complaint(download(ID, {}, { HF_TOKEN: "hf_good" }))).toMatch(
      /forbids access \(403\): the token in HF_TOKEN/,
    );
  });

  it("a revision: branch, tag, commit; and one that is not there", async () => {
    const tagged = "c".repeat(40);
    hub.repos[ID]!.refs["v1.0"] = tagged;
    hub.repos[ID]!.commits = { [tagged]: { "train.csv": "x,y\n1,0\n" } };
    expect(await download(ID, { revision: "v1.0" })).toMatchObject({
      revision: tagged,
      files: [{ name: "train.csv" }],
    });
    expect(await readFile(repo("refs", "v1.0"), "utf8")).toBe(tagged);
    expect((await download(ID, { revision: tagged })).files[0]!.name).toBe("train.csv");
    expect(await complaint(download(ID, { revision: "v2" }))).toMatch(/has no revision "v2"/);
    expect(await complaint(download(ID, { revision: "../../x" }))).toMatch(/no name of a revision/);
  });

  it("a split that is not there: lists those that are", async () => {
    expect(await complaint(download(ID, { split: "dev" }))).toMatch(/no split "dev"; it has: train, test/);
  });

  it("a file name that would leave the cache", async () => {
    hub.repos[ID]!.files = { "a\\..\\..\\train.csv": "x" };
    expect(await complaint(download())).toMatch(/cannot be kept safely/);
  });

  it("bad settings", async () => {
    expect(await complaint(download(ID, {}, { HF_ENDPOINT: "hub" }))).toMatch(
      /HF_ENDPOINT is "hub", which is no web address/,
    );
    expect(await complaint(download(ID, { token: "hf_ a" }))).toMatch(
      /token in the token option holds a space/,
    );
    expect(await complaint(download(ID, {}, { HF_HUB_DOWNLOAD_TIMEOUT: "soon" }))).toMatch(
      /number of seconds above 0/,
    );
    await writeFile(join(home, "hub"), "a file where the cache should be");
    expect(await complaint(download())).toMatch(/cache \S+ cannot be written .*HF_HOME/);
  });
});

describe("a repository without a table of its own", () => {
  const CONVERSION = "d".repeat(40);
  const convert = (files: Record<string, string>) => {
    hub.repos[ID] = {
      refs: { main: COMMIT, "refs/convert/parquet": CONVERSION },
      files: { "README.md": CARD, "waves.py": "script" },
      commits: { [CONVERSION]: files },
    };
  };

  it("the Hub's Parquet copy, online and then offline", async () => {
    convert({
      "default/train/0000.parquet": "0",
      "default/train/0001.parquet": "1",
      "default/test/0000.parquet": "t",
    });
    const first = await download();
    expect(first.revision).toBe(CONVERSION);
    expect(first.files.map(({ split, name }) => `${split} ${name}`)).toEqual([
      "train default/train/0000.parquet",
      "train default/train/0001.parquet",
      "test default/test/0000.parquet",
    ]);
    expect(await readFile(repo("refs", "refs", "convert", "parquet"), "utf8")).toBe(CONVERSION);
    await hub.close();
    expect(await download()).toEqual(first);
  });

  it("several configurations and no default", async () => {
    convert({ "cola/train/0000.parquet": "0", "sst2/train/0000.parquet": "1" });
    expect(await complaint(download())).toBe(
      'someone/waves has 2 configurations (cola, sst2) and no default; choose one: config: "cola"',
    );
    const { files, unread } = await download(ID, { config: "sst2" });
    expect(files.map(({ name }) => name)).toEqual(["sst2/train/0000.parquet"]);
    expect(unread).toEqual([{ file: "cola/train/0000.parquet", why: "of another configuration" }]);
    expect(await complaint(download(ID, { config: "sst" }))).toBe(
      'someone/waves has no configuration "sst"; did you mean "sst2"? Its configurations are cola, sst2',
    );
  });

  it("no copy either, an older revision, or images alone", async () => {
    hub.repos[ID]!.files = { "README.md": CARD, "rows.zip": "z", "waves.py": "p" };
    expect(await complaint(download())).toMatch(
      /no data file that kiso reads \(\.parquet, \.csv.*it holds \.py, \.zip, and the Hub has made no Parquet copy/,
    );
    expect(await complaint(download(ID, { revision: COMMIT }))).toMatch(/no data file that kiso reads/);
  });

  it("pictures: they and the list that tells their classes are fetched, and the folder is given", async () => {
    const pictures = Array.from({ length: 70 }, (_, i) => `train/${i % 2 ? "good" : "bad"}/${i}.png`);
    hub.repos[ID]!.files = {
      ...Object.fromEntries(pictures.map((name) => [name, `picture ${name}`])),
      "train/metadata.csv": "file_name,label\n",
      ".gitattributes": "",
    };
    const { files, pictures: found } = await download();
    expect(files).toEqual([]);
    expect(found!.names.sort()).toEqual([...pictures, "train/metadata.csv"].sort());
    expect(found!.folder).toBe(repo("snapshots", COMMIT));
    for (const name of pictures)
      expect(await readFile(join(found!.folder, name), "utf8")).toBe(`picture ${name}`);
  });
});

describe("what is not read of a repository", () => {
  it("is told, each file with the reason", async () => {
    hub.repos[ID]!.files = {
      ...FILES,
      "data/train.csv": "x",
      "extra.parquet": "x",
      "notes.docx": "",
      LICENSE: "",
    };
    const { unread } = await download();
    expect(Object.fromEntries(unread.map(({ file, why }) => [file, why]))).toEqual({
      "README.md": "describes the data",
      LICENSE: "describes the data",
      "data/train.csv": "the .parquet files are read instead",
      "extra.parquet": `names no part, and ${TRAIN_NAME} does`,
      "notes.docx": "no data that kiso reads",
    });
  });

  it("a part that was not asked for", async () => {
    const { unread } = await download(ID, { split: "test" });
    expect(unread).toContainEqual({ file: TRAIN_NAME, why: "of a split that was not asked for" });
  });

  it("a card's pattern that nothing fits is an error that names it", async () => {
    hub.repos[ID]!.files = {
      ...FILES,
      "README.md":
        "---\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: parts/*.parquet\n---\n",
    };
    expect(await complaint(download())).toBe(
      'someone/waves: its README.md says that the split "train" is parts/*.parquet, and no file fits; ask the owner to mend the card, or download the files and give their folder',
    );
  });

  it("a default among several configurations is said; another can be named", async () => {
    hub.repos[ID]!.files = {
      "a.csv.gz": "a",
      "b.csv.gz": "b",
      "README.md":
        "---\nconfigs:\n- config_name: one\n  data_files: a.csv.gz\n- config_name: two\n  data_files: b.csv.gz\n  default: true\n---\n",
    };
    const { files, notes, unread } = await download();
    expect(files.map(({ name }) => name)).toEqual(["b.csv.gz"]);
    expect(notes).toEqual(['the configuration two is read, the default; others: config: "one"']);
    expect(unread).toContainEqual({
      file: "a.csv.gz",
      why: "not among the files that its README.md names",
    });
    const one = await download(ID, { config: "one" });
    expect(one.files.map(({ name }) => name)).toEqual(["a.csv.gz"]);
    expect(one.notes).toEqual([]);
  });

  it("packed texts are data, by the names of their parts", async () => {
    hub.repos[ID]!.files = { "train.csv.gz": "a", "test.jsonl.gz": "b", "test.csv.gz": "c" };
    const { files } = await download();
    expect(files.map(({ split, name }) => [split, name])).toEqual([
      ["train", "train.csv.gz"],
      ["test", "test.csv.gz"],
    ]);
  });
});
