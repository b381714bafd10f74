import { expect, test } from "vitest";
import { lotNotes } from "../../../src/tasks/inspection/lot.ts";

test("a part that is a reference itself is named: its distance says nothing", () => {
  const part = (file: string, nearest: string, distance: number) =>
    ({ file, nearest, distance, verdict: "pass" }) as const;
  const lot = { errors: [], light: undefined };
  expect(lotNotes([part("a/1.png", "a/1.png", 0), part("b/1.png", "a/1.png", 0)], lot)).toEqual([
    "of these parts 1 is a good one to compare with (the first: a/1.png), no distance from itself",
  ]);
  expect(lotNotes([part("a/1.png", "a/1.png", 0.01)], lot)).toEqual([]);
});
