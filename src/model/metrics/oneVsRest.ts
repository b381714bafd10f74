import { UserError } from "../../errors.ts";

/** Each class against the rest, and means over the classes. */
export interface OneVsRest {
  /** NaN for a class that cannot be judged on these rows */
  readonly classes: readonly number[];
  /** plain mean */
  readonly macro: number;
  /** mean weighted by each class's rows */
  readonly weighted: number;
}

/**
 * `rocAuc` and `averagePrecision` of each class against the rest, as scikit-learn's `multi_class="ovr"`, from probabilities that
 * come some rows at a time, twice: memory for the rows, not for rows × classes. Only the scores of a class's own rows are kept;
 * each other row's score is counted among them. A class without rows, where scikit-learn gives up, is left out of the means.
 */
export class ClassRanking {
  readonly #labels: ArrayLike<number>;
  /** scores of the rows of class c, ascending once they are sorted: #first[c] to #first[c + 1] */
  readonly #scores: Float64Array;
  readonly #first: Int32Array;
  /** where the next score of a class goes */
  readonly #next: Int32Array;
  /** rows of other classes that score less than this place's score and no less than the one before */
  readonly #below: Float64Array;
  /** rows of other classes that score the same; of equal scores at the first */
  readonly #equal: Float64Array;
  #isSorted = false;

  constructor(labels: ArrayLike<number>, classes: number) {
    this.#labels = labels;
    this.#first = new Int32Array(classes + 1);
    for (let i = 0; i < labels.length; i++) this.#first[labels[i]! + 1]!++;
    for (let c = 0; c < classes; c++) this.#first[c + 1]! += this.#first[c]!;
    this.#next = this.#first.slice();
    this.#scores = new Float64Array(labels.length);
    this.#below = new Float64Array(labels.length);
    this.#equal = new Float64Array(labels.length);
  }

  get #classes(): number {
    return this.#first.length - 1;
  }

  /** The first time: probabilities (rows, classes) row-major, of rows from `start` on. */
  keep(probabilities: ArrayLike<number>, start: number): void {
    const k = this.#classes;
    for (let at = 0, row = start; at < probabilities.length; at += k, row++) {
      const label = this.#labels[row]!;
      this.#scores[this.#next[label]!++] = probabilities[at + label]!;
    }
  }

  /** The second time. */
  count(probabilities: ArrayLike<number>, start: number): void {
    this.#sort();
    const k = this.#classes;
    const [scores, first, below, equal] = [this.#scores, this.#first, this.#below, this.#equal];
    for (let at = 0, row = start; at < probabilities.length; at += k, row++) {
      const label = this.#labels[row]!;
      for (let c = 0; c < k; c++) {
        const [from, end] = [first[c]!, first[c + 1]!];
        const p = probabilities[at + c]!;
        if (Number.isNaN(p)) throw new UserError(`probabilities of row ${row + 1} are no numbers`);
        if (c === label || from === end) continue;
        if (p < scores[from]!) {
          below[from]!++;
          continue;
        }
        if (p > scores[end - 1]!) continue;
        // the first score that is no less
        let [low, high] = [from, end - 1];
        while (low < high) {
          const middle = (low + high) >> 1;
          if (scores[middle]! < p) low = middle + 1;
          else high = middle;
        }
        if (scores[low] === p) equal[low]!++;
        else below[low]!++;
      }
    }
  }

  #sort(): void {
    if (this.#isSorted) return;
    for (let c = 0; c < this.#classes; c++) this.#scores.subarray(this.#first[c], this.#first[c + 1]).sort();
    this.#isSorted = true;
  }

  /** What the two times come to. */
  result(): { auroc: OneVsRest; averagePrecision: OneVsRest } {
    this.#sort();
    const figures = Array.from({ length: this.#classes }, (_, c) => this.#figures(c));
    const mean = (key: "auroc" | "averagePrecision"): OneVsRest => {
      const classes = figures.map((of) => of[key]);
      const of = (weight: (c: number) => number) => {
        let [sum, weights] = [0, 0];
        classes.forEach((value, c) => {
          if (Number.isNaN(value)) return;
          sum += weight(c) * value;
          weights += weight(c);
        });
        return sum / weights;
      };
      return { classes, macro: of(() => 1), weighted: of((c) => this.#first[c + 1]! - this.#first[c]!) };
    };
    return { auroc: mean("auroc"), averagePrecision: mean("averagePrecision") };
  }

  /**
   * AUROC: the share of pairs of a row of the class and another in which the first scores higher, a tie counting one half.
   * Average precision: Σ (R_n - R_{n-1}) P_n over the distinct scores of the class's rows; at others the recall stays.
   */
  #figures(c: number): { auroc: number; averagePrecision: number } {
    const [from, end] = [this.#first[c]!, this.#first[c + 1]!];
    const positives = end - from;
    const negatives = this.#labels.length - positives;
    let [less, pairs, averagePrecision] = [0, 0, 0];
    for (let i = from; i < end; ) {
      const score = this.#scores[i]!;
      let next = i + 1;
      while (next < end && this.#scores[next] === score) next++;
      less += this.#below[i]!;
      pairs += (next - i) * (less + this.#equal[i]! / 2);
      const found = end - i;
      const precision = found / (found + negatives - less);
      averagePrecision += (found / positives - (end - next) / positives) * precision;
      less += this.#equal[i]!;
      i = next;
    }
    return {
      auroc: pairs / (positives * negatives),
      averagePrecision: positives === 0 ? Number.NaN : averagePrecision,
    };
  }
}
