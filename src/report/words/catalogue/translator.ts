import { type Hole, type Template, templatesOf } from "./template.ts";

/** English lines with holes, and the same in another language (template.ts). */
export type Catalogue = Readonly<Record<string, string>>;

/** So many ways to read a line are tried; a longer search would be slower than a reader. */
const mostTries = 10_000;

/** What fits a number's hole: also a time, or a day. */
const number = /^[<>≈~±]?[-+−]?(?:\d[\d,.:/-]*(?:e[-+−]?\d+)?|NaN|∞|Infinity)\s?%?$/i;

/** A template of fewer letters says too little to have whole clauses in a hole. */
const few = 12;

/** What fits the hole of lines, rows or columns by their numbers. */
const places =
  /^(?:lines?|rows?|columns?) \d[\d,]*(?: to \d[\d,]*|(?:, \d[\d,]*)*(?: and \d[\d,]*(?: more)?)?)$/;

interface Found {
  readonly text: string;
  /** letters of the line that the catalogue knows */
  readonly known: number;
  /** whether all words of kiso's own in it are known */
  readonly whole: boolean;
}

/**
 * Puts finished English lines into another language. A line is looked up among the templates by its words, so that it is compared
 * with few of them; of those that fit, the one with the most text of its own is taken. A line that fits none stays as it is.
 */
export class Translator {
  /** templates by one of their words, the rarest; those without a word under "" */
  readonly #byWord = new Map<string, Template[]>();
  readonly #known = new Map<string, Found | undefined>();
  #tries = 0;

  constructor(...catalogues: readonly Catalogue[]) {
    const templates = catalogues.flatMap((catalogue) =>
      Object.entries(catalogue).flatMap(([english, other]) => templatesOf(english, other)),
    );
    const words = templates.map(wordsOf);
    const counts = new Map<string, number>();
    for (const word of words.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const [i, template] of templates.entries()) {
      let rarest = "";
      for (const word of words[i]!)
        if (rarest === "" || counts.get(word)! < counts.get(rarest)!) rarest = word;
      const bucket = this.#byWord.get(rarest);
      if (bucket) bucket.push(template);
      else this.#byWord.set(rarest, [template]);
    }
  }

  /** Each line of a text; what stands before its first letter and behind its last stays where it is. */
  text(text: string): string {
    return text
      .split("\n")
      .map((line) => {
        const [, before, body, behind] = /^(\s*)(.*?)(\s*)$/s.exec(line)!;
        return body === "" ? line : before + this.line(body!) + behind;
      })
      .join("\n");
  }

  /** One line. */
  line(line: string): string {
    this.#tries = 0;
    this.#known.clear();
    return this.#find(line)?.text ?? line;
  }

  #find(line: string): Found | undefined {
    const known = this.#known.get(line);
    if (known !== undefined || this.#known.has(line)) return known;
    // While it is being looked for, it is not found in itself.
    this.#known.set(line, undefined);
    let best: Found | undefined;
    for (const template of this.#candidates(line)) {
      const found = this.#fit(template, line);
      if (found && (!best || better(found, best))) best = found;
    }
    this.#known.set(line, best);
    return best;
  }

