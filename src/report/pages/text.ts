import { largest } from "../../data/numbers/lists.ts";
import { oneLine } from "../../plot/text.ts";
import { unseen } from "../../unseen.ts";
import type { ClassificationReport, Language, Report } from "../report.ts";
import { grouped } from "../words/format.ts";
import { type Words, words } from "../words/words.ts";
import type { Block, Cell, Section } from "./blocks.ts";
import { sections } from "./sections.ts";
import { pad, table } from "./textTable.ts";
import { displayWidth } from "./width.ts";

/** A terminal has room for the confusion matrix of so many classes; of more, the largest mistakes are listed. */
const mostClasses = 20;

/** The report as a terminal shows it: the same figures and tables as the page's, without its pictures. */
export function reportText(report: Report, { lang = report.lang }: { lang?: Language } = {}): string {
  const w = words[lang];
  const parts = sections(report, lang).map((section) => sectionText(section, w));
  return `${[plain(report.title), ...parts.filter((part) => part !== "")].join("\n\n")}\n`;
}

/** The report in short: its figures, and the table of the classes where a screen holds it. */
export function summaryText(report: Report, { lang = report.lang }: { lang?: Language } = {}): string {
  const w = words[lang];
  const few = report.kind === "classification" && report.classNames.length <= mostClasses;
  const wanted = few ? ["overview", "classes", "reject"] : ["overview", "reject"];
  const shown = sections({ ...report, findings: [] }, lang).filter(({ id }) => wanted.includes(id));
  return shown
    .map(withoutSummary)
    .map((section) => sectionText(section, w))
    .join("\n\n");
}

/** In short the lead and the figures stand for the summary. */
const withoutSummary = (section: Section): Section => ({
  ...section,
  blocks: section.blocks.flatMap((block): Block[] => {
    if (block.kind === "summary") return [];
    return [block.kind === "lead" ? { kind: "lead", text: block.text } : block];
  }),
});

function sectionText({ title, blocks }: Section, w: Words): string {
  const set = blocks.map((block) => blockText(block, w)).filter((text) => text !== "");
  return set.length === 0 ? "" : `${title}\n${set.map(indented).join("\n\n")}`;
}

/** One line without control characters: a name from a file must not move a terminal's cursor. */
const plain = (text: string) => oneLine(text).replace(unseen, "\ufffd");

const indented = (text: string) => text.replace(/^(?=.)/gm, "  ");

function blockText(block: Block, w: Words): string {
  switch (block.kind) {
    case "text":
      return block.leftOut ? block.text : "";
    case "summary":
      return block.sentences.map((sentence) => wrapped(plain(sentence))).join("\n");
    case "lead":
      return block.short ? "" : plain(block.text);
    case "pictures":
    case "images":
      return "";
    case "lines":
      return block.lines.map(plain).join("\n");
    case "figures": {
      const { figures } = block;
      return columns(figures.map(({ name, value, detail = "" }) => [name, value, plain(detail)]));
    }
    case "findings":
      return block.findings.map(({ message }) => `${w.warning}: ${plain(message)}`).join("\n");
    case "facts":
      return columns(Object.entries(block.facts).map(([name, value]) => [plain(name), plain(String(value))]));
    case "table":
      return table(
        block.table.head,
        block.table.rows.map((row) => row.map(cellText)),
      );
    case "confusion":
      return confusionText(block.report, w);
  }
}

/** A cell's text, of a long name its beginning: a terminal's line is short. */
const cellText = (cell: Cell) => short(typeof cell === "string" ? cell : cell.text);

function short(name: string, most = 28): string {
  const text = plain(name);
  if (displayWidth(text) <= most) return text;
  let kept = "";
  for (const character of text) {
    if (displayWidth(kept + character) >= most) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** A sentence in lines of a terminal: broken at blanks, and behind Japanese characters, but not before a full stop or a comma. */
function wrapped(sentence: string, most = 96): string {
  const lines: string[] = [];
  let line = "";
  for (const piece of sentence.split(/(?<= )|(?<=[\u3000-\u9fff\uff00-\uffef])(?![、。）」])/u)) {
    if (line !== "" && displayWidth(line + piece.trimEnd()) > most) {
      lines.push(line.trimEnd());
      line = "  ";
    }
    line += piece;
  }
  return [...lines, line.trimEnd()].join("\n");
}

/** Lines of cells, each column as wide as its widest cell, all to the left. */
function columns(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, j) => largest(lines.map((line) => displayWidth(line[j]!))));
  return lines
    .map((line) =>
      line
        .map((cell, j) => pad(cell, widths[j]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function confusionText({ confusion, counts, classNames }: ClassificationReport, w: Words): string {
  if (confusion && classNames.length <= mostClasses) {
    return table(
      [`${w.trueClass} \\ ${w.predictedClass}`, ...classNames.map((name) => short(name, 16))],
      confusion.map((row, t) => [short(classNames[t]!), ...row.map(grouped)]),
    );
  }
  const mistakes = counts.filter(({ label, predicted }) => label !== predicted);
  mistakes.sort((a, b) => b.rows - a.rows);
  const shown = mistakes.slice(0, mostClasses);
  const pairs = table(
    [w.trueClass, w.predictedClass, w.rows],
    shown.map(({ label, predicted, rows }) => [
      short(classNames[label]!),
      short(classNames[predicted]!),
      grouped(rows),
    ]),
  );
  return shown.length === mistakes.length
    ? pairs
    : `${pairs}\n${w.pairs(grouped(shown.length), grouped(mistakes.length))}`;
}
