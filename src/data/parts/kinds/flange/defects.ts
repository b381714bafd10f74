import { circle, type Draws, noise, smooth } from "../../../random/draws.ts";
import { bump, nearest, pseudoAngle } from "../../shapes.ts";
import {
  boltAt,
  boltHoles,
  boltRadius,
  boreRadius,
  countersink,
  edge,
  type Flange,
  faceRadius,
  flangeScene,
} from "./surface.ts";

/** What may be wrong with a flange. */
export const flangeDefects = ["scratch", "dent", "stain", "missing hole"] as const;
export type FlangeDefect = (typeof flangeDefects)[number];

/** What becomes of the brightness `value` of the undamaged part at a point of the image. */
type Damage = (value: number, x: number, y: number) => number;

/** A defect of each kind, another at every call. Sizes are in radii of the flange, that of a `pixel` too. */
export const damages: {
  readonly [K in FlangeDefect]: (flange: Flange, draws: Draws, pixel: number) => Damage;
} = {
  scratch,
  dent,
  stain,
  "missing hole": missingHole,
};

/**
 * A bent line where something hard slid over the face: a dark furrow with a bright burr on the side away from the
 * light, deeper here and shallower there, thin at both ends.
 */
function scratch(flange: Flange, draws: Draws, pixel: number): Damage {
  const length = draws.between(0.5, 1.25);
  const [cos, sin] = circle(draws.uniform());
  const [mx, my] = onFace(draws);
  const bend = draws.between(-0.22, 0.22) * length;
  // A camera sees no line that is much finer than its pixels.
  const width = Math.max(draws.between(0.028, 0.05), 0.9 * pixel);
  const depth = draws.between(0.32, 0.65);
  const wear = noise(draws.fork(), 32, 1);
  const line = Array.from({ length: 49 }, (_, i) => {
    const t = i / 48;
    const along = (t - 0.5) * length;
    const aside = bend * (1 - 4 * (t - 0.5) ** 2);
    const ends = smooth(t / 0.2) * smooth((1 - t) / 0.2);
    const strength = ends * (0.75 + 0.4 * wear(9 * t, 0));
    return { x: mx + along * cos - aside * sin, y: my + along * sin + aside * cos, strength };
  });
  const [lightX, lightY] = flange.light;
  // Which side of the line the light comes from.
  const side = lightX * -sin + lightY * cos;
  const reach = length / 2 + Math.abs(bend) + 3 * width;
  return onSurface(flange, (value, x, y) => {
    if ((x - mx) ** 2 + (y - my) ** 2 > reach ** 2) return value;
    const { distance, strength } = nearest(line, x, y);
    const furrow = bump(distance / width);
    const burr = bump((distance + Math.sign(side) * 1.5 * width) / width);
    return value * (1 - strength * depth * furrow) + strength * depth * 0.5 * Math.abs(side) * burr;
  });
}

/** Something fell on it: a hollow whose near wall lies in shadow and whose far wall shines. */
function dent(flange: Flange, draws: Draws, pixel: number): Damage {
  const [cx, cy] = besideHoles(flange, draws);
  const [cos, sin] = circle(draws.uniform());
  const long = Math.max(draws.between(0.13, 0.24), 2.5 * pixel);
  const short = Math.max(draws.between(0.11, 0.17), 2 * pixel);
  const depth = draws.between(0.35, 0.65);
  const [lightX, lightY] = flange.light;
  return onSurface(flange, (value, x, y) => {
    const [u, v] = [(x - cx) * cos + (y - cy) * sin, (y - cy) * cos - (x - cx) * sin];
    const t = Math.sqrt((u / long) ** 2 + (v / short) ** 2);
    if (t >= 1) return value;
    // Its slope, outward: none in the middle and at the rim.
    const slope = 2.6 * t * (1 - t * t) ** 2;
    const r = Math.sqrt((x - cx) ** 2 + (y - cy) ** 2) + 1e-9;
    const facing = ((x - cx) * lightX + (y - cy) * lightY) / r;
    return value * (1 - 0.3 * depth * bump(t)) - depth * slope * facing * 0.8;
  });
}

/** Coolant or oil that dried: a blot that darkens what is under it, with a rim darker still. */
function stain(flange: Flange, draws: Draws): Damage {
  const [cx, cy] = onFace(draws);
  const size = draws.between(0.17, 0.32);
  const stretch = draws.between(0.75, 1.3);
  const dark = draws.between(0.22, 0.5);
  const rim = draws.between(0.05, 0.25);
  const shape = noise(draws.fork(), 5, 1);
  const frayed = noise(draws.fork(), 13, 1);
  const within = noise(draws.fork(), 8, 8);
  return onSurface(flange, (value, x, y) => {
    const [u, v] = [(x - cx) / stretch, (y - cy) * stretch];
    const r = Math.sqrt(u * u + v * v) + 1e-9;
    const angle = pseudoAngle(u, v);
    const reach = size * (1 + 0.35 * shape((5 / 4) * angle, 0) + 0.12 * frayed((13 / 4) * angle, 0));
    const inside = smooth((reach - r) / (0.3 * size));
    const ring = bump((r - 0.85 * reach) / (0.2 * size));
    const patchy = 1 + 0.25 * within(12 * x + 4, 12 * y + 4);
    return value * (1 - inside * dark * patchy - ring * rim * dark);
  });
}

/** The drill was broken, or forgot one. */
function missingHole(flange: Flange, draws: Draws): Damage {
  const hole = draws.below(boltHoles);
  const undrilled = flangeScene(flange, hole);
  const [hx, hy] = boltAt(flange, hole);
  const [cx, cy] = [flange.x + hx * flange.radius, flange.y + hy * flange.radius];
  const reach = (countersink + edge) * flange.radius;
  return (value, x, y) => ((x - cx) ** 2 + (y - cy) ** 2 > reach ** 2 ? value : undrilled(x, y));
}

/** A point of the face where nothing of a hole's chamfer can be taken for a dent. */
function besideHoles(flange: Flange, draws: Draws): [x: number, y: number] {
  for (;;) {
    const [x, y] = onFace(draws);
    const apart = (k: number) => {
      const [hx, hy] = boltAt(flange, k);
      return (x - hx) ** 2 + (y - hy) ** 2;
    };
    if (Array.from({ length: boltHoles }, (_, k) => apart(k)).every((squared) => squared > 0.24 ** 2))
      return [x, y];
  }
}

/** A point of the turned face, clear of its edges. */
function onFace(draws: Draws): [x: number, y: number] {
  const [cos, sin] = circle(draws.uniform());
  const r = draws.between(boreRadius + 0.14, faceRadius - 0.12);
  return [r * cos, r * sin];
}

/** The same `change`, told in the flange's coordinates, of its surface; holes and table stay as they are. */
function onSurface(flange: Flange, change: Damage): Damage {
  const holes = Array.from({ length: boltHoles }, (_, k) => boltAt(flange, k));
  return (value, x, y) => {
    const px = (x - flange.x) / flange.radius;
    const py = (y - flange.y) / flange.radius;
    const squared = px * px + py * py;
    if (squared < boreRadius ** 2 || squared > 1) return value;
    if (holes.some(([hx, hy]) => (px - hx) ** 2 + (py - hy) ** 2 < boltRadius ** 2)) return value;
    return change(value, px, py);
  };
}
