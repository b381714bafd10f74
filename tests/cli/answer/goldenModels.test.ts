import { describe, expect, test } from "vitest";
import { goldenModels } from "../../model/goldenModels.ts";
import { kisoJson, workshop } from "../kiso.ts";

const { folder: newFolder } = workshop("golden-cli");

describe("the command line answers a model that an earlier kiso wrote, to the last bit", () => {
  test.each(goldenModels.map((golden) => [golden.kind, golden] as const))("%s", async (kind, golden) => {
    const cwd = golden.folder;
    const { predict, judge, match } = golden.answers;
    // What is answered is as it was; entries that later kisos add may stand beside it.
    const rows = golden.images.length > 0 ? golden.images : [kind === "lists" ? "rows.jsonl" : "rows.csv"];
    const ask = async (command: string, ...argv: string[]) => {
      const {
        run: _,
        seconds: __,
        ...found
      } = await kisoJson<Record<string, unknown>>([command, ".", ...argv], { cwd });
      return found;
    };
    if (predict) {
      const { notes: ___, ...answers } = predict; // what later kisos say beside them
      expect(await ask("predict", ...rows)).toMatchObject(answers);
    }
    if (judge) expect(await ask("judge", ...rows)).toMatchObject(judge);
    if (match) expect(await ask("match", match.a, match.b)).toMatchObject(match);
  });

  test("and one file answers as its folder does", async () => {
    const { loadModel } = await import("../../../src/model/file/nodeModel.ts");
    const golden = goldenModels.find(({ kind }) => kind === "words")!;
    const file = `${newFolder()}/words.safetensors`;
    await (await loadModel(golden.folder)).save(file);
    const { run, ...found } = await kisoJson<Record<string, unknown>>(["predict", file, "rows.csv"], {
      cwd: golden.folder,
    });
    expect(run).toBe(file);
    expect(found).toMatchObject(golden.answers.predict!);
  });
});
