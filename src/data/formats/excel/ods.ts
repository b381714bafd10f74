import { UserError } from "../../../errors.ts";
import { isGap } from "../../columns/noValue.ts";
import type { Archive } from "./archive.ts";
import { broken } from "./archive.ts";
import { CellCollector, referenceOf, type SheetCells, type Sheets } from "./sheetCells.ts";
import { readXml } from "./xml.ts";

type Attributes = Readonly<Record<string, string>>;

/** The sheets of an OpenDocument spreadsheet (.ods), as LibreOffice writes it: all of them are in one document. */
export async function openOds(archive: Archive, name: string): Promise<Sheets> {
  if (!archive.has("content.xml")) throw broken(name, new Error("it has no content.xml"));
  if (
    archive.has("META-INF/manifest.xml") &&
    (await archive.text("META-INF/manifest.xml")).includes("encryption-data")
  )
    throw new UserError(`${name}: is locked with a password; open it in LibreOffice and save it without one`);
  const document = new OdsDocument(name);
  if (archive.has("styles.xml")) await readXml(archive.pieces("styles.xml"), name, document);
  await readXml(archive.pieces("content.xml"), name, document);
  return {
    list: document.sheets.map(({ cells, hidden }) => ({ name: cells.name, hidden })),
    read: async (index) => document.sheets[index]!.cells,
  };
}

/** What stands within a cell and is no text of it: remarks, drawings, and how Japanese is read aloud. */
const notText = new Set(["annotation", "frame", "custom-shape", "g", "line", "ruby-text", "shapes", "forms"]);

class OdsDocument {
  readonly sheets: { cells: SheetCells; hidden: boolean }[] = [];
  readonly #name: string;
  readonly #hiddenStyles = new Set<string>();
  /** data styles of hours that go on beyond a day, and the styles of cells that have one */
  readonly #durations = new Set<string>();
  #style = "";
  #sheet: { cells: CellCollector; name: string; hidden: boolean } | undefined;
  #columnStyles: string[] = [];
  #row = 0;
  #rowRepeat = 1;
  #column = 0;
  #cell: Attributes | undefined;
  #text = "";
  #paragraphs = 0;
  #inText = false;
  #skipped = 0;

  constructor(name: string) {
    this.#name = name;
  }

