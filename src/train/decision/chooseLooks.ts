import { exp } from "../../data/numbers/exp.ts";
import { log } from "../../data/random/log.ts";
import { type Fold, kFold, stratifiedKFold } from "../../data/rows/folds.ts";
import type { Engine } from "../../engine/engine.ts";
import { Evaluator } from "../../model/evaluator.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import { rowsAt, type Samples } from "../../model/samples.ts";
import { halves, type Look, type Looks, looks } from "../../nn/layers/members.ts";
import { withViews } from "../../nn/layers/views.ts";
import { fitPlan } from "../fit/members.ts";
import type { Plan } from "../run/experiment.ts";

export interface ChooseLooksOptions {
  readonly engine: Engine;
  /** a number for each row: rows with the same are held out together */
  readonly groups?: ArrayLike<number> | undefined;
  readonly signal?: AbortSignal | undefined;
}

const folds = 3;
/** Members of each look that are tried. */
const tried = 2;
/** Places beyond the two and two of the halves. */
const places = 12;
/** Where no feature is ranked. */
const plainLooks = ["values", "linear"] as const;
/** Fewer rows tell nothing of a look. */
const fewestRows = 30;

/**
 * What so many members look at, chosen by rows that were not learned from. Networks of every look are trained `folds` times, each
 * time without a part of the rows. From halves on, the look whose two more places make the mean answer to the rows held out best
 * gets them, as long as the gain is beyond its standard error: on few rows a look that fits by chance gains nothing. (R. Caruana et
 * al. 2004, "Ensemble selection from libraries of models", with looks in the place of models.)
 *
 * Nothing where the rows are too few to tell. The seed alone decides: same rows, same looks.
 */
export async function chooseLooks(
  train: Samples,
  plan: Plan,
  { engine, groups, signal }: ChooseLooksOptions,
): Promise<Looks | undefined> {
  const { training, network } = plan;
  const { members = 1 } = training;
  const parts = partsOf(train, plan, groups);
  if (!parts || !network.views) return undefined;
  const each = network.sizes[1]! / members;
  const able = network.views.ranked.length === 0 ? plainLooks : looks;
  const trial = withLooks(plan, Object.fromEntries(able.map((look) => [look, tried])), each);
  const regress = training.loss === "meanSquaredError";
  const outputs = network.sizes[2]!;
  const answers = new Map(
    able.map((look): [Look, Float64Array] => [look, new Float64Array(train.labels.length * outputs)]),
  );
  for (const { train: rows, test } of parts) {
    const part = rowsAt(train, rows);
    const batch = Math.min(training.batch, rows.length);
    const own = { ...trial, training: { ...trial.training, batch, patience: undefined } };
    let parameters: Tensors = {};
    for await (const report of fitPlan(own, { engine, train: part, signal, ranksOf: train.features }))
      if (report.last) parameters = report.parameters();
    signal?.throwIfAborted();
    const held = rowsAt(train, test);
    const evaluator = new Evaluator(engine, {
      network: withViews(trial.network),
      dtype: training.dtype,
      loss: training.loss,
    });
    try {
      for (const [i, look] of able.entries()) {
        evaluator.set(ofLook(parameters, i, able.length));
        const { features } = held;
        const found = regress
          ? await evaluator.predictions(features)
          : await evaluator.logProbabilities(features);
        for (const [k, row] of test.entries())
          answers.get(look)!.set(found.subarray(k * outputs, (k + 1) * outputs), row * outputs);
      }
    } finally {
      evaluator.dispose();
    }
  }
  return shared(grown(answers, train.labels, regress), members);
}

/** A plan whose members look so, each of so many hidden units. */
export function withLooks<P extends Plan>(plan: P, own: Looks, each: number): P {
  const { network, training } = plan;
  const members = Object.values(own).reduce((sum, count) => sum + count, 0);
  const [inputs, , outputs] = network.sizes as [number, number, number];
  const linear = own.linear ? own.linear * each : undefined;
  return {
    ...plan,
    network: { ...network, sizes: [inputs, members * each, outputs], views: { ...network.views!, linear } },
    training: { ...training, members, looks: own },
  };
}

