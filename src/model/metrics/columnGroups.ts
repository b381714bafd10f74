import { encodedGroups } from "../../data/columns/encoder.ts";
import type { ModelData } from "../modelData.ts";

/** A column of the data, as the network sees it. */
export interface ColumnGroup {
  readonly name: string;
  /** the places of the column's features: several of a category, or of the parts of a date */
  readonly features: readonly number[];
  /** of a column of words: what each of its features stands for */
  readonly categories?: readonly string[];
}

/** The columns that a model's features are made of. */
export function columnGroups({
  encoder,
  featureNames,
}: Pick<ModelData, "encoder" | "featureNames">): ColumnGroup[] {
  if (!encoder) return featureNames.map((name, j) => ({ name, features: [j] }));
  const categories = new Map(
    encoder.columns.flatMap((column) =>
      column.kind === "category" ? [[column.name, column.categories] as const] : [],
    ),
  );
  return encodedGroups(encoder).map((group) => ({ ...group, categories: categories.get(group.name) }));
}

/** The columns whose weights into the first layer have the largest squares, `most` of them, in their own order. */
export function heaviest({ parameters }: ModelData, all: ColumnGroup[], most: number): ColumnGroup[] {
  if (all.length <= most) return all;
  const { shape, data } = parameters["dense1.weight"]!;
  const units = shape[1]!;
  const weight = all.map(({ features }) =>
    features.reduce((sum, j) => {
      for (let u = 0; u < units; u++) sum += data[j * units + u]! ** 2;
      return sum;
    }, 0),
  );
  const least = [...weight].sort((a, b) => b - a)[most - 1]!;
  return all.filter((_, i) => weight[i]! >= least).slice(0, most);
}
