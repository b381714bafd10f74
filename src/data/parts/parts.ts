import { UserError } from "../../errors.ts";
import { Draws, nearNormal } from "../random/draws.ts";
import { type Damage, type DefectKind, damages } from "./defects.ts";
import { flangeScene, placeFlange, type Scene } from "./surface.ts";

/** Where a defect is, in pixels: it reaches from x to x + width - 1 and from y to y + height - 1. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Part {
  /** (size, size) grey, row by row */
  pixels: Uint8Array;
  /** the box is that of all pixels that differ from the same part without the defect */
  defect?: { kind: DefectKind; box: Box };
}

export const smallestPart = 32;
export const largestPart = 512;

/**
 * A picture of a machined part, made from nothing but (seed, number): the same bits on every machine, since it takes no
 * function whose last bits are an engine's own. With `defect`, the same part damaged.
 */
export function drawPart(
  { seed, number, size = 64 }: { seed: number; number: number; size?: number },
  defect?: DefectKind,
): Part {
  if (!Number.isInteger(size) || size < smallestPart || size > largestPart) {
    throw new UserError(`parts are drawn from ${smallestPart} to ${largestPart} pixels wide, not ${size}`);
  }
  const draws = new Draws([seed, number]);
  const flange = placeFlange(draws);
  const grain: readonly [number, number] = [seed ^ 0x5eed, number];
  const points = pointsOf(flangeScene(flange), size);
  const whole = exposed(points, size);
  const pixels = digitised(whole, whole, grain);
  if (defect === undefined) return { pixels };
  const pixel = 2 / size / flange.radius;
  // Now and then one is too faint for an inspector, or hides in a hole: another is drawn.
  for (let tries = 0; tries < 100; tries++) {
    const hurtPoints = damagedPoints(points, damages[defect](flange, draws.fork(), pixel), size);
    const hurt = digitised(exposed(hurtPoints, size), whole, grain);
    if (isVisible(hurt, pixels, size))
      return { pixels: hurt, defect: { kind: defect, box: boxOf(hurt, pixels, size) } };
  }
  throw new Error(`no visible ${defect} in 100 tries: part ${number}, seed ${seed}`);
}

/** The scene at 2 × 2 points a pixel: (2·size, 2·size) */
function pointsOf(scene: Scene, size: number): Float64Array {
  return damagedPoints(new Float64Array(4 * size * size), (_, x, y) => scene(x, y), size);
}

function damagedPoints(points: Float64Array, damage: Damage, size: number): Float64Array {
  const n = 2 * size;
  return points.map((value, k) =>
    damage(value, ((k % n) + 0.5) / size - 1, (Math.floor(k / n) + 0.5) / size - 1),
  );
}

/** Through the lens: a pixel is the mean of its points, softened by its neighbours. */
function exposed(points: Float64Array, size: number): Float64Array {
  const n = 2 * size;
  const sharp = new Float64Array(size * size).map((_, k) => {
    const at = 2 * Math.floor(k / size) * n + 2 * (k % size);
    return (points[at]! + points[at + 1]! + points[at + n]! + points[at + n + 1]!) / 4;
  });
  return softened(softened(sharp, size, 1), size, size);
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
function digitised(light: Float64Array, whole: Float64Array, grain: readonly [number, number]): Uint8Array {
  return Uint8Array.from(light, (value, k) => {
    const deviation = Math.sqrt(1.5 + 6 * Math.max(0, whole[k]!));
    const grey = Math.round(255 * value + deviation * nearNormal(grain, k));
    return Math.max(0, Math.min(255, grey));
  });
}

/** An inspector sees it at a glance: more than a few pixels stand well out of grain and noise. */
function isVisible(hurt: Uint8Array, whole: Uint8Array, size: number): boolean {
  const wanted = Math.max(6, (size / 64) ** 2 * 18);
  let clear = 0;
  for (let k = 0; k < hurt.length; k++) if (Math.abs(hurt[k]! - whole[k]!) >= 26) clear++;
  return clear >= wanted;
}

function boxOf(hurt: Uint8Array, whole: Uint8Array, size: number): Box {
  let [left, right, top, bottom] = [size, -1, size, -1];
  for (let k = 0; k < hurt.length; k++) {
    if (hurt[k] === whole[k]) continue;
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
