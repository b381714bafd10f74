import { append } from "../../data/numbers/lists.ts";
import { oneLine } from "../../plot/text.ts";
import { pad, table } from "../pages/textTable.ts";
import { displayWidth } from "../pages/width.ts";
import { wrapped } from "../pages/wrap.ts";
import type { Language } from "../report.ts";
import { speechIn } from "../words/catalogue/speech.ts";
import { grouped, percent, quantities } from "../words/format.ts";
import {
  type LookColumn,
  type LookReport,
  manyAlike,
  type PictureLook,
  type TableLook,
} from "./lookReport.ts";
import { apart, copiesOf, familiesOf, isTail, loadingText, rangeOf, rowInWords } from "./lookSections.ts";
import { type LookWords, lookWords } from "./lookWords.ts";
import { spokenReport } from "./spoken.ts";

/** A terminal's line, and what stands in front of it: `note   `. */
const [lineWidth, tagWidth] = [80, 7];
/** So many columns, and facts of a kind, are shown; the page has all. */
const [mostColumns, mostFacts] = [60, 5];

/** What was seen, in lines of 80 columns of a terminal. */
export async function lookText(seen: LookReport, lang: Language): Promise<string[]> {
  const w = lookWords[lang];
  const report = spokenReport(seen, await speechIn(lang));
  const { source, label, notes, findings, stops, noLabel, rows, lookedAt } = report;
  const { tags } = w;
  const lines = tagged(tags.read, `${source}: ${w.readLine(report)}`);
  if (lookedAt < rows) append(lines, tagged("", w.rowsOf(grouped(lookedAt), grouped(rows))));
  if (report.parts.length > 1) append(lines, tagged("", w.parts(report.parts)));
  if (label) append(lines, labelLines(report, w));
  append(
    lines,
    notes.flatMap((note) => tagged(tags.note, note)),
  );
  append(lines, ["", ...(report.kind === "table" ? tableLines(report, w) : pictureLines(report, w)), ""]);
  if (report.kind === "table") {
    const isSaid = ({ name }: LookColumn) => seen.notes.some((note) => note.startsWith(`column ${name} is `));
    append(lines, factLines(report, isSaid, w));
  }
  const halts = label === null && noLabel !== null ? [noLabel, ...stops] : stops;
  append(
    lines,
    [...new Set(halts)].flatMap((stop) => tagged(tags.stops, stop)),
  );
  append(
    lines,
    findings.flatMap(({ message }) => tagged(tags.doctor, message)),
  );
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

/** `note   ` and a text, which goes on below its beginning. */
function tagged(tag: string, text: string): string[] {
  const room = lineWidth - tagWidth;
  return wrapped(oneLine(text), room)
    .split("\n")
    .map((line, i) => `${pad(i === 0 ? tag : "", tagWidth - 1)} ${line}`);
}

function labelLines(report: LookReport, w: LookWords): string[] {
  const { name, why, classes, positive, baseline, task, taskAsked } = report.label!;
  const own = report.kind === "pictures" && name === "label";
  const said = own
    ? w.pictureClasses(classes.length, undefined)
    : w.labelLine(name, why === "as asked" ? w.asAsked : why);
  const lines = tagged(w.tags.label, said);
  if (task === "regress") return [...lines, ...tagged("", w.amountLead(taskAsked))];
  const all = classes.reduce((sum, { rows }) => sum + rows, 0);
  const sorted = classes.toSorted((a, b) => b.rows - a.rows);
  const shown = sorted
    .slice(0, 12)
    .map(({ name, rows }) => `${name}: ${grouped(rows)} (${percent(rows / all)})`);
  if (sorted.length > shown.length) shown.push(w.more(grouped(sorted.length - shown.length)));
  append(lines, tagged("", shown.join(" · ")));
  if (positive) append(lines, tagged("", w.toBeFound(positive.name, positive.why)));
  if (baseline) append(lines, tagged("", w.baselineLine(baseline.name, baseline.accuracy)));
  return lines;
}

function tableLines({ columns }: TableLook, w: LookWords): string[] {
  const groups = familiesOf(columns);
  const shown = groups.slice(0, mostColumns);
  const numbers = shown.filter(([first]) => first!.numbers);
  const others = shown.filter(([first]) => !first!.numbers);
  const lines: string[] = [];
  if (numbers.length > 0)
    append(
      lines,
      table(
        [w.name, w.use, w.missing, w.unique, w.min, w.median, w.max],
        numbers.map((group) => numberCells(group, w)),
      ).split("\n"),
    );
  if (others.length > 0) {
    if (numbers.length > 0) lines.push("");
    append(
      lines,
      table(
        [w.name, w.kind, w.missing, w.unique, w.commonest],
        others.map(([column]) => otherCells(column!, w)),
      ).split("\n"),
    );
  }
  if (shown.length < groups.length) lines.push(w.moreColumns(grouped(groups.length - shown.length)));
  return lines;
}

function numberCells(group: readonly LookColumn[], w: LookWords): string[] {
  const [first] = group as [LookColumn];
  const { min: least, max: most, missing: lacking } = rangeOf(group);
  const missing = grouped(lacking);
  if (group.length === 1) {
    const { min, median, max } = first.numbers!;
    const figures = quantities([min, median, max], apart(first.numbers!));
    return [cut(first.name, 18), w.roles[first.role], missing, grouped(first.unique ?? 0), ...figures];
  }
  const [low, high] = quantities([least, most]) as [string, string];
  return [cut(`${first.name} …`, 18), w.familyLine(grouped(group.length)), missing, "–", low, "–", high];
}

function otherCells(column: LookColumn, w: LookWords): string[] {
  const { name, kind, missing, unique, dates, commonest, why } = column;
  const held = commonest.slice(0, 3).map(({ name, rows }) => `${name} ${grouped(rows)}`);
  const holds = dates
    ? `${dates.first} – ${dates.last}`
    : kind === "constant"
      ? (why ?? "")
      : held.join(", ");
  return [
    cut(name, 18),
    w.kinds[kind],
    grouped(missing),
    unique === null ? "–" : grouped(unique),
    cut(holds, 30),
  ];
}

/** A text of at most `most` columns of a terminal. */
function cut(text: string, most: number): string {
  const line = oneLine(text);
  if (displayWidth(line) <= most) return line;
  let kept = "";
  for (const character of line) {
    if (displayWidth(kept + character) > most - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** What the rows are, and what goes together. `isSaid`: of a column that a note names its far cells */
function factLines(
  { columns, correlation, components, label }: TableLook,
  isSaid: (column: LookColumn) => boolean,
  w: LookWords,
): string[] {
  const { tags } = w;
  const copied = columns
    .filter(({ kind }) => kind !== "constant" && kind !== "empty")
    .flatMap((column) => copiesOf(column, w).map((says) => `${column.name}: ${says}`));
  const found = columns.filter((column) => column.outliers && !isTail(column) && !isSaid(column));
  const far = found
    .filter(isFar)
    .map(({ name, outliers }) =>
      w.outlierLine(
        name,
        grouped(outliers!.count),
        ...(quantities([outliers!.low, outliers!.high]) as [string, string]),
        rowInWords(outliers!.rows[0]!, w),
      ),
    );
  const near = found.length - far.length;
  const tails = columns.filter(isTail).map(({ name }) => name);
  const pairs = (correlation?.strongest ?? []).map(({ a, b, pearson, spearman }) =>
    w.pairLine(a, b, pearson, spearman),
  );
  return [
    ...tellLines(columns, label !== null, w),
    ...some(tags.far, far, w),
    ...(near > 0 ? tagged(tags.far, w.nearlyFar(near)) : []),
    ...(tails.length > 0 ? tagged(tags.far, w.longTails(someNames(tails, w))) : []),
    ...some(tags.copied, copied, w),
    ...some(tags.alike, pairs, w),
    ...(components?.explained ?? []).slice(0, 3).flatMap((share, k) => {
      const heaviest = components!.loadings[k]!.slice(0, 3).map(
        ({ name, loading }) => `${cut(name, 20)} ${loadingText(loading)}`,
      );
      return tagged(tags.components, w.componentLine(k + 1, percent(share), heaviest.join(", ")));
    }),
  ];
}

/** Whether a number lies as far again beyond what is far outside: of columns of hundreds of numbers some lie a little beyond. */
const isFar = ({ outliers }: LookColumn): boolean =>
  outliers!.rows.some(({ value }) => {
    const half = (outliers!.high - outliers!.low) / 2;
    return value > outliers!.high + half || value < outliers!.low - half;
  });

/** The columns that tell most of the label. */
function tellLines(columns: readonly LookColumn[], labelled: boolean, w: LookWords): string[] {
  const told = columns.filter(({ tells }) => tells);
  if (!labelled || told.length === 0) return [];
  const sure = told
    .filter(({ tells }) => tells!.beyondChance)
    .toSorted((a, b) => Math.abs(b.tells!.value) - Math.abs(a.tells!.value));
  const kin = new Set<string>();
  // Of many columns alike the first says what the others say.
  const different = sure.filter(({ name, family }) => {
    const key = family > manyAlike ? name.replaceAll(/\d+/g, "#") : name;
    return kin.size !== kin.add(key).size;
  });
  if (sure.length === 0) return tagged(w.tags.tells, w.noneTells);
  return different
    .slice(0, mostFacts)
    .flatMap(({ name, tells }) => tagged(w.tags.tells, `${name}: ${w.tells(tells!)}`));
}

function some(tag: string, facts: readonly string[], w: LookWords): string[] {
  const lines = facts.slice(0, mostFacts).flatMap((fact) => tagged(tag, fact));
  const rest = facts.length - mostFacts;
  return rest > 0 ? [...lines, ...tagged("", w.more(grouped(rest)))] : lines;
}

const someNames = (names: readonly string[], w: LookWords): string =>
  names.length > 6
    ? `${names.slice(0, 6).join(", ")}, ${w.more(grouped(names.length - 6))}`
    : names.join(", ");

function pictureLines({ groups, sizes, ofSizes, modes, copies }: PictureLook, w: LookWords): string[] {
  const size = sizes
    .slice(0, 3)
    .map(({ width, height, rows }) => `${width}×${height} (${grouped(rows)})`)
    .join(", ");
  const colours = modes.map(({ mode, rows }) => `${w.modeNames[mode]} (${grouped(rows)})`).join(", ");
  const lines = tagged("", `${w.sizes}: ${size}${ofSizes > 3 ? ", …" : ""}; ${w.modes}: ${colours}`);
  const cells = groups.map(({ name, rows, brightness, contrast, sharpness }) => [
    cut(name || w.all, 24),
    grouped(rows),
    brightness.mean.toFixed(3),
    contrast.mean.toFixed(3),
    ...quantities([sharpness.mean]),
  ]);
  append(lines, ["", ...table([w.class, w.rows, w.brightness, w.contrast, w.sharpness], cells).split("\n")]);
  if (copies.pictures > 0) {
    const [pair] = copies.pairs;
    append(lines, [
      "",
      ...tagged(w.tags.copied, `${w.copiesText(grouped(copies.pictures))} ${pair![0]} = ${pair![1]}`),
    ]);
  }
  return lines;
}
