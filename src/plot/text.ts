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
  const kept = fitting([...line], maxWidth - textWidth("…", fontSize), fontSize);
  return `${kept.join("").trimEnd()}…`;
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

/** A score whose best is 1, with three digits: 0.95238 -> "0.952"; what is not all of 1 is never written so. */
export function ofOne(value: number): string {
  const text = value.toFixed(3);
  // A mean of ones may be 1 - 1e-16.
  return text === "1.000" && value < 1 - 1e-9 ? ">0.999" : text.replace("-", "−");
}

/**
 * Names in no more than `maxWidth` px each. Names that would be cut to the same text are cut where they are alike
 * instead: 寸法…上限を超えるもの, 寸法…下限を下回るもの.
 */
export function shortNames(names: readonly string[], maxWidth: number, fontSize: number): string[] {
  const cut = names.map((name) => ellipsis(name, maxWidth, fontSize));
  return names.map((name, i) => {
    const twins = names.filter((other, j) => cut[j] === cut[i] && oneLine(other) !== oneLine(name));
    return twins.length === 0 ? cut[i]! : differing(name, twins, maxWidth, fontSize);
  });
}

/** The beginning of a name, a third of the room, and what follows all that it shares with its twins. */
function differing(name: string, twins: readonly string[], maxWidth: number, fontSize: number): string {
  const characters = [...oneLine(name)];
  const others = twins.map((twin) => [...oneLine(twin)]);
  const shared = characters.findIndex((character, i) => others.some((other) => other[i] !== character));
  const head = `${fitting(characters, maxWidth / 3, fontSize)
    .join("")
    .trimEnd()}…`;
  // A name that is only the beginning of another keeps its last character.
  const rest = characters.slice(shared === -1 ? characters.length - 1 : shared).join("");
  return head + ellipsis(rest, maxWidth - textWidth(head, fontSize), fontSize);
}

/** The first characters, as many as fit into `room` px. */
function fitting(characters: readonly string[], room: number, fontSize: number): string[] {
  let taken = 0;
  const past = characters.findIndex((character) => {
    taken += textWidth(character, fontSize);
    return taken > room;
  });
  return characters.slice(0, past === -1 ? characters.length : past);
}

/**
 * A tick as its axis needs it: with as many digits as tell it from its neighbour, 1995 beside 2000 and 101,325 beside
 * 101,330.
 */
export function tickFigure(value: number, _index?: number, ticks: readonly number[] = [value]): string {
  const largest = ticks.reduce((most, tick) => Math.max(most, Math.abs(tick)), 0);
  const step = ticks.length > 1 ? Math.abs(ticks[1]! - ticks[0]!) : largest;
  const digits = 1 + Math.floor(Math.log10(largest || 1)) - Math.floor(Math.log10(step || 1) + 1e-9);
  // Far from zero an exponent is longer than the digits that it saves.
  if (digits <= 3 || largest >= 1e9) return figure(value);
  return String(Number(value.toPrecision(Math.min(digits, 15)))).replaceAll("-", "−");
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
