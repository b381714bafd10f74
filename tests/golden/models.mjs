// One model folder of each kind, with raw rows and what that kiso answered to them:
//   node tests/golden/models.mjs PATH/TO/dist/cli.js KIND
// The folders beside this script were made by the build of commit 63222c4 (deep: of 8cc6094): a model that it wrote must go on
// answering the same. A change of the training changes these files when they are made anew, so do not: add another kind instead.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { crc32, deflateSync } from "node:zlib";

const cli = resolve(process.argv[2]);
const only = process.argv[3];
const to = join(import.meta.dirname, "models");
const work = mkdtempSync(join(tmpdir(), "models-"));

/** Numbers from 0 to 1, the same on every machine. */
let state = 20250213;
const draw = () => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return (state >>> 8) / 2 ** 24;
};
const normal = () => Array.from({ length: 12 }, draw).reduce((a, b) => a + b) - 6;
const of = (list) => list[Math.floor(draw() * list.length)];
const kiso = (cwd, ...argv) =>
  execFileSync(process.execPath, [cli, ...argv], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
const csv = (rows) => {
  const names = Object.keys(rows[0]);
  return `${[names, ...rows.map((row) => names.map((name) => row[name]))].map((cells) => cells.join()).join("\n")}\n`;
};
const jsonl = (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

function made(kind, train, { data, rows, name = "rows.csv" }, ask) {
  if (kind !== only) return;
  const folder = join(to, kind);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  if (rows) writeFileSync(join(folder, name), rows);
  if (data) writeFileSync(join(work, `${kind}-${name}`), data);
  kiso(
    work,
    "train",
    data ? `${kind}-${name}` : train.shift(),
    ...train,
    "--out",
    kind,
    "--progress",
    "none",
  );
  for (const file of ["model.json", "model.safetensors", "references.safetensors"])
    if (existsSync(join(work, kind, file))) copyFileSync(join(work, kind, file), join(folder, file));
  const answers = {};
  for (const [command, ...argv] of ask) {
    const found = JSON.parse(kiso(folder, command, join(work, kind), ...argv, "--json"));
    const { run: _, seconds: __, ...own } = found;
    answers[command] = own;
  }
  writeFileSync(join(folder, "answers.json"), `${JSON.stringify(answers)}\n`);
}

// Classes of measurements: other columns, in another order, stand beside those that the model learned.
const iris = csv([
  { note: "first", petal_width: 0.2, sepal_length: 5.1, petal_length: 1.4, sepal_width: 3.5 },
  { note: "second", petal_width: 1.3, sepal_length: 5.7, petal_length: 4.1, sepal_width: 2.8 },
  { note: "third", petal_width: 2.1, sepal_length: 6.8, petal_length: 5.5, sepal_width: 3 },
  { note: "far", petal_width: 25, sepal_length: 68, petal_length: 55, sepal_width: 3 },
  { note: "between", petal_width: 1.51, sepal_length: 6.11, petal_length: 4.69, sepal_width: 2.86 },
]);
const irisNames = ["sepal_length", "sepal_width", "petal_length", "petal_width"];
const flowers = Array.from({ length: 150 }, (_, i) => {
  const k = i % 3;
  const centre = [
    [5, 3.4, 1.5, 0.2],
    [5.9, 2.8, 4.3, 1.3],
    [6.6, 3, 5.6, 2],
  ][k];
  const row = Object.fromEntries(
    irisNames.map((name, j) => [name, +(centre[j] + 0.3 * normal()).toFixed(1)]),
  );
  return { ...row, species: ["setosa", "versicolor", "virginica"][k] };
});
const predict = (name = "rows.csv") => [["predict", name]];
made("classes", ["--hidden", "8", "--seed", "1"], { data: csv(flowers), rows: iris }, predict());
made(
  "float32",
  ["--hidden", "8", "--dtype", "float32", "--scale", "minmax"],
  { data: csv(flowers), rows: iris },
  predict(),
);
made(
  "reject",
  ["--hidden", "8", "--epochs", "60", "--reject", "0.3"],
  { data: csv(flowers), rows: iris },
  predict(),
);

// Columns of words, with gaps and with words that the training rows did not have.
const alloys = Array.from({ length: 160 }, () => {
  const [alloy, coating] = [of(["A5052", "SUS304", "SS400"]), of(["none", "zinc", "黒染"])];
  const width = +(10 + 2 * normal()).toFixed(2);
  const hardness = +(50 + 20 * (alloy === "SUS304") - 10 * (alloy === "A5052") + 3 * normal()).toFixed(1);
  const wear = +(0.3 * width + 0.05 * hardness - (coating === "zinc" ? 1 : 0) + 0.2 * normal()).toFixed(3);
  const gap = (cell) => (draw() < 0.04 ? "" : cell);
  return {
    id: `P${Math.floor(draw() * 1e6)}`,
    alloy: gap(alloy),
    coating,
    width: gap(width),
    hardness,
    wear,
    判定: wear > 5 ? "不良" : "良",
  };
});
const someAlloys = csv([
  { alloy: "A5052", coating: "zinc", width: 9.5, hardness: 41 },
  { alloy: "SUS304", coating: "黒染", width: 12.25, hardness: 72.5 },
  { alloy: "C1100", coating: "none", width: 10, hardness: 55 },
  { alloy: "", coating: "painted", width: "", hardness: 48 },
  { alloy: "SS400", coating: "none", width: 7.75, hardness: 61 },
]);
const without = (name) => csv(alloys.map(({ [name]: _, ...row }) => row));
made(
  "words",
  ["--label", "判定", "--missing", "median", "--hidden", "8", "--seed", "2"],
  { data: without("wear"), rows: someAlloys },
  predict(),
);
made(
  "numbers",
  ["--label", "wear", "--task", "regress", "--missing", "mean", "--hidden", "8"],
  { data: without("判定"), rows: someAlloys },
  predict(),
);

// A file without a header, and rows of lists.
const bare = (rows) => rows.map((row) => `${row.join()}\n`).join("");
made(
  "headerless",
  ["--hidden", "6"],
  {
    data: bare(flowers.map((row) => [...irisNames.map((name) => row[name]), row.species])),
    rows: bare(flowers.slice(0, 4).map((row) => irisNames.map((name) => row[name] + 0.05))),
  },
  predict(),
);
const lists = Array.from({ length: 90 }, (_, i) => ({
  features: Array.from({ length: 6 }, (_, j) => +(normal() + 2 * (j % 3 === i % 3)).toFixed(4)),
  labels: i % 3,
}));
made(
  "lists",
  ["--hidden", "6"],
  {
    data: jsonl(lists),
    rows: jsonl(lists.slice(0, 5).map(({ features }) => ({ features }))),
    name: "rows.jsonl",
  },
  predict("rows.jsonl"),
);

// Distances: of measurements with Koch's head, and of pictures with a background taken out.
const parts = Array.from({ length: 120 }, (_, i) => {
  const bad = i % 4 === 3;
  return {
    a: +(normal() + (bad ? 3 : 0)).toFixed(3),
    b: +normal().toFixed(3),
    c: +(5 + normal() - (bad ? 2 : 0)).toFixed(3),
    result: bad ? "ng" : "ok",
  };
});
const someParts = csv(parts.slice(0, 6).map(({ a, b, c }) => ({ a: +(a + 0.1).toFixed(3), b, c })));
made(
  "siamese",
  [
    "--task",
    "siamese",
    "--loss",
    "verification",
    "--good",
    "ok",
    "--hidden",
    "8",
    "--embedding",
    "4",
    "--references",
    "8",
    "--neighbours",
    "2",
    "--validation",
    "0.2",
    "--epochs",
    "60",
    "--lr",
    "0.1",
  ],
  { data: csv(parts), rows: someParts },
  [
    ["judge", "rows.csv"],
    ["embed", "rows.csv", "--out", "embeddings.jsonl"],
  ],
);
kiso(work, "parts", "--good", "70", "--bad", "40", "--size", "32", "--out", "drawn");
const pictures = { good: ["0065.png", "0066.png"], bad: ["0037.png", "0038.png", "0039.png"] };
const copied = (kind) => {
  for (const [name, files] of Object.entries(pictures))
    for (const file of files)
      copyFileSync(
        join(work, kind === "deep" ? "deepDrawn" : "drawn", name, file),
        join(to, kind, `${name}-${file}`),
      );
};

// Pictures of 12 bits in files of 16, of another shape than the model takes.
const chunk = (name, body) => {
  const named = Buffer.concat([Buffer.from(name), body]);
  const sides = [Buffer.alloc(4), Buffer.alloc(4)];
  sides[0].writeUInt32BE(body.length);
  sides[1].writeUInt32BE(crc32(named));
  return Buffer.concat([sides[0], named, sides[1]]);
};
const png16 = (width, height, numberAt) => {
  const head = Buffer.from("00000000000000001000000000", "hex");
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const lines = Buffer.alloc(height * (1 + 2 * width));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) lines.writeUInt16BE(numberAt(x, y), y * (1 + 2 * width) + 1 + 2 * x);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(lines)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};
for (const [label, count] of [
  ["good", 70],
  ["bad", 40],
]) {
  mkdirSync(join(work, "deepDrawn", label), { recursive: true });
  for (let i = 0; i < count; i++) {
    const [left, top] = [2 + Math.floor(18 * draw()), 2 + Math.floor(10 * draw())];
    const spot = (x, y) => label === "bad" && Math.abs(x - left) < 3 && Math.abs(y - top) < 3;
    const picture = png16(24, 16, (x, y) =>
      Math.round(1200 + 40 * x + 10 * normal() + (spot(x, y) ? 60 : 0)),
    );
    writeFileSync(join(work, "deepDrawn", label, `${String(i).padStart(4, "0")}.png`), picture);
  }
}
const files = Object.entries(pictures).flatMap(([name, all]) => all.map((file) => `${name}-${file}`));
for (const [kind, train, ...ask] of [
  [
    "deep",
    ["deepDrawn", "--size", "12", "--hidden", "8", "--epochs", "150", "--lr", "0.1"],
    ["predict", ...files],
  ],
  [
    "images",
    ["drawn", "--size", "16", "--conv", "4", "--hidden", "8", "--reject", "0.1", "--epochs", "6"],
    ["predict", ...files],
  ],
  [
    "pictures",
    [
      "drawn",
      "--task",
      "siamese",
      "--size",
      "16",
      "--hidden",
      "8",
      "--embedding",
      "4",
      "--background",
      "3",
      "--references",
      "6",
      "--validation",
      "0.2",
      "--epochs",
      "20",
    ],
    ["judge", ...files],
    ["match", ...files.slice(1, 3)],
  ],
]) {
  if (kind !== only) continue;
  made(kind, [...train], {}, []);
  copied(kind);
  const answers = {};
  for (const [command, ...argv] of ask) {
    const {
      run: _,
      seconds: __,
      ...own
    } = JSON.parse(kiso(join(to, kind), command, join(work, kind), ...argv, "--json"));
    answers[command] = own;
  }
  writeFileSync(join(to, kind, "answers.json"), `${JSON.stringify(answers)}\n`);
}
rmSync(work, { recursive: true });
