// Advice that was tried beside what the doctor names: settings to change, by the training that went before. And what a piece of
// advice is called, whatever the numbers in it.

/** Settings that a training is described by: who states none of them gets what kiso fits to the rows. */
const ofTraining = ["hidden", "activation", "epochs", "batch", "learningRate", "schedule", "optimizer"];

/** The training that kiso fits to the rows, in the place of what was stated. */
export const fitted = (options, effort) => ({
  ...Object.fromEntries(ofTraining.filter((name) => name in options).map((name) => [name, undefined])),
  effort,
});

const rounded = (x) => Number(x.toPrecision(2));

/** What might help, tried on every finding that it makes sense for. */
export function triedOn({ training, network, effort, positive }, options) {
  const { epochs, learningRate, l2, schedule, optimizer } = training;
  const tried = [{ epochs: 4 * epochs }, { learningRate: rounded(10 * learningRate) }];
  tried.push({ learningRate: rounded(learningRate / 10) }, { validation: 0.2, patience: 10 });
  if (effort === undefined) tried.push(fitted(options, "standard"), { l2: 0.1 });
  if (effort === "quick") tried.push(fitted(options, "standard"), { effort: "standard" });
  if (effort === "standard") tried.push({ effort: "best" });
  if (optimizer.weightDecay) tried.push({ weightDecay: 3 * optimizer.weightDecay });
  if (!schedule) tried.push({ schedule: "cosine" });
  if (l2 > 0) tried.push({ l2: l2 / 10 });
  if (network.activation === "sigmoid") tried.push({ activation: "relu" });
  if (options.scale === "none") tried.push({ scale: "standard" });
  if (options.task !== "regress" && !training.classWeights) tried.push({ balance: true });
  if (positive && !positive.aim)
    tried.push({ aim: { name: "f1" } }, { aim: { name: "recall", recall: 0.8 } });
  return tried;
}

/** The same advice has the same name: `epochs × 4`. An effort that merely goes on is left out. */
export function nameOf(remedy, { training }, options) {
  const same = (name) => name === "effort" && remedy.effort === options.effort;
  const names = Object.keys(remedy).filter((name) => !same(name) && remedy[name] !== undefined);
  const without = Object.keys(remedy).some((name) => remedy[name] === undefined);
  const words = names.map((name) => {
    const value = remedy[name];
    if (name === "epochs" || name === "learningRate") {
      const times = rounded(value / training[name]);
      return `${name} × ${/^1?0+\.?\d*$/.test(String(times)) || times > 10 ? 10 ** Math.round(Math.log10(times)) : times}`;
    }
    if (name === "hidden" || name === "batch") return name;
    if (name === "drop") return "drop the column";
    if (name === "weightDecay") return "weightDecay × 3";
    if (typeof value === "object") return `${name} ${Object.values(value).join("=")}`;
    return value === true ? name : `${name} ${value}`;
  });
  return `${words.join(", ")}${without ? " in the place of what was said" : ""}`;
}
