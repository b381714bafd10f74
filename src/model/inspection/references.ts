import type { Numbers } from "../../data/table.ts";

/** Good parts to compare with: rows as they come, before the model's scaler. */
export interface References {
  /** (n, features), row-major */
  readonly rows: Numbers;
  /** the file or the row of each */
  readonly names: readonly string[];
}
