import { circle, type Draws, noise } from "../../random/draws.ts";
import { blend, dimmed, type Kind, type Light } from "../kind.ts";
import { along, blot, bow, box, bump, disc, type Shape, strongest } from "../shapes.ts";

const solder = [0.74, 0.75, 0.77];
const bodies = [
  [0.13, 0.13, 0.14], // a resistor
  [0.62, 0.5, 0.34], // a capacitor
  [0.2, 0.18, 0.17],
  [0.72, 0.7, 0.62], // a diode of glass
];

/** A component and its two pads, as the design has it. */
interface Placed {
  x: number;
  y: number;
  /** the way from one pad to the other, in quarter turns */
  quarter: number;
  size: number;
  body: readonly number[];
}

/** A place on a grid for each: none touches another. */
function layout(design: Draws): { parts: Placed[]; chip: { x: number; y: number } } {
  const corner = design.below(4);
  const chip = { x: corner % 2 === 0 ? -0.4 : 0.4, y: corner < 2 ? -0.4 : 0.4 };
  const parts: Placed[] = [];
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      const [x, y] = [-0.72 + 0.48 * i, -0.72 + 0.48 * j];
      if (Math.abs(x - chip.x) < 0.4 && Math.abs(y - chip.y) < 0.4) continue;
      if (design.uniform() < 0.15) continue;
      parts.push({
        x: x + design.between(-0.05, 0.05),
        y: y + design.between(-0.05, 0.05),
        quarter: design.below(2),
        size: design.between(0.085, 0.12),
        body: bodies[design.below(bodies.length)]!,
      });
    }
  }
  return { parts, chip };
}

