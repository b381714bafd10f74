/**
 * How a row of an image is made, as plain JSON: a model keeps it, so that predict takes image files. A row is
 * height·width·channels numbers from 0 to 255, row by row, the channels of a pixel side by side (HWC).
 */
export interface ImageSpec {
  height: number;
  width: number;
  /** 1: grey; 3: red, green, blue */
  channels: 1 | 3;
  /**
   * An image of another size is brought to this one: "pad" keeps its shape and fills what is left with the colour of its border, true
   * stretches it. Without it, another size is an error.
   */
  resize?: true | "pad" | undefined;
  /** Whether images are grey or in colour was asked for: those that are not are made so. */
  convert?: true | undefined;
  /**
   * Of images of more than 8 bits: the number that is black and the one that is white, such as [0, 4095] of 12 bits in files of 16.
   * Rows are float32 then, 0 to 255 with what lies between, and beyond where an image is brighter than white. Without it, rows are bytes, and of 16 bits the upper 8 are taken.
   */
  range?: readonly [black: number, white: number] | undefined;
}

/**
 * What is asked of a set's images; what is left out follows from them. Where height, width and channels are all given and `bits` is not,
 * it is a model's spec: images are taken as the model took those that it was trained on.
 */
export interface WantedImage extends Partial<ImageSpec> {
  /** Of images of more than 8 bits whose files do not say it: how many of their bits are used; "found" over the set. */
  bits?: number | "found" | undefined;
}

/** Whether the images are learned from, and say themselves what is not asked of them; else they are a model's. */
export const isToBeFound = ({ bits, height, width, channels }: WantedImage): boolean =>
  bits !== undefined || !(height && width && channels);

/** Numbers of an image from 0 to 255: bytes, or float32 where the images have more than 8 bits. */
export type PixelRow = Uint8Array | Float32Array;

/** Room for so many rows. */
export const emptyRows = (spec: ImageSpec, rows: number): PixelRow =>
  spec.range ? new Float32Array(rows * pixelCount(spec)) : new Uint8Array(rows * pixelCount(spec));

/** How many numbers a row has. */
export const pixelCount = ({ height, width, channels }: ImageSpec): number => height * width * channels;

/** "64×48 grey": width × height, as cameras and image viewers say it. */
export const imageInWords = ({ height, width, channels }: ImageSpec): string =>
  `${width}×${height} ${channels === 1 ? "grey" : "colour"}`;
