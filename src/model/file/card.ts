import { dateOrders } from "../../data/columns/cells/dates/dates.ts";
import type { Dress } from "../../data/columns/cells/dress.ts";
import { dateParts, type EncodedColumn, type Encoder } from "../../data/columns/encoding.ts";
import { missingRules } from "../../data/columns/missing.ts";
import type { ImageSpec } from "../../data/images/image.ts";
import type { Range } from "../../data/numbers/tails.ts";
import type { FileReading } from "../../data/reading.ts";
import type { Scaler } from "../../data/rows/scale.ts";
import type { FloatDtype } from "../../graph/value.ts";
import type { NetworkSpec } from "../../nn/layers/network.ts";
import type { EmbeddingObjective } from "../../nn/losses/objectives.ts";
import type { Decision } from "../decision.ts";
import type { RowsSketch } from "../drift/sketch.ts";
import type { Inspection } from "../inspection/inspection.ts";
import type { ModelReject } from "../reject/rejectRule.ts";
import {
  checkEntries,
  flag,
  imageRules,
  isNumber,
  listOf,
  networkRules,
  notNegative,
  number,
  numbers,
  oneOf,
  type Rule,
  type Rules,
  readingRules,
  rule,
  share,
  table,
  tables,
  text,
  texts,
  whole,
} from "./entries.ts";

/** What is needed, beside the parameters, to take a raw row and name its class. */
export interface ModelCard {
  network: NetworkSpec;
  dtype: FloatDtype;
  featureNames: readonly string[];
  /** the column of the training file that held the classes, or the numbers to predict; older models do not say it */
  label?: string;
  /** none where the model predicts a number */
  classNames: readonly string[];
  /** of a classifier: the class that is to be found, such as NG; none where no class is more to be found than another */
  positive?: string;
  /** of a classifier of two classes: from which probability on a row is given the positive one; the likeliest is given without */
  decision?: Decision;
  /** what makes features of raw columns; where it is left out, the features are columns of numbers */
  encoder?: Encoder;
  /** fitted on the training rows; applied to every row before the network */
  scaler: Scaler;
  /** how image files become rows, where the model was trained on images */
  image?: ImageSpec;
  /** how its training files were read, where they could have been read otherwise: new files are read alike */
  reading?: FileReading;
  /** of a regression: what brings predictions back to the label's unit */
  target?: Scaler;
  /** of an embedding: what it was trained for; its classes are those of its training rows */
  objective?: EmbeddingObjective;
  /** of a classifier that may answer "none of these" */
  reject?: ModelReject;
  /** of an embedding that knows good parts from others: how it judges */
  inspection?: Inspection;
  /** what its training rows were, so that later lots can be held against them; older models do not say it */
  drift?: RowsSketch;
}

const threeNumbers = rule(
  "three numbers: lowest, median and highest",
  (value) => numbers[1](value) && (value as readonly number[]).length === 3,
);
const twoNumbers = rule(
  "two numbers: low and high",
  (value) => numbers[1](value) && (value as readonly number[]).length === 2,
);
const lists: Rule = listOf("lists of numbers", (item) => numbers[1](item));
const scalerRules = (path: string, name = path): Rules => ({
  [name]: table,
  [`${path}.kind`]: oneOf(["standard", "minmax", "none"]),
  [`${path}.offset`]: numbers,
  [`${path}.scale`]: listOf("numbers but 0", (item) => isNumber(item) && item !== 0),
  [`${path}.repeat?`]: whole(1),
  [`${path}.root?`]: flag,
  [`${path}.range?`]: twoNumbers,
});

const rateRules = (path: string, name = path): Rules => ({
  [name]: table,
  [`${path}.wrong`]: notNegative,
  [`${path}.of`]: whole(1),
  [`${path}.rate`]: notNegative,
  [`${path}.interval`]: twoNumbers,
});

const isDress = (dress: Dress): boolean =>
  table[1](dress) &&
  (dress.unit === undefined || text[1](dress.unit)) &&
  (dress.fraction === undefined || typeof dress.fraction === "boolean") &&
  (dress.bare === undefined || typeof dress.bare === "boolean") &&
  (dress.duration === undefined || ["minutes", "hours"].includes(dress.duration)) &&
  (dress.decimal === undefined || [".", ","].includes(dress.decimal));

const isRange = (seen: Range | undefined): boolean =>
  seen === undefined || (table[1](seen) && [seen.least, seen.most, seen.low, seen.high].every(isNumber));

