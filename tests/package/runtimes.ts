import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { npmInstall } from "./install.ts";

const { platform, arch } = process;
const windows = platform === "win32";
const exe = windows ? ".exe" : "";
const node = `node-${windows ? "win" : platform}-${arch}`;

/** Each as a package of npm that holds the program and runs no script, and how the program is called. */
const runtimes = {
  "Node 20": { spec: `npm:${node}@20`, program: windows ? "bin/node.exe" : "bin/node", argv: [] },
  "Node 22": { spec: `npm:${node}@22`, program: windows ? "bin/node.exe" : "bin/node", argv: [] },
  "Node 24": { spec: `npm:${node}@24`, program: windows ? "bin/node.exe" : "bin/node", argv: [] },
  Bun: {
    spec: `npm:@oven/bun-${windows ? "windows" : platform}-${arch === "arm64" ? "aarch64" : arch}@1`,
    program: `bin/bun${exe}`,
    argv: ["run"],
  },
  Deno: {
    spec: `npm:@deno/${platform}-${arch}${platform === "linux" ? "-glibc" : ""}@2`,
    program: `deno${exe}`,
    argv: ["run", "--allow-all", "--no-lock"],
  },
} as const;

export type RuntimeName = keyof typeof runtimes;
export const runtimeNames = Object.keys(runtimes) as RuntimeName[];

/** Half a gigabyte is fetched where that is asked for, by `npm run test:runtimes` and on CI, not by every `npm test`. */
const fetches = Boolean(process.env.KISO_RUNTIMES ?? process.env.CI);

/** They stay here from one run of the tests to the next. */
const cache = resolve("node_modules/.cache/kiso-runtimes");

/** The command of a runtime, or why it is not to be had here. */
export async function runtime(name: RuntimeName): Promise<{ command: string[] } | { missing: string }> {
  if (name === `Node ${process.versions.node.split(".")[0]}`) return { command: [process.execPath] };
  const { spec, program, argv } = runtimes[name];
  const folder = join(cache, name.toLowerCase().replace(" ", "-"));
  const path = join(folder, "node_modules/runtime", program);
  if (!existsSync(path)) {
    if (!fetches) return { missing: "npm run test:runtimes fetches it, half a gigabyte with the others" };
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    const missing = await npmInstall(folder, `runtime@${spec}`);
    if (missing) return { missing };
    if (!existsSync(path)) return { missing: `${spec} holds no ${program}` };
  }
  return { command: [path, ...argv] };
}

/** Goes through the entries; `train` is the program that all runtimes and pages run. */
export const runtimeProgram = (train: string) => `${train}
import { loadDataset, loadTables } from "kiso/node";
import { NeuralNetwork } from "kiso/numpy";
import { scatterChart } from "kiso/plot";
import { reportText } from "kiso/report";
const { tables } = await loadTables("iris");
const iris = await loadDataset("iris", { split: "train" });
const byHand = new NeuralNetwork(4, 8, 3, { seed: 0 });
const epochs = [...byHand.train(iris.features, iris.labels, { epochs: 2 })];
console.log(JSON.stringify({
  learned: await globalThis.learn("auto"),
  rows: tables.train.rows,
  byHand: epochs.map(({ loss }) => loss),
  entries: [typeof scatterChart, typeof reportText],
}));
`;
