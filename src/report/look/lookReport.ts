import type { RowName } from "../../data/table.ts";
import type { ReportFinding } from "../report.ts";

/**
 * What is in a data set, before anything is learned from it: plain JSON, with no sentence in it but those that reading, training and
 * its doctor say. A figure that the rows do not give is null.
 */
export type LookReport = TableLook | PictureLook;

export interface CommonLook {
  readonly source: string;
  /** rows of the part that is learned from */
  readonly rows: number;
  /** of these so many were looked at: all, or a sample drawn by `seed` */
  readonly lookedAt: number;
  readonly seed: number;
  /** every part of the source, and its rows */
  readonly parts: readonly { readonly name: string; readonly rows: number }[];
  /** null where no column was found that could be learned */
  readonly label: LookLabel | null;
  /** why no column is the label */
  readonly noLabel: string | null;
  /** what training says of the reading, a line each */
  readonly notes: readonly string[];
  /** what training would stop at, a line each; the rest was looked at as if that were mended */
  readonly stops: readonly string[];
  /** what the doctor says of the rows, before anything is trained */
  readonly findings: readonly ReportFinding[];
}

/** The column that is learned, as `train` finds it or as it was asked for. */
export interface LookLabel {
  readonly name: string;
  readonly why: string;
  readonly task: "classify" | "regress";
  /** whether the task was asked for; else it follows from the cells */
  readonly taskAsked: boolean;
  readonly missing: number;
  /** how often each class occurs among the rows that were looked at; empty where a number is predicted */
  readonly classes: readonly { readonly name: string; readonly rows: number }[];
  /** what always saying the commonest class scores */
  readonly baseline: { readonly name: string; readonly accuracy: number } | null;
  /** the class that is to be found, such as NG */
  readonly positive: { readonly name: string; readonly why: string } | null;
}

export interface TableLook extends CommonLook {
  readonly kind: "table";
  readonly columns: readonly LookColumn[];
  readonly correlation: LookCorrelation | null;
  readonly components: LookComponents | null;
}

export type ColumnKind =
  | "number"
  | "category"
  | "date"
  | "id"
  | "text"
  | "constant"
  | "list"
  | "empty"
  | "other";

export interface LookColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly role: "feature" | "label" | "left out";
  /** why it is left out */
  readonly why: string | null;
  /** what stands behind its numbers in the file: mm */
  readonly unit: string | null;
  readonly missing: number;
  /** different values; null of lists */
  readonly unique: number | null;
  readonly numbers: LookNumbers | null;
  readonly histogram: LookHistogram | null;
  readonly outliers: LookOutliers | null;
  /** of categories and texts: the commonest, most first, ten at most */
  readonly commonest: readonly LookCategory[];
  /** of dates */
  readonly dates: { readonly first: string; readonly last: string } | null;
  readonly copyOf: LookCopy | null;
  /** how much it alone tells of the label; null where that says nothing */
  readonly tells: LookTells | null;
  /** how many columns differ from its name in numbers alone, as those of a spectrum or an image do; 1 where none does */
  readonly family: number;
}

/** As pandas' `describe`; `infinite` numbers are counted, and else left out. */
export interface LookNumbers {
  readonly count: number;
  readonly infinite: number;
  readonly mean: number;
  readonly std: number | null;
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly max: number;
}

/** More columns than this that differ in numbers alone are pixels, or wavelengths: of one, nobody asks. Fewer are sensors. */
export const manyAlike = 48;

export interface LookHistogram {
  /** the lower end of the first bin, and the width of each */
  readonly from: number;
  readonly width: number;
  /** the rows of each bin; of classes, one list for each in the order of the label's */
  readonly counts: readonly (readonly number[])[];
  /** rows that lie beyond 3 times the distance of the quartiles, and are not drawn */
  readonly below: number;
  readonly above: number;
}

export interface LookOutliers {
  /** numbers beyond these are far outside: 3 times the distance of the quartiles from them */
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** the farthest, five at most */
  readonly rows: readonly LookRow[];
}

/** A cell as a person finds it. */
export interface LookRow {
  readonly row: RowName;
  /** its line in the file, from 1, as a spreadsheet numbers it with the header; null where the file has no lines */
  readonly line: number | null;
  /** the id that the row has in the file, and the column of it */
  readonly id: { readonly column: string; readonly value: string } | null;
  readonly value: number;
}

export interface LookCategory {
  readonly name: string;
  readonly rows: number;
  /** how many of these are of the class that is to be found */
  readonly positive: number | null;
  /** the label's mean over them, where it is a number */
  readonly mean: number | null;
}