/** What a column has beside kind and name. */
const columnKinds: {
  readonly [K in EncodedColumn["kind"]]: (column: EncodedColumn & { kind: K }) => boolean;
} = {
  number: ({ fill, dress, within, seen }) =>
    isRange(seen) &&
    (within === undefined || text[1](within)) &&
    (fill === undefined || isNumber(fill)) &&
    (dress === undefined || isDress(dress)),
  date: ({ parts, first, last, order, yearless, calendar, together, fill }) =>
    (together === undefined ||
      (table[1](together) && texts[1](together.columns) && text[1](together.title))) &&
    texts[1](parts) &&
    parts.length > 0 &&
    parts.every((part) => dateParts.includes(part)) &&
    [first, last].every((day) => day === undefined || /^\d{4}-\d{2}-\d{2}$/.test(day)) &&
    (order === undefined || dateOrders.includes(order)) &&
    (calendar === undefined || calendar === "buddhist") &&
    (yearless === undefined || ["two", "few"].includes(yearless)) &&
    (fill === undefined || (numbers[1](fill) && fill.length === parts.length)),
  category: ({ categories, fill }) => texts[1](categories) && (fill === undefined || text[1](fill)),
  list: ({ width, seen }) => whole(1)[1](width) && isRange(seen),
};
const fitsItsKind = <K extends EncodedColumn["kind"]>(column: EncodedColumn & { kind: K }): boolean =>
  columnKinds[column.kind](column);

/** Of a network's views, which the core does not know. */
export const viewsRules: Rules = {
  "network.views?": table,
  "network.views.ranked": listOf("numbers of features", (item) => isNumber(item)),
  "network.views.knots": whole(3),
  "network.views.linear?": whole(1),
};

/** The entries of a model.json. The name of an activation is a text here: the page that looks it up says which there are. */
const rules: Rules = {
  ...networkRules,
  ...viewsRules,
  dtype: oneOf(["float64", "float32"]),
  featureNames: texts,
  "label?": text,
  classNames: texts,
  "positive?": text,
  "decision?": table,
  "decision.threshold": number,
  "decision.aim": table,
  "decision.aim.name": oneOf(["recall", "precision", "cost", "falseReject", "f1", "fixed"]),
  ...rateRules("decision.missRate"),
  ...rateRules("decision.falseRejectRate"),
  ...rateRules("decision.falseDiscoveryRate", "decision.falseDiscoveryRate?"),
  "decision.unreached?": oneOf([true]),
  "decision.cost?": table,
  "decision.cost.share": share,
  "decision.cost.chosen": notNegative,
  "decision.cost.never": notNegative,
  "decision.cost.always": notNegative,
  "decision.cost.f1": notNegative,
  "decision.by": oneOf(["validation", "training", "evaluation"]),
  "decision.rows": whole(1),
  "decision.trainings?": whole(1),
  "decision.scores?": table,
  "decision.scores.positives": numbers,
  "decision.scores.others": numbers,
  ...scalerRules("scaler"),
  ...scalerRules("target", "target?"),
  "encoder?": table,
  "encoder.columns": tables,
  "encoder.columns.*.kind": oneOf(Object.keys(columnKinds)),
  "encoder.columns.*.name": text,
  "encoder.columns.*": rule("a column of its kind", (column) => fitsItsKind(column as EncodedColumn)),
  "encoder.leftOut": tables,
  "encoder.leftOut.*.name": text,
  "encoder.leftOut.*.why": text,
  "encoder.missing?": oneOf(missingRules),
  "encoder.target?": rule("a dress of numbers", (dress) => isDress(dress as Dress)),
  "encoder.positions?": texts,
  "encoder.order?": texts,
  ...imageRules("image"),
  ...readingRules("reading"),
  "objective?": oneOf(["contrastive", "triplet", "verification"]),
  "reject?": table,
  "reject.space": oneOf(["features", "hidden", "logits"]),
  "reject.reject": share,
  "reject.rows": whole(1),
  "reject.confidence": number,
  "reject.distance": notNegative,
  "reject.means": lists,
  "reject.centre": numbers,
  "reject.factor": lists,
  "inspection?": table,
  "inspection.good": text,
  "inspection.aim": table,
  "inspection.aim.name": oneOf(["recall", "cost", "f1", "falseReject", "fixed"]),
  "inspection.chosen": table,
  "inspection.chosen.threshold": number,
  "inspection.known": table,
  "inspection.known.good": numbers,
  "inspection.known.defects": numbers,
  "inspection.references": whole(1),
  "inspection.neighbours": whole(1),
  "inspection.basis?": oneOf(["references"]),
  "inspection.light?": table,
  "inspection.light.brightness": threeNumbers,
  "inspection.light.contrast": threeNumbers,
  "drift?": table,
  "drift.columns": tables,
};

/** How a model.json that is not as it was written is mended. */
export const again = "take it from the run that wrote it again";

const hashRules: Rules = { "sha256?": table, "sha256.model": text, "sha256.references?": text };

/** Refuses what no kiso wrote: a model.json that was changed by hand, or damaged. */
export function checkCard(card: unknown, path: string): asserts card is ModelCard {
  checkEntries(card, hashRules, path, again);
  checkEntries(card, rules, path, again);
}

/** An entry that no card has: where it lacks its hash, this may be the hash with a changed name. */
export const strangeEntry = (card: object): string | undefined =>
  Object.keys(card).find((name) => !entryNames.has(name));

const entryNames = new Set(Object.keys(rules).map((name) => /^\w+/.exec(name)![0]));
