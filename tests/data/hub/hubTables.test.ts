import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import sharp from "sharp";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadTables } from "../../../src/data/load.ts";
import { type HubServer, startHub } from "./hubServer.ts";

const ID = "someone/parts";
const COMMIT = "c".repeat(40);

let home = "";
let hub: HubServer;
const kept = { HF_HOME: process.env.HF_HOME, HF_ENDPOINT: process.env.HF_ENDPOINT };

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "kiso-hub-tables-"));
  hub = await startHub({ [ID]: { refs: { main: COMMIT }, files: {} } }, 50);
  process.env.HF_HOME = home;
  process.env.HF_ENDPOINT = hub.url;
});
afterEach(async () => {
  for (const [name, value] of Object.entries(kept)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await hub.close();
  await rm(home, { recursive: true });
});

const holds = (files: Record<string, string | Buffer>) => {
  hub.repos[ID]!.files = files;
};
const rows = (numbers: number[]) => `x,label\n${numbers.map((n) => `${n}.5,${"ab"[n % 2]}`).join("\n")}\n`;
const picture = (grey: number) =>
  sharp({ create: { width: 4, height: 4, channels: 3, background: { r: grey, g: grey, b: grey } } })
    .png()
    .toBuffer();

const counts = ({ tables }: Awaited<ReturnType<typeof loadTables>>) =>
  Object.fromEntries(Object.entries(tables).map(([part, table]) => [part, table.rows]));

test("packed tables, what is not read, and a folder that names a column", async () => {
  holds({
    "README.md": "# Parts",
    "train/lot=3/a.csv.gz": gzipSync(rows([1, 2, 3])),
    "train/lot=4/a.csv.gz": gzipSync(rows([4, 5])),
    "test/lot=5/a.csv.gz": gzipSync(rows([6, 7])),
    "notes.docx": "",
    "extra.csv": rows([8]),
  });
  const loaded = await loadTables(ID);
  expect(counts(loaded)).toEqual({ train: 5, test: 2 });
  expect(loaded.tables.train!.columns.get("lot")).toMatchObject({ values: Float64Array.of(3, 3, 3, 4, 4) });
  expect(loaded.notes).toEqual([
    "not read: extra.csv (names no part, and train/lot=3/a.csv.gz does); notes.docx (no data that kiso reads)",
  ]);
});

test("pictures with a metadata.csv: the rows are those of the list", async () => {
  holds({
    "train/metadata.csv": "file_name,label\n1.png,OK\n2.png,NG\n3.png,OK\n",
    "train/1.png": await picture(10),
    "train/2.png": await picture(20),
    "train/3.png": await picture(30),
    "README.md": "# Pictures",
  });
  const loaded = await loadTables(ID);
  expect(counts(loaded)).toEqual({ train: 3 });
  expect(loaded.tables.train!.columns.get("label")).toEqual({ kind: "text", values: ["OK", "NG", "OK"] });
  const image = loaded.tables.train!.columns.get("image");
  expect(image?.kind === "list" && [0, 1, 2].map((row) => image.values[row * image.width])).toEqual([
    10, 20, 30,
  ]);
});

test("pictures with a metadata.jsonl", async () => {
  holds({
    "metadata.jsonl": '{"file_name":"a/1.png","label":"x"}\n{"file_name":"a/2.png","label":"y"}\n',
    "a/1.png": await picture(10),
    "a/2.png": await picture(20),
  });
  const loaded = await loadTables(ID);
  expect(counts(loaded)).toEqual({ train: 2 });
  expect(loaded.tables.train!.columns.get("label")).toEqual({ kind: "text", values: ["x", "y"] });
});

test("pictures in folders of classes, by part", async () => {
  holds({
    "train/cat/1.png": await picture(10),
    "train/dog/1.png": await picture(20),
    "test/cat/2.png": await picture(30),
    "test/dog/2.png": await picture(40),
  });
  const loaded = await loadTables(ID);
  expect(counts(loaded)).toEqual({ train: 2, test: 2 });
  expect(loaded.tables.test!.columns.get("label")).toEqual({ kind: "text", values: ["cat", "dog"] });
});

test("one of several configurations", async () => {
  holds({
    "README.md":
      "---\nconfigs:\n- {config_name: a, data_files: a.csv}\n- {config_name: b, data_files: b.csv}\n---\n",
    "a.csv": rows([1, 2]),
    "b.csv": rows([3, 4, 5]),
  });
  await expect(loadTables(ID)).rejects.toThrow(
    'someone/parts has 2 configurations (a, b) and no default; choose one: config: "a"',
  );
  const spell = (name: string, value: unknown) => `--${name} ${value}`;
  const error = await loadTables(ID, { spell }).catch((reason: unknown) => reason);
  expect((error as { spelled?: (say: typeof spell) => string }).spelled?.(spell)).toMatch(
    /choose one: --config a$/,
  );
  expect(counts(await loadTables(ID, { config: "b" }))).toEqual({ train: 3 });
});

test("a test part alone keeps its name, for who asks for it", async () => {
  holds({ "data/test-00000-of-00001.csv": rows([1, 2, 3]) });
  expect(counts(await loadTables(ID))).toEqual({ test: 3 });
});

test("a web page in the place of a file", async () => {
  holds({ "train.csv": "<!doctype html><html><title>Sign in</title></html>" });
  await expect(loadTables(ID)).rejects.toThrow(
    "train.csv: is a web page, not data, perhaps one that reports an error or asks to sign in; download the file again",
  );
});
