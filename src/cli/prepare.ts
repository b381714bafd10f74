import type { Dataset } from "../data/dataset.ts";
import { type DatasetDict, loadDataset } from "../data/load.ts";
import { fitScaler, type Scaler } from "../data/scale.ts";
import { trainTestSplit } from "../data/split.ts";
import { UserError } from "../errors.ts";
import type { Samples } from "../train/batches.ts";
import type { DataSpec } from "../train/experiment.ts";
import { numbers, toSamples } from "../train/samples.ts";
import { downloads } from "./progress.ts";

/** Rows ready for a network, and where they came from. */
export interface Prepared {
  data: DataSpec;
  train: Dataset;
  test?: Dataset;
  validation?: Dataset;
  /** how the test rows came about, in words */
  tested: string;
  scaler: Scaler;
}

/** Reads what a DataSpec names. With `sha256` in it, as a run's config.json has, the data must be the very same. */
export async function prepare(
  spec: Omit<DataSpec, "sha256"> & { sha256?: string },
  seed: number,
): Promise<Prepared> {
  const options = { ...(spec.label === undefined ? {} : { label: spec.label }), onProgress: downloads() };
  const loaded = await loadDataset(spec.source, options);
  if (spec.sha256 !== undefined) checkSame(spec.source, loaded.sha256, spec.sha256);
  const data: DataSpec = { ...spec, sha256: loaded.sha256 };
  const rows = trainingRows(loaded);
  const {
    train: kept,
    test,
    tested,
  } = spec.test
    ? { train: rows, ...(await namedTest(spec.test.source, rows, data, options)) }
    : ownTest(loaded, rows, spec.testSize, seed);
  const { train, validation } = withValidation(kept, spec.source, spec.validation, seed);
  const scaler = fitScaler(spec.scale, train.features);
  return { data, train, ...(test ? { test } : {}), ...(validation ? { validation } : {}), tested, scaler };
}

function trainingRows({ splits, source }: DatasetDict): Dataset {
  const names = Object.keys(splits);
  const rows = splits.train ?? (names.length === 1 ? splits[names[0]!] : undefined);
  if (rows) return rows;
  throw new UserError(`${source} has no train split, only ${names.join(", ")}; name one of its files`);
}

async function namedTest(
  source: string,
  train: Dataset,
  data: DataSpec,
  options: { label?: string },
): Promise<{ test: Dataset; tested: string }> {
  const { classNames, featureNames } = train;
  const loaded = await loadDataset(source, { ...options, classNames, featureNames });
  if (data.test?.sha256) checkSame(source, loaded.sha256, data.test.sha256);
  data.test = { source, sha256: loaded.sha256 };
  const test = loaded.splits.test ?? Object.values(loaded.splits)[0]!;
  return { test, tested: `rows of ${source}` };
}

/** Of every class, both parts need a row. */
function checkHeldOut(
  { labels, nSamples, nClasses, classNames }: Dataset,
  source: string,
  share: number,
  flag: "--test-size" | "--validation",
): void {
  const mend =
    flag === "--test-size"
      ? "name test rows with --test, or train on all rows with --test-size 0"
      : "or leave out --validation";
  const counts = new Array<number>(nClasses).fill(0);
  for (const label of numbers(labels)) counts[label]!++;
  const lone = counts.indexOf(1);
  if (lone >= 0) {
    throw new UserError(
      `${source}: class "${classNames[lone]}" has one row, which cannot be both trained on and held out; add rows, ${mend}`,
    );
  }
  const held = Math.ceil(share * nSamples);
  if (held < nClasses || nSamples - held < nClasses) {
    throw new UserError(
      `${source}: ${flag} ${share} holds out ${held} of ${nSamples} rows, but both parts need at least one row of each of the ${nClasses} classes; state another share, ${mend}`,
    );
  }
}

function ownTest(
  { splits, source }: DatasetDict,
  rows: Dataset,
  testSize: number,
  seed: number,
): Pick<Prepared, "train" | "test" | "tested"> {
  if (splits.test) return { train: rows, test: splits.test, tested: "rows of the test split" };
  if (testSize === 0) return { train: rows, tested: "training rows" };
  checkHeldOut(rows, source, testSize, "--test-size");
  const parts = trainTestSplit(rows, { testSize, seed, stratify: true });
  return { ...parts, tested: "held-out rows" };
}

/** Of the training rows, those that validate. */
function withValidation(
  rows: Dataset,
  source: string,
  share: number | undefined,
  seed: number,
): { train: Dataset; validation?: Dataset } {
  if (!share) return { train: rows };
  checkHeldOut(rows, source, share, "--validation");
  const { train, test } = trainTestSplit(rows, { testSize: share, seed, stratify: true });
  return { train, validation: test };
}

function checkSame(source: string, found: string, wanted: string): void {
  if (found === wanted) return;
  throw new UserError(
    `${source} is not the data that this run was trained on: its SHA-256 is ${found.slice(0, 12)}…, the run's config.json has ${wanted.slice(0, 12)}…; bring the old file back, or begin a new run`,
  );
}

export interface ScaledSamples {
  train: Samples;
  test?: Samples;
  validation?: Samples;
}

/** The prepared rows as the network takes them. */
export function scaled({ train, test, validation, scaler }: Prepared): ScaledSamples {
  return {
    train: toSamples(train, scaler),
    ...(test ? { test: toSamples(test, scaler) } : {}),
    ...(validation ? { validation: toSamples(validation, scaler) } : {}),
  };
}
