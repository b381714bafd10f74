import { nearest, UserError } from "../errors.ts";
import type { Engine } from "./engine.ts";

/** Every engine, loaded when it is asked for. */
const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  reference: async () => (await import("./reference.ts")).referenceEngine,
};

export const engineNames = ["auto", ...Object.keys(engines)];

/** The engine of that name; `auto` is the fastest that there is. */
export async function loadEngine(name: string): Promise<Engine> {
  const load = engines[name === "auto" ? "reference" : name];
  if (load) return load();
  const offer = nearest(name, engineNames);
  throw new UserError(
    `there is no engine "${name}"${offer ? `; did you mean "${offer}"?` : ""}; engines: ${engineNames.join(", ")}`,
  );
}
