import { selectRows } from "../../data/columns/missing.ts";
import { decodeImage, type ImageFile, readImageHeader } from "../../data/images/decode.ts";
import type { ImageHeader } from "../../data/images/formats/own.ts";
import { type ImageSpec, pixelCount, type WantedImage } from "../../data/images/image.ts";
import { filesOf, picturesAtOnce, side, specOf, withPixels } from "../../data/images/images.ts";
import { isDeep, type Pixels } from "../../data/images/pixels/pixels.ts";
import { RangeFinder, scaled } from "../../data/images/pixels/range.ts";
import { lightOf, toRow } from "../../data/images/pixels/toRow.ts";
import { rowParts } from "../../data/streams/rowParts.ts";
import { Table } from "../../data/table.ts";
import { SettingError, type Spell, UserError } from "../../errors.ts";
import { type Light, lightIn } from "./light.ts";

/** Pictures of more numbers than this together are brought to a smaller size, and then a sample of them is drawn. */
const mostNumbers = 2 ** 25;
/** The longer side of a picture that is brought to a smaller size. */
const smallSide = 64;

/** A table of pictures whose rows are pixels, and what was seen when they were decoded. */
export interface DecodedPictures {
  table: Table;
  image: ImageSpec;
  /** of each row of the table: its size and mode in the file */
  headers: readonly Pick<ImageHeader, "height" | "width" | "grey" | "deep">[];
  /** of each row, at the size of its file */
  light: readonly Light[];
  broken: { file: string; why: string }[];
  stops: string[];
  /** whether pictures were brought to another size than theirs, which nobody asked for */
  resized: boolean;
  /** before a sample was drawn, the broken ones left out */
  rows: number;
}

/** Decodes each picture of a table once. Those that are damaged are left out and named. */
export async function decodeToLook(
  table: Table,
  asked: WantedImage,
  { seed, spell }: { seed: number; spell: Spell },
): Promise<DecodedPictures> {
  const files = filesOf(table);
  if (!files) return ofRows(table);
  const broken: { file: string; why: string }[] = [];
  const all = await side(files, (file) => orWhy(() => readImageHeader(file), spell));
  const named = (row: number, why: string) => broken.push({ file: files[row]!.name, why });
  const readable: number[] = [];
  for (const [row, header] of all.entries())
    if (typeof header === "string") named(row, header);
    else readable.push(row);
  if (readable.length === 0) throw noneReadable(table, broken);
  const headerOf = (row: number) => all[row] as ImageHeader;
  const stops: string[] = [];
  const { image, resized } = specToLook(
    readable.map((row) => files[row]!),
    readable.map(headerOf),
    asked,
    { stops, spell },
  );
  const most = Math.max(100, Math.floor(mostNumbers / pixelCount(image)));
  const share = most / readable.length;
  const drawn =
    share >= 1
      ? readable
      : rowParts(0, readable.length, {
          seed,
          shares: { test: 0, validation: 0, sample: share },
        }).sample.map((i) => readable[i]!);
  const finder = drawn.some((row) => headerOf(row).deep)
    ? new RangeFinder(typeof asked.bits === "number" ? asked.bits : undefined)
    : undefined;
  const spec: ImageSpec = finder ? { ...image, range: [0, 255] } : image;
  const found = await side(
    drawn,
    (row) => orWhy(() => seenPicture(files[row]!, headerOf(row), spec, finder), spell),
    picturesAtOnce(drawn.map(headerOf)),
  );
  const kept: number[] = [];
  const seen: SeenPicture[] = [];
  for (const [i, one] of found.entries())
    if (typeof one === "string") named(drawn[i]!, one);
    else {
      kept.push(drawn[i]!);
      seen.push(one);
    }
  if (kept.length === 0) throw noneReadable(table, broken);
  if (broken.length > 0) {
    const others = broken.length > 1 ? `, the first of ${broken.length} such files` : "";
    stops.push(`${broken[0]!.why}${others}`);
  }
  const range = finder?.found ? finder.range() : ([0, 255] as const);
  const settled: ImageSpec = finder ? { ...image, range } : image;
  return {
    table: withRows(table, kept, seen, settled),
    image: settled,
    headers: kept.map(headerOf),
    light: seen.map(({ light, raw }) => (raw ? light.within(range) : light)),
    broken,
    stops,
    resized,
    rows: files.length - broken.length,
  };
}

