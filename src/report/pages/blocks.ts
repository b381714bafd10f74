import type { ClassificationReport, ReportFacts, ReportFinding, ReportPicture } from "../report.ts";

/** A report in words: what a page or a terminal sets, in this order. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  /** what stands before all figures; `short`: only where there is no summary */
  | { readonly kind: "lead"; readonly text: string; readonly short?: true }
  /** the report in five sentences; a terminal that is short shows none of them */
  | { readonly kind: "summary"; readonly sentences: readonly string[] }
  /** an explanation; a terminal shows those alone that say what is left out */
  | { readonly kind: "text"; readonly text: string; readonly leftOut?: true }
  | { readonly kind: "figures"; readonly figures: readonly Figure[] }
  | { readonly kind: "findings"; readonly findings: readonly ReportFinding[] }
  | { readonly kind: "facts"; readonly title: string; readonly facts: ReportFacts }
  | { readonly kind: "table"; readonly table: Table }
  | {
      readonly kind: "pictures";
      readonly pictures: readonly (ReportPicture & { title: string; text: string })[];
    }
  | { readonly kind: "confusion"; readonly report: ClassificationReport };

/** A number to be seen from afar. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly detail?: string;
}

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  /** The first cell names the row. */
  readonly rows: readonly (readonly Cell[])[];
  /** So many of the last rows are means of those above. */
  readonly means?: number;
}

/** A text, or a share of one that a page may draw as a bar behind its text. */
export type Cell = string | { readonly text: string; readonly share: number };
