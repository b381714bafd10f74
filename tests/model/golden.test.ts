import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RowRecord } from "../../src/data/columns/records.ts";
import { loadTables } from "../../src/data/load.ts";
import { loadModel } from "../../src/model/file/nodeModel.ts";
import type { ModelSource } from "../../src/model/file/source.ts";
import type { Model } from "../../src/model/model.ts";
import type { RawRows } from "../../src/model/rows/rawRows.ts";
import { chromiumPath, launchChromium, noChromium, served } from "../chromium.ts";
import { workshop } from "../cli/kiso.ts";
import { bundle } from "../engine/bundle.ts";
import { asked } from "./answers.ts";
import { asText, type GoldenModel, goldenModels } from "./goldenModels.ts";

const { folder: newFolder } = workshop("golden-models");

/** What was asked when the model was made, in the words of the library. */
function expected({ answers: { predict, judge, match }, embeddings }: GoldenModel): object {
  if (predict)
    return {
      predict: predict.predictions.map(({ row: _, file: __, prediction, ...answer }) =>
        prediction === undefined ? answer : { value: prediction },
      ),
    };
  return {
    judge: judge!.parts.map(({ verdict, distance, nearest }) => ({
      verdict,
      distance,
      threshold: judge!.threshold,
      nearest,
    })),
    embed: embeddings?.flat(),
    match: match?.distance,
  };
}

/** The answers without the remarks to rows, which the command line says elsewhere. */
function withoutRemarks(json: string, golden: GoldenModel): object {
  const { predict, judge, embed, match } = JSON.parse(json);
  if (predict) return { predict: predict.map(({ unseen: _, missing: __, ...answer }: RowRecord) => answer) };
  return { judge, embed: golden.embeddings && embed, match };
}

const filesOf = ({ folder, images }: GoldenModel) => images.map((name) => join(folder, name));

async function answersOf(golden: GoldenModel, model: Model, rows?: RawRows): Promise<object> {
  const given = rows ?? (golden.images.length > 0 ? filesOf(golden) : golden.rows);
  const { match } = golden.answers;
  const pair = match && ([join(golden.folder, match.a), join(golden.folder, match.b)] as const);
  return withoutRemarks(await asked(model, given, { match: pair }), golden);
}

describe.each(goldenModels.map((golden) => [golden.kind, golden] as const))(
  "a model of %s that an earlier kiso wrote",
  (_, golden) => {
    let model: Model;
    beforeAll(async () => {
      model = await loadModel(golden.folder);
    });
    afterAll(() => model.dispose());

    test("answers to the last bit as it did", async () => {
      expect(await answersOf(golden, model)).toEqual(expected(golden));
    });

    test("is the same bytes when it is saved into a folder, and a hash over them", async () => {
      const folder = join(newFolder(), "run");
      await model.save(folder);
      const names = readdirSync(folder);
      expect(names).toEqual(readdirSync(golden.folder).filter((name) => /^model\.|^references/.test(name)));
      const card = join(folder, "model.json");
      const { sha256, ...written } = JSON.parse(readFileSync(card, "utf8"));
      expect(sha256.model).toMatch(/^[0-9a-f]{64}$/);
      (await loadModel(folder)).dispose();
      writeFileSync(card, `${JSON.stringify(written, null, 2)}\n`);
      for (const name of names)
        expect(readFileSync(join(folder, name)).equals(readFileSync(join(golden.folder, name))), name).toBe(
          true,
        );
    });

    test("is the same model as one file, wherever that lies", async () => {
      const folder = newFolder();
      const file = join(folder, "model.safetensors");
      await model.save(file);
      const bytes = readFileSync(file);
      expect(readdirSync(folder)).toEqual(["model.safetensors"]);
      expect(bytes.equals(model.toBytes())).toBe(true);
      const sources: ModelSource[] = [
        file,
        pathToFileURL(file),
        new Uint8Array(bytes),
        new Uint8Array(bytes).buffer,
        new Blob([bytes]),
        `data:application/octet-stream;base64,${bytes.toString("base64")}`,
        join(golden.folder, "model.safetensors"), // the numbers of a folder, whose card lies beside them
      ];
      for (const source of sources) {
        const again = await loadModel(source);
        expect(again.data).toEqual(model.data);
        again.dispose();
      }
      const again = await loadModel(file);
      expect(await answersOf(golden, again)).toEqual(expected(golden));
      again.dispose();
    });
  },
);

describe("rows in every form", () => {
  const tables = goldenModels.filter(({ images }) => images.length === 0);
  test.each(tables.map((golden) => [golden.kind, golden] as const))("of %s", async (kind, golden) => {
    const model = await loadModel(golden.folder);
    const { encoder } = model.card;
    const file = kind === "lists" ? "rows.jsonl" : "rows.csv";
    const { tables } = await loadTables(join(golden.folder, file));
    const forms: RawRows[] = [tables.train!];
    if (kind !== "headerless") {
      const records = golden.rows as RowRecord[];
      const names = encoder!.columns.map(({ name }) => name);
      forms.push(
        records.map(asText),
        records.map((row) => names.map((name) => row[name])),
      );
      if (encoder!.columns.every((column) => column.kind === "number")) {
        const data = Float64Array.from(records.flatMap((row) => names.map((name) => Number(row[name]))));
        forms.push({ shape: [records.length, names.length], data });
        forms.push(records.map((row) => Float64Array.from(names, (name) => Number(row[name]))));
      }
      if (kind === "lists") {
        const lists = records.map(({ features }) => features as number[]);
        forms.push(lists, { shape: [lists.length, lists[0]!.length], data: Float64Array.from(lists.flat()) });
      }
    }
    for (const form of forms) expect(await answersOf(golden, model, form)).toEqual(expected(golden));
    model.dispose();
  });
});