  open(tag: string, attributes: Attributes): void {
    if (this.#skipped > 0 || notText.has(tag)) {
      this.#skipped++;
      return;
    }
    if (this.#cell) this.#openText(tag, attributes);
    else this.#openSheet(tag, attributes);
  }

  text(piece: string): void {
    if (this.#inText && this.#skipped === 0) this.#text += piece;
  }

  close(tag: string): void {
    if (this.#skipped > 0) {
      this.#skipped--;
      return;
    }
    if (tag === "p") this.#inText = false;
    else if (tag === "table-cell" || tag === "covered-table-cell") this.#endCell();
    else if (tag === "table-row") this.#row += this.#rowRepeat;
    else if (tag === "table" && this.#sheet) {
      const { cells, name, hidden } = this.#sheet;
      const { rows, merges, hiddenRows, hiddenColumns, odd } = cells;
      this.sheets.push({ cells: { name, rows, merges, hiddenRows, hiddenColumns, odd }, hidden });
      this.#sheet = undefined;
    }
  }

  #openText(tag: string, attributes: Attributes): void {
    if (tag === "p") {
      if (this.#paragraphs++ > 0) this.#text += "\n";
      this.#inText = true;
    } else if (tag === "s") this.#text += " ".repeat(Math.min(Number(attributes["text:c"] ?? 1), 1000));
    else if (tag === "tab") this.#text += "\t";
    else if (tag === "line-break") this.#text += "\n";
  }

  #openSheet(tag: string, attributes: Attributes): void {
    if (tag === "style") {
      this.#style = attributes["style:name"] ?? "";
      if (this.#durations.has(attributes["style:data-style-name"] ?? "")) this.#durations.add(this.#style);
    } else if (tag === "table-properties") {
      if (attributes["table:display"] === "false") this.#hiddenStyles.add(this.#style);
    } else if (tag === "time-style") {
      if (attributes["number:truncate-on-overflow"] === "false")
        this.#durations.add(attributes["style:name"] ?? "");
    } else if (tag === "table") {
      const hidden = this.#hiddenStyles.has(attributes["table:style-name"] ?? "");
      const cells = new CellCollector(this.#name, false);
      this.#sheet = { cells, name: attributes["table:name"] ?? "", hidden };
      [this.#row, this.#columnStyles] = [0, []];
    } else if (tag === "table-column" && this.#sheet) {
      const repeat = Math.min(Number(attributes["table:number-columns-repeated"] ?? 1), 2 ** 14);
      const style = attributes["table:default-cell-style-name"] ?? "";
      for (let i = 0; i < repeat; i++) {
        if (isHidden(attributes)) this.#sheet.cells.hiddenColumns.add(this.#columnStyles.length);
        this.#columnStyles.push(style);
      }
    } else if (tag === "table-row") {
      this.#column = 0;
      this.#rowRepeat = Number(attributes["table:number-rows-repeated"] ?? 1);
      if (isHidden(attributes) && this.#rowRepeat < 1e5)
        for (let i = 0; i < this.#rowRepeat; i++) this.#sheet?.cells.hiddenRows.add(this.#row + i);
    } else if (tag === "table-cell" || tag === "covered-table-cell") {
      this.#cell = attributes;
      [this.#text, this.#paragraphs, this.#inText] = ["", 0, false];
    }
  }

  #endCell(): void {
    const attributes = this.#cell;
    this.#cell = undefined;
    if (!attributes || !this.#sheet) return;
    const repeat = Number(attributes["table:number-columns-repeated"] ?? 1);
    const [wide, high] = [
      Number(attributes["table:number-columns-spanned"] ?? 1),
      Number(attributes["table:number-rows-spanned"] ?? 1),
    ];
    if (this.#holds(attributes)) {
      for (let i = 0; i < this.#rowRepeat; i++)
        for (let k = 0; k < repeat; k++) this.#addCell(attributes, this.#row + i, this.#column + k);
    }
    if (wide > 1 || high > 1)
      this.#sheet.cells.merges.push({
        top: this.#row,
        left: this.#column,
        bottom: this.#row + high - 1,
        right: this.#column + wide - 1,
      });
    this.#column += repeat;
  }

  #holds(attributes: Attributes): boolean {
    return (
      attributes["office:value-type"] !== undefined ||
      attributes["table:formula"] !== undefined ||
      this.#text !== ""
    );
  }

  #addCell(attributes: Attributes, row: number, column: number): void {
    const { cells, name } = this.#sheet!;
    const text = this.#text;
    const type = attributes["office:value-type"];
    const value = attributes["office:value"];
    const at = () => referenceOf(row, column);
    if (attributes["calcext:value-type"] === "error") cells.add(row, column, isGap(text) ? text : "#N/A");
    else if (type === undefined && attributes["table:formula"] !== undefined)
      throw new UserError(
        `${this.#name}, sheet ${name}, cell ${at()}: holds a formula without its result; open the file in LibreOffice and save it`,
      );
    else if (type === "boolean")
      cells.add(row, column, attributes["office:boolean-value"] === "true" ? "True" : "False");
    else if (type === "date")
      cells.addMoment(row, column, (attributes["office:date-value"] ?? "").replace("T", " "));
    else if (type === "time") {
      const seconds = secondsOf(attributes["office:time-value"] ?? "");
      const style = attributes["table:style-name"] ?? this.#columnStyles[column] ?? "";
      const isDuration = this.#durations.has(style) || seconds >= 86_400;
      cells.addNumber(row, column, seconds / 86_400, isDuration ? "duration" : "time");
    } else if (value !== undefined && type !== "string") {
      const number = Number(value);
      if (Number.isNaN(number))
        throw broken(this.#name, new Error(`cell ${at()} should hold a number, found ${value}`));
      // Formats of zeros and of truth are seen by what is shown.
      if (/^0\d+$/.test(text) && Number(text) === number) cells.add(row, column, text);
      else if (/^(true|false)$/i.test(text)) cells.add(row, column, number === 0 ? "False" : "True");
      else cells.addNumber(row, column, number, type === "percentage" ? "percent" : "number");
    } else cells.addText(row, column, text === "" ? (attributes["office:string-value"] ?? "") : text);
  }
}

const isHidden = (attributes: Attributes): boolean =>
  ["collapse", "filter"].includes(attributes["table:visibility"] ?? "");

/** `PT25H30M00S` in seconds. */
function secondsOf(duration: string): number {
  const [, sign, days, hours, minutes, seconds] =
    /^(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration) ?? [];
  const sum =
    Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return sign === "-" ? -sum : sum;
}
