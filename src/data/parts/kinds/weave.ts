import { circle, noise, smooth } from "../../random/draws.ts";
import { dimmed, type Kind, type Light } from "../kind.ts";
import { blot, bow, bump, disc, somewhere, stroke } from "../shapes.ts";

/** What is wrong with the threads at a point. */
interface Fault {
  /** how thick the thread across is, at most: 0 where it is missing */
  thickness?: (row: number, x: number) => number;
  /** by how much the cloth is drawn aside */
  drawn?: (x: number, y: number) => readonly [number, number];
}

const whole: Fault = {};

/** Plain cloth: each thread passes over one and under the next. Its phase, its angle and its tone are never the same. */
export const weave: Kind = {
  what: "plain cloth: threads over and under, never in the same place",
  defects: ["missing thread", "thick thread", "hole", "stain", "snag"],
  seen: { levels: 14, pixels: 5 },
  put(design, draws) {
    const threads = design.between(8.5, 10.5); // from the middle to the edge
    const [cos, sin] = circle(draws.between(-0.012, 0.012));
    const [phaseX, phaseY] = [draws.uniform() + 40, draws.uniform() + 40];
    const tone = draws.between(0.58, 0.72);
    const waveX = noise(draws.fork(), 64, 64);
    const waveY = noise(draws.fork(), 64, 64);
    const fibre = noise(draws.fork(), 256, 256);
    const warpTone = noise(draws.fork(), 128, 1);
    const weftTone = noise(draws.fork(), 128, 1);
    const cloth =
      ({ thickness, drawn }: Fault) =>
      (x: number, y: number): Light => {
        const [dx, dy] = drawn?.(x, y) ?? [0, 0];
        const [px, py] = [x - dx, y - dy];
        const u = threads * (px * cos + py * sin) + phaseX + 0.16 * waveX(3 * px + 9, 3 * py + 9);
        const v = threads * (py * cos - px * sin) + phaseY + 0.16 * waveY(3 * px + 9, 3 * py + 9);
        const [i, j] = [Math.floor(u), Math.floor(v)];
        const [a, b] = [2 * (u - i) - 1, 2 * (v - j) - 1]; // across the thread, -1 to 1
        const size = thickness?.(j, x) ?? 1;
        // Which one is on top, and how high it stands there.
        const over = (i + j) % 2 === 0;
        const warp = (1 - 0.85 * a * a) * (over ? 0.62 : 1) * (1 - (over ? 0.3 : 0.15) * (1 - b * b));
        const weft = size * (1 - 0.85 * (b / Math.max(0.4, size)) ** 2) * (over ? 1 : 0.6);
        const isWeft = weft > warp;
        const height = Math.max(0.12, isWeft ? weft : warp);
        const own = isWeft ? weftTone(j + 0.5, 0) : warpTone(i + 0.5, 0);
        const twist = fibre(isWeft ? 9 * u : 3 * u, isWeft ? 3 * v : 9 * v);
        return [tone * (0.3 + 0.75 * height) * (1 + 0.06 * own + 0.07 * twist)];
      };
    const broken = (fault: Fault) => {
      const hurt = cloth(fault);
      return (_: Light, x: number, y: number) => hurt(x, y);
    };
    const rowAt = (x: number, y: number) => Math.floor(threads * (y * cos - x * sin) + phaseY);
    return {
      scene: cloth(whole),
      damages: {
        "missing thread": (own) => {
          const { x: cx, y: cy } = somewhere(own, 0.35);
          const half = own.between(0.25, 0.6);
          const row = rowAt(cx, cy);
          return broken({
            thickness: (j, x) => (j === row ? 1 - smooth((half - Math.abs(x - cx)) / 0.08) : 1),
          });
        },
        "thick thread": (own) => {
          const { x: cx, y: cy } = somewhere(own, 0.35);
          const half = own.between(0.2, 0.5);
          const row = rowAt(cx, cy);
          const more = own.between(0.5, 0.9);
          return broken({ thickness: (j, x) => (j === row ? 1 + more * bump((x - cx) / half) : 1) });
        },
        hole(own) {
          const { x: cx, y: cy } = somewhere(own, 0.35);
          const size = own.between(0.08, 0.16);
          const torn = blot(own, { x: cx, y: cy, size });
          const rim = disc(cx, cy, 1.25 * size, 0.08);
          return (light, x, y) => dimmed(light, (1 + 0.1 * rim(x, y)) * (1 - 0.85 * torn(x, y)));
        },
        stain(own) {
          const spot = blot(own, { ...somewhere(own, 0.35), size: own.between(0.15, 0.32) });
          const dark = own.between(0.12, 0.35);
          return (light, x, y) => dimmed(light, 1 - dark * spot(x, y));
        },
        snag(own, pixel) {
          const { x: cx, y: cy } = somewhere(own, 0.4);
          const [pullX, pullY] = circle(own.uniform());
          const far = own.between(0.06, 0.11);
          const wide = own.between(0.22, 0.4);
          const loop = stroke(bow(own, { x: cx, y: cy, length: 0.25 }), Math.max(0.03, pixel));
          const hurt = broken({
            drawn: (x, y) => {
              const pull = far * bump(Math.sqrt((x - cx) ** 2 + (y - cy) ** 2) / wide);
              return [pull * pullX, pull * pullY];
            },
          });
          return (light, x, y) => [hurt(light, x, y)[0]! + 0.3 * loop(x, y)];
        },
      },
    };
  },
};
