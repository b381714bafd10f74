import { circle, type Draws, noise, smooth } from "../../random/draws.ts";
import { blend, type Damage, type Kind, type Light, mix } from "../kind.ts";
import { along, blot, bump, crack, pseudoAngle } from "../shapes.ts";

/** The mouth of a bottle from above, wherever the belt left it: rings of glass, highlights that wander around them. */
export const bottle: Kind = {
  what: "the rim of a bottle from above: place, size and highlights differ",
  defects: ["chip", "crack", "dirt", "chipped inside"],
  seen: { levels: 16, pixels: 5 },
  put(_, draws) {
    const [cx, cy] = [draws.between(-0.09, 0.09), draws.between(-0.09, 0.09)];
    const radius = draws.between(0.68, 0.78);
    const turned = draws.uniform();
    const [cos, sin] = circle(turned);
    const glint = noise(draws.fork(), 16, 1);
    const wave = noise(draws.fork(), 12, 4);
    const dust = noise(draws.fork(), 64, 64);
    const bright = draws.between(0.88, 1.1);
    /** In radii of the rim, turned as the bottle is. */
    const own = (x: number, y: number): [number, number] => {
      const [u, v] = [(x - cx) / radius, (y - cy) / radius];
      return [u * cos + v * sin, v * cos - u * sin];
    };
    const scene = (x: number, y: number): Light => {
      const [u, v] = own(x, y);
      const r = Math.sqrt(u * u + v * v);
      const angle = pseudoAngle(u, v);
      const around = glint(4 * angle, 0);
      let value = 0.1 + 0.02 * dust(8 * x + 20, 8 * y + 20);
      const glass = smooth((1 - r) / 0.03);
      value = mix(value, 0.3 + 0.06 * wave(3 * angle, 3 * r), glass);
      value += glass * (0.34 + 0.22 * around) * bump((r - 0.93) / 0.06);
      value += glass * (0.26 - 0.16 * around) * bump((r - 0.8) / 0.05);
      value += glass * 0.18 * bump((r - 0.7) / 0.03) * (1 + 0.6 * glint(4 * angle + 5, 0));
      const inside = smooth((0.64 - r) / 0.04);
      return [bright * mix(value, 0.15 + 0.1 * (0.64 - r) + 0.02 * wave(2 * angle, 6 * r), inside)];
    };
    /** A point of the rim, and the way outward. */
    const onRim = (turns: number, r: number) => {
      const [ox, oy] = circle(turns);
      return { x: cx + radius * r * ox, y: cy + radius * r * oy, out: [ox, oy] as const };
    };
    /** Glass that broke out: a dark bite with facets that shine. */
    const chipAt =
      (r: number) =>
      (chance: Draws): Damage => {
        const { x: px, y: py } = onRim(chance.uniform(), r);
        const bite = blot(chance, { x: px, y: py, size: chance.between(0.09, 0.16) });
        const facet = noise(chance.fork(), 32, 32);
        const shine = chance.between(0.25, 0.6);
        return (light, x, y) => {
          const inside = bite(x, y);
          if (inside === 0) return light;
          const broken = [0.14 + shine * Math.max(0, facet(9 * x + 9, 9 * y + 9))];
          return blend(light, broken, inside);
        };
      };
    return {
      scene,
      damages: {
        chip: chipAt(0.96),
        crack(chance, pixel) {
          const turns = chance.uniform();
          const { x: px, y: py } = onRim(turns, 0.72);
          const line = crack(chance, { x: px, y: py, length: 0.27 * radius, turns });
          const near = along(line, Math.max(0.022, 0.9 * pixel), 2.2);
          const much = chance.between(0.3, 0.6);
          return (light, x, y) => {
            const found = near(x, y);
            if (!found) return light;
            const { t, strength } = found;
            return [light[0]! + much * strength * (bump(t) - 0.5 * bump(t - 1.2))];
          };
        },
        dirt(chance, pixel) {
          const { x: px, y: py } = onRim(chance.uniform(), chance.between(0.05, 0.85));
          const size = Math.max(chance.between(0.035, 0.09), 1.2 * pixel);
          const fleck = blot(chance, { x: px, y: py, size });
          const tone = chance.uniform() < 0.5 ? 0.03 : chance.between(0.55, 0.8);
          return (light, x, y) => blend(light, [tone], 0.85 * fleck(x, y));
        },
        "chipped inside": chipAt(0.7),
      },
    };
  },
};
