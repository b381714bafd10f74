/** What a call of node:fs does. */
export type Kind =
  | "open"
  | "make"
  | "write"
  | "mkdir"
  | "rename"
  | "link"
  | "remove"
  | "read"
  | "list"
  | "sync"
  | "close";

export interface Call {
  /** how many were before it */
  n: number;
  /** of the function */
  name: string;
  kind: Kind;
  path: string;
}

/** Where a process dies, or the system's code that a call fails with. */
export type Fault = "before" | "half" | "after" | `E${string}`;

export interface Watched {
  /** how many there were */
  readonly calls: number;
  stop(): void;
}

export function watch(root: string, on: (call: Call) => Fault | undefined, die?: () => void): Watched;
