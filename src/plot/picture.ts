import { encodePng } from "./pngFormat.ts";

/** A picture's numbers: row-major, channels last; 1 channel is grey, 3 are red, green and blue; 0 is dark, 255 light. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: ArrayLike<number>;
}

/** How much each pixel counts, row-major: what is not above 0 stays as it is. */
export type Heat = ArrayLike<number>;

/** Okabe and Ito's vermilion: it stands out on grey for the colour-blind too. */
const glow = [213, 94, 0] as const;

/** The picture with what is hot laid over it in vermilion, the hottest pixel nearly covered. */
export function heated({ width, height, channels, data }: Picture, heat: Heat): Picture {
  let hottest = 0;
  for (let i = 0; i < heat.length; i++) hottest = Math.max(hottest, heat[i]!);
  const mixed = new Float64Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const cover = hottest > 0 ? 0.8 * Math.max(0, heat[pixel]! / hottest) : 0;
    for (let c = 0; c < 3; c++) {
      const own = data[pixel * channels + (channels === 3 ? c : 0)]!;
      mixed[pixel * 3 + c] = own + cover * (glow[c]! - own);
    }
  }
  return { width, height, channels: 3, data: mixed };
}

/** The picture as the address of an SVG's or a page's image: a PNG within the text itself. */
export async function pictureUrl({ width, height, channels, data }: Picture): Promise<string> {
  if (channels !== 1 && channels !== 3)
    throw new RangeError(`a picture has 1 or 3 channels, found ${channels}`);
  const pixels = Uint8ClampedArray.from(data); // rounds, and holds to 0 … 255
  const bytes = await encodePng(width, height, channels, new Uint8Array(pixels.buffer));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(binary)}`;
}
