import * as op from "./elementwise";
import { Exp, expLike, Sigmoid, Tanh } from "./exp";
import { Pow } from "./power";
import { arg } from "./vector";
import { reduceAxis, reduceRows, Max, Sum } from "./reduce";

/*
 * An instruction is a row of 32-bit numbers: the kernel's place in the table, the instruction's bytes, its arguments.
 * The host writes every exported kernel into the table (src/engine/wasm/module.ts) and a program as a list of
 * instructions into memory; a training step is then one call from JavaScript.
 */
export function run(program: usize, end: usize): void {
  while (program < end) {
    call_indirect<void>(load<u32>(program), program + 8);
    program += load<u32>(program, 4);
  }
}

export function negate(p: usize): void { op.unary<op.Negate>(p); }
export function exp(p: usize): void { expLike<Exp>(arg(p, 0), arg(p, 1), arg(p, 2)); }
export function log(p: usize): void { op.unary<op.Log>(p); }
export function sqrt(p: usize): void { op.unary<op.Sqrt>(p); }
export function tanh(p: usize): void { expLike<Tanh>(arg(p, 0), arg(p, 1), arg(p, 2)); }
export function sigmoid(p: usize): void { expLike<Sigmoid>(arg(p, 0), arg(p, 1), arg(p, 2)); }
export { erf } from "./erf";
export { sin, cos } from "./trigonometry";
export function abs(p: usize): void { op.unary<op.Abs>(p); }
export function floor(p: usize): void { op.unary<op.Floor>(p); }

export function add(p: usize): void { op.binary<op.Add>(p); }
export function subtract(p: usize): void { op.binary<op.Subtract>(p); }
export function multiply(p: usize): void { op.binary<op.Multiply>(p); }
export function divide(p: usize): void { op.binary<op.Divide>(p); }
export function pow(p: usize): void { op.binary<Pow>(p); }
export function maximum(p: usize): void { op.binary<op.Maximum>(p); }
export function greater(p: usize): void { op.binary<op.Greater>(p); }
export function equal(p: usize): void { op.binary<op.Equal>(p); }
export function sigmoidGradient(p: usize): void { op.binary<op.SigmoidGradient>(p); }
export function tanhGradient(p: usize): void { op.binary<op.TanhGradient>(p); }
export function where(p: usize): void { op.ternary<op.Where>(p); }
export function multiplyGreater(p: usize): void { op.ternary<op.MultiplyGreater>(p); }

export function sumRows(p: usize): void { reduceRows<Sum>(p); }
export function sumAxis(p: usize): void { reduceAxis<Sum>(p); }
export function maxRows(p: usize): void { reduceRows<Max>(p); }
export function maxAxis(p: usize): void { reduceAxis<Max>(p); }

export { matmul } from "./matmul";
export { softmax, logSoftmax, logSumExp } from "./softmax";
export { oneHot, subtractOneHot, argMax } from "./labels";
export { gatherRows, scatterRows, cast } from "./indices";
export { sort, cumsum } from "./order";
export { zero, move, copyBox, gather, reshape } from "./movement";
export { adam, addScaled, nesterov, subtractScaled } from "./update";
export { uniform } from "./random";
export { im2col, col2im, maxPool, maxUnpool } from "./windows";

/** The first byte of memory that no kernel uses for itself. */
export function memoryStart(): usize { return __heap_base; }
