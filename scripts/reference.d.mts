/** Something that the package exports. */
export interface Exported {
  /** "index", "node", … */
  readonly entry: string;
  readonly name: string;
  readonly kind: "function" | "class" | "value" | "type";
  /** the docstring without its example */
  readonly text: string;
  readonly example?: string;
}
export function everything(): Exported[];
export function keptExamples(): Map<string, string>;
export function withImports(code: string, entry: string, all: readonly Exported[]): string;
export function pages(): Map<string, string>;
