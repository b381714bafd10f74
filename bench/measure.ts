import { type Contender, type ContenderName, contenders, type Place } from "./contenders.ts";
import type { Benchmark } from "./jobs.ts";
import { RunningPeer } from "./peer.ts";
import type { About } from "./peers/serve.ts";
import type { Referee, Verdict } from "./referee.ts";
import { type Summary, summarize } from "./statistics.ts";

/** How a contender fared in one benchmark: its times and its verdict, or why it is not there. */
export type Outcome = { about: About; times: Summary; verdict: Verdict } | { absent: string };
export type Outcomes = Partial<Record<ContenderName, Outcome>>;

export interface Effort {
  readonly repetitions: number;
  /** ms that a repetition lasts at least */
  readonly atLeast: number;
  readonly slow: boolean;
}

interface Entry {
  name: ContenderName;
  peer: RunningPeer;
  about: About;
  verdict: Verdict;
  times: number[];
}

/**
 * All contenders take turns: one repetition each, then the next round, so that whatever else the machine does falls
 * on all alike. One works at a time. The warm-up, in which JIT compilers compile, is not counted.
 */
export async function measure(
  benchmark: Benchmark,
  { folder, place, referee, effort }: { folder: string; place: Place; referee: Referee; effort: Effort },
): Promise<Outcomes> {
  const outcomes: Outcomes = {};
  const entries: Entry[] = [];
  try {
    for (const name of benchmark.contenders) {
      const contender: Contender = contenders[name];
      if (contender.slow && !effort.slow) {
        outcomes[name] = { absent: "left out by --quick" };
        continue;
      }
      const started = await enter(name, contender, { folder, place, referee });
      if ("absent" in started) outcomes[name] = started;
      else entries.push(started);
    }
    for (let round = 0; round < effort.repetitions; round++) {
      for (const { peer, times } of entries) {
        const { milliseconds } = await peer.ask({ do: "repeat", atLeast: effort.atLeast });
        times.push(milliseconds! / benchmark.unit.perRun);
      }
    }
  } finally {
    for (const { peer } of entries) peer.close();
  }
  for (const { name, about, verdict, times } of entries)
    outcomes[name] = { about, verdict, times: summarize(times) };
  return outcomes;
}

/** Starts a contender, gives it the job, warms it up and looks at what it computes. */
async function enter(
  name: ContenderName,
  { command, reduction }: Contender,
  { folder, place, referee }: { folder: string; place: Place; referee: Referee },
): Promise<Entry | { absent: string }> {
  const peer = new RunningPeer(command(place));
  try {
    const { about, absent } = await peer.greeting();
    if (!about) throw new Error(absent);
    await peer.ask({ do: "prepare", folder });
    await peer.ask({ do: "repeat", atLeast: 300 });
    const { result } = await peer.ask({ do: "result" });
    const verdict: Verdict =
      reduction === "other"
        ? { said: "another rule of learning", agrees: true }
        : await referee.judge(result!, reduction);
    return { name, peer, about, verdict, times: [] };
  } catch (error) {
    peer.close();
    return { absent: (error as Error).message };
  }
}
