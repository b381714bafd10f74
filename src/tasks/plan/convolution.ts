import type { ImageSpec } from "../../data/images/image.ts";
import { SettingError } from "../../errors.ts";
import type { ConvolutionSpec } from "../../nn/layers/network.ts";
import type { TrainOptions } from "./options.ts";

/** Blocks of a network of distances where the rows are images and nothing is said. */
const usualBlocks: readonly number[] = [8, 16, 32, 32];

/** The blocks that are asked for, where the rows are images that are large enough for them. */
export function convolutionOf(
  source: string,
  image: ImageSpec | undefined,
  { conv, batchNorm, globalAveragePool, task }: TrainOptions,
): ConvolutionSpec | undefined {
  const usual = task === "siamese" && image !== undefined && conv === undefined;
  const channels = usual ? blocksThatFit(image) : conv;
  if (channels === undefined) return undefined;
  if (image === undefined)
    throw new SettingError(
      (say) => `${say("conv")} looks at images, and the rows of ${source} are none; leave it out`,
    );
  const { height, width, channels: colours } = image;
  const most = mostBlocks(image);
  if (channels.length > most) {
    throw new SettingError(
      (say) =>
        `${say("conv", channels)}: each block halves the image, and of ${width}×${height} pixels nothing is left after ${most}; use at most ${most} blocks`,
    );
  }
  return {
    image: { height, width, channels: colours },
    channels,
    batchNorm: batchNorm || usual || undefined,
    globalAveragePool: (globalAveragePool ?? usual) || undefined,
  };
}

/** Each block halves the image. */
const mostBlocks = ({ height, width }: ImageSpec): number => Math.floor(Math.log2(Math.min(height, width)));

const blocksThatFit = (image: ImageSpec): readonly number[] | undefined =>
  mostBlocks(image) === 0 ? undefined : usualBlocks.slice(0, mostBlocks(image));
