import { equal, exp, eye, log, mean, minimum, type NDArray, square, sum, take, zeros } from "numpy-ts";
import * as random from "../data/random/normal.ts";
import { checkSeed } from "../data/random/seed.ts";
import { checkNames, UserError } from "../errors.ts";

/** What `train` tells after every epoch: the loss over the whole training set. */
export interface Epoch {
  epoch: number;
  loss: number;
}

/**
 * A network with one hidden layer, written with nothing but arrays. Every number of it can be read.
 *
 *     X  ──W₁,b₁──▶  z₁  ──sigmoid──▶  a₁  ──W₂,b₂──▶  z₂  ──softmax──▶  p
 *   (n, d)         (n, h)            (n, h)          (n, k)            (n, k)
 *
 * n rows, d features, h hidden units, k classes. A row of p is the network's belief in each class.
 */
export class NeuralNetwork {
  readonly learningRate: number;
  readonly l2: number;

  weightsInputHidden: NDArray; //  W₁ (d, h)
  biasHidden: NDArray; //          b₁ (1, h)
  weightsHiddenOutput: NDArray; // W₂ (h, k)
  biasOutput: NDArray; //          b₂ (1, k)

  // The values of the rows that went through last: left here by `forward` and `backward` to be looked at.
  hiddenInput?: NDArray; //  z₁ (n, h)
  hiddenOutput?: NDArray; // a₁ (n, h)
  outputInput?: NDArray; //  z₂ (n, k)
  output?: NDArray; //       p  (n, k)
  outputDelta?: NDArray; //  ∂L/∂z₂ (n, k)
  hiddenDelta?: NDArray; //  ∂L/∂z₁ (n, h)
  gradients?: Gradients; //  ∂L/∂W₁, ∂L/∂b₁, ∂L/∂W₂, ∂L/∂b₂

  /**
   * The first weights are random numbers of the size of `scale`, the same ones as NumPy's for this seed; biases begin at
   * 0. (Any array may also be set before the training: `network.weightsInputHidden = np.array(rows)`.)
   */
  constructor(
    readonly inputSize: number,
    readonly hiddenSize: number,
    readonly outputSize: number,
    options: { learningRate?: number; l2?: number; seed?: number; scale?: number } = {},
  ) {
    checkNames("NeuralNetwork", options, ["learningRate", "l2", "seed", "scale"]);
    const { learningRate = 0.01, l2 = 0, seed = 0, scale = 0.01 } = options;
    const sizes = { inputSize, hiddenSize, outputSize };
    for (const [name, size] of Object.entries(sizes)) {
      if (!Number.isSafeInteger(size) || size < 1)
        throw new UserError(`NeuralNetwork: ${name} must be a whole number of at least 1, found ${size}`);
    }
    this.learningRate = learningRate;
    this.l2 = l2;
    random.seed(checkSeed(seed, "NeuralNetwork"));
    this.weightsInputHidden = random.randn(inputSize, hiddenSize).multiply(scale);
    this.biasHidden = zeros([1, hiddenSize]);
    this.weightsHiddenOutput = random.randn(hiddenSize, outputSize).multiply(scale);
    this.biasOutput = zeros([1, outputSize]);
  }

  /** σ(z) = 1 / (1 + e⁻ᶻ) */
  sigmoid(z: NDArray): NDArray {
    // e⁷¹⁰ is too large for a float64, so below z = -709 the exponent stays where it is: σ is 0 there anyway.
    return exp(minimum(z.negative(), 709)).add(1).reciprocal();
  }

  /** dσ/dz, told from the value a = σ(z) alone: σ′ = a (1 − a) */
  sigmoidDerivative(a: NDArray): NDArray {
    return a.multiply(a.negative().add(1));
  }

  /** softmax(z)ⱼ = e^zⱼ / Σᵢ e^zᵢ, row by row */
  softmax(z: NDArray): NDArray {
    // Taking the same number from all of a row changes no quotient; taking its largest, no e^z overflows.
    const e = exp(z.subtract(rowMax(z)));
    return e.divide(rowSum(e));
  }

  /** From features X (n, d) to probabilities p (n, k). */
  forward(X: NDArray): NDArray {
    if (X.shape?.length !== 2 || X.shape[1] !== this.inputSize)
      throw new UserError(`forward: X is ${shown(X)}, but the network takes (n, ${this.inputSize})`);
    this.hiddenInput = X.matmul(this.weightsInputHidden).add(this.biasHidden);
    this.hiddenOutput = this.sigmoid(this.hiddenInput);
    this.outputInput = this.hiddenOutput.matmul(this.weightsHiddenOutput).add(this.biasOutput);
    this.output = this.softmax(this.outputInput);
    return this.output;
  }

