import { circle, noise } from "../../random/draws.ts";
import { blend, dimmed, type Kind } from "../kind.ts";
import { along, blot, bow, bump, crack, disc, somewhere, stroke, strongest } from "../shapes.ts";

/** A strip from the rolling mill, anywhere along its length: streaks of the rolls, and oxide that is never even. */
export const steel: Kind = {
  what: "a rolled strip: streaks along it, uneven oxide",
  defects: ["scratch", "pits", "inclusion", "scale", "crack"],
  seen: { levels: 14, pixels: 5 },
  put(_, draws) {
    const [cos, sin] = circle(draws.between(-0.012, 0.012));
    const wide = noise(draws.fork(), 64, 16);
    const fine = noise(draws.fork(), 256, 32);
    const grain = noise(draws.fork(), 256, 256);
    const cloud = noise(draws.fork(), 16, 16);
    const bright = draws.between(0.4, 0.56);
    const streaky = draws.between(0.035, 0.06);
    const slope = draws.between(-0.05, 0.05);
    const scene = (x: number, y: number) => {
      const [u, v] = [x * cos + y * sin + 1.5, y * cos - x * sin + 1.5];
      const streaks = wide(9 * u, 1.2 * v) + 0.8 * fine(34 * u, 4 * v);
      const oxide = 0.035 * cloud(2.2 * u, 1.6 * v) + 0.03 * grain(60 * u, 40 * v);
      return [bright + streaky * streaks + oxide + slope * x];
    };
    return {
      scene,
      damages: {
        scratch(own, pixel) {
          const line = bow(own, { ...somewhere(own, 0.3), length: own.between(0.5, 1.3) });
          const near = along(line, Math.max(0.018, 0.8 * pixel), 2.5);
          const depth = own.between(0.12, 0.4);
          return (light, x, y) => {
            const found = near(x, y);
            if (!found) return light;
            const { t, strength } = found;
            return [light[0]! + strength * depth * (bump(t) - 0.5 * bump(t - 1.4))];
          };
        },
        pits(own, pixel) {
          const middle = somewhere(own, 0.4);
          const pits = Array.from({ length: 4 + own.below(6) }, () => {
            const [px, py] = [middle.x + own.between(-0.3, 0.3), middle.y + own.between(-0.3, 0.3)];
            return disc(px, py, Math.max(own.between(0.02, 0.045), pixel), 0.02);
          });
          const dark = own.between(0.25, 0.6);
          return (light, x, y) => dimmed(light, 1 - dark * strongest(pits, x, y));
        },
        inclusion(own, pixel) {
          const { x: cx, y: cy } = somewhere(own, 0.4);
          const flecks = Array.from({ length: 2 + own.below(4) }, () => {
            const [x, y] = [cx + own.between(-0.08, 0.08), cy + own.between(-0.2, 0.2)];
            const line = bow(own, { x, y, length: own.between(0.3, 0.8), turns: 0.25 });
            return stroke(line, Math.max(own.between(0.015, 0.04), pixel));
          });
          const dark = own.between(0.25, 0.5);
          return (light, x, y) => dimmed(light, 1 - dark * strongest(flecks, x, y));
        },
        scale(own) {
          const patch = blot(own, { ...somewhere(own, 0.35), size: own.between(0.14, 0.32) });
          const rough = noise(own.fork(), 64, 64);
          const darker = own.between(0.08, 0.2) * (own.uniform() < 0.7 ? -1 : 1);
          return (light, x, y) => {
            const inside = patch(x, y);
            return inside === 0 ? light : [light[0]! + inside * (darker + 0.1 * rough(22 * x, 22 * y))];
          };
        },
        crack(own, pixel) {
          const line = stroke(
            crack(own, { ...somewhere(own, 0.4), length: own.between(0.5, 1) }),
            Math.max(0.02, 0.9 * pixel),
          );
          const dark = own.between(0.35, 0.7);
          return (light, x, y) => blend(light, [0.08], dark * line(x, y));
        },
      },
    };
  },
};
