/** Points (x[i], y[i]). */
interface Line {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** A line of more points is drawn by the lowest and the highest of each piece: more would lie on the same pixels. */
export const mostLinePoints = 2000;

/** How many points a piece has; 1 where all are drawn. */
export const pieceOf = (points: number): number =>
  points <= mostLinePoints ? 1 : Math.ceil(points / (mostLinePoints / 2));

/** The first and the last point, and of each piece the lowest and the highest. Gaps stay where a whole piece is one. */
export function thinned<L extends Line>(line: L): L {
  const { x, y } = line;
  const piece = pieceOf(x.length);
  if (piece === 1) return line;
  const kept: number[] = [0];
  for (let start = 0; start < x.length; start += piece) {
    let [low, high] = [start, start];
    for (let i = start; i < Math.min(start + piece, x.length); i++) {
      if (y[i]! < y[low]! || Number.isNaN(y[low])) low = i;
      if (y[i]! > y[high]! || Number.isNaN(y[high])) high = i;
    }
    kept.push(Math.min(low, high), Math.max(low, high));
  }
  kept.push(x.length - 1);
  const once = kept.filter((i, k) => k === 0 || i > kept[k - 1]!);
  return { ...line, x: once.map((i) => x[i]!), y: once.map((i) => y[i]!) };
}
