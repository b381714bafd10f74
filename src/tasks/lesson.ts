import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { loadDataset } from "../data/loadDataset.ts";
import { numbers } from "../data/numbers/numbers.ts";
import type { Dataset } from "../data/numpy/dataset.ts";
import { fitScaler } from "../data/rows/scale.ts";
import { loadEngine } from "../engine/load.ts";
import { checkNames, SettingError } from "../errors.ts";
import { makeFolder, writeError, writeFileAtomic } from "../files.ts";
import { toSamples } from "../model/samples.ts";
import { parameterCount } from "../nn/layers/network.ts";
import { type Epoch, NeuralNetwork } from "../nn/lesson.ts";
import type { Language } from "../report/report.ts";
import { fit } from "../train/fit/fit.ts";
import { lessonPlan } from "../train/fit/plan.ts";
import type { Plan } from "../train/run/experiment.ts";
import { Pictures, pictureNames } from "./lesson/pictures.ts";
import { learnDistances, type TwinsResult, twinSizes } from "./lesson/twins.ts";

export interface LessonOptions {
  /** the folder for pictures and numbers: new, empty, or a lesson's */
  out: string;
  /** of the first weights; 0 when left out */
  seed?: number;
  /** of the pictures; en when left out */
  lang?: Language;
}

/** How far the network by hand and the one with automatic gradients are apart, at most. */
export interface Difference {
  /** relative */
  loss: number;
  weight: number;
}

/** All numbers of a lesson, as lesson.json has them. */
export interface LessonResult {
  seed: number;
  /** of the network that is written by hand */
  epochs: readonly Epoch[];
  accuracy: number;
  difference: Difference;
  /** weights and biases by name, as rows */
  weights: Record<string, number[][]>;
  siamese: TwinsResult;
}

/** A step of the lesson, before what it tells of is computed; a result behind it. */
export type LessonReport =
  | { kind: "blobs"; picture: string }
  | { kind: "data"; rows: number; test: number; features: number; classes: number }
  | { kind: "network"; sizes: readonly number[]; parameters: number; seed: number }
  | { kind: "training"; epochs: number; batch: number; learningRate: number }
  | ({ kind: "epoch" } & Epoch)
  | { kind: "accuracy"; accuracy: number; rows: number }
  | { kind: "weights"; weights: readonly NamedMatrix[] }
  | { kind: "automatic" }
  | ({ kind: "difference" } & Difference)
  | { kind: "siamese"; sizes: readonly number[]; parameters: number }
  | { kind: "pairs"; siamese: TwinsResult; distances: string; embeddings: string }
  | { kind: "written"; result: LessonResult; files: readonly string[] };

interface NamedMatrix {
  name: string;
  shape: readonly number[];
  rows: number[][];
}

const hidden = 32;
const epochs = 30;
const batch = 32;
const learningRate = 0.01;

/**
 * The lesson from blobs to trained network: the network by hand, the same with automatic gradients, and a Siamese one.
 * Reports each step and each result; pictures and numbers are written to the folder.
 */
export async function* lesson(options: LessonOptions): AsyncGenerator<LessonReport, void, void> {
  checkNames("lesson", options, ["out", "seed", "lang"]);
  const { out, seed = 0, lang = "en" } = options;
  await openFolder(out);
  const pictures = new Pictures(out, lang);
  yield { kind: "blobs", picture: join(out, "std_samples.png") };
  await pictures.blobs();

  const { splits } = await loadDataset("lesson");
  const test = splits.test!;
  const rows = splits.train!.shuffle(42).select(Array.from({ length: 1000 }, (_, i) => i));
  const { nFeatures: features, nClasses: classes } = rows;
  yield { kind: "data", rows: rows.nSamples, test: test.nSamples, features, classes };

  const sizes = [features, hidden, classes];
  yield { kind: "network", sizes, parameters: countOf(sizes), seed };
  const plan = lessonPlan({ sizes, epochs, batch, learningRate, seed });
  const network = new NeuralNetwork(features, hidden, classes, { learningRate, seed });

  yield { kind: "training", epochs, batch, learningRate };
  const history: Epoch[] = [];
  for (const epoch of network.train(rows.features, rows.labels, { epochs, batch })) {
    history.push(epoch);
    yield { kind: "epoch", ...epoch };
  }
  const accuracy = network.evaluate(test.features, test.labels);
  yield { kind: "accuracy", accuracy, rows: test.nSamples };

  const weights = parameters.map((name) => matrixOf(network, name));
  yield { kind: "weights", weights };
  await pictures.weights(weights.map(({ name, rows: values }) => ({ title: name, values })));

  yield { kind: "automatic" };
  const difference = await compareWithGraph(network, history, rows, plan);
  yield { kind: "difference", ...difference };

  const twins = twinSizes(features);
  yield { kind: "siamese", sizes: twins, parameters: countOf(twins) };
  const { result: siamese, drawn } = await learnDistances({ rows, test, training: plan.training, seed });
  await pictures.twins(drawn, siamese.threshold.threshold);
  const [distances, embeddings] = [join(out, "distances.png"), join(out, "embeddings.png")];
  yield { kind: "pairs", siamese, distances, embeddings };

  const named = Object.fromEntries(weights.map(({ name, rows: values }) => [name, values]));
  const result = { seed, epochs: history, accuracy, difference, weights: named, siamese };
  await writeFileAtomic(join(out, marker), `${JSON.stringify(result, null, 2)}\n`);
  const files = [...pictureNames.flatMap((name) => [`${name}.png`, `${name}.svg`]), marker];
  yield { kind: "written", result, files: files.map((name) => join(out, name)) };
}

const countOf = (sizes: readonly number[]) => parameterCount({ sizes: [...sizes], activation: "sigmoid" });

/** The numbers of a lesson, by which its folder is known again. */
const marker = "lesson.json";

/** The lesson may be taken again into its own folder, but writes over nothing else. */
async function openFolder(out: string): Promise<void> {
  if (existsSync(out) && !statSync(out).isDirectory())
    throw new SettingError((say) => `${say("out", out)} is a file, not a folder; name a new folder`);
  try {
    if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, marker))) {
      throw new SettingError(
        (say) => `${out} is not empty and is no lesson's folder; name a new folder with ${say("out")}`,
      );
    }
    await makeFolder(out);
  } catch (error) {
    throw writeError(out, error);
  }
}

const parameters = ["weightsInputHidden", "biasHidden", "weightsHiddenOutput", "biasOutput"] as const;

const matrixOf = (network: NeuralNetwork, name: (typeof parameters)[number]): NamedMatrix => ({
  name,
  shape: network[name].shape,
  rows: network[name].tolist() as number[][],
});

/** Trains the same network as a graph, from the same first weights, and takes the largest differences. */
async function compareWithGraph(
  network: NeuralNetwork,
  history: readonly Epoch[],
  rows: Dataset,
  plan: Plan,
): Promise<Difference> {
  const difference = { loss: 0, weight: 0 };
  const names = ["dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias"];
  const train = toSamples(rows, fitScaler("none", rows.features));
  for await (const report of fit(plan, { engine: await loadEngine("auto"), train })) {
    difference.loss = Math.max(difference.loss, Math.abs(report.loss / history[report.epoch]!.loss - 1));
    if (!report.last) continue;
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