/** Nothing where the rows, or those of a class, or their groups, are too few to be held out in turn. */
function partsOf(
  { labels }: Samples,
  { training, seed }: Plan,
  groups: ArrayLike<number> | undefined,
): Fold[] | undefined {
  if (labels.length < fewestRows) return undefined;
  if (groups && new Set(Array.from(groups)).size < folds) return undefined;
  if (training.loss === "meanSquaredError") return kFold(labels.length, { folds, seed, groups });
  const counts = new Map<number, number>();
  for (const label of Array.from(labels)) counts.set(label, (counts.get(label) ?? 0) + 1);
  for (const count of counts.values()) if (count < folds) return undefined;
  return stratifiedKFold(labels, { folds, seed, groups });
}

/** The parameters of the network that answers the mean of one look's members alone. */
function ofLook(parameters: Tensors, look: number, count: number): Tensors {
  const { shape, data } = parameters["dense2.weight"]!;
  const share = data.length / count;
  const own = data.map((weight, i) => (Math.floor(i / share) === look ? weight * count : 0));
  return { ...parameters, "dense2.weight": { shape, data: own } };
}

/** How many places each look has at the end. */
function grown(answers: ReadonlyMap<Look, Float64Array>, labels: Samples["labels"], regress: boolean): Looks {
  const rows = labels.length;
  const sum = new Float64Array(answers.get("values")!.length);
  const begin: Looks = answers.has("clipped") ? halves(4) : { values: 4 };
  const counts = new Map(Object.entries(begin) as [Look, number][]);
  for (const [look, count] of counts) add(sum, answers.get(look)!, count);
  const lossOf = regress ? squares : crossEntropies;
  for (let of = 4; of < 4 + places; of += 2) {
    const now = lossOf(sum, of, labels);
    let best: { look: Look; gain: number } | undefined;
    for (const [look, own] of answers) {
      const then = Float64Array.from(sum, (x, i) => x + 2 * own[i]!);
      const gains = lossOf(then, of + 2, labels).map((loss, row) => now[row]! - loss);
      const gain = gains.reduce((total, one) => total + one, 0) / rows;
      const spread = Math.sqrt(
        gains.reduce((total, one) => total + (one - gain) * (one - gain), 0) / rows / rows,
      );
      if (gain > spread && gain > (best?.gain ?? 0)) best = { look, gain };
    }
    if (!best) break;
    counts.set(best.look, (counts.get(best.look) ?? 0) + 2);
    add(sum, answers.get(best.look)!, 2);
  }
  return Object.fromEntries(counts);
}

function add(sum: Float64Array, own: Float64Array, times: number): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += times * own[i]!;
}

/** Of each row the squared error of the mean answer. */
const squares = (sum: Float64Array, count: number, labels: ArrayLike<number>): Float64Array =>
  sum.map((x, row) => (x / count - labels[row]!) * (x / count - labels[row]!));

/** Of each row −log p of its label, where the logits are the mean of log p. */
function crossEntropies(sum: Float64Array, count: number, labels: ArrayLike<number>): Float64Array {
  const classes = sum.length / labels.length;
  return Float64Array.from({ length: labels.length }, (_, row) => {
    const logits = Array.from(sum.subarray(row * classes, (row + 1) * classes), (x) => x / count);
    const most = logits.reduce((a, b) => Math.max(a, b));
    const total = logits.reduce((all, z) => all + exp(z - most), 0);
    return log(total) + most - logits[labels[row]!]!;
  });
}

/** So many members in the ratio of the places: whole numbers, the largest remainders first. */
function shared(counts: Looks, members: number): Looks {
  const entries = looks.flatMap((look) => (counts[look] ? [[look, counts[look]] as const] : []));
  const all = entries.reduce((sum, [, count]) => sum + count, 0);
  const exact = entries.map(([look, count]) => ({ look, share: (members * count) / all }));
  const left = members - exact.reduce((sum, { share }) => sum + Math.floor(share), 0);
  const first = [...exact].sort((a, b) => (b.share % 1) - (a.share % 1));
  const more = new Set(first.slice(0, left).map(({ look }) => look));
  const found = exact.map(({ look, share }) => [look, Math.floor(share) + (more.has(look) ? 1 : 0)] as const);
  return Object.fromEntries(found.filter(([, count]) => count > 0));
}
