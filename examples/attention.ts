// Attention: which of five symbols came right after the star? Where the star stands changes from row to row, so the
// network has to look for it.
import {
  dense,
  embedding,
  fit,
  flatten,
  type Layer,
  loadEngine,
  multiHeadAttention,
  op,
  residual,
  sequential,
} from "kiso";

const [symbols, steps, star] = [5, 8, 5];
/** Symbols in a row, one of them replaced by the star; the label is the one behind it. */
const row = (i: number) => {
  const own = Array.from({ length: steps }, (_, t) => (i * 7 + t * 3 + ((i * t) >> 2)) % symbols);
  const at = (i * 5 + (i >> 3)) % (steps - 1);
  own[at] = star;
  return { own, label: own[at + 1]! };
};
const rows = (from: number, to: number) => {
  const all = Array.from({ length: to - from }, (_, i) => row(from + i));
  return { features: all.map(({ own }) => own), labels: all.map(({ label }) => label) };
};

/** Adds to each step what tells its place: attention alone knows no order. */
const place = (width: number): Layer => ({
  kind: "place",
  parameters: { weight: { shape: [1, steps, width], role: "weight" } },
  forward: (x, { weight }) => op.add(x, weight!),
});

const width = 16;
const network = sequential([
  embedding(symbols + 1, width),
  place(width),
  residual(multiHeadAttention(width, 2)),
  residual(multiHeadAttention(width, 2)),
  flatten(),
  dense(steps * width, symbols),
]);
const training = { epochs: 30, batch: 40, learningRate: 0.005, optimizer: { name: "adam" } } as const;
const engine = await loadEngine("auto");
const options = { engine, train: rows(0, 1200), test: rows(1200, 1600) };
for await (const { epoch, loss, accuracy } of fit({ network, training }, options))
  if (epoch % 10 === 9)
    console.log(`epoch ${epoch + 1}: loss ${loss.toFixed(4)}, on new rows ${(100 * accuracy!).toFixed(1)} %`);
