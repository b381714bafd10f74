import type { ClassificationReport, ReportFacts, ReportFinding } from "../report.ts";

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
      readonly pictures: readonly Drawn[];
      /** many small ones side by side; or one that keeps its size, and scrolls where the screen is narrower */
      readonly size?: "small" | "wide";
    }
  /** photographs and the like, a name under each; with a heading of their own where `title` is not empty */
  | { readonly kind: "images"; readonly title: string; readonly images: readonly NamedImage[] }
  /** what else is to be said, a line each */
  | { readonly kind: "lines"; readonly title: string; readonly lines: readonly string[] }
  | { readonly kind: "confusion"; readonly report: ClassificationReport };

/** A chart: self-contained SVG. */
export interface Drawn {
  readonly svg: string;
  readonly title: string;
  readonly text: string;
}

export interface NamedImage {
  /** `data:` with the picture within */
  readonly url: string;
  readonly name: string;
}

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
