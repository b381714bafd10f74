import type { Scaler, ScalerKind } from "../rows/scale.ts";

/** Mean, variance and range of columns whose rows come a part at a time. */
export class RunningMoments {
  #rows = 0;
  readonly #mean: Float64Array;
  /** Σ (x - mean)² */
  readonly #squares: Float64Array;
  readonly #least: Float64Array;
  readonly #most: Float64Array;

  constructor(width: number) {
    this.#mean = new Float64Array(width);
    this.#squares = new Float64Array(width);
    this.#least = new Float64Array(width).fill(Infinity);
    this.#most = new Float64Array(width).fill(-Infinity);
  }

  get rows(): number {
    return this.#rows;
  }

  /** The least and the largest number of each column. */
  get extremes(): { least: Float64Array; most: Float64Array } {
    return { least: this.#least, most: this.#most };
  }

  /** Whether all rows of a column are one number. */
  isConstant(column: number): boolean {
    return this.#least[column] === this.#most[column];
  }

  /** The rows `rows` of `values`, row-major. */
  add(values: ArrayLike<number>, rows: ArrayLike<number>): void {
    const [n, before, width] = [rows.length, this.#rows, this.#mean.length];
    if (n === 0) return;
    for (let j = 0; j < width; j++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += values[rows[i]! * width + j]!;
      const mean = sum / n;
      let [squares, least, most] = [0, this.#least[j]!, this.#most[j]!];
      for (let i = 0; i < n; i++) {
        const x = values[rows[i]! * width + j]!;
        squares += (x - mean) ** 2;
        if (x < least) least = x;
        if (x > most) most = x;
      }
      // Two parts' moments as one's (Chan, Golub and LeVeque 1983).
      const apart = mean - this.#mean[j]!;
      this.#mean[j]! += (apart * n) / (before + n);
      this.#squares[j]! += squares + (apart ** 2 * before * n) / (before + n);
      this.#least[j] = least;
      this.#most[j] = most;
    }
    this.#rows += n;
  }

  /** As `fitScaler` of all the rows at once, but for the last digits. */
  scaler(kind: ScalerKind): Scaler {
    const n = this.#rows;
    if (kind === "none") {
      const width = this.#mean.length;
      return { kind, offset: Array<number>(width).fill(0), scale: Array<number>(width).fill(1) };
    }
    if (kind === "minmax") {
      const scale = Array.from(this.#least, (least, j) => {
        const range = this.#most[j]! - least;
        return range < 10 * Number.EPSILON ? 1 : range;
      });
      return { kind, offset: Array.from(this.#least), scale };
    }
    const scale = Array.from(this.#squares, (squares, j) => {
      const variance = squares / n;
      // A variance below this bound is rounding alone, as in scale.ts.
      const bound = n * Number.EPSILON * variance + (n * this.#mean[j]! * Number.EPSILON) ** 2;
      return this.isConstant(j) || variance <= bound ? 1 : Math.sqrt(variance);
    });
    return { kind, offset: Array.from(this.#mean), scale };
  }
}
