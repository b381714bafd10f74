import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { writeTable } from "../../../src/data/formats/write.ts";
import { contentsOf, isLitter } from "./contents.ts";
import { errand } from "./errand.ts";
import { type Call, type Fault, watch } from "./faultyDisk.mjs";

/**
 * A disk that is full, or fails, at each call of node:fs in turn: one line, exit 2, nothing written over, no half a file under its
 * final name, and a training goes on from there to the same bits. KISO_DISK=all tries every call, else some of each errand.
 */
const all = process.env.KISO_DISK === "all";
const tried = 3;

const before = process.cwd();
const root = realpathSync(mkdtempSync(join(tmpdir(), "kiso-disk-")));
const session = ["--progress", "none", "--checkpoint-every", "0"];
const small = ["--epochs", "1", "--hidden", "4", ...session];

beforeAll(async () => {
  process.chdir(root);
  const wave = (i: number) => Math.sin(i * i);
  const rows = Array.from({ length: 40 }, (_, i) => i);
  const table = `w,h,label\n${rows.map((i) => `${wave(i)},${wave(3 * i)},${wave(i) > 0 ? "a" : "b"}\n`).join("")}`;
  writeFileSync("data.csv", table);
  writeFileSync("bad.csv", `${table}x,1,a\n`);
  writeFileSync("data.csv.gz", gzipSync(table));
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(table), "data.csv");
  zip.end();
  const pieces: Uint8Array[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  writeFileSync("data.zip", Buffer.concat(pieces));
  const numbers = [1, 3].map((k, at) => ({
    name: "wh"[at]!,

    values: Float64Array.from(rows, (i) => wave(k * i)),
  }));
  const label = { name: "label", text: rows.map((i) => (wave(i) > 0 ? "a" : "b")) };
  for (const format of ["parquet", "jsonl", "xlsx"]) await writeTable(`data.${format}`, [...numbers, label]);
  const trainings = [
    ["data.csv", "--out", "run"],
    ["data.csv", "--task", "siamese", "--good", "a", "--batch", "8", "--out", "pairs"],
    ["parts", "--task", "siamese", "--batch", "4", "--conv", "2", "--out", "seen"],
  ];
  expect(
    await errand(["parts", "--good", "6", "--bad", "2", "--size", "32", "--out", "parts"]),
  ).toMatchObject({ code: 0 });
  for (const argv of trainings) {
    const { code, stderr } = await errand(["train", ...argv, ...small]);
    expect(code, stderr).toBe(0);
  }
  mkdirSync("tmp");
  process.env.TMPDIR = join(root, "tmp");
});
afterAll(() => {
  process.chdir(before);
  rmSync(root, { recursive: true, force: true });
});

/** Each writes into the folder new/, and nowhere else. */
const errands: Readonly<Record<string, readonly string[]>> = {
  "train: rows set aside": ["train", "bad.csv", "--on-error", "skip", "--out", "new", ...small],
  "train: distances": [
    "train",
    "data.csv",
    "--task",
    "siamese",
    "--good",
    "a",
    "--batch",
    "8",
    "--out",
    "new",
    ...small,
  ],
  "train: pictures": [
    "train",
    "parts",
    "--task",
    "siamese",
    "--batch",
    "4",
    "--conv",
    "2",
    "--out",
    "new",
    ...small,
  ],
  "predict: .csv": ["predict", "run", "data.csv", "--out", "new/p.csv"],
  "predict: rows set aside": ["predict", "run", "bad.csv", "--on-error", "skip", "--out", "new/p.csv"],
  "predict: .csv.gz to .xlsx": ["predict", "run", "data.csv.gz", "--out", "new/p.xlsx"],
  "predict: .zip to .parquet": ["predict", "run", "data.zip", "--out", "new/p.parquet"],
  "predict: .parquet to .jsonl": ["predict", "run", "data.parquet", "--out", "new/p.jsonl"],
  "predict: .xlsx to .tsv": ["predict", "run", "data.xlsx", "--out", "new/p.tsv"],
  "predict: .jsonl to standard output": ["predict", "run", "data.jsonl"],
  "predict: --json": ["predict", "run", "data.csv", "--json"],
  evaluate: ["evaluate", "run", "data.csv", "--report", "new/r.html", "--out", "new/c.png"],
  embed: ["embed", "pairs", "data.csv", "--out", "new/e.npz"],
  "judge: rows": ["judge", "pairs", "data.csv", "--out", "new/j.csv"],
  "judge: pictures": [
    "judge",
    "seen",
    "parts",
    "--out",
    "new/j.csv",
    "--heat",
    "new/heat",
    "--sheet",
    "new/s.png",
  ],
  match: ["match", "seen", "parts/good/0001.png", "parts/bad/0001.png"],
  weights: ["weights", "run", "--out", "new/w.png"],
  "runs compare": ["runs", "compare", "run", "pairs", "--out", "new/c.svg"],
  runs: ["runs", "."],
  look: ["look", "data.csv", "--out", "new/l.html"],
  "look: pictures": ["look", "parts", "--out", "new/l.html"],
  plot: ["plot", "data.csv", "--out", "new/p.svg"],
  blobs: ["blobs", "--samples", "20", "--out", "new/b.npz"],
  parts: ["parts", "--good", "2", "--bad", "1", "--size", "32", "--out", "new/parts"],
};

