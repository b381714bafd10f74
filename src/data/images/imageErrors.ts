import { SettingError, UserError } from "../../errors.ts";
import { insteadOfData } from "../listing/content/pointers.ts";
import { oneLine } from "../listing/oneLine.ts";
import { usualPixels } from "./formats/own.ts";
import { formatsInWords, unreadKind } from "./imageKind.ts";

/** A file whose bytes are of no picture. */
export const noImage = (name: string, cause?: unknown): UserError =>
  new UserError(
    `${name}: holds no image: its bytes are of none of ${formatsInWords}; get the image again or take it out`,
    { cause },
  );

/** A picture in a format that kiso does not read; undefined where the bytes are of none that it knows. */
export function unreadFormat(name: string, bytes: Uint8Array): UserError | undefined {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 512));
  const instead = insteadOfData(start);
  if (instead !== undefined) return new UserError(`${name}: ${instead}`);
  const kind = unreadKind(bytes);
  if (kind === undefined) return undefined;
  return new UserError(
    `${name}: is a ${kind} image; kiso reads ${formatsInWords}: convert it, or take it out`,
  );
}

/** A picture that cannot be decoded, and what a decoder says of it. */
export function damaged(name: string, error: Error): UserError {
  const lines = error.message.split("\n").filter((line) => line.trim() !== "" && !/bad seek/.test(line));
  const why = [...new Set(lines)].join(" ").trim();
  return new UserError(`${name}: the image is damaged (${oneLine(why)}); get it again or take it out`, {
    cause: error,
  });
}

/** A picture of more than `most` million pixels. */
export function tooLarge(
  name: string,
  { width, height }: { width: number; height: number },
  most: number = usualPixels,
): SettingError {
  const millions = (width * height) / 1e6;
  const has = `${width}×${height} pixels (${millions.toFixed(millions < 1000 ? 1 : 0)} million)`;
  return new SettingError(
    (say) =>
      `${name}: has ${has}, and ${most} million is the limit; make it smaller, or if it is sound, ${say("maxPixels", Math.ceil(millions))} (in millions) reads it`,
  );
}

/** The same where no setting lifts the limit. */
export const tooLargeHere = (name: string, { width, height }: { width: number; height: number }): UserError =>
  new UserError(
    `${name}: has ${width}×${height} pixels, and ${usualPixels} million is the limit in a page; make it smaller`,
  );
