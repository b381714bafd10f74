import { SettingError } from "../../errors.ts";
import type { Embeddings } from "./distance.ts";
import type { Embedder } from "./embedder.ts";
import { heatOf } from "./heat.ts";
import type { Inspection, References, Threshold, ThresholdAim } from "./inspection.ts";
import { likeness, passes } from "./likeness.ts";
import type { OcclusionMap } from "./occlusion.ts";
import { checkAim, chooseThreshold } from "./threshold.ts";

/** What a model says of one part. */
export interface Verdict {
  /** fail: the part is further from the good parts than the threshold */
  verdict: "pass" | "fail";
  /** to the nearest good part, or the mean to several of the nearest */
  distance: number;
  threshold: number;
  /** the good part that it is most like, by its file or row */
  nearest: string;
}

/** Where in an image its distance comes from, and what it was compared with. */
export interface Heat extends OcclusionMap {
  /** the good part that it is most like */
  nearest: string;
  /** the image's pixels, and those of that good part, as the model takes them */
  image: Float64Array;
  reference: Float64Array;
}

/** The threshold that a model judges by: as it was trained, or for another aim on the same held-out distances. */
export function thresholdFor(inspection: Inspection | undefined, aim?: ThresholdAim): Threshold {
  if (aim) checkAim(aim);
  if (aim?.name === "fixed") return { threshold: aim.threshold };
  if (inspection) return aim ? chooseThreshold(aim, inspection.known) : inspection.chosen;
  throw new SettingError(
    (say) =>
      `judge: the model knows no threshold, since no class of its data was called good; train with ${say("good")}, or give a distance: ${say("aim", { name: "fixed", threshold: 0.5 })}`,
  );
}

/** An embedding and the good parts that it compares with. */
export class Judge {
  readonly #embedder: Embedder;
  readonly #references: References;
  readonly #embedded: Embeddings;

  /** `embedded` are the references' embeddings. */
  constructor(embedder: Embedder, references: References, embedded: Embeddings) {
    this.#embedder = embedder;
    this.#references = references;
    this.#embedded = embedded;
  }

  /** The verdicts on rows (n, features), row-major, before the model's scaler. */
  async verdicts(rows: References["rows"], threshold: number, neighbours: number): Promise<Verdict[]> {
    const options = { distance: this.#embedder.distance, neighbours };
    const found = likeness(await this.#embedder.embed(rows), this.#embedded, options);
    return found.map(({ distance, nearest }) => ({
      verdict: passes({ distance }, threshold) ? "pass" : "fail",
      distance,
      threshold,
      nearest: this.#references.names[nearest]!,
    }));
  }

  /** Where the distance of an image comes from: one row, before the model's scaler. */
  async heat(row: Float64Array, neighbours: number): Promise<Heat> {
    const embedder = this.#embedder;
    const options = { distance: embedder.distance, neighbours };
    const [found] = likeness(await embedder.embed(row), this.#embedded, options);
    const at = found!.nearest * row.length;
    const reference = Float64Array.from(this.#references.rows.subarray(at, at + row.length));
    const map = await heatOf(row, reference, { embedder, embedded: this.#embedded, neighbours });
    return { ...map, nearest: this.#references.names[found!.nearest]!, image: row, reference };
  }
}
