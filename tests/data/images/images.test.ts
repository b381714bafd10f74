import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, describe, expect, test } from "vitest";
import type { ImageSpec } from "../../../src/data/images/image.ts";
import { imageFileAt, imageRow } from "../../../src/data/images/imageRow.ts";
import { loadTables } from "../../../src/data/load.ts";
import { loadDataset } from "../../../src/data/loadDataset.ts";
import { applyScaler } from "../../../src/data/numpy/arrays.ts";
import { fitScaler } from "../../../src/data/rows/scale.ts";

const root = mkdtempSync(join(tmpdir(), "kiso-images-"));
afterAll(() => rmSync(root, { recursive: true }));

const golden = join(import.meta.dirname, "../../golden/images");
const { pixels } = JSON.parse(readFileSync(join(golden, "expected.json"), "utf8")) as {
  pixels: Record<string, { grey: number[]; colour: number[] }>;
};

/** A folder with these files: golden images by name, or the text that stands in them. */
function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(root, "set-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    if (typeof content === "string" && content in pixels)
      copyFileSync(join(golden, content), join(folder, name));
    else writeFileSync(join(folder, name), content);
  }
  return folder;
}

const classes = {
  "bad/1.png": "grey.png",
  "bad/2.jpg": "grey.jpg",
  "good/1.bmp": "grey.bmp",
  "good/2.png": "bits.png",
};

describe("folders of images", () => {
  test("class-named sub-folders: rows of pixels, labels, and the file of every row", async () => {
    const folder = folderOf(classes);
    const train = await loadDataset(folder, { split: "train" });
    expect(train.image).toEqual({ height: 9, width: 12, channels: 1 });
    expect(train.classNames).toEqual(["bad", "good"]);
    expect(Array.from(train.labels.data, Number)).toEqual([0, 0, 1, 1]);
    expect(train.rowNames).toEqual(Object.keys(classes).map((name) => join(folder, name)));
    const rows = Object.values(classes).flatMap((name) => pixels[name]!.grey);
    expect(Array.from(train.features.data, Number)).toEqual(rows);
  });

  test("select, shuffle and split keep the image and each row's file", async () => {
    const folder = folderOf(classes);
    const train = await loadDataset(folder, { split: "train" });
    const picked = train.select([3, 0]);
    expect(picked.image).toEqual(train.image);
    expect(picked.rowNames).toEqual([join(folder, "good/2.png"), join(folder, "bad/1.png")]);
    expect(new Set(train.shuffle(1).rowNames)).toEqual(new Set(train.rowNames));
    const { train: a, test: b } = train.trainTestSplit(2, 0);
    expect(new Set([...a.rowNames!, ...b.rowNames!])).toEqual(new Set(train.rowNames));
  });

  test("are in colour where one image is, or as is wanted, and resized where that is wanted", async () => {
    const folder = folderOf({ ...classes, "good/3.webp": "colour.webp" });
    const { image, tables } = await loadTables(folder);
    expect(image).toEqual({ height: 9, width: 12, channels: 3 });
    expect(tables.train!.column("image")).toMatchObject({ width: 9 * 12 * 3 });
    const wanted = { height: 4, width: 5, channels: 1, convert: true, resize: true } as const;
    expect((await loadTables(folder, { image: wanted })).image).toEqual(wanted);
  });

  test("train/ and test/ are splits with the same classes", async () => {
    const folder = folderOf({
      "train/bad/1.png": "grey.png",
      "train/good/1.png": "grey.png",
      "test/good/2.png": "colour.png",
    });
    const { splits } = await loadDataset(folder);
    expect(Object.keys(splits)).toEqual(["train", "test"]);
    expect(splits.test!.image?.channels).toBe(3);
    expect(splits.test!.labels.data[0]).toBe(1);
  });

  test.each(["labels.csv", "metadata.csv"])(
    "a list, %s, gives each file its label, in its order",
    async (list) => {
      const folder = folderOf({
        "a.png": "grey.png",
        "b.png": "bits.png",
        [list]: "file_name,label,width\nb.png,scratched,3\na.png,good,4\n",
      });
      const train = await loadDataset(folder, { split: "train" });
      expect(train.nFeatures).toBe(9 * 12);
      expect(train.classNames).toEqual(["good", "scratched"]);
      expect(train.rowNames).toEqual([join(folder, "b.png"), join(folder, "a.png")]);
      expect(Array.from(train.features.data.slice(0, 108), Number)).toEqual(pixels["bits.png"]!.grey);
    },
  );

  test("a table with a folder of plots beside it stays a table", async () => {
    const folder = folderOf({ "data.csv": "a,label\n1,x\n2,y\n", "plots/curve.png": "colour.png" });
    expect((await loadDataset(folder, { split: "train" })).featureNames).toEqual(["a"]);
  });

  test("the hash changes with a byte, and where an image moves to another class", async () => {
    const { sha256 } = await loadTables(folderOf(classes));
    expect((await loadTables(folderOf(classes))).sha256).toBe(sha256);
    const { "bad/1.png": moved, ...rest } = classes;
    expect((await loadTables(folderOf({ ...rest, "good/0.png": moved }))).sha256).not.toBe(sha256);
    expect((await loadTables(folderOf({ ...classes, "bad/1.png": "bits.png" }))).sha256).not.toBe(sha256);
  });

  test("what a row cannot hold is said", async () => {
    const { notes } = await loadTables(
      folderOf({ "a/1.png": "sixteen.png", "a/2.png": "alpha.png", "b/3.webp": "animated.webp" }),
    );
    expect(notes.slice(0, 2).map((note) => note.replace(/^\S+[\\/]/, ""))).toEqual([
      "3.webp is animated: the first frame is taken",
      "2.png is transparent in places: laid over black",
    ]);
  });
});

