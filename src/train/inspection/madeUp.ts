import type { ImageSpec } from "../../data/images/image.ts";
import { circle, Draws, noise, smooth } from "../../data/random/draws.ts";

// Damage that is made up on good rows, where no defects are known to learn from: what an embedding learns to tell from good
// parts is that something is there, wherever and whatever it is. C.-L. Li et al. (2021), CutPaste; V. Zavrtanik et al. (2021),
// DRAEM.

/** Rows as they come, before the scaler: (n, features), row-major. */
interface Good {
  readonly data: ArrayLike<number>;
  readonly features: number;
  /** the good rows among them */
  readonly rows: ArrayLike<number>;
  /** what image a row is; measurements when left out */
  readonly image?: ImageSpec | undefined;
}

/** So many good rows with damage, (count, features): what is drawn follows from the seed and the row's place alone. */
export function madeUpDefects(good: Good, { count, seed }: { count: number; seed: number }): Float64Array {
  const { data, features: d, rows, image } = good;
  const spread = image ? [overall(good)] : deviations(good);
  const made = new Float64Array(count * d);
  for (let i = 0; i < count; i++) {
    const draws = new Draws([seed, 0x6d616465 + i]);
    const own = made.subarray(i * d, (i + 1) * d);
    const pick = () => rows[draws.below(rows.length)]! * d;
    const from = rows[i % rows.length]! * d;
    for (let j = 0; j < d; j++) own[j] = data[from + j]!;
    if (image === undefined) deviate(own, spread, draws);
    else {
      const other = pick();
      const source = Float64Array.from({ length: d }, (_, j) => data[other + j]!);
      damage({ own, source, image, contrast: spread[0]! }, draws);
    }
  }
  return made;
}

/** The standard deviation of all numbers; 1 where all are one. */
function overall({ data, features: d, rows }: Good): number {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    for (let j = rows[i]! * d; j < (rows[i]! + 1) * d; j++) {
      sum += data[j]!;
      squares += data[j]! * data[j]!;
    }
  }
  const n = rows.length * d;
  const variance = squares / n - (sum / n) ** 2;
  return variance > 1e-9 ? Math.sqrt(variance) : 1;
}

/** The standard deviation of each column. */
function deviations({ data, features: d, rows }: Good): number[] {
  return Array.from({ length: d }, (_, j) => {
    let [mean, squares] = [0, 0];
    for (let i = 0; i < rows.length; i++) mean += data[rows[i]! * d + j]! / rows.length;
    for (let i = 0; i < rows.length; i++) squares += (data[rows[i]! * d + j]! - mean) ** 2;
    return Math.sqrt(squares / rows.length);
  });
}

/** Some of the measurements lie far out, to either side. */
function deviate(own: Float64Array, spread: readonly number[], draws: Draws): void {
  const varying = spread.flatMap((deviation, j) => (deviation > 0 ? [j] : []));
  if (varying.length === 0) return;
  const most = Math.max(1, Math.ceil(varying.length / 3));
  for (let left = 1 + draws.below(most); left > 0; left--) {
    const j = varying[draws.below(varying.length)]!;
    own[j]! += sign(draws) * draws.between(2, 6) * spread[j]!;
  }
}

/** A picture to be damaged, and a good one to take patches from. */
interface Scene {
  readonly own: Float64Array;
  readonly source: Float64Array;
  readonly image: ImageSpec;
  /** the deviation of all pixels: how much brighter or darker damage is goes by it */
  readonly contrast: number;
}

/** How damage of each kind changes a picture. */
const damages: readonly ((scene: Scene, draws: Draws) => void)[] = [patch, scar, blotch, dent, blotch, scar];

const damage = (scene: Scene, draws: Draws): void => damages[draws.below(damages.length)]!(scene, draws);

const sign = (draws: Draws): number => (draws.uniform() < 0.5 ? -1 : 1);

/** From low to high, low ones more often. */
const rather = (draws: Draws, low: number, high: number): number => low + (high - low) * draws.uniform() ** 2;

