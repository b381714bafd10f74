import { UserError } from "../../errors.ts";
import { type Distance, type Embeddings, euclidean, rowOf } from "./distance.ts";

/** What a part looks most like. */
export interface Likeness {
  /** to the nearest reference; with `neighbours`, the mean to so many of the nearest */
  distance: number;
  /** the row of the nearest reference; the first, where several are as near */
  nearest: number;
}

export interface InspectorOptions {
  /** Euclidean when left out; `distanceOf` gives that of a model */
  distance?: Distance;
  /** 1 when left out: of more, one odd reference among them matters less */
  neighbours?: number;
}

/** Each part's likeness to the references, which are good parts. */
export function likeness(
  parts: Embeddings,
  references: Embeddings,
  options: InspectorOptions = {},
): Likeness[] {
  checkDimensions(parts, references);
  checkNeighbours(options, countOf(references));
  return Array.from({ length: countOf(parts) }, (_, i) => nearest(rowOf(parts, i), references, -1, options));
}

/** Each reference's likeness to the others: how far apart good parts are. None is compared with itself. */
export function likenessOfReferences(references: Embeddings, options: InspectorOptions = {}): Likeness[] {
  checkNeighbours(options, countOf(references) - 1);
  return Array.from({ length: countOf(references) }, (_, i) =>
    nearest(rowOf(references, i), references, i, options),
  );
}

/** A part further than the threshold from the references fails. */
export const passes = ({ distance }: Pick<Likeness, "distance">, threshold: number): boolean =>
  distance <= threshold;

/** How far apart two parts are: rows of one embedding each. */
export function match(a: Embeddings, b: Embeddings, { distance = euclidean }: InspectorOptions = {}): number {
  checkDimensions(a, b);
  return distance(a.values, b.values);
}

function nearest(
  part: Float64Array,
  references: Embeddings,
  leftOut: number,
  { distance = euclidean, neighbours = 1 }: InspectorOptions,
): Likeness {
  const found: Likeness[] = [];
  for (let i = 0; i < countOf(references); i++) {
    if (i === leftOut) continue;
    const away = distance(part, rowOf(references, i));
    // The nearest so far, in order; an equal one stays behind those before it.
    if (found.length === neighbours && away >= found[neighbours - 1]!.distance) continue;
    const at = found.findIndex((other) => away < other.distance);
    found.splice(at < 0 ? found.length : at, 0, { distance: away, nearest: i });
    if (found.length > neighbours) found.pop();
  }
  const mean = found.reduce((sum, { distance }) => sum + distance, 0) / neighbours;
  return { distance: mean, nearest: found[0]!.nearest };
}

const countOf = ({ values, dimensions }: Embeddings): number => values.length / dimensions;

function checkDimensions(a: Embeddings, b: Embeddings): void {
  if (a.dimensions === b.dimensions) return;
  throw new UserError(
    `embeddings of ${a.dimensions} and of ${b.dimensions} numbers do not compare; take both from one model`,
  );
}

function checkNeighbours({ neighbours = 1 }: InspectorOptions, references: number): void {
  if (Number.isInteger(neighbours) && neighbours >= 1 && neighbours <= references) return;
  throw new UserError(
    `neighbours must be a whole number from 1 to the ${references} references to compare with, found ${neighbours}`,
  );
}
