import { copyGroups } from "../../data/numbers/equalRows.ts";
import { UserError } from "../../errors.ts";
import type { Embeddings } from "../../model/inspection/distance.ts";
import { distancesOf, type Embedder, type KnownRows } from "../../model/inspection/embedder.ts";
import type { Inspection, References, ThresholdAim } from "../../model/inspection/inspection.ts";
import { likenessOfReferences } from "../../model/inspection/likeness.ts";
import { chooseThreshold } from "../../model/inspection/threshold.ts";
import { shuffledOrder } from "../rows/orders.ts";

/**
 * `count` of the good rows, or all where there are fewer, drawn by `seed`; none of `except`, such as those that a
 * network's background was found on.
 */
export function chooseReferences(
  rows: KnownRows,
  good: string,
  { count, seed, except = [] }: { count: number; seed: number; except?: Iterable<number> },
): References {
  const label = rows.classNames.indexOf(good);
  const left = new Set(except);
  const { data: features } = rows.features;
  const first = copyGroups({ features, width: features.length / rows.labels.length });
  const seen = new Set<number>(); // copies are one part
  const drawn = shuffledOrder(rows.labels.length, seed)
    .of(0)
    .filter((row) => rows.labels[row] === label && !left.has(row))
    .filter((row) => !seen.has(first[row]!) && seen.add(first[row]!))
    .slice(0, count);
  if (drawn.length === 0)
    throw new UserError(`there is no row of class "${good}" to compare parts with; add good parts`);
  const { data } = rows.features;
  const width = data.length / rows.labels.length;
  const chosen = new Float32Array(drawn.length * width);
  for (const [i, row] of drawn.entries())
    for (let j = 0; j < width; j++) chosen[i * width + j] = data[row * width + j]!;
  return { rows: chosen, names: Array.from(drawn, (row) => rows.rowNames?.[row] ?? `row ${row + 1}`) };
}

export interface InspectionOptions {
  readonly good: string;
  readonly aim: ThresholdAim;
  /** 1 when left out */
  readonly neighbours?: number;
}

/**
 * How the embedder judges: the threshold chosen for the aim on rows that it has not learned from. Where none of them is
 * good, the references' distances to each other say how far apart good parts are.
 */
export async function inspectionOf(
  embedder: Embedder,
  references: Embeddings,
  heldOut: KnownRows | undefined,
  { good, aim, neighbours = 1 }: InspectionOptions,
): Promise<Inspection> {
  const options = { distance: embedder.distance, neighbours };
  const found = heldOut && (await distancesOf(embedder, references, heldOut, { good, neighbours }));
  const held = found !== undefined && found.good.length > 0;
  const known = {
    good: held ? [...found.good] : likenessOfReferences(references, options).map(({ distance }) => distance),
    defects: [...(found?.defects ?? [])],
  };
  return {
    good,
    aim,
    known,
    neighbours,
    chosen: chooseThreshold(aim, known),
    references: references.values.length / references.dimensions,
    basis: held ? undefined : "references",
  };
}
