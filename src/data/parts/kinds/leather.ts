import { circle, noise, smooth } from "../../random/draws.ts";
import { blend, dimmed, type Kind, type Light } from "../kind.ts";
import { along, blot, bow, bump, disc, somewhere } from "../shapes.ts";

/** Tanned leather in colour: cells with creases between them. */
export const leather: Kind = {
  what: "tanned leather, in colour: cells, creases, a tone that differs",
  colour: true,
  defects: ["cut", "fold", "glue", "poke", "colour"],
  seen: { levels: 12, pixels: 5 },
  put(design, draws) {
    const cells = design.between(8, 10); // from the middle to the edge
    const [cos, sin] = circle(draws.uniform());
    const places = [noise(draws.fork(), 64, 64), noise(draws.fork(), 64, 64)] as const;
    const tones = noise(draws.fork(), 64, 64);
    const cloud = noise(draws.fork(), 16, 16);
    const pores = noise(draws.fork(), 256, 256);
    const bright = draws.between(0.88, 1.12);
    const warm = draws.between(-0.03, 0.03);
    const base = [0.5 + warm, 0.31, 0.18 - warm];
    const scene = (x: number, y: number): Light => {
      const u = cells * (x * cos + y * sin) + 32;
      const v = cells * (y * cos - x * sin) + 32;
      const [i0, j0] = [Math.floor(u), Math.floor(v)];
      // The two nearest of the points that are strewn, one in each square (Worley's cells).
      let [first, second, tone] = [9, 9, 0];
      for (let i = i0 - 1; i <= i0 + 1; i++) {
        for (let j = j0 - 1; j <= j0 + 1; j++) {
          const px = i + 0.5 + 0.45 * places[0](i, j) - u;
          const py = j + 0.5 + 0.45 * places[1](i, j) - v;
          const squared = px * px + py * py;
          if (squared < first) [second, first, tone] = [first, squared, tones(i, j)];
          else if (squared < second) second = squared;
        }
      }
      const apart = Math.sqrt(second) - Math.sqrt(first);
      const crease = 1 - smooth(apart / 0.28);
      const dome = 1 - 0.18 * first;
      const shade = bright * dome * (1 - 0.42 * crease) * (1 + 0.06 * tone);
      const even = 1 + 0.08 * cloud(2 * x + 5, 2 * y + 5) + 0.05 * pores(50 * x + 99, 50 * y + 99);
      return dimmed(base, shade * even);
    };
    return {
      scene,
      damages: {
        cut(own, pixel) {
          const line = bow(own, { ...somewhere(own, 0.35), length: own.between(0.4, 1) });
          const near = along(line, Math.max(0.022, 0.8 * pixel), 2.6);
          return (light, x, y) => {
            const found = near(x, y);
            if (!found) return light;
            const { t, strength } = found;
            const open = blend(light, [0.12, 0.07, 0.05], strength * bump(t));
            return blend(open, [0.72, 0.52, 0.36], 0.45 * strength * bump(t - 1.5));
          };
        },
        fold(own) {
          const line = bow(own, { ...somewhere(own, 0.3), length: own.between(0.9, 1.6) });
          const near = along(line, 0.09, 1.9);
          const deep = own.between(0.2, 0.45);
          return (light, x, y) => {
            const found = near(x, y);
            if (!found) return light;
            const { t, strength } = found;
            return dimmed(light, 1 + strength * deep * (0.6 * bump(t - 0.9) - bump(t)));
          };
        },
        glue(own) {
          const drop = blot(own, { ...somewhere(own, 0.35), size: own.between(0.12, 0.26) });
          const film = own.between(0.18, 0.4);
          return (light, x, y) => blend(light, [0.78, 0.72, 0.62], film * drop(x, y));
        },
        poke(own, pixel) {
          const { x: cx, y: cy } = somewhere(own, 0.3);
          const size = Math.max(own.between(0.04, 0.07), 1.2 * pixel);
          const [hole, rim] = [disc(cx, cy, size, 0.02), disc(cx, cy, 1.7 * size, 0.05)];
          return (light, x, y) =>
            blend(dimmed(light, 1 + 0.25 * rim(x, y)), [0.07, 0.04, 0.03], 0.9 * hole(x, y));
        },
        colour(own) {
          const spot = blot(own, { ...somewhere(own, 0.35), size: own.between(0.18, 0.34) });
          const tints = [
            [0.55, 0.16, 0.14],
            [0.3, 0.3, 0.42],
            [0.42, 0.4, 0.16],
          ];
          const tint = tints[own.below(3)]!;
          const much = own.between(0.35, 0.65);
          return (light, x, y) => {
            const grey = light[0]! + light[1]! + light[2]!;
            return blend(light, dimmed(tint, grey), much * spot(x, y));
          };
        },
      },
    };
  },
};
