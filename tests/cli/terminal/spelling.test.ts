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
  ["aim", { name: "recall", recall: 0.95 }, "--aim recall=0.95", 'aim: {"name":"recall","recall":0.95}'],
  [
    "aim",
    { name: "falseReject", rate: 0.01 },
    "--aim false-reject=0.01",
    'aim: {"name":"falseReject","rate":0.01}',
  ],
  ["aim", { name: "f1" }, "--aim f1", 'aim: {"name":"f1"}'],
  [
    "aim",
    { name: "cost", missCost: 9, falseRejectCost: 1 },
    "--aim cost --miss-cost 9 --false-reject-cost 1",
    'aim: {"name":"cost","missCost":9,"falseRejectCost":1}',
  ],
  [
    "aim",
    { name: "precision", precision: 0.9 },
    "--aim precision=0.9",
    'aim: {"name":"precision","precision":0.9}',
  ],
  ["aim", { name: "fixed", threshold: 0.5 }, "--aim 0.5", 'aim: {"name":"fixed","threshold":0.5}'],
])("%s %o is a flag, and a setting of a program", (name, value, flag, setting) => {
  expect([asFlag(name, value), asProgram(name, value)]).toEqual([flag, setting]);
});
