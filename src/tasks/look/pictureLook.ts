import { firstOfEach } from "../../data/images/samePictures.ts";
import type { Table } from "../../data/table.ts";
import type {
  CommonLook,
  LookPicture,
  LookPictures,
  LookPlots,
  PictureLook,
  Spread,
} from "../../report/look/lookReport.ts";
import type { FoundLabel } from "./label.ts";
import type { Light } from "./light.ts";
import type { DecodedPictures } from "./pictures.ts";

type Facts = Omit<PictureLook, keyof CommonLook>;

/** So many sizes and pairs are listed, and pictures of a class are shown. */
const [mostSizes, mostPairs, mostShown, mostGroups] = [10, 10, 12, 24];

/** A folder of pictures in figures, and what is drawn of it. */
export function lookAtPictures(
  { table, image, headers, light, broken, resized }: DecodedPictures,
  found: FoundLabel | undefined,
): Facts & { plots: LookPlots } {
  const groups = groupsOf(table, found);
  const sizes = counted(headers.map(({ width, height }) => `${width} ${height}`));
  const modes = counted(headers.map(modeOf));
  const { width, height, channels } = image;
  return {
    kind: "pictures",
    sizes: sizes.slice(0, mostSizes).map(([size, rows]) => {
      const [width, height] = size.split(" ").map(Number) as [number, number];
      return { width, height, rows };
    }),
    ofSizes: sizes.length,
    modes: modes.map(([mode, rows]) => ({ mode, rows })),
    measuredAt: { width, height, channels },
    resized,
    groups: groups.map(({ name, rows }) => lightOf(name, rows, light)),
    copies: copiesIn(table),
    broken,
    plots: { pictures: groups.slice(0, mostGroups).map(({ rows }) => drawnOf(table, rows)) },
  };
}

const modeOf = ({ grey, deep }: DecodedPictures["headers"][number]): PictureLook["modes"][number]["mode"] =>
  deep ? (grey ? "deepGrey" : "deepColour") : grey ? "grey" : "colour";

interface Group {
  name: string;
  rows: number[];
}

/** The rows of each class, or all of them where there are none. */
function groupsOf(table: Table, found: FoundLabel | undefined): Group[] {
  const all = Array.from({ length: table.rows }, (_, row) => row);
  if (!found || found.label.classes.length === 0) return [{ name: "", rows: all }];
  return found.label.classes.map(({ name }, k) => ({
    name,
    rows: all.filter((row) => found.values[row] === k),
  }));
}

/** The commonest first. */
function counted<T extends string>(all: readonly T[]): [T, number][] {
  const counts = new Map<T, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function lightOf(name: string, rows: readonly number[], light: readonly Light[]): LookPictures {
  const of = (figure: "brightness" | "contrast" | "sharpness") =>
    spreadOf(rows.map((row) => light[row]![figure]));
  return {
    name,
    rows: rows.length,
    brightness: of("brightness"),
    contrast: of("contrast"),
    sharpness: of("sharpness"),
  };
}

function spreadOf(values: readonly number[]): Spread {
  const n = values.length;
  const mean = n === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  let [min, max] = n === 0 ? [0, 0] : [Infinity, -Infinity];
  for (const value of values) [min, max] = [Math.min(min, value), Math.max(max, value)];
  return { mean, std: n > 1 ? Math.sqrt(squares / (n - 1)) : null, min, max };
}

function copiesIn(table: Table): PictureLook["copies"] {
  const first = firstOfEach(table) ?? [];
  const copies = first.flatMap((of, row) => (of === row ? [] : [[row, of] as const]));
  const name = (row: number) => String(table.rowName(row));
  return {
    pictures: copies.length,
    pairs: copies.slice(0, mostPairs).map(([row, of]) => [name(row), name(of)] as const),
  };
}

type Drawn = NonNullable<LookPlots["pictures"]>[number];

/** Some pictures of a group, evenly taken, the mean of all, and how far they lie from it. */
function drawnOf(table: Table, rows: readonly number[]): Drawn {
  const column = table.column(table.imageColumn!);
  if (column.kind !== "list" || !column.image) throw new Error("a table without pictures");
  const { values, width: size, image } = column;
  const { width, height, channels } = image;
  const as = (data: ArrayLike<number>): LookPicture => ({ width, height, channels, data });
  const at = (row: number) => values.subarray(row * size, (row + 1) * size);
  const mean = new Float64Array(size);
  for (const row of rows) {
    const pixels = at(row);
    for (let k = 0; k < size; k++) mean[k]! += pixels[k]! / rows.length;
  }
  const squares = new Float64Array(size);
  for (const row of rows) {
    const pixels = at(row);
    for (let k = 0; k < size; k++) squares[k]! += (pixels[k]! - mean[k]!) ** 2 / rows.length;
  }
  const step = Math.max(1, rows.length / mostShown);
  const shown = Array.from(
    { length: Math.min(rows.length, mostShown) },
    (_, i) => rows[Math.floor(i * step)]!,
  );
  return {
    shown: shown.map((row) => ({ name: String(table.rowName(row)), picture: as(at(row)) })),
    mean: as(mean),
    deviation: as(squares.map(Math.sqrt)),
  };
}
