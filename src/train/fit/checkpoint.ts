import type { Tensors } from "../../model/file/safetensors.ts";

/** Where a training stands: enough to go on from, to the same bits. */
export interface Checkpoint {
  /** epochs done */
  epochs: number;
  /** steps done of the epoch after them; the order of its rows follows from the seed and its number */
  step: number;
  /** parameters and optimizer slots, by name */
  state: Tensors;
  /** of optimisation so far */
  seconds: number;
  /** where early stopping may go back to */
  best?: Best;
}

/** The epoch with the lowest validation loss so far, and the parameters after it. */
export interface Best {
  epoch: number;
  loss: number;
  state: Tensors;
}

/** When a training ends. */
export interface End {
  readonly epochs: number;
  /** so many epochs without a lower validation loss */
  readonly patience?: number;
}

/** Whether all epochs are done, or `patience` of them went by without a lower validation loss. */
export function isOver({ epochs, best }: Checkpoint, end: End): boolean {
  if (epochs >= end.epochs) return true;
  return end.patience !== undefined && best !== undefined && epochs - 1 - best.epoch >= end.patience;
}
