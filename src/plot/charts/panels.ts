/** A matrix (rows × columns) with a name: weights, biases, activations. */
export interface MatrixPanel {
  readonly title: string;
  readonly values: ArrayLike<ArrayLike<number>>;
  readonly rowNames?: readonly string[];
  readonly columnNames?: readonly string[];
}

/** Weights that have a number for each pixel of an image: each is drawn as one. */
export interface PicturesPanel {
  readonly title: string;
  readonly size: { readonly height: number; readonly width: number; readonly channels: number };
  /** each height·width·channels numbers, row by row, the channels of a pixel side by side */
  readonly pictures: readonly ArrayLike<number>[];
  /** Written below them; their numbers, from 0, when left out. */
  readonly names?: readonly string[];
}
