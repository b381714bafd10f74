import { circle, type Draws, noise, smooth } from "../../random/draws.ts";
import { dimmed, type Kind, type Light, mix } from "../kind.ts";
import { blot, bow, box, bump, type Shape, stroke, strongest } from "../shapes.ts";

/** The seven segments of a digit: which of top, upper left, upper right, middle, lower left, lower right, bottom are inked. */
const digits = [
  "1110111",
  "0010010",
  "1011101",
  "1011011",
  "0111010",
  "1101011",
  "1101111",
  "1010010",
  "1111111",
  "1111011",
];

/** A digit's segments, of half the width and the height of its box. */
function digitShape(digit: number, cx: number, cy: number, half: number): Shape {
  const thick = 0.2 * half;
  const flat = (y: number) => box({ x: cx, y: cy + y }, 0.55 * half, thick, 0.012);
  const tall = (x: number, y: number) => box({ x: cx + x, y: cy + y }, thick, 0.42 * half, 0.012);
  const segments = [
    flat(-half),
    tall(-0.6 * half, -half / 2),
    tall(0.6 * half, -half / 2),
    flat(0),
    tall(-0.6 * half, half / 2),
    tall(0.6 * half, half / 2),
    flat(half),
  ].filter((_, k) => digits[digit]![k] === "1");
  return together(segments, box({ x: cx, y: cy }, 0.9 * half, 1.3 * half, 0.01));
}

/** The union of shapes, none of which reaches out of `within`. */
const together =
  (shapes: readonly Shape[], within: Shape): Shape =>
  (x, y) =>
    within(x, y) === 0 ? 0 : strongest(shapes, x, y);

/** A row of bars of differing width. */
function barcode(design: Draws, top: number): Shape {
  const bars: Shape[] = [];
  for (let x = -0.7; x < 0.68; x += design.between(0.05, 0.1)) {
    const half = design.between(0.01, 0.026);
    bars.push(box({ x, y: top + 0.16 }, half, 0.16, 0.01));
  }
  return together(bars, box({ x: 0, y: top + 0.16 }, 0.8, 0.18, 0.01));
}

/** A label as a press prints it: a little off, a little turned, with more ink or less. */
export const print: Kind = {
  what: "a printed label: a little off, a little turned, more ink or less",
  defects: ["gap", "blot", "smear", "wrong digit", "line"],
  seen: { levels: 20, pixels: 5 },
  put(design, draws) {
    const number = Array.from({ length: 7 }, () => design.below(10));
    const places = number.map((_, k) => [-0.66 + 0.22 * k, 0.62, 0.1] as const);
    const bars = barcode(design.fork(), -0.02);
    const words = design.fork();
    const lines: Shape[] = [];
    for (const y of [-0.72, -0.58, -0.32]) {
      for (let x = -0.2; x < 0.62; ) {
        const half = words.between(0.03, 0.09);
        lines.push(box({ x: x + half, y }, half, 0.028, 0.012));
        x += 2 * half + 0.05;
      }
    }
    const ring: Shape = (x, y) => bump((Math.sqrt((x + 0.52) ** 2 + (y + 0.55) ** 2) - 0.19) / 0.06);
    const heart = box({ x: -0.52, y: -0.55, turn: circle(0.125) }, 0.08, 0.08, 0.012);
    const fixed: readonly Shape[] = [bars, ring, heart, ...lines];
    const inkOf = (shown: readonly number[]): Shape => {
      const marks = shown.map((digit, k) => digitShape(digit, ...places[k]!));
      return (x, y) => Math.max(strongest(fixed, x, y), strongest(marks, x, y));
    };
    const ink = inkOf(number);

    const [offX, offY] = [draws.between(-0.045, 0.045), draws.between(-0.045, 0.045)];
    const [cos, sin] = circle(draws.between(-0.0042, 0.0042));
    const black = draws.between(0.72, 0.9);
    const gain = draws.between(-0.12, 0.14); // a drop spreads on the paper, or does not
    const fibres = noise(draws.fork(), 128, 128);
    const starved = noise(draws.fork(), 64, 64);
    const paper = draws.between(0.86, 0.94);
    const onLabel = (x: number, y: number): [number, number] => {
      const [u, v] = [x - offX, y - offY];
      return [u * cos + v * sin, v * cos - u * sin];
    };
    const shade = (inked: number, x: number, y: number): Light => {
      const spread = smooth(inked + gain);
      const even = 1 - 0.1 * Math.max(0, starved(9 * x + 20, 9 * y + 20));
      return [mix(paper + 0.02 * fibres(26 * x + 40, 26 * y + 40), 0.95 - black, spread * even)];
    };
    const printed = (shape: Shape) => (x: number, y: number) => {
      const [u, v] = onLabel(x, y);
      return shade(shape(u, v), x, y);
    };
    /** A point that is inked: a digit or the barcode. */
    const inkedPlace = (own: Draws) =>
      own.uniform() < 0.5
        ? { x: own.between(-0.6, 0.6), y: own.between(0.03, 0.25) }
        : { x: own.between(-0.66, 0.6), y: own.between(0.55, 0.7) };
    const anyPlace = (own: Draws) => ({ x: own.between(-0.75, 0.75), y: own.between(-0.75, 0.75) });
    return {
      scene: printed(ink),
      damages: {
        gap(own) {
          const bare = blot(own, { ...inkedPlace(own), size: own.between(0.08, 0.16) });
          const left = own.between(0, 0.35);
          return (_, x, y) => {
            const [u, v] = onLabel(x, y);
            return shade(ink(u, v) * (1 - (1 - left) * bare(u, v)), x, y);
          };
        },
        blot(own, pixel) {
          const drop = blot(own, { ...anyPlace(own), size: Math.max(own.between(0.04, 0.1), 1.2 * pixel) });
          const much = own.between(0.5, 1);
          return (light, x, y) => dimmed(light, 1 - 0.8 * much * drop(x, y));
        },
        smear(own) {
          const { x: cx, y: cy } = inkedPlace(own);
          const area = box({ x: cx, y: cy }, own.between(0.14, 0.24), own.between(0.1, 0.16), 0.05);
          const far = own.between(0.08, 0.16);
          const much = own.between(0.4, 0.8);
          return (light, x, y) => {
            const [u, v] = onLabel(x, y);
            const inside = area(u, v);
            if (inside === 0) return light;
            let dragged = 0;
            for (let k = 1; k <= 6; k++) dragged += ink(u - (far * k) / 6, v) / 6;
            return dimmed(light, 1 - 0.75 * much * inside * dragged);
          };
        },
        "wrong digit": (own) => {
          const place = own.below(number.length);
          const other = (number[place]! + 1 + own.below(9)) % 10;
          const hurt = printed(inkOf(number.map((digit, k) => (k === place ? other : digit))));
          return (_, x, y) => hurt(x, y);
        },
        line(own, pixel) {
          const turns = own.uniform() < 0.7 ? 0.25 : own.uniform();
          const line = stroke(
            bow(own, { ...anyPlace(own), length: own.between(0.5, 1.1), turns }),
            Math.max(0.016, 0.8 * pixel),
          );
          const much = own.between(0.35, 0.75);
          return (light, x, y) => dimmed(light, 1 - much * line(x, y));
        },
      },
    };
  },
};
