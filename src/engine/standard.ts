import { UserError } from "../errors.ts";
import { checkEngine, type Engine } from "./engine.ts";
import { referenceEngine } from "./reference.ts";
import { wasmEngine } from "./wasm/engine.ts";

let inUse: Engine | undefined;

/** The engine of all functions that are told no other: WebAssembly, or, where that is refused, the reference. */
export function standardEngine(): Engine {
  inUse ??= fastestEngine();
  return inUse;
}

/**
 * Sets the engine of `compile`, `grad` and their like, from their next call on, where they are told no other.
 *
 * ```ts
 * useEngine(await loadEngine("reference"));
 * ```
 */
export function useEngine(engine: Engine): void {
  checkEngine("useEngine", engine);
  inUse = engine;
}

/** A new WebAssembly engine, or, where WebAssembly is refused, the reference. */
export function fastestEngine(): Engine {
  try {
    return wasmEngine();
  } catch (error) {
    if (error instanceof UserError) return referenceEngine;
    throw error;
  }
}
