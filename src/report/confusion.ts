import { inkOn } from "../plot/palette.ts";
import { textWidth } from "../plot/text.ts";
import { escapeHtml } from "./pages/escape.ts";
import type { ClassificationReport } from "./report.ts";
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
 * target, so that no script is needed.
 */
export function confusionHtml(report: ClassificationReport, w: Words): string {
  const { confusion, classNames, cells } = report;
  const k = classNames.length;
  const widest = (texts: readonly string[]) =>
    texts.reduce((most, text) => Math.max(most, textWidth(text, 14)), 0);
  const counts = widest(confusion.flat().map(grouped)) + (k >= many ? 6 : 14);
  const least = Math.ceil(Math.max(counts, k >= 2 * many ? 24 : k >= many ? 28 : 44));
  const names = Math.ceil(widest(classNames)) + 12;
  const tall = names > (k >= many ? least + 6 : 120);
  const head = classNames.map((name) => {
    const standing = japanese.test(name) ? "tall upright" : "tall";
    return `<th scope="col"${tall ? ` class="${standing}"` : ""} title="${escapeHtml(name)}"><span>${escapeHtml(name)}</span></th>`;
  });
  const body = confusion.map((counts, t) => {
    const total = counts.reduce((sum, n) => sum + n, 0);
    const tds = counts.map((n, p) => {
      if (n === 0) return "<td><span>0</span></td>";
      const fill = shade(t === p ? right : wrong, n / total);
      const label = w.cell(classNames[t]!, classNames[p]!, grouped(n));
      return `<td><a href="#cell-${t}-${p}" style="background:${fill};color:${inkOn(fill)}" aria-label="${escapeHtml(label)}">${grouped(n)}</a></td>`;
    });
    return `<tr><th scope="row">${escapeHtml(classNames[t]!)}</th>${tds.join("")}</tr>`;
  });
  const lists = cells.flatMap((row, t) =>
    row.flatMap((answers, p) => (answers.length === 0 ? [] : [cellHtml(report, t, p, w)])),
  );
  return `<div class="scroll" role="region" aria-label="${w.confusion}" tabindex="0"><table class="confusion${k >= many ? " many" : ""}" style="--cell:${tall ? least : Math.max(least, names)}px;--classes:${k}">
<caption>${w.confusion}</caption>
<thead><tr><th scope="col" class="axis">${w.trueClass} ↓<br>${w.predictedClass} →</th>${head.join("")}</tr></thead>
<tbody>
${body.join("\n")}
</tbody></table></div>
${lists.join("\n")}`;
}

/** The rows behind one number, the surest first. */
function cellHtml(
  { classNames, confusion, cells }: ClassificationReport,
  t: number,
  p: number,
  w: Words,
): string {
  const answers = cells[t]![p]!;
  const count = grouped(confusion[t]![p]!);
  const items = answers.map(
    ({ row, confidence }) => `<li>${escapeHtml(w.rowName(row))} <small>${percent(confidence)}</small></li>`,
  );
  const rest = confusion[t]![p]! - answers.length;
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
