/**
 * How a row of an image is made, as plain JSON: a model keeps it, so that predict takes image files. A row is
 * height·width·channels numbers from 0 to 255, row by row, the channels of a pixel side by side (HWC).
 */
export interface ImageSpec {
  height: number;
  width: number;
  /** 1: grey; 3: red, green, blue */
  channels: 1 | 3;
  /** An image of another size is stretched to this one; without it, it is an error. */
  resize?: true;
  /** Whether images are grey or in colour was asked for: those that are not are made so. */
  convert?: true;
}

/** How many numbers a row has. */
export const pixelCount = ({ height, width, channels }: ImageSpec): number => height * width * channels;

/** "64×48 grey": width × height, as cameras and image viewers say it. */
export const imageInWords = ({ height, width, channels }: ImageSpec): string =>
  `${width}×${height} ${channels === 1 ? "grey" : "colour"}`;
