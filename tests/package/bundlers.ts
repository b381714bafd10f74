import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import nodeResolve from "@rollup/plugin-node-resolve";
import esbuild from "esbuild";
import { rollup } from "rollup";
import { build as vite } from "vite";
import webpack from "webpack";

/** Writes `entry` and what it imports into `out`, minified. `late`: it loads parts of kiso when they are called for. */
type Bundle = (entry: string, out: string, late: boolean) => Promise<void>;

export const bundlers: Readonly<Record<string, Bundle>> = {
  async Vite(entry, out) {
    await vite({
      configFile: false,
      root: join(out, ".."),
      base: "./",
      logLevel: "error",
      build: { outDir: out, target: "es2022", rolldownOptions: { input: entry } },
    });
  },

  async esbuild(entry, out, late) {
    await esbuild.build({
      entryPoints: [entry],
      outdir: out,
      bundle: true,
      splitting: late, // without it, what is loaded late is in the one file too
      minify: true,
      format: "esm",
      target: "es2022",
      logLevel: "error",
    });
  },

  async Rollup(entry, out) {
    const bundle = await rollup({
      input: entry,
      plugins: [nodeResolve({ browser: true })],
      onLog: (_, { message }) => {
        throw new Error(message);
      },
    });
    await bundle.write({
      dir: out,
      format: "es",
      plugins: [
        {
          name: "minify",
          renderChunk: async (code) =>
            (await esbuild.transform(code, { minify: true, target: "es2022" })).code,
        },
      ],
    });
    await bundle.close();
  },

  webpack: (entry, out) =>
    new Promise((done, failed) => {
      webpack(
        {
          mode: "production",
          context: join(out, ".."),
          entry,
          output: { path: out, filename: "[name].js", module: true },
          experiments: { outputModule: true },
          performance: { hints: false },
        },
        (error, stats) => {
          const wrong = stats?.hasErrors() || stats?.hasWarnings();
          if (error || wrong) failed(error ?? new Error(stats?.toString({ preset: "errors-warnings" })));
          else done();
        },
      );
    }),
};

/** Bundles a program in the project `consumer`, and tells the script that a page names, from there. */
export async function bundled(
  consumer: string,
  bundler: string,
  what: string,
  program: string,
): Promise<string> {
  const folder = join(consumer, `${bundler}-${what}`);
  mkdirSync(folder, { recursive: true });
  const entry = join(folder, `${what}.js`);
  writeFileSync(entry, program);
  const out = join(folder, "out");
  await bundlers[bundler]!(entry, out, what !== "accuracy");
  const scripts = readdirSync(out, { recursive: true, encoding: "utf8" });
  const script = scripts.find((file) => new RegExp(`^(main|${what})\\b.*\\.js$`).test(basename(file)))!;
  return relative(consumer, join(out, script)).replaceAll("\\", "/");
}

/** Bytes of scripts, each packed as a server sends it. */
export const gzipped = (consumer: string, scripts: readonly string[]): number =>
  scripts.reduce(
    (sum, script) => sum + gzipSync(readFileSync(join(consumer, script)), { level: 9 }).length,
    0,
  );

export const accuracyProgram = `import { accuracy } from "kiso";
globalThis.answer = { accuracy: accuracy([[2, 1], [0, 1]]) };
`;

/** Learns which quarters of a square are opposite, then names rows that it has not seen. `from`: what it imports. */
export const trainProgram = (from: string) => `import { Evaluator, fit, loadEngine } from "${from}";
const features = Float64Array.from({ length: 400 }, (_, i) => ((i * 7919) % 1000) / 500 - 1);
const labels = Int32Array.from({ length: 200 }, (_, i) => Number(features[2 * i] * features[2 * i + 1] > 0));
const part = (start, end) => ({ features: features.slice(2 * start, 2 * end), labels: labels.slice(start, end) });
const network = { sizes: [2, 16, 2], activation: "tanh", initializer: "glorotUniform" };
const training = { epochs: 60, batch: 10, learningRate: 0.02, optimizer: { name: "adam" }, l2: 0, shuffle: true, reduction: "mean", dtype: "float64" };
globalThis.learn = async (name) => {
  const engine = await loadEngine(name);
  const losses = [];
  let state;
  for await (const { loss, checkpoint } of fit({ network, training, seed: 0 }, { engine, train: part(0, 150) })) {
    losses.push(loss);
    state = checkpoint().state;
  }
  const evaluator = new Evaluator(engine, { network, dtype: "float64" });
  evaluator.set(state);
  const { predicted, accuracy } = await evaluator.measure(part(150, 200));
  return { engine: engine.name, losses, accuracy, predicted: [...predicted] };
};
globalThis.learn("auto").then((answer) => { globalThis.answer = answer; }, (error) => { globalThis.answer = { error: String(error) }; });
`;

/** Trains as `kiso train` does on a File of CSV, and answers raw records. */
export const trainRowsProgram = `import { train } from "kiso";
const rows = Array.from({ length: 60 }, (_, i) => i % 7 + "," + (i * 3) % 11 + "," + (i % 7 > 3 ? "large" : "small"));
const data = new File([["width,height,size", ...rows].join("\\n")], "parts.csv");
const learn = async () => {
  for await (const report of train({ data, epochs: 60, batch: 8, optimizer: "adam", learningRate: 0.02 })) {
    if (report.kind !== "trained") continue;
    const { model, experiment } = report;
    const answers = await model.predict([{ width: 6, height: 2 }, { width: 1, height: 2 }]);
    return { engine: experiment.engine, source: experiment.data.source, labels: answers.map(({ label }) => label) };
  }
};
learn().then((answer) => { globalThis.answer = answer; }, (error) => { globalThis.answer = { error: String(error) }; });
`;

/** A server's program through webpack, as Next builds one: kiso stays outside, and Node finds it. */
export async function serverBundle(consumer: string, program: string): Promise<string> {
  const folder = join(consumer, "server");
  mkdirSync(folder, { recursive: true });
  const entry = join(folder, "server.js");
  writeFileSync(entry, program);
  const out = join(folder, "out");
  await new Promise<void>((done, failed) => {
    webpack(
      {
        mode: "production",
        target: "node20",
        context: folder,
        entry,
        output: { path: out, filename: "server.mjs", module: true },
        experiments: { outputModule: true },
        externals: [
          ({ request }, use) =>
            /^kiso(\/|$)/.test(request ?? "") ? use(undefined, `module ${request}`) : use(),
        ],
      },
      (error, stats) => {
        const wrong = stats?.hasErrors() || stats?.hasWarnings();
        if (error || wrong) failed(error ?? new Error(stats?.toString({ preset: "errors-warnings" })));
        else done();
      },
    );
  });
  return join(out, "server.mjs");
}
