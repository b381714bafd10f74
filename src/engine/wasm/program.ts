import { UserError } from "../../errors.ts";
import type { Graph, Value } from "../../graph/value.ts";
import { isOp } from "../../graph/value.ts";
import type { Program } from "../engine.ts";
import type { Arena } from "./arena.ts";
import { layoutOf, roomFor } from "./layout.ts";
import { reserve } from "./memory.ts";
import type { Kernels } from "./module.ts";
import { planGraph } from "./plan.ts";
import type { Instruction } from "./step.ts";
import { type Numbers, Tensor } from "./tensor.ts";

/**
 * A product's last tile reads the rows that a whole tile would have, three at most and of small matrices only
 * (multiplication.ts), without using what it finds: there must be memory.
 */
const readAhead = 65536;

/** An instance of the kernels, and who has which part of its memory. */
export interface Machine {
  readonly kernels: Kernels;
  readonly heap: Arena;
}

/** The states of one or several programs; their memory is given back when the last one is disposed of. */
interface SharedState {
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** All rows of inputs, for `takeRows`. */
  readonly kept: { readonly name: string; readonly rows: Tensor }[];
  /** Their indices in the order that was set. */
  order?: Tensor;
  readonly programs: Set<WasmProgram>;
}

interface Input {
  /** Its own memory. */
  readonly tensor: Tensor;
  /** Where the instructions find it: there, or among the kept rows. */
  at: number;
  /** Which of the program's words say so. */
  readonly words: number[];
}

/** Added n times to the n-th input's address, until the words with it are known. */
const mark = 2 ** 40;

/** A graph's plan in memory: a list of instructions, and the tensors that they work on. */
export class WasmProgram implements Program {
  readonly #machine: Machine;
  readonly #state: SharedState;
  readonly #inputs = new Map<string, Input>();
  readonly #outputs = new Map<string, Tensor>();
  /** The ranges that this program alone has. */
  readonly #ranges: number[] = [];
  readonly #words: Tensor;
  #program = 0;
  #end = 0;

