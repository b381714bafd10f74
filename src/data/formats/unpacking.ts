import { SettingError } from "../../errors.ts";
import type { HowToRead } from "../reading.ts";

/** Bytes that a packed file may unpack to: what is so small when packed may be made to fill a memory. `maxUnpacked` is in GB. */
export const mostUnpacked = (packed: number, { maxUnpacked }: HowToRead): number =>
  maxUnpacked === undefined ? Math.min(2 ** 33, Math.max(2 ** 28, 100 * packed)) : maxUnpacked * 1e9;

/** Refuses what unpacks to more. `bytes`: how much it is, where that is known; else it is more than may be. */
export function checkUnpacked(name: string, packed: number, bytes: number, how: HowToRead): void {
  const most = mostUnpacked(packed, how);
  if (bytes > most) throw unpackedTooMuch(name, packed, bytes, how);
}

/** Of a file whose unpacking was stopped at its limit, `bytes` is the limit. */
export const unpackedTooMuch = (name: string, packed: number, bytes: number, how: HowToRead): SettingError =>
  new SettingError(
    (say) =>
      `${name}: unpacks from ${inSize(packed)} to ${inSize(bytes)} or more, and ${inSize(mostUnpacked(packed, how))} is the limit; if it is sound, ${say("maxUnpacked", Math.max(1, Math.ceil((2 * bytes) / 1e9)))} (in GB) reads it`,
  );

const inSize = (bytes: number): string =>
  bytes < 1e6
    ? `${Math.ceil(bytes / 1e3)} kB`
    : bytes < 1e9
      ? `${Math.ceil(bytes / 1e6)} MB`
      : `${(bytes / 1e9).toFixed(1)} GB`;