/** A rectangle of a good part, at another place. */
function patch({ own, source, image }: Scene, draws: Draws): void {
  const { height, width, channels } = image;
  const shorter = Math.min(height, width);
  const [h, w] = [0, 1].map(() =>
    Math.max(1, Math.min(shorter, Math.round(shorter * rather(draws, 0.06, 0.4)))),
  ) as [number, number];
  const [top, left] = [draws.below(height - h + 1), draws.below(width - w + 1)];
  const [fromTop, fromLeft] = [draws.below(height - h + 1), draws.below(width - w + 1)];
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const to = ((top + y) * width + left + x) * channels;
      const from = ((fromTop + y) * width + fromLeft + x) * channels;
      for (let c = 0; c < channels; c++) own[to + c] = source[from + c]!;
    }
  }
}

/** A thin bent line, brighter or darker. */
function scar(scene: Scene, draws: Draws): void {
  const shorter = Math.min(scene.image.height, scene.image.width);
  const length = shorter * draws.between(0.12, 0.6);
  const thick = Math.max(0.7, shorter * rather(draws, 0.008, 0.03));
  const [cos, sin] = circle(draws.uniform());
  const [cx, cy] = middle(scene, draws);
  const bend = draws.between(-0.25, 0.25) / length;
  shade(scene, draws, length / 2 + thick, [cx, cy], (x, y) => {
    const along = x * cos + y * sin;
    const aside = y * cos - x * sin - bend * 4 * along * along;
    const ends = smooth((length / 2 - Math.abs(along)) / (0.2 * length));
    return ends * smooth(1.5 - Math.abs(aside) / thick);
  });
}

/** A spot without a sharp edge, as of dirt, or of a hole. */
function blotch(scene: Scene, draws: Draws): void {
  const shorter = Math.min(scene.image.height, scene.image.width);
  const radius = Math.max(1, shorter * rather(draws, 0.02, 0.16));
  const edge = draws.between(0.2, 1);
  const rough = noise(draws.fork(), 8, 8);
  shade(scene, draws, 1.6 * radius, middle(scene, draws), (x, y) => {
    const away = Math.sqrt(x * x + y * y) / radius + 0.35 * rough((2 * x) / radius, (2 * y) / radius);
    return smooth((1.2 - away) / edge);
  });
}

/** A hollow: bright towards the light and dark away from it. */
function dent(scene: Scene, draws: Draws): void {
  const shorter = Math.min(scene.image.height, scene.image.width);
  const radius = Math.max(1.5, shorter * rather(draws, 0.03, 0.15));
  const [cos, sin] = circle(draws.uniform());
  shade(scene, draws, 1.5 * radius, middle(scene, draws), (x, y) => {
    const away = Math.sqrt(x * x + y * y) / radius;
    return (2 * (x * cos + y * sin) * smooth(1.4 - away)) / radius;
  });
}

const middle = ({ image: { height, width } }: Scene, draws: Draws): [x: number, y: number] => [
  draws.between(0, width),
  draws.between(0, height),
];

/** Adds a brightness, in each channel a share of its own, where `strength` of a place beside the middle says. */
function shade(
  { own, image, contrast }: Scene,
  draws: Draws,
  reach: number,
  [cx, cy]: readonly [number, number],
  strength: (x: number, y: number) => number,
): void {
  const { height, width, channels } = image;
  const amount = sign(draws) * rather(draws, 0.35, 3) * contrast;
  const tint = Array.from({ length: channels }, () => (channels === 1 ? 1 : draws.between(0.3, 1)));
  for (let y = Math.max(0, Math.floor(cy - reach)); y < Math.min(height, cy + reach); y++) {
    for (let x = Math.max(0, Math.floor(cx - reach)); x < Math.min(width, cx + reach); x++) {
      const added = amount * strength(x + 0.5 - cx, y + 0.5 - cy);
      for (let c = 0; c < channels; c++) {
        const at = (y * width + x) * channels + c;
        own[at] = Math.max(0, Math.min(255, own[at]! + tint[c]! * added));
      }
    }
  }
}
