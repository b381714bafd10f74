import { circle, type Draws, noise, smooth } from "../../../random/draws.ts";
import { mix } from "../../kind.ts";
import { bump, pseudoAngle } from "../../shapes.ts";

/** The brightness of a point of the image. */
type Brightness = (x: number, y: number) => number;

/** A flange as it lies before the camera: turned on a lathe, bored, and drilled around the bore. */
export interface Flange {
  /** its middle, in the image */
  x: number;
  y: number;
  /** the radius of its outer edge, in half widths of the image */
  radius: number;
  /** where the first bolt hole lies, in turns */
  angle: number;
  /** where the light comes from, in the image's plane */
  light: readonly [number, number];
  /** its surface: what makes this part different from the next */
  surface: Surface;
}

interface Surface {
  /** lathe grooves: by radius, and broken by angle */
  groove: (radius: number, angle: number) => number;
  streak: (radius: number, angle: number) => number;
  /** handling marks and uneven oxide: wide and faint */
  blotch: (x: number, y: number) => number;
  table: (x: number, y: number) => number;
  exposure: number;
  /** light falls off across the image */
  slope: readonly [number, number];
  shine: number;
}

export const boltHoles = 6;
/** Radii, in radii of the flange. */
const boltCircle = 0.65;
export const boltRadius = 0.1;
export const boreRadius = 0.3;
export const countersink = 0.14;
const boreChamfer = 0.35;
const step = 0.44;
export const faceRadius = 0.92;

/** A flange put down by a fixture: a little off, a little turned, in light that is never quite the same. */
export function placeFlange(draws: Draws): Flange {
  const light = circle(0.6 + draws.between(-0.05, 0.05)); // from the upper left
  const surface = {
    groove: noise(draws.fork(), 64, 3),
    streak: noise(draws.fork(), 64, 24),
    blotch: noise(draws.fork(), 16, 16),
    table: noise(draws.fork(), 24, 24),
    exposure: draws.between(0.9, 1.08),
    slope: [draws.between(-0.1, 0.1), draws.between(-0.1, 0.1)] as const,
    shine: draws.between(0.2, 0.34),
  };
  return {
    x: draws.between(-0.045, 0.045),
    y: draws.between(-0.045, 0.045),
    radius: draws.between(0.865, 0.895),
    angle: draws.between(-0.012, 0.012),
    light,
    surface,
  };
}

/** The middle of a bolt hole, in radii of the flange around its middle. */
export function boltAt({ angle }: Flange, hole: number): [x: number, y: number] {
  const [cos, sin] = circle(angle + hole / boltHoles);
  return [boltCircle * cos, boltCircle * sin];
}

/** The flange in its light on the table. A `missing` hole was not drilled. */
export function flangeScene(flange: Flange, missing?: number): Brightness {
  const { surface, light, radius } = flange;
  const holes = Array.from({ length: boltHoles }, (_, k) => boltAt(flange, k)).filter(
    (_, k) => k !== missing,
  );
  return (x, y) => {
    const even = brightness((x - flange.x) / radius, (y - flange.y) / radius, surface, light, holes);
    const { exposure, slope } = surface;
    const vignette = 1 - 0.1 * (x * x + y * y);
    return even * exposure * vignette * (1 + slope[0] * x + slope[1] * y);
  };
}

/** Half the width, in radii, over which one surface passes into the next. */
export const edge = 0.02;
const over = (distance: number) => smooth(0.5 + distance / (2 * edge));

function brightness(
  x: number,
  y: number,
  surface: Surface,
  [lightX, lightY]: readonly [number, number],
  holes: readonly (readonly [number, number])[],
): number {
  const r = Math.sqrt(x * x + y * y) + 1e-9;
  const facing = (x * lightX + y * lightY) / r; // 1 where the outward direction points at the light
  let value = face(x, y, r, facing, surface);
  // A turned step around the bore: a fine line, dark toward the light and bright away from it.
  value -= 0.1 * facing * bump((r - step) / 0.03);
  for (const [hx, hy] of holes)
    value = drilled(value, x - hx, y - hy, boltRadius, countersink, lightX, lightY);
  value = drilled(value, x, y, boreRadius, boreChamfer, lightX, lightY);
  const chamfer = 0.42 + 0.36 * facing;
  value = mix(value, chamfer, over(r - faceRadius));
  // The table, in the flange's shadow where that falls.
  const sx = x + 0.07 * lightX;
  const sy = y + 0.07 * lightY;
  const shadow = 1 - smooth((Math.sqrt(sx * sx + sy * sy) - 0.98) / 0.12);
  const table = (0.2 + 0.03 * surface.table(8 * x, 8 * y)) * (1 - 0.6 * shadow);
  return mix(value, table, over(r - 1));
}

/** Turned metal: grooves around the middle throw the light back in two opposite wedges. */
function face(x: number, y: number, r: number, facing: number, surface: Surface): number {
  const angle = pseudoAngle(x, y);
  const wedge = facing * facing * facing * facing;
  const groove = surface.groove(26 * r, 0.75 * angle) + 0.6 * surface.groove(51 * r + 7, 0.75 * angle);
  const streak = surface.streak(40 * r, 6 * angle);
  const texture = (0.028 * groove + 0.028 * streak) * (0.7 + 0.8 * wedge);
  return 0.5 + surface.shine * wedge + texture + 0.025 * surface.blotch(2.5 * x, 2.5 * y);
}

/** A hole with a chamfer, seen from above: the wall away from the light is lit. */
function drilled(
  value: number,
  x: number,
  y: number,
  radius: number,
  chamfer: number,
  lightX: number,
  lightY: number,
): number {
  const squared = x * x + y * y;
  if (squared > (chamfer + edge) ** 2) return value;
  const r = Math.sqrt(squared) + 1e-9;
  const facing = (x * lightX + y * lightY) / r;
  const cone = 0.45 - 0.34 * facing;
  const depth = 0.06 + 0.16 * Math.max(0, -facing) * smooth((r / radius - 0.45) / 0.5);
  return mix(mix(value, cone, over(chamfer - r)), depth, over(radius - r));
}
