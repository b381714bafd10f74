import { Real } from "./real";
import { arg, width } from "./vector";

/*
 * Rows of a table by int32 indices. A row is whole vectors or, of a table with one axis, one number. An index outside the
 * table has no row: its result is 0, and what would be added to its row is left out.
 */

/**
 * Arguments: out, table, indices, rows of indices, indices in a row, bytes from row to row, rows of the table, bytes of a
 * row, bytes between the results of two indices, and of two rows of indices.
 */
export function gatherRows(p: usize): void {
  walk(p, false);
}

/** out[index] += x. Arguments: as gatherRows, with x for out and out for the table. */
export function scatterRows(p: usize): void {
  walk(p, true);
}

// @ts-ignore: decorator
@inline
function walk(p: usize, back: bool): void {
  let place = arg(p, 0), indices = arg(p, 2);
  const count = arg(p, 6), bytes = arg(p, 7), step = arg(p, 8);
  for (let rows = arg(p, 3); rows > 0; rows--) {
    let x = place;
    for (let i: usize = 0; i < arg(p, 4); i++) {
      const index = load<u32>(indices + (i << 2)); // a negative index is a large unsigned one
      const row = arg(p, 1) + index * bytes;
      if (index >= count) {
        if (!back) memory.fill(x, 0, bytes);
      } else if (bytes < width) {
        if (back) store<Real>(row, load<Real>(row) + load<Real>(x));
        else store<Real>(x, load<Real>(row));
      } else {
        for (let b: usize = 0; b < bytes; b += width) {
          if (back) v128.store(row + b, v128.add<Real>(v128.load(row + b), v128.load(x + b)));
          else v128.store(x + b, v128.load(row + b));
        }
      }
      x += step;
    }
    place += arg(p, 9);
    indices += arg(p, 5);
  }
}

/** Arguments: out, in, rows, columns, bytes from row to row of out and of in, whether to int32. */
export function cast(p: usize): void {
  let out = arg(p, 0), x = arg(p, 1);
  for (let rows = arg(p, 2); rows > 0; rows--) {
    for (let i: usize = 0; i < arg(p, 3); i++) {
      if (arg(p, 6)) store<i32>(out + (i << 2), <i32>load<Real>(x + i * sizeof<Real>()));
      else store<Real>(out + i * sizeof<Real>(), <Real>load<i32>(x + (i << 2)));
    }
    out += arg(p, 4);
    x += arg(p, 5);
  }
}