/** A circuit board in colour: its components lie as the machine put them, each a little off. */
export const board: Kind = {
  what: "a circuit board, in colour: components with a little play",
  colour: true,
  defects: ["missing", "turned", "bridge", "wrong part", "cut trace", "scratch"],
  seen: { levels: 20, pixels: 5 },
  put(design, draws) {
    const { parts, chip } = layout(design.fork());
    const wires = design.fork();
    const traces = Array.from({ length: 9 }, () => {
      const [at, from, to] = [wires.between(-0.95, 0.95), wires.between(-0.95, 0), wires.between(0, 0.95)];
      const middle = (from + to) / 2;
      const upright = wires.uniform() < 0.5;
      return upright
        ? { x: at, y: middle, halfWidth: 0.03, halfHeight: (to - from) / 2 }
        : { x: middle, y: at, halfWidth: (to - from) / 2, halfHeight: 0.03 };
    });
    const copper = traces.map(({ halfWidth, halfHeight, ...at }) => box(at, halfWidth, halfHeight, 0.012));
    const vias = Array.from({ length: 10 }, () => {
      const [x, y] = [wires.between(-0.9, 0.9), wires.between(-0.9, 0.9)];
      return [disc(x, y, 0.036, 0.012), disc(x, y, 0.016, 0.01)] as const;
    });

    const [offX, offY] = [draws.between(-0.04, 0.04), draws.between(-0.04, 0.04)];
    const [cos, sin] = circle(draws.between(-0.003, 0.003));
    const bright = draws.between(0.9, 1.08);
    const mask = noise(draws.fork(), 64, 64);
    const [slopeX, slopeY] = [draws.between(-0.08, 0.08), draws.between(-0.08, 0.08)];
    const play = parts.map(() => ({
      dx: draws.between(-0.016, 0.016),
      dy: draws.between(-0.016, 0.016),
      turns: draws.between(-0.008, 0.008),
      tone: draws.between(0.9, 1.1),
    }));
    const onBoard = (x: number, y: number): [number, number] => {
      const [u, v] = [x - offX, y - offY];
      return [u * cos + v * sin, v * cos - u * sin];
    };
    const shapesOf = ({ x, y, quarter, size }: Placed, k: number, more = 0) => {
      const { dx, dy, turns } = play[k]!;
      const turn = circle(quarter / 4 + turns + more);
      const lying = circle(quarter / 4);
      const pad = (side: number) =>
        box(
          { x: x + side * 0.9 * size * lying[0], y: y + side * 0.9 * size * lying[1], turn: lying },
          0.5 * size,
          0.62 * size,
          0.014,
        );
      const end = (side: number) =>
        box(
          { x: x + dx + side * 0.85 * size * turn[0], y: y + dy + side * 0.85 * size * turn[1], turn },
          0.2 * size,
          0.52 * size,
          0.012,
        );
      return {
        pads: [pad(-1), pad(1)],
        body: box({ x: x + dx, y: y + dy, turn }, size, 0.52 * size, 0.012),
        ends: [end(-1), end(1)],
      };
    };
    const pins = Array.from({ length: 10 }, (_, k) => {
      const side = k < 5 ? -1 : 1;
      return { x: chip.x + side * 0.29, y: chip.y + ((k % 5) - 2) * 0.1 };
    });
    const pinShapes = pins.map((at) => box(at, 0.07, 0.026, 0.01));
    const chipBody = box(chip, 0.24, 0.27, 0.012);
    const chipMark = disc(chip.x - 0.17, chip.y - 0.19, 0.03, 0.012);

    /** The board; `without` and `turned` name components that are not as they should be. */
    const drawn = ({ without, turned, by = 0, body, cut }: Fault = {}) => {
      const placed = parts.map((part, k) => ({
        ...shapesOf(part, k, k === turned ? by : 0),
        tone: dimmed(k === body?.of ? body.colour : part.body, play[k]!.tone),
        there: k !== without,
        reach: (2.6 * part.size) ** 2,
        ...{ x: part.x, y: part.y },
      }));
      return (x: number, y: number): Light => {
        const [u, v] = onBoard(x, y);
        const green = 1 + 0.07 * mask(6 * u + 20, 6 * v + 20);
        let light: Light = [0.07 * green, 0.34 * green, 0.2 * green];
        light = blend(light, [0.16, 0.5, 0.27], strongest(copper, u, v) * (1 - (cut?.(u, v) ?? 0)));
        for (const [ring, hole] of vias)
          light = blend(blend(light, [0.72, 0.62, 0.3], ring(u, v)), [0.05, 0.06, 0.05], hole(u, v));
        for (const { pads, body: own, ends, tone, there, reach, x: px, y: py } of placed) {
          if ((u - px) ** 2 + (v - py) ** 2 > reach) continue;
          light = blend(light, solder, strongest(pads, u, v));
          if (there) light = blend(blend(light, tone, own(u, v)), [0.85, 0.85, 0.86], strongest(ends, u, v));
        }
        light = blend(light, solder, strongest(pinShapes, u, v));
        light = blend(light, [0.1, 0.1, 0.11], chipBody(u, v));
        light = blend(light, [0.3, 0.3, 0.31], chipMark(u, v));
        return dimmed(light, bright * (1 + slopeX * x + slopeY * y));
      };
    };
    const instead = (fault: Fault) => {
      const hurt = drawn(fault);
      return (_: Light, x: number, y: number) => hurt(x, y);
    };
    return {
      scene: drawn(),
      damages: {
        missing: (own) => instead({ without: own.below(parts.length) }),
        turned: (own) => instead({ turned: own.below(parts.length), by: own.between(0.05, 0.25) }),
        "wrong part": (own) => {
          const of = own.below(parts.length);
          const others = bodies.filter((body) => body !== parts[of]!.body);
          return instead({ body: { of, colour: others[own.below(others.length)]! } });
        },
        "cut trace": (own) => {
          const { x, y, halfWidth, halfHeight } = traces[own.below(traces.length)]!;
          const [cx, cy] = [
            x + own.between(-0.6, 0.6) * (halfWidth > halfHeight ? halfWidth : 0),
            y + own.between(-0.6, 0.6) * (halfWidth > halfHeight ? 0 : halfHeight),
          ];
          return instead({ cut: disc(cx, cy, own.between(0.05, 0.12), 0.02) });
        },
        bridge(own) {
          const k = own.below(4) + (own.uniform() < 0.5 ? 0 : 5);
          const [one, other] = [pins[k]!, pins[k + 1]!];
          const out = one.x < chip.x ? -0.03 : 0.03;
          const drop = blot(own, {
            x: one.x + out,
            y: (one.y + other.y) / 2,
            size: own.between(0.055, 0.08),
          });
          return (light, x, y) => blend(light, [0.8, 0.81, 0.83], drop(...onBoard(x, y)));
        },
        scratch(own, pixel) {
          const at = { x: own.between(-0.7, 0.7), y: own.between(-0.7, 0.7) };
          const near = along(
            bow(own, { ...at, length: own.between(0.4, 0.9) }),
            Math.max(0.018, 0.8 * pixel),
            1,
          );
          const much = own.between(0.4, 0.8);
          return (light, x, y) => {
            const found = near(x, y);
            return found
              ? blend(light, [0.62, 0.66, 0.5], much * Math.min(1, found.strength) * bump(found.t))
              : light;
          };
        },
      },
    };
  },
};

/** What is not as the design has it. */
interface Fault {
  without?: number;
  turned?: number;
  /** by how many turns */
  by?: number;
  body?: { of: number; colour: readonly number[] };
  cut?: Shape;
}
