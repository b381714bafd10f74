import { Real } from "./real";
import { arg, width } from "./vector";

/** Arguments: out, bytes. */
export function zero(p: usize): void {
  memory.fill(arg(p, 0), 0, arg(p, 1));
}

/** Arguments: out, in, bytes. */
export function move(p: usize): void {
  memory.copy(arg(p, 0), arg(p, 1), arg(p, 2));
}

/**
 * A box of numbers from one place to another, each axis with its own step in bytes: transpose (steps exchanged),
 * broadcast (input steps of 0), slice and pad (shifted addresses). Arguments: out, in, then for the three axes from
 * last to first: length, step of out, step of in.
 */
export function copyBox(p: usize): void {
  const n0 = arg(p, 2), out0 = arg(p, 3), in0 = arg(p, 4);
  for (let k: usize = 0; k < arg(p, 8); k++) {
    for (let j: usize = 0; j < arg(p, 5); j++) {
      let out = arg(p, 0) + k * arg(p, 9) + j * arg(p, 6);
      let x = arg(p, 1) + k * arg(p, 10) + j * arg(p, 7);
      for (let i: usize = 0; i < n0; i++) {
        store<Real>(out, load<Real>(x));
        out += out0;
        x += in0;
      }
    }
  }
}

/**
 * Rows of `bytes`, whole vectors or one number: the i-th is the one whose index stands i-th at `rows`. No instruction,
 * since the host calls it between the steps.
 */
export function gather(out: usize, from: usize, rows: usize, count: usize, bytes: usize): void {
  for (const end = rows + (count << 2); rows < end; rows += 4) {
    const row = from + load<u32>(rows) * bytes;
    if (bytes < width) for (let i: usize = 0; i < bytes; i += 4) store<u32>(out + i, load<u32>(row + i));
    else for (let i: usize = 0; i < bytes; i += width) v128.store(out + i, v128.load(row + i));
    out += bytes;
  }
}

/**
 * The same numbers in the same order, in rows of another length. Arguments: out, numbers in a row, bytes of a row; in,
 * numbers in a row, bytes of a row; count of numbers.
 */
export function reshape(p: usize): void {
  let outRow = arg(p, 0), inRow = arg(p, 3);
  const outLength = arg(p, 1) * sizeof<Real>(), inLength = arg(p, 4) * sizeof<Real>();
  let o: usize = 0, i: usize = 0;
  for (let count = arg(p, 6); count > 0; count--) {
    store<Real>(outRow + o, load<Real>(inRow + i));
    o += sizeof<Real>();
    i += sizeof<Real>();
    if (o == outLength) {
      o = 0;
      outRow += arg(p, 2);
    }
    if (i == inLength) {
      i = 0;
      inRow += arg(p, 5);
    }
  }
}