/** A column that says the same as another before it. */
export interface LookCopy {
  readonly column: string;
  /** scaled: `factor` times the other, plus `offset`; one to one: for each value of one there is one of the other */
  readonly how: "same" | "scaled" | "one to one";
  readonly factor: number | null;
  readonly offset: number | null;
}

export interface LookTells {
  /** distance: Kolmogorov's and Smirnov's, of one class from the others; spearman: rank correlation with the label's number */
  readonly by: "distance" | "spearman";
  readonly value: number;
  /** whether chance makes so large a value less than once in a thousand such tables */
  readonly beyondChance: boolean;
  /** the class that differs most */
  readonly class: string | null;
}

export interface LookCorrelation {
  /** how many columns of numbers were compared, of how many, on how many rows */
  readonly columns: number;
  readonly of: number;
  readonly rows: number;
  /** the strongest pairs of columns that are no copies and of no one family, ten at most; with the label's number, too */
  readonly strongest: readonly LookPair[];
  /** columns that are drawn, forty at most, and their matrices */
  readonly names: readonly string[];
  readonly pearson: readonly (readonly number[])[];
  readonly spearman: readonly (readonly number[])[];
}

export interface LookPair {
  readonly a: string;
  readonly b: string;
  readonly pearson: number;
  readonly spearman: number;
}

/** Principal components of the standardised columns of numbers. */
export interface LookComponents {
  readonly columns: number;
  readonly rows: number;
  /** columns that are copies of others, and were left out */
  readonly copies: number;
  /** cells that were missing, and taken as their column's mean */
  readonly filled: number;
  /** the share of all variance of each component, ten at most */
  readonly explained: readonly number[];
  /** of the first components the columns that weigh most, five at most */
  readonly loadings: readonly (readonly { readonly name: string; readonly loading: number }[])[];
}

export interface PictureLook extends CommonLook {
  readonly kind: "pictures";
  /** width and height as the files have them, the commonest first, ten at most */
  readonly sizes: readonly { readonly width: number; readonly height: number; readonly rows: number }[];
  readonly ofSizes: number;
  readonly modes: readonly {
    readonly mode: "grey" | "colour" | "deepGrey" | "deepColour";
    readonly rows: number;
  }[];
  /** the size at which brightness, contrast and sharpness were measured */
  readonly measuredAt: { readonly width: number; readonly height: number; readonly channels: 1 | 3 };
  /** whether the pictures were brought to that size */
  readonly resized: boolean;
  /** of each class, or of all pictures where there are none */
  readonly groups: readonly LookPictures[];
  /** pictures whose pixels are those of another */
  readonly copies: {
    readonly pictures: number;
    /** ten at most */
    readonly pairs: readonly (readonly [copy: string, of: string])[];
  };
  /** files that cannot be read as a picture, and why */
  readonly broken: readonly { readonly file: string; readonly why: string }[];
}

export interface LookPictures {
  readonly name: string;
  readonly rows: number;
  /** of a picture: the mean of its pixels, 0 black to 1 white */
  readonly brightness: Spread;
  /** the deviation of its pixels, on the same scale */
  readonly contrast: Spread;
  /** the mean square of its Laplacian, on the scale of 0 to 255: the smaller, the more out of focus */
  readonly sharpness: Spread;
}

export interface Spread {
  readonly mean: number;
  readonly std: number | null;
  readonly min: number;
  readonly max: number;
}

/** What a page draws, beside the report. */
export interface LookPlots {
  /** of some rows, the first two components and the label: its class, or its number */
  readonly scores?:
    | {
        readonly x: ArrayLike<number>;
        readonly y: ArrayLike<number>;
        readonly label?: ArrayLike<number> | undefined;
      }
    | undefined;
  /** of a regression: of some rows, the label and the columns that tell most of it */
  readonly against?:
    | readonly { readonly name: string; readonly x: ArrayLike<number>; readonly y: ArrayLike<number> }[]
    | undefined;
  /** of many columns alike: of each class, or of all rows, their means; by their two numbers as a picture, by their one as a curve */
  readonly family?: LookFamily | undefined;
  /** of pictures: of each group some of them, their mean and their deviation */
  readonly pictures?: readonly {
    readonly shown: readonly { readonly name: string; readonly picture: LookPicture }[];
    readonly mean: LookPicture;
    readonly deviation: LookPicture;
  }[];
}

export interface LookFamily {
  readonly name: string;
  /** the number in each column's name; of pictures nothing */
  readonly at: readonly number[] | undefined;
  /** rows and columns of a picture; nothing of a curve */
  readonly size: { readonly height: number; readonly width: number } | undefined;
  readonly means: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** Row-major, channels last, 0 to 255. */
export interface LookPicture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: ArrayLike<number>;
}
