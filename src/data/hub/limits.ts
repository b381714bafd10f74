/** How much of the Hub is taken in, and how long it is waited for: what lies beyond is no Hub's that is well, and is said. */
export interface HubLimits {
  /** of one answer of the Hub's API, in bytes; a page of a listing has about 300,000 */
  answer: number;
  /** of a listing */
  pages: number;
  files: number;
  /** characters of all names together */
  names: number;
  /** of a data set's card, its README.md, in bytes */
  card: number;
  /** how long one request may wait for a busy Hub in all, in milliseconds; more is the user's decision */
  wait: number;
  /** how long a whole download may */
  waits: number;
  /** bytes a second: a connection that brings fewer is given up as one that brings none */
  slowest: number;
}

export const usualLimits: Readonly<HubLimits> = {
  answer: 2 ** 23,
  pages: 20_000,
  files: 2_000_000,
  names: 2 ** 28,
  card: 2 ** 22,
  wait: 120_000,
  waits: 600_000,
  slowest: 1000,
};

/** Where nobody is told why it is waited, it is waited half a minute: then the error says it. */
export const unheardLimits: Readonly<HubLimits> = { ...usualLimits, wait: 30_000, waits: 60_000 };
