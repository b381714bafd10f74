import { circle, type Draws, noise } from "../../random/draws.ts";
import { type Kind, mix } from "../kind.ts";
import { blot, bow, somewhere, stroke } from "../shapes.ts";

type Field = (x: number, y: number) => number;

/** Random heights at two scales, longer one way than the other. */
function field(draws: Draws, scale: number, stretch: number, turns: number): Field {
  const [cos, sin] = circle(turns);
  const coarse = noise(draws.fork(), 128, 128);
  const fine = noise(draws.fork(), 128, 128);
  return (x, y) => {
    const u = (x * cos + y * sin) * scale + 40;
    const v = (y * cos - x * sin) * scale * stretch + 40;
    return 0.65 * coarse(u, v) + 0.45 * fine(2.3 * u, 2.3 * v);
  };
}

/** A surface of chance alone, as a cast or blasted one is: no two places are the same, all of them are alike. */
export const grain: Kind = {
  what: "a blasted surface: chance alone, alike everywhere",
  defects: ["smooth spot", "coarse spot", "grain turned", "mark"],
  seen: { levels: 14, pixels: 5 },
  put(design, draws) {
    const scale = design.between(9, 13);
    const stretch = design.between(0.55, 0.8);
    const turns = design.uniform();
    const surface = field(draws, scale, stretch, turns);
    const bright = draws.between(0.46, 0.54);
    const contrast = draws.between(0.19, 0.23);
    const light = (height: number) => [bright + contrast * height];
    /** Another surface where the spot is. */
    const instead = (own: Draws, other: Field) => {
      const spot = blot(own, { ...somewhere(own, 0.35), size: own.between(0.16, 0.28) });
      return (whole: readonly number[], x: number, y: number) => {
        const inside = spot(x, y);
        return inside === 0 ? whole : [mix(whole[0]!, light(other(x, y))[0]!, inside)];
      };
    };
    return {
      scene: (x, y) => light(surface(x, y)),
      damages: {
        "smooth spot": (own) => {
          const left = own.between(0, 0.3);
          return instead(own, (x, y) => left * surface(x, y));
        },
        "coarse spot": (own) =>
          instead(own, field(own.fork(), scale * own.between(0.35, 0.5), stretch, turns)),
        "grain turned": (own) => instead(own, field(own.fork(), 1.2 * scale, 0.25, turns + 0.25)),
        mark(own, pixel) {
          const line = stroke(
            bow(own, { ...somewhere(own, 0.35), length: own.between(0.4, 0.9) }),
            Math.max(own.between(0.03, 0.06), pixel),
          );
          const change = own.between(0.15, 0.32) * (own.uniform() < 0.5 ? -1 : 1);
          return ([value], x, y) => [value! + change * line(x, y)];
        },
      },
    };
  },
};
