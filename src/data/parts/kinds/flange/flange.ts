import type { Draws } from "../../../random/draws.ts";
import type { Kind } from "../../kind.ts";
import { damages, type FlangeDefect, flangeDefects } from "./defects.ts";
import { flangeScene, placeFlange } from "./surface.ts";

/** A machined flange in a fixture: the parts of the lesson. */
export const flange: Kind = {
  what: "a turned flange with six bolt holes, in a fixture",
  defects: flangeDefects,
  seen: { levels: 26, pixels: 18 },
  put(_, draws) {
    const placed = placeFlange(draws);
    const scene = flangeScene(placed);
    const damage = (kind: FlangeDefect) => (own: Draws, pixel: number) => {
      const hurt = damages[kind](placed, own, pixel / placed.radius);
      return ([value]: readonly number[], x: number, y: number) => [hurt(value!, x, y)];
    };
    return {
      scene: (x, y) => [scene(x, y)],
      damages: Object.fromEntries(flangeDefects.map((kind) => [kind, damage(kind)])),
    };
  },
};
