import { Real } from "./real";
import { arg, splat, width } from "./vector";

/*
 * Windows over images (n, height, width, channels), sh and sw pixels apart, over a border of ph and pw pixels that is
 * not in memory. A window's cells are its kh × kw pixels, row by row.
 */

/** Pixels into cells; the border is 0. */
@unmanaged @final class Gather {
  @inline vector(cell: usize, pixel: usize): void { v128.store(cell, v128.load(pixel)); }
  @inline number(cell: usize, pixel: usize): void { store<Real>(cell, load<Real>(pixel)); }
  @inline border(cell: usize, bytes: usize): void {
    for (let i: usize = 0; i < bytes; i += sizeof<Real>()) store<Real>(cell + i, 0);
  }
}
/** Cells added to their pixels. */
@unmanaged @final class Scatter {
  @inline vector(cell: usize, pixel: usize): void {
    v128.store(pixel, v128.add<Real>(v128.load(pixel), v128.load(cell)));
  }
  @inline number(cell: usize, pixel: usize): void { store<Real>(pixel, load<Real>(pixel) + load<Real>(cell)); }
  @inline border(cell: usize, bytes: usize): void {}
}

/** Arguments: cells, bytes from window to window; image, bytes from image to image, from row to row, from pixel to
 * pixel; images, height, width, bytes of a pixel's numbers; windows down, windows across; kh, kw, sh, sw, ph, pw. */
// @ts-ignore: decorator
@inline
function windows<F>(p: usize): void {
  const windowStep = arg(p, 1), rowStep = arg(p, 4), pixelStep = arg(p, 5);
  const height = <i32>arg(p, 7), w = <i32>arg(p, 8), bytes = arg(p, 9);
  const down = <i32>arg(p, 10), across = <i32>arg(p, 11), kh = <i32>arg(p, 12), kw = <i32>arg(p, 13);
  const sh = <i32>arg(p, 14), sw = <i32>arg(p, 15), ph = <i32>arg(p, 16), pw = <i32>arg(p, 17);
  const step = <usize>sw * pixelStep;
  let image = arg(p, 2), window = arg(p, 0);
  for (let images = arg(p, 6); images > 0; images--) {
    for (let oy = 0; oy < down; oy++) {
      let cells = window;
      for (let ky = 0; ky < kh; ky++) {
        const y = oy * sh + ky - ph;
        for (let kx = 0; kx < kw; kx++) {
          // windows [first, end) of the row have this cell on a pixel
          let first = 0, end = 0;
          if (<u32>y < <u32>height) {
            first = min(max((pw - kx + sw - 1) / sw, 0), across);
            end = max(min((w - 1 + pw - kx + sw) / sw, across), first);
          }
          let cell = cells, ox = 0;
          for (; ox < first; ox++) {
            changetype<F>(0).border(cell, bytes);
            cell += windowStep;
          }
          let pixel = image + <usize>y * rowStep + <usize>(first * sw + kx - pw) * pixelStep;
          if (bytes == sizeof<Real>()) {
            for (; ox < end; ox++) {
              changetype<F>(0).number(cell, pixel);
              cell += windowStep;
              pixel += step;
            }
          }
          for (; ox < end; ox++) {
            let i: usize = 0;
            for (; i + width <= bytes; i += width) changetype<F>(0).vector(cell + i, pixel + i);
            for (; i < bytes; i += sizeof<Real>()) changetype<F>(0).number(cell + i, pixel + i);
            cell += windowStep;
            pixel += step;
          }
          for (; ox < across; ox++) {
            changetype<F>(0).border(cell, bytes);
            cell += windowStep;
          }
          cells += bytes;
        }
      }
      window += <usize>across * windowStep;
    }
    image += arg(p, 3);
  }
}

export function im2col(p: usize): void { windows<Gather>(p); }

/** Adds to the image; see im2col. */
export function col2im(p: usize): void { windows<Scatter>(p); }

/** The window's number from the image, where the cell is its first maximum. */
@unmanaged @final class Take {
  @inline cell(window: usize, pixel: usize, here: v128): void {
    v128.store(window, v128.bitselect(v128.load(pixel), v128.load(window), here));
  }
  /** Where an image's own maxima are taken, they are known already. */
  @inline known(window: usize, own: bool, best: v128): bool {
    if (own) v128.store(window, best);
    return own;
  }
}
/** The window's number into the image. */
@unmanaged @final class Give {
  @inline cell(window: usize, pixel: usize, here: v128): void {
    v128.store(pixel, v128.add<Real>(v128.load(pixel), v128.and(v128.load(window), here)));
  }
  @inline known(window: usize, own: bool, best: v128): bool { return false; }
}

