import { argMax } from "../../data/numbers/numbers.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Decision } from "../../model/decision.ts";
import { Evaluator } from "../../model/evaluator.ts";
import type { Tensors } from "../../model/file/safetensors.ts";
import { type ClassTotals, classTotals, confusionCounts } from "../../model/metrics/confusion.ts";
import { wilsonInterval } from "../../model/metrics/metrics.ts";
import { decided } from "../../model/predictor.ts";
import { rowsAt, type Samples, spread } from "../../model/samples.ts";
import type { NetworkSpec } from "../../nn/layers/network.ts";
import { withViews } from "../../nn/layers/views.ts";
import { tooFew } from "../decision/chooseDecision.ts";
import type { Experiment } from "../run/experiment.ts";
import type { Finding, Remedy } from "./finding.ts";
import { countClasses } from "./rowSample.ts";

export interface HeldOutRows {
  experiment: Pick<Experiment, "network" | "training">;
  engine: Engine;
  test?: Samples;
  /** none where numbers are predicted */
  classNames: readonly string[];
  /** the class that is to be found, and from which probability on it is given */
  positive?: string | undefined;
  decision?: Decision | undefined;
  /** the rows that were learned from */
  train?: Samples;
  /** of the model, on the test rows */
  tested?: { accuracy?: number; r2?: number };
  parameters: Tensors;
  /** what answers, where it is not the network that was trained alone */
  answers?: { readonly network: NetworkSpec; readonly parameters: Tensors };
}

/** Rows that are looked at. */
const enough = 20_000;

/** What the rows say that were not learned from: a class is not found, or the answer is no better than a constant one. */
export async function examineHeldOut(of: HeldOutRows): Promise<Finding[]> {
  const { test, classNames, tested, positive } = of;
  if (!test || test.labels.length < 2) return [];
  if (classNames.length === 0) return belowTheMean(of, test.labels.length, tested?.r2);
  if (classNames.length === 1) return [];
  const untested = notTested(of, test);
  const totals = await totalsOf(of, test);
  const constant = noBetter(of, totals);
  const found = positive === undefined ? -1 : classNames.indexOf(positive);
  const missed = found < 0 ? undefined : missedOf(of, found, { totals, constant });
  if (missed) return [...untested, missed, ...neverFound(of, totals, found)];
  return [...untested, ...(constant ? [constant] : []), ...neverFound(of, totals, -1)];
}

/** Classes that were learned, and of which no row is held out. */
function notTested({ classNames, train }: HeldOutRows, test: Samples): Finding[] {
  const held = countClasses(test, classNames.length);
  const names = classNames.filter((_, c) => held[c] === 0);
  if (names.length === 0 || !train) return [];
  const learned = countClasses(train, classNames.length);
  const rows = learned.reduce((sum, count, c) => (held[c] === 0 ? sum + count : sum), 0);
  return [{ kind: "untested", names, rows, of: train.labels.length, remedies: [] }];
}

async function totalsOf(
  { experiment, engine, parameters: own, answers, ...of }: HeldOutRows,
  test: Samples,
): Promise<ClassTotals> {
  const { training } = experiment;
  const { network, parameters } = answers ?? { network: experiment.network, parameters: own };
  const evaluator = new Evaluator(engine, {
    network: withViews(network),
    dtype: training.dtype,
    loss: training.loss,
  });
  try {
    evaluator.set(parameters);
    const rows = rowsAt(test, spread(test.labels.length, enough));
    const { predicted } = decided(await evaluator.measure(rows), rows.labels, of);
    const classes = of.classNames.length;
    return classTotals(confusionCounts(rows.labels, predicted, { classes }), classes);
  } finally {
    evaluator.dispose();
  }
}

/** Whether so few of a class are found that a half of them never are: the 95 % interval of the recall stays below. */
const mostAreMissed = (right: number, of: number): boolean => of > 0 && wilsonInterval(right, of)[1] < 0.5;

/** Rows of the class that is to be found are given another: most of them, beyond chance, or all. */
function missedOf(
  of: HeldOutRows,
  positive: number,
  { totals, constant }: { totals: ClassTotals; constant: (Finding & { kind: "no better" }) | undefined },
): Finding | undefined {
  const [right, rows] = [totals.right[positive]!, totals.support[positive]!];
  if (!mostAreMissed(right, rows) && !(right === 0 && rows > 1)) return undefined;
  return {
    kind: "missed",
    name: of.classNames[positive]!,
    wrong: rows - right,
    of: rows,
    constant: constant && { name: constant.name, accuracy: constant.accuracy, baseline: constant.baseline },
    remedies: findMore(of),
  };
}

/** Classes that no row is given, though so many are of them that it is no chance; `except` is said already. */
function neverFound(of: HeldOutRows, { given, support }: ClassTotals, except: number): Finding[] {
  const never = of.classNames.flatMap((name, c) =>
    c !== except && given[c] === 0 && mostAreMissed(0, support[c]!) ? [{ name, rows: support[c]! }] : [],
  );
  if (never.length === 0) return [];
  return [
    {
      kind: "never found",
      names: never.map(({ name }) => name),
      rows: never.reduce((sum, { rows }) => sum + rows, 0),
      of: support.reduce((sum, rows) => sum + rows, 0),
      remedies: findMore(of),
    },
  ];
}

/** The accuracy is no more than that of always saying the commonest class; where rare classes weigh more, that is the price. */
function noBetter(
  of: HeldOutRows,
  { right, support }: ClassTotals,
): (Finding & { kind: "no better" }) | undefined {
  if (of.experiment.training.classWeights || of.decision) return undefined;
  const all = support.reduce((sum, rows) => sum + rows, 0);
  const rightRows = right.reduce((sum, rows) => sum + rows, 0);
  const commonest = argMax(support);
  if (rightRows > support[commonest]! || support[commonest] === all) return undefined;
  return {
    kind: "no better",
    name: of.classNames[commonest]!,
    accuracy: rightRows / all,
    baseline: support[commonest]! / all,
    rows: all,
    remedies: longer(of),
  };
}

function belowTheMean(of: HeldOutRows, rows: number, r2: number | undefined): Finding[] {
  if (r2 === undefined || !(r2 < 0)) return [];
  return [{ kind: "below the mean", r2, rows, remedies: longer(of) }];
}

const longer = ({ experiment: { training } }: HeldOutRows): Remedy[] => [{ epochs: 4 * training.epochs }];

/** Longer; of two classes another threshold; rare classes that weigh more. */
function findMore(of: HeldOutRows): Remedy[] {
  const remedies = longer(of);
  if (aimable(of)) remedies.push({ aim: { name: "f1" } });
  if (!of.experiment.training.classWeights) remedies.push({ balance: true });
  return remedies;
}

/** Whether a threshold can be chosen on the training rows. */
function aimable({ classNames, positive, decision, train }: HeldOutRows): boolean {
  if (!train || positive === undefined || decision || classNames.length !== 2) return false;
  const label = classNames.indexOf(positive);
  const rows = Array.from(train.labels).filter((one) => one === label).length;
  return tooFew({ name: "f1" }, rows, train.labels.length - rows) === undefined;
}
