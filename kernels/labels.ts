import { Real } from "./real";
import { arg } from "./vector";

/*
 * Class labels are int32, in rows padded as everything else: (..., n) labels in rows of n. `oneHot` gives each label a
 * row of its own. A label outside the classes has no 1.
 */

/** Arguments: out, labels, rows of labels, labels in a row, bytes from row to row, classes, bytes of an output row. */
export function oneHot(p: usize): void {
  memory.fill(arg(p, 0), 0, arg(p, 2) * arg(p, 3) * arg(p, 6));
  addAtLabels(p, 1);
}

/** x − oneHot(labels), in place: the gradient of softmax with cross-entropy. Arguments as oneHot. */
export function subtractOneHot(p: usize): void {
  addAtLabels(p, -1);
}

function addAtLabels(p: usize, amount: Real): void {
  let out = arg(p, 0);
  let labels = arg(p, 1);
  const stride = arg(p, 4), classes = arg(p, 5), bytes = arg(p, 6);
  for (let rows = arg(p, 2); rows > 0; rows--) {
    for (let i: usize = 0; i < arg(p, 3); i++) {
      const label = load<u32>(labels + (i << 2)); // a negative label is a large unsigned one
      if (label < classes) {
        const at = out + label * sizeof<Real>();
        store<Real>(at, load<Real>(at) + amount);
      }
      out += bytes;
    }
    labels += stride;
  }
}

/**
 * The place of each row's first greatest number; of its first NaN, if there is one. Arguments: out, in, rows of labels,
 * labels in a row, bytes from row to row of labels, columns, bytes of an input row.
 */
export function argMax(p: usize): void {
  let out = arg(p, 0), row = arg(p, 1);
  const columns = <i32>arg(p, 5);
  for (let rows = arg(p, 2); rows > 0; rows--) {
    for (let i: usize = 0; i < arg(p, 3); i++) {
      let place = 0;
      let best = load<Real>(row);
      for (let c = 1; c < columns; c++) {
        const x = load<Real>(row + <usize>c * sizeof<Real>());
        if (x > best || (isNaN<Real>(x) && !isNaN<Real>(best))) {
          best = x;
          place = c;
        }
      }
      store<i32>(out + (i << 2), place);
      row += arg(p, 6);
    }
    out += arg(p, 4);
  }
}