  /**
   * One step downhill, for the rows X (n, d) that went forward last and their one-hot labels Y (n, k).
   *
   * The loss of a row is L = −log p_y + l2/2 (Σ W₁² + Σ W₂²). The chain rule takes it apart from its end:
   *
   *   ∂L/∂z₂ = p − Y                       softmax and cross-entropy together: belief minus truth
   *   ∂L/∂W₂ = a₁ᵀ ∂L/∂z₂ + l2 W₂          because z₂ = a₁ W₂ + b₂
   *   ∂L/∂z₁ = (∂L/∂z₂ W₂ᵀ) ⊙ σ′(z₁)       back through W₂, then through the sigmoid
   *   ∂L/∂W₁ = Xᵀ ∂L/∂z₁ + l2 W₁           because z₁ = X W₁ + b₁
   *
   * and a bias has the gradient of its z. All are summed over the n rows, not averaged, the penalty too.
   */
  backward(X: NDArray, Y: NDArray): void {
    const { hiddenOutput, output } = this;
    if (!hiddenOutput || !output)
      throw new UserError("backward: no rows have gone forward: call forward(X) first");
    this.outputDelta = output.subtract(Y);
    this.hiddenDelta = this.outputDelta
      .matmul(transposed(this.weightsHiddenOutput))
      .multiply(this.sigmoidDerivative(hiddenOutput));

    const penalty = X.shape[0]! * this.l2;
    this.gradients = {
      weightsInputHidden: transposed(X)
        .matmul(this.hiddenDelta)
        .add(this.weightsInputHidden.multiply(penalty)),
      biasHidden: columnSum(this.hiddenDelta),
      weightsHiddenOutput: transposed(hiddenOutput)
        .matmul(this.outputDelta)
        .add(this.weightsHiddenOutput.multiply(penalty)),
      biasOutput: columnSum(this.outputDelta),
    };
    for (const name of PARAMETERS) {
      this[name] = this[name].subtract(this.gradients[name].multiply(this.learningRate));
    }
  }

  /** Goes through the rows `epochs` times, in batches and in order (the last batch may be short). */
  *train(X: NDArray, labels: NDArray, options: { epochs?: number; batch?: number } = {}): Generator<Epoch> {
    checkNames("train", options, ["epochs", "batch"]);
    const { epochs = 30, batch = 32 } = options;
    if (!Number.isInteger(batch) || batch < 1)
      throw new UserError(`train: batch must be a whole number of at least 1, found ${batch}`);
    checkLabels("train", X, labels);
    const Y = this.oneHotEncode(labels);
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (let start = 0; start < X.shape[0]!; start += batch) {
        const rows = `${start}:${start + batch}`;
        this.forward(X.slice(rows));
        this.backward(X.slice(rows), Y.slice(rows));
      }
      yield { epoch, loss: this.calculateLoss(X, labels) };
    }
  }

  /** Label 2 of 4 classes becomes the row [0, 0, 1, 0]: labels (n,) to (n, k). */
  oneHotEncode(labels: NDArray): NDArray {
    const classes = (labels.tolist() as (number | bigint)[]).map(Number);
    const row = classes.findIndex((c) => !(Number.isInteger(c) && c >= 0 && c < this.outputSize));
    if (row >= 0) {
      throw new UserError(
        `oneHotEncode: the label of row ${row} is ${classes[row]}: with ${this.outputSize} classes, labels are 0 to ${this.outputSize - 1}`,
      );
    }
    return take(eye(this.outputSize), classes, 0);
  }

  /** The class that each row most probably belongs to, (n,). */
  predict(X: NDArray): NDArray {
    return this.forward(X).argmax(1) as NDArray;
  }

  /** The mean of L over the rows: how surprised the network is by the true labels. */
  calculateLoss(X: NDArray, labels: NDArray): number {
    checkLabels("calculateLoss", X, labels);
    this.forward(X);
    // log pⱼ = zⱼ − log Σᵢ e^zᵢ, straight from z: p itself may have become 0, which has no logarithm.
    const z = this.outputInput!.subtract(rowMax(this.outputInput!));
    const logProbabilities = z.subtract(log(rowSum(exp(z))));
    const crossEntropy = -mean(rowSum(logProbabilities.multiply(this.oneHotEncode(labels))));
    const penalty =
      Number(sum(square(this.weightsInputHidden))) + Number(sum(square(this.weightsHiddenOutput)));
    return crossEntropy + (this.l2 / 2) * penalty;
  }

  /** The share of rows whose class is predicted correctly. */
  evaluate(X: NDArray, labels: NDArray): number {
    checkLabels("evaluate", X, labels);
    return Number(sum(equal(this.predict(X), labels))) / labels.size;
  }
}

const PARAMETERS = ["weightsInputHidden", "biasHidden", "weightsHiddenOutput", "biasOutput"] as const;

/** ∂L/∂ of each parameter, of the parameter's own shape */
export type Gradients = Record<(typeof PARAMETERS)[number], NDArray>;

/** aᵀ, laid out anew: a product with it is then ten times as fast as with a view. */
const transposed = (a: NDArray) => a.T.copy();

// (n, m) to (n, 1), (n, 1) and (1, m)
const rowMax = (a: NDArray) => a.max(1, true) as NDArray;
const rowSum = (a: NDArray) => a.sum(1, true) as NDArray;
const columnSum = (a: NDArray) => a.sum(0, true) as NDArray;

/** (32, 10), as NumPy writes a shape. */
const shown = ({ shape }: NDArray) =>
  shape === undefined
    ? "no array (np.array(rows) makes one)"
    : shape.length === 1
      ? `(${shape[0]},)`
      : `(${shape.join(", ")})`;

/** NumPy would stretch labels (n, 1) against n predictions, and compare every row with every other. */
function checkLabels(method: string, X: NDArray, labels: NDArray): void {
  if (labels.shape?.length === 1 && labels.size === X.shape[0] && labels.size > 0) return;
  throw new UserError(
    `${method}: X is ${shown(X)} and labels ${shown(labels)}; give (n, d) and (n,), n at least 1`,
  );
}
