import { threefry2x32 } from "./threefry.ts";

/** Random numbers in a row. What is drawn follows from the two numbers of its key alone. */
export class Draws {
  #next = 0;

  readonly #key: readonly [number, number];

  constructor(key: readonly [number, number]) {
    this.#key = key;
  }

  /** in [0, 1), of 24 bits */
  uniform(): number {
    return (threefry2x32(this.#key, [this.#next++, 0])[0] >>> 8) * 2 ** -24;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** 0 … n - 1 */
  below(n: number): number {
    return Math.floor(n * this.uniform());
  }

  /** Another row of numbers, which has nothing in common with this one. */
  fork(): Draws {
    return new Draws(threefry2x32(this.#key, [this.#next++, 1]));
  }
}

/**
 * Near to a standard normal, from four 16-bit uniform numbers: their sum, standardised (Irwin and Hall). It needs no
 * logarithm, whose last bit differs between engines.
 */
export function nearNormal(key: readonly [number, number], place: number): number {
  const [a, b] = threefry2x32(key, [place, 2]);
  return nearNormalOf(a, b);
}

export function nearNormalOf(a: number, b: number): number {
  const sum = (a & 0xffff) + (a >>> 16) + (b & 0xffff) + (b >>> 16);
  return (sum / 65536 - 2) * Math.sqrt(3);
}

/** Cosine and sine of `turns` whole turns, the same bits in every engine: Taylor's polynomials of an eighth turn at most. */
export function circle(turns: number): [cos: number, sin: number] {
  const quarter = Math.round(4 * turns);
  const x = (turns - quarter / 4) * 2 * Math.PI; // at most π/4
  const q = x * x;
  const cos = 1 - (q / 2) * (1 - (q / 12) * (1 - (q / 30) * (1 - (q / 56) * (1 - q / 90))));
  const sin = x * (1 - (q / 6) * (1 - (q / 20) * (1 - (q / 42) * (1 - (q / 72) * (1 - q / 110)))));
  switch (((quarter % 4) + 4) % 4) {
    case 0:
      return [cos, sin];
    case 1:
      return [-sin, cos];
    case 2:
      return [-cos, -sin];
    default:
      return [sin, -cos];
  }
}

/** Smooth random heights from -1 to 1, at whole numbers drawn, between them blended; `period` numbers in a row repeat. */
export function noise(draws: Draws, periodX: number, periodY: number): (x: number, y: number) => number {
  const heights = Float64Array.from({ length: periodX * periodY }, () => draws.between(-1, 1));
  return (x, y) => {
    const x0 = Math.floor(x);
    const y0 = Math.floor(y);
    const u = smooth(x - x0);
    const v = smooth(y - y0);
    const left = wrap(x0, periodX);
    const right = left + 1 === periodX ? 0 : left + 1;
    const row = wrap(y0, periodY);
    const top = row * periodX;
    const bottom = row + 1 === periodY ? 0 : top + periodX;
    const above = heights[top + left]! * (1 - u) + heights[top + right]! * u;
    const below = heights[bottom + left]! * (1 - u) + heights[bottom + right]! * u;
    return above * (1 - v) + below * v;
  };
}

const wrap = (i: number, period: number): number => i - period * Math.floor(i / period);

/** 0 at 0 and 1 at 1, level at both, and beyond them. */
export function smooth(t: number): number {
  const s = Math.max(0, Math.min(1, t));
  return s * s * (3 - 2 * s);
}
