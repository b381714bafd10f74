import { PerformanceObserver } from "node:perf_hooks";

/** What a long training does to the process's memory. */
export interface MemoryReport {
  readonly steps: number;
  /** resident memory after each tenth of the steps, in bytes, the start first */
  readonly resident: readonly number[];
  /** bytes by which the JavaScript heap has grown, garbage collected before and after */
  readonly heapGrowth: number;
  /** bytes that lie on the JavaScript heap for every step before any collection: what a step allocates */
  readonly allocatedPerStep: number;
  /** how often V8 collected garbage during the steps */
  readonly collections: number;
  readonly seconds: number;
}

/** Needs `node --expose-gc`. Steps come in whole epochs; the first tenth, when V8 still compiles, is not counted. */
export async function watchMemory(
  epoch: () => void,
  perEpoch: number,
  wanted: number,
): Promise<MemoryReport> {
  const { gc } = globalThis;
  if (!gc) throw new Error("memory can only be watched under node --expose-gc");
  const tenth = Math.ceil(wanted / 10 / perEpoch);
  const run = () => {
    for (let i = 0; i < tenth; i++) epoch();
  };
  run();
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    collections += list.getEntries().length;
  });
  const resident = new Float64Array(11);
  const heap = () => process.memoryUsage().heapUsed;
  heap();
  gc();
  gc();
  await breath();
  observer.observe({ entryTypes: ["gc"] });
  const heapBefore = heap();
  resident[0] = process.memoryUsage.rss();
  const began = performance.now();
  for (let i = 1; i <= 10; i++) {
    run();
    resident[i] = process.memoryUsage.rss();
  }
  const seconds = (performance.now() - began) / 1000;
  const left = heap() - heapBefore;
  await breath();
  observer.disconnect();
  gc();
  gc();
  const steps = 10 * tenth * perEpoch;
  const heapGrowth = heap() - heapBefore;
  return {
    steps,
    resident: Array.from(resident),
    heapGrowth,
    allocatedPerStep: left / steps,
    collections,
    seconds,
  };
}

/** Observers are told between two turns of the event loop. */
const breath = () => new Promise((resolve) => setTimeout(resolve, 50));
