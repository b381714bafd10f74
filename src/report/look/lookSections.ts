import { append } from "../../data/numbers/lists.ts";
import type { Block, Cell, Figure, NamedImage, Section, Table } from "../pages/blocks.ts";
import { grouped, percent, quantities, quantity } from "../words/format.ts";
import {
  type LookColumn,
  type LookLabel,
  type LookNumbers,
  type LookReport,
  type LookRow,
  manyAlike,
  type PictureLook,
  type TableLook,
} from "./lookReport.ts";
import type { LookWords } from "./lookWords.ts";

/** A picture under its heading. */
interface Chart {
  readonly svg: string;
  readonly title: string;
  readonly text: string;
}

/** What was drawn of a report, where it has anything to draw. */
export interface LookCharts {
  readonly label?: Chart | undefined;
  readonly against?: readonly Chart[] | undefined;
  readonly legend?: Chart | undefined;
  readonly histograms?: readonly Chart[] | undefined;
  readonly correlation?: Chart | undefined;
  readonly scores?: Chart | undefined;
  /** means of many columns alike: pictures, or one chart of curves */
  readonly family?:
    | { readonly name: string; readonly images?: readonly NamedImage[]; readonly chart?: Chart }
    | undefined;
  readonly sheets?: readonly { title: string; images: readonly NamedImage[] }[] | undefined;
  readonly means?: readonly NamedImage[] | undefined;
}

/** Of wider tables so many columns are listed. */
const mostColumns = 300;
/** Categories are shown with the label for so many columns. */
const mostCategories = 8;

/** What was seen, in words: what a page sets, in this order. */
export function lookSections(report: LookReport, charts: LookCharts, w: LookWords): Section[] {
  const all: (Section | undefined)[] = [
    { id: "overview", title: w.overview, blocks: overview(report, w) },
    labelSection(report.label, charts, w),
    ...(report.kind === "table" ? tableSections(report, charts, w) : pictureSections(report, charts, w)),
  ];
  return all.filter((section) => section !== undefined);
}

function overview(report: LookReport, w: LookWords): Block[] {
  const { label, stops, notes, findings } = report;
  const blocks: Block[] = leads(report, w).map((text) => ({ kind: "lead", text }));
  blocks.push({ kind: "figures", figures: figures(report, w) });
  if (findings.length > 0) blocks.push({ kind: "findings", findings });
  const halts = label === null && report.noLabel !== null ? [report.noLabel, ...stops] : stops;
  if (halts.length > 0) blocks.push({ kind: "lines", title: w.stops, lines: [...new Set(halts)] });
  if (notes.length > 0) blocks.push({ kind: "lines", title: w.notes, lines: notes });
  return blocks;
}

/** What is learned, and what a model must be better than. */
export function leads(report: LookReport, w: LookWords): string[] {
  const { label } = report;
  if (!label) return [w.noLabelLead];
  const { classes, positive, baseline } = label;
  const why = label.why === "as asked" ? w.asAsked : label.why;
  const always = baseline ? [w.baselineLead(baseline.name, baseline.accuracy)] : [];
  // Pictures lie in folders or a list of their classes: no column was chosen.
  if (report.kind === "pictures" && label.name === "label")
    return [w.pictureClasses(classes.length, positive?.name), ...always];
  const what =
    label.task === "regress" ? w.amountLead(label.taskAsked) : w.classesLead(classes.length, positive?.name);
  return [`${w.labelLead(label.name, why)} ${what}`, ...always];
}

function figures(report: LookReport, w: LookWords): Figure[] {
  const { rows, lookedAt, parts, label } = report;
  const said = [
    lookedAt < rows ? w.rowsOf(grouped(lookedAt), grouped(rows)) : "",
    parts.length > 1 ? w.parts(parts) : "",
  ].filter(Boolean);
  const all: Figure[] = [
    { name: report.kind === "table" ? w.rows : w.pictures, value: grouped(rows), detail: said.join("; ") },
  ];
  if (report.kind === "table") append(all, columnFigures(report, w));
  else append(all, fileFigures(report, w));
  const found = label?.classes.find(({ name }) => name === label.positive?.name);
  if (label && found) {
    const labelled = label.classes.reduce((sum, one) => sum + one.rows, 0);
    all.push({
      name: w.share(found.name),
      value: percent(found.rows / labelled),
      detail: w.shareDetail(grouped(found.rows), grouped(labelled)),
    });
  } else if (label && label.classes.length > 0)
    all.push({ name: w.classes, value: grouped(label.classes.length) });
  return all;
}

