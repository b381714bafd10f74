import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";

const run = promisify(execFile);
const root = mkdtempSync(join(tmpdir(), "kiso-package-"));
afterAll(() => rmSync(root, { recursive: true }));

interface Packed {
  filename: string;
  size: number;
  unpackedSize: number;
  files: { path: string; size: number }[];
}
let packed: Packed;
const consumer = join(root, "consumer");
/** Why the package could not be installed here, if it could not. */
let offline: string | undefined;

// What npm test has built is packed as it is: --ignore-scripts leaves dist/ alone while other tests use it.
beforeAll(async () => {
  const { stdout } = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", root]);
  [packed] = JSON.parse(stdout);
  mkdirSync(consumer);
  writeFileSync(
    join(consumer, "package.json"),
    '{ "name": "consumer", "private": true, "type": "module" }\n',
  );
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=1"];
  try {
    await run("npm", ["install", ...flags, join(root, packed.filename)], { cwd: consumer });
  } catch (error) {
    const code = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED)\b/.exec(
      String(error),
    );
    if (!code) throw error;
    offline = `npm cannot reach a registry from here (${code[0]})`;
  }
}, 300_000);

const installed = (context: TestContext) => {
  if (offline) context.skip(offline);
};

describe("the package", () => {
  test("holds the build, the assets, the READMEs and the licence, and nothing else", () => {
    const paths = packed.files.map(({ path }) => path);
    const strange = paths.filter(
      (path) => !/^(dist|assets)\/|^(package\.json|LICENSE|README\.md|README\.ja\.md)$/.test(path),
    );
    expect(strange).toEqual([]);
    for (const path of [
      "LICENSE",
      "README.md",
      "README.ja.md",
      "dist/cli.js",
      "dist/index.js",
      "dist/types/index.d.ts",
    ])
      expect(paths).toContain(path);
    expect(paths.some((path) => path.startsWith("assets/data/") && path.endsWith(".parquet"))).toBe(true);
    expect(paths.some((path) => path.startsWith("assets/fonts/"))).toBe(true);
    expect(paths.filter((path) => /^dist\/lessons\/|\.test\.|\.map$/.test(path))).toEqual([]);
  });

  test("is small", () => {
    const megabytes = (bytes: number) => (bytes / 1e6).toFixed(2);
    console.log(
      `package: ${megabytes(packed.size)} MB packed, ${megabytes(packed.unpackedSize)} MB unpacked, ${packed.files.length} files`,
    );
    expect(packed.size).toBeLessThan(5e6);
  });
});

describe("installed in an empty folder", () => {
  test("npx kiso trains on the user's own file", async (context) => {
    installed(context);
    const npx = (...argv: string[]) => run("npx", ["--no-install", "kiso", ...argv], { cwd: consumer });
    await npx("blobs", "--samples", "60", "--centers", "3", "--out", "mydata.csv");
    const { stdout } = await npx("train", "mydata.csv", "--json");
    const { accuracy, run: folder } = JSON.parse(stdout);
    expect(accuracy).toBeGreaterThan(0.5);
    expect(readdirSync(join(consumer, folder))).toContain("model.safetensors");
    expect(statSync(join(consumer, folder, "plots/weights.png")).size).toBeGreaterThan(5000);
    // What ships with the package is found from there, too.
    const iris = JSON.parse((await npx("train", "iris", "--epochs", "2", "--json")).stdout);
    expect(iris.epochs).toHaveLength(2);
  });

  test('import "kiso" has the README\'s functions', async (context) => {
    installed(context);
    const program = `import { fit, loadEngine } from "kiso";
      import { loadDataset } from "kiso/node";
      import { NeuralNetwork } from "kiso/numpy";
      const iris = await loadDataset("iris", { split: "train" });
      console.log(iris.nSamples, typeof fit, (await loadEngine("auto")).name, new NeuralNetwork(4, 3, 2, { seed: 0 }).weightsInputHidden.shape.join());`;
    const { stdout, stderr } = await run(process.execPath, ["--input-type=module", "-e", program], {
      cwd: consumer,
    });
    expect({ stdout, stderr }).toEqual({ stdout: "150 function wasm 4,3\n", stderr: "" });
  });

  describe.for([
    ["node16", "node16"],
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ] as const)("its types, with module %s and moduleResolution %s", ([module, moduleResolution]) => {
    const compile = async (...flags: string[]): Promise<string[]> => {
      const folder = join(consumer, moduleResolution);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "main.ts"), program);
      const tsc = resolve("node_modules/typescript/bin/tsc");
      const modules = ["--module", module, "--moduleResolution", moduleResolution];
      const argv = [tsc, "--strict", "--noEmit", "--target", "es2022", ...modules, ...flags];
      const { stdout } = await run(process.execPath, [...argv, join(folder, "main.ts")], {
        cwd: consumer,
      }).catch((error) => error);
      return stdout.split("\n").filter(Boolean);
    };

    test("compile in a strict program", async (context) => {
      installed(context);
      expect(await compile("--skipLibCheck")).toEqual([]); // as `tsc --init` writes it
    });

    test("have no error of their own", async (context) => {
      installed(context);
      expect(await compile("--lib", "es2023,dom,dom.asynciterable")).toEqual([]);
    });
  });
});

const program = `import { fit, fitScaler, loadEngine } from "kiso";
import { loadDataset } from "kiso/node";
import { applyScaler, type Dataset, NeuralNetwork, np } from "kiso/numpy";

const iris: Dataset = await loadDataset("iris", { split: "train" });
const network = new NeuralNetwork(4, 8, 3, { seed: 0 });
const losses: number[] = [...network.train(iris.features, iris.labels, { epochs: 2, batchSize: 8 })].map(({ loss }) => loss);
const engine = await loadEngine("auto");
// @ts-expect-error: a number is no text
const name: string = iris.nSamples;
const features = applyScaler(fitScaler("standard", iris.features), iris.features);
// @ts-expect-error: an array is no number: its type is known, not any
const wrong: number = np.add(features, 1);
// @ts-expect-error: nor has it any method
features.noSuchMethod();
// @ts-expect-error: a plan has a training, a seed, and sizes that are numbers
fit({ network: { sizes: "10", activation: "relu", initializer: "heNormal" } }, { engine });
export { losses, name, wrong };
`;
