import type { Engine, Program } from "../../engine/engine.ts";
import { UserError } from "../../errors.ts";
import type { Shape } from "../../graph/value.ts";
import { Evaluator, type Scores } from "../../model/evaluator.ts";
import { regressionScores } from "../../model/metrics/regression.ts";
import type { Samples } from "../../model/samples.ts";
import { isEmbedding } from "../../nn/losses/objectives.ts";
import { LossEvaluator } from "./lossEvaluator.ts";
import type { SettledPlan } from "./plan.ts";

/** What a network makes of rows: of classes log p(class | row), of a regression its values, else its last layer's numbers. */
export interface Outputs {
  /** (rows, outputs) */
  readonly shape: Shape;
  /** row-major */
  readonly data: Float64Array;
}

/** A metric of one's own: a number of what the network makes of rows, and of their labels. */
export type MetricFunction = (outputs: Outputs, labels: Samples["labels"]) => number;
export type MetricFunctions = Readonly<Record<string, MetricFunction>>;

/** What is said of a network on labelled rows, after an epoch. */
export interface EpochScores extends Scores {
  /** of one's own, by name, where any were asked for */
  metrics?: Record<string, number>;
}

/** Measures a network while it is trained, by its plan's loss, and by metrics of one's own. */
export interface Measuring {
  /** The loss alone is wanted where the scores are of other rows. */
  loss(samples: Samples): Promise<number>;
  scores(samples: Samples): Promise<EpochScores>;
  dispose(): void;
}

interface Parts {
  engine: Engine;
  main: Program;
  metrics?: MetricFunctions | undefined;
}

/** As a plan wants it, on the parameters that `main` trains. */
export async function measuring(plan: SettledPlan, on: Parts): Promise<Measuring> {
  const { metrics } = on;
  const measured = await measureOf(plan, on);
  const width = plan.network.sizes.at(-1)!;
  return {
    loss: async (samples) => (await measured.measure(samples)).loss,
    async scores(samples) {
      const { loss, accuracy, r2, auroc, outputs } = await measured.measure(samples);
      const scores = { loss, accuracy, r2, auroc };
      if (!metrics) return scores;
      const shown = { shape: [outputs!.length / width, width], data: outputs! };
      return { ...scores, metrics: ownScores(metrics, shown, samples) };
    },
    dispose: () => measured.dispose(),
  };
}

/** Outputs only where metrics of one's own look at them: of many classes they take more memory than the rows. */
type Measured = Scores & { readonly outputs?: Float64Array };

interface Measure {
  measure(samples: Samples): Promise<Measured>;
  dispose(): void;
}

async function measureOf(plan: SettledPlan, { engine, main, metrics }: Parts): Promise<Measure> {
  const { network, training } = plan;
  const { loss } = training;
  if (typeof loss === "function") return new LossEvaluator(plan, engine, main);
  const evaluator = new Evaluator(engine, { network, dtype: training.dtype, loss, parametersOf: main });
  if (isEmbedding(loss)) {
    const { EmbeddingEvaluator } = await import("../inspection/embedding.ts"); // other trainings do without it
    const embedding = new EmbeddingEvaluator(evaluator, { plan, objective: loss });
    return {
      measure: (samples) => embedding.measured(samples),
      dispose() {
        embedding.dispose();
        evaluator.dispose();
      },
    };
  }
  const several = loss === "meanSquaredError" && network.sizes.at(-1)! > 1;
  return {
    async measure(samples) {
      if (!several && !metrics) return evaluator.scores(samples);
      const found = await evaluator.measure(samples);
      return several ? { ...found, r2: meanR2(samples.labels, found.outputs, network.sizes.at(-1)!) } : found;
    },
    dispose: () => evaluator.dispose(),
  };
}

/** The mean of R² over the numbers that a regression predicts for each row, as scikit-learn's `r2_score`. */
function meanR2(labels: ArrayLike<number>, predicted: ArrayLike<number>, outputs: number): number {
  let sum = 0;
  for (let j = 0; j < outputs; j++) {
    const column = (values: ArrayLike<number>) =>
      Float64Array.from({ length: values.length / outputs }, (_, i) => values[i * outputs + j]!);
    sum += regressionScores(column(labels), column(predicted)).r2;
  }
  return sum / outputs;
}

function ownScores(metrics: MetricFunctions, outputs: Outputs, { labels }: Samples): Record<string, number> {
  return Object.fromEntries(
    Object.entries(metrics).map(([name, metric]) => {
      const found: unknown = metric(outputs, labels);
      if (typeof found === "number") return [name, found];
      throw new UserError(`metric ${name} gave ${typeof found}, where a number was expected`);
    }),
  );
}
