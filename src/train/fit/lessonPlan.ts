import type { FloatDtype } from "../../graph/value.ts";
import type { Plan } from "../run/experiment.ts";

interface LessonSetting {
  /** features, hidden units, classes */
  sizes: readonly number[];
  epochs: number;
  batch: number;
  learningRate: number;
  dtype?: FloatDtype;
  seed?: number;
}

/** The lesson's training as a plan: sigmoid and softmax, batches in order, plain gradient descent on summed gradients. */
export function lessonPlan(setting: LessonSetting): Plan {
  const { sizes, epochs, batch, learningRate, dtype = "float64", seed = 0 } = setting;
  return {
    network: { sizes, activation: "sigmoid", initializer: "lessonNormal" },
    training: {
      ...{ epochs, batch, learningRate, dtype },
      ...{ optimizer: { name: "sgd" }, l2: 0, shuffle: false, reduction: "sum" },
    },
    seed,
  };
}
