/**
 * A text, or what Python's json.dumps writes for numbers that JSON has not: NaN is no value, Infinity and -Infinity are beyond
 * all numbers. What else is not JSON throws a SyntaxError.
 */
export function parseJson(text: string): unknown {
  try {
    return parsed(text);
  } catch (error) {
    const plain = text.replace(stringsAndWords, (found) => words[found] ?? found);
    if (plain === text) throw error;
    return parsed(plain);
  }
}

/** Whole numbers of more digits than a double holds are big integers: they are codes, and one must not become another. */
function parsed(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  let found = false;
  const marked = text.replace(stringsAndLong, (token) => {
    if (token.startsWith('"') || Number.isSafeInteger(Number(token))) return token;
    found = true;
    return `"${mark}${token}"`;
  });
  if (!found) return JSON.parse(text);
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === "string" && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  );
}

/** No text that JSON holds begins so. */
const mark = "\uE000\uFFFF";

/** A whole string, so that no number within it counts, or a whole number of many digits. */
const stringsAndLong = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+-])-?[1-9]\d{15,}(?![\d.eE])/g;

/** A whole string, so that no word within it counts, or a word. */
const stringsAndWords = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g;

const words: Readonly<Record<string, string>> = {
  NaN: "null",
  "-NaN": "null",
  Infinity: "1e999",
  "-Infinity": "-1e999",
};