const isTraining = (argv: readonly string[]) => argv[0] === "train";
const old = "what was there before";
/** new/ as an errand finds it: none for a training; for others with the files that it will write over. */
function begin(argv: readonly string[], written: readonly string[]): void {
  rmSync("new", { recursive: true, force: true });
  if (isTraining(argv)) return;
  mkdirSync("new");
  if (argv[0] === "parts") return; // into a new folder
  for (const file of written) {
    mkdirSync(dirname(join("new", file)), { recursive: true });
    writeFileSync(join("new", file), old);
  }
}

/** The faults that are tried at a call. */
function faultsAt({ kind, path }: Call): [name: string, code: Fault, stays: (call: Call) => boolean][] {
  const reads = kind === "open" || kind === "read" || kind === "list";
  // What cannot be read now cannot be read a moment later; a disk that is full stays so.
  const failed = ({ kind, path: other }: Call) => other === path && /open|read|list/.test(kind);
  const full = ({ kind }: Call) => /make|write|mkdir|rename|link|sync/.test(kind);
  return [
    ["EIO", "EIO", reads ? failed : () => false],
    ...(/make|write|mkdir|rename|link|sync/.test(kind)
      ? ([["ENOSPC", "ENOSPC", full]] as [string, Fault, typeof full][])
      : []),
  ];
}

/** What went otherwise than it must; nothing where all is well. */
async function troubleOf(
  argv: readonly string[],
  whole: Readonly<Record<string, string>>,
  at: Call,
  code: Fault,
  stays: (call: Call) => boolean,
): Promise<string[]> {
  const trouble: string[] = [];
  begin(argv, Object.keys(whole));
  const watched = watch(root, (call) =>
    call.n === at.n || (call.n > at.n && stays(call)) ? code : undefined,
  );
  let ended: Awaited<ReturnType<typeof errand>>;
  try {
    ended = await errand(argv);
  } catch (error) {
    const stack = String(error instanceof Error ? error.stack : error);
    return [`a defect: ${stack.split("\n").slice(0, 6).join(" | ")}`];
  } finally {
    watched.stop();
  }
  const said = ended.stderr.split("\n").filter((line) => line !== "" && !line.startsWith("note "));
  const found = contentsOf("new");
  const isRemoval = at.kind === "remove";
  const lines = argv[0] === "judge" ? said.length > 0 : said.length === 1; // a line each of what could not be judged
  if (ended.code === 0) {
    const isSaid = ended.stdout.includes("the disk reports an error");
    const isBeside = at.path.endsWith("parts.csv"); // no picture, so it is not looked at
    if (!isRemoval && !isSaid && !isBeside && at.kind !== "close") trouble.push("passed over in silence");
    for (const [file, content] of Object.entries(whole))
      if (found[file] !== content) trouble.push(`${file} is another`);
  } else if (ended.code !== 2 || !lines || !said.every((line) => line.startsWith("kiso: ")))
    trouble.push(`exit ${ended.code}: ${ended.stderr}`);
  else if (said.some((line) => line.includes("Cannot read a file") || line.includes("Cannot write a file")))
    trouble.push(`no name: ${ended.stderr}`);
  for (const file of Object.keys(found))
    if (isLitter(file) && !isRemoval && !at.path.includes(".lock")) trouble.push(`left behind: ${file}`);
  if (!isTraining(argv)) {
    // A lot without the pictures that cannot be read has other verdicts, all of them whole.
    const other = argv[0] === "judge" && ended.code === 2 && /open|read|list/.test(at.kind);
    const kept = createHash("sha256").update(old).digest("hex");
    const isKept = (file: string) => found[file] === kept || readFileSync(join("new", file), "utf8") === old;
    for (const [file, content] of Object.entries(found))
      if (!isLitter(file) && content !== whole[file] && !isKept(file) && !other)
        trouble.push(`half: ${file}`);
    return trouble;
  }
  return [...trouble, ...(await troubleAfter(argv, whole))];
}

