import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DownloadOptions, downloadDataset } from "../../../src/data/hub/hub.ts";
import { UserError } from "../../../src/errors.ts";
import { type HubServer, startHub } from "./hubServer.ts";
import { type Lie, lies, ROWS } from "./lies.ts";

/**
 * A server that lies, against the client as it is: every lie ends, in one line or with the right bytes; the token reaches no other
 * server; and nothing of a lie is left in the cache: an honest server, asked afterwards, gives the right bytes.
 */
const ID = "someone/rows";
const COMMIT = "a".repeat(40);
const files = { "README.md": "# Rows\n", "train.csv": ROWS };

let home: string;
let hub: HubServer;
let other: HubServer;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "kiso-lies-"));
  hub = await startHub({ [ID]: { refs: { main: COMMIT }, files: { ...files } } }, 50);
  other = await startHub({});
});
afterAll(async () => {
  await hub.close();
  await other.close();
  await rm(home, { recursive: true });
});

const routes: Readonly<Record<Lie["on"], RegExp>> = {
  commit: /^\/api\/.*\/revision\//,
  tree: /^\/api\/.*\/tree\//,
  card: /resolve\/.*README\.md$/,
  rows: /resolve\/.*\.csv$/,
  all: /./,
};
const limits = {
  names: 2000,
  answer: 100_000,
  pages: 20,
  files: 50,
  wait: 60_000,
  waits: 120_000,
  slowest: 5000,
};

/** Runs a download in a cache of its own, quickly: waits are noted, not waited. `patience`: in seconds. */
async function download(folder: string, patience: number, options: DownloadOptions = {}) {
  const env = { HF_HOME: folder, HF_ENDPOINT: hub.url, HF_HUB_DOWNLOAD_TIMEOUT: String(patience) };
  return downloadDataset(ID, { token: "hf_good", ...options }, { env, wait: async () => {}, limits });
}

it("there are a hundred and thirty of them", () => {
  expect(lies.length).toBeGreaterThanOrEqual(130);
  expect(new Set(lies.map(({ on, lie }) => `${on} ${lie}`)).size).toBe(lies.length);
});

describe.each(Object.keys(routes) as Lie["on"][])("the route %s", (on) => {
  const told = lies.filter((lie) => lie.on === on);
  it.each(told.map((lie) => [lie.lie, lie] as const))(
    "%s",
    { timeout: 10_000 },
    async (name, { answer, card, want }) => {
      const folder = join(home, `${on}-${name.replace(/\W+/g, "-")}`);
      let nth = 0;
      hub.disturb = (call, response) =>
        answer !== undefined &&
        routes[on].test(call.path) &&
        answer(response, { call, nth: nth++, url: hub.url, other: other.url });
      hub.repos[ID]!.files = { ...files, ...(card !== undefined && { "README.md": `---\n${card}\n---\n` }) };
      // A busy machine may take a while for an answer; where none comes, it is not waited for.
      const patience = String(want).includes("0\\.1 s") ? 0.1 : 5;
      const found = await download(folder, patience).catch((error: unknown) => error);
      if (want === "the right bytes") {
        expect(found).toMatchObject({ files: [{ name: "train.csv" }] });
      } else {
        expect(found).toBeInstanceOf(UserError);
        const { message } = found as UserError;
        expect(message).toMatch(want);
        expect(message).not.toMatch(/[\n\r\0]/);
        expect(message.length).toBeLessThan(500);
      }
      expect(other.calls.filter((call) => call.authorization !== undefined)).toEqual([]);

      hub.disturb = () => false;
      hub.repos[ID]!.files = { ...files };
      // A card that was sent honestly is of its commit for ever.
      if (card !== undefined) hub.repos[ID]!.refs.main = "b".repeat(40);
      const { files: honest } = await download(folder, 5);
      expect(honest.map((one) => one.name)).toEqual(["train.csv"]);
      expect(ROWS.equals(await readFile(honest[0]!.path))).toBe(true);
      hub.repos[ID]!.refs.main = COMMIT;
      expect((await readdir(home)).every((entry) => /^(commit|tree|card|rows|all)-/.test(entry))).toBe(true);
    },
  );
});
