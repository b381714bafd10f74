// How figures are written. A figure that does not exist is an en dash.

export const none = "–";

/** A whole number: 12345 -> "12,345". By hand, since a process's first toLocaleString takes 10 ms. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

/** 0.9524 -> "95.2%"; a share that is not all is never written as all, nor one that is not none as none. */
export function percent(share: number | null): string {
  if (share === null) return none;
  const text = (100 * share).toFixed(1);
  if (text === "100.0" && share < 1) return ">99.9%";
  if (text === "0.0" && share > 0) return "<0.1%";
  return `${text}%`;
}

/** A score near one: 0.95238 -> "0.952"; what is not all of 1 is never written so. */
export function score(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return none;
  const text = value.toFixed(3);
  // A mean of ones may be 1 - 1e-16.
  return text === "1.000" && value < 1 - 1e-9 ? ">0.999" : minus(text);
}

/** A quantity in the data's own unit: four digits that count. */
export function quantity(value: number): string {
  if (!Number.isFinite(value)) return none;
  const size = Math.abs(value);
  const text = size !== 0 && (size >= 1e7 || size < 1e-4) ? value.toExponential(3) : plain(value);
  return minus(text);
}

/** Four digits, and no digit before the point taken away. */
function plain(value: number): string {
  const before = Math.max(1, Math.floor(Math.log10(Math.abs(value) || 1)) + 1);
  return String(Number(value.toPrecision(Math.max(4, Math.min(before, 15)))));
}

const minus = (text: string) => text.replace(/^-/, "−");
