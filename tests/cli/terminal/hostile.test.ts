import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type HubServer, startHub } from "../../data/hub/hubServer.ts";
import { kiso, workshop } from "../kiso.ts";

/**
 * Names from files, arguments and servers that would move a terminal, through every command and on both streams: none of them brings
 * an escape code, a turn of the writing's direction, a line of its own or a character that is not seen.
 */
const evil =
  "\u001b[2J\u001b]8;;http://evil\u0007x\u001b]0;t\u0007\u009b31m\r\u202eab\u2066\u200b\u200f\u2028\u0085\u00ad";
const { folder } = workshop("hostile");
const moves = /(?![\t\n])\p{Cc}|[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;
const inPath = evil.replaceAll("/", "");
const file = `lot${inPath}.jsonl`;
/** JSON brings any character; a CSV of so many control characters is no text. */
const rows = (n: number) =>
  Array.from({ length: n }, (_, i) =>
    JSON.stringify({
      [`x${evil}`]: i % 7,
      y: i / 8,
      [`step${evil}`]: `a${evil}${i % 2}`,
      label: `${i % 7 > 3 ? "ok" : "bad"}${evil}`,
    }),
  ).join("\n");

let cwd: string;
let hub: HubServer;
beforeAll(async () => {
  cwd = folder({
    "mine.jsonl": rows(60),
    [file]: rows(60),
    "wrong.jsonl": `${rows(20)}\n${JSON.stringify({ [`x${evil}`]: evil, y: 1, [`step${evil}`]: "a", label: evil })}`,
    "one.jsonl": rows(1),
  });
  for (const kind of ["ok", `bad${inPath}`]) {
    mkdirSync(join(cwd, "pictures", kind), { recursive: true });
    for (let i = 0; i < 6; i++) {
      const shade = kind === "ok" ? 40 + i : 200 - i;
      const image = sharp({
        create: { width: 8, height: 8, channels: 3, background: { r: shade, g: i, b: 9 } },
      });
      writeFileSync(join(cwd, "pictures", kind, `${i}${inPath}.png`), await image.png().toBuffer());
    }
  }
  writeFileSync(join(cwd, "pictures", "ok", `broken${inPath}.png`), "no picture");
  const refs = { main: "a".repeat(40) };
  hub = await startHub({
    "someone/rows": { refs, files: { "train.jsonl": rows(40), [`x${evil}.bin`]: "x" } },
    "someone/names": { refs, files: { [`train-${inPath}.jsonl`]: rows(40) } },
  });
  for (const argv of [
    ["--out", "answers"],
    ["--out", "distances", "--task", "siamese", "--good", `ok${evil}`],
  ])
    outputs.push(await run(["train", "mine.jsonl", "--label", "label", "--epochs", "2", ...argv]));
}, 120_000);
afterAll(() => hub.close());

const outputs: Awaited<ReturnType<typeof run>>[] = [];
const run = async (argv: readonly string[]) => {
  const env = { HF_ENDPOINT: hub?.url ?? "http://127.0.0.1:9", HF_HOME: join(cwd, "hf") };
  return { argv, ...(await kiso(argv, { cwd, env })) };
};

function expectClean({ argv, code, stdout, stderr }: (typeof outputs)[number], ok: boolean): void {
  for (const stream of [stdout, stderr]) {
    const found = moves.exec(stream);
    const around = found && JSON.stringify(stream.slice(Math.max(0, found.index - 60), found.index + 40));
    expect(around, `kiso ${argv[0]} ${argv[1]}`).toBeNull();
  }
  expect(`${stdout}${stderr}`.length).toBeGreaterThan(20);
  expect([0, 2], stderr).toContain(code);
  if (ok) expect(code, stderr).toBe(0);
  else
    expect(
      stderr
        .trimEnd()
        .split("\n")
        .filter((line) => line.startsWith("kiso: ")),
    ).not.toEqual([]);
  expect(stderr).not.toMatch(/\n\s+at /);
}

test("train, of answers and of distances", () => {
  expect(outputs).toHaveLength(2);
  for (const one of outputs) expectClean(one, true);
});

describe.each<[string, boolean, (string | readonly string[])[]]>([
  [
    "what works",
    true,
    [
      ["train", file, "--label", "label", "--epochs", "2", "--out", "again"],
      ["train", "mine.jsonl", "--label", "label", "--epochs", "2", "--folds", "2"],
      ["train", "mine.jsonl", "--label", "label", "--epochs", "2", "--out", `run${inPath}`],
      ["train", "pictures", "--epochs", "2", "--out", "seen", "--on-error", "skip"],
      ["evaluate", "answers", file],
      ["evaluate", "answers", file, "--json"],
      ["evaluate", "distances", file],
      ["predict", "answers", file, "--out", `out${inPath}.csv`],
      ["predict", "answers", file, "--json"],
      ["judge", "distances", file],
      ["match", "distances", "one.jsonl", "one.jsonl"],
      ["embed", "distances", file, "--out", "e.csv"],
      ["weights", "answers"],
      ["runs", "."],
      ["plot", "mine.jsonl", "--label", "label", "--out", "p.svg"],
      ["look", "mine.jsonl", "--label", "label", "--out", "l.html"],
      ["train", "someone/rows", "--label", "label", "--epochs", "2", "--out", "far"],
    ],
  ],
  [
    "what is refused",
    false,
    [
      [`tra${evil}in`],
      ["train", `none${evil}.csv`],
      ["train", "mine.jsonl", "--label", evil],
      ["train", "mine.jsonl", `--ep${evil}`],
      ["train", "mine.jsonl", "--epochs", evil],
      ["train", "mine.jsonl", "--optimizer", evil],
      ["train", "mine.jsonl", "--encoding", evil],
      ["train", "mine.jsonl", "--drop", evil],
      ["train", "wrong.jsonl", "--label", "label"],
      ["predict", `no${evil}run`, "mine.jsonl"],
      ["predict", "answers", "wrong.jsonl"],
      ["predict", "answers", "mine.jsonl", "--out", `x.${evil}`],
      ["judge", "answers", "mine.jsonl"],
      ["judge", "distances", `none${evil}`],
      ["train", `${evil}/name`],
      ["train", "someone/names"],
    ],
  ],
])("%s", (_, ok, table) => {
  test.each(table.map((argv) => [[argv].flat()] as const))("kiso %j", { timeout: 30_000 }, async (argv) => {
    expectClean(await run(argv), ok);
  });
});

test("Node's own warnings and what nobody caught pass the door", async () => {
  const preload = join(cwd, "warn.mjs");
  writeFileSync(
    preload,
    `const t = setInterval(() => process.listenerCount('uncaughtException') > 0 && (clearInterval(t), process.emitWarning(${JSON.stringify(evil)})), 1);`,
  );
  const through = [process.execPath, "--import", preload, join(process.cwd(), "dist/cli.js")];
  const warned = await kiso(["runs", "."], { cwd, through });
  expect(moves.test(warned.stderr), JSON.stringify(warned.stderr)).toBe(false);
  expect(warned.stderr).toContain("kiso: Warning: ␛[2J");
  writeFileSync(
    preload,
    `const t = setInterval(() => process.listenerCount('uncaughtException') > 0 && (clearInterval(t), Promise.reject(new Error(${JSON.stringify(evil)}))), 1);`,
  );
  const thrown = await kiso(["train", "mine.jsonl", "--epochs", "2"], { cwd, through });
  expect(moves.test(thrown.stderr), JSON.stringify(thrown.stderr)).toBe(false);
  expect(thrown.stderr).toContain("a defect of kiso's own, please report it: Error: ␛[2J");
  expect(thrown.code).toBe(1);
});
