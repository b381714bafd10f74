import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Numerical Recipes' generator: [0, 1). */
export function randomOf(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A file of `count` pieces, each the text of its number, written by megabytes; gives its name. */
export function writePieces(folder, name, count, piece, first = "", last = "") {
  const file = openSync(join(folder, name), "w");
  let text = first;
  for (let i = 0; i < count; i++) {
    text += piece(i);
    if (text.length < 1 << 20) continue;
    writeSync(file, text);
    text = "";
  }
  writeSync(file, text + last);
  closeSync(file);
  return name;
}

/** rows.csv of three measurements and one of two classes that they tell apart; `cell` may put something else for a number. */
export function writeMeasurements(folder, rows, cell = (x) => x.toFixed(3)) {
  const random = randomOf(1);
  const line = (i) => {
    const good = i % 2;
    const x = () => cell(2 * good + random() + random() - 1, random);
    return `${x()},${x()},${x()},${good ? "good" : "bad"}\n`;
  };
  return writePieces(folder, "rows.csv", rows, line, "width,height,depth,quality\n");
}

/** A file of one piece again and again, in all of so many MB, between what is first and last in it. */
export function writeRepeated(folder, name, piece, megabytes, first = "", last = "") {
  const times = Math.round(1e6 / piece.length);
  const million = piece.repeat(times);
  return writePieces(folder, name, megabytes, () => million, first, last);
}
