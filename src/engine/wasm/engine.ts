import { compileKernels, float32Build, instantiateKernels } from "./module.ts";

// The kernels' base64 comes before all script of a bundle: within one block of gzip each would spoil the other's codes.

import { checkNames, UserError } from "../../errors.ts";
import type { FloatDtype, Graph } from "../../graph/value.ts";
import { results, topological } from "../../graph/value.ts";
import type { CompileOptions, Engine, Program } from "../engine.ts";
import { Arena } from "./arena.ts";
import type { Machine } from "./memory.ts";
import { WasmProgram } from "./program.ts";

export interface WasmOptions {
  /**
   * float32 products with fused multiply-add, where the machine's WebAssembly has it (Node 22 and browsers): faster,
   * but the last bits then depend on the machine. Without it, and in float64 always, every machine gives the same bits.
   */
  readonly fast?: boolean;
}

/**
 * The engine that runs a graph as WebAssembly kernels, at once: nothing is fetched. A dtype's kernels are instantiated, in
 * a memory of this engine's own, when its first graph is compiled. Throws a UserError where WebAssembly is refused, as in
 * a page whose Content-Security-Policy does not have 'wasm-unsafe-eval'.
 */
export function wasmEngine(options: WasmOptions = {}): Engine {
  checkNames("the wasm engine", options, ["fast"]);
  const { fast = false } = options;
  checkAllowed();
  const machines: Partial<Record<FloatDtype, Machine>> = {};
  const machine = (dtype: FloatDtype): Machine => {
    const there = machines[dtype];
    if (there) return there;
    const kernels = instantiateKernels(compileKernels(dtype === "float64" ? dtype : float32Build(fast)));
    const made = { kernels, heap: new Arena(kernels.start) };
    machines[dtype] = made;
    return made;
  };
  return {
    name: "wasm",
    compile: (graph: Graph, { shareStateWith }: CompileOptions = {}): Program => {
      if (shareStateWith !== undefined && !(shareStateWith instanceof WasmProgram)) {
        throw new UserError("the wasm engine shares state only with its own programs");
      }
      return new WasmProgram(graph, machine(floatDtypeOf(graph)), shareStateWith);
    },
  };
}

/** As `wasmEngine`, for those who await an engine. */
export async function loadWasmEngine(options: WasmOptions = {}): Promise<Engine> {
  return wasmEngine(options);
}

function checkAllowed(): void {
  try {
    compileKernels("float64");
  } catch (error) {
    if (typeof WebAssembly === "object" && !(error instanceof WebAssembly.CompileError)) throw error;
    throw new UserError(
      `WebAssembly is refused here (${(error as Error).message}); add 'wasm-unsafe-eval' to script-src of the ` +
        'page\'s Content-Security-Policy, or take the engine "reference"',
    );
  }
}

/** The one precision of a graph: each has a build of its own. */
function floatDtypeOf(graph: Graph): FloatDtype {
  const values = [
    ...topological(results(graph)),
    ...Object.values(graph.inputs),
    ...Object.values(graph.state),
  ];
  const found = new Set(values.map(({ dtype }) => dtype));
  if (found.has("float64") && found.has("float32")) {
    throw new UserError(
      "the graph mixes float32 and float64; give every input, state and constant one dtype",
    );
  }
  return found.has("float64") ? "float64" : "float32";
}
