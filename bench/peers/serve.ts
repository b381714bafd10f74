import { createInterface } from "node:readline";
import { type Job, readJob } from "../job.ts";

/** What a peer says of itself. */
export interface About {
  /** "PyTorch 1.13.1" */
  readonly version: string;
  /** "Node v20.20.2", "OpenBLAS 0.3.21, kernel Cooperlake" */
  readonly runtime: string;
}

/** A job made ready, its data in the peer's own arrays. */
export interface Work {
  /** Puts the initial weights back. Not timed. */
  reset(): void;
  /** The work that is timed. */
  run(): void | Promise<void>;
  /** What came out of the last run, by the names of the job's arrays. */
  result(): Record<string, ArrayLike<number>> | Promise<Record<string, ArrayLike<number>>>;
  /** Other questions than the three that every peer answers. */
  answer?(request: Request): unknown;
}

export interface Peer {
  readonly about: About;
  prepare(job: Job, folder: string): Work | Promise<Work>;
}

interface Request {
  readonly do: string;
  readonly folder?: string;
  /** ms */
  readonly atLeast?: number;
  readonly steps?: number;
}

/**
 * Answers the harness, one JSON line a request, so that the repetitions of several peers can take turns in one run.
 * Only the time of `run` is counted, by the peer's own clock: the talk between processes is not.
 */
export async function serve(start: () => Promise<Peer>): Promise<void> {
  let peer: Peer;
  try {
    peer = await start();
  } catch (error) {
    return say({ absent: String(error).split("\n")[0] });
  }
  say({ about: peer.about });
  let work: Work | undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as Request;
    if (request.do === "prepare") {
      work = await peer.prepare(readJob(request.folder!), request.folder!);
      say({});
    } else if (request.do === "repeat") {
      say(await repeat(work!, request.atLeast!));
    } else if (request.do === "result") {
      const result = Object.entries(await work!.result());
      say({ result: Object.fromEntries(result.map(([name, values]) => [name, Array.from(values)])) });
    } else {
      say(await work!.answer!(request));
    }
  }
}

/** Runs until `atLeast` ms are full, so that a short piece of work is not at the mercy of one interruption. */
async function repeat(work: Work, atLeast: number): Promise<{ milliseconds: number }> {
  let total = 0;
  let runs = 0;
  while (total < atLeast || runs === 0) {
    work.reset();
    const began = performance.now();
    const pending = work.run();
    if (pending) await pending;
    total += performance.now() - began;
    runs++;
  }
  return { milliseconds: total / runs };
}

function say(message: unknown): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
