import {
  type ConfusionCount,
  classTotals,
  confusionAmong,
  mixedUp,
  mostDrawn,
} from "../model/metrics/confusion.ts";
import { inkOn } from "../plot/palette.ts";
import { textWidth } from "../plot/text.ts";
import { escapeHtml } from "./pages/escape.ts";
import { rowInWords } from "./pages/mistakeBlocks.ts";
import type { ClassificationReport, ReportedCount } from "./report.ts";
import { grouped, percent } from "./words/format.ts";
import type { Words } from "./words/words.ts";

/** From so many classes on, the cells are small. */
const many = 8;
/** What is written from top to bottom, its letters upright; other names are turned. */
const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const right = [0, 114, 178] as const;
const wrong = [213, 94, 0] as const;

/**
 * The confusion matrix as a table whose numbers are links to the rows behind them. Right answers are blue, mistakes
 * orange; the shade is the share of the true class. The lists are plain elements that show when they are the page's
 * target, so that no script is needed. Of many classes those that are mixed up most are shown.
 */
export function confusionHtml(report: ClassificationReport, w: Words): string {
  const { counts, classNames } = report;
  const shown = mixedUp(counts, classNames.length, mostDrawn);
  const k = shown.length;
  const place = new Map(shown.map((c, i) => [c, i]));
  const drawn = counts.filter(({ label, predicted }) => place.has(label) && place.has(predicted));
  const { support } = classTotals(counts, classNames.length);
  const widest = (texts: readonly string[]) =>
    texts.reduce((most, text) => Math.max(most, textWidth(text, 14)), 0);
  const numbers = widest(drawn.map(({ rows }) => grouped(rows))) + (k >= many ? 6 : 14);
  const least = Math.ceil(Math.max(numbers, k >= 2 * many ? 24 : k >= many ? 28 : 44));
  const names = Math.ceil(widest(shown.map((c) => classNames[c]!))) + 12;
  const tall = names > (k >= many ? least + 6 : 120);
  const head = shown.map((c) => {
    const name = classNames[c]!;
    const standing = japanese.test(name) ? "tall upright" : "tall";
    return `<th scope="col"${tall ? ` class="${standing}"` : ""} title="${escapeHtml(name)}"><span>${escapeHtml(name)}</span></th>`;
  });
  const cells = shown.map(() => new Array<string>(k).fill("<td><span>0</span></td>"));
  for (const { label, predicted, rows } of drawn) {
    const fill = shade(label === predicted ? right : wrong, rows / support[label]!);
    const said = w.cell(classNames[label]!, classNames[predicted]!, grouped(rows));
    cells[place.get(label)!]![place.get(predicted)!] =
      `<td><a href="#cell-${label}-${predicted}" style="background:${fill};color:${inkOn(fill)}" aria-label="${escapeHtml(said)}">${grouped(rows)}</a></td>`;
  }
  const body = cells.map(
    (tds, i) => `<tr><th scope="row">${escapeHtml(classNames[shown[i]!]!)}</th>${tds.join("")}</tr>`,
  );
  const lists = drawn.map((count) => cellHtml(count, classNames, w));
  return `<div class="scroll" role="region" aria-label="${w.confusion}" tabindex="0"><table class="confusion${k >= many ? " many" : ""}" style="--cell:${tall ? least : Math.max(least, names)}px;--classes:${k}">
<caption>${w.confusion}</caption>
<thead><tr><th scope="col" class="axis">${w.trueClass} ↓<br>${w.predictedClass} →</th>${head.join("")}</tr></thead>
<tbody>
${body.join("\n")}
</tbody></table></div>
${lists.join("\n")}`;
}

/** What of the matrix of many classes is shown. */
export function mixedUpInWords(counts: readonly ConfusionCount[], classes: number, w: Words): string {
  const shown = mixedUp(counts, classes, mostDrawn);
  const { mistakes, among } = confusionAmong(counts, shown);
  return w.mixedUp(grouped(shown.length), grouped(classes), grouped(among), grouped(mistakes));
}

/** The rows behind one number, the surest first. */
function cellHtml(
  { label: t, predicted: p, rows, surest }: ReportedCount,
  classNames: readonly string[],
  w: Words,
): string {
  const count = grouped(rows);
  const items = surest.map(
    (one) => `<li>${escapeHtml(rowInWords(one, w))} <small>${percent(one.confidence)}</small></li>`,
  );
  const rest = rows - surest.length;
  if (rest > 0) items.push(`<li>${w.more(grouped(rest))}</li>`);
  return `<section class="cell" id="cell-${t}-${p}" tabindex="-1" aria-label="${escapeHtml(w.cell(classNames[t]!, classNames[p]!, count))}">
<h3>${escapeHtml(w.cellHeading(classNames[t]!, classNames[p]!))}</h3>
<p class="faint">${escapeHtml(t === p ? w.cellRight(count, classNames[t]!) : w.cellWrong(count, classNames[t]!, classNames[p]!))}</p>
<ol tabindex="0">${items.join("")}</ol>
<a href="#confusion">${w.close}</a>
</section>`;
}

/** White for none, the full colour for all: a mistake must be seen when it is rare, so the shade follows √share. */
function shade(colour: readonly [number, number, number], share: number): string {
  const s = 0.08 + 0.92 * Math.sqrt(share);
  const hex = colour.map((c) =>
    Math.round(255 + (c - 255) * s)
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${hex.join("")}`;
}