  #candidates(line: string): Template[] {
    const words = new Set(line.match(/\p{L}+/gu) ?? []);
    const found = [...(this.#byWord.get("") ?? [])];
    for (const word of words) for (const template of this.#byWord.get(word) ?? []) found.push(template);
    return found.sort((a, b) => b.letters - a.letters);
  }

  /** The line as this template, if it is one. */
  #fit(template: Template, line: string): Found | undefined {
    const { texts, holes } = template;
    if (!line.startsWith(texts[0]!) || !line.endsWith(texts.at(-1)!)) return undefined;
    const values: (Found | undefined)[] = [];
    let strict = true;
    const fits = (i: number, at: number): boolean => {
      if (i === holes.length) return at === line.length;
      if (holes[i]!.kind === "places" && !/^(?:line|row|column)/.test(line.slice(at, at + 6))) return false;
      const behind = texts[i + 1]!;
      const isLast = i === holes.length - 1;
      // The last hole ends where the last text begins; of an earlier one every place of the text behind it is tried.
      let end = isLast ? line.length - behind.length : line.indexOf(behind, at);
      while (end >= at && end !== -1) {
        if (++this.#tries > mostTries) return false;
        const value = this.#value(holes[i]!, line.slice(at, end), template.letters < few);
        if (value && (value.whole || !strict)) {
          values[i] = value;
          if (fits(i + 1, end + behind.length)) return true;
        }
        if (isLast || end === line.length) return false;
        end = line.indexOf(behind, end + 1);
      }
      return false;
    };
    if (!fits(0, texts[0]!.length)) {
      // Nowhere are all words of it known: then some.
      strict = false;
      if (!fits(0, texts[0]!.length)) return undefined;
    }
    const text = template.translation
      .map((part) =>
        typeof part === "string" ? part : values[holes.findIndex(({ name }) => name === part.hole)]!.text,
      )
      .join("");
    return {
      text,
      known: template.letters + values.reduce((sum, value) => sum + value!.known, 0),
      whole: values.every((value) => value!.whole),
    };
  }

  /** Each part by the entry that begins with the row's name; what no entry is of goes on behind the next semicolon. */
  #parts(pieces: readonly string[], between: string, name: string): Found[] {
    const found: Found[] = [];
    const most = between === "; " ? 3 : 1;
    for (let at = 0; at < pieces.length; ) {
      let length = 1;
      let part: Found | undefined;
      for (; !part && length <= most && at + length <= pieces.length; length++)
        part = this.#find(`${name}: ${pieces.slice(at, at + length).join(between)}`);
      at += part ? length - 1 : 1;
      found.push(part ?? { text: pieces[at - 1]!, known: 0, whole: false });
    }
    return found;
  }

  /** What a hole holds, in the other language; nothing where it cannot hold that. */
  #value({ kind, name }: Hole, text: string, isShort = false): Found | undefined {
    switch (kind) {
      case "text":
        return isShort && /[:;] /.test(text) ? undefined : { text, known: 0, whole: true };
      case "number":
        return number.test(text) ? { text, known: 0, whole: true } : undefined;
      case "words":
        return this.#find(text) ?? { text, known: 0, whole: isName(text) };
      case "where":
        return (/\s/.test(text) ? this.#find(text) : undefined) ?? { text, known: 0, whole: isName(text) };
      case "places":
        return places.test(text) ? this.#find(text) : undefined;
      case "known":
        return text === "" ? undefined : this.#find(text);
      case "list": {
        // What is said of a name, "a (hidden), b", is an entry with its brackets.
        let known = 0;
        const said = text.replace(
          / (\([^()]*\)(?=, |; | and [\d,]+ more(?:; |$)|$)|and [\d,]+ more(?=; |$))/g,
          (part, words) => {
            const found = this.#find(words)?.text;
            if (found === undefined) return part;
            known += part.length;
            return words.startsWith("(") ? found : ` ${found}`;
          },
        );
        return { text: said, known, whole: true };
      }
      case "all": {
        const found = this.#value({ kind: "list", name }, text);
        if (found && found.known > 0) return found;
        return { text: text.replace(/ (?:and|or) (?!.* (?:and|or) )/s, ", "), known: 0, whole: true };
      }
      case "row": {
        const between = text.includes(" · ") ? " · " : "; ";
        const parts = this.#parts(text.split(between), between, name);
        return {
          text: parts.map((part) => part.text).join(between === "; " ? "、" : between),
          known: parts.reduce((sum, part) => sum + part.known, 0),
          whole: parts.every((part) => part.whole),
        };
      }
    }
  }
}

/** One word, or a file: no words of kiso's own. */
const isName = (text: string): boolean =>
  !/\p{L}{2}/u.test(text) || !/\s/.test(text) || /\.\w{2,8}$/.test(text);

/** The more known text the better; it counts twice where no words are left. */
const better = (a: Found, b: Found): boolean => score(a) > score(b);
const score = ({ known, whole }: Found): number => (whole ? 2 * known : known);

/** The words of a template that stand whole in every line of it: none that touches a hole. */
function wordsOf({ texts }: Template): string[] {
  return texts.flatMap((text, i) => {
    const open = i > 0 ? "\\P{L}" : "^|\\P{L}";
    const close = i < texts.length - 1 ? "\\P{L}" : "$|\\P{L}";
    return [...text.matchAll(new RegExp(`(?<=${open})\\p{L}+(?=${close})`, "gu"))].map(([word]) => word);
  });
}