function columnFigures({ columns }: TableLook, w: LookWords): Figure[] {
  const used = columns.filter(({ role }) => role === "feature").length;
  const lacking = columns.filter(({ missing, kind }) => missing > 0 && kind !== "empty");
  const cells = lacking.reduce((sum, { missing }) => sum + missing, 0);
  return [
    { name: w.columns, value: grouped(columns.length) },
    { name: w.features, value: grouped(used), detail: w.featuresDetail },
    { name: w.missing, value: grouped(cells), detail: cells > 0 ? w.missingDetail(lacking.length) : "" },
  ];
}

const fileFigures = ({ copies, broken, sizes, ofSizes }: PictureLook, w: LookWords): Figure[] => [
  {
    name: w.size,
    value: ofSizes === 1 ? `${sizes[0]!.width}×${sizes[0]!.height}` : grouped(ofSizes),
  },
  { name: w.seenCopies, value: grouped(copies.pictures) },
  { name: w.seenBroken, value: grouped(broken.length) },
];

function labelSection(
  label: LookLabel | null,
  { label: chart, against }: LookCharts,
  w: LookWords,
): Section | undefined {
  if (!label) return undefined;
  const blocks: Block[] = [];
  if (label.missing > 0) blocks.push({ kind: "text", text: w.labelMissing(grouped(label.missing)) });
  if (label.classes.length > 0) {
    const all = label.classes.reduce((sum, { rows }) => sum + rows, 0);
    const rows = label.classes
      .toSorted((a, b) => b.rows - a.rows)
      .slice(0, mostColumns)
      .map(({ name, rows }): Cell[] => [
        name,
        { text: grouped(rows), share: rows / all },
        percent(rows / all),
      ]);
    blocks.push({
      kind: "table",
      table: { title: w.label, head: [w.class, w.classRows, w.shareOfRows], rows },
    });
  }
  if (chart) blocks.push({ kind: "pictures", pictures: [chart], size: "small" });
  if (against && against.length > 0) blocks.push({ kind: "pictures", pictures: against, size: "small" });
  return blocks.length === 0 ? undefined : { id: "label", title: w.label, blocks };
}

function tableSections(report: TableLook, charts: LookCharts, w: LookWords): (Section | undefined)[] {
  const { columns } = report;
  return [
    columnSection(columns, w),
    familySection(charts, w),
    histogramSection(columns, charts, w),
    outlierSection(columns, w),
    copySection(columns, w),
    correlationSection(report, charts, w),
    componentSection(report, charts, w),
    categorySection(report, w),
  ];
}

function columnSection(all: readonly LookColumn[], w: LookWords): Section {
  const columns = all.slice(0, mostColumns);
  const use = ({ role, why }: LookColumn) => (why === null ? w.roles[role] : w.leftOut(why));
  const numeric = columns.filter(({ numbers }) => numbers);
  const numbers: Table = {
    title: w.numbers,
    head: [w.name, w.use, w.missing, w.unique, w.min, w.q1, w.median, w.q3, w.max, w.mean, w.std],
    rows: familiesOf(numeric).map((group) => {
      const [column] = group as [LookColumn];
      if (group.length > 1) return familyCells(group, w);
      const { numbers, missing, unique, unit } = column;
      const { min, q1, median, q3, max, mean, std, infinite } = numbers!;
      const name = unit === null ? column.name : `${column.name} (${unit})`;
      const figures = quantities([min, q1, median, q3, max], apart(numbers!));
      const rest = [quantity(mean), std === null ? "–" : quantity(std)];
      const more = infinite > 0 ? `, ${w.infinite(grouped(infinite))}` : "";
      return [name, `${use(column)}${more}`, grouped(missing), grouped(unique ?? 0), ...figures, ...rest];
    }),
  };
  const others: Table = {
    title: w.others,
    head: [w.name, w.kind, w.use, w.missing, w.unique, w.commonest],
    rows: columns
      .filter(({ numbers }) => !numbers)
      .map((column) => [
        column.name,
        w.kinds[column.kind],
        use(column),
        grouped(column.missing),
        column.unique === null ? "–" : grouped(column.unique),
        holds(column),
      ]),
  };
  const blocks: Block[] = [{ kind: "text", text: w.columnsText }];
  if (all.length > columns.length)
    blocks.push({ kind: "text", text: w.shownColumns(grouped(columns.length), grouped(all.length)) });
  for (const table of [numbers, others]) if (table.rows.length > 0) blocks.push({ kind: "table", table });
  return { id: "columns", title: w.columnsTitle, blocks };
}

