import type { Engine, Program } from "../../engine/engine.ts";
import { ProgramsByRows } from "../../model/programsByRows.ts";
import type { Samples } from "../../model/samples.ts";
import { lossGraph } from "../../nn/training/training.ts";
import { inOrder } from "../rows/orders.ts";
import type { SettledPlan } from "./plan.ts";

const chunk = 256;

/** A loss of one's own over any number of rows, a chunk at a time, on the parameters that `main` trains. */
export class LossEvaluator {
  readonly #plan: SettledPlan;
  readonly #engine: Engine;
  readonly #main: Program;
  readonly #programs = new ProgramsByRows((rows) => this.#compiled(rows));

  constructor(plan: SettledPlan, engine: Engine, main: Program) {
    this.#plan = plan;
    this.#engine = engine;
    this.#main = main;
  }

  /** The loss of a row in the mean, and the network's predictions, (n, outputs) row-major. */
  async measure({ features, labels }: Samples): Promise<{ loss: number; outputs: Float64Array }> {
    const { network, training, targets = 1 } = this.#plan;
    const width = network.sizes.at(-1)!;
    const rows = labels.length / targets;
    const order = inOrder(rows);
    const outputs = new Float64Array(rows * width);
    let total = 0;
    for (let start = 0; start < rows; start += chunk) {
      const count = Math.min(chunk, rows - start);
      const program = this.#programs.of(count);
      program.setRows("x", features, order, start, count);
      program.setRows("y", labels, order, start, count);
      await program.run();
      // The loss is a mean over the chunk's rows, or their sum.
      total += program.getScalar("loss") * (training.reduction === "sum" ? 1 : count);
      outputs.set(program.get("prediction"), start * width);
    }
    return { loss: total / rows, outputs };
  }

  dispose(): void {
    this.#programs.dispose();
  }

  #compiled(rows: number): Program {
    const { network, training, targets } = this.#plan;
    const { dtype, loss } = training;
    const graph = lossGraph({ network, rows, dtype, loss, targets });
    return this.#engine.compile(graph, { shareStateWith: this.#main });
  }
}
