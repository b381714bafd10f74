import type { Kind } from "../kind.ts";
import { board } from "./board.ts";
import { bottle } from "./bottle.ts";
import { flange } from "./flange/flange.ts";
import { grain } from "./grain.ts";
import { leather } from "./leather.ts";
import { pill } from "./pill.ts";
import { print } from "./print.ts";
import { screw } from "./screw.ts";
import { shiny } from "./shiny.ts";
import { steel } from "./steel.ts";
import { weave } from "./weave.ts";

/** Kinds of parts as unlike as parts are, so that nothing is tuned to one drawing. */
export const partKinds = {
  flange,
  steel,
  grain,
  weave,
  leather,
  shiny,
  bottle,
  print,
  board,
  pill,
  screw,
} as const satisfies Readonly<Record<string, Kind>>;

export type PartKind = keyof typeof partKinds;
