import { checkNames, UserError } from "../../errors.ts";

export interface OcclusionOptions {
  /** judges rows (n, height·width·channels): how far each lies from the good parts */
  readonly distances: (rows: Float64Array) => Promise<ArrayLike<number>>;
  readonly height: number;
  readonly width: number;
  /** 1 when left out; the channels of a pixel stand side by side (HWC) */
  readonly channels?: number;
  /** side of the patch, in pixels: an eighth of the shorter side when left out */
  readonly patch?: number;
  /** pixels from one patch to the next: half a patch when left out */
  readonly stride?: number;
}

/** Where in an image its distance comes from. */
export interface OcclusionMap {
  /** of each pixel (height, width), row-major: the mean fall of the distance over the patches that cover it */
  readonly map: Float64Array;
  /** of the image as it is */
  readonly distance: number;
  /** the pixel that counts most */
  readonly peak: { readonly row: number; readonly column: number; readonly fall: number };
}

/** Rows that are judged at a time: a program for so many, and one for the last few. */
const together = 64;

/**
 * Covers a patch of the image with what a good part has there, patch by patch, and looks how much nearer to the good
 * parts the image comes. Patches reach beyond the edges, so that no pixel is covered by fewer of them than another. M. Zeiler and R. Fergus (2014), section 4.2, who cover with grey: that would itself look odd.
 *
 * `row` and `good` are rows as the network takes them.
 */
export async function occlusionMap(
  row: ArrayLike<number>,
  good: ArrayLike<number>,
  options: OcclusionOptions,
): Promise<OcclusionMap> {
  checkNames("occlusionMap", options, ["distances", "height", "width", "channels", "patch", "stride"]);
  const { distances, height, width, channels = 1 } = options;
  const { patch, stride } = checked(options, row, good);
  const places = positions(height, patch, stride).flatMap((top) =>
    positions(width, patch, stride).map((left) => ({ top, left })),
  );
  const distance = (await distances(Float64Array.from(row)))[0]!;
  const falls = new Float64Array(places.length);
  for (let start = 0; start < places.length; start += together) {
    const some = places.slice(start, start + together);
    const rows = new Float64Array(some.length * row.length);
    for (const [i, { top, left }] of some.entries()) {
      const own = rows.subarray(i * row.length, (i + 1) * row.length);
      own.set(row);
      for (const y of within(top, patch, height)) {
        for (const x of within(left, patch, width)) {
          const from = (y * width + x) * channels;
          for (let j = from; j < from + channels; j++) own[j] = good[j]!;
        }
      }
    }
    falls.set(
      Array.from(await distances(rows), (covered) => distance - covered),
      start,
    );
  }

  const map = new Float64Array(height * width);
  const covers = new Int32Array(height * width);
  for (const [i, { top, left }] of places.entries()) {
    for (const y of within(top, patch, height)) {
      for (const x of within(left, patch, width)) {
        map[y * width + x]! += falls[i]!;
        covers[y * width + x]!++;
      }
    }
  }
  for (let i = 0; i < map.length; i++) map[i]! /= covers[i]!;

  const hottest = map.reduce((found, fall, i) => (fall > map[found]! ? i : found), 0);
  const peak = { row: Math.floor(hottest / width), column: hottest % width, fall: map[hottest]! };
  return { map, distance, peak };
}

/** The mean of good parts (n, features): a stand-in for the nearest one, where its pixels are not at hand. */
export function meanRow(rows: ArrayLike<number>, features: number): Float64Array {
  const n = rows.length / features;
  const mean = new Float64Array(features);
  for (let i = 0; i < rows.length; i++) mean[i % features]! += rows[i]! / n;
  return mean;
}

/** Where patches begin, from the first that reaches into the image: a stride of it does. */
function positions(length: number, patch: number, stride: number): number[] {
  const count = Math.ceil((length + patch - stride) / stride);
  return Array.from({ length: count }, (_, i) => stride - patch + i * stride);
}

/** The pixels of a patch that lie in the image, along one axis. */
function within(at: number, patch: number, length: number): number[] {
  const first = Math.max(0, at);
  return Array.from({ length: Math.min(length, at + patch) - first }, (_, i) => first + i);
}

function checked(
  { height, width, channels = 1, ...given }: OcclusionOptions,
  row: ArrayLike<number>,
  good: ArrayLike<number>,
): { patch: number; stride: number } {
  const shorter = Math.min(height, width);
  const { patch = Math.max(1, Math.round(shorter / 8)) } = given;
  const { stride = Math.max(1, Math.floor(patch / 2)) } = given;
  const size = height * width * channels;
  if (row.length !== size || good.length !== size) {
    throw new UserError(
      `occlusion: an image of ${height}×${width} with ${channels} channels has ${size} numbers, found ${row.length} and of the good part ${good.length}`,
    );
  }
  if (!Number.isInteger(patch) || patch < 1 || patch > shorter) {
    throw new UserError(
      `occlusion: a patch must be a whole number of pixels from 1 to ${shorter}, found ${patch}`,
    );
  }
  if (!Number.isInteger(stride) || stride < 1 || stride > patch) {
    throw new UserError(
      `occlusion: a stride must be a whole number of pixels from 1 to the patch of ${patch}, so that none is passed over, found ${stride}`,
    );
  }
  return { patch, stride };
}