/** Whether x comes before the best so far: larger, or not a number. */
// @ts-ignore: decorator
@inline
function above(x: v128, best: v128): v128 {
  return v128.or(v128.gt<Real>(x, best), v128.ne<Real>(x, x));
}

/** A window of 2 × 2 cells, a vector of channels: as `windowOf`, without a loop. */
// @ts-ignore: decorator
@inline
function window2<F>(window: usize, image: usize, by: usize, rowStep: usize, pixelStep: usize): void {
  const a = v128.load(by), b = v128.load(by + pixelStep);
  const c = v128.load(by + rowStep), d = v128.load(by + rowStep + pixelStep);
  const isB = above(b, a);
  const ab = v128.bitselect(b, a, isB);
  const isC = above(c, ab);
  const abc = v128.bitselect(c, ab, isC);
  const isD = above(d, abc);
  if (changetype<F>(0).known(window, image == by, v128.bitselect(d, abc, isD))) return;
  const cd = v128.or(isC, isD);
  changetype<F>(0).cell(window, image, v128.not(v128.or(isB, cd)));
  changetype<F>(0).cell(window, image + pixelStep, v128.andnot(isB, cd));
  changetype<F>(0).cell(window, image + rowStep, v128.andnot(isC, isD));
  changetype<F>(0).cell(window, image + rowStep + pixelStep, isD);
}

/** A window of `bytes` bytes of rows and `rowBytes` of each row, a vector of channels. */
// @ts-ignore: decorator
@inline
function windowOf<F>(
  window: usize, image: usize, by: usize, rowStep: usize, pixelStep: usize, bytes: usize, rowBytes: usize,
): void {
  let best = v128.load(by), place = splat(0), number = splat(0);
  for (let row: usize = 0; row < bytes; row += rowStep) {
    for (let x: usize = 0; x < rowBytes; x += pixelStep) {
      const here = v128.load(by + row + x);
      const more = above(here, best);
      best = v128.bitselect(here, best, more);
      place = v128.bitselect(number, place, more);
      number = v128.add<Real>(number, splat(1));
    }
  }
  if (changetype<F>(0).known(window, image == by, best)) return;
  number = splat(0);
  for (let row: usize = 0; row < bytes; row += rowStep) {
    for (let x: usize = 0; x < rowBytes; x += pixelStep) {
      changetype<F>(0).cell(window, image + row + x, v128.eq<Real>(place, number));
      number = v128.add<Real>(number, splat(1));
    }
  }
}

/**
 * Arguments: windows, images, images whose maxima count; images, height, width, bytes from pixel to pixel; windows
 * down, windows across; kh, kw, sh, sw, ph, pw. The first of equal numbers is the maximum, and NaN above all, as in
 * PyTorch.
 */
// @ts-ignore: decorator
@inline
function atMaximum<F>(p: usize): void {
  const height = <i32>arg(p, 4), w = <i32>arg(p, 5), pixelStep = arg(p, 6);
  const down = <i32>arg(p, 7), across = <i32>arg(p, 8), kh = <i32>arg(p, 9), kw = <i32>arg(p, 10);
  const sh = <i32>arg(p, 11), sw = <i32>arg(p, 12), ph = <i32>arg(p, 13), pw = <i32>arg(p, 14);
  const rowStep = <usize>w * pixelStep;
  let window = arg(p, 0), image = arg(p, 1), by = arg(p, 2);
  for (let images = arg(p, 3); images > 0; images--) {
    for (let oy = 0; oy < down; oy++) {
      const top = max(oy * sh - ph, 0), bottom = min(oy * sh - ph + kh, height);
      for (let ox = 0; ox < across; ox++) {
        const left = max(ox * sw - pw, 0), right = min(ox * sw - pw + kw, w);
        const corner = <usize>top * rowStep + <usize>left * pixelStep;
        const rowBytes = <usize>(right - left) * pixelStep, bytes = <usize>(bottom - top) * rowStep;
        if (rowBytes == 2 * pixelStep && bytes == 2 * rowStep) {
          for (let i: usize = 0; i < pixelStep; i += width) {
            window2<F>(window + i, image + corner + i, by + corner + i, rowStep, pixelStep);
          }
        } else {
          for (let i: usize = 0; i < pixelStep; i += width) {
            windowOf<F>(window + i, image + corner + i, by + corner + i, rowStep, pixelStep, bytes, rowBytes);
          }
        }
        window += pixelStep;
      }
    }
    image += <usize>height * rowStep;
    by += <usize>height * rowStep;
  }
}

export function maxPool(p: usize): void { atMaximum<Take>(p); }

/** Adds to the images; see maxPool. */
export function maxUnpool(p: usize): void { atMaximum<Give>(p); }
