import { circle, noise } from "../../random/draws.ts";
import { dimmed, type Kind, type Light } from "../kind.ts";
import { along, blot, bow, box, bump, disc, somewhere } from "../shapes.ts";

/** A brushed plate under light that is another every hour: a highlight that wanders, and its two holes and groove. */
export const shiny: Kind = {
  what: "a brushed plate with two holes, under light that changes",
  defects: ["scratch", "dent", "fingerprint", "rust"],
  seen: { levels: 14, pixels: 5 },
  put(_, draws) {
    const [moveX, moveY] = [draws.between(-0.02, 0.02), draws.between(-0.02, 0.02)];
    const brush = noise(draws.fork(), 64, 256);
    const fine = noise(draws.fork(), 32, 512);
    const [lightX, lightY] = circle(draws.between(-0.12, 0.12));
    const middle = draws.between(-0.9, 0.9);
    const width = draws.between(0.5, 1.1);
    const strong = draws.between(0.1, 0.42);
    const bright = draws.between(0.3, 0.46);
    const [slopeX, slopeY] = [draws.between(-0.16, 0.16), draws.between(-0.16, 0.16)];
    const holes = [disc(-0.55, -0.5, 0.13, 0.02), disc(0.55, 0.5, 0.13, 0.02)] as const;
    const rims = [disc(-0.55, -0.5, 0.17, 0.02), disc(0.55, 0.5, 0.17, 0.02)] as const;
    const groove = box({ x: 0.1, y: -0.1, turn: circle(0.125) }, 0.5, 0.03, 0.015);
    const groundLight = (x: number, y: number) => {
      const away = (x * lightX + y * lightY - middle) / width;
      return bright + strong * bump(away / 1.4) + slopeX * x + slopeY * y;
    };
    const scene = (x: number, y: number): Light => {
      const [px, py] = [x - moveX, y - moveY];
      const streak = 0.6 * brush(1.2 * px + 3, 40 * py + 99) + 0.5 * fine(0.8 * px + 3, 90 * py + 200);
      let value = groundLight(x, y) * (1 + 0.12 * streak);
      value *= 1 + 0.25 * Math.max(rims[0](px, py), rims[1](px, py));
      value *= 1 - 0.45 * groove(px, py);
      value *= 1 - 0.85 * Math.max(holes[0](px, py), holes[1](px, py));
      return [value];
    };
    return {
      scene,
      damages: {
        scratch(own, pixel) {
          const line = bow(own, { ...somewhere(own, 0.35), length: own.between(0.4, 1.1) });
          const near = along(line, Math.max(0.016, 0.8 * pixel), 2.5);
          const depth = own.between(0.25, 0.7);
          return (light, x, y) => {
            const found = near(x, y);
            if (!found) return light;
            const { t, strength } = found;
            return dimmed(light, 1 + depth * strength * (bump(t) - 0.7 * bump(t - 1.4)));
          };
        },
        dent(own) {
          const { x: cx, y: cy } = somewhere(own, 0.35);
          const size = own.between(0.1, 0.2);
          const depth = own.between(0.5, 1.2);
          return (light, x, y) => {
            const [u, v] = [(x - cx) / size, (y - cy) / size];
            const r = Math.sqrt(u * u + v * v);
            if (r >= 1) return light;
            const slope = 2.6 * r * (1 - r * r) ** 2;
            const facing = (u * lightX + v * lightY) / (r + 1e-9);
            return dimmed(light, 1 - depth * slope * facing * 0.5);
          };
        },
        fingerprint(own) {
          const { x: cx, y: cy } = somewhere(own, 0.4);
          const area = blot(own, { x: cx, y: cy, size: own.between(0.2, 0.28) });
          const much = own.between(0.16, 0.32);
          const wander = noise(own.fork(), 16, 16);
          return (light, x, y) => {
            const inside = area(x, y);
            if (inside === 0) return light;
            const r = Math.sqrt((x - cx) ** 2 + 0.5 * (y - cy - 0.3) ** 2) + 0.03 * wander(5 * x, 5 * y);
            const ridge = 2 * bump(2 * (16 * r - Math.floor(16 * r)) - 1) - 1;
            return dimmed(light, 1 - inside * much * (0.5 + 0.5 * ridge));
          };
        },
        rust(own) {
          const spot = blot(own, { ...somewhere(own, 0.3), size: own.between(0.08, 0.2) });
          const rough = noise(own.fork(), 64, 64);
          const dark = own.between(0.25, 0.55);
          return (light, x, y) => dimmed(light, 1 - spot(x, y) * dark * (1 + 0.4 * rough(30 * x, 30 * y)));
        },
      },
    };
  },
};
