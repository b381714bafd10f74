import type { MissingRule } from "../../data/columns/missing.ts";
import type { AugmentSpec, ImageRows } from "../../data/images/augment.ts";
import type { ImageSpec } from "../../data/images/image.ts";
import type { ColumnRoles, FileReading } from "../../data/reading.ts";
import type { ScalerKind } from "../../data/rows/scale.ts";
import type { FloatDtype } from "../../graph/value.ts";
import type { ClassAim } from "../../model/decision.ts";
import type { ThresholdAim } from "../../model/inspection/inspection.ts";
import type { InitializerName } from "../../nn/layers/initializers.ts";
import type { Looks } from "../../nn/layers/members.ts";
import type { NetworkSpec } from "../../nn/layers/network.ts";
import type { Mining } from "../../nn/losses/metricLosses.ts";
import type { Objective } from "../../nn/losses/objectives.ts";
import type { OptimizerSpec } from "../../nn/training/optimizers.ts";
import type { ScheduleSpec } from "../fit/schedule.ts";

/** All that is needed to train the same network again, as plain JSON: a command line's flags and a run's config.json. */
export interface Experiment {
  data: DataSpec;
  network: NetworkSpec & { initializer: InitializerName };
  training: TrainingSpec;
  /** how the model of an embedding is to judge parts */
  inspection?: InspectionSpec;
  /** the class that is to be found, such as NG; none where no class is more to be found than another */
  positive?: PositiveSpec;
  /** the share of rows like the training rows to which the model may answer "none of these"; it never does when left out */
  reject?: number;
  /** of the held-out rows, the initial weights and the order of the batches */
  seed: number;
  /** what the sizes were fitted by: advice to change a setting must name it too; nothing where settings were stated alone */
  effort?: "quick" | "standard" | "best";
  /** what computes, where a run says it: the last bits of a sum differ from one engine to another */
  engine?: string;
}

/** What a training's numbers depend on, its rows aside. */
export type Plan = Pick<Experiment, "network" | "training" | "seed"> & {
  /** how its rows were scaled, for advice alone */
  data?: Pick<DataSpec, "scale">;
};

export interface DataSpec {
  /** the path, shipped name or Hub id that was given, and what its files hashed to */
  source: string;
  sha256: string;
  /** the file of test rows, where one was named */
  test?: { source: string; sha256: string };
  label?: string;
  /** what the label is: classes when left out, numbers to predict for regress */
  task?: "regress";
  /** distances are learned, to good parts: one class is enough, and parts are held back however few there are */
  distances?: { good?: string };
  /** what is done about missing cells, which are errors when left out */
  missing?: MissingRule;
  /** the share of rows held out for testing, where no test rows came with the data; 0 trains on all */
  testSize: number;
  /**
   * what validates, and is not learned from: a share of the training rows, or the validation split that came with the
   * data; nothing when left out
   */
  validation?: number | "split";
  scale: ScalerKind;
  /** of a regression: no answer leaves the range of the training rows' targets */
  trim?: boolean;
  /** the rows are streamed from their file, of which so many are in memory at a time; all are when left out */
  stream?: { buffer: number };
  /** how images became rows, where the rows are images */
  image?: ImageSpec;
  /** how the files were read, where they could have been read otherwise */
  reading?: FileReading;
  /** what columns are for, where it was said */
  roles?: ColumnRoles;
  /** the rows that an earlier run learned from, where this one is held against it */
  old?: OldRows;
}

/** The training rows of an earlier run: no row that equals one of them is held out. */
export interface OldRows {
  source: string;
  sha256: string;
  reading?: FileReading;
  /** they are learned from too, beside the new ones */
  learned: boolean;
  /** the columns that the earlier run learned from, its label, group and time; of pictures nothing */
  columns?: readonly string[];
}

/** How images are varied, and what their rows are, since they are varied after they were scaled. */
export interface Augmentation extends AugmentSpec {
  rows: ImageRows;
}

/** The class that a classifier is to find. */
export interface PositiveSpec {
  name: string;
  /** what the threshold of its probability is chosen for; the likeliest class is given when left out */
  aim?: ClassAim;
}

export interface InspectionSpec {
  /** the class of the good parts; found by its usual names when left out */
  good?: string;
  /** how many of them to compare with */
  references: number;
  /** the distance is the mean to so many of the nearest */
  neighbours: number;
  /** so many defects are made up on good parts to learn from, where too few are known */
  madeUp?: number;
  /** of the threshold; when left out, that no defect passes, or where none is known, that one good part in a hundred fails */
  aim?: ThresholdAim;
}

export interface TrainingSpec {
  epochs: number;
  batch: number;
  learningRate: number;
  optimizer: OptimizerSpec;
  /** crossEntropy when left out; meanSquaredError for a regression; contrastive, triplet and verification for embeddings */
  loss?: Objective;
  /** of contrastive and triplet: how far apart rows of different classes are to be */
  margin?: number | "soft";
  /** of triplet: which triplets of a batch count */
  mining?: Mining;
  /** so many equal parts of the hidden units learn apart, and the network answers their mean; one when left out */
  members?: number;
  /** how many of the members look at what, where the network has views of the features */
  looks?: Looks;
  /** how much a row of each class weighs in the loss; all the same when left out */
  classWeights?: readonly number[];
  /** ε: the target is 1 − ε on the label, and ε spread evenly over all classes; 0 when left out */
  labelSmoothing?: number;
  /** the largest norm that all gradients of a step may have together; any when left out */
  clipNorm?: number;
  /** λ of the penalty λ/2·Σw² that each row's loss has, over the weights, biases left out */
  l2: number;
  /** a new order of the rows in every epoch */
  shuffle: boolean;
  /** how the training rows, images, are varied in every epoch; not at all when left out */
  augment?: Augmentation;
  /** a step's gradient is the sum (the lesson) or the mean over the batch */
  reduction: "sum" | "mean";
  dtype: FloatDtype;
  /** of the learning rate; constant when left out */
  schedule?: ScheduleSpec;
  /** ends training after so many epochs without a new lowest validation loss, and goes back to the best */
  patience?: number;
}
