/**
 * The ops and what is made of them, as one thing: `op.add(a, b)`. It stands on a page of its own, which a bundler leaves
 * out with all its ops where a program does not use it; `export * as op` would stay.
 */
import * as op from "./composed.ts";

export { op };
