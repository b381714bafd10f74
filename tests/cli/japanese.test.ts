import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { englishIn } from "../../scripts/messages.mjs";
import { displayWidth } from "../../src/report/pages/width.ts";
import { type Finished, kiso as run, workshop } from "./kiso.ts";

const { folder } = workshop("japanese");
const home = folder();

const kiso = (argv: readonly string[], where: Partial<Parameters<typeof run>[1]> = {}): Promise<Finished> =>
  run(argv, { cwd: home, env: { KISO_LANG: "ja" }, ...where });

/** Names of these files' own, and of what kiso writes: no words. */
const names =
  /\b(?:renshu|kensa|henkei|tsugi|kabe|parts|runs?\d*|yobi|best|wrong|nothing|OK|NG|good|bad|checkpoint|plots|masks|mm|nat|image|label|dense\d|weight|bias|conv\d|background\d|mean|std|axes|relu|sigmoid|wasm|heNormal|glorotUniform|x\d|Epoch|Loss|Accuracy|network|training|learningRate|sizes|schedule|epochs|batch|optimizer|members|looks|views|effort|activation|initializer|dtype|scale|seed|nesterov|momentum|weightDecay|name|values|clipped|embedding|objective|mining|margin|inspection|convolution|channels|batchNorm|data|config|json|height|width|rows|white|positive|references|neighbours|madeUp|random_state|rmsprop|sdg|globalAveragePool|augment|softmax|forward|backward|npx|flange|steel|grain|weave|leather|shiny|bottle|print|board|pill|screw|PC\d|dir|compare|look|dmy|mdy|ymd)\b/g;