/** Many columns alike stand together, each other one alone. */
export function familiesOf(columns: readonly LookColumn[]): LookColumn[][] {
  const groups = new Map<string, LookColumn[]>();
  for (const column of columns) {
    const { name, family, role } = column;
    const many = family > manyAlike && role === "feature";
    const key = many ? `# ${name.replaceAll(/\d+/g, "#")}` : `= ${name}`;
    const group = groups.get(key);
    if (group) group.push(column);
    else groups.set(key, [column]);
  }
  return [...groups.values()];
}

/** Of many columns alike the least and the largest number. */
export function rangeOf(group: readonly LookColumn[]): { min: number; max: number; missing: number } {
  let [min, max, missing] = [Infinity, -Infinity, 0];
  for (const { numbers, missing: own } of group) {
    missing += own;
    if (numbers) [min, max] = [Math.min(min, numbers.min), Math.max(max, numbers.max)];
  }
  return { min, max, missing };
}

function familyCells(group: readonly LookColumn[], w: LookWords): string[] {
  const { min, max, missing } = rangeOf(group);
  const [low, high] = quantities([min, max]) as [string, string];
  const name = w.familyName(group[0]!.name, group.at(-1)!.name);
  const role = `${w.roles.feature} (${w.familyLine(grouped(group.length))})`;
  return [name, role, grouped(missing), "–", low, "–", "–", "–", high, "–", "–"];
}

/** What the quartiles must show: a far cell does not take their digits. */
export const apart = ({ min, q1, q3, max }: Pick<LookNumbers, "min" | "q1" | "q3" | "max">): number =>
  (q3 - q1) / 10 || max - min || Infinity;

/** The commonest cells, or the first and the last moment. */
function holds({ dates, commonest }: LookColumn): string {
  if (dates) return `${dates.first} – ${dates.last}`;
  if (commonest.length === 0) return "–";
  const shown = commonest.slice(0, 4).map(({ name, rows }) => `${short(name)} ${grouped(rows)}`);
  return `${shown.join(", ")}${commonest.length > 4 ? ", …" : ""}`;
}

const short = (text: string): string => (text.length > 24 ? `${text.slice(0, 24)}…` : text);

function familySection({ family }: LookCharts, w: LookWords): Section | undefined {
  if (!family) return undefined;
  const { name, images, chart } = family;
  const blocks: Block[] = [{ kind: "text", text: w.familyText(name) }];
  if (images) blocks.push({ kind: "images", title: "", images });
  if (chart) blocks.push({ kind: "pictures", pictures: [chart] });
  return { id: "family", title: w.familyTitle, blocks };
}

function histogramSection(
  columns: readonly LookColumn[],
  { histograms, legend }: LookCharts,
  w: LookWords,
): Section | undefined {
  if (!histograms || histograms.length === 0) return undefined;
  const drawable = columns.filter(({ histogram, role }) => histogram && role === "feature").length;
  const blocks: Block[] = [{ kind: "text", text: w.histogramsText(legend !== undefined) }];
  if (histograms.length < drawable)
    blocks.push({ kind: "text", text: w.shownHistograms(grouped(histograms.length), grouped(drawable)) });
  if (legend) blocks.push({ kind: "pictures", pictures: [legend], size: "small" });
  blocks.push({ kind: "pictures", pictures: histograms, size: "small" });
  return { id: "histograms", title: w.histograms, blocks };
}

/** Columns of which more numbers than this lie far outside have a long tail. */
export const isTail = (column: LookColumn): boolean =>
  column.outliers !== null && column.outliers.count > Math.max(5, 0.01 * column.numbers!.count);

