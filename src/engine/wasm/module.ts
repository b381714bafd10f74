import { unpackedKernels } from "./unpacked.ts";

// The kernels' base64 is imported before all else: in a bundle it then stands first, as engine.ts says.

import { builds, type KernelName } from "./kernels.generated.ts";

export type { KernelName };
export type Build = keyof typeof builds;

/** One instance of a build: its memory, its instruction loop, and each kernel's place in the table. */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
  /** Executes the instructions from `program` up to `end`. */
  readonly run: (program: number, end: number) => void;
  /** Copies `count` rows of `bytes` from `from` to `out`: those whose indices, int32, stand at `rows`. */
  readonly gather: (out: number, from: number, rows: number, count: number, bytes: number) => void;
  readonly place: ReadonlyMap<string, number>;
  /** The first byte that is free. */
  readonly start: number;
}

let unpacked: Uint8Array<ArrayBuffer> | undefined;
const compiled = new Map<Build, WebAssembly.Module>();

/**
 * The modules stand in the source itself, so they load anywhere, at once and without a fetch. Each is compiled once,
 * when it is first asked for. Throws a WebAssembly.CompileError where a page's Content-Security-Policy forbids it.
 */
export function compileKernels(build: Build): WebAssembly.Module {
  let module = compiled.get(build);
  if (module === undefined) {
    unpacked ??= unpackedKernels();
    module = new WebAssembly.Module(unpacked.slice(...builds[build]));
    compiled.set(build, module);
  }
  return module;
}

export function instantiateKernels(module: WebAssembly.Module): Kernels {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
  const table = new WebAssembly.Table({ initial: 1, element: "anyfunc" });
  const { exports } = new WebAssembly.Instance(module, { env: { memory, table } });
  const find = (name: string) => {
    const found = exports[name];
    if (typeof found !== "function") throw new Error(`the wasm module has no ${name}`);
    return found;
  };
  const place = new Map<string, number>();
  for (const [name, value] of Object.entries(exports)) {
    if (typeof value === "function") place.set(name, table.grow(1, value));
  }
  const [run, gather] = [find("run"), find("gather")];
  return {
    memory,
    place,
    run: (program, end) => run(program, end),
    gather: (out, from, rows, count, bytes) => gather(out, from, rows, count, bytes),
    start: Number(find("memoryStart")()),
  };
}

/** `(f32x4.relaxed_madd v v v)` in the smallest module: whether this machine's WebAssembly has relaxed SIMD. */
const relaxedProbe = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 6, 1, 0x60, 1, 0x7b, 1, 0x7b, 3, 2, 1, 0],
  ...[10, 13, 1, 11, 0, 0x20, 0, 0x20, 0, 0x20, 0, 0xfd, 0x85, 2, 0x0b],
);

/** The float32 build to take: with fused multiply-add where that is wanted and there. */
export function float32Build(fast: boolean): Build {
  return fast && WebAssembly.validate(relaxedProbe) ? "float32Fast" : "float32";
}
