/** A decoded image: numbers, row by row. 1 channel: grey, 2: grey and alpha, 3: colour, 4: colour and alpha. */
export interface Pixels {
  height: number;
  width: number;
  channels: number;
  /** bytes; of more bits, whole numbers up to 65535 or decimal ones */
  data: Uint8Array | Uint8ClampedArray | Uint16Array | Float32Array;
  /** the number that is white, where the file says so: 4095 of 12 bits. 255 of bytes; else the range of the set is taken */
  white?: number | undefined;
  /** what of the file is not in them, or is otherwise than it may be taken for, in words: "CMYK: turned into RGB" */
  loses?: string | undefined;
}

/** Whether an image has more than 8 bits. */
export const isDeep = ({ data }: Pixels): boolean =>
  data instanceof Uint16Array || data instanceof Float32Array;
