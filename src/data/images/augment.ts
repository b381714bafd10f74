import { checkNames, UserError } from "../../errors.ts";
import { circle, nearNormalOf } from "../random/draws.ts";
import { checkSeed } from "../random/seed.ts";
import { threefryWords } from "../random/threefry.ts";

/** How training images are varied, anew in every epoch. Plain JSON; what is left out varies not. */
export interface AugmentSpec {
  /** up to so many pixels to every side */
  shift?: number;
  /** up to so many degrees either way, around the middle */
  rotate?: number;
  /** every second image, mirrored */
  flip?: "horizontal" | "vertical" | "both";
  /** up to this share of white added or taken away, the same for all pixels */
  brightness?: number;
  /** standard deviation of noise in every number, as a share of white */
  noise?: number;
}

/** What rows of images are, when they have been scaled. */
export interface ImageRows {
  height: number;
  width: number;
  channels: number;
  /** for each channel: how far white, 255, lies above black in the row's numbers: 255 / the scaler's scale */
  white: readonly number[];
}

/** Where the pixels of a varied image come from. */
export interface Placement {
  /** pixels to the right and down */
  right: number;
  down: number;
  turns: number;
  /** -1 is mirrored */
  mirrorX: 1 | -1;
  mirrorY: 1 | -1;
}

/** Writes the row of `features` as `epoch` sees it into `into`, (height · width · channels), and makes no array for it. */
export type Augment = (
  features: ArrayLike<number>,
  row: number,
  epoch: number,
  into: Float32Array | Float64Array,
) => void;

export interface AugmenterOptions {
  /** of what is drawn; 0 when left out */
  seed?: number;
}

/** What is drawn for a row follows from (seed, epoch, row) alone: a resumed training finds it again, in any order. */
export function augmenter(spec: AugmentSpec, rows: ImageRows, options: AugmenterOptions = {}): Augment {
  checkAugment(spec);
  checkNames("augmenter", options, ["seed"]);
  const seed = checkSeed(options.seed ?? 0, "augmenter");
  const { shift = 0, rotate = 0, flip, brightness = 0, noise = 0 } = spec;
  const { height, width, channels, white } = rows;
  const size = height * width * channels;
  const moves = shift > 0 || rotate > 0 || flip !== undefined;
  const placement: Placement = { right: 0, down: 0, turns: 0, mirrorX: 1, mirrorY: 1 };
  const words = new Uint32Array(2);
  return (features, row, epoch, into) => {
    // The row's own key; its first numbers place it, those from 8 on are noise.
    threefryWords(seed, epoch, row, 0x696d6167, words);
    const a = words[0]!;
    const b = words[1]!;
    if (moves) {
      threefryWords(a, b, 0, 0, words);
      placement.right = shift * evenly(words[0]!);
      placement.down = shift * evenly(words[1]!);
      threefryWords(a, b, 1, 0, words);
      placement.turns = (rotate / 360) * evenly(words[0]!);
      placement.mirrorX = flip !== undefined && flip !== "vertical" && (words[1]! & 1) === 1 ? -1 : 1;
      placement.mirrorY = flip !== undefined && flip !== "horizontal" && (words[1]! & 2) === 2 ? -1 : 1;
    }
    place(rows, placement, features, row * size, into);
    if (brightness > 0) {
      threefryWords(a, b, 2, 0, words);
      const light = brightness * evenly(words[0]!);
      for (let k = 0; k < size; k++) into[k]! += light * white[k % channels]!;
    }
    if (noise > 0) {
      for (let k = 0; k < size; k++) {
        threefryWords(a, b, k + 8, 0, words);
        into[k]! += noise * white[k % channels]! * nearNormalOf(words[0]!, words[1]!);
      }
    }
  };
}

/** 32 random bits as a number from -1 to 1. */
const evenly = (word: number): number => word * 2 ** -31 - 1;

/**
 * The image that starts at `start` of `features`, mirrored, then turned clockwise, then shifted. A pixel that comes from between others is
 * blended of its four neighbours; beyond the border, the border goes on. Whole pixels and quarter turns of a square
 * move numbers without changing them.
 */
export function place(
  { height, width, channels }: Omit<ImageRows, "white">,
  { right, down, turns, mirrorX, mirrorY }: Placement,
  features: ArrayLike<number>,
  start: number,
  into: Float32Array | Float64Array,
): void {
  const [cos, sin] = circle(turns);
  const middleX = (width - 1) / 2;
  const middleY = (height - 1) / 2;
  for (let i = 0, to = 0; i < height; i++) {
    const y = i - down - middleY;
    for (let j = 0; j < width; j++, to += channels) {
      const x = j - right - middleX;
      const fromX = within(mirrorX * (cos * x + sin * y) + middleX, width);
      const fromY = within(mirrorY * (cos * y - sin * x) + middleY, height);
      const left = Math.floor(fromX);
      const top = Math.floor(fromY);
      const u = fromX - left;
      const v = fromY - top;
      const at = start + (top * width + left) * channels;
      const next = u > 0 ? channels : 0;
      const below = v > 0 ? width * channels : 0;
      for (let c = 0; c < channels; c++) {
        const above = (1 - u) * features[at + c]! + u * features[at + next + c]!;
        const under = (1 - u) * features[at + below + c]! + u * features[at + below + next + c]!;
        into[to + c] = (1 - v) * above + v * under;
      }
    }
  }
}

const within = (x: number, size: number): number => Math.max(0, Math.min(size - 1, x));

const limits: Readonly<Record<Exclude<keyof AugmentSpec, "flip">, { most: number; unit: string }>> = {
  shift: { most: 1000, unit: "pixels" },
  rotate: { most: 180, unit: "degrees" },
  brightness: { most: 1, unit: "of white" },
  noise: { most: 1, unit: "of white" },
};

/** Throws a UserError where a setting is out of its limits. */
export function checkAugment(spec: AugmentSpec): void {
  checkNames("augment", spec, [...Object.keys(limits), "flip", "rows"]);
  for (const [name, { most, unit }] of Object.entries(limits)) {
    const value = spec[name as keyof typeof limits] ?? 0;
    if (value >= 0 && value <= most) continue;
    throw new UserError(`augment: ${name} from 0 to ${most} ${unit}, found ${value}`);
  }
}
