import { shown, UserError } from "../../errors.ts";
import { Draws, nearNormal } from "../random/draws.ts";
import type { Damage, Kind, Scene } from "./kind.ts";
import { type PartKind, partKinds } from "./kinds/kinds.ts";

/** Where a defect is, in pixels: it reaches from x to x + width - 1 and from y to y + height - 1. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Part {
  /** (size, size, channels), row by row: one grey, or red, green and blue */
  pixels: Uint8Array;
  channels: 1 | 3;
  /** the box is that of all pixels that differ from the same part without the defect; in the mask, (size, size), they are 255, and gaps of a pixel between them */
  defect?: { kind: string; box: Box; mask: Uint8Array };
}

export const smallestPart = 32;
export const largestPart = 1024;

export interface PartOptions {
  seed: number;
  /** which of the parts of the seed */
  number: number;
  /** the side of the image, in pixels; 64 when left out */
  size?: number;
  /** a flange when left out */
  kind?: PartKind;
}

/**
 * A picture of a part, made from nothing but (kind, seed, number): the same bits on every machine, since it takes no
 * function whose last bits are an engine's own. With `defect`, one of the kind's, the same part damaged.
 */
export function drawPart({ seed, number, size = 64, kind = "flange" }: PartOptions, defect?: string): Part {
  if (!Number.isInteger(size) || size < smallestPart || size > largestPart) {
    throw new UserError(`parts are drawn from ${smallestPart} to ${largestPart} pixels wide, not ${size}`);
  }
  const { put, colour, seen } = kindOf(kind, defect);
  const channels = colour ? 3 : 1;
  const draws = new Draws([seed, number]);
  const { scene, damages } = put(new Draws([seed, designOf]), draws);
  const camera = { size, channels, grain: [seed ^ 0x5eed, number] } as const;
  const points = pointsOf(scene, camera);
  const whole = exposed(points, camera);
  const pixels = digitised(whole, whole, camera);
  if (defect === undefined) return { pixels, channels };
  // Now and then one is too faint for an inspector, or hides in a hole: another is drawn.
  for (let tries = 0; tries < 100; tries++) {
    const hurtPoints = damagedPoints(points, damages[defect]!(draws.fork(), 2 / size), camera);
    const hurt = digitised(exposed(hurtPoints, camera), whole, camera);
    if (isVisible(hurt, pixels, { ...camera, seen })) {
      const changed = changedPixels(hurt, pixels, camera);
      const mask = closed(changed, size);
      return { pixels: hurt, channels, defect: { kind: defect, box: boxOf(changed, size), mask } };
    }
  }
  throw new Error(`no visible ${defect} in 100 tries: ${kind} ${number}, seed ${seed}`);
}

/** What all parts of a seed share is drawn from this number, which no part has. */
const designOf = 0x7fffffff;

function kindOf(kind: PartKind, defect: string | undefined): Kind {
  const found: Kind | undefined = Object.hasOwn(partKinds, kind) ? partKinds[kind] : undefined;
  if (!found)
    throw new UserError(
      `there is no kind of part ${shown(kind)}; there are ${Object.keys(partKinds).join(", ")}`,
    );
  if (defect !== undefined && !found.defects.includes(defect))
    throw new UserError(`${kind} has no defect ${shown(defect)}; there are ${found.defects.join(", ")}`);
  return found;
}

interface Camera {
  size: number;
  channels: number;
  grain: readonly [number, number];
}

/** The scene at 2 × 2 points a pixel: (2·size, 2·size, channels) */
function pointsOf(scene: Scene, camera: Camera): Float64Array {
  const { size, channels } = camera;
  return damagedPoints(new Float64Array(4 * size * size * channels), (_, x, y) => scene(x, y), camera);
}

function damagedPoints(points: Float64Array, damage: Damage, { size, channels }: Camera): Float64Array {
  const n = 2 * size;
  const hurt = new Float64Array(points.length);
  const light: number[] = Array(channels).fill(0);
  for (let k = 0; k < n * n; k++) {
    for (let c = 0; c < channels; c++) light[c] = points[k * channels + c]!;
    const made = damage(light, ((k % n) + 0.5) / size - 1, (Math.floor(k / n) + 0.5) / size - 1);
    for (let c = 0; c < channels; c++) hurt[k * channels + c] = made[c]!;
  }
  return hurt;
}

