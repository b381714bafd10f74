import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, type TestContext, test } from "vitest";
import { run } from "./install.ts";

/** The types, as TypeScript reads them in a project of any kind. */
export function declarations(project: (context: TestContext) => string): void {
  describe.for([
    ["node16", "node16"],
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ] as const)("its types, with module %s and moduleResolution %s", ([module, moduleResolution]) => {
    const compile = async (consumer: string, ...flags: string[]): Promise<string[]> => {
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
      expect(await compile(project(context), "--skipLibCheck")).toEqual([]); // as `tsc --init` writes it
    });

    test("have no error of their own", async (context) => {
      expect(await compile(project(context), "--lib", "es2023,dom,dom.asynciterable")).toEqual([]);
    });

    test("nor in a program for Node alone, which has no types of the browser's", async (context) => {
      const nodeTypes = ["--typeRoots", resolve("node_modules/@types"), "--types", "node"];
      expect(await compile(project(context), "--lib", "es2023", ...nodeTypes)).toEqual([]);
    });
  });
}

const program = `import { fit, fitScaler, loadEngine } from "kiso";
import { loadDataset } from "kiso/node";
import { applyScaler, type Dataset, NeuralNetwork, np } from "kiso/numpy";
import { scatterChart } from "kiso/plot";
import { reportText } from "kiso/report";

const iris: Dataset = await loadDataset("iris", { split: "train" });
const network = new NeuralNetwork(4, 8, 3, { seed: 0 });
const losses: number[] = [...network.train(iris.features, iris.labels, { epochs: 2, batch: 8 })].map(({ loss }) => loss);
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
// @ts-expect-error: a chart takes panels
scatterChart(3);
// @ts-expect-error: a report's text is of a report
reportText("no report");
export { losses, name, wrong };
`;