/** English words of a command's output; what is quoted counts too. */
const english = (text: string): string[] =>
  text.split("\n").flatMap((line) =>
    englishIn(
      line
        .replace(/^kiso: /, "")
        .replace(/\b[\da-f]{12,}\b|<[\w. ]+>/g, "")
        .replace(/[\w./-]+\.\w+/g, "")
        .replace(/["'`「」]/g, " ")
        .replace(names, ""),
    ),
  );

function expectJapanese({ stdout, stderr }: Finished, code: number | null, found: number | null): void {
  expect(found, stderr).toBe(code);
  expect(
    `${stdout}\n${stderr}`
      .split("\n")
      .flatMap((line) => (english(line).length > 0 ? [`${line} <- ${english(line)}`] : [])),
  ).toEqual([]);
  expect(`${stdout}${stderr}`).toMatch(/[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u);
}

beforeAll(async () => {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const outer = 25 + ((i * 37) % 41) / 500;
    return [
      `S${1000 + i}`,
      `L${i % 6}`,
      outer.toFixed(3),
      (20 + ((i * 17) % 23) / 10).toFixed(1),
      outer > 25.06 ? "NG" : "OK",
    ];
  });
  const head = "製造番号,ロット,外径(mm),温度,判定";
  const text = (of: readonly (readonly string[])[]) =>
    `${[head, ...of.map((row) => row.join(","))].join("\n")}\n`;
  writeFileSync(join(home, "kensa.csv"), text(rows));
  const wrong = rows.map((row, i) => (i === 4 ? row.with(2, "だめ") : i === 7 ? row.with(3, "") : row));
  writeFileSync(join(home, "wrong.csv"), text(wrong));
  writeFileSync(
    join(home, "henkei.csv"),
    `a,b,y\n${rows.map((_, i) => `${i % 7},${(i * i) % 11}.5,${(i * 0.37).toFixed(2)}`).join("\n")}\n`,
  );
  // Another lot, whose bad parts begin elsewhere.
  const later = rows.map(([, lot, outer, degrees], i) => {
    const more = (Number(outer) + 0.011).toFixed(3);
    return [`S${2000 + i}`, `${lot}b`, more, degrees!, Number(more) > 25.05 ? "NG" : "OK"];
  });
  writeFileSync(join(home, "tsugi.csv"), text(later));
  writeFileSync(join(home, "nothing.csv"), "");
  const made = [
    await kiso(["parts", "--good", "10", "--bad", "6", "--size", "32", "--out", "parts"]),
    await kiso(["train", "kensa.csv", "--epochs", "15", "--out", "run"]),
    await kiso(["train", "parts", "--task", "siamese", "--epochs", "1", "--out", "kabe"]),
  ];
  for (const one of made) expectJapanese(one, 0, one.code);
  const [, , ofParts] = made;
  expect(ofParts!.stdout).toMatch(/^読込 {3}parts: .*、2 クラス（bad, good）$/m);
});

describe("in Japanese no English word is left", () => {
  test("in what trains", async () => {
    const resumed = "run2";
    const stopped = await kiso(
      ["train", "kensa.csv", "--epochs", "500000", "--checkpoint-every", "0.05", "--out", resumed],
      {
        kill: {
          signal: "SIGINT",
          when: () => existsSync(join(home, resumed, "checkpoint", "latest.safetensors")),
        },
      },
    );
    expectJapanese(stopped, 130, stopped.code);
    expect(stopped.stdout).toMatch(/^中断 {3}run2 を中断しました。続けるには: kiso train --resume run2$/m);
    const all = [
      ["train", "kensa.csv", "--folds", "2", "--epochs", "3"],
      ["train", "wrong.csv", "--missing", "mean", "--on-error", "skip", "--epochs", "3", "--out", "best"],
      [
        "train",
        "henkei.csv",
        "--task",
        "regress",
        "--validation",
        "0.2",
        "--patience",
        "2",
        "--epochs",
        "6",
        "--out",
        "yobi",
      ],
    ];
    for (const argv of all) {
      const one = await kiso(argv);
      expectJapanese(one, 0, one.code);
    }
    for (const page of ["run/README.md", "kabe/README.md", "yobi/README.md"])
      for (const line of readFileSync(join(home, page), "utf8").split("\n")) {
        const isCommand = /^kiso |^```|^#/.test(line);
        if (!isCommand) expect(english(line), line).toEqual([]);
      }
    const listed = readFileSync(join(home, "best/skipped.csv"), "utf8").split("\n")[1]!;
    expect(listed).toMatch(/^wrong\.csv,5,6,外径\(mm\),[^,]*だめ[^,]*,/);
    expect(english(listed)).toEqual([]);
  });

  test.each([
    ["evaluate", "run", "kensa.csv"],
    ["evaluate", "kabe", "parts"],
    ["predict", "run", "kensa.csv", "--out", "answers.csv"],
    ["predict", "run", "wrong.csv", "--on-error", "skip", "--missing", "drop", "--out", "answers.csv"],
    ["judge", "kabe", "parts", "--sheet", "verdicts.png", "--out", "verdicts.csv"],
    ["match", "kabe", "parts/bad/0000.png", "parts/good/0001.png"],
    ["embed", "kabe", "parts", "--out", "e.csv"],
    ["plot", "kensa.csv", "--out", "p.png"],
    ["look", "kensa.csv"],
    ["blobs", "--samples", "20", "--out", "b.csv"],
    ["retrain", "run", "tsugi.csv", "--out", "run9"],
    ["runs", "."],
    ["runs", "compare", "run", "kabe"],
    ["weights", "run", "--out", "w.png"],
    ["lesson", "--out", "renshu"],
  ])("in %s %s %s", async (...argv) => {
    if (argv.includes("--missing")) argv.splice(argv.indexOf("--missing"), 2);
    const one = await kiso(argv);
    expectJapanese(one, 0, one.code);
  });

  test("in help, of every command, which fits a terminal", async () => {
    const { stdout } = await kiso(["--help"]);
    const [, list] = /^コマンド:\n(.*?)\n\n/ms.exec(stdout)!;
    const commands = [...list!.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name!);
    expect(commands.length).toBeGreaterThan(11);
    for (const argv of [...commands.map((name) => [name]), ["runs", "compare"]]) {
      const one = await kiso([...argv, "--help"]);
      // What a flag may be is in quotes.
      const told = one.stdout.replace(/"[\w-]+"/g, "");
      expectJapanese({ ...one, stdout: told }, 0, one.code);
      for (const line of one.stdout.split("\n")) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    }
  });

  test("in mistakes", async () => {
    const mistakes = [
      [],
      ["nofile.csv"],
      ["nothing.csv"],
      ["wrong.csv"],
      ["kensa.csv", "--label", "x"],
      ["kensa.csv", "--epoch", "3"],
      ["kensa.csv", "--optimizer", "sdg"],
      ["kensa.csv", "--drop", "外形"],
      ["kensa.csv", "--out", "run"],
      ["kensa.csv", "--reject", "0.1", "--aim", "f1"],
      ["--resume", "run"],
      ["--resume", "."],
    ].map((argv) => ["train", ...argv]);
    mistakes.push(
      ["predict", "nothing", "kensa.csv"],
      ["evaluate", "run", "henkei.csv"],
      ["judge", "run", "parts"],
      ["embed", "run", "kensa.csv", "--out", "e.csv"],
      ["plot", "kensa.csv", "--out", "p.pdf"],
      ["weights"],
      ["runs", "nothing"],
    );
    for (const argv of mistakes) {
      const one = await kiso(argv);
      expectJapanese(one, 2, one.code);
      expect(one.stderr.trimEnd().split("\n"), one.stderr).toHaveLength(1);
    }
  });
});

test("--json keeps its names, and says its sentences in Japanese", async () => {
  const argv = ["evaluate", "run", "kensa.csv", "--json"];
  const [ja, en] = [await kiso(argv), await kiso(argv, { env: { KISO_LANG: "en" } })];
  const [told, said] = [JSON.parse(ja.stdout), JSON.parse(en.stdout)];
  expect(Object.keys(told)).toEqual(Object.keys(said));
  expect(told.metrics).toEqual(said.metrics);
  expect(told.notes).toHaveLength(said.notes.length);
  for (const note of told.notes) expect(english(note)).toEqual([]);
});
