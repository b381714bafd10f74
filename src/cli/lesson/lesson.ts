import { existsSync, readdirSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { blobs } from "../../data/blobs.ts";
import type { Dataset } from "../../data/dataset.ts";
import { loadDataset } from "../../data/loadDataset.ts";
import { numbers } from "../../data/numbers.ts";
import { fitScaler } from "../../data/scale.ts";
import { loadEngine } from "../../engine/load.ts";
import { UserError } from "../../errors.ts";
import { writeError, writeFileAtomic } from "../../files.ts";
import { toSamples } from "../../model/samples.ts";
import { type Epoch, NeuralNetwork } from "../../nn/lesson.ts";
import { parameterCount } from "../../nn/network.ts";
import { matrixChart } from "../../plot/charts/matrix.ts";
import { scatterChart } from "../../plot/charts/scatter.ts";
import { writeChart } from "../../plot/write.ts";
import { fit } from "../../train/fit/fit.ts";
import { lessonPlan } from "../../train/fit/plan.ts";
import type { Plan } from "../../train/run/experiment.ts";
import { type Console, openConsole } from "../terminal/console.ts";
import { figures } from "../terminal/figures.ts";
import { choice, jsonOption, seed } from "../terminal/options.ts";
import { drawDistances, learnDistances, learnedClasses, pairTable, siameseSizes } from "./lessonSiamese.ts";
import { type LessonWords, lessonWords, tryParts } from "./lessonWords.ts";

interface Options {
  out: string;
  seed: number;
  lang: keyof typeof lessonWords;
  json?: boolean;
}

export const command = new Command("lesson")
  .option("--out <dir>", "the folder for pictures and numbers", "kiso-lesson")
  .option("--seed <n>", "of the first weights", seed, 0)
  .addOption(choice("--lang <language>", "of the words", Object.keys(lessonWords)).default("en"))
  .addOption(jsonOption())
  .action(run);

const hidden = 32;
const epochs = 30;
const batchSize = 32;
const learningRate = 0.01;

async function run({ out, seed, lang, json }: Options): Promise<void> {
  await openFolder(out);
  const words = lessonWords[lang];
  const console = openConsole({ json });
  const paragraph = (lines: readonly string[]) => console.say(`\n${lines.join("\n")}`);
  console.say(words.title);

  paragraph(words.blobs(join(out, "std_samples.png")));
  await drawBlobs(out, words);

  const { splits } = await loadDataset("lesson");
  const test = splits.test!;
  const rows = splits.train!.shuffle(42).select(Array.from({ length: 1000 }, (_, i) => i));
  paragraph(words.data(rows.nSamples, test.nSamples, rows.nFeatures, rows.nClasses));

  const sizes = [rows.nFeatures, hidden, rows.nClasses];
  paragraph(words.network(sizes, seed, parameterCount({ sizes, activation: "sigmoid" })));
  const plan = lessonPlan({ sizes, epochs, batch: batchSize, learningRate, seed });
  const network = new NeuralNetwork(rows.nFeatures, hidden, rows.nClasses, { learningRate, seed });

  paragraph(words.training(epochs, batchSize, learningRate));
  const history: Epoch[] = [];
  for (const epoch of network.train(rows.features, rows.labels, { epochs, batchSize })) {
    history.push(epoch);
    if (epoch.epoch % 5 === 0) console.say(`   Epoch ${epoch.epoch}, Loss: ${epoch.loss}`);
  }
  const accuracy = network.evaluate(test.features, test.labels);
  console.say(`   Accuracy: ${accuracy}`);
  console.say(words.accuracy(test.nSamples));

  paragraph(words.weights);
  sayWeights(network, console);
  await drawWeights(network, out, words);

  paragraph(words.automatic);
  const difference = await compareWithGraph(network, history, rows, plan);
  console.say(words.difference(difference.loss, difference.weight).join("\n"));

  const sizesOfTwins = siameseSizes(rows.nFeatures);
  const parametersOfTwins = parameterCount({ sizes: sizesOfTwins, activation: "sigmoid" });
  paragraph(words.siamese(sizesOfTwins, parametersOfTwins, learnedClasses));
  const { result: siamese, drawn } = await learnDistances({ rows, test, training: plan.training, seed });
  console.say(`\n${pairTable(siamese, words).replace(/^/gm, "   ")}`);
  paragraph(words.pairs);
  await drawDistances(drawn, siamese.threshold.threshold, out, words);
  paragraph(words.threshold(siamese.threshold, join(out, "distances.png")));
  console.say(words.embeddings(join(out, "embeddings.png")).join("\n"));

  const weights = Object.fromEntries(parameters.map((name) => [name, matrix(network, name)]));
  const result = { seed, epochs: history, accuracy, difference, weights, siamese };
  await writeFileAtomic(join(out, marker), `${JSON.stringify(result, null, 2)}\n`);
  const pictures = ["std_samples", "weights", "distances", "embeddings"];
  const files = [...pictures.flatMap((name) => [`${name}.png`, `${name}.svg`]), marker].map((name) =>
    join(out, name),
  );
  paragraph([words.wrote, ...files.map((file) => `   ${file}`)]);
  paragraph([words.next, `   npx ${words.tryIris}`, `   npx ${words.tryOwn}`]);
  paragraph([words.parts, ...tryParts.map((line) => `   npx ${line}`)]);
  console.json({ ...result, files });
}

/** The numbers of a lesson, by which its folder is known again. */
const marker = "lesson.json";

/** The lesson may be taken again into its own folder, but writes over nothing else. */
async function openFolder(out: string): Promise<void> {
  if (existsSync(out) && !statSync(out).isDirectory())
    throw new UserError(`--out ${out} is a file, not a folder; name a new folder`);
  try {
    if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, marker))) {
      throw new UserError(`${out} is not empty and is no lesson's folder; name a new folder with --out`);
    }
    await mkdir(out, { recursive: true });
  } catch (error) {
    throw writeError(out, error);
  }
}

