import { expect, test } from "vitest";
import { displayWidth } from "../../../src/report/pages/width.ts";

test.each([
  ["", 0],
  ["abc", 3],
  ["良品", 4],
  ["ﾊﾝｶｸ", 4], // half-width katakana
  ["ＡＢ", 4], // full-width letters
  ["e\u0301", 1], // a letter and a combining accent
  ["ハ\u3099", 2], // katakana and a combining voiced mark
  ["傷 scratch", 10],
])("%j takes %i columns", (text, width) => expect(displayWidth(text)).toBe(width));