interface SeenPicture {
  row: ArrayLike<number>;
  light: Light;
  /** its numbers stand as the file has them, until the range of the set is known */
  raw: boolean;
}

async function seenPicture(
  file: ImageFile,
  header: ImageHeader,
  spec: ImageSpec,
  finder: RangeFinder | undefined,
): Promise<SeenPicture> {
  const pixels: Pixels = await decodeImage(file, header);
  const light = lightIn(pixels);
  if (finder && isDeep(pixels) && pixels.white === undefined) {
    finder.add(pixels);
    return { row: lightOf(pixels, spec), light, raw: true };
  }
  const white = isDeep(pixels) ? pixels.white! : 255;
  return { row: toRow(pixels, spec), light: light.within([0, white]), raw: false };
}

function withRows(
  table: Table,
  kept: readonly number[],
  seen: readonly SeenPicture[],
  image: ImageSpec,
): Table {
  const size = pixelCount(image);
  const values = image.range ? new Float32Array(kept.length * size) : new Uint8Array(kept.length * size);
  for (const [i, { row, raw }] of seen.entries())
    values.set(raw ? scaled(Float32Array.from(row), image.range!) : row, i * size);
  const name = table.imageColumn!;
  const column = table.column(name);
  const images = column.kind === "unusable" ? kept.map((row) => column.images![row]!) : [];
  const chosen = kept.length === table.rows ? table : selectRows(table, kept);
  const columns = new Map([
    ...chosen.columns,
    [name, { kind: "unusable" as const, reason: "pictures", rows: kept.length, images }],
  ]);
  return withPixels(new Table(columns, chosen.parts, chosen.traits), values, image);
}

/** The size to which pictures are brought: as asked, else their own, else a small one. */
function specToLook(
  files: readonly ImageFile[],
  headers: readonly ImageHeader[],
  asked: WantedImage,
  { stops, spell }: { stops: string[]; spell: Spell },
): { image: ImageSpec; resized: boolean } {
  const wanted: WantedImage = { bits: "found", ...asked };
  let own: ImageSpec | undefined;
  try {
    own = specOf(files, headers, wanted);
  } catch (error) {
    if (!(error instanceof SettingError) || asked.height !== undefined) throw error;
    stops.push(error.spelled(spell));
  }
  if (own && (asked.height !== undefined || pixelCount(own) * files.length <= mostNumbers))
    return { image: own, resized: false };
  const { width, height } = own ?? { width: smallSide, height: smallSide };
  const scale = Math.min(1, smallSide / Math.max(width, height));
  const small = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
    resize: "pad" as const,
  };
  return { image: specOf(files, headers, { ...wanted, ...small }), resized: true };
}

/** Rows that came as pixels, as IDX files and arrays hold them. */
function ofRows(table: Table): DecodedPictures {
  const column = table.column(table.imageColumn!);
  if (column.kind !== "list" || !column.image) throw new Error("a table without pictures");
  const { image, values } = column;
  const size = pixelCount(image);
  const { height, width, channels } = image;
  const light = Array.from({ length: table.rows }, (_, row) =>
    lightIn({
      ...{ height, width, channels },
      data: Float32Array.from(values.subarray(row * size, (row + 1) * size)),
    }).within([0, 255]),
  );
  const header = { height, width, grey: channels === 1 };
  return {
    ...{ table, image, light, broken: [], stops: [], resized: false, rows: table.rows },
    headers: light.map(() => header),
  };
}

/** What is wrong with a file that is no whole picture, in the place of what was asked of it; a disk that fails is another matter. */
async function orWhy<T>(work: () => Promise<T>, spell: Spell): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    const { cause } = error instanceof Error ? error : {};
    if (cause instanceof Error && "code" in cause && "syscall" in cause) throw error;
    if (error instanceof SettingError) return error.spelled(spell);
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

const noneReadable = (table: Table, broken: readonly { why: string }[]): UserError =>
  new UserError(
    `${table.source}: none of its ${broken.length} pictures can be read; the first: ${broken[0]!.why}`,
  );
