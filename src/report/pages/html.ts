import { confusionHtml } from "../confusion.ts";
import type { Language, Report } from "../report.ts";
import { isFigure } from "../words/format.ts";
import { type Words, words } from "../words/words.ts";
import type { Block, Cell, Drawn, Figure, Section, Table } from "./blocks.ts";
import { escapeHtml } from "./escape.ts";
import { sections } from "./sections.ts";
import { style } from "./style.ts";

/**
 * The report as one self-contained page: no script, no font, no picture from elsewhere, and a policy in its head that
 * forbids every request. All text is escaped; the pictures are set as kiso drew them.
 */
export function reportHtml(report: Report, { lang = report.lang }: { lang?: Language } = {}): string {
  return pageHtml(report.title, lang, sections(report, lang));
}

/** Sections as such a page. */
export function pageHtml(heading: string, lang: Language, all: readonly Section[]): string {
  const w = words[lang];
  const title = escapeHtml(heading);
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<nav aria-label="${w.contents}"><ul>
${all.map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`).join("\n")}
</ul></nav>
</header>
<main>
${all.map((section) => sectionHtml(section, w)).join("\n")}
</main>
<footer>${w.madeBy}</footer>
</body>
</html>
`;
}

function sectionHtml({ id, title, blocks }: Section, w: Words): string {
  const heading = `<h2 id="${id}">${escapeHtml(title)}</h2>`;
  const facts = blocks.filter((block) => block.kind === "facts");
  // A picture and the table of its figures stand side by side.
  const isPlain = (block: Block) => block.kind === "pictures" && block.size === undefined;
  const pair = blocks.some(isPlain) && blocks.some(({ kind }) => kind === "table");
  const beside = (block: Block) => pair && (isPlain(block) || block.kind === "table");
  const set = blocks.flatMap((block) =>
    block.kind === "facts" || beside(block) ? [] : [blockHtml(block, w)],
  );
  if (pair) {
    const both = blocks.flatMap((block) =>
      block.kind !== "facts" && beside(block) ? [blockHtml(block, w)] : [],
    );
    set.push(`<div class="pair">${both.join("\n")}</div>`);
  }
  if (facts.length > 0) {
    const lists = facts.map(({ title, facts }) => {
      const items = Object.entries(facts).map(
        ([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(String(value))}</dd>`,
      );
      return `<div><h3>${escapeHtml(title)}</h3><dl>${items.join("")}</dl></div>`;
    });
    set.push(`<div class="facts">${lists.join("")}</div>`);
  }
  return `<section aria-labelledby="${id}">\n${heading}\n${set.join("\n")}\n</section>`;
}

function blockHtml(block: Exclude<Block, { kind: "facts" }>, w: Words): string {
  switch (block.kind) {
    case "text":
      return `<p class="faint">${escapeHtml(block.text)}</p>`;
    case "summary":
      return `<ol class="summary">${block.sentences.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join("")}</ol>`;
    case "lead":
      return block.short ? "" : `<p class="lead">${escapeHtml(block.text)}</p>`;
    case "figures":
      return figuresHtml(block.figures);
    case "findings":
      return `<ul class="findings" aria-label="${w.findings}">${block.findings
        .map(({ message }) => `<li><b>${w.warning}</b>${escapeHtml(message)}</li>`)
        .join("")}</ul>`;
    case "table":
      return tableHtml(block.table);
    case "pictures":
      return `<div class="pictures${block.size ? ` ${block.size}` : ""}">${block.pictures
        .map((picture) => figureHtml(picture, block.size === "wide"))
        .join("\n")}</div>`;
    case "images":
      return imagesHtml(block);
    case "lines":
      return `<h3>${escapeHtml(block.title)}</h3><ul class="lines">${block.lines
        .map((line) => `<li>${escapeHtml(line)}</li>`)
        .join("")}</ul>`;
    case "confusion":
      return confusionHtml(block.report, w);
  }
}

/** A chart under its heading; one that scrolls has a frame that the keyboard reaches. */
function figureHtml({ svg, title, text }: Drawn, scrolls: boolean): string {
  const name = escapeHtml(title);
  const drawn = scrolls
    ? `<div class="scroll" role="region" aria-label="${name}" tabindex="0">${svg.trim()}</div>`
    : svg.trim();
  return `<figure><h3>${name}</h3>${drawn}${text === "" ? "" : `<figcaption>${escapeHtml(text)}</figcaption>`}</figure>`;
}

const imagesHtml = ({ title, images }: Extract<Block, { kind: "images" }>): string =>
  `${title === "" ? "" : `<h3>${escapeHtml(title)}</h3>`}<ul class="images">${images
    .map(({ url, name }) => {
      const said = escapeHtml(name);
      return `<li><img src="${url}" alt="${said}"><span title="${said}">${said}</span></li>`;
    })
    .join("")}</ul>`;

/** Tiles, all in one row where it holds six; of more, rows of like length. */
function figuresHtml(figures: readonly Figure[]): string {
  const columns = figures.length <= 6 ? Math.max(4, figures.length) : Math.ceil(figures.length / 2);
  const tiles = figures.map(({ name, value, detail }) => {
    const small = detail ? `<dd class="detail">${escapeHtml(detail)}</dd>` : "";
    return `<div><dt>${escapeHtml(name)}</dt><dd class="value"${fitted(value)}>${escapeHtml(value)}</dd>${small}</div>`;
  });
  return `<dl class="figures" style="--columns:${columns}">${tiles.join("")}</dl>`;
}

/** A figure of more than seven signs is set smaller, so that it stays on one line of its tile. */
const fitted = (value: string) =>
  value.length > 7 ? ` style="font-size:${Math.floor((26 * 7.2) / value.length)}px"` : "";

const isNumber = (cell: Cell) => typeof cell !== "string" || isFigure(cell);

/** A table in a frame of its own that scrolls where the screen is narrower; the keyboard reaches it, too. */
function tableHtml({ title, head, rows, means = 0 }: Table): string {
  const numeric = head.map((_, j) => rows.every((row) => isNumber(row[j]!)));
  const of = (j: number) => (numeric[j] ? ' class="number"' : "");
  const body = rows.map((row, i) => {
    const firstMean = rows.length - means;
    const kind = i < firstMean ? "" : i === firstMean ? ' class="mean first"' : ' class="mean"';
    return `<tr${kind}>${row.map((cell, j) => (j === 0 ? rowHead(cell, of(0)) : cellHtml(cell, of(j)))).join("")}</tr>`;
  });
  return `<div class="scroll" role="region" aria-label="${escapeHtml(title)}" tabindex="0"><table>
<caption>${escapeHtml(title)}</caption>
<thead><tr>${head.map((name, j) => `<th scope="col"${of(j)}>${escapeHtml(name)}</th>`).join("")}</tr></thead>
<tbody>
${body.join("\n")}
</tbody></table></div>`;
}

const rowHead = (cell: Cell, attribute: string) =>
  `<th scope="row"${attribute}>${escapeHtml(typeof cell === "string" ? cell : cell.text)}</th>`;

function cellHtml(cell: Cell, attribute: string): string {
  if (typeof cell === "string") return `<td${attribute}>${escapeHtml(cell)}</td>`;
  return `<td class="number bar" style="--share:${cell.share.toFixed(4)}">${escapeHtml(cell.text)}</td>`;
}
