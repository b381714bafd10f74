import { selectRows } from "../../../data/columns/missing.ts";
import type { Numbers, Table } from "../../../data/table.ts";
import { UserError } from "../../../errors.ts";
import { type Drift, driftOf, LotCounts } from "../../../model/drift/drift.ts";
import { readSketch } from "../../../model/drift/sketch.ts";
import { again, type ModelCard } from "../../../model/file/card.ts";
import { driftNotes } from "../../../report/words/drift.ts";
import { namedFor, type ReadColumn, readColumns, readPictures } from "./columns.ts";

/** Fewer rows than these are looked at one by one; and so many are a lot of which a person would like to know. */
const [fewestRows, aLot] = [5, 20];
/** Of more rows so many are drawn. */
const mostRows = 50_000;

/** What a model file keeps of its training rows, and how it reads others. */
export type SketchedCard = Pick<ModelCard, "encoder" | "image" | "drift">;

/** Counts the rows of a lot as they come, and holds them against the training rows of a model. */
export class LotDrift {
  readonly #card: SketchedCard;
  readonly #share: number;
  readonly #columns = new Map<string, LotCounts>();
  #seen = 0;
  #rows = 0;

  /** `total`: the rows of the whole lot */
  constructor(card: SketchedCard, total: number) {
    this.#card = card;
    this.#share = mostRows / total;
    const categories = new Map(
      card.encoder?.columns.flatMap((one) =>
        one.kind === "category" ? [[one.name, one.categories] as const] : [],
      ),
    );
    for (const column of card.drift?.columns ?? []) {
      const sketch = readSketch(column, categories.get(column.column));
      if (!sketch)
        throw new UserError(
          `the model's "drift" of column "${column.column}" is not as kiso wrote it; ${again}, or leave out its entries "drift" and "sha256"`,
        );
      this.#columns.set(sketch.column, new LotCounts(sketch));
    }
  }

  /** `table`: rows that the model takes */
  add(table: Table): void {
    const { encoder, image } = this.#card;
    if (table.rows === 0) return;
    const chosen = this.#drawn(table.rows);
    if (this.#columns.size === 0 || chosen?.length === 0) return;
    this.#rows += chosen?.length ?? table.rows;
    const some = chosen ? selectRows(table, chosen) : table;
    if (image) {
      const found = some.column(some.imageColumn!);
      if (found.kind === "list") this.#count(readPictures(found.values, image));
    } else if (encoder) this.#count(readColumns(namedFor(some, encoder), encoder));
  }

  /** Rows of pixels, before the model's scaler. */
  addPictures(pixels: Numbers): void {
    if (!this.#card.image || pixels.length === 0) return;
    const read = readPictures(pixels, this.#card.image);
    this.#rows += read[0]!.values.length;
    this.#seen += read[0]!.values.length;
    this.#count(read);
  }

  /** Nothing where the model keeps nothing of its training rows, or the lot is too small. */
  drift(without: ReadonlySet<string> = new Set()): Drift | undefined {
    const { drift } = this.#card;
    if (!drift || this.#rows < fewestRows || this.#columns.size === 0) return undefined;
    const found = driftOf([...this.#columns.values()], { rows: this.#rows, trainingRows: drift.rows });
    return { ...found, columns: found.columns.filter(({ column }) => !without.has(column)) };
  }

  /** What is to be said of it, a line each; of a model of an earlier kiso, that it cannot tell. */
  notes(found: Drift | undefined): string[] {
    const { drift, encoder, image } = this.#card;
    if (found) return driftNotes(found, { pictures: image !== undefined });
    if (drift || !encoder || this.#seen < aLot) return [];
    return [
      "the model was made before drift was kept: whether these rows are as in training is not said; train again to have it",
    ];
  }

  #count(columns: Iterable<ReadColumn>): void {
    for (const { column, values } of columns) {
      const counts = this.#columns.get(column);
      if (counts) for (const value of values) counts.add(value);
    }
  }

  /** The rows that are looked at, of a table; all where there are not too many. */
  #drawn(rows: number): number[] | undefined {
    const first = this.#seen;
    this.#seen += rows;
    if (this.#share >= 1) return undefined;
    // Machines take turns, so no step from row to row will do.
    const chance = this.#share * 2 ** 32;
    return Array.from({ length: rows }, (_, i) => i).filter((i) => mixed(first + i) < chance);
  }
}

/** A number below 2³² that says nothing of the row's. */
function mixed(row: number): number {
  let x = (row + 0x9e3779b9) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
