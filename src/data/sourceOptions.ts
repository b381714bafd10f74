import type { WantedImage } from "./images/image.ts";
import type { HowToRead } from "./reading.ts";
import type { ReadTables } from "./readTables.ts";

/** How a source is fetched and read. */
export interface SourceOptions extends HowToRead {
  /** On the Hub: a branch, tag or commit. */
  revision?: string | undefined;
  /** On the Hub: an access token. */
  token?: string | undefined;
  /** how images become rows; what is left out follows from the images */
  image?: WantedImage | undefined;
  /** on the Hub: only this split's files are fetched */
  split?: string | undefined;
  /** pictures that cannot be decoded stop the reading, or are left out and named; stop when left out */
  onError?: "stop" | "skip" | undefined;
}

/** What is read of a source, its pictures not decoded yet. */
export interface ReadSource extends ReadTables {
  /** of files whose names say something of their rows, as a picture's folder says its class: the names */
  names?: readonly string[];
}
