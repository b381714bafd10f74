import stringWidth from "string-width";

/** Where a command's words go: the result to stdout, or, with --json, nothing but one JSON object. */
export interface Console {
  say(line?: string): void;
  /** Prints `value` when --json was given. */
  json(value: object): void;
}

export function openConsole(options: { json?: boolean | undefined }): Console {
  return {
    say: (line = "") => {
      if (!options.json) process.stdout.write(`${line}\n`);
    },
    json: (value) => {
      if (options.json) process.stdout.write(`${JSON.stringify(value)}\n`);
    },
  };
}

/** Text padded to `width` columns of a terminal, where a Japanese character takes two. */
export function pad(text: string, width: number, side: "left" | "right" = "right"): string {
  const space = " ".repeat(Math.max(0, width - stringWidth(text)));
  return side === "left" ? space + text : text + space;
}

/** Rows as aligned columns: text to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, j) => Math.max(...cells.map((row) => stringWidth(row[j] ?? ""))));
  const numeric = head.map((_, j) =>
    rows.every((row) => typeof row[j] === "number" || /^-?[\d.,]+%?$/.test(String(row[j]))),
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

/** 12345 -> "12,345" */
export const grouped = (n: number): string => n.toLocaleString("en-US");

export const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
