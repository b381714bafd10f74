import { readFileSync } from "node:fs";
import { arch, cpus, loadavg, release, totalmem, type } from "node:os";

/** The machine as figures depend on it. */
export function machine(): string[] {
  const processors = cpus();
  return [
    `${processors[0]?.model.trim() ?? "unknown processor"}${cacheAndFlags()}, ${processors.length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `${type()} ${release()}, ${arch()}`,
  ];
}

/** How busy it is: processes that want a core, over the last minute. */
export const load = (): string => loadavg()[0]!.toFixed(2);

/** Said above the figures when others worked beside the benchmark, which keeps one core busy at most. */
export function busyWarning(loads: readonly number[]): string {
  const most = Math.max(...loads);
  return most <= 2
    ? ""
    : `**The machine was busy (load ${most.toFixed(2)}): look at the quartiles, and run it again.**`;
}

/** The vector units, where Linux tells: they decide which kernels a BLAS takes. */
function cacheAndFlags(): string {
  try {
    const info = readFileSync("/proc/cpuinfo", "utf8");
    const field = (name: string) => new RegExp(`^${name}\\s*: (.*)$`, "m").exec(info)?.[1] ?? "";
    const flags = field("flags").split(" ");
    const wide = ["avx512f", "avx2", "fma", "sse4_2"].filter((flag) => flags.includes(flag));
    return ` (family ${field("cpu family")}, model ${field("model")}; ${wide.join(", ")})`;
  } catch {
    return ""; // not Linux
  }
}
