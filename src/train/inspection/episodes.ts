import { UserError } from "../../errors.ts";
import {
  aurocOf,
  type Distance,
  type Embeddings,
  euclidean,
  pairDistances,
  rowOf,
} from "../../model/inspection/distance.ts";
import { wilsonInterval } from "../../model/metrics/metrics.ts";
import { rocAucInterval } from "../../model/metrics/ranking.ts";
import { Deck, stream } from "../rows/deck.ts";
import { measuringEpoch, pairOrder, rowsOfClasses } from "../rows/samplers.ts";

/** One question: which of N classes, each shown by K rows, is the query of? */
export interface Episode {
  readonly query: number;
  /** N classes' K rows each; the query's class is `answer` */
  readonly support: readonly (readonly number[])[];
  readonly answer: number;
}

export interface EpisodeOptions {
  /** N: 5 when left out */
  ways?: number;
  /** K: 1 when left out */
  shots?: number;
  /** 400 when left out, as in Koch et al. (2015) */
  count?: number;
  seed?: number;
}

/** The kind of the random stream; pairs and batches of classes are kind 1. */
const kind = 2;

/** N-way K-shot questions, drawn by the seed; every class is asked for equally often, in every place. */
export function episodes(labels: ArrayLike<number>, options: EpisodeOptions = {}): Episode[] {
  const { ways = 5, shots = 1, count = 400, seed = 0 } = options;
  for (const [name, value, least] of [
    ["ways", ways, 2],
    ["shots", shots, 1],
    ["count", count, 1],
  ] as const) {
    if (!Number.isInteger(value) || value < least)
      throw new UserError(`episodes: ${name} must be a whole number of at least ${least}, found ${value}`);
  }
  const classes = rowsOfClasses(labels, "episodes").filter((rows) => rows.length > shots);
  if (classes.length < ways) {
    throw new UserError(
      `episodes: ${ways} ways of ${shots} shots and a query need ${ways} classes with ${shots + 1} rows, and there are ${classes.length}`,
    );
  }
  const draw = stream(seed, 0, kind);
  const asked = new Deck(classes.length, draw);
  const others = new Deck(classes.length, draw);
  const places = new Deck(ways, draw);
  const decks = classes.map(({ length }) => new Deck(length, draw));
  const deal = (c: number, rows: number) => decks[c]!.deal(rows).map((i) => classes[c]![i]!);
  return Array.from({ length: count }, () => {
    const own = asked.deal(1)[0]!;
    const [query, ...shown] = deal(own, shots + 1);
    const beside = others
      .deal(ways)
      .filter((c) => c !== own)
      .slice(0, ways - 1);
    const support = beside.map((c) => deal(c, shots));
    const answer = places.deal(1)[0]!;
    support.splice(answer, 0, shown);
    return { query: query!, support, answer };
  });
}

/** A share or an area with its 95 % interval. */
export interface Estimate {
  value: number;
  interval: [low: number, high: number];
  /** what it was found from */
  of: number;
}

export interface EmbeddingScores {
  /** the chance that a pair of two classes lies further apart than a pair of one */
  auroc: Estimate;
  /** the share of questions answered with the class whose shown rows are nearest on average */
  accuracy: Estimate;
}

/**
 * What an embedding is worth on classes that it may never have seen: the network's, or for comparison the pixels
 * themselves or their principal components, as rows (n, dimensions) of the same samples.
 */
export function scoreEmbedding(
  embeddings: Embeddings,
  labels: ArrayLike<number>,
  { distance = euclidean, ...options }: EpisodeOptions & { distance?: Distance } = {},
): EmbeddingScores {
  const order = pairOrder(labels, options.seed ?? 0).of(measuringEpoch);
  const pairs = pairDistances(embeddings, labels, { order, distance });
  const auroc = aurocOf(pairs);
  const asked = episodes(labels, options);
  const right = asked.filter(({ query, support, answer }) => {
    const own = rowOf(embeddings, query);
    const away = support.map((rows) => rows.reduce((sum, i) => sum + distance(own, rowOf(embeddings, i)), 0));
    return away.every((other, i) => i === answer || away[answer]! < other);
  }).length;
  return {
    auroc: {
      value: auroc,
      interval: rocAucInterval(auroc, pairs.different.length, pairs.same.length),
      of: order.length / 2,
    },
    accuracy: {
      value: right / asked.length,
      interval: wilsonInterval(right, asked.length),
      of: asked.length,
    },
  };
}