/** Through the lens: a pixel is the mean of its points, softened by its neighbours. */
function exposed(points: Float64Array, { size, channels }: Camera): Float64Array {
  const row = 2 * size * channels;
  const sharp = new Float64Array(size * size * channels).map((_, k) => {
    const pixel = Math.floor(k / channels);
    const at = 2 * Math.floor(pixel / size) * row + 2 * (pixel % size) * channels + (k % channels);
    return (points[at]! + points[at + channels]! + points[at + row]! + points[at + row + channels]!) / 4;
  });
  return softened(softened(sharp, size, channels), size, size * channels);
}

/** (1, 6, 1) / 8 along an axis; at the border a pixel stands for the one beyond it. */
function softened(values: Float64Array, size: number, stride: number): Float64Array {
  return values.map((value, k) => {
    const at = Math.floor(k / stride) % size;
    const before = at > 0 ? values[k - stride]! : value;
    const after = at < size - 1 ? values[k + stride]! : value;
    return 0.125 * before + 0.75 * value + 0.125 * after;
  });
}

/** The sensor's bytes. Its noise grows with the light that falls on the undamaged part, so that both have the same. */
function digitised(light: Float64Array, whole: Float64Array, { grain }: Camera): Uint8Array {
  return Uint8Array.from(light, (value, k) => {
    const deviation = Math.sqrt(1.5 + 6 * Math.max(0, whole[k]!));
    const grey = Math.round(255 * value + deviation * nearNormal(grain, k));
    return Math.max(0, Math.min(255, grey));
  });
}

/** An inspector sees it: more than a few pixels stand well out of grain and noise. */
function isVisible(
  hurt: Uint8Array,
  whole: Uint8Array,
  { size, channels, seen }: Camera & Pick<Kind, "seen">,
): boolean {
  const wanted = Math.max(6, (size / 64) ** 2 * seen.pixels);
  let clear = 0;
  for (let k = 0; k < hurt.length; k += channels)
    if (differsBy(hurt, whole, { at: k, channels }) >= seen.levels) clear++;
  return clear >= wanted;
}

/** By how many grey levels a pixel differs, in the channel where it does most. */
function differsBy(
  hurt: Uint8Array,
  whole: Uint8Array,
  { at, channels }: { at: number; channels: number },
): number {
  let most = 0;
  for (let k = at; k < at + channels; k++) most = Math.max(most, Math.abs(hurt[k]! - whole[k]!));
  return most;
}

/** (size, size): 255 where a pixel differs, else 0 */
function changedPixels(hurt: Uint8Array, whole: Uint8Array, { size, channels }: Camera): Uint8Array {
  return new Uint8Array(size * size).map((_, k) =>
    differsBy(hurt, whole, { at: k * channels, channels }) > 0 ? 255 : 0,
  );
}

/** Gaps of a pixel are filled: there the damaged part has the light of the whole one by chance. */
function closed(mask: Uint8Array, size: number): Uint8Array {
  const grown = ofNeighbours(mask, size, (before, here, after) => Math.max(before, here, after));
  return ofNeighbours(grown, size, (before, here, after) => Math.min(before, here, after));
}

/** Along the rows, then along the columns. */
function ofNeighbours(
  values: Uint8Array,
  size: number,
  take: (before: number, here: number, after: number) => number,
): Uint8Array {
  for (const stride of [1, size]) {
    values = values.map((value, k) => {
      const at = Math.floor(k / stride) % size;
      const before = at > 0 ? values[k - stride]! : value;
      return take(before, value, at < size - 1 ? values[k + stride]! : value);
    });
  }
  return values;
}

function boxOf(mask: Uint8Array, size: number): Box {
  let [left, right, top, bottom] = [size, -1, size, -1];
  for (let k = 0; k < mask.length; k++) {
    if (mask[k] === 0) continue;
    const [x, y] = [k % size, Math.floor(k / size)];
    [left, right, top, bottom] = [
      Math.min(left, x),
      Math.max(right, x),
      Math.min(top, y),
      Math.max(bottom, y),
    ];
  }
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
