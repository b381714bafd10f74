import { execFile } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { format, promisify } from "node:util";
import { afterAll, describe, expect, test, vi } from "vitest";

// The lessons run on the sources, each in an empty folder.
const folder = mkdtempSync(join(tmpdir(), "kiso-lessons-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ran {
  stdout: string;
  files: string[];
}

/** A program as a reader runs it. */
async function run(program: string, root = "."): Promise<Ran> {
  const cwd = mkdtempSync(join(folder, "run-"));
  const runner = resolve(root, "lessons/run.mjs");
  const { stdout, stderr } = await promisify(execFile)("node", [runner, program], { cwd });
  expect(stderr).toBe("");
  return { stdout, files: readdirSync(cwd).map((file) => join(cwd, file)) };
}

/** Lesson `number` in this process: run.mjs takes longer to write its one file than most lessons to run. */
async function lesson(number: string): Promise<Ran> {
  const [cwd, before] = [mkdtempSync(join(folder, "run-")), process.cwd()];
  const name = readdirSync("lessons").find((file) => file.startsWith(`0${number}-`))!;
  let stdout = "";
  const log = vi.spyOn(console, "log").mockImplementation((...words) => {
    stdout += `${format(...words)}\n`;
  });
  const error = vi.spyOn(process.stderr, "write");
  process.chdir(cwd);
  try {
    await import(`../lessons/${name.replace(".ts", "")}.ts`);
    expect(error).not.toHaveBeenCalled();
  } finally {
    process.chdir(before);
    log.mockRestore();
    error.mockRestore();
  }
  return { stdout, files: readdirSync(cwd).map((file) => join(cwd, file)) };
}

function fenced(markdown: string, language: string): string[] {
  return Array.from(
    markdown.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms")),
    ([, code]) => code!,
  );
}

function expectPictures(files: string[], names: string[]): void {
  expect(files.map((file) => file.split("/").at(-1)).sort()).toEqual(names);
  for (const file of files) {
    expect(readFileSync(file).subarray(1, 4).toString(), "a PNG").toBe("PNG");
    expect(statSync(file).size, "more than an empty page").toBeGreaterThan(20_000);
  }
}

// Both languages show the same code (below), so that it is run once.
test("the code of lessons/README.md runs from top to bottom and prints what both languages show", async () => {
  const page = (name: string) => readFileSync(join("lessons", name), "utf8");
  const program = join(folder, "README.ts");
  writeFileSync(program, fenced(page("README.md"), "ts").join(""));
  const { stdout, files } = await run(program);
  for (const name of ["README.md", "README.ja.md"])
    expect(stdout, name).toBe(fenced(page(name), "text").join(""));
  expect(stdout.split("\n").length).toBeGreaterThan(20);
  expectPictures(files, ["distances.png", "embeddings.png", "std_samples.png", "weights.png"]);
});

test.each(["README.md", "README.ja.md"])(
  "each numbered section of lessons/%s is a program of that number",
  (name) => {
    const page = readFileSync(join("lessons", name), "utf8");
    const sections = Array.from(page.matchAll(/^## (\d+)\. /gm), ([, number]) => Number(number));
    const programs = readdirSync("lessons").flatMap((file) => /^(\d\d)-.*\.ts$/.exec(file)?.[1] ?? []);
    expect(sections).toEqual(programs.map(Number).sort((a, b) => a - b));
    expect(sections.length).toBeGreaterThan(8);
  },
);

test("both languages show the same code", () => {
  const code = (name: string) =>
    fenced(readFileSync(join("lessons", name), "utf8"), "ts").map((block) =>
      block.replaceAll(/ *\/\/.*/g, ""),
    );
  expect(code("README.ja.md")).toEqual(code("README.md"));
});

test("an edit of a source shows at the next run", async () => {
  const copy = mkdtempSync(join(folder, "copy-"));
  for (const part of ["src", "lessons", "scripts", "kernels", "tsconfig.json", "package.json"])
    cpSync(part, join(copy, part), { recursive: true });
  for (const part of ["node_modules", "assets"]) symlinkSync(resolve(part), join(copy, part));
  const page = join(copy, "src/nn/lesson.ts");
  const source = readFileSync(page, "utf8");
  expect(source).toContain("scale = 0.01 }");
  const weights = ({ stdout }: { stdout: string }): number[] => JSON.parse(stdout.split("\n")[2]);
  const before = weights(await run("3", copy));
  writeFileSync(page, source.replace("scale = 0.01 }", "scale = 0.02 }"));
  expect(weights(await run("3", copy))).toEqual(before.map((weight) => 2 * weight));
});

describe("each lesson by itself", () => {
  test("1: the four blob sets", async () => {
    const { stdout, files } = await lesson("1");
    expect(stdout).toContain("[ 4, 3, 0 ]");
    expectPictures(files, ["std_samples.png"]);
  });

  test("2: a thousand shuffled rows", async () => {
    const { stdout } = await lesson("2");
    expect(stdout).toContain(
      "train 5000 rows, test 1000 rows\n10 features, 10 classes\n[ 1000, 10 ] [ 1000 ]",
    );
    expect(stdout).toContain("] -> 5\n");
  });

  test("3: probabilities and loss of a network without an opinion", async () => {
    const { stdout } = await lesson("3");
    expect(stdout).toMatch(/^0\.098 0\.097 0\.102 .*0\.106\n2\.3039 2\.3026\n$/m);
  });

  test("4: the gradient tried and the gradient told are one", async () => {
    const { stdout } = await lesson("4");
    expect(stdout).toBe("tried 5.4917, told by the chain rule 5.4917\n");
  });

  test("5: the loss every five epochs, then the accuracy", async () => {
    const { stdout } = await lesson("5");
    const lines = stdout.trim().split("\n");
    expect(lines.map((line) => line.replace(/(\.\d{9})\d*$/, "$1"))).toEqual([
      "Epoch 0, Loss: 1.142255522",
      "Epoch 5, Loss: 0.093127361",
      "Epoch 10, Loss: 0.046118899",
      "Epoch 15, Loss: 0.031068043",
      "Epoch 20, Loss: 0.023546811",
      "Epoch 25, Loss: 0.018999536",
      "Accuracy: 0.992",
    ]);
  });

  test("6: the weights as a picture", async () => {
    const { stdout, files } = await lesson("6");
    expect(stdout).toMatch(/^biasOutput( -?0\.\d\d){10}\n$/);
    expectPictures(files, ["weights.png"]);
  });

  test("7: accuracy falls as the blobs widen", async () => {
    const { stdout } = await lesson("7");
    const accuracies = stdout
      .trim()
      .split("\n")
      .map((line) => Number(line.split(" ").at(-1)));
    expect(accuracies).toEqual([1, 1, 0.999, 0.998, 0.992, 0.961, 0.882]);
  });

  test("8: the graph's gradients are those by hand", async () => {
    const { stdout } = await lesson("8");
    // What the page says follows the five lines that it shows, up to %5.
    const graph = stdout.slice(0, stdout.indexOf("\n\n")).split("\n").slice(0, -1); // before what inspect prints
    const following = graph.length - 1 - graph.findIndex((line) => line.startsWith("%5 = "));
    expect(following).toBeGreaterThan(10);
    expect(readFileSync("lessons/README.md", "utf8")).toContain(`Another ${following} lines follow`);
    expect(readFileSync("lessons/README.ja.md", "utf8")).toContain(`このあとに ${following} 行続きます`);
    expect(stdout).toMatch(/^mean loss 2\.30385520696424\d, by hand 2\.30385520696424\d$/m);
    const apart = /^320 gradients of W1, apart by at most (.+)$/m.exec(stdout);
    expect(Number(apart?.[1])).toBeLessThan(1e-12);
    expect(stdout).toMatch(/^update dense1\.weight = %\d+$/m);
    expect(stdout).toContain("\n    = xᵀ dense1'\n");
    expect(stdout).toMatch(/^ {2}\+ sigmoid1\[31,3\] · dense2'\[31,1\] .*\n {2}= -1\.11280782953\d+\n$/m);
  });

  test("9: distances tell the classes that were learned, on rows that were not", async () => {
    const { stdout } = await lesson("9");
    const looks = Object.fromEntries(
      Array.from(
        stdout.matchAll(/^(.+): same ([\d.]+), different ([\d.]+), AUROC ([\d.]+)$/gm),
        ([, what, same, different, auroc]) => [
          what,
          { same: Number(same), different: Number(different), auroc: Number(auroc) },
        ],
      ),
    );
    const before = looks["learned classes, first weights"];
    const after = looks["learned classes, embedding"];
    expect(after.same).toBeLessThan(0.5 * before.same);
    expect(after.different).toBeGreaterThan(1);
    expect(after.auroc).toBeGreaterThan(0.99);
    expect(after.auroc).toBeGreaterThan(looks["learned classes, columns"].auroc);
    // What the page says of classes that were not learned.
    expect(looks["unseen classes, embedding"].auroc).toBeLessThan(looks["unseen classes, columns"].auroc);
    for (const [, wrong, of] of stdout.matchAll(/^called .+: (\d+) of (\d+)$/gm))
      expect(Number(wrong) / Number(of)).toBeLessThan(0.05);
    expect(stdout).toMatch(
      /^called same, but different: \d+ of 170\ncalled different, but same: \d+ of 171$/m,
    );
  });
});
