// The width of text is estimated, not measured, so that Node and every browser lay a chart out alike.
// Advances in em of Noto Sans, rounded up: a label may get a little air, never too little room.

const narrow = new Set("!\"'(),.:;I[]`fijlrt{|}·‘’“” ");
const wide = new Set("%&@MOQWmw—…");

function advance(character: string): number {
  const code = character.codePointAt(0)!;
  if (narrow.has(character)) return 0.36;
  if (wide.has(character)) return 0.93;
  if (code >= 0x1100 && !(code >= 0xff61 && code <= 0xffdc)) {
    return code >= 0x2000 && code < 0x2e80 ? 0.8 : 1; // CJK, kana, full-width forms and emoji: one em
  }
  return code >= 0x41 && code <= 0x5a ? 0.68 : 0.6;
}

/** Estimated width of one line of text, in px at `fontSize` px. */
export function textWidth(text: string, fontSize: number): number {
  let em = 0;
  for (const character of text) em += advance(character);
  return em * fontSize;
}

/** One line no wider than `maxWidth` px: white space is collapsed, and what does not fit becomes "…". */
export function ellipsis(text: string, maxWidth: number, fontSize: number): string {
  const line = oneLine(text);
  if (textWidth(line, fontSize) <= maxWidth) return line;
  let room = maxWidth - textWidth("…", fontSize);
  let kept = "";
  for (const character of line) {
    room -= textWidth(character, fontSize);
    if (room < 0) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** A name from user data may hold line ends and tabs; a label is one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** A number as people write it on an axis: three digits, a true minus sign, no trailing zeros. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const text =
    value === 0
      ? "0"
      : size >= 1e5 || size < 1e-3
        ? value.toExponential(1).replace(/\.0e/, "e").replace("e+", "e")
        : String(Number(value.toPrecision(3)));
  return text.replaceAll("-", "−");
}

/** At most about `count` evenly spaced whole numbers from `min` to `max`, in steps of 1, 2 or 5 times a power of ten. */
export function wholeTicks(min: number, max: number, count: number): number[] {
  const rough = Math.max(1, (max - min) / Math.max(1, count));
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough)!;
  const ticks: number[] = [];
  for (let tick = Math.ceil(min / step) * step; tick <= max; tick += step) ticks.push(tick);
  return ticks;
}
