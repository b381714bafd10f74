import { gzipSync } from "node:zlib";

/** A folder to be read: its files, its links, and what is known of them. */
export interface Tree {
  readonly seed: number;
  readonly files: ReadonlyMap<string, string | Buffer>;
  /** name -> target, relative to the link */
  readonly links: ReadonlyMap<string, string>;
  /** by file of a table, the numbers of its rows: no two rows of a tree have one, but in copies */
  readonly rowsOf: ReadonlyMap<string, readonly number[]>;
  /** a picture's grey, which no other of the tree has, but copies */
  readonly greyOf: ReadonlyMap<string, number>;
  /** what must be refused, in words; undefined where all can be read */
  readonly fault: string | undefined;
  /** what may be refused: a heap in which nobody could tell what is meant */
  readonly heap: boolean;
}

/** Pictures of one grey each, and one that is black but for a white spot. */
export interface Pictures {
  readonly greys: readonly Buffer[];
  readonly mask: Buffer;
}

/** Mulberry32: the same trees on every machine. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const parts = {
  train: ["train", "Train", "TRAIN", "training", "XTrain", "data_train", "学習", "訓練用", "ﾄﾚｰﾆﾝｸﾞ"],
  validation: ["val", "valid", "Validation", "dev", "検証", "検証用データ"],
  test: ["test", "Test", "TEST", "eval", "dataTest", "iris-test", "テスト", "評価", "試験用"],
};
const plain = [
  "2024-01",
  "lot7",
  "latest",
  "測定",
  "contest",
  "strain",
  "data (2)",
  "ライン1",
  "a'b",
  "odd\nname",
];
const classes = [
  ["good", "bad"],
  ["OK", "NG"],
  ["良品", "不良品"],
  ["cat", "dog"],
  ["0", "1"],
];
const litter = [
  ".DS_Store",
  "Thumbs.db",
  "desktop.ini",
  "._a.csv",
  "~$book.xlsx",
  "@eaDir/a.png",
  "#recycle/old.csv",
  "__MACOSX/._b.csv",
  ".git/config",
  ".ipynb_checkpoints/train.csv",
  "lost+found/x.csv",
];
const documents = ["README.md", "LICENSE", "readme.txt", "dataset_info.json"];
const strangers = [
  "notes.docx",
  "plan.pdf",
  "run.py",
  ".old.csv",
  ".hidden/b.csv",
  "half.csv.crdownload",
  "b.csv.part",
  "pack.7z",
  "old.tar",
  "c.csv.xz",
  "camera.raw.bin",
  "__old__/d.csv",
];

class Grower {
  readonly files = new Map<string, string | Buffer>();
  readonly links = new Map<string, string>();
  readonly rowsOf = new Map<string, readonly number[]>();
  readonly greyOf = new Map<string, number>();
  fault: string | undefined;
  readonly next: () => number;
  readonly #greys: readonly Buffer[];
  readonly mask: Buffer;
  #row = 0;
  #grey = 0;

  constructor(seed: number, pictures: Pictures) {
    this.next = random(seed);
    this.#greys = pictures.greys;
    this.mask = pictures.mask;
  }

  chance = (p: number): boolean => this.next() < p;
  upTo = (n: number): number => Math.floor(this.next() * n);
  pick = <T>(from: readonly T[]): T => from[this.upTo(from.length)]!;

  /** A table of fresh rows, in the format that its name says. */
  table(name: string, rows = 2 + this.upTo(4)): void {
    if (this.files.has(name)) return;
    const numbers = Array.from({ length: rows }, () => ++this.#row);
    const bare = name.replace(/\.gz$/, "");
    const text = bare.endsWith(".jsonl")
      ? numbers.map((n) => `{"x":${n}.5,"label":"${"ab"[n % 2]}"}\n`).join("")
      : [["x", "label"], ...numbers.map((n) => [`${n}.5`, "ab"[n % 2]])]
          .map((cells) => cells.join(bare.endsWith(".tsv") ? "\t" : ","))
          .join("\n");
    this.files.set(name, name.endsWith(".gz") ? gzipSync(text) : text);
    this.rowsOf.set(name, numbers);
  }

  picture(name: string): void {
    if (this.files.has(name) || this.#grey >= this.#greys.length) return;
    this.files.set(name, this.#greys[this.#grey]!);
    this.greyOf.set(name, this.#grey++);
  }

  copy(from: string, to: string): void {
    if (this.files.has(to)) return;
    this.files.set(to, this.files.get(from)!);
    if (this.rowsOf.has(from)) this.rowsOf.set(to, this.rowsOf.get(from)!);
    if (this.greyOf.has(from)) this.greyOf.set(to, this.greyOf.get(from)!);
  }
}

/** The tree of a seed: tables, pictures, and all that lies about beside them. */
export function growTree(seed: number, pictures: Pictures): Tree {
  const grower = new Grower(seed, pictures);
  const { chance, pick } = grower;
  const wrap = chance(0.15) ? "set/" : "";
  const kinds = [
    tablesByFile,
    tablesByFile,
    tablesByFolder,
    tablesInKeyedFolders,
    pairs,
    pictureClasses,
    pictureClasses,
    pictureParts,
    pictureList,
    pictureMasks,
  ];
  pick(kinds)(grower, wrap);
  const heap = chance(0.12);
  if (heap) pick([...kinds, tableBesidePictures, loosePictures])(grower, chance(0.5) ? wrap : `${wrap}more/`);
  else if (chance(0.05)) tableBesidePictures(grower, wrap);
  for (const [some, p] of [
    [litter, 0.6],
    [documents, 0.4],
    [strangers, 0.6],
  ] as const)
    while (chance(p)) {
      const name = wrap + pick(some);
      if (!grower.files.has(name)) grower.files.set(name, "nothing of use");
    }
  lay(grower);
  spoil(grower);
  const { files, links, rowsOf, greyOf, fault } = grower;
  return { seed, files, links, rowsOf, greyOf, fault, heap };
}

const extensions = [".csv", ".csv", ".csv", ".tsv", ".jsonl", ".csv.gz", ".jsonl.gz", ".CSV"];

function tablesByFile(g: Grower, wrap: string): void {
  const format = g.pick(extensions);
  const name = () => (g.chance(0.75) ? format : g.pick(extensions));
  for (const part of ["train", "validation", "test"] as const)
    if (g.chance(0.6))
      for (let i = 0; i <= g.upTo(2); i++) g.table(wrap + g.pick(parts[part]) + (i ? i : "") + name());
  while (g.chance(0.4)) g.table(wrap + g.pick(plain) + name());
  if (g.files.size === 0) g.table(`${wrap}lot1${name()}`);
}

function tablesByFolder(g: Grower, wrap: string): void {
  const format = g.pick(extensions);
  for (const part of ["train", "validation", "test"] as const)
    if (g.chance(0.6)) {
      const folder = g.pick(parts[part]);
      for (let i = 0; i <= g.upTo(3); i++)
        g.table(`${wrap}${folder}/${g.pick(["a", "b", "deep/c", "テスト片", "lot"])}${i}${format}`);
    }
  if (g.chance(0.3)) g.table(`${wrap}other/${g.pick(plain)}${format}`);
  if (g.files.size === 0) g.table(`${wrap}days/1${format}`);
}

function tablesInKeyedFolders(g: Grower, wrap: string): void {
  const values = g.pick([
    ["1", "2", "30"],
    ["A", "B%2FC", "__HIVE_DEFAULT_PARTITION__"],
  ]);
  const part = g.chance(0.3);
  for (const value of values)
    for (let i = 0; i <= g.upTo(2); i++)
      g.table(`${wrap}${part ? `split=${g.pick(["train", "test"])}/` : ""}lot=${value}/part-${i}.csv`);
}

function pairs(g: Grower, wrap: string): void {
  const [x, y] = g.pick([
    ["X_", "y_"],
    ["x_", "y_"],
    ["features-", "labels-"],
  ]);
  for (const part of g.chance(0.5) ? ["train", "test"] : ["train"]) {
    const rows = 2 + g.upTo(3);
    g.table(`${wrap}${x}${part}.csv`, rows);
    const numbers = g.rowsOf.get(`${wrap}${x}${part}.csv`)!;
    const lines = numbers.map((n) => `${n}.5`).join("\n");
    g.files.set(`${wrap}${x}${part}.csv`, `x\n${lines}\n`);
    g.files.set(`${wrap}${y}${part}.csv`, `label\n${numbers.map((n) => "ab"[n % 2]).join("\n")}\n`);
    g.rowsOf.set(`${wrap}${y}${part}.csv`, []);
  }
}

function pictureClasses(g: Grower, wrap: string, folder = ""): void {
  for (const one of g.pick(classes))
    for (let i = 0; i <= 1 + g.upTo(3); i++)
      g.picture(`${wrap}${folder}${one}/${g.pick(["a", "写真", "IMG_", "x y"])}${i}.png`);
}

function pictureParts(g: Grower, wrap: string): void {
  const two = g.pick(classes);
  for (const part of ["train", "test"] as const) {
    const folder = g.pick(parts[part].filter((name) => !/^(X|data|iris|ﾄ)/.test(name)));
    for (const one of two)
      for (let i = 0; i <= 1 + g.upTo(2); i++) g.picture(`${wrap}${folder}/${one}/${i}.png`);
  }
}

/** As MVTec AD lays out a part: good ones to learn from, defects by kind, and a mask for each defect. */
function pictureMasks(g: Grower, wrap: string): void {
  for (let i = 0; i < 3; i++) g.picture(`${wrap}train/good/${i}.png`);
  g.picture(`${wrap}test/good/0.png`);
  for (const kind of ["crack", "dent"])
    for (let i = 0; i < 2; i++) {
      g.picture(`${wrap}test/${kind}/00${i}.png`);
      g.files.set(`${wrap}ground_truth/${kind}/00${i}_mask.png`, g.mask);
    }
}

function pictureList(g: Grower, wrap: string): void {
  const n = 4 + g.upTo(4);
  for (let i = 0; i < n; i++) g.picture(`${wrap}images/${i}.png`);
  const lines = Array.from({ length: n }, (_, i) => `images/${i}.png,${"ab"[i % 2]}`);
  g.files.set(`${wrap}labels.csv`, `file,label\n${lines.join("\n")}\n`);
}

function tableBesidePictures(g: Grower, wrap: string): void {
  if (g.greyOf.size > 0) return;
  if (g.rowsOf.size === 0) g.table(`${wrap}parts.csv`);
  for (let i = 0; i < 3; i++) g.picture(`${wrap}figures/${i}.png`);
}

function loosePictures(g: Grower, wrap: string): void {
  for (let i = 0; i < 3; i++) g.picture(`${wrap}${g.pick(["loose", "IMG_"])}${i}.png`);
}

/** Links and copies. */
function lay(g: Grower): void {
  const data = () => [...g.rowsOf.keys(), ...g.greyOf.keys()].sort();
  if (g.chance(0.25)) {
    const from = g.pick(data());
    const at = from.lastIndexOf("/") + 1;
    g.copy(from, `${from.slice(0, at)}copy of ${from.slice(at)}`);
  }
  if (g.chance(0.15)) g.links.set("round", ".");
  if (g.chance(0.15)) g.links.set("nowhere", "gone/away");
  const folders = [
    ...new Set(
      [...g.greyOf.keys()].flatMap((name) =>
        name.includes("/") ? [name.slice(0, name.lastIndexOf("/"))] : [],
      ),
    ),
  ].sort();
  // A class that lies elsewhere and is linked to: the tree keeps the pictures under the link's name.
  if (folders.length > 0 && g.chance(0.1)) g.links.set(`${g.pick(folders)}/back`, "..");
}

/** What cannot be read, in some trees. */
function spoil(g: Grower): void {
  const tables = [...g.rowsOf.keys()].filter((name) => /\.csv$/.test(name)).sort();
  if (tables.length === 0 || g.greyOf.size > 0 || !g.chance(0.15)) return;
  const name = g.pick(tables);
  const fault = g.pick(["a pointer", "a web page", "a dangling link"]);
  g.fault = fault;
  if (fault === "a pointer")
    g.files.set(name, "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n");
  if (fault === "a web page") g.files.set(name, "<!DOCTYPE html><html></html>");
  if (fault === "a dangling link") g.links.set(name.replace(/\.csv$/, "-2.csv"), "gone.csv");
}
