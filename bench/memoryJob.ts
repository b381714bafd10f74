import { contenders, type Place } from "./contenders.ts";
import { RunningPeer } from "./peer.ts";
import type { MemoryReport } from "./peers/memory.ts";

/** Job M: a million steps of the lesson in a process of its own. */
export async function measureMemory(place: Place, folder: string, steps: number): Promise<MemoryReport> {
  const peer = new RunningPeer(contenders.kiso.command(place));
  try {
    const { about, absent } = await peer.greeting();
    if (!about) throw new Error(`kiso does not start: ${absent}`);
    await peer.ask({ do: "prepare", folder });
    return await peer.watchMemory(steps);
  } finally {
    peer.close();
  }
}