function outlierSection(columns: readonly LookColumn[], w: LookWords): Section {
  const found = columns.filter(({ outliers }) => outliers);
  const few = found.filter((column) => !isTail(column));
  const tails = found.filter(isTail);
  const blocks: Block[] = [{ kind: "text", text: found.length > 0 ? w.outliersText : w.noOutliers }];
  if (few.length > 0)
    blocks.push({
      kind: "table",
      table: {
        title: w.outliers,
        head: [w.name, w.howMany, w.usual, w.rowsFarthest],
        rows: few.map(({ name, outliers }) => [
          name,
          grouped(outliers!.count),
          w.range(outliers!.low, outliers!.high),
          outliers!.rows
            .slice(0, 3)
            .map((row) => rowInWords(row, w))
            .join(", "),
        ]),
      },
    });
  if (tails.length > 0)
    blocks.push({
      kind: "text",
      text: w.longTails(
        tails.map(({ name, outliers }) => `${name} (${grouped(outliers!.count)})`).join(", "),
      ),
      leftOut: true,
    });
  return { id: "outliers", title: w.outliers, blocks };
}

/** "5,000 in line 18 (serial A-17)" */
export function rowInWords({ row, line, id, value }: LookRow, w: LookWords): string {
  const name = typeof row === "number" ? grouped(row) : row;
  return w.atRow(
    name,
    line === null ? undefined : grouped(line),
    id ? `${id.column} ${id.value}` : undefined,
    quantity(value),
  );
}

/** That a column says one thing alone, or what another says. */
export function copiesOf({ kind, why, copyOf, numbers }: LookColumn, w: LookWords): string[] {
  const said: string[] = [];
  if (kind === "constant" || kind === "empty") said.push(why ?? w.kinds[kind]);
  // Pixels and wavelengths are taken all the same.
  else if (numbers && numbers.min === numbers.max && numbers.count > 1)
    said.push(w.always(quantity(numbers.min)));
  if (copyOf) said.push(w.copy(copyOf));
  return said;
}

function copySection(columns: readonly LookColumn[], w: LookWords): Section {
  const rows = columns.flatMap((column) => copiesOf(column, w).map((says) => [column.name, says]));
  const table: Block = { kind: "table", table: { title: w.copies, head: [w.name, w.says], rows } };
  const blocks: Block[] = rows.length > 0 ? [table] : [{ kind: "text", text: w.copiesNone }];
  return { id: "copies", title: w.copies, blocks };
}

function correlationSection(
  { correlation, columns }: TableLook,
  { correlation: chart }: LookCharts,
  w: LookWords,
): Section | undefined {
  if (!correlation) return undefined;
  const { strongest, of, rows } = correlation;
  const families = columns.some(({ family, role }) => family > manyAlike && role === "feature");
  const said = [
    w.correlationText(grouped(correlation.columns), grouped(of), grouped(rows)),
    strongest.length === 0 && !families ? w.correlationNone("0.5") : "",
    families ? w.kinLeftOut : "",
  ];
  const blocks: Block[] = [{ kind: "text", text: said.filter(Boolean).join(" ") }];
  if (strongest.length > 0)
    blocks.push({
      kind: "table",
      table: {
        title: w.strongest,
        head: [w.first, w.second, w.pearson, w.spearman],
        rows: strongest.map(({ a, b, pearson, spearman }) => [a, b, fixed(pearson), fixed(spearman)]),
      },
    });
  if (chart) blocks.push({ kind: "pictures", pictures: [chart], size: "wide" });
  return { id: "correlation", title: w.correlation, blocks };
}

const fixed = (value: number): string => value.toFixed(3).replace("-", "−");

function componentSection(
  { components }: TableLook,
  { scores }: LookCharts,
  w: LookWords,
): Section | undefined {
  if (!components) return undefined;
  const { explained, loadings, columns, filled, copies } = components;
  const sums = explained.map((_, k) => explained.slice(0, k + 1).reduce((sum, share) => sum + share, 0));
  const table: Table = {
    title: w.components,
    head: [w.component, w.explained, w.cumulative],
    rows: explained.map((share, k): Cell[] => [
      `PC${k + 1}`,
      { text: percent(share), share },
      percent(Math.min(1, sums[k]!)),
    ]),
  };
  const weights: Table = {
    title: w.loadings,
    head: [w.component, w.loadings],
    rows: loadings.map((heaviest, k) => [
      `PC${k + 1}`,
      heaviest.map(({ name, loading }) => `${short(name)} ${loadingText(loading)}`).join(", "),
    ]),
  };
  const text = w.componentsText(grouped(columns), filled > 0 ? grouped(filled) : undefined, copies);
  const blocks: Block[] = [{ kind: "text", text }];
  if (scores) blocks.push({ kind: "pictures", pictures: [scores] });
  for (const one of [table, weights]) blocks.push({ kind: "table", table: one });
  return { id: "components", title: w.components, blocks };
}

