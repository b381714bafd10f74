// A layer of one's own: radial basis functions, whose units answer to what is near their centres. A layer is a list of
// parameters and a function of values; gradients, batches and saving follow from it.
import { dense, fit, type Layer, loadEngine, op, sequential } from "kiso";

/** (n, inputs) to (n, units): exp(−s‖x − c‖²), with a centre c and a sharpness s for each unit. */
function radial(inputs: number, units: number): Layer {
  return {
    kind: "radial",
    parameters: {
      centres: { shape: [1, units, inputs], role: "weight" },
      sharpness: { shape: [1, units], role: "scale", first: 1 },
    },
    forward: (x, { centres, sharpness }) => {
      const apart = op.subtract(op.reshape(x, [x.shape[0]!, 1, inputs]), centres!); // (n, units, inputs)
      const distance = op.sum(op.square(apart), -1); // (n, units)
      return op.exp(op.negate(op.multiply(distance, sharpness!)));
    },
  };
}

// Two rings, one around the other: no straight line parts them.
const ring = (i: number) => {
  const [radius, angle] = [i % 2 === 0 ? 0.5 : 1.5, i * 0.7];
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
};
const features = Array.from({ length: 200 }, (_, i) => ring(i));
const labels = features.map((_, i) => i % 2);

const network = sequential([radial(2, 8), dense(8, 2)]);
const training = { epochs: 40, batch: 20, learningRate: 0.05, optimizer: { name: "adam" } } as const;
const engine = await loadEngine("auto");
for await (const { epoch, loss, accuracy } of fit(
  { network, training },
  { engine, train: { features, labels } },
))
  if (epoch % 10 === 9) console.log(`epoch ${epoch + 1}: loss ${loss.toFixed(4)}, accuracy ${accuracy}`);
