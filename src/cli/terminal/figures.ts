/** Every number of a matrix, to 4 decimals, in NumPy's brackets; --json has them whole. */
export function figures(matrix: readonly (readonly number[])[]): string {
  const cells = matrix.map((row) => row.map((value) => value.toFixed(4)));
  const width = cells.flat().reduce((most, cell) => Math.max(most, cell.length), 0);
  const perLine = Math.max(1, Math.floor(100 / (width + 1)));
  const lines = cells.map((row) => {
    const parts: string[] = [];
    for (let i = 0; i < row.length; i += perLine) {
      parts.push(
        row
          .slice(i, i + perLine)
          .map((cell) => cell.padStart(width))
          .join(" "),
      );
    }
    return `[${parts.join("\n  ")}]`;
  });
  return `[${lines.join("\n ")}]`;
}
