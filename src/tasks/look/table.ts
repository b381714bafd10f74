import type { Table } from "../../data/table.ts";
import { spread } from "../../model/samples.ts";
import { type LookPlots, manyAlike, type TableLook } from "../../report/look/lookReport.ts";
import { lookColumns } from "./columns.ts";
import { familyOf } from "./family.ts";
import type { FoundLabel } from "./label.ts";
import { componentsOf, correlationOf, type Line } from "./relations.ts";
import { type SeenCells, stemOf } from "./seen.ts";

type Facts = Pick<TableLook, "columns" | "correlation" | "components">;

/** So many elements of a list are taken as columns. */
const mostElements = 400;
/** Columns and points that are drawn against the number that is to be predicted. */
const [mostAgainst, mostPoints] = [6, 1000];

/** A table in figures, and what is drawn of it. */
export function lookAtTable(
  table: Table,
  seen: readonly SeenCells[],
  found: FoundLabel | undefined,
): Facts & { plots: LookPlots } {
  const columns = lookColumns(table, seen, found);
  const told = new Map(columns.map(({ name, tells }) => [name, Math.abs(tells?.value ?? 0)]));
  const copied = new Set(columns.flatMap(({ name, copyOf }) => (copyOf ? [name] : [])));
  const features = seen.flatMap((one) => linesOf(one, found?.label.name, told));
  const label = found?.label.task === "regress" ? targetOf(found) : [];
  const components = componentsOf(features, copied);
  return {
    columns,
    correlation: correlationOf([...features, ...label], copied) ?? null,
    components: components?.components ?? null,
    plots: {
      scores: components && {
        ...components.scores,
        label: found && Float64Array.from(components.rows, (row) => found.values[row]!),
      },
      family: familyOf(seen, found),
      against: found && label.length > 0 ? againstOf(features, found, told) : undefined,
    },
  };
}

const targetOf = ({ label, values }: FoundLabel): Line[] => [
  { name: label.name, values: Float64Array.from(values), family: undefined, weight: Infinity },
];

/** A column of numbers as one, a list as many. */
function linesOf(
  { name, kind, why, values, width, family }: SeenCells,
  label: string | undefined,
  told: ReadonlyMap<string, number>,
): Line[] {
  if (!values || why !== undefined || name === label) return [];
  if (kind !== "list")
    return [
      {
        ...{ name, values, weight: told.get(name) ?? 0 },
        family: family > manyAlike ? stemOf(name) : undefined,
      },
    ];
  const rows = values.length / width;
  return Array.from(spread(width, mostElements), (j) => ({
    name: `${name}[${j}]`,
    values: Float64Array.from({ length: rows }, (_, row) => values[row * width + j]!),
    family: name,
    weight: 0,
  }));
}

function againstOf(
  features: readonly Line[],
  { values }: FoundLabel,
  told: ReadonlyMap<string, number>,
): NonNullable<LookPlots["against"]> {
  const strongest = features
    .filter(({ name }) => (told.get(name) ?? 0) > 0)
    .toSorted((a, b) => told.get(b.name)! - told.get(a.name)!)
    .slice(0, mostAgainst);
  const rows = spread(values.length, mostPoints);
  return strongest.map((line) => ({
    name: line.name,
    x: Float64Array.from(rows, (row) => line.values[row]!),
    y: Float64Array.from(rows, (row) => values[row]!),
  }));
}
