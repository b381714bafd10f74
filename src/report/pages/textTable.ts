import { largest } from "../../data/numbers/lists.ts";
import { signOf, unseen } from "../../unseen.ts";
import { isFigure } from "../words/format.ts";
import { displayWidth } from "./width.ts";

/** Text padded to `width` columns of a terminal, where a Japanese character takes two. */
export function pad(text: string, width: number, side: "left" | "right" = "right"): string {
  const space = " ".repeat(Math.max(0, width - displayWidth(text)));
  return side === "left" ? space + text : text + space;
}

/** Rows as aligned columns: text to the left, numbers to the right. "–" stands for a number that does not exist. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  // A line break within a name would end the row, and what is not seen would shift what stands behind it.
  const cells = [head, ...rows].map((row) => row.map((cell) => String(cell).replace(unseen, signOf)));
  const widths = head.map((_, j) => largest(cells.map((row) => displayWidth(row[j] ?? ""))));
  const numeric = head.map((_, j) =>
    rows.every((row) => typeof row[j] === "number" || isFigure(String(row[j]))),
  );
  return cells
    .map((row) =>
      row
        .map((cell, j) => pad(cell, widths[j]!, numeric[j] ? "left" : "right"))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
