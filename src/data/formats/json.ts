/**
 * A text, or what Python's json.dumps writes for numbers that JSON has not: NaN is no value, Infinity and -Infinity are beyond
 * all numbers. What else is not JSON throws a SyntaxError.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const plain = text.replace(stringsAndWords, (found) => words[found] ?? found);
    if (plain === text) throw error;
    return JSON.parse(plain);
  }
}

/** A whole string, so that no word within it counts, or a word. */
const stringsAndWords = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

const words: Readonly<Record<string, string>> = {
  NaN: "null",
  "-NaN": "null",
  Infinity: "1e999",
  "-Infinity": "-1e999",
};
