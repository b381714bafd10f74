// What compile and its like take: npm run bench:functions (node with --expose-gc). The lesson's step on the standard engine and on the reference;
// memory through 100,000 rounds of compile, run and dispose, through 1,500 batch sizes of one function, and through 20,000
// functions that nobody disposes of; the time that a Jacobian and a Hessian take to compile and to run.
import { setImmediate } from "node:timers/promises";
import { compile, grad, hessian, jacobian, loadEngine, op, valueAndGrad } from "../dist/index.js";

const numbers = (n) => Float64Array.from({ length: n }, (_, i) => Math.sin(7.3 * i) / 3);
const array = (...shape) => ({ shape, data: numbers(shape.reduce((a, b) => a * b, 1)) });
const megabytes = () => {
  gc();
  const { external, heapUsed, rss } = process.memoryUsage();
  return [external, heapUsed, rss].map((bytes) => Math.round(bytes / 2 ** 20)).join(" / ");
};
const fastest = (times, f) => {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    f();
    best = Math.min(best, performance.now() - start);
  }
  return best;
};

const layer = (x, { W, b }) => op.add(op.matmul(x, W), b);
const network = (p, x) => layer(op.sigmoid(layer(x, p.hidden)), p.out);
const crossEntropy = (p, x, y) =>
  op.negate(op.sum(op.multiply(op.oneHot(y, 10, "float64"), op.logSoftmax(network(p, x)))));
const parameters = {
  hidden: { W: array(10, 32), b: array(1, 32) },
  out: { W: array(32, 10), b: array(1, 10) },
};
const x = array(32, 10);
const y = Int32Array.from({ length: 32 }, (_, i) => i % 10);

for (const [name, options] of [
  ["standard", {}],
  ["reference", { engine: await loadEngine("reference") }],
]) {
  const step = valueAndGrad(crossEntropy, options);
  for (let i = 0; i < 500; i++) step(parameters, x, y);
  const best = fastest(20, () => {
    for (let i = 0; i < 50; i++) step(parameters, x, y);
  });
  console.log(`valueAndGrad of the lesson's network, 32 rows, ${name} engine: ${(best / 50).toFixed(4)} ms`);
}

const square = (x) => op.sum(op.multiply(x, x));
const report = (what, done) =>
  console.log(`${what} ${done}: ${megabytes()} MB outside the heap (WebAssembly's too) / heap / process`);

const rows = numbers(6400);
for (let round = 0; round <= 100_000; round++) {
  const f = compile(square);
  f(rows);
  f.dispose();
  if (round % 20_000 === 0) report("rounds of compile, run, dispose", round);
}

const sized = compile(square);
for (let n = 1; n <= 1500; n++) {
  sized(numbers(64 * n));
  if (n % 300 === 0) report("batch sizes through one function", n);
}
sized.dispose();

for (let round = 0; round <= 20_000; round++) {
  grad(square)(rows); // left to the garbage collector, which has its turn between tasks
  if (round % 100 === 0) await setImmediate();
  if (round % 5000 === 0) report("functions that nobody disposes of", round);
}

for (const [name, f, args] of [
  ["Jacobian of 320 results by 682 parameters", jacobian(network), [parameters, x]],
  ["Hessian by 320 parameters", hessian((W, x) => op.sum(op.tanh(op.matmul(x, W)))), [array(10, 32), x]],
]) {
  const first = fastest(1, () => f(...args));
  console.log(
    `${name}: ${first.toFixed(0)} ms at first, ${fastest(3, () => f(...args)).toFixed(1)} ms after`,
  );
  f.dispose();
}
