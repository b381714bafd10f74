import { expect, test } from "vitest";
import { asFlag } from "../../../src/cli/terminal/spelling.ts";
import { any, asProgram } from "../../../src/errors.ts";

test.each<[string, unknown, string, string]>([
  ["encoding", any, "--encoding …", "encoding: …"],
  ["encoding", "shift_jis", "--encoding shift_jis", 'encoding: "shift_jis"'],
  ["testSize", 0.2, "--test-size 0.2", "testSize: 0.2"],
  ["header", false, "--header no", "header: false"],
  ["dates", true, "--dates", "dates: true"],
  ["drop", ["a b", "c"], "--drop 'a b' c", 'drop: ["a b","c"]'],
  ["learningRate", undefined, "--lr", "learningRate"],
])("%s %o is a flag, and a setting of a program", (name, value, flag, setting) => {
  expect([asFlag(name, value), asProgram(name, value)]).toEqual([flag, setting]);
});
