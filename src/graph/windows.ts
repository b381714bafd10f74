import { refusal, showShape } from "./shapes.ts";
import type { OpName, Pair, Shape, Windows } from "./value.ts";

/** How many windows there are of images of `shape`, down and across. */
function windowCount(op: OpName, shape: Shape, { kernel, stride, padding }: Windows): Pair {
  if (shape.length !== 4) {
    throw refusal(op, `takes images (n, height, width, channels), found ${showShape(shape)}`);
  }
  const count = (axis: 0 | 1): number => {
    const [length, window, step, border] = [shape[1 + axis]!, kernel[axis], stride[axis], padding[axis]];
    const whole = [window, step, border].every(Number.isSafeInteger);
    if (!whole || window < 1 || step < 1 || border < 0) {
      throw refusal(
        op,
        `kernel (${kernel}) and stride (${stride}) must be whole and at least 1, padding (${padding}) at least 0`,
      );
    }
    if (window > length + 2 * border) {
      throw refusal(
        op,
        `the kernel (${kernel}) is larger than the image ${showShape(shape)} with its padding (${padding}); take a smaller kernel or more padding`,
      );
    }
    return Math.floor((length + 2 * border - window) / step) + 1;
  };
  return [count(0), count(1)];
}

/** Images to one row of numbers a window: (n, windows down, windows across, kernel height · kernel width · channels). */
export function unfolded(shape: Shape, windows: Windows): Shape {
  const { kernel } = windows;
  return [shape[0]!, ...windowCount("im2col", shape, windows), kernel[0] * kernel[1] * shape[3]!];
}

/** Such rows back to images of `image`'s height and width. */
export function folded(shape: Shape, image: Pair, windows: Windows): Shape {
  const cells = windows.kernel[0] * windows.kernel[1];
  const images = [shape[0]!, ...image, shape[3]! / cells];
  const [down, across] = windowCount("col2im", images, windows);
  if (shape.length !== 4 || shape[1] !== down || shape[2] !== across || shape[3]! % cells !== 0) {
    throw refusal(
      "col2im",
      `${showShape(shape)} are not the ${down} by ${across} windows of ${cells} pixels of images of ${image[0]} by ${image[1]}`,
    );
  }
  return images;
}

/** Images to one pixel a window. At most half of a window is border, so that none is without a number. */
export function pooled(op: OpName, shape: Shape, windows: Windows): Shape {
  const { kernel, padding } = windows;
  if (padding[0] * 2 > kernel[0] || padding[1] * 2 > kernel[1]) {
    throw refusal(op, `padding (${padding}) must be at most half of the kernel (${kernel})`);
  }
  return [shape[0]!, ...windowCount(op, shape, windows), shape[3]!];
}