/** A training goes on, or begins anew where it had not begun, to the same bits. */
async function troubleAfter(
  argv: readonly string[],
  whole: Readonly<Record<string, string>>,
): Promise<string[]> {
  // The process that failed has ended by then.
  for (const name of existsSync("new") ? readdirSync("new") : []) {
    if (!name.startsWith(".lock")) continue;
    const path = join("new", name);
    writeFileSync(path, readFileSync(path, "utf8").replace(/"pid":\d+/, '"pid":4194305'));
  }
  const again = existsSync("new/config.json") ? ["train", "--resume", "new", ...session] : argv;
  const ended = await errand(again);
  if (ended.code !== 0 && !/is finished/.test(ended.stderr)) return [`going on: ${ended.stderr}`];
  const found = contentsOf("new");
  const trouble = Object.entries(whole).flatMap(([file, content]) =>
    found[file] === content || file.startsWith("checkpoint/") ? [] : [`${file} is another`],
  );
  const left = Object.keys(found).filter((file) => isLitter(file) && !/is finished/.test(ended.stderr));
  return [...trouble, ...left.map((file) => `left behind in the end: ${file}`)];
}

/** The longest is tried only with all. */
const some = Object.entries(errands).filter(([name]) => all || name !== "train: pictures");

describe("a disk that fails at a call", () => {
  test.each(some)("%s", { timeout: 3_600_000 }, async (name, argv) => {
    const calls: Call[] = [];
    begin(argv, []);
    const watched = watch(root, (call) => {
      calls.push(call);
      return undefined;
    });
    const ended = await errand(argv);
    watched.stop();
    expect(ended.stderr.replace(/^note .*\n/gm, "")).toBe("");
    const whole = contentsOf("new");
    // Another one of the tried calls for each errand, so that together they are of all kinds.
    const step = all ? 1 : Math.max(1, Math.ceil(calls.length / tried));
    const first = all ? 0 : name.length % step;
    const trouble: Record<string, string[]> = {};
    let count = 0;
    for (let n = first; n < calls.length; n += step) {
      const at = calls[n]!;
      for (const [fault, code, stays] of faultsAt(at)) {
        count++;
        const found = await troubleOf(argv, whole, at, code, stays);
        if (found.length > 0)
          trouble[`${fault} at call ${n}, ${at.name} of ${at.path.slice(root.length + 1)}`] = found;
      }
    }
    if (all) console.log(`${name}: ${calls.length} calls, ${count} faults`);
    expect(trouble).toEqual({});
  });
});

test("a run's folder that is taken away while it is written is said", { timeout: 3_600_000 }, async () => {
  const argv = ["train", "data.csv", "--out", "new", ...small];
  const run = join(root, "new");
  begin(argv, []);
  const counted = watch(run, () => undefined);
  await errand(argv);
  counted.stop();
  const trouble: Record<number, string> = {};
  // From the first call after config.json on.
  for (let at = 20; at < counted.calls; at += all ? 1 : Math.ceil(counted.calls / tried)) {
    begin(argv, []);
    let isTaken = false;
    let wasWhole = false;
    const watched = watch(run, ({ n, kind }) => {
      // What is open goes on, as it would be.
      if (n < at || isTaken || kind === "close") return undefined;
      isTaken = true;
      wasWhole = existsSync("new/README.md");
      rmSync(run, { recursive: true });
      return undefined;
    });
    const { code, stderr } = await errand(argv);
    watched.stop();
    const isSaid = code === 2 && /^kiso: .*\n$/.test(stderr);
    if (!isSaid && !(wasWhole && code === 0)) trouble[at] = `exit ${code}: ${stderr}`;
  }
  expect(trouble).toEqual({});
});
