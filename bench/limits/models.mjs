// What is learned and judged: classes, epochs, parts and pictures in great numbers.
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { randomOf, writePieces } from "./inputs.mjs";

const node = pathToFileURL(join(import.meta.dirname, "../../dist/node.js")).href;

/** 30,000 rows of so many classes, each near a place of its own: as many numbers of the network a row as there are classes. */
function writeClasses(folder, classes) {
  const random = randomOf(2);
  const line = (i) => {
    const k = i % classes;
    return `${((k % 100) + random() / 2).toFixed(3)},${(Math.floor(k / 100) + random() / 2).toFixed(3)},c${k}\n`;
  };
  return writePieces(folder, "rows.csv", 30_000, line, "x,y,kind\n");
}

/** Measurements with a class of good parts, and those of parts to judge. */
function writeParts(folder, parts) {
  const random = randomOf(3);
  const of = (good) => `${[0, 0, 0].map(() => (random() + random() + (good ? 0 : 2)).toFixed(4)).join(",")}`;
  writePieces(folder, "known.csv", 300, (i) => `${of(i % 5)},${i % 5 ? "good" : "bad"}\n`, "w,h,d,quality\n");
  return writePieces(folder, "parts.csv", parts, (i) => `S${i},${of(i % 5)}\n`, "serial,w,h,d\n");
}

/** Pictures of 8 × 8 pixels as IDX, the first pixels of each its class. */
function writeIdx(folder, pictures) {
  const random = randomOf(4);
  const header = (magic, ...sizes) => {
    const bytes = Buffer.alloc(4 + 4 * sizes.length);
    for (const [i, value] of [magic, ...sizes].entries()) bytes.writeUInt32BE(value, 4 * i);
    return bytes;
  };
  const images = Buffer.alloc(64 * pictures);
  const labels = Buffer.alloc(pictures);
  for (let i = 0; i < pictures; i++) {
    labels[i] = i % 10;
    for (let k = 0; k < 64; k++) images[64 * i + k] = k < 32 ? 25 * labels[i] : 255 * random();
  }
  const write = (name, ...bytes) => writeFileSync(join(folder, name), Buffer.concat(bytes));
  write("train-images-idx3-ubyte", header(0x803, pictures, 8, 8), images);
  write("train-labels-idx1-ubyte", header(0x801, pictures), labels);
}

/** Pictures of 8 × 8 pixels as files, good/ and bad/, each a PGM. */
function writePictures(folder, pictures) {
  const random = randomOf(5);
  for (const name of ["good", "bad"]) mkdirSync(join(folder, "pictures", name), { recursive: true });
  for (let i = 0; i < pictures; i++) {
    const good = i % 2 === 0;
    const pixels = Buffer.from(Array.from({ length: 64 }, () => (good ? 60 : 160) + 60 * random()));
    const name = join(folder, "pictures", good ? "good" : "bad", `${String(i).padStart(7, "0")}.pgm`);
    writeFileSync(name, Buffer.concat([Buffer.from("P5\n8 8\n255\n", "latin1"), pixels]));
  }
  return "pictures";
}

/** Trains a little, then judges: the answer is how many parts have a verdict, and how many lines their file has. */
const judging = `
import { readFileSync } from "node:fs";
import { judge, train } from ${JSON.stringify(node)};
for await (const _ of train({ data: "known.csv", task: "siamese", epochs: 3, out: "run" }));
let judged = 0;
for await (const report of judge({ run: "run", parts: ["parts.csv"], out: "verdicts.csv" })) if (report.kind === "judged") judged = report.parts.length;
console.log(JSON.stringify({ judged, lines: readFileSync("verdicts.csv", "utf8").trimEnd().split("\\n").length }));
`;

export const models = [
  {
    what: "classes of 30,000 rows",
    sizes: [1_000, 10_000],
    make: (folder, n) => ["train", writeClasses(folder, n), "--label", "kind", "--epochs", "1"],
    right: ({ rows, classNames, confusion, confusionCounts }, n) =>
      rows.train + rows.test === 30_000 &&
      classNames.length === n &&
      confusion === null &&
      confusionCounts.reduce((sum, [, , count]) => sum + count, 0) === rows.test,
  },
  {
    what: "epochs on two rows",
    sizes: [100_000, 1_000_000],
    make: (folder, n) => {
      writeFileSync(join(folder, "two.csv"), "a,b,label\n0,1,x\n1,0,y\n");
      return ["train", "two.csv", "--test", "two.csv", "--epochs", String(n), "--out", "run"];
    },
    right: ({ epochs }, n, folder) =>
      epochs.length === n &&
      epochs.at(-1).epoch === n - 1 &&
      statSync(join(folder, "run", "report.html")).size < 200_000,
  },
  {
    what: "parts judged, a table",
    sizes: [10_000, 100_000],
    make: (folder, n) => {
      writeParts(folder, n);
      return { program: judging };
    },
    right: ({ judged, lines }, n) => judged === n && lines === n + 1,
  },
  {
    what: "pictures of IDX, 8 × 8",
    sizes: [100_000, 1_000_000],
    make: (folder, n) => {
      writeIdx(folder, n);
      return ["train", ".", "--epochs", "1", "--out", "run"];
    },
    right: ({ rows, accuracy }, n) => rows.train + rows.test === n && accuracy > 0.9,
  },
  {
    what: "pictures in folders, 8 × 8",
    sizes: [100_000, 1_000_000],
    seconds: 1800,
    make: (folder, n) => ["train", writePictures(folder, n), "--epochs", "1", "--out", "run"],
    right: ({ rows, accuracy }, n) => rows.train + rows.test === n && accuracy > 0.9,
  },
];
