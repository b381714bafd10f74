import { join } from "node:path";
import { numbers } from "../../data/numbers/numbers.ts";
import { blobs } from "../../data/numpy/blobs.ts";
import { distancesChart } from "../../plot/charts/distances.ts";
import { embeddingChart } from "../../plot/charts/embedding.ts";
import { matrixChart } from "../../plot/charts/matrix.ts";
import { scatterChart } from "../../plot/charts/scatter.ts";
import { writeChart } from "../../plot/write.ts";
import type { Language } from "../../report/report.ts";
import { pictureWords } from "./pictureWords.ts";
import { type Drawn, isLearned } from "./twins.ts";

/** The pictures of the lesson, each as SVG and as PNG. */
export const pictureNames = ["std_samples", "weights", "distances", "embeddings"] as const;
type PictureName = (typeof pictureNames)[number];

export class Pictures {
  readonly #out: string;
  readonly #lang: Language;

  constructor(out: string, lang: Language) {
    this.#out = out;
    this.#lang = lang;
  }

  /** Four blob sets beside each other, sharp enough to print. */
  async blobs(): Promise<void> {
    const facets = [0.8, 1.3, 1.6, 1.9].map((clusterStd) => {
      const { X, y } = blobs({ nSamples: 300, centers: 5, nFeatures: 2, clusterStd, seed: 0 });
      const points = numbers(X);
      const column = (j: number) => Float64Array.from({ length: 300 }, (_, i) => points[2 * i + j]!);
      return { title: `std_samples=${clusterStd}`, x: column(0), y: column(1), label: numbers(y) };
    });
    const { figureTitle: title } = pictureWords[this.#lang];
    const axes = { xLabel: "x0", yLabel: "x1" };
    const svg = await scatterChart({ facets, columns: 2, palette: "turbo", title, ...axes });
    await this.#write("std_samples", svg, 250);
  }

  /** Weights and biases as heat maps. */
  async weights(panels: readonly { title: string; values: number[][] }[]): Promise<void> {
    const { weightsTitle: title } = pictureWords[this.#lang];
    await this.#write("weights", await matrixChart({ panels, title }), 192);
  }

  /** Distances of pairs and where each row lies, as the Siamese network has them. */
  async twins({ distances, embeddings, labels, classNames }: Drawn, threshold: number): Promise<void> {
    const words = pictureWords[this.#lang];
    const { values, dimensions } = embeddings;
    const along = (axis: number) =>
      Float64Array.from({ length: labels.length }, (_, row) => values[row * dimensions + axis]!);
    const named = classNames.map((name, label) => (isLearned(label) ? name : words.unseenClass(name)));
    const drawn = await distancesChart({ ...distances, threshold, ...words.distancesChart });
    await this.#write("distances", drawn, 144);
    const placed = await embeddingChart({
      x: along(0),
      y: along(1),
      label: labels,
      classNames: named,
      ...words.embeddingChart,
    });
    await this.#write("embeddings", placed, 144);
  }

  async #write(name: PictureName, svg: string, dpi: number): Promise<void> {
    await writeChart(join(this.#out, `${name}.svg`), svg);
    await writeChart(join(this.#out, `${name}.png`), svg, { dpi });
  }
}
