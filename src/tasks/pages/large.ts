import { mostDrawn } from "../../model/metrics/confusion.ts";

/** Where the counts stand of a confusion matrix that no picture shows whole. */
export const confusionFile = "confusion.csv";

export const isLarge = (classNames: readonly string[]): boolean => classNames.length > mostDrawn;
