import { largest, smallest } from "../numbers/lists.ts";
import { circle, type Draws, noise, smooth } from "../random/draws.ts";

/** 1 at 0, 0 beyond ±1 */
export function bump(t: number): number {
  const s = Math.max(0, 1 - t * t);
  return s * s;
}

/** 0 … 4 around the middle, as the angle grows, without a tangent. */
export function pseudoAngle(x: number, y: number): number {
  const t = y / (Math.abs(x) + Math.abs(y) + 1e-9);
  return x >= 0 ? (t + 4) % 4 : 2 - t;
}

/** How strongly a point belongs to a shape: 0 outside, 1 within. */
export type Shape = (x: number, y: number) => number;

/** How strongly a point belongs to the shape that has most of it. */
export const strongest = (shapes: readonly Shape[], x: number, y: number): number =>
  shapes.reduce((most, shape) => Math.max(most, shape(x, y)), 0);

interface Spot {
  x: number;
  y: number;
  /** its radius, more or less */
  size: number;
}

/** A blot: longer one way than the other, with a frayed rim. */
export function blot(draws: Draws, { x: cx, y: cy, size }: Spot): Shape {
  const stretch = draws.between(0.7, 1.4);
  const [cos, sin] = circle(draws.uniform());
  const lobes = noise(draws.fork(), 5, 1);
  const frayed = noise(draws.fork(), 13, 1);
  return (x, y) => {
    const u = ((x - cx) * cos + (y - cy) * sin) / stretch;
    const v = ((y - cy) * cos - (x - cx) * sin) * stretch;
    const r = Math.sqrt(u * u + v * v);
    if (r > 1.6 * size) return 0;
    const angle = pseudoAngle(u, v);
    const reach = size * (1 + 0.35 * lobes((5 / 4) * angle, 0) + 0.12 * frayed((13 / 4) * angle, 0));
    return smooth((reach - r) / (0.3 * size));
  };
}

/** A disc whose edge is `soft` wide. */
export const disc =
  (cx: number, cy: number, radius: number, soft: number): Shape =>
  (x, y) => {
    const r = Math.sqrt((x - cx) ** 2 + (y - cy) ** 2);
    return smooth(0.5 + (radius - r) / (2 * soft));
  };

/** A rectangle turned by the angle whose cosine and sine are given, of half the width and half the height, its edge `soft` wide. */
export function box(
  { x: cx, y: cy, turn: [cos, sin] = [1, 0] }: { x: number; y: number; turn?: readonly [number, number] },
  halfWidth: number,
  halfHeight: number,
  soft: number,
): Shape {
  return (x, y) => {
    const u = Math.abs((x - cx) * cos + (y - cy) * sin) - halfWidth;
    const v = Math.abs((y - cy) * cos - (x - cx) * sin) - halfHeight;
    return smooth(0.5 - Math.max(u, v) / (2 * soft));
  };
}

/** A line of short pieces, deeper here and shallower there. */
export type Line = readonly { x: number; y: number; strength: number }[];

/** A line through a point, bent like a bow, thin at both ends. */
export function bow(
  draws: Draws,
  { x, y, length, turns = draws.uniform() }: { x: number; y: number; length: number; turns?: number },
): Line {
  const [cos, sin] = circle(turns);
  const bend = draws.between(-0.2, 0.2) * length;
  const wear = noise(draws.fork(), 32, 1);
  return Array.from({ length: 33 }, (_, i) => {
    const t = i / 32;
    const along = (t - 0.5) * length;
    const aside = bend * (1 - 4 * (t - 0.5) ** 2);
    const ends = smooth(t / 0.2) * smooth((1 - t) / 0.2);
    return {
      x: x + along * cos - aside * sin,
      y: y + along * sin + aside * cos,
      strength: ends * (0.75 + 0.4 * wear(9 * t, 0)),
    };
  });
}

/** A crack: it goes its way in short steps, each turned a little from the last. */
export function crack(
  draws: Draws,
  { x, y, length, turns = draws.uniform() }: { x: number; y: number; length: number; turns?: number },
): Line {
  const steps = 14;
  let [px, py, turn] = [x, y, turns];
  return Array.from({ length: steps + 1 }, (_, i) => {
    const here = { x: px, y: py, strength: smooth((steps + 1 - i) / 4) };
    turn += draws.between(-0.09, 0.09);
    const [cos, sin] = circle(turn);
    px += (cos * length) / steps;
    py += (sin * length) / steps;
    return here;
  });
}

/** The signed distance to a line, and its strength where it is nearest. */
export function nearest(line: Line, x: number, y: number): { distance: number; strength: number } {
  let best = { distance: Infinity, strength: 0 };
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const squared = dx * dx + dy * dy;
    const t = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / squared));
    const [ox, oy] = [x - a.x - t * dx, y - a.y - t * dy];
    const apart = Math.sqrt(ox * ox + oy * oy);
    if (apart >= Math.abs(best.distance)) continue;
    const sign = dx * oy - dy * ox < 0 ? -1 : 1;
    best = { distance: sign * apart, strength: a.strength + t * (b.strength - a.strength) };
  }
  return best;
}

/** The signed distance to a line in half widths of it, where it is near: beyond `reach` half widths, nothing. */
export function along(
  line: Line,
  halfWidth: number,
  reach = 1,
): (x: number, y: number) => { t: number; strength: number } | undefined {
  const xs = line.map(({ x }) => x);
  const ys = line.map(({ y }) => y);
  const far = halfWidth * reach;
  const [left, right] = [smallest(xs) - far, largest(xs) + far];
  const [top, bottom] = [smallest(ys) - far, largest(ys) + far];
  return (x, y) => {
    if (x < left || x > right || y < top || y > bottom) return undefined;
    const { distance, strength } = nearest(line, x, y);
    const t = distance / halfWidth;
    return Math.abs(t) < reach ? { t, strength } : undefined;
  };
}

/** A line as a shape, of a width that fades to its sides. */
export function stroke(line: Line, halfWidth: number): Shape {
  const near = along(line, halfWidth);
  return (x, y) => {
    const found = near(x, y);
    return found ? Math.min(1, found.strength) * bump(found.t) : 0;
  };
}

/** A point of the image, at least `margin` from its edges. */
export const somewhere = (draws: Draws, margin = 0.2): { x: number; y: number } => ({
  x: draws.between(margin - 1, 1 - margin),
  y: draws.between(margin - 1, 1 - margin),
});