describe.skipIf(chromiumPath === undefined)(`in Chromium${chromiumPath ? "" : ` (${noChromium})`}`, () => {
  let browser: Browser;
  let page: Page;
  let script: string;
  beforeAll(async () => {
    browser = await launchChromium();
    page = await browser.newPage();
    script = await bundle(`
      import { Model } from ${JSON.stringify(join(import.meta.dirname, "../../src/model/model.ts"))};
      import { asked } from ${JSON.stringify(join(import.meta.dirname, "answers.ts"))};
      const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      window.asked = async ({ bytes, rows, images, match }) => {
        const model = await Model.load(new File([bytesOf(bytes)], "model.safetensors"));
        const file = (name) => new File([bytesOf(images[name])], name);
        const names = Object.keys(images);
        return asked(model, names.length > 0 ? names.map(file) : rows, { match: match?.map(file) });
      };
      window.round = async (bytes) => {
        const model = await Model.load(bytesOf(bytes));
        const again = await Model.load(model.toBytes());
        return btoa(String.fromCharCode(...again.toBytes()));
      };
      window.wrong = async (bytes, row) => (await Model.load(bytesOf(bytes))).predict([row]).catch((e) => e.name + ": " + e.message);
      window.folder = (path) => Model.load(path).catch((e) => e.name + ": " + e.message);
      window.at = async (path) => [...(await Model.load(path)).toBytes()];
      window.saved = async (bytes) => (await Model.load(bytesOf(bytes))).save("model").catch((e) => e.name + ": " + e.message);`);
    await page.addScriptTag({ type: "module", content: script });
    await page.waitForFunction("window.asked");
  });
  afterAll(() => browser?.close());

  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  const bytesOf = async ({ folder }: GoldenModel) => base64((await loadModel(folder)).toBytes());

  test.each(goldenModels.map((golden) => [golden.kind, golden] as const))(
    "%s: the same answers to the last bit",
    async (_, golden) => {
      const images = golden.images.map((name) => [name, base64(readFileSync(join(golden.folder, name)))]);
      const { match } = golden.answers;
      const asking = {
        bytes: await bytesOf(golden),
        rows: golden.rows,
        images: Object.fromEntries(images),
        match: match && [match.a, match.b],
      };
      const found = await page.evaluate<string>(`window.asked(${JSON.stringify(asking)})`);
      expect(withoutRemarks(found, golden)).toEqual(expected(golden));
      // With the remarks, and all embeddings: as Node says it.
      const model = await loadModel(golden.folder);
      const files = filesOf(golden);
      const pair = match && ([join(golden.folder, match.a), join(golden.folder, match.b)] as const);
      expect(found).toBe(await asked(model, files.length > 0 ? files : golden.rows, { match: pair }));
    },
  );

  test("a file that is read and written is the same bytes", async () => {
    for (const golden of goldenModels) {
      const bytes = await bytesOf(golden);
      expect(await page.evaluate<string>(`window.round("${bytes}")`)).toBe(bytes);
    }
  });

  test("a folder and a file that a server gives, by their addresses", async () => {
    const golden = goldenModels.find(({ kind }) => kind === "siamese")!;
    const bytes = (await loadModel(golden.folder)).toBytes();
    const file = (name: string) => readFileSync(join(golden.folder, name));
    const files = {
      "/": "<title>models</title>",
      "/one.safetensors": bytes,
      "/run/model.json": file("model.json"),
      "/run/model.safetensors": file("model.safetensors"),
      "/run/references.safetensors": file("references.safetensors"),
      "/bare/model.json": file("model.json"),
      "/bare/model.safetensors": file("model.safetensors"),
    };
    await served(files, async (origin) => {
      await page.goto(origin);
      await page.addScriptTag({ type: "module", content: script });
      await page.waitForFunction("window.at");
      const at = (path: string) => page.evaluate<number[]>(`window.at(${JSON.stringify(path)})`);
      for (const path of ["one.safetensors", "/run/", `${origin}/run/`, "run/model.safetensors"])
        expect(Buffer.from(bytes).equals(Uint8Array.from(await at(path))), path).toBe(true);
      expect((await at("/bare/")).length).toBeLessThan(bytes.length); // without its good parts
      expect(await page.evaluate<string>('window.folder("/nowhere/")')).toBe(
        "UserError: /nowhere/model.json: there is no such file; check the address",
      );
      // In Node too, where a text is an address only when it says so.
      expect((await loadModel(`${origin}/run/`)).toBytes()).toEqual(bytes);
      expect((await loadModel(new URL("one.safetensors", origin))).toBytes()).toEqual(bytes);
    });
  });

  test("a mistake in a row, and what takes files, is a UserError", async () => {
    const bytes = await bytesOf(goldenModels.find(({ kind }) => kind === "classes")!);
    expect(await page.evaluate<string>(`window.wrong("${bytes}", { sepal_lenght: 5 })`)).toBe(
      'UserError: predict, row 1: has no "sepal_length"; did you mean "sepal_lenght"? Its columns are sepal_lenght; a cell without a value is null',
    );
    expect(await page.evaluate<string>(`window.saved("${bytes}")`)).toMatch(
      /^UserError: there are no files here/,
    );
    expect(await page.evaluate<string>(`window.folder("data:text/plain,x")`)).toMatch(
      /^UserError: the model is not a whole safetensors file: it has 1 bytes/,
    );
  });
});