describe("for a model that takes images of one kind", () => {
  const spec = { height: 9, width: 12, channels: 1 } as const;
  const refused = (image: ImageSpec, files: Record<string, string>) =>
    loadTables(folderOf({ "a/1.png": "grey.png", ...files }), { image });

  test("a set that holds one in colour is refused, as judge refuses it", async () => {
    const message =
      /b\/2\.png: is in colour, but the model takes images of 12×9 grey; take it in grey, or train with grey to have all made grey$/;
    await expect(refused(spec, { "b/2.png": "colour.png" })).rejects.toThrow(message);
    const file = folderOf({ "b/2.png": "colour.png" });
    const one = imageFileAt(join(file, "b/2.png"));
    await expect(imageRow(one, spec)).rejects.toThrow(message);
  });

  test("so is one of another size", async () => {
    const message =
      /b\/2\.png: has 1×1 pixels, but the model takes images of 12×9 grey; take the picture as those were taken, or train with size to have all resized$/;
    await expect(refused(spec, { "b/2.png": "one.png" })).rejects.toThrow(message);
  });

  test("a model whose images were all made grey, or resized, takes them", async () => {
    const { tables } = await refused({ ...spec, convert: true }, { "b/2.png": "colour.png" });
    const column = tables.train!.column("image");
    expect(column.kind === "list" && [...column.values.subarray(108)]).toEqual(pixels["colour.png"]!.grey);
    await expect(refused({ ...spec, resize: true }, { "b/2.png": "one.png" })).resolves.toMatchObject({
      image: { ...spec, resize: true },
    });
  });

  test("a grey image loses nothing among those in colour, and a training set that mixes both is told", async () => {
    const mixed = { "b/2.png": "colour.png", "b/3.png": "grey.png" };
    const { tables, image, notes } = await loadTables(folderOf({ "a/1.png": "colour.png", ...mixed }));
    expect(image).toEqual({ ...spec, channels: 3 });
    expect(notes).toEqual([
      expect.stringMatching(
        /^1 of 3 images are grey \(the first: .*b\/3\.png\), the others in colour: all are taken in colour; say grey or colour$/,
      ),
    ]);
    const column = tables.train!.column("image");
    const threefold = pixels["grey.png"]!.grey.flatMap((v) => [v, v, v]);
    expect(column.kind === "list" && [...column.values.subarray(2 * 324)]).toEqual(threefold);
    expect((await loadTables(folderOf(mixed), { image })).notes).toEqual([]);
  });
});

