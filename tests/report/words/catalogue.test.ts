import { expect, test } from "vitest";
import { isForPeople, leftIn, messages } from "../../../scripts/messages.mjs";
import { files } from "../../../src/report/words/ja/files.ts";
import { help } from "../../../src/report/words/ja/help.ts";
import { japanese } from "../../../src/report/words/ja/japanese.ts";
import { okNg } from "../../../src/report/words/ja/okNg.ts";
import { report } from "../../../src/report/words/ja/report.ts";
import { terminal } from "../../../src/report/words/ja/terminal.ts";

/** Lines of a folder that still wait for their Japanese. A number here may only become smaller; a new line brings its own. */
const waiting: Readonly<Record<string, number>> = {
  cli: 40,
  data: 1700,
  model: 200,
  plot: 60,
  report: 40,
  tasks: 480,
  train: 140,
};

test("every line for people has its Japanese", () => {
  const missing = messages((file) => !isForPeople(file)).flatMap(({ file, line, samples }) =>
    samples
      .filter((sample) => leftIn(sample, (one) => japanese.text(one)).length > 0)
      .map((sample) => `${file}:${line}  ${sample}`),
  );
  const folderOf = (line: string) => /^[\w.]+/.exec(line)![0];
  const folders = new Set([...missing.map(folderOf), ...Object.keys(waiting)]);
  for (const folder of folders) {
    const lines = missing.filter((line) => folderOf(line) === folder);
    // node scripts/messages.mjs FOLDER lists them
    expect(lines.length, `${lines.slice(-20).join("\n")}\n`).toBeLessThanOrEqual(waiting[folder] ?? 0);
  }
});

test("a Japanese line has every name and number of its English one", () => {
  const holes = (text: string) => [...text.matchAll(/\{[#*!+]?([^{}|]+)\}/g)].map(([, name]) => name!).sort();
  for (const page of [help, terminal, report, files, okNg])
    for (const [english, other] of Object.entries(page)) {
      const names = holes(english);
      expect(new Set(names).size, english).toBe(names.length);
      expect(holes(other), english).toEqual(names);
    }
});
