import { circle, type Draws, noise, smooth } from "../../random/draws.ts";
import { blend, dimmed, type Kind, type Light, mix } from "../kind.ts";
import { blot, bump } from "../shapes.ts";

/** Along the screw, in half widths of the image: where the head begins, where it ends, where the thread begins, and the tip. */
const [headEnd, neck, threadFrom, tip] = [-0.72, -0.5, -0.28, 0.72];
const [headHalf, shankHalf, threadHalf, pitch] = [0.21, 0.085, 0.115, 0.092];

/** What is wrong with its outline. */
interface Fault {
  /** how high the thread stands, of what it should */
  thread?: (u: number) => number;
  /** by how much its axis is aside */
  bent?: (u: number) => number;
  /** where it ends */
  tip?: number;
}

/** A wood screw on a light table, at any angle; where its thread begins to turn is chance. */
export const screw: Kind = {
  what: "a screw on a light table, at any angle",
  defects: ["worn thread", "bent tip", "no tip", "nicked head", "rust"],
  seen: { levels: 16, pixels: 5 },
  put(_, draws) {
    const [cos, sin] = circle(draws.uniform());
    const [cx, cy] = [draws.between(-0.08, 0.08), draws.between(-0.08, 0.08)];
    const size = draws.between(0.98, 1.02);
    const phase = draws.uniform();
    const table = noise(draws.fork(), 32, 32);
    const metal = noise(draws.fork(), 128, 32);
    const bright = draws.between(0.95, 1.05);
    const onScrew = (x: number, y: number): [number, number] => [
      ((x - cx) * cos + (y - cy) * sin) / size,
      ((y - cy) * cos - (x - cx) * sin) / size,
    ];
    /** How far along a turn of the thread, -1 to 1 around its crest. */
    const turnAt = (u: number, v: number) => {
      const turns = (u - 0.35 * v) / pitch + phase + 20;
      return 2 * (turns - Math.floor(turns)) - 1;
    };
    const halfAt = (u: number, v: number, { thread, tip: end = tip }: Fault): number => {
      if (u < headEnd || u > end) return -1;
      if (u < neck) return mix(headHalf, shankHalf, smooth((u - headEnd - 0.05) / (neck - headEnd - 0.05)));
      if (u < threadFrom) return shankHalf;
      const taper = Math.min(1, Math.max(0, (tip - u) / 0.22));
      const crest = bump(turnAt(u, v) / 0.8) * (thread?.(u) ?? 1);
      return taper * (shankHalf + (threadHalf - shankHalf) * crest);
    };
    const drawn =
      (fault: Fault) =>
      (x: number, y: number): Light => {
        const ground = 0.86 + 0.015 * table(5 * x + 10, 5 * y + 10);
        const [u, straight] = onScrew(x, y);
        const v = straight - (fault.bent?.(u) ?? 0);
        const half = halfAt(u, v, fault);
        const inside = smooth(0.5 + (half - Math.abs(v)) / 0.024);
        if (inside === 0) return [bright * ground];
        // A round bar in wide light: bright along its middle, dark at both sides.
        const across = Math.min(1, Math.abs(v) / Math.max(half, 0.02));
        let value = 0.24 + 0.3 * (1 - across * across) + 0.03 * metal(30 * u + 40, 12 * v + 9);
        if (u > threadFrom)
          value += (fault.thread?.(u) ?? 1) * 0.16 * (bump(turnAt(u, v) / 0.7) - 0.5) * (1 - 0.5 * across);
        return [bright * mix(ground, value, inside)];
      };
    const instead = (fault: Fault) => {
      const hurt = drawn(fault);
      return (_: Light, x: number, y: number) => hurt(x, y);
    };
    const onBody = (own: Draws) => ({ x: own.between(headEnd + 0.1, 0.5), y: own.between(-0.06, 0.06) });
    return {
      scene: drawn({}),
      damages: {
        "worn thread": (own) => {
          const middle = own.between(-0.05, 0.4);
          const half = own.between(0.12, 0.24);
          const left = own.between(0, 0.3);
          return instead({ thread: (u) => 1 - (1 - left) * smooth((half - Math.abs(u - middle)) / 0.06) });
        },
        "bent tip": (own) => {
          const aside = own.between(0.06, 0.14) * (own.uniform() < 0.5 ? -1 : 1);
          return instead({ bent: (u) => (u > 0.4 ? aside * ((u - 0.4) / 0.32) ** 2 : 0) });
        },
        "no tip": (own) => instead({ tip: own.between(0.5, 0.64) }),
        "nicked head": (own) => {
          const side = own.uniform() < 0.5 ? -1 : 1;
          const nick = blot(own, {
            x: headEnd + own.between(0, 0.07),
            y: side * headHalf * own.between(0.8, 1),
            size: own.between(0.06, 0.1),
          });
          return (light, x, y) => blend(light, [bright * 0.86], nick(...onScrew(x, y)));
        },
        rust(own) {
          const spot = blot(own, { ...onBody(own), size: own.between(0.07, 0.13) });
          const dark = own.between(0.4, 0.7);
          const whole = drawn({});
          return (light, x, y) => {
            const [u, v] = onScrew(x, y);
            const inside = Math.abs(v) < halfAt(u, v, {}) ? spot(u, v) : 0;
            return inside === 0 ? light : dimmed(whole(x, y), 1 - dark * inside);
          };
        },
      },
    };
  },
};