describe("IDX", () => {
  test("images know their shape", async () => {
    const header = (type: number, ...shape: number[]) => [
      0,
      0,
      8,
      type,
      ...shape.flatMap((n) => [0, 0, 0, n]),
    ];
    const folder = folderOf({
      "train-images-idx3-ubyte": Uint8Array.from([
        ...header(3, 2, 2, 3),
        ...Array.from({ length: 12 }, (_, i) => i),
      ]),
      "train-labels-idx1-ubyte": Uint8Array.from([...header(1, 2), 0, 1]),
    });
    const train = await loadDataset(folder, { split: "train" });
    expect(train.image).toEqual({ height: 2, width: 3, channels: 1 });
    const small = await loadDataset(folder, { split: "train", image: { height: 1, width: 1, resize: true } });
    expect(small.features.shape).toEqual([2, 1]);
    const coloured = await loadDataset(folder, { split: "train", image: { channels: 3, convert: true } });
    expect([...(coloured.features.data as Uint8Array).subarray(0, 6)]).toEqual([0, 0, 0, 1, 1, 1]);
    await expect(loadTables(folder, { image: { height: 9, width: 9, channels: 1 } })).rejects.toThrow(
      /train-images-idx3-ubyte: has 3×2 pixels, but the model takes images of 9×9 grey; /,
    );
  });
});

