import type { Program } from "../engine/engine.ts";

/** The programs of one graph, one for each number of rows: each is compiled when that many rows first come. */
export class ProgramsByRows {
  readonly #programs = new Map<number, Program>();
  readonly #compile: (rows: number) => Program;

  constructor(compile: (rows: number) => Program) {
    this.#compile = compile;
  }

  of(rows: number): Program {
    let program = this.#programs.get(rows);
    if (program === undefined) {
      program = this.#compile(rows);
      this.#programs.set(rows, program);
    }
    return program;
  }

  dispose(): void {
    for (const program of this.#programs.values()) program.dispose();
    this.#programs.clear();
  }
}
