import { ofOne } from "../../plot/text.ts";

// How figures are written. A figure that does not exist is an en dash.

export const none = "–";

/** A whole number: 12345 -> "12,345". By hand, since a process's first toLocaleString takes 10 ms. */
export const grouped = (n: number): string => groups(String(n));

function groups(text: string): string {
  const [whole, behind] = text.split(".") as [string, string?];
  const left = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return behind === undefined ? left : `${left}.${behind}`;
}

/** 0.9524 -> "95.2%"; a share that is not all is never written as all, nor one that is not none as none. */
export function percent(share: number | null): string {
  if (share === null) return none;
  const text = (100 * share).toFixed(1);
  if (text === "100.0" && share < 1) return ">99.9%";
  if (text === "0.0" && share > 0) return "<0.1%";
  return `${text}%`;
}

/** A score near one: 0.95238 -> "0.952"; what is not all of 1 is never written so. */
export const score = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? none : ofOne(value);

/** A quantity in the data's own unit: four digits that count, and of a whole number all. */
export const quantity = (value: number): string => quantities([value])[0]!;

/**
 * Quantities of one column: as many places behind the point for all as the largest needs for four digits that count,
 * and as a difference of `apart` needs for two.
 */
export function quantities(values: readonly number[], apart = Infinity): string[] {
  const finite = values.filter(Number.isFinite);
  const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const plain = largest === 0 || (largest < 1e12 && largest >= 1e-4);
  const places = finite.every(Number.isInteger)
    ? 0
    : Math.max(0, 3 - Math.floor(Math.log10(largest)), Math.min(12, 1 - Math.floor(Math.log10(apart))));
  return values.map((value) => {
    if (!Number.isFinite(value)) return none;
    const text = plain ? value.toFixed(places) : value.toExponential(3).replace("e+", "e");
    return minus(groups(Number(text) === 0 ? text.replace("-", "") : text));
  });
}

/** A value of a column whose values lie so far apart: as many places as tell a sixtieth of that, 25.031 of 24.92 to 25.09. */
export function along(value: number, spread: number): string {
  if (!(spread > 0) || Math.abs(value) >= 1e9) return quantity(value);
  const places = Math.max(0, Math.ceil(-Math.log10(spread / 60)));
  if (places > 9) return quantity(value);
  const text = value.toFixed(places);
  return minus(groups(Number(text) === 0 ? text.replace("-", "") : text));
}

const minus = (text: string) => text.replaceAll("-", "−");

/** Whether a cell holds a figure as written above, or a signed one, or none: a column of these is set to the right. */
export const isFigure = (text: string): boolean => /^([<>]?[-+−]?[\d.,]+(e[-+−]?\d+)?%?|–|)$/.test(text);