describe("Parquet as on the Hub", () => {
  const image = (name: string) => ({ bytes: new Uint8Array(readFileSync(join(golden, name))), path: name });

  /** As `datasets` writes an Image and a ClassLabel. */
  function parquetOf(images: readonly { bytes: Uint8Array | null; path: string | null }[]): string {
    const file = join(mkdtempSync(join(root, "set-")), "train.parquet");
    const bytes = parquetWriteBuffer({
      schema: [
        { name: "schema", num_children: 3 },
        { name: "image", repetition_type: "OPTIONAL", num_children: 2 },
        { name: "bytes", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" },
        { name: "path", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
        { name: "width", type: "INT64", repetition_type: "REQUIRED" },
        { name: "label", type: "INT64", repetition_type: "REQUIRED" },
      ],
      columnData: [
        { name: "image", data: [...images] },
        { name: "width", data: images.map((_, i) => BigInt(i)) },
        { name: "label", data: images.map((_, i) => BigInt(i % 2)) },
      ],
    });
    writeFileSync(file, new Uint8Array(bytes));
    return file;
  }

  test("the bytes are decoded, the other columns left out", async () => {
    const train = await loadDataset(parquetOf([image("grey.png"), { ...image("bits.bmp"), path: null }]), {
      split: "train",
    });
    expect(train.image).toEqual({ height: 9, width: 12, channels: 1 });
    expect(Array.from(train.features.data, Number)).toEqual([
      ...pixels["grey.png"]!.grey,
      ...pixels["bits.bmp"]!.grey,
    ]);
    expect(Array.from(train.labels.data, Number)).toEqual([0, 1]);
  });

  test("a missing and a damaged image are named by row and path", async () => {
    await expect(loadTables(parquetOf([image("grey.png"), { bytes: null, path: "x.png" }]))).rejects.toThrow(
      /train\.parquet, column image, row 2: the image is missing \(only its path x\.png is there\)/,
    );
    const cut = { bytes: image("grey.png").bytes.slice(0, 80), path: "cut.png" };
    await expect(loadTables(parquetOf([image("grey.png"), cut]))).rejects.toThrow(
      /train\.parquet, column image, row 2 \(cut\.png\): the image is damaged/,
    );
  });
});

describe("scaling", () => {
  test("is by channel: the mean over all pixels of a channel is 0, its deviation 1", async () => {
    const train = await loadDataset(folderOf({ "a/1.png": "colour.png", "b/2.jpg": "colour.jpg" }), {
      split: "train",
    });
    const scaler = fitScaler("standard", train.features, { image: train.image });
    expect(scaler.offset.length).toBe(3);
    expect(scaler.repeat).toBe(9 * 12);
    const scaled = applyScaler(scaler, train.features).data as Float64Array;
    for (const channel of [0, 1, 2]) {
      const values = scaled.filter((_, i) => i % 3 === channel);
      const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
      const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
      expect(mean).toBeCloseTo(0, 12);
      expect(variance).toBeCloseTo(1, 12);
    }
  });
});

describe("bad images: one line that names the file", () => {
  const png = readFileSync(join(golden, "colour.png"));
  /** A JPEG and a BMP of 108 pixels whose headers claim 60000 × 60000; in a PNG, a checksum would say so. */
  const jpegBomb = Uint8Array.from(readFileSync(join(golden, "colour.jpg")));
  const frame = jpegBomb.findIndex((byte, i) => byte === 0xff && jpegBomb[i + 1] === 0xc0);
  for (const at of [5, 7]) new DataView(jpegBomb.buffer).setUint16(frame + at, 60000);
  const bmpBomb = Uint8Array.from(readFileSync(join(golden, "colour.bmp")));
  for (const at of [18, 22]) new DataView(bmpBomb.buffer).setInt32(at, 60000, true);
  const tooLarge =
    /1\.\w+: has 60000×60000 pixels \(3600 million\), and 100 million is the limit; make it smaller, or if it is sound, maxPixels: 3600 \(in millions\) reads it$/;

  test.each([
    [
      "cut short",
      { "a/1.png": png.subarray(0, 200) },
      /a\/1\.png: the image is damaged \(.+\); get it again/,
    ],
    [
      "cut short, JPEG",
      { "a/1.jpg": readFileSync(join(golden, "colour.jpg")).subarray(0, 700) },
      /a\/1\.jpg: the image is damaged/,
    ],
    [
      "cut short, BMP",
      { "a/1.bmp": readFileSync(join(golden, "colour.bmp")).subarray(0, 300) },
      /a\/1\.bmp: the image is damaged \(it is cut short\)/,
    ],
    [
      "text that pretends",
      { "a/1.png": "hello, I am a text" },
      /a\/1\.png: holds no image: its bytes are of none of PNG, JPEG, WebP, BMP, GIF, TIFF, AVIF and PGM/,
    ],
    ["empty", { "a/1.png": "" }, /a\/1\.png: the image is empty \(0 bytes\)/],
    [
      "HEIC that pretends",
      { "a/1.png": Buffer.from("00000018667479706865696300000000686569636d696631", "hex") },
      /a\/1\.png: is a HEIC image; kiso reads PNG, .* and PGM\/PPM\/PBM: convert it, or take it out$/,
    ],
    ["a JPEG bomb", { "a/1.jpg": jpegBomb }, tooLarge],
    ["a BMP bomb", { "a/1.bmp": bmpBomb }, tooLarge],
    [
      "another size",
      { "a/1.png": "one.png" },
      /b\/2\.png has 12×9 pixels, .*a\/1\.png has 1×1; images must have one size: bring them to one with size: {"height":1,"width":1}$/,
    ],
    [
      "another kind",
      { "a/1.png": "colour.png", "a/2.heic": "x" },
      /a\/2\.heic: kiso reads PNG, .* and PGM\/PPM\/PBM; convert it/,
    ],
    [
      "beside the classes",
      { "a/1.png": "colour.png", "3.png": "colour.png" },
      /3\.png: lies beside the class folders \(a, b\); put every image into the folder of its class/,
    ],
    [
      "a list without file names",
      { "labels.csv": "name,label\n1.png,a\n" },
      /labels\.csv: no column names the image files; call it file/,
    ],
    [
      "a list with a wrong name",
      { "labels.csv": "file,label\n1.png,a\n" },
      /labels\.csv, row 1 \(line 2\), column file: there is no file .*1\.png/,
    ],
    [
      "a list that repeats",
      { "labels.csv": "file,label\nb/2.png,a\nb/2.png,b\n" },
      /row 2 \(line 3\), column file: b\/2\.png stands in row 1 already/,
    ],
  ])("%s", async (_, files: Record<string, string | Uint8Array>, message) => {
    const folder = folderOf({ "b/2.png": "colour.png", ...files });
    const error = await loadTables(folder).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ name: "UserError" });
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toContain("\n");
  });

  test.skipIf(process.getuid?.() === 0)("unreadable", async () => {
    const folder = folderOf({ "a/1.png": "colour.png", "b/2.png": "colour.png" });
    chmodSync(join(folder, "a/1.png"), 0);
    await expect(loadTables(folder)).rejects.toThrow(/a\/1\.png: cannot be read: permission denied/);
  });

  test("a link to nothing", async () => {
    const folder = folderOf({ "a/1.png": "colour.png", "b/2.png": "colour.png" });
    symlinkSync(join(folder, "nothing"), join(folder, "a/3.png"));
    await expect(loadTables(folder)).rejects.toThrow(
      /a\/3\.png: no such file; check its name, or what it links to/,
    );
  });

  test("no classes", async () => {
    await expect(loadDataset(folderOf({ "1.png": "grey.png" }))).rejects.toThrow(
      /its images have no classes; put those of each class into a folder of its own, or list them in labels\.csv/,
    );
  });

  test("an image of 1 × 1 pixel is one feature", async () => {
    const train = await loadDataset(folderOf({ "a/1.png": "one.png", "b/1.png": "one.png" }), {
      split: "train",
    });
    expect(train.features.shape).toEqual([2, 1]);
  });
});
