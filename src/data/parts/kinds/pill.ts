import { circle, type Draws, noise, smooth } from "../../random/draws.ts";
import { blend, dimmed, type Kind, type Light, mix } from "../kind.ts";
import { along, blot, bump, crack, disc } from "../shapes.ts";

/** How long a pill is, in its half widths. */
const long = 1.45;

/** A speckled pill with a score across it, anywhere on the belt, at any angle. */
export const pill: Kind = {
  what: "a speckled pill, at any place and angle",
  defects: ["chip", "crack", "spot", "no score", "scuffed"],
  seen: { levels: 16, pixels: 5 },
  put(_, draws) {
    const half = draws.between(0.36, 0.46);
    const [cx, cy] = [draws.between(-0.22, 0.22), draws.between(-0.22, 0.22)];
    const [cos, sin] = circle(draws.uniform());
    const powder = noise(draws.fork(), 64, 64);
    const belt = noise(draws.fork(), 128, 128);
    const bright = draws.between(0.93, 1.05);
    const specks = Array.from({ length: 14 + draws.below(14) }, () => {
      const [ox, oy] = circle(draws.uniform());
      const r = 0.85 * Math.sqrt(draws.uniform());
      return disc(long * r * ox, r * oy, draws.between(0.02, 0.045), 0.02);
    });
    const darker = specks.map(() => draws.between(0.06, 0.17));
    /** In half widths of the pill, along it and across. */
    const onPill = (x: number, y: number): [number, number] => [
      ((x - cx) * cos + (y - cy) * sin) / half,
      ((y - cy) * cos - (x - cx) * sin) / half,
    ];
    /** 1 at the rim, less within. */
    const rimAt = (u: number, v: number) => Math.sqrt((u / long) ** 2 + v * v);
    const drawn =
      (score: number) =>
      (x: number, y: number): Light => {
        const ground = 0.2 + 0.05 * belt(22 * x + 40, 22 * y + 40);
        const [u, v] = onPill(x, y);
        const rim = rimAt(u, v);
        const shadow =
          1 - 0.5 * smooth((1.16 - rimAt(u - 0.06 * cos - 0.06 * sin, v - 0.06 * cos + 0.06 * sin)) / 0.16);
        if (rim > 1.06) return [ground * shadow];
        // Lit from the upper left, in the image.
        const [gx, gy] = [(u / long ** 2) * cos - v * sin, (u / long ** 2) * sin + v * cos];
        let value = 0.78 - 0.2 * rim ** 4 * (0.4 + 0.8 * (gx + gy)) + 0.025 * powder(9 * u + 20, 9 * v + 20);
        specks.forEach((speck, k) => {
          value -= darker[k]! * speck(u, v);
        });
        const groove = u / 0.07;
        value += score * (0.12 * bump(groove - 0.9) - 0.26 * bump(groove));
        return [mix(ground * shadow, bright * value, smooth((1 - rim) / 0.05 + 0.5))];
      };
    const scene = drawn(1);
    const within = (own: Draws, most: number) => {
      const [ox, oy] = circle(own.uniform());
      const r = most * Math.sqrt(own.uniform());
      return { x: long * r * ox, y: r * oy };
    };
    const onRim = (own: Draws, r: number) => {
      const [ox, oy] = circle(own.uniform());
      return { x: long * r * ox, y: r * oy };
    };
    return {
      scene,
      damages: {
        chip(own) {
          const bite = blot(own, { ...onRim(own, 0.98), size: own.between(0.2, 0.36) });
          const rough = noise(own.fork(), 32, 32);
          const tone = own.between(0.32, 0.5);
          return (light, x, y) => {
            const [u, v] = onPill(x, y);
            const inside = bite(u, v) * smooth((1.05 - rimAt(u, v)) / 0.1);
            return blend(light, [tone + 0.08 * rough(9 * u + 9, 9 * v + 9)], inside);
          };
        },
        crack(own, pixel) {
          const line = crack(own, { ...within(own, 0.5), length: own.between(0.6, 1.2) });
          const near = along(line, Math.max(0.055, (0.8 * pixel) / half), 1);
          const dark = own.between(0.25, 0.55);
          return (light, x, y) => {
            const [u, v] = onPill(x, y);
            const found = rimAt(u, v) < 1 ? near(u, v) : undefined;
            return found ? dimmed(light, 1 - dark * Math.min(1, found.strength) * bump(found.t)) : light;
          };
        },
        spot(own) {
          const spot = blot(own, { ...within(own, 0.75), size: own.between(0.1, 0.2) });
          const tone = own.between(0.12, 0.5);
          return (light, x, y) => blend(light, [tone], 0.8 * spot(...onPill(x, y)));
        },
        "no score": (own) => {
          const hurt = drawn(own.between(0, 0.25));
          return (_, x, y) => hurt(x, y);
        },
        scuffed(own) {
          const area = blot(own, { ...within(own, 0.6), size: own.between(0.25, 0.45) });
          const rough = noise(own.fork(), 64, 64);
          const much = own.between(0.12, 0.25);
          return (light, x, y) => {
            const [u, v] = onPill(x, y);
            const inside = rimAt(u, v) < 0.97 ? area(u, v) : 0;
            return inside === 0
              ? light
              : [light[0]! - inside * much * (0.5 + rough(14 * u + 30, 14 * v + 30))];
          };
        },
      },
    };
  },
};
