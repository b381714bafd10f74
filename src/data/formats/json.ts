/**
 * A text, or what Python's json.dumps writes for numbers that JSON has not: NaN is no value, Infinity and -Infinity are beyond
 * all numbers. What else is not JSON throws a SyntaxError.
 */
export function parseJson(text: string): unknown {
  try {
    return parsed(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const plain = besideStrings(text, (piece) => piece.replace(wordsOfPython, (found) => words[found]!));
    if (plain === text) throw error;
    return parsed(plain);
  }
}

/** Whole numbers of more digits than a double holds are big integers: they are codes, and one must not become another. */
function parsed(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  const marked = besideStrings(text, (piece) =>
    piece.replace(long, (token) => (Number.isSafeInteger(Number(token)) ? token : `"${mark}${token}"`)),
  );
  const value: unknown = JSON.parse(marked);
  return marked === text ? value : withBigIntegers(value);
}

/** No text that JSON holds begins so. */
const mark = "\uE000\uFFFF";

/** A whole number of many digits; a code has no more than these. */
const long = /(?<![\d.eE+-])-?[1-9]\d{15,4000}(?![\d.eE])/g;

const wordsOfPython = /-?\b(?:NaN|Infinity)\b/g;

const words: Readonly<Record<string, string>> = {
  NaN: "null",
  "-NaN": "null",
  Infinity: "1e999",
  "-Infinity": "-1e999",
};

/** A text with something done to all but its strings. Strings are walked, for an expression of one has an end to its stack. */
function besideStrings(text: string, change: (piece: string) => string): string {
  const pieces: string[] = [];
  let at = 0;
  for (;;) {
    const opens = text.indexOf('"', at);
    if (opens < 0) break;
    let closes = opens;
    do closes = text.indexOf('"', closes + 1);
    while (closes >= 0 && isEscaped(text, closes));
    if (closes < 0) break;
    pieces.push(change(text.slice(at, opens)), text.slice(opens, closes + 1));
    at = closes + 1;
  }
  return pieces.join("") + change(text.slice(at));
}

/** Whether an odd number of backslashes stands before a mark. */
function isEscaped(text: string, at: number): boolean {
  let from = at;
  while (text[from - 1] === "\\") from--;
  return (at - from) % 2 === 1;
}

/** Puts big integers in the place of the texts that stand for them, however deep these lie. */
function withBigIntegers(value: unknown): unknown {
  const root = [value];
  const left: object[] = [root];
  const visit = (holder: object, key: PropertyKey, one: unknown) => {
    if (typeof one === "object" && one !== null) left.push(one);
    else if (typeof one === "string" && one.startsWith(mark))
      Object.defineProperty(holder, key, { value: BigInt(one.slice(mark.length)) });
  };
  for (let holder = left.pop(); holder !== undefined; holder = left.pop())
    if (Array.isArray(holder)) for (let i = 0; i < holder.length; i++) visit(holder, i, holder[i]);
    else for (const key of Object.keys(holder)) visit(holder, key, (holder as Record<string, unknown>)[key]);
  return root[0];
}