async function drawBlobs(out: string, { figureTitle }: LessonWords): Promise<void> {
  const facets = [0.8, 1.3, 1.6, 1.9].map((clusterStd) => {
    const { X, y } = blobs({ nSamples: 300, centers: 5, nFeatures: 2, clusterStd, randomState: 0 });
    const points = numbers(X);
    const column = (j: number) => Float64Array.from({ length: 300 }, (_, i) => points[2 * i + j]!);
    return { title: `std_samples=${clusterStd}`, x: column(0), y: column(1), label: numbers(y) };
  });
  const svg = await scatterChart({
    facets,
    columns: 2,
    palette: "turbo",
    title: figureTitle,
    xLabel: "x0",
    yLabel: "x1",
  });
  await writeChart(join(out, "std_samples.svg"), svg);
  await writeChart(join(out, "std_samples.png"), svg, { dpi: 250 });
}

const parameters = ["weightsInputHidden", "biasHidden", "weightsHiddenOutput", "biasOutput"] as const;

const matrix = (network: NeuralNetwork, name: (typeof parameters)[number]) =>
  network[name].tolist() as number[][];

function sayWeights(network: NeuralNetwork, console: Console): void {
  for (const name of parameters) {
    console.say(`\n   ${name} (${network[name].shape.join(", ")})`);
    console.say(figures(matrix(network, name)).replace(/^/gm, "   "));
  }
}

async function drawWeights(
  network: NeuralNetwork,
  out: string,
  { weightsTitle }: LessonWords,
): Promise<void> {
  const panels = parameters.map((name) => ({ title: name, values: matrix(network, name) }));
  const svg = await matrixChart({ panels, title: weightsTitle });
  await writeChart(join(out, "weights.svg"), svg);
  await writeChart(join(out, "weights.png"), svg, { dpi: 192 });
}

/** Trains the same network as a graph, from the same first weights, and takes the largest relative differences. */
async function compareWithGraph(
  network: NeuralNetwork,
  history: readonly Epoch[],
  rows: Dataset,
  plan: Plan,
) {
  const difference = { loss: 0, weight: 0 };
  const names = ["dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias"];
  const train = toSamples(rows, fitScaler("none", rows.features));
  for await (const report of fit(plan, { engine: await loadEngine("auto"), train })) {
    difference.loss = Math.max(difference.loss, Math.abs(report.loss / history[report.epoch]!.loss - 1));
    if (report.epoch < epochs - 1) continue;
    const { state } = report.checkpoint();
    names.forEach((name, i) => {
      const byHand = numbers(network[parameters[i]!]);
      state[name]!.data.forEach((w, j) => {
        difference.weight = Math.max(difference.weight, Math.abs(w - byHand[j]!));
      });
    });
  }
  return difference;
}
