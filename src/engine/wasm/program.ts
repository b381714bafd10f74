import { UserError } from "../../errors.ts";
import type { Graph } from "../../graph/value.ts";
import { isOp } from "../../graph/value.ts";
import type { Program } from "../engine.ts";
import { type Machine, Ranges } from "./memory.ts";
import { type Plan, planGraph } from "./plan.ts";
import { SharedState } from "./state.ts";
import type { Region } from "./step.ts";
import { type Numbers, Tensor } from "./tensor.ts";

/*
 * A program is a plan in memory: a list of instructions, as words of 32 bits, and the numbers that they work on, all in
 * the one memory of the kernels. An instruction is the kernel's place in the table, the instruction's bytes, and the
 * kernel's arguments: plain numbers, and addresses, which are plain numbers too once they are written ("linked").
 *
 * What holds from run to run: every address in the words lies in a range that belongs to this program, to its state or,
 * for an input, to the rows kept beside the state. An input alone may be found in two places: in its own memory, or
 * where its rows are kept. So the list of words that hold its address is made when they are written, and to point the
 * input elsewhere is to add the distance to these words. All other words never change.
 *
 * A run is one call into WebAssembly, where a loop goes from instruction to instruction; so no op costs a call from
 * JavaScript, no run allocates, and a batch of rows that lie together is read where it is kept, without a copy.
 */

interface Input {
  /** Its own memory. */
  readonly tensor: Tensor;
  /** Where the instructions find it: there, or among the kept rows. */
  at: number;
  /** Which of the program's words hold an address in it. */
  readonly words: number[];
}

export class WasmProgram implements Program {
  readonly #machine: Machine;
  readonly #ranges: Ranges;
  readonly #state: SharedState;
  readonly #inputs = new Map<string, Input>();
  readonly #outputs = new Map<string, Tensor>();
  readonly #words: Tensor;
  #start = 0;
  #end = 0;

  constructor(graph: Graph, machine: Machine, shared?: WasmProgram) {
    this.#machine = machine;
    this.#ranges = new Ranges(machine);
    this.#state = shared === undefined ? new SharedState(graph, machine) : shared.#shared(graph, machine);
    this.#state.join(this);
    try {
      const plan = planGraph(graph);
      const startOf = this.#regions(graph, plan);
      for (const [name, value] of Object.entries(graph.outputs)) {
        const { region, offset } = plan.outputs[name];
        this.#outputs.set(name, new Tensor(name, value, machine.kernels.memory, startOf(region) + offset));
      }
      const words = this.#linked(graph, plan, startOf);
      this.#words = this.#ranges.tensor("the program", { shape: [words.length], dtype: "int32" });
      this.#words.set(words);
      this.#start = this.#words.address;
      this.#end = this.#words.row(words.length);
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** The state, for another program that is to share it. */
  #shared(graph: Graph, machine: Machine): SharedState {
    const refuse = (why: string) => new UserError(`the program to share state with ${why}`);
    if (machine !== this.#machine) throw refuse("is of another engine or another dtype");
    if (!this.#state.isAlive) throw refuse("has been disposed of");
    for (const [name, value] of Object.entries(graph.state)) {
      if (!this.#state.tensors.get(name)?.holds(value)) {
        throw refuse(`holds no state ${name} of this shape and dtype`);
      }
    }
    return this.#state;
  }

  /** Gives every region of the plan its memory; the start of each. */
  #regions(graph: Graph, plan: Plan): (region: Region) => number {
    const starts = new Map<Region, number>();
    for (const [name, value] of Object.entries(graph.inputs)) {
      const tensor = this.#ranges.tensor(name, value);
      this.#inputs.set(name, { tensor, at: tensor.address, words: [] });
      starts.set(value, tensor.address);
    }
    for (const [name, value] of Object.entries(graph.state)) {
      starts.set(value, this.#state.tensors.get(name)!.address);
    }
    for (const value of plan.leaves) {
      if (!isOp(value, "constant")) continue;
      const { data } = value.attributes;
      const tensor = this.#ranges.tensor("a constant", value);
      tensor.set(typeof data === "number" ? [data] : data);
      starts.set(value, tensor.address);
    }
    starts.set("workspace", this.#ranges.allocate(plan.workspace, "the values between input and output"));
    return (region) => starts.get(region)!;
  }

  /** The instructions as words, with the addresses that the regions' starts give; notes where the inputs' stand. */
  #linked(graph: Graph, { instructions }: Plan, startOf: (region: Region) => number): number[] {
    const { place } = this.#machine.kernels;
    const inputs = Object.entries(graph.inputs).map(
      ([name, value]) => [value, this.#inputs.get(name)!] as const,
    );
    const inputOf = new Map<Region, Input>(inputs);
    const words: number[] = [];
    for (const [kernel, ...args] of instructions) {
      words.push(place.get(kernel)!, 4 * (args.length + 2));
      for (const argument of args) {
        if (typeof argument === "number") {
          words.push(argument);
          continue;
        }
        const { region, offset } = argument;
        inputOf.get(region)?.words.push(words.length);
        words.push(startOf(region) + offset);
      }
    }
    return words;
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
    this.#checkAlive();
    const input = this.#inputs.get(name);
    if (!input) throw new UserError(`no input ${name}; there are ${[...this.#inputs.keys()].join(", ")}`);
    this.#state.keepRows(name, input.tensor.ofNumbers(source.length), source);
  }

  orderRows(rows: ArrayLike<number>): void {
    this.#checkAlive();
    this.#state.orderRows(rows);
  }

  /** A whole batch of rows as they lie is read where they are kept; any other is copied. */
  takeRows(start: number, count: number): void {
    const { gather } = this.#machine.kernels;
    const { kept, order } = this.#state;
    for (let i = 0; i < kept.length; i++) {
      const { name, rows } = kept[i];
      const input = this.#inputs.get(name);
      if (!input) continue;
      const bytes = input.tensor.bytesOf(count);
      if (order) gather(this.#own(input).address, rows.address, order.row(start), count, bytes / count);
      else if (input.tensor.rows === count) this.#point(input, rows.row(start));
      else this.#copy(this.#own(input).address, rows.row(start), bytes);
    }
  }

  ownInput(name: string): void {
    const input = this.#inputs.get(name);
    if (input) this.#own(input);
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
    this.#machine.kernels.run(this.#start, this.#end);
  }

  get(name: string): Numbers {
    return this.#readable(name).get();
  }

  getScalar(name: string): number {
    return this.#readable(name).first();
  }

  dispose(): void {
    if (!this.#state.leave(this)) return;
    this.#ranges.freeAll();
    this.#start = this.#end = 0;
  }

  /** Memory that was given back may be another program's by now. */
  #checkAlive(): void {
    if (!this.#state.isSharedBy(this)) throw new UserError("this program has been disposed of");
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
