// A loop of one's own: the gradient of any function, and Adam on any tree of parameters.
import { op, optimizer, type Value, valueAndGrad } from "kiso";

/** A sum of three waves, each with a height, a speed and a start. */
const wave = ({ height, speed, start }: { height: Value; speed: Value; start: Value }, t: Value) =>
  op.sum(op.multiply(height, op.sin(op.add(op.multiply(speed, t), start))), 1);

const times = Array.from({ length: 200 }, (_, i) => [i / 40]);
const measured = Float64Array.from(
  times,
  ([t]) => 2 * Math.sin(t! + 0.3) + 0.7 * Math.sin(3.1 * t!) + 0.2 * Math.cos(5 * t!),
);

const adam = optimizer({ name: "adam", learningRate: 0.02 });
const slope = valueAndGrad((p: { height: Value; speed: Value; start: Value }, t: Value, y: Value) =>
  op.mean(op.square(op.subtract(wave(p, t), y))),
);
let params = { height: [[1, 1, 1]], speed: [[1.1, 2.9, 4.8]], start: [[0, 0, 0]] };
let state = adam.init(params);
for (let step = 0; step <= 1000; step++) {
  const [loss, gradients] = slope(params, times, measured);
  [params, state] = adam.update(gradients, state, params);
  if (step % 250 === 0) console.log(`step ${step}: loss ${Number(loss).toExponential(2)}`);
}
console.log(`speeds ${params.speed[0]!.map((speed) => speed.toFixed(2)).join(", ")}`);
