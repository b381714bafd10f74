import { isDeep, type Pixels } from "./pixels.ts";

/** Bits that cameras have. */
const usualBits = [8, 10, 12, 14, 16];

/** Numbers from black to white as 0 to 255, in place; what lies beyond white lies beyond 255. */
export function scaled(light: Float32Array, [black, white]: readonly [number, number]): Float32Array {
  const factor = 255 / (white - black);
  for (let i = 0; i < light.length; i++) light[i] = (light[i]! - black) * factor;
  return light;
}

/** What is black and what is white: the file's own word, else that of the set. */
export function limitsOf(pixels: Pixels, range: readonly [number, number]): readonly [number, number] {
  if (!isDeep(pixels)) return [0, 255];
  return pixels.white === undefined ? range : [0, pixels.white];
}

/** How an image lies to a range, in words; undefined where it lies within. */
export function beyondRange(pixels: Pixels, [black, white]: readonly [number, number]): string | undefined {
  const found = new RangeFinder();
  found.add(pixels);
  if (found.most > white) return `brighter than what is white to the model (${shown(white)})`;
  return found.least < black ? `darker than what is black to the model (${shown(black)})` : undefined;
}

const shown = (value: number): string => String(Number(value.toPrecision(6)));

/** Finds what numbers a set's images of more than 8 bits hold, alpha left out. */
export class RangeFinder {
  least = Number.POSITIVE_INFINITY;
  most = Number.NEGATIVE_INFINITY;
  readonly #given: number | undefined;
  #whole = true;

  /** `bits`, where it is said how many are used */
  constructor(bits?: number) {
    this.#given = bits;
  }

  add({ data, channels }: Pixels): void {
    const kept = channels % 2 === 1 ? channels : channels - 1;
    let [least, most] = [this.least, this.most];
    for (let at = 0; at < data.length; at += channels) {
      for (let c = 0; c < kept; c++) {
        const value = data[at + c]!;
        if (value < least) least = value;
        if (value > most) most = value;
      }
    }
    [this.least, this.most] = [least, most];
    if (!(data instanceof Float32Array)) return;
    if (this.#whole) this.#whole = data.every(Number.isInteger);
  }

  get found(): boolean {
    return this.most >= this.least;
  }

  /** How many bits its whole numbers need, of those that cameras have; undefined of other numbers. */
  get bits(): number | undefined {
    if (!this.#whole || this.least < 0) return undefined;
    return usualBits.find((bits) => this.most < 2 ** bits);
  }

  /** From 0 to all bits; of decimal numbers 0 to 1 where they lie there, else from the least to the most. */
  range(): readonly [black: number, white: number] {
    const { least, most } = this;
    const bits = this.#given ?? this.bits;
    if (bits !== undefined) return [0, 2 ** bits - 1];
    if (least >= 0 && most <= 1) return [0, 1];
    return most > least ? [least, most] : [least, least + 1];
  }
}
