import { Real } from "./real";
import { arg, width } from "./vector";

/** Whether the row's number at place b belongs before the one at a, where a came first. NaN is above all. */
// @ts-ignore: decorator
@inline
function before(row: usize, a: usize, b: usize, descending: bool): bool {
  const x = load<Real>(row + load<u32>(a) * sizeof<Real>()), y = load<Real>(row + load<u32>(b) * sizeof<Real>());
  return descending ? y > x || (y != y && x == x) : y < x || (x != x && y == y);
}

/** The places of a row's numbers in sorted order: merged from runs of 1, 2, 4, …, to and fro between two lists. */
function sorted(row: usize, n: usize, list: usize, other: usize, descending: bool): usize {
  for (let i: usize = 0; i < n; i++) store<u32>(list + (i << 2), <u32>i);
  const end = list + (n << 2);
  let from = list, to = other, last = end;
  for (let run: usize = 4; run < n << 2; run <<= 1) {
    let out = to;
    for (let a = from; a < last; ) {
      const middle = min(a + run, last), stop = min(middle + run, last);
      let b = middle;
      const next = stop;
      while (a < middle || b < stop) {
        if (a == middle || (b < stop && before(row, a, b, descending))) {
          store<u32>(out, load<u32>(b));
          b += 4;
        } else {
          store<u32>(out, load<u32>(a));
          a += 4;
        }
        out += 4;
      }
      a = next;
    }
    const swap = from;
    from = to;
    to = swap;
    last = from + (n << 2);
  }
  return from;
}

/**
 * x in the order in which `by` is sorted, row by row; or back from it. Arguments: out, x, by, rows, columns, bytes from row
 * to row, whether descending, whether back, room for 8 bytes a column.
 */
export function sort(p: usize): void {
  let out = arg(p, 0), x = arg(p, 1), by = arg(p, 2);
  const n = arg(p, 4), stride = arg(p, 5), back = arg(p, 7) != 0, room = arg(p, 8);
  for (let rows = arg(p, 3); rows > 0; rows--) {
    let list = sorted(by, n, room, room + (n << 2), arg(p, 6) != 0);
    for (let i: usize = 0; i < n; i++) {
      const place = load<u32>(list) * sizeof<Real>(), next = i * sizeof<Real>();
      store<Real>(out + (back ? place : next), load<Real>(x + (back ? next : place)));
      list += 4;
    }
    out += stride;
    x += stride;
    by += stride;
  }
}

/**
 * Sums so far. Arguments: out, in, planes, n, bytes from one of the n to the next, bytes of a plane, whether from the last.
 * Along the last axis the next is one number on; along another, a whole row of vectors.
 */
export function cumsum(p: usize): void {
  const n = arg(p, 3), bytes = arg(p, 4);
  const reverse = arg(p, 6) != 0;
  const step = reverse ? 0 - bytes : bytes;
  for (let plane: usize = 0; plane < arg(p, 2); plane++) {
    const first = plane * arg(p, 5) + (reverse ? (n - 1) * bytes : 0);
    let out = arg(p, 0) + first, x = arg(p, 1) + first;
    if (bytes < width) {
      let sum: Real = 0;
      for (let i = n; i > 0; i--) {
        sum += load<Real>(x);
        store<Real>(out, sum);
        out += step;
        x += step;
      }
    } else {
      memory.copy(out, x, bytes);
      for (let i = n; i > 1; i--) {
        const previous = out;
        out += step;
        x += step;
        for (let b: usize = 0; b < bytes; b += width) {
          v128.store(out + b, v128.add<Real>(v128.load(previous + b), v128.load(x + b)));
        }
      }
    }
  }
}
