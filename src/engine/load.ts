import { nearest, UserError } from "../errors.ts";
import type { Engine } from "./engine.ts";

// Every engine is loaded when it is asked for.
const wasm = async (): Promise<Engine> => (await import("./wasm/engine.ts")).wasmEngine();
const reference = async (): Promise<Engine> => (await import("./reference.ts")).referenceEngine;

/** The reference is loaded only where WebAssembly is refused. */
const auto = (): Promise<Engine> =>
  wasm().catch((error) => {
    if (error instanceof UserError) return reference();
    throw error;
  });

const engines: Readonly<Record<string, () => Promise<Engine>>> = { auto, wasm, reference };

export const engineNames = /* @__PURE__ */ Object.keys(engines);

/**
 * The engine of that name: `"wasm"`, `"reference"`, or `"auto"` (also when left out), which is wasm, or the reference
 * where WebAssembly is refused. Each call of `"wasm"` and `"auto"` gives an engine with a memory of its own.
 *
 * ```ts
 * const engine = await loadEngine("auto");
 * ```
 *
 * Throws a UserError for another name, and for `"wasm"` in a page whose Content-Security-Policy forbids it.
 */
export async function loadEngine(name = "auto"): Promise<Engine> {
  if (Object.hasOwn(engines, name)) return engines[name]();
  const offer = nearest(String(name), engineNames);
  throw new UserError(
    `there is no engine "${name}"${offer ? `; did you mean "${offer}"?` : ""}; engines: ${engineNames.join(", ")}`,
  );
}
