import { nearest, UserError } from "../errors.ts";
import type { Engine } from "./engine.ts";

/** Every engine, loaded when it is asked for. */
const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  wasm: async () => (await import("./wasm/engine.ts")).loadWasmEngine(),
  reference: async () => (await import("./reference.ts")).referenceEngine,
};

export const engineNames = ["auto", ...Object.keys(engines)];

/** The engine of that name; `auto` is wasm, the fastest at the sizes that kiso exists for. */
export async function loadEngine(name: string): Promise<Engine> {
  const wanted = name === "auto" ? "wasm" : name;
  if (Object.hasOwn(engines, wanted)) return engines[wanted]!();
  const offer = nearest(String(name), engineNames);
  throw new UserError(
    `there is no engine "${name}"${offer ? `; did you mean "${offer}"?` : ""}; engines: ${engineNames.join(", ")}`,
  );
}
