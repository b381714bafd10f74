import { type Engine, MemoryError, type Program } from "../../engine/engine.ts";
import { UserError } from "../../errors.ts";
import { simplify } from "../../graph/simplify.ts";
import type { Graph } from "../../graph/value.ts";

/*
 * The programs of compiled functions. A function has one for each set of shapes that it was called with, and since a program
 * can always be made again, they are a cache: those that were used last are kept, 32 by each function and 256 by all
 * together, and fewer where an engine has no memory left. A program stands in two maps, its function's and that of all
 * functions, in the order of last use: to use it is to put it at the end, to make room is to drop the first.
 */
const mostOfOne = 32;
const mostOfAll = 256;

/** What a function did with values, as a graph, and the form of its result. */
export interface Traced<Form> {
  readonly graph: Graph;
  readonly form: Form;
}

export interface KeptProgram<Form> {
  readonly shapes: string;
  readonly engine: Engine;
  readonly program: Program;
  readonly form: Form;
}

/** The programs of all functions, with those who keep them. */
const everywhere = new Map<KeptProgram<unknown>, { drop(kept: KeptProgram<unknown>): void }>();

/** The programs of one function. */
export class Programs<Form> {
  readonly #byShapes = new Map<string, KeptProgram<Form>>();
  #disposed = false;

  /** The program for these shapes on this engine; where there is none, one of what `trace` finds. */
  find(shapes: string, engine: Engine, trace: () => Traced<Form>): KeptProgram<Form> {
    if (this.#disposed) throw new UserError("this compiled function has been disposed of; compile it again");
    let found = this.#byShapes.get(shapes);
    if (found !== undefined && found.engine !== engine) {
      this.drop(found);
      found = undefined;
    }
    if (found === undefined) {
      const { graph, form } = trace();
      found = { shapes, engine, program: compiledOn(engine, simplify(graph)), form };
    } else {
      this.#byShapes.delete(shapes);
      everywhere.delete(found);
    }
    this.#byShapes.set(shapes, found);
    everywhere.set(found, this);
    if (this.#byShapes.size > mostOfOne) this.drop(first(this.#byShapes.values()));
    if (everywhere.size > mostOfAll) first(everywhere.values()).drop(first(everywhere.keys()));
    return found;
  }

  drop(kept: KeptProgram<unknown>): void {
    this.#byShapes.delete(kept.shapes);
    everywhere.delete(kept);
    kept.program.dispose();
  }

  /** Drops all, and finds no more. */
  dispose(): void {
    this.#disposed = true;
    for (const kept of this.#byShapes.values()) this.drop(kept);
  }
}

/** Where an engine has no memory for a new program, all of its kept ones make room. */
function compiledOn(engine: Engine, graph: Graph): Program {
  try {
    return engine.compile(graph);
  } catch (error) {
    if (!(error instanceof MemoryError)) throw error;
    for (const [kept, owner] of everywhere) if (kept.engine === engine) owner.drop(kept);
    return engine.compile(graph);
  }
}

function first<T>(things: Iterable<T>): T {
  const [one] = things;
  return one;
}
