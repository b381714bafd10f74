import { UserError } from "../../errors.ts";

const LARGEST_SEED = 2 ** 32 - 1;

/** `seed` as NumPy takes one: a whole number from 0 to 2^32 - 1. */
export function checkSeed(seed: number, where: string): number {
  if (!Number.isInteger(seed) || seed < 0 || seed > LARGEST_SEED) {
    throw new UserError(`${where}: a seed is a whole number from 0 to ${LARGEST_SEED}, not ${seed}`);
  }
  return seed;
}