  constructor(graph: Graph, machine: Machine, shared?: WasmProgram) {
    this.#machine = machine;
    const plan = planGraph(graph);
    this.#state = shared ? shared.#share(graph, machine) : this.#newState(graph);
    this.#state.programs.add(this);
    const leafAt = new Map<Value, number>();
    for (const [name, value] of Object.entries(graph.inputs)) {
      const tensor = this.#tensor(name, value);
      this.#inputs.set(name, { tensor, at: tensor.address, words: [] });
      leafAt.set(value, tensor.address + mark * this.#inputs.size);
    }
    for (const [name, value] of Object.entries(graph.state)) {
      leafAt.set(value, this.#state.tensors.get(name)!.address);
    }
    for (const value of plan.leaves) {
      if (!isOp(value, "constant")) continue;
      const { data } = value.attributes;
      const tensor = this.#tensor("constant", value);
      tensor.set(typeof data === "number" ? [data] : data);
      leafAt.set(value, tensor.address);
    }
    const { instructions, outputs } = plan.place(
      this.#allocate(plan.workspace),
      (value) => leafAt.get(value)!,
    );
    for (const [name, value] of Object.entries(graph.outputs)) {
      this.#outputs.set(name, new Tensor(name, value, machine.kernels.memory, outputs[name]!));
    }
    this.#words = this.#write(instructions);
    this.#program = this.#words.address;
    this.#end = this.#words.row(this.#words.rows);
  }

  #allocate(bytes: number): number {
    const { heap, kernels } = this.#machine;
    const start = heap.allocate(bytes);
    this.#ranges.push(start);
    reserve(kernels.memory, heap.end + readAhead);
    return start;
  }

  #tensor(name: string, value: Pick<Value, "shape" | "dtype">): Tensor {
    const address = this.#allocate(roomFor(layoutOf(value)));
    const tensor = new Tensor(name, value, this.#machine.kernels.memory, address);
    tensor.clear();
    return tensor;
  }

  #newState(graph: Graph): SharedState {
    const states = Object.entries(graph.state);
    const tensors = new Map(states.map(([name, value]) => [name, this.#tensor(name, value)]));
    this.#ranges.length = 0; // they belong to the state, which may outlive this program
    return { tensors, kept: [], programs: new Set() };
  }

  #share(graph: Graph, machine: Machine): SharedState {
    const refuse = (why: string) => new UserError(`the program to share state with ${why}`);
    if (machine !== this.#machine) throw refuse("is of another engine or another dtype");
    if (this.#state.programs.size === 0) throw refuse("has been disposed of");
    for (const [name, value] of Object.entries(graph.state)) {
      if (!this.#state.tensors.get(name)?.holds(value)) {
        throw refuse(`holds no state ${name} of this shape and dtype`);
      }
    }
    return this.#state;
  }

  /** Each instruction: the kernel's place in the table, the instruction's bytes, its arguments. */
  #write(instructions: readonly Instruction[]): Tensor {
    const { place } = this.#machine.kernels;
    const inputs = [...this.#inputs.values()];
    const words = instructions
      .flatMap(([kernel, ...args]) => [place.get(kernel)!, 4 * (args.length + 2), ...args])
      .map((word, i) => {
        if (word >= mark) inputs[Math.floor(word / mark) - 1]?.words.push(i);
        return word % mark;
      });
    const tensor = this.#tensor("the program", { shape: [words.length], dtype: "int32" });
    tensor.set(words);
    return tensor;
  }

  set(name: string, values: ArrayLike<number>): void {
    this.#writable(name).set(values);
  }

  setRows(
    name: string,
    source: ArrayLike<number>,
    rows: ArrayLike<number>,
    start: number,
    count: number,
  ): void {
    this.#writable(name).gather(source, rows, start, count);
  }

  keepRows(name: string, source: ArrayLike<number>): void {
    const input = this.#inputs.get(name);
    if (!input) throw new UserError(`no input ${name}; there are ${[...this.#inputs.keys()].join(", ")}`);
    const wanted = input.tensor.ofNumbers(source.length);
    const { kept, programs } = this.#state;
    const before = kept.findIndex((one) => one.name === name);
    if (before >= 0) {
      for (const program of programs) {
        const pointed = program.#inputs.get(name);
        if (pointed) program.#own(pointed);
      }
      // As many rows as before take their place: a stream's do so all the time.
      const { rows } = kept[before]!;
      if (rows.rows === wanted.shape[0]) {
        rows.set(source);
        return;
      }
      this.#machine.heap.free(rows.address);
      kept.splice(before, 1);
    }
    const rows = this.#tensor(name, wanted);
    this.#ranges.pop(); // they belong to the state
    rows.set(source);
    kept.push({ name, rows });
  }

  orderRows(rows: ArrayLike<number>): void {
    const { order } = this.#state;
    if (order?.rows !== rows.length) {
      if (order) this.#machine.heap.free(order.address);
      this.#state.order = this.#tensor("the order", { shape: [rows.length], dtype: "int32" });
      this.#ranges.pop(); // it belongs to the state
    }
    this.#state.order!.set(rows);
  }

  /** A whole batch of rows as they lie is read where they are kept; any other is copied. */
  takeRows(start: number, count: number): void {
    const { gather } = this.#machine.kernels;
    const { kept, order } = this.#state;
    for (let i = 0; i < kept.length; i++) {
      const { name, rows } = kept[i]!;
      const input = this.#inputs.get(name);
      if (!input) continue;
      const bytes = input.tensor.bytesOf(count);
      if (order) gather(this.#own(input).address, rows.address, order.row(start), count, bytes / count);
      else if (input.tensor.rows === count) this.#point(input, rows.row(start));
      else this.#copy(this.#own(input).address, rows.row(start), bytes);
    }
  }

  /** Lets the instructions find an input elsewhere. */
  #point(input: Input, at: number): void {
    this.#words.increase(input.words, at - input.at);
    input.at = at;
  }

  /** The input in its own memory, with the rows that the instructions found elsewhere. */
  #own(input: Input): Tensor {
    const { tensor, at } = input;
    if (at !== tensor.address) {
      this.#copy(tensor.address, at, tensor.bytesOf(tensor.rows));
      this.#point(input, tensor.address);
    }
    return tensor;
  }

  #copy(to: number, from: number, bytes: number): void {
    new Uint8Array(this.#machine.kernels.memory.buffer).copyWithin(to, from, from + bytes);
  }

  run(): void {
    this.#machine.kernels.run(this.#program, this.#end);
  }

  get(name: string): Numbers {
    return this.#readable(name).get();
  }

  getScalar(name: string): number {
    return this.#readable(name).first();
  }

  dispose(): void {
    if (this.#ranges.length === 0) return;
    const { heap } = this.#machine;
    this.#ranges.splice(0).forEach((start) => {
      heap.free(start);
    });
    this.#program = this.#end = 0;
    this.#state.programs.delete(this);
    if (this.#state.programs.size > 0) return;
    for (const { address } of this.#state.tensors.values()) heap.free(address);
    for (const { rows } of this.#state.kept) heap.free(rows.address);
    if (this.#state.order) heap.free(this.#state.order.address);
  }

  /** Memory that was given back may be another program's by now. */
  #checkAlive(): void {
    if (this.#state.programs.size === 0) throw new UserError("this program has been disposed of");
  }

  #writable(name: string): Tensor {
    this.#checkAlive();
    const input = this.#inputs.get(name);
    const tensor = input ? this.#own(input) : this.#state.tensors.get(name);
    if (tensor) return tensor;
    const names = [...this.#inputs.keys(), ...this.#state.tensors.keys()];
    throw new UserError(`no input or state ${name}; there are ${names.join(", ")}`);
  }

  #readable(name: string): Tensor {
    this.#checkAlive();
    const tensor = this.#outputs.get(name) ?? this.#state.tensors.get(name);
    if (tensor) return tensor;
    const names = [...this.#outputs.keys(), ...this.#state.tensors.keys()];
    throw new UserError(`no output or state ${name}; there are ${names.join(", ")}`);
  }
}
