/**
 * A line with holes, in English, and what it is in another language:
 *
 *     "{file}: column {name} holds {#n} {row|rows}": "{file}: 列 {name} は {n} 行です"
 *
 * - `{name}`: a name, a path, a cell, anything; it is taken over as it is
 * - `{#n}`: a number
 * - `{*what}`: words of kiso's own, translated in their turn where they are known
 * - `{!what}`: the same, but a line whose words are not known does not match
 * - `{+columns}`: parts with " · " or "; " between them; each is an entry of its own, which begins with the hole's name: "columns: {name} number"
 * - `{@where}`: a name, unchanged, or several words of kiso's own, translated where they are known
 * - `{~lines}`: "line 3", "rows 3 to 5", "columns 1, 4 and 2 more", translated
 * - `{,names}`: names, unchanged but for "and 3 more" behind them and such as "(hidden)" behind one
 * - `{&names}`: two names or more with "and" or "or" before the last, for which a comma comes
 * - `{row|rows}`: either, of which the translation keeps nothing
 */
export interface Template {
  /** the texts between the holes, one more than there are holes; each one of several */
  readonly texts: readonly string[];
  readonly holes: readonly Hole[];
  /** the same in the other language, holes by name */
  readonly translation: readonly (string | { readonly hole: string })[];
  /** the letters outside of holes */
  readonly letters: number;
}

export interface Hole {
  readonly kind: "text" | "number" | "words" | "known" | "row" | "list" | "all" | "places" | "where";
  readonly name: string;
}

const kinds = {
  "#": "number",
  "*": "words",
  "!": "known",
  "+": "row",
  ",": "list",
  "&": "all",
  "~": "places",
  "@": "where",
} as const;

/** Every template that an entry stands for: one for each choice among its alternatives. */
export function templatesOf(english: string, other: string): Template[] {
  return alternatives(english).map((line) => {
    const parts = line.split(/\{([^{}]*)\}/);
    const texts = parts.filter((_, i) => i % 2 === 0);
    const holes = parts.filter((_, i) => i % 2 === 1).map(holeOf);
    const translation = other
      .split(/(\{[^{}]*\})/)
      .filter(Boolean)
      .map((part) => (part.startsWith("{") ? { hole: part.slice(1, -1) } : part));
    const letters = texts.reduce((sum, text) => sum + text.length, 0);
    return { texts, holes, translation, letters };
  });
}

function alternatives(line: string): string[] {
  const found = /\{([^{}]*\|[^{}]*)\}/.exec(line);
  if (!found) return [line];
  const [whole, choices] = found;
  return choices!
    .split("|")
    .flatMap((choice) =>
      alternatives(line.slice(0, found.index) + choice + line.slice(found.index + whole!.length)),
    );
}

function holeOf(text: string): Hole {
  const kind = kinds[text[0] as keyof typeof kinds];
  return kind ? { kind, name: text.slice(1) } : { kind: "text", name: text };
}
