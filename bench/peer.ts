import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { MemoryReport } from "./peers/memory.ts";
import type { About } from "./peers/serve.ts";

export interface Answer {
  about?: About;
  absent?: string;
  milliseconds?: number;
  result?: Record<string, number[]>;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/** A peer in its own process, asked over its standard input, one JSON line each way, one question at a time. */
export class RunningPeer {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private errors = "";

  constructor({ program, args, environment }: Command) {
    this.child = spawn(program, args, { env: environment, stdio: ["pipe", "pipe", "pipe"] });
    this.child.on("error", (error) => {
      this.errors += error.message;
    });
    this.child.stderr!.on("data", (data: Buffer) => {
      this.errors = (this.errors + data.toString()).slice(-4000);
    });
    this.child.stdin!.on("error", () => {}); // of a dead peer; `read` says that it ended
    this.lines = createInterface({ input: this.child.stdout! })[Symbol.asyncIterator]();
  }

  /** What the peer says of itself, or why it is absent. */
  async greeting(): Promise<Answer> {
    try {
      return await this.read();
    } catch (error) {
      return { absent: (error as Error).message };
    }
  }

  async ask(question: { do: string; folder?: string; atLeast?: number }): Promise<Answer> {
    this.child.stdin!.write(`${JSON.stringify(question)}\n`);
    return this.read();
  }

  async watchMemory(steps: number): Promise<MemoryReport> {
    this.child.stdin!.write(`${JSON.stringify({ do: "memory", steps })}\n`);
    return JSON.parse(await this.line()) as MemoryReport;
  }

  close(): void {
    this.child.stdin!.end();
    this.child.kill();
  }

  private async read(): Promise<Answer> {
    return JSON.parse(await this.line()) as Answer;
  }

  private async line(): Promise<string> {
    const { value, done } = await this.lines.next();
    if (!done) return value;
    await new Promise((resolve) => setTimeout(resolve, 20)); // for the last words on stderr
    throw new Error(lastLine(this.errors) ?? "it ended without a word");
  }
}

/** A Python traceback and Node's both say most in one line: the last with a name of an error in it. */
export function lastLine(errors: string): string | undefined {
  const lines = errors.split("\n").map((line) => line.trim());
  return lines.findLast((line) => /error/i.test(line)) ?? lines.findLast((line) => line !== "");
}
