import { mostDrawn } from "../../model/metrics/confusion.ts";

/** Where the mistakes stand, for a spreadsheet; none where there are none. */
export const mistakesFile = "mistakes.csv";

/** Where the counts stand of a confusion matrix that no picture shows whole. */
export const confusionFile = "confusion.csv";

export const isLarge = (classNames: readonly string[]): boolean => classNames.length > mostDrawn;