export const loadingText = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;

/** How the label goes with each category. */
function categorySection({ columns, label }: TableLook, w: LookWords): Section | undefined {
  if (!label) return undefined;
  const { positive, classes } = label;
  const found = columns.filter(
    ({ kind, role, commonest }) =>
      kind === "category" &&
      role === "feature" &&
      commonest.length > 1 &&
      commonest.some((one) => one.positive !== null || one.mean !== null),
  );
  if (found.length === 0) return undefined;
  const all = classes.reduce((sum, { rows }) => sum + rows, 0);
  const share = (classes.find(({ name }) => name === positive?.name)?.rows ?? 0) / all;
  const blocks: Block[] = positive
    ? [{ kind: "text", text: w.byCategoryText(positive.name, percent(share)) }]
    : [];
  for (const { name, commonest } of found.slice(0, mostCategories)) {
    const last = positive ? w.share(positive.name) : w.meanOf(label.name);
    const rows = commonest.map((one): Cell[] => [
      one.name,
      grouped(one.rows),
      one.positive === null
        ? one.mean === null
          ? "–"
          : quantity(one.mean)
        : { text: percent(one.positive / one.rows), share: one.positive / one.rows },
    ]);
    blocks.push({ kind: "table", table: { title: name, head: [name, w.rows, last], rows } });
  }
  return { id: "categories", title: w.byCategory, blocks };
}

function pictureSections(report: PictureLook, charts: LookCharts, w: LookWords): (Section | undefined)[] {
  const { groups, sizes, modes, copies, broken, measuredAt, resized } = report;
  const light: Table = {
    title: w.light,
    head: [w.class, w.rows, w.brightness, w.deviation, w.contrast, w.deviation, w.sharpness, w.deviation],
    rows: groups.map(({ name, rows, brightness, contrast, sharpness }) => [
      name || w.all,
      grouped(rows),
      ...[brightness, contrast].flatMap(({ mean, std }) => [
        mean.toFixed(3),
        std === null ? "–" : std.toFixed(3),
      ]),
      quantity(sharpness.mean),
      sharpness.std === null ? "–" : quantity(sharpness.std),
    ]),
  };
  const sizeTable: Table = {
    title: w.sizes,
    head: [w.size, w.rows],
    rows: sizes.map(({ width, height, rows }) => [`${width} × ${height}`, grouped(rows)]),
  };
  const modeTable: Table = {
    title: w.modes,
    head: [w.mode, w.rows],
    rows: modes.map(({ mode, rows }) => [w.modeNames[mode], grouped(rows)]),
  };
  const sheets: Block[] = (charts.sheets ?? []).map((sheet) => ({ kind: "images", ...sheet }));
  const means: Block[] = charts.means
    ? [
        { kind: "text", text: w.meansText(measuredAt.width, measuredAt.height, resized) },
        { kind: "images", title: "", images: charts.means },
      ]
    : [];
  const pairs: Table = {
    title: w.pictureCopies,
    head: [w.copyOf, w.original],
    rows: copies.pairs.map((pair) => [...pair]),
  };
  const copied: Block[] =
    copies.pictures === 0
      ? [{ kind: "text", text: w.copiesNo }]
      : [
          { kind: "text", text: w.copiesText(grouped(copies.pictures)) },
          { kind: "table", table: pairs },
        ];
  const lost: Table = {
    title: w.broken,
    head: [w.file, w.why],
    rows: broken.map(({ file, why }) => [file, why]),
  };
  return [
    { id: "sheets", title: w.sheets, blocks: sheets },
    {
      id: "light",
      title: w.light,
      blocks: [
        { kind: "text", text: w.lightText },
        { kind: "table", table: light },
      ],
    },
    { id: "means", title: w.means, blocks: means },
    {
      id: "files",
      title: w.pictures,
      blocks: [
        { kind: "table", table: sizeTable },
        { kind: "table", table: modeTable },
      ],
    },
    { id: "copies", title: w.pictureCopies, blocks: copied },
    broken.length > 0
      ? { id: "broken", title: w.broken, blocks: [{ kind: "table", table: lost }] }
      : undefined,
  ];
}
