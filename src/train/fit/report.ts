import type { Tensors } from "../../model/file/safetensors.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { EpochScores } from "./measuring.ts";

/** Where a training stands after an epoch. */
export interface EpochReport {
  /** counted from 0 */
  epoch: number;
  /**
   * mean cross-entropy (of a regression squared error, of an embedding its objective, of one's own loss that) over the
   * training rows after it
   */
  loss: number;
  /** of a classifier, on the test rows, or on the training rows where there are none */
  accuracy?: number;
  /** of a regression, on the same rows */
  r2?: number;
  /** of an embedding, on pairs of the same rows: the chance that one of two classes lies further apart than one of one */
  auroc?: number;
  /** one's own, on the same rows, by name */
  metrics?: Record<string, number>;
  /** on the validation rows, where there are any */
  validation?: EpochScores;
  /** of optimisation steps so far, evaluation left out */
  seconds: number;
  /** whether training ends here: all epochs are done, or the validation loss fell no more */
  last: boolean;
  /**
   * whether the plan is plain JSON, so that plan and checkpoint, written down, are enough to go on. Where it is not, the
   * program that made the plan goes on with the same layers and functions: `fit(plan, { …, from: checkpoint })`
   */
  resumable: boolean;
  /** the network's parameters by name: those of the best epoch so far where the plan has `patience`, else the latest */
  parameters(): Tensors;
  /** a copy of all that training changes */
  checkpoint(): Checkpoint;
}
