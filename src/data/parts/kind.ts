import type { Draws } from "../random/draws.ts";

/** The light of a point, 0 black to 1 white: one number, or red, green and blue. */
export type Light = readonly number[];

/** The light of the point (x, y) of the image: its middle is (0, 0), its edges are 1 away. */
export type Scene = (x: number, y: number) => Light;

/** What becomes of the light of the undamaged part at a point. */
export type Damage = (light: Light, x: number, y: number) => Light;

/** A part as it lies before the camera. */
export interface Subject {
  scene: Scene;
  /** A defect, another at every call, by the names of the kind. `pixel` is the width of one: a camera sees nothing much finer. */
  damages: Readonly<Record<string, (draws: Draws, pixel: number) => Damage>>;
}

/** A kind of part: what all of them have in common, and how each differs. */
export interface Kind {
  /** what it is, in a few words */
  what: string;
  /** whether its pictures are red, green and blue */
  colour?: true;
  /** what may be wrong with it */
  defects: readonly string[];
  /** A defect is drawn anew until an inspector sees it: so many pixels, at 64 pixels wide, differ by so many grey levels. */
  seen: { levels: number; pixels: number };
  /** Puts a part before the camera. `design` is the same for all parts of a seed, `draws` are this part's own. */
  put: (design: Draws, draws: Draws) => Subject;
}

/** Between the light a and the light b: a at share 0, b at 1. */
export const blend = (a: Light, b: Light, share: number): Light =>
  share <= 0 ? a : a.map((value, c) => value + (b[c]! - value) * share);

/** All of the light, times `factor`. */
export const dimmed = (light: Light, factor: number): Light => light.map((value) => value * factor);

/** Between two numbers: a at share 0, b at 1. */
export const mix = (a: number, b: number, share: number): number => a + (b - a) * share;
