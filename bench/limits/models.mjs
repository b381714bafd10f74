// What is learned and judged: classes, epochs, parts and pictures in great numbers.
import { randomOf, writePieces } from "./inputs.mjs";

/** Ten rows of each class, near a place of its own. */
function writeClasses(folder, classes) {
  const random = randomOf(2);
  const line = (i) => {
    const k = i % classes;
    return `${((k % 10) + random() / 2).toFixed(3)},${(Math.floor(k / 10) + random() / 2).toFixed(3)},c${k}\n`;
  };
  return writePieces(folder, "rows.csv", 10 * classes, line, "x,y,kind\n");
}

export const models = [
  {
    what: "classes",
    sizes: [250, 1_000],
    make: (folder, n) => ["train", writeClasses(folder, n), "--label", "kind", "--epochs", "1"],
    right: ({ rows, classNames }, n) => rows.train + rows.test === 10 * n && classNames.length === n,
  },
];
