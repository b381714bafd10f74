import { argMax } from "../../data/numbers/numbers.ts";
import type { Engine } from "../../engine/engine.ts";
import type { ClassAim, Decision } from "../../model/decision.ts";
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
import { type Finding, type FindingFacts, fittedInstead, longer, type Remedy } from "./finding.ts";
import { countClasses } from "./rowSample.ts";

export interface HeldOutRows {
  experiment: Pick<Experiment, "network" | "training" | "effort">;
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
  const told = await toldOf(of, test);
  const { totals } = told;
  const constant = noBetter(of, totals);
  const found = positive === undefined ? -1 : classNames.indexOf(positive);
  const missed = found < 0 ? undefined : missedOf(of, found, { ...told, constant });
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

/** What the model makes of held-out rows. */
interface Told {
  totals: ClassTotals;
  labels: ArrayLike<number>;
  /** log p(class | row), (rows, classes) row-major */
  outputs: Float64Array;
}

async function toldOf(
  { experiment, engine, parameters: own, answers, ...of }: HeldOutRows,
  test: Samples,
): Promise<Told> {
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
    const { labels } = rows;
    const { predicted, outputs } = decided(await evaluator.measure(rows), labels, of);
    const classes = of.classNames.length;
    return { totals: classTotals(confusionCounts(labels, predicted, { classes }), classes), labels, outputs };
  } finally {
    evaluator.dispose();
  }
}

/** Whether so few of a class are found that a half of them never are: the 95 % interval of the recall stays below. */
const mostAreMissed = (right: number, of: number): boolean => of > 0 && wilsonInterval(right, of)[1] < 0.5;

/** So many rows of the class that are missed are worth a word, where they are this share of it, and it has rows enough to tell. */
const someMissed = { rows: 3, share: 0.25, of: 8 };

/** A class is rare that has at most so many of the rows. */
const rareShare = 0.15;

/**
 * Rows of the class that is to be found are given another: most of them, beyond chance, or all; many of a rare class; or many that
 * another threshold would find.
 */
function missedOf(
  of: HeldOutRows,
  positive: number,
  { totals, constant, ...told }: Told & { constant: (Finding & { kind: "no better" }) | undefined },
): Finding | undefined {
  const [right, rows] = [totals.right[positive]!, totals.support[positive]!];
  const wrong = rows - right;
  const all = totals.support.reduce((sum, support) => sum + support, 0);
  const many = rows >= someMissed.of && wrong >= someMissed.rows && wrong >= someMissed.share * rows;
  const most = mostAreMissed(right, rows) || (right === 0 && rows > 1);
  const other = many || most ? otherThreshold(of, positive, { ...told, missed: wrong }) : undefined;
  if (!most && !other && !(many && rows <= rareShare * all)) return undefined;
  const { aim, ...could } = other ?? {};
  return {
    kind: "missed",
    name: of.classNames[positive]!,
    wrong,
    of: rows,
    constant: constant && { name: constant.name, accuracy: constant.accuracy, baseline: constant.baseline },
    could: other && (could as Could),
    remedies: [...(aim ? [{ aim }] : []), ...better(of)],
  };
}

/** What another threshold does on the same rows. */
type Could = NonNullable<FindingFacts["missed"]["could"]>;

/** Shares that are asked to be found, and the most of the others that may be rejected for them. */
const wanted = [0.95, 0.9, 0.8] as const;
const mostRejected = 0.3;

/** A share to be found that a threshold gives on held-out rows, at a price of at most half of what it finds; none where it cannot. */
function otherThreshold(
  of: HeldOutRows,
  positive: number,
  { labels, outputs, missed }: Omit<Told, "totals"> & { missed: number },
): (Could & { aim: ClassAim }) | undefined {
  if (of.classNames.length !== 2 || of.decision || !of.train) return undefined;
  const scores = (wanted: boolean) =>
    Float64Array.from(
      Array.from(labels).flatMap((label, row) =>
        (label === positive) === wanted ? [outputs[2 * row + positive]!] : [],
      ),
    ).sort();
  const [own, others] = [scores(true), scores(false)];
  const known = countClasses(of.train, 2);
  const few = (aim: ClassAim) => tooFew(aim, known[positive]!, known[1 - positive]!);
  for (const recall of wanted) {
    const aim = { name: "recall", recall } as const;
    const still = Math.floor((1 - recall) * own.length + 1e-9);
    if (few(aim) || 2 * still > missed) continue;
    const threshold = own[still]!;
    const rejected = others.filter((score) => score >= threshold).length;
    const before = others.filter((score) => score >= -Math.LN2).length;
    const price = (rejected - before) / others.length;
    if (rejected <= mostRejected * others.length && 2 * price <= (missed - still) / own.length)
      return { aim, missed: still, rejected, others: others.length };
  }
  return undefined;
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
      remedies: better(of),
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
    remedies: better(of),
  };
}

/** Of fewer rows R² tells nothing. */
const fewestRows = 10;

function belowTheMean(of: HeldOutRows, rows: number, r2: number | undefined): Finding[] {
  if (r2 === undefined || !(r2 < 0) || rows < fewestRows) return [];
  return [{ kind: "below the mean", r2, rows, remedies: better(of) }];
}

/** What measured best where nothing else is wrong (bench/DOCTOR.md). */
const better = ({ experiment }: HeldOutRows): Remedy[] =>
  fittedInstead(experiment, longer(experiment.training));
