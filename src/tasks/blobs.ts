import { type BlobsOptions, drawBlobs } from "../data/drawBlobs.ts";
import { writePieces } from "../data/formats/write.ts";
import type { WritePieces } from "../data/formats/writeColumn.ts";

/** Rows of a piece: columns are copied out of the rows for so many at a time. */
const pieceRows = 1 << 16;

/** Draws Gaussian blobs, bit for bit as scikit-learn's make_blobs, into a table x0, x1, …, label. */
export async function writeBlobs(out: string, options: BlobsOptions): Promise<void> {
  const { features, labels } = drawBlobs(options);
  const width = features.length / labels.length;
  await writePieces(out, pieces());

  async function* pieces(): WritePieces {
    for (let start = 0; start < labels.length; start += pieceRows) {
      const y = labels.subarray(start, start + pieceRows);
      const columns = Array.from({ length: width }, (_, j) => ({
        name: `x${j}`,
        values: Float64Array.from(y, (_, i) => features[(start + i) * width + j]!),
      }));
      yield [...columns, { name: "label", values: y }];
    }
  }
}
